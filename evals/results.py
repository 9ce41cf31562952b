"""What a run found, as values: `Estimate`, `ArmResult`, `TaskResult`, `RunResult`, `Comparison`. All frozen, all JSON.

The report, the commands and the gate read these and nothing else. Knows neither how they are computed nor how they look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evals.examples import Example, Prediction, Score, Status

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure over the scored items of one arm, with its 95% bootstrap interval (by group where items have one).

    `n` counts all items of the arm, `scored` those that the measure could be given for. `value` is None where none could.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    scored: int

    @property
    def unscored(self) -> int:
        return self.n - self.scored

    def to_json(self) -> Json:
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "scored": self.scored,
            "unscored": self.unscored,
        }


@dataclass(frozen=True, slots=True)
class Slice:
    """The main measure on a part of the items: `by` is what divides them ("kind", "topic", "length", "retrieved")."""

    by: str
    part: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability plot: predictions whose probability lies in [low, high): how sure, and how often right."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A point of the risk–coverage curve: answering only the surest `coverage` of items, `risk` of them are wrong."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class ArmResult:
    """All about one arm of one task. `confusion[gold][predicted]` counts items; empty where there are no classes."""

    arm: str
    n: int
    statuses: Mapping[Status, int]
    estimates: Mapping[str, Estimate]
    slices: tuple[Slice, ...] = ()
    confusion: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reliability: tuple[Bin, ...] = ()
    risk_coverage: tuple[RiskPoint, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean paired difference `ours - theirs` of one measure over the `n` items that both have scored.

    `p` is of a paired permutation test (by group), `p_corrected` after Holm's correction over all that was compared at once.
    """

    task: str
    measure: str
    ours: str
    theirs: str
    difference: float
    low: float
    high: float
    p: float
    p_corrected: float
    n: int

    def to_json(self) -> Json:
        return {
            "task": self.task,
            "measure": self.measure,
            "ours": self.ours,
            "theirs": self.theirs,
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
            "p": self.p,
            "p_corrected": self.p_corrected,
            "n": self.n,
        }


@dataclass(frozen=True, slots=True)
class Item:
    """One example with what came of it in every arm: what the report shows as best and worst."""

    example: Example
    predictions: Mapping[str, Prediction]
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task of a run. `main` is the measure that comes first; `comparisons` are between its arms."""

    task: str
    title: str
    main: str
    lower_is_better: frozenset[str]
    arms: Mapping[str, ArmResult]
    comparisons: tuple[Comparison, ...] = ()
    data_sha256: str = ""
    notes: tuple[str, ...] = ()  # such as what the contamination check found


@dataclass(frozen=True, slots=True)
class RunResult:
    """A whole run: what was evaluated, how, and what came out. `started` is ISO 8601 in UTC."""

    run_id: str
    started: str
    seconds: float
    identity: Mapping[str, str]
    settings: Mapping[str, Any]
    tasks: tuple[TaskResult, ...]
