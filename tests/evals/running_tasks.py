"""A small task with a solver that can be told to fail or to be killed, for tests of runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from evals.errors import EvalError
from evals.examples import Arm, Example, Prediction, Score, Status
from evals.subject import Subject
from evals.task import SetMeasure, Task


@dataclass(slots=True)
class CountingSolver:
    """Answers with the question's last word. `before` is called first, and may raise."""

    before: Callable[[Example, str], None] = lambda example, arm: None
    name: str = "counting"
    version: int = 1
    writes: bool = False
    solved: list[tuple[str, str]] = field(default_factory=list)

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        self.solved.append((example.example_id, arm))
        self.before(example, arm)
        return Prediction(example.example_id, arm, Status.ANSWERED, example.question.split()[-1], confidence=0.5)


@dataclass(frozen=True, slots=True)
class Equality:
    """Right where the answer is the gold answer."""

    measures: tuple[str, ...] = ("right",)
    set_measures: tuple[SetMeasure, ...] = ()
    lower_is_better: frozenset[str] = frozenset()

    def score(self, example: Example, prediction: Prediction) -> Score:
        return Score(example.example_id, prediction.arm, {"right": float(prediction.answer in example.answers)})


def examples(n: int = 6) -> tuple[Example, ...]:
    """Every third one has another gold answer, so that it is wrong."""
    return tuple(
        Example(f"e{i}", f"what is {i}", (str(i) if i % 3 else "other",), group=f"g{i // 2}", kind="ab"[i % 2])
        for i in range(n)
    )


def task(solver: CountingSolver, n: int = 6, name: str = "counting") -> Task:
    """Reads its examples from no file."""
    return Task(
        name=name,
        title="Counts",
        read=lambda path: examples(n),
        solver=solver,
        scorer=Equality(),
        data=str(Path(__file__)),
        arms=(Arm.NONE, Arm.RETRIEVAL),
    )


class Killed(BaseException):
    """What a kill looks like to the code it stops."""


class Trouble(EvalError):
    """An example that fails."""
