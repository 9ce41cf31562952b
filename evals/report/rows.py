"""What is in the tables of a report, apart from how they look: overview, comparisons, slices, picked items.

Reads the values of evals/results.py and gives values. Knows neither HTML nor Markdown nor terminals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.report.wording import flat
from evals.results import ArmResult, Comparison, Estimate, Item, RunResult, TaskResult

PICKED = 5  # items at each end of the ranking
_ABSENT = "not there"


class Verdict(StrEnum):
    """What a difference shows. `OPEN` where its interval holds 0: then nothing is marked."""

    BETTER = "better"
    WORSE = "worse"
    OPEN = ""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """The main measure of one task in one arm, and what the baseline had there."""

    task: str
    title: str
    arm: str
    measure: str
    lower_is_better: bool
    estimate: Estimate
    baseline: Estimate | None = None


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A comparison and what it shows; better and worse are said of `ours`."""

    comparison: Comparison
    lower_is_better: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SlicePart:
    """The main measure on one part of the items, by arm; an arm without it is left out."""

    part: str
    estimates: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class SliceTable:
    """All parts of one division. `top` is the length of a full bar; 0 where bars would mislead."""

    by: str
    parts: tuple[SlicePart, ...]
    top: float

    def share(self, estimate: Estimate) -> float:
        """How much of a full bar a value takes, 0 to 1."""
        return estimate.value / self.top if self.top and estimate.value is not None else 0.0


@dataclass(frozen=True, slots=True)
class Picked:
    """Items to look at: the ends of the ranking by `measure`, and those that no arm has a score for."""

    measure: str
    worst: tuple[Item, ...]
    best: tuple[Item, ...]
    unscored: tuple[Item, ...]
    unscored_in_all: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that was the case in a run, and in another one beside it; `theirs` is None where there is no other."""

    name: str
    ours: str
    theirs: str | None = None

    @property
    def differs(self) -> bool:
        return self.theirs is not None and self.ours != self.theirs


def arms_of(*runs: RunResult) -> tuple[str, ...]:
    """Every arm once, in the order in which tasks have them."""
    return tuple(dict.fromkeys(arm for run in runs for task in run.tasks for arm in task.arms))


def task_of(run: RunResult, name: str) -> TaskResult | None:
    return next((task for task in run.tasks if task.task == name), None)


def estimate_of(arm: ArmResult, measure: str) -> Estimate:
    """The estimate of a measure; one without a value where the arm has none, so that it is not taken for 0."""
    return arm.estimates.get(measure) or Estimate(None, None, None, arm.n, 0)


def measures_of(task: TaskResult) -> tuple[str, ...]:
    """Every measure of any arm once, the main one first."""
    return tuple(dict.fromkeys((task.main, *(name for arm in task.arms.values() for name in arm.estimates))))


def overview(run: RunResult, baseline: RunResult | None = None) -> tuple[OverviewRow, ...]:
    """Task by task, arm by arm."""
    return tuple(_overview_row(task, arm, baseline) for task in run.tasks for arm in task.arms)


def _overview_row(task: TaskResult, arm: str, baseline: RunResult | None) -> OverviewRow:
    other = task_of(baseline, task.task) if baseline is not None else None
    theirs = estimate_of(other.arms[arm], task.main) if other is not None and arm in other.arms else None
    lower = task.main in task.lower_is_better
    return OverviewRow(task.task, task.title, arm, task.main, lower, estimate_of(task.arms[arm], task.main), theirs)


def compared(run: RunResult, comparisons: Sequence[Comparison]) -> tuple[CompareRow, ...]:
    """Comparisons with what they show; which way is better, the run's tasks say."""
    found = []
    for comparison in comparisons:
        task = task_of(run, comparison.task)
        lower = task is not None and comparison.measure in task.lower_is_better
        found.append(CompareRow(comparison, lower, verdict(comparison, lower)))
    return tuple(found)


def verdict(comparison: Comparison, lower_is_better: bool) -> Verdict:
    """Something only where the interval excludes 0."""
    if comparison.low > 0:
        return Verdict.WORSE if lower_is_better else Verdict.BETTER
    if comparison.high < 0:
        return Verdict.BETTER if lower_is_better else Verdict.WORSE
    return Verdict.OPEN


def slice_tables(task: TaskResult) -> tuple[SliceTable, ...]:
    """One table for each way to divide the items, parts down and arms across."""
    found: dict[str, dict[str, dict[str, Estimate]]] = {}
    for arm, result in task.arms.items():
        for one in result.slices:
            found.setdefault(one.by, {}).setdefault(one.part, {})[arm] = one.estimate
    return tuple(_slice_table(by, parts) for by, parts in found.items())


def _slice_table(by: str, parts: Mapping[str, Mapping[str, Estimate]]) -> SliceTable:
    values = [one.value for own in parts.values() for one in own.values() if one.value is not None]
    top = max((1.0, *values)) if values and min(values) >= 0 else 0.0
    return SliceTable(by, tuple(SlicePart(part, own) for part, own in parts.items()), top)


def picked(task: TaskResult, items: Sequence[Item]) -> Picked:
    """The items with the worst and the best mean of the main measure over the arms; ties in the order of the data."""
    means = {n: mean for n, item in enumerate(items) if (mean := _mean(item, task.main)) is not None}
    goodness = -1 if task.main in task.lower_is_better else 1
    worst = sorted(means, key=lambda n: goodness * means[n])[: min(PICKED, (len(means) + 1) // 2)]
    best = sorted(means.keys() - set(worst), key=lambda n: (-goodness * means[n], n))[:PICKED]
    unscored = [item for n, item in enumerate(items) if n not in means]
    return Picked(
        task.main,
        tuple(items[n] for n in worst),
        tuple(items[n] for n in best),
        tuple(unscored[:PICKED]),
        len(unscored),
    )


def item_value(item: Item, arm: str, measure: str) -> float | None:
    """What one item scored in one arm; None where it could not be scored."""
    score = item.scores.get(arm)
    return None if score is None else score.values.get(measure)


def _mean(item: Item, measure: str) -> float | None:
    values = [value for arm in item.scores if (value := item_value(item, arm, measure)) is not None]
    return sum(values) / len(values) if values else None


def identity(run: RunResult, other: RunResult | None = None) -> tuple[Setting, ...]:
    """What was evaluated: the model, the index, the versions."""
    return beside(run.identity, None if other is None else other.identity)


def settings(run: RunResult, other: RunResult | None = None) -> tuple[Setting, ...]:
    """How it was run, seeds among it."""
    return beside(flat(run.settings), None if other is None else flat(other.settings))


def checksums(run: RunResult, other: RunResult | None = None) -> tuple[Setting, ...]:
    """The SHA-256 of each task's data."""
    theirs = None if other is None else {task.task: task.data_sha256 for task in other.tasks}
    return beside({task.task: task.data_sha256 for task in run.tasks}, theirs)


def beside(ours: Mapping[str, str], theirs: Mapping[str, str] | None) -> tuple[Setting, ...]:
    """Two lists of settings as one."""
    if theirs is None:
        return tuple(Setting(name, value) for name, value in ours.items())
    names = dict.fromkeys((*ours, *theirs))
    return tuple(Setting(name, ours.get(name, _ABSENT), theirs.get(name, _ABSENT)) for name in names)
