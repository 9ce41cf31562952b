"""Solvers that need one written text an example, and no conversation: what they ask, apart from how they read it.

So a run can have the texts of many examples written at once. Knows the Protocols, and no solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from evals.examples import Example, Prediction, Shown
from evals.subject import Subject
from models.errors import ModelError


@dataclass(frozen=True, slots=True)
class Asks:
    """A prompt, the most tokens of the text after it, and the evidence that stands in it."""

    prompt: str
    most: int
    evidence: tuple[Shown, ...]


@runtime_checkable
class WritesOnce(Protocol):
    """A solver whose `solve` is `read` of what the subject writes after the prompt of `asks`."""

    def asks(self, example: Example, arm: str, subject: Subject) -> Asks: ...
    def read(self, example: Example, arm: str, asks: Asks, raw: str) -> Prediction: ...


@runtime_checkable
class WritesTogether(Protocol):
    """A subject that writes faster after many prompts at once: best after `together` of them.

    `write_each` gives, in the order of the prompts, what `write` would: the text, or the error that it would raise. What
    it raises itself is the fault of no one prompt.
    """

    @property
    def together(self) -> int: ...
    def write_each(self, prompts: Sequence[str], most: int) -> Iterator[str | ModelError]: ...


def written(solver: WritesOnce, example: Example, arm: str, subject: Subject) -> Prediction:
    """Solves one example by itself."""
    asks = solver.asks(example, arm, subject)
    return solver.read(example, arm, asks, subject.write(asks.prompt, asks.most))
