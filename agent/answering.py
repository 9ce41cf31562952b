"""Evidence becomes sentences with sources, one at a time: by quoting, or by writing and then verifying.

Knows pickers and writers only by what they give. Emits the events of `agent.events`; stores nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from agent.answer import ABSTENTION, Sentence, Shown, Source, TokensRead, Turn
from agent.citations import quote_of, source_of
from agent.events import SentenceReady, TokensWritten
from agent.evidence import Evidence, EvidencePassage, Unit
from agent.picking import JudgingPicker, Pick, Picker
from agent.prompting import Fit, conversation, instructions, question_text, unfitted
from models.errors import PromptTooLong
from models.fitting import Said

OnRead = Callable[[TokensRead], None]
Write = Callable[[Sequence[Said], OnRead], Iterator[str]]  # a conversation → pieces of text
Split = Callable[[str], tuple[str, ...]]  # a text → its sentences
SUPPORT = 0.5  # share of a written sentence's longer words that its citation must hold
MOST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class EvidenceRead:
    """What a model was shown for this answer, and how many tokens it read, where that is known. For the turn's record."""

    shown: tuple[Shown, ...]
    tokens: TokensRead | None


@dataclass(frozen=True, slots=True)
class Judged:
    """How probable (0 to 1) it is that the evidence answers, as the model judges that quotes from it."""

    surety: float


Told = SentenceReady | TokensWritten | EvidenceRead | Judged


class Answering(Protocol):
    """Answers a query from evidence, after the turns before it; says nothing when the evidence does not answer it."""

    def answer(self, query: str, evidence: Evidence, history: Sequence[Turn] = ()) -> Iterator[Told]: ...


@dataclass(frozen=True, slots=True)
class Quoting:
    """Whole units of the evidence, as the picker chooses and orders them. Each is its own numbered source.

    The picker sees this question alone; `agent.model_picking.VerbatimQuoting` is for pickers that see the conversation.
    """

    picker: Picker
    most: int = MOST_SENTENCES

    def answer(self, query: str, evidence: Evidence, history: Sequence[Turn] = ()) -> Iterator[Told]:
        for n, pick in enumerate(self.picker.pick(query, evidence, self.most), start=1):
            yield quoting(n, pick, evidence)


@dataclass(frozen=True, slots=True)
class JudgedQuoting(Quoting):
    """The same by a picker that says too how sure it is that any of the units answers."""

    picker: JudgingPicker

    def answer(self, query: str, evidence: Evidence, history: Sequence[Turn] = ()) -> Iterator[Told]:
        picks, log_odds = self.picker.judged(query, evidence, self.most)
        yield Judged(probability(log_odds))
        for n, pick in enumerate(picks, start=1):
            yield quoting(n, pick, evidence)


def probability(log_odds: float) -> float:
    """Between 0 and 1, of any log-odds, the infinite too."""
    return 0.5 * (1.0 + math.tanh(log_odds / 2.0))


@dataclass(frozen=True, slots=True)
class Writing:
    """Free text of a larger model, then only those of its sentences that their citations support.

    `fit` leaves out of a long conversation what the model has no room for. `narrow` is told of messages that were too long
    all the same, and says whether `fit` will now leave out more.
    """

    write: Write
    split: Split
    fit: Fit = unfitted
    narrow: Callable[[Sequence[Said]], bool] = lambda refused: False

    def answer(self, query: str, evidence: Evidence, history: Sequence[Turn] = ()) -> Iterator[Told]:
        if not evidence.passages:
            return
        shown = shown_of(evidence)
        written: list[str] = []
        read: list[TokensRead] = []
        prompt = conversation("write", history, query, shown, self.fit)
        while True:
            try:
                for piece in self.write(prompt.messages, read.append):
                    written.append(piece)
                    yield TokensWritten(piece)
                break
            except PromptTooLong:
                if written or not self.narrow(prompt.messages):
                    raise
            prompt = conversation("write", history, query, shown, self.fit)
        yield EvidenceRead(shown, read[-1] if read else None)
        text = "".join(written)
        if ABSTENTION not in text:
            cited = {n: evidence.passages[place] for n, place in prompt.places.items()}
            yield from verified(text, cited, self.split)


def shown_of(evidence: Evidence) -> tuple[Shown, ...]:
    """The evidence as a model is shown it."""
    return tuple(Shown(p.hit.passage.passage_id, p.heading, p.hit.passage.text) for p in evidence.passages)


def quoting(n: int, pick: Pick, evidence: Evidence) -> SentenceReady:
    """A picked unit as the sentence that quotes source [n]."""
    passage, unit = evidence.unit(pick.passage, pick.unit)
    return SentenceReady(quote_of(n, unit), source_of(n, passage, unit))


def verified(text: str, passages: Mapping[int, EvidencePassage], split: Split) -> Iterator[SentenceReady]:
    """The sentences of a written text whose first citation that resolves supports them, numbered anew from 1.

    `passages`: those of this question's evidence by the numbers under which the model sees them.
    Supported: every number of the sentence stands in the cited passage, and at least SUPPORT of its longer words do.
    """
    count = 0
    for raw in split(_markers_inside(text)):
        marks = [int(n) for n in re.findall(r"\[(\d+)\]", raw)]
        bare = re.sub(r"\s*\[\d+\]", "", raw).strip()
        cited = (passages[n] for n in marks if n in passages)
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


def filled(name: str, query: str, evidence: Evidence) -> str:
    """One message with all of it, for a model that is asked each question by itself: instructions, evidence, question."""
    shown = [(one.heading, one.text) for one in shown_of(evidence)]
    return f"{instructions(name)}\n\n{question_text(query, shown)}"


def _markers_inside(text: str) -> str:
    """ "Rest. [1] Drink." → "Rest [1]. Drink.": a marker after the stop belongs to the sentence before it."""
    return re.sub(r"([.!?][\"”’')]*)((?:\s*\[\d+\])+)", lambda m: f"{m[2]}{m[1]}", text)


def _source(n: int, support: EvidencePassage, sentence: str) -> Source:
    """The source of a written sentence: the unit of the passage that shares most words with it."""
    wanted = set(re.findall(r"\w{4,}", sentence.lower()))

    def shared(unit: Unit) -> int:
        return len(wanted & set(re.findall(r"\w{4,}", unit.text.lower())))

    return source_of(n, support.hit.passage, max(support.units, key=shared))
