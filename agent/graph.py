"""One question through Osler, as a LangGraph graph: triage → rewrite → retrieve → answer → check → conclude → append.

Where nothing answers, and the question named no subject of its own, it goes back to retrieve once with the conversation's.

Each step is a short function that reads the exchange so far and returns what it adds; what the reader should see at once
is written to the graph's stream as an event. Knows its collaborators by the functions it is given (`Abilities`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict

from agent.answer import (
    ABSTENTION,
    Alert,
    Answer,
    Outcome,
    Searched,
    Sentence,
    Source,
    Timings,
    Turn,
    graver,
)
from agent.answering import Answering, EvidenceRead, Judged
from agent.citations import checked
from agent.events import AlertRaised, SearchFinished, SentenceReady, TurnFinished
from agent.evidence import Evidence, gather
from agent.query import PastTurn, StandaloneQuery, Topics, standalone, with_titles
from agent.subject import named_subject, on_subject, sounds_medical, subject_words, touching
from retrieval.documents import Hit
from retrieval.expansion import expand

OUT_OF_SCOPE = (
    "Osler answers questions about health and medicine from its literature, and this does not seem to be one; "
    "ask about a condition, a medicine, a test or a treatment."
)
# Cosine of query and best passage. Fifteen everyday questions stayed below .23; of twelve medical ones, those about
# diseases that the handbook lacks were lowest, at .33.
IN_SCOPE = 0.28
NO_QUOTES_BESIDE = "T1"  # beside the gravest alerts nothing else is said


Append = Callable[[str, Answer], Turn]  # session id ("" begins one) and answer → the turn as it is kept


class Cancelled(Exception):
    """The reader has left; nothing is stored."""


def _none(text: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a conversation can do, each as a function: see an emergency, search, name topics, answer; and say under
    which title the literature has a name."""

    triage: Callable[[str, Sequence[str]], Alert | None]
    silent_categories: frozenset[str]
    topics: Topics
    search: Callable[[str], Sequence[Hit]]
    answering: Answering
    titles: Callable[[str], Mapping[str, str]] = _none


class Exchange(TypedDict, total=False):
    """One question on its way. Set at the start: the first five; each step adds its own."""

    question: str
    session_id: str
    history: tuple[Turn, ...]
    standing: Alert | None
    cancelled: threading.Event
    alert: Alert | None
    standalone: StandaloneQuery
    searched: Searched
    evidence: Evidence
    in_scope: bool
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    read: EvidenceRead
    surety: float | None
    answer: Answer
    timings: Timings
    began: float


def build(parts: Abilities, append: Append) -> Any:
    """The compiled graph. Stream it with `stream_mode="custom"` to get the events of `agent.events`."""
    from langgraph.graph import END, START, StateGraph

    graph = StateGraph(Exchange)
    for name, step in _steps(parts, append).items():
        graph.add_node(name, step)
    graph.add_edge(START, "triage")
    graph.add_conditional_edges("triage", lambda x: "conclude" if _says_enough(parts, x["alert"]) else "rewrite")
    graph.add_conditional_edges("rewrite", lambda x: "conclude" if x["standalone"].needs_clarification else "retrieve")
    graph.add_conditional_edges("retrieve", lambda x: "answer" if x["in_scope"] else "conclude")
    graph.add_edge("answer", "check")
    graph.add_conditional_edges("check", _next)
    graph.add_edge("search_otherwise", "retrieve")
    graph.add_edge("conclude", "append")
    graph.add_edge("append", END)
    return graph.compile()


def _steps(parts: Abilities, append: Append) -> dict[str, Any]:
    return {
        "triage": lambda x: _triage(parts, x),
        "rewrite": lambda x: _rewrite(parts, x),
        "retrieve": lambda x: _retrieve(parts, x),
        "search_otherwise": lambda x: _search_otherwise(parts, x),
        "answer": lambda x: _answer(parts, x),
        "check": _check,
        "conclude": _conclude,
        "append": lambda x: _append(append, x),
    }


def _triage(parts: Abilities, x: Exchange) -> Exchange:
    began = time.perf_counter()
    alert = parts.triage(x["question"], [turn.answer.question for turn in x["history"]])
    if alert is not None:
        _emit(AlertRaised(alert))
    return {"alert": alert, "timings": Timings().including("triage", time.perf_counter() - began)}


def _rewrite(parts: Abilities, x: Exchange) -> Exchange:
    began = time.perf_counter()
    found = standalone(x["question"], past_turns(x["history"], parts.topics), parts.topics)
    timings = x["timings"].including("rewrite", time.perf_counter() - began)
    return {"standalone": _titles_named(parts, found), "timings": timings}


def _titles_named(parts: Abilities, found: StandaloneQuery) -> StandaloneQuery:
    named = with_titles(found.query, parts.titles(found.query))
    return replace(found, query=named, rewritten=found.rewritten or named != found.query)


def _next(x: Exchange) -> str:
    """After a search that gave no answer: once more, with what the conversation is about or with the question alone."""
    return "search_otherwise" if x["standalone"].otherwise and not x.get("sentences") else "conclude"


