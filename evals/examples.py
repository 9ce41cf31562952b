"""The nouns of an evaluation: `Example` (what is asked), `Prediction` (what came), `Score` (how good it was). All frozen.

Knows nothing of files, models or measures. A prediction says how it ended, so that what was answered, abstained, not
understood and failed is counted apart; a score that could not be given is None, which is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

Json = dict[str, Any]


class Arm(StrEnum):
    """What a solver may read: nothing, what is retrieved from the index, or the passages that hold the answer.

    Other tasks have other arms (the ways of ranking, of choosing): everywhere else an arm is simply its name.
    """

    NONE = "none"
    RETRIEVAL = "retrieval"
    ORACLE = "oracle"


class Status(StrEnum):
    """How a prediction ended. Only `answered` and `abstained` can be scored; what `refused` means, its task says."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"  # said that there is not enough to answer from
    REFUSED = "refused"  # said that it would not, or that it is not a question for it
    UNPARSED = "unparsed"  # something came, but not in a form that counts as an answer
    ERROR = "error"  # nothing came; `Prediction.error` says why


@dataclass(frozen=True, slots=True)
class Given:
    """A passage that an example brings along: the evidence of the oracle arm."""

    text: str
    title: str = ""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a multiple-choice question: what it is called ("A", "yes") and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """One item of a data set.

    `question` is what is searched and asked; `options` what may be chosen (labels in the order of the file); `answers`
    what is right: one option's label, one class, or any number of acceptable texts (none: the item has no gold answer and
    is unscored). `turns` are what was asked before, in order, for a conversation. Items of one `group` share a source
    (an article, a patient) and are resampled together. `kind`, `topic` divide the error analysis. `details` holds what
    only the task's own scorer knows, as JSON.
    """

    example_id: str
    question: str
    answers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    passages: tuple[Given, ...] = ()
    turns: tuple[str, ...] = ()
    group: str = ""
    kind: str = ""
    topic: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> Json:
        return {
            "id": self.example_id,
            "question": self.question,
            "answers": list(self.answers),
            "options": [[option.label, option.text] for option in self.options],
            "passages": [[given.text, given.title, given.passage_id] for given in self.passages],
            "turns": list(self.turns),
            "group": self.group,
            "kind": self.kind,
            "topic": self.topic,
            "details": dict(self.details),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `to_json` wrote, exactly. Raises KeyError, TypeError or ValueError on anything else."""
        return cls(
            example_id=data["id"],
            question=data["question"],
            answers=tuple(data["answers"]),
            options=tuple(Option(label, text) for label, text in data["options"]),
            passages=tuple(Given(text, title, passage_id) for text, title, passage_id in data["passages"]),
            turns=tuple(data["turns"]),
            group=data["group"],
            kind=data["kind"],
            topic=data["topic"],
            details=dict(data["details"]),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that the solver read: enough to see in a report what the answer rested on."""

    passage_id: str
    doc_id: str
    title: str
    text: str
    score: float = 0.0

    def to_json(self) -> Json:
        return {
            "passage_id": self.passage_id,
            "doc_id": self.doc_id,
            "title": self.title,
            "text": self.text,
            "score": self.score,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["passage_id"], data["doc_id"], data["title"], data["text"], data["score"])


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a solver made of one example in one arm.

    `answer` is in the form that the scorer compares (a label, a class, a text); `raw` is what was really said.
    `probabilities` are over the options or classes and sum to 1, where the solver has them. `confidence` orders
    predictions from sure to unsure (any scale). `turns` are the replies of the agent, one a turn, as `Answer.to_json`
    gives them. `seconds` is the time of the whole example.
    """

    example_id: str
    arm: str
    status: Status
    answer: str = ""
    raw: str = ""
    probabilities: Mapping[str, float] = field(default_factory=dict)
    confidence: float | None = None
    evidence: tuple[Shown, ...] = ()
    turns: tuple[Json, ...] = ()
    error: str = ""
    seconds: float = 0.0

    def to_json(self) -> Json:
        return {
            "id": self.example_id,
            "arm": str(self.arm),
            "status": self.status.value,
            "answer": self.answer,
            "raw": self.raw,
            "probabilities": dict(self.probabilities),
            "confidence": self.confidence,
            "evidence": [shown.to_json() for shown in self.evidence],
            "turns": list(self.turns),
            "error": self.error,
            "seconds": self.seconds,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            example_id=data["id"],
            arm=data["arm"],
            status=Status(data["status"]),
            answer=data["answer"],
            raw=data["raw"],
            probabilities=dict(data["probabilities"]),
            confidence=data["confidence"],
            evidence=tuple(Shown.from_json(shown) for shown in data["evidence"]),
            turns=tuple(data["turns"]),
            error=data["error"],
            seconds=data["seconds"],
        )


@dataclass(frozen=True, slots=True)
class Score:
    """What one prediction was worth, by measure. None: that measure could not be given, which is not 0."""

    example_id: str
    arm: str
    values: Mapping[str, float | None]
    note: str = ""  # one line for the person who reads the report, such as what was missing
