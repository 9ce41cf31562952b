"""The nouns of a reply: `Alert`, `Sentence`, `Source`, `Answer`, `Turn`; their JSON form, and what makes one sound.

Knows nothing of models, retrieval or files. All are frozen. `from_json(to_json(x)) == x`, exactly.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Self

ABSTENTION = "Osler found nothing in its literature that answers this."
DOUBT = 0.5  # the surety below which it is said
UNSURE = (
    "Osler found this near your question, but doubts that it answers it. Hold it against what you asked, or ask a "
    "pharmacist, nurse or doctor."
)

Json = dict[str, Any]
Kind = Literal["quote", "written"]
Tier = Literal["T1", "T2", "T3"]


class Outcome(StrEnum):
    """How a question ended. Every value but `answered` comes with a `message` in Osler's own words."""

    ANSWERED = "answered"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    EMERGENCY = "emergency"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_CLARIFICATION = "needs_clarification"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning that stands before any answer.

    Tier T1: call the emergency number now; T2: emergency department now; T3: be seen the same day.
    `matched` is the person's own words that raised it.
    """

    category: str
    tier: Tier
    title: str
    message: str
    matched: str

    def to_json(self) -> Json:
        return {
            "category": self.category,
            "tier": self.tier,
            "title": self.title,
            "message": self.message,
            "matched": self.matched,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["category"], data["tier"], data["title"], data["message"], data["matched"])


def graver(first: Alert | None, second: Alert | None) -> Alert | None:
    """The more urgent of two alerts; the first where they are equally urgent."""
    if first is None or second is None:
        return first or second
    return second if second.tier < first.tier else first


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and the numbers of the sources it rests on."""

    text: str
    kind: Kind
    citations: tuple[int, ...]

    def to_json(self) -> Json:
        return {"text": self.text, "kind": self.kind, "citations": list(self.citations)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["text"], data["kind"], tuple(data["citations"]))


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication that a passage itself rests on."""

    publisher: str
    title: str
    url: str

    def to_json(self) -> Json:
        return {"publisher": self.publisher, "title": self.title, "url": self.url}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["publisher"], data["title"], data["url"])


@dataclass(frozen=True, slots=True)
class Source:
    """Source [n] of an answer: a passage, and the span in it that is quoted or that supports.

    For a quoted sentence `passage[start:end]` is the sentence, to the character. `sources` are the publications the
    passage itself rests on; `notice` must be shown wherever the source is.
    """

    n: int
    passage_id: str
    doc_id: str
    title: str
    publisher: str
    url: str
    passage: str
    start: int
    end: int
    heading: str = ""
    notice: str = ""
    sources: tuple[Reference, ...] = ()

    @property
    def quoted(self) -> str:
        """The words of the passage that the answer points to."""
        return self.passage[self.start : self.end]

    def to_json(self) -> Json:
        return {
            "n": self.n,
            "passage_id": self.passage_id,
            "doc_id": self.doc_id,
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
            "passage": self.passage,
            "start": self.start,
            "end": self.end,
            "heading": self.heading,
            "notice": self.notice,
            "sources": [reference.to_json() for reference in self.sources],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            n=data["n"],
            passage_id=data["passage_id"],
            doc_id=data["doc_id"],
            title=data["title"],
            publisher=data["publisher"],
            url=data["url"],
            passage=data["passage"],
            start=data["start"],
            end=data["end"],
            heading=data["heading"],
            notice=data["notice"],
            sources=tuple(Reference.from_json(reference) for reference in data["sources"]),
        )


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: the query, how many passages were looked at, and the titles they come from."""

    query: str
    passages: int = 0
    documents: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {"query": self.query, "passages": self.passages, "documents": list(self.documents)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["query"], data["passages"], tuple(data["documents"]))