def _search_otherwise(parts: Abilities, x: Exchange) -> Exchange:
    # What the first search gave is of another query.
    otherwise = _titles_named(parts, x["standalone"].asked_otherwise())
    return {"standalone": otherwise, "surety": None, "read": EvidenceRead((), None)}


def _retrieve(parts: Abilities, x: Exchange) -> Exchange:
    began = time.perf_counter()
    query = x["standalone"].query
    hits = parts.search(query)
    found = gather(hits)
    known = parts.topics(query)
    # A name the literature knows may be a synonym that the passage itself does not use.
    evidence = found if known else on_subject(query, found, [(one.term, one.text) for one in expand(query).additions])
    evidence = touching(x["standalone"].without, evidence)
    titles = tuple(dict.fromkeys(p.hit.passage.title for p in found.passages))
    searched = Searched(query, len(found.passages), titles)
    nearest = max((hit.dense_score or 0.0 for hit in hits), default=0.0)
    _emit(SearchFinished(searched))
    return {
        "evidence": evidence,
        "searched": searched,
        "in_scope": x.get("in_scope", False) or nearest >= IN_SCOPE or bool(known) or sounds_medical(query),
        "timings": x["timings"].adding("retrieve", time.perf_counter() - began),
    }


def _answer(parts: Abilities, x: Exchange) -> Exchange:
    began = time.perf_counter()
    timings = x["timings"]
    sentences: list[Sentence] = []
    sources: list[Source] = []
    read, surety = EvidenceRead((), None), None
    for event in parts.answering.answer(x["standalone"].query, x["evidence"], x["history"]):
        if x["cancelled"].is_set():
            raise Cancelled
        if isinstance(event, EvidenceRead):
            read = event
            continue
        if isinstance(event, Judged):
            surety = event.surety
            continue
        if "first_sentence" not in timings and isinstance(event, SentenceReady):
            timings = timings.including("first_sentence", time.perf_counter() - x["began"])
        if isinstance(event, SentenceReady):
            sentences.append(event.sentence)
            if event.source is not None:
                sources.append(event.source)
        _emit(event)
    timings = timings.adding("answer", time.perf_counter() - began)
    said: Exchange = {"sentences": tuple(sentences), "sources": tuple(sources), "read": read, "surety": surety}
    return {**said, "timings": timings}


def _check(x: Exchange) -> Exchange:
    sentences, sources, _ = checked(x["sentences"], x["sources"])
    return {"sentences": sentences, "sources": sources}


def _conclude(x: Exchange) -> Exchange:
    outcome, message = _outcome(x)
    read = x.get("read", EvidenceRead((), None))
    answer = Answer(
        question=x["question"],
        query=x["standalone"].query if "standalone" in x else x["question"],
        outcome=outcome,
        message=message,
        sentences=x.get("sentences", ()),
        sources=x.get("sources", ()),
        alert=graver(x["alert"], x["standing"]),
        searched=x.get("searched", Searched("")),
        timings=x["timings"].including("total", time.perf_counter() - x["began"]),
        shown=read.shown,
        tokens_read=read.tokens,
        surety=x.get("surety"),
    )
    return {"answer": answer}


def _outcome(x: Exchange) -> tuple[Outcome, str]:
    """How the question ended, and Osler's own sentence where there is no answer to show."""
    alert = x["alert"]
    if alert is not None:
        return Outcome.EMERGENCY, alert.message
    asked = x["standalone"].needs_clarification
    if asked:
        return Outcome.NEEDS_CLARIFICATION, asked
    if not x.get("in_scope"):
        return Outcome.OUT_OF_SCOPE, OUT_OF_SCOPE
    if not x.get("sentences"):
        return Outcome.INSUFFICIENT_EVIDENCE, ABSTENTION
    return Outcome.ANSWERED, ""


def _append(append: Append, x: Exchange) -> Exchange:
    if x["cancelled"].is_set():
        raise Cancelled
    _emit(TurnFinished(append(x["session_id"], x["answer"])))
    return {}


def _says_enough(parts: Abilities, alert: Alert | None) -> bool:
    """Whether the alert alone is the answer: when seconds count, and where quoting literature would be unkind."""
    return alert is not None and (alert.tier == NO_QUOTES_BESIDE or alert.category in parts.silent_categories)


def past_turns(turns: Sequence[Turn], topics: Topics) -> tuple[PastTurn, ...]:
    """What the earlier turns leave for the query: what each asked, searched and was about. A request that had nothing to do
    with health ("write me a limerick") leaves nothing."""
    return tuple(_past(turn.answer, topics) for turn in turns if turn.answer.outcome is not Outcome.OUT_OF_SCOPE)


def _past(answer: Answer, topics: Topics) -> PastTurn:
    """A title of an answer counts only where it shares a word with the query: the first source can be about another thing."""
    stems = subject_words(answer.query)
    titles = dict.fromkeys(source.title for source in answer.sources)
    shared = tuple(title for title in titles if any(stem in title.lower() for stem in stems))
    quoted = " ".join(sentence.text for sentence in answer.sentences)
    topic = "" if topics(answer.query) else named_subject(answer.query, quoted)
    return PastTurn(answer.question, answer.query, topic, shared)


def _emit(event: object) -> None:
    from langgraph.config import get_stream_writer

    get_stream_writer()(event)
