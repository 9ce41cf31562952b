"""What went into training sets, as a typed value that reads as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.training.data.dialogues import Dialogue
from models.training.data.plain_text import TextReport

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KindReport:
    """One file of conversations. Words are means: of a question, of its evidence, of an answer that is no abstention."""

    kind: str
    conversations: int = 0
    exchanges: int = 0
    unanswerable: int = 0
    sources: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    passages: float = 0.0
    question_words: float = 0.0
    evidence_words: float = 0.0
    answer_words: float = 0.0
    left_out: int = 0

    def to_json(self) -> Json:
        """The fields by name."""
        return {
            "conversations": self.conversations,
            "exchanges": self.exchanges,
            "unanswerable": self.unanswerable,
            "sources": dict(self.sources),
            "labels": dict(self.labels),
            "passages": round(self.passages, 2),
            "question_words": round(self.question_words, 1),
            "evidence_words": round(self.evidence_words, 1),
            "answer_words": round(self.answer_words, 1),
            "left_out": self.left_out,
        }

    def __str__(self) -> str:
        asked = f", {self.exchanges:,} questions" if self.exchanges != self.conversations else ""
        share = self.unanswerable / self.exchanges if self.exchanges else 0.0
        rows = [
            f"{self.kind}: {self.conversations:,} conversations{asked}; {share:.0%} of the questions have no answer",
            f"  from {_listed(self.sources)}",
            f"  a mean question of {self.question_words:.0f} words, evidence of {self.passages:.1f} passages and "
            f"{self.evidence_words:.0f} words, an answer of {self.answer_words:.0f} words",
        ]
        rows += [f"  {_listed(self.labels)}"] if self.labels else []
        rows += [f"  {self.left_out:,} left out for questions of an evaluation set"] if self.left_out else []
        return "\n".join(rows if self.conversations else [f"{self.kind}: none; the documents give no such questions"])


@dataclass(frozen=True, slots=True)
class DataReport:
    """All that was written. `nothing` counts documents that gave no question, by reason; `unread` were beyond the limit."""

    seed: int
    documents: int
    sources: Mapping[str, int]
    text: TextReport | None = None
    kinds: Sequence[KindReport] = ()
    nothing: Mapping[str, int] = field(default_factory=dict)
    unread: int = 0

    def to_json(self) -> Json:
        """A nested dictionary of plain values."""
        return {
            "seed": self.seed,
            "documents": self.documents,
            "sources": dict(self.sources),
            "text": self.text.to_json() if self.text else None,
            "kinds": {one.kind: one.to_json() for one in self.kinds},
            "nothing": dict(self.nothing),
            "unread": self.unread,
        }

    def __str__(self) -> str:
        rows = [f"{self.documents:,} documents: {_listed(self.sources)}; seed {self.seed}"]
        rows += [_text_rows(self.text)] if self.text else []
        rows += [str(one) for one in self.kinds]
        if self.nothing:
            rows.append("Documents that gave no question:")
            rows += [f"  {count:,}: {reason}" for reason, count in sorted(self.nothing.items(), key=lambda i: -i[1])]
        rows += [f"  {self.unread:,}: beyond the number that is read for questions"] if self.unread else []
        return "\n".join(rows)


def summed(kind: str, dialogues: Sequence[Dialogue], abstention: str, left_out: int = 0) -> KindReport:
    """The report of some dialogues."""
    exchanges = [one for dialogue in dialogues for one in dialogue.exchanges]
    passages = [passage for one in exchanges for passage in one.drawn.passages]
    answered = [one for one in exchanges if one.answered]
    words = sum(len(sentence.split()) for passage in passages for sentence in passage.sentences)
    said = sum(len(one.answer(abstention).split()) for one in answered)
    return KindReport(
        kind,
        len(dialogues),
        len(exchanges),
        len(exchanges) - len(answered),
        dict(sorted(Counter(dialogue.source for dialogue in dialogues).items())),
        dict(sorted(Counter(dialogue.label for dialogue in dialogues if dialogue.label).items())),
        len(passages) / max(1, len(exchanges)),
        sum(len(one.question.split()) for one in exchanges) / max(1, len(exchanges)),
        words / max(1, len(exchanges)),
        said / max(1, len(answered)),
        left_out,
    )


def _text_rows(text: TextReport) -> str:
    return (
        f"text: {text.written:,} documents, {text.kept:,} of {text.paragraphs:,} paragraphs, {text.words:,} words\n"
        f"  dropped: {text.exact_repeats:,} repeats, {text.near_repeats:,} near repeats, {text.left_out:,} left out, "
        f"{text.no_prose:,} that are no prose"
    )


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "nothing"
