"""Evidence becomes sentences with sources, one at a time: by quoting, or by writing and then verifying.

Knows pickers and writers only by what they give. Emits the events of `agent.events`; stores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from agent.answer import ABSTENTION, Sentence, Source
from agent.citations import quote_of, source_of
from agent.events import SentenceReady, TokensWritten
from agent.evidence import Evidence, EvidencePassage, Unit
from agent.picking import Picker

Write = Callable[[str], Iterator[str]]  # a prompt → pieces of text
Split = Callable[[str], tuple[str, ...]]  # a text → its sentences
SUPPORT = 0.5  # share of a written sentence's longer words that its citation must hold
MOST_SENTENCES = 5


class Answering(Protocol):
    """Answers a query from evidence; yields nothing when the evidence does not answer it."""

    def answer(self, query: str, evidence: Evidence) -> Iterator[SentenceReady | TokensWritten]: ...


@dataclass(frozen=True, slots=True)
class Quoting:
    """Whole units of the evidence, as the picker chooses and orders them. Each is its own numbered source."""

    picker: Picker
    most: int = MOST_SENTENCES

    def answer(self, query: str, evidence: Evidence) -> Iterator[SentenceReady | TokensWritten]:
        for n, pick in enumerate(self.picker.pick(query, evidence, self.most), start=1):
            passage, unit = evidence.unit(pick.passage, pick.unit)
            yield SentenceReady(quote_of(n, unit), source_of(n, passage, unit))


@dataclass(frozen=True, slots=True)
class Writing:
    """Free text of a larger model, then only those of its sentences that their citations support."""

    write: Write
    split: Split

    def answer(self, query: str, evidence: Evidence) -> Iterator[SentenceReady | TokensWritten]:
        if not evidence.passages:
            return
        written: list[str] = []
        for piece in self.write(filled("write", query, evidence)):
            written.append(piece)
            yield TokensWritten(piece)
        text = "".join(written)
        if ABSTENTION not in text:
            yield from verified(text, evidence, self.split)


def verified(text: str, evidence: Evidence, split: Split) -> Iterator[SentenceReady]:
    """The sentences of a written text whose first citation that resolves supports them, numbered anew from 1.

    Supported: every number of the sentence stands in the cited passage, and at least SUPPORT of its longer words do.
    """
    count = 0
    for raw in split(_markers_inside(text)):
        marks = [int(n) for n in re.findall(r"\[(\d+)\]", raw)]
        bare = re.sub(r"\s*\[\d+\]", "", raw).strip()
        cited = (evidence.passages[n - 1] for n in marks if 1 <= n <= len(evidence.passages))
        support = next((p for p in cited if supports(p.hit.passage.text, bare)), None)
        if support is not None and len(bare.split()) >= 3:
            count += 1
            yield SentenceReady(Sentence(bare, "written", (count,)), _source(count, support, bare))


def supports(passage: str, sentence: str) -> bool:
    """Whether a passage holds the sentence's numbers and at least SUPPORT of its words of five letters or more."""
    there = passage.lower()
    numbers = re.findall(r"\d+(?:\.\d+)?", sentence)
    if not set(numbers) <= set(re.findall(r"\d+(?:\.\d+)?", there)):
        return False
    words = set(re.findall(r"[a-z]{5,}", sentence.lower()))
    return not words or sum(word[:6] in there for word in words) >= SUPPORT * len(words)


def filled(name: str, question: str, evidence: Evidence) -> str:
    """A prompt file with its blanks filled: passages numbered from 1, the question, the words of an abstention."""
    return prompt_for(name, question, [(passage.heading, passage.hit.passage.text) for passage in evidence.passages])


def prompt_for(name: str, question: str, passages: Sequence[tuple[str, str]]) -> str:
    """The same with passages given as (heading, text)."""
    shown = "\n\n".join(f"[{n}] {heading}\n{text}" for n, (heading, text) in enumerate(passages, start=1))
    return _prompt(name).format(passages=shown, question=question, abstention=ABSTENTION)


@cache
def _prompt(name: str) -> str:
    return (files("agent") / "prompts" / f"{name}.txt").read_text(encoding="utf-8")


def _markers_inside(text: str) -> str:
    """ "Rest. [1] Drink." → "Rest [1]. Drink.": a marker after the stop belongs to the sentence before it."""
    return re.sub(r"([.!?])((?:\s*\[\d+\])+)", lambda m: f"{m[2]}{m[1]}", text)


def _source(n: int, support: EvidencePassage, sentence: str) -> Source:
    """The source of a written sentence: the unit of the passage that shares most words with it."""
    wanted = set(re.findall(r"\w{4,}", sentence.lower()))

    def shared(unit: Unit) -> int:
        return len(wanted & set(re.findall(r"\w{4,}", unit.text.lower())))

    return source_of(n, support.hit.passage, max(support.units, key=shared))