@dataclass(frozen=True, slots=True)
class Timings(Mapping[str, float]):
    """Seconds a step took, by its name (`triage`, `retrieve`, `first_sentence`, `total`); reads like a dict."""

    steps: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if any(not math.isfinite(seconds) or seconds < 0 for _, seconds in self.steps):
            raise ValueError("a timing is a finite number of seconds, zero or more")
        if len({name for name, _ in self.steps}) < len(self.steps):
            raise ValueError("a step is timed once")

    def __getitem__(self, step: str) -> float:
        for name, seconds in self.steps:
            if name == step:
                return seconds
        raise KeyError(step)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def including(self, step: str, seconds: float) -> Timings:
        """These timings with one more (or one replaced)."""
        return Timings((*((name, value) for name, value in self.steps if name != step), (step, seconds)))

    def adding(self, step: str, seconds: float) -> Timings:
        """These timings with more of a step, which may have been taken before."""
        return self.including(step, dict(self.steps).get(step, 0.0) + seconds)

    def to_json(self) -> Json:
        return dict(self.steps)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple((name, float(seconds)) for name, seconds in data.items()))


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as a model was shown it, whether or not the answer cites it: what a follow-up is asked after."""

    passage_id: str
    heading: str
    text: str

    def to_json(self) -> Json:
        return {"passage_id": self.passage_id, "heading": self.heading, "text": self.text}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["passage_id"], data["heading"], data["text"])


@dataclass(frozen=True, slots=True)
class TokensRead:
    """Of the prompt's tokens, how many the model read for this turn, and how many it still had from before."""

    run: int
    reused: int

    def to_json(self) -> Json:
        return {"run": self.run, "reused": self.reused}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["run"], data["reused"])


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is said to one question. `message` is Osler's own sentence where the outcome is not `answered`.

    `surety` is how probable (0 to 1) the bundled model holds it that the evidence answers; None where no model says it.
    """

    question: str
    query: str
    outcome: Outcome
    message: str = ""
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    alert: Alert | None = None
    searched: Searched = Searched("")
    timings: Timings = Timings()
    shown: tuple[Shown, ...] = ()
    tokens_read: TokensRead | None = None
    surety: float | None = None

    @property
    def unsure(self) -> bool:
        """Whether what is quoted more likely does not answer than does."""
        return bool(self.sentences) and self.surety is not None and self.surety < DOUBT

    @property
    def text(self) -> str:
        """The sentences, each followed by its citations: `Drink water. [1] Rest. [1][3]`; else the message."""
        if not self.sentences:
            return self.message
        return " ".join(_marked(sentence) for sentence in self.sentences)

    def to_json(self) -> Json:
        return {
            "question": self.question,
            "query": self.query,
            "outcome": self.outcome.value,
            "message": self.message,
            "sentences": [sentence.to_json() for sentence in self.sentences],
            "sources": [source.to_json() for source in self.sources],
            "alert": self.alert.to_json() if self.alert else None,
            "searched": self.searched.to_json(),
            "timings": self.timings.to_json(),
            "shown": [shown.to_json() for shown in self.shown],
            "tokens_read": self.tokens_read.to_json() if self.tokens_read else None,
            "surety": self.surety,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            question=data["question"],
            query=data["query"],
            outcome=Outcome(data["outcome"]),
            message=data["message"],
            sentences=tuple(Sentence.from_json(sentence) for sentence in data["sentences"]),
            sources=tuple(Source.from_json(source) for source in data["sources"]),
            alert=Alert.from_json(data["alert"]) if data["alert"] is not None else None,
            searched=Searched.from_json(data["searched"]),
            timings=Timings.from_json(data["timings"]),
            # Turns that were kept before these were known lack them.
            shown=tuple(Shown.from_json(shown) for shown in data.get("shown", ())),
            tokens_read=TokensRead.from_json(data["tokens_read"]) if data.get("tokens_read") else None,
            surety=data.get("surety"),
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a session. `number` counts from 1; `created` is ISO 8601, UTC."""

    turn_id: str
    session_id: str
    number: int
    created: str
    answer: Answer

    def to_json(self) -> Json:
        return {
            "turn_id": self.turn_id,
            "session_id": self.session_id,
            "number": self.number,
            "created": self.created,
            "answer": self.answer.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            data["turn_id"], data["session_id"], data["number"], data["created"], Answer.from_json(data["answer"])
        )


def faults(answer: Answer) -> tuple[str, ...]:
    """What is unsound in an answer, each as one plain sentence; empty when every sentence can be checked."""
    return (
        *_outcome_faults(answer),
        *_source_faults(answer.sentences, answer.sources),
        *(fault for sentence in answer.sentences for fault in _sentence_faults(sentence, answer.sources)),
    )


def _outcome_faults(answer: Answer) -> list[str]:
    found = []
    if answer.outcome is Outcome.ANSWERED and not answer.sentences:
        found.append("The outcome is answered, but there is no sentence.")
    if answer.outcome is not Outcome.ANSWERED and not answer.message:
        found.append(f"The outcome is {answer.outcome.value}, but there is no message.")
    if answer.outcome is Outcome.EMERGENCY and answer.alert is None:
        found.append("The outcome is emergency, but there is no alert.")
    if answer.sentences and answer.outcome not in (Outcome.ANSWERED, Outcome.EMERGENCY):
        found.append(f"The outcome is {answer.outcome.value}, but there are sentences.")
    return found


def _source_faults(sentences: Sequence[Sentence], sources: Sequence[Source]) -> list[str]:
    cited = {n for sentence in sentences for n in sentence.citations}
    listed = Counter(source.n for source in sources)
    return [
        *(f"Source [{n}] is listed {times} times." for n, times in listed.items() if times > 1),
        *(f"Source [{n}] is numbered below 1." for n in listed if n < 1),
        *(f"Source [{n}] is listed, but not cited." for n in sorted(listed.keys() - cited)),
        *(f"Citation [{n}] has no source." for n in sorted(cited - listed.keys())),
        *(
            f"Source [{source.n}] points outside its passage."
            for source in sources
            if not 0 <= source.start <= source.end <= len(source.passage)
        ),
    ]


def _sentence_faults(sentence: Sentence, sources: Sequence[Source]) -> list[str]:
    if not sentence.citations:
        return [f"The sentence {sentence.text!r} cites nothing."]
    if sentence.kind == "written":
        return []
    cited = [source for source in sources if source.n in sentence.citations]
    return [
        f"The sentence {sentence.text!r} is not a verbatim quote of source [{source.n}]."
        for source in cited
        if source.quoted != sentence.text
    ]


def _marked(sentence: Sentence) -> str:
    marks = "".join(f"[{n}]" for n in sentence.citations)
    return f"{sentence.text} {marks}" if marks else sentence.text
