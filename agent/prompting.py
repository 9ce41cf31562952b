"""What a model is shown: the instructions, the conversation as it was asked so far, and the new evidence and question.

Each turn's messages begin with those of the turn before it, word for word, so that a model which has read these reads only
what is new. A passage is numbered when it is first shown, and the numbers run on; where it comes again it is named by its
number instead. Where there is no room, old evidence is left out (`Fit`), and what was left out is shown again if it
comes again. Pure.

Knows turns and passages; knows nothing of tokens, models or how evidence is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from agent.answer import ABSTENTION, Answer, Shown, Turn
from models.fitting import Part, Said

Fit = Callable[[Sequence[Said]], Sequence[Said]]


def unfitted(conversation: Sequence[Said]) -> Sequence[Said]:
    """A `Fit` for models that are not known to have too little room."""
    return conversation


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages, and for each number a passage has in them its place in the newest evidence, from 0."""

    messages: tuple[Said, ...]
    places: Mapping[int, int]


def instructions(name: str) -> str:
    """A prompt file with the words of an abstention filled in."""
    return _file(name).format(abstention=ABSTENTION).strip()


def conversation(
    name: str,
    history: Sequence[Turn],
    query: str,
    evidence: Sequence[Shown],
    fit: Fit = unfitted,
    *,
    marked: bool = True,
) -> Prompt:
    """The prompt for a question after `history`; `name` is that of the instructions.

    `marked`: past answers carry the numbers of their passages. Raises PromptTooLong where `fit` does.
    """
    laid = _Laid((Said("system", (Part(instructions(name)),)),), {}, 1)
    for turn in history:
        shown = shown_in(turn.answer)
        laid = _asked(laid, turn.answer.query, shown, fit)
        laid = _answered(laid, turn.answer, shown, marked=marked)
    laid = _asked(laid, query, evidence, fit)
    there = _there(laid)
    return Prompt(laid.messages, {n: place for place, one in enumerate(evidence) if (n := there.get(_key(one)))})


def shown_in(answer: Answer) -> tuple[Shown, ...]:
    """What was shown for an answer; of one that was kept without it, or quoted by another model, what it cites."""
    cited = (
        Shown(source.passage_id, _heading(source.title, source.heading), source.passage)
        for source in answer.sources
        if source.passage  # of a conversation that a client brought along only the titles are known
    )
    return answer.shown or tuple(dict.fromkeys(cited))


def question_text(question: str, passages: Sequence[tuple[str, str]], first: int = 1) -> str:
    """A user's message with all its passages, given as (heading, text) and numbered from `first`."""
    shown = [_passage(n, heading, text) for n, (heading, text) in enumerate(passages, start=first)]
    return Said("user", (*_evidence(shown), Part(_question(question)))).text


@dataclass(frozen=True, slots=True)
class _Laid:
    """The messages so far as they are sent, each passage's number by its words, and the next number."""

    messages: tuple[Said, ...]
    numbers: Mapping[tuple[str, str], int]
    following: int


def _asked(laid: _Laid, query: str, evidence: Sequence[Shown], fit: Fit) -> _Laid:
    """With the question added. What it refers to must still be there once all is fitted; else it is shown again."""
    known = _there(laid)
    while True:
        added = _with_question(laid, query, evidence, known)
        fitted = _Laid(tuple(fit(added.messages)), added.numbers, added.following)
        there = _there(fitted)
        lost = {_key(one) for one in evidence if _key(one) in known} - there.keys()
        if not lost:
            return fitted
        known = {key: n for key, n in known.items() if key not in lost}


def _with_question(laid: _Laid, query: str, evidence: Sequence[Shown], known: Mapping[tuple[str, str], int]) -> _Laid:
    new = list(dict.fromkeys(one for one in evidence if _key(one) not in known))
    numbers = dict(laid.numbers) | {_key(one): n for n, one in enumerate(new, start=laid.following)}
    again = sorted({known[_key(one)] for one in evidence if _key(one) in known})
    shown = [_passage(numbers[_key(one)], one.heading, one.text) for one in new]
    said = Said("user", (*_reference(again), *_evidence(shown), Part(_question(query))))
    return _Laid((*laid.messages, said), numbers, laid.following + len(new))


def _answered(laid: _Laid, answer: Answer, shown: Sequence[Shown], *, marked: bool) -> _Laid:
    """With the answer as it was shown to the reader, its sentences marked with the passages' numbers."""
    passages = {source.n: source.passage for source in answer.sources}
    numbers = {one.text: laid.numbers[_key(one)] for one in shown if _key(one) in laid.numbers}
    told: list[str] = []
    for sentence in answer.sentences:
        marks = dict.fromkeys(numbers[passages[n]] for n in sentence.citations if passages.get(n) in numbers)
        told.append(sentence.text + (" " + "".join(f"[{n}]" for n in marks) if marked and marks else ""))
    text = (" " if marked else "\n").join(told) or answer.message
    return _Laid((*laid.messages, Said("assistant", (Part(text, "answer"),))), laid.numbers, laid.following)


def _there(laid: _Laid) -> dict[tuple[str, str], int]:
    """The passages that stand in the messages, not only in what was left out of them, with their latest numbers."""
    parts = {part.text.removeprefix(_INTRODUCED) for said in laid.messages for part in said.parts}
    return {key: n for key, n in laid.numbers.items() if _passage(n, *key) in parts}


_INTRODUCED = "Passages:\n"


def _evidence(shown: Sequence[str]) -> tuple[Part, ...]:
    """What introduces the passages goes with the first of them."""
    return tuple(Part((_INTRODUCED if n == 0 else "") + text, "passage") for n, text in enumerate(shown))


def _reference(again: Sequence[int]) -> tuple[Part, ...]:
    """It goes with the old passages: without them it means nothing."""
    if not again:
        return ()
    numbers = ", ".join(f"[{n}]" for n in again)
    return (Part(f"From above: {numbers}", "passage"),)


def _passage(n: int, heading: str, text: str) -> str:
    return f"[{n}] {heading}\n{text}"


def _question(question: str) -> str:
    return f"Question: {question}"


def _key(shown: Shown) -> tuple[str, str]:
    return shown.heading, shown.text


def _heading(title: str, last: str) -> str:
    """As `EvidencePassage.heading` puts it."""
    return title if last in ("", title) else f"{title} — {last}"


@cache
def _file(name: str) -> str:
    return (files("agent") / "prompts" / f"{name}.txt").read_text(encoding="utf-8")
