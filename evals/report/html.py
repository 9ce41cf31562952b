"""A run, and a comparison of two, as one page that stands alone: no script, no request, everything from data escaped.

Chooses what is shown and draws the plots; the templates beside it lay it out, rows.py says what is in the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from evals.examples import Status
from evals.report import plots, rows, wording
from evals.results import Bin, Comparison, Item, RiskPoint, RunResult, TaskResult

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class TaskView:
    """All that the page shows of one task. Plots are markup, or None where there is nothing to plot."""

    anchor: str
    result: TaskResult
    measures: tuple[str, ...]
    statuses: Markup | None
    between_arms: tuple[rows.CompareRow, ...]
    with_baseline: tuple[rows.CompareRow, ...]
    confusions: Mapping[str, Markup]
    reliability: Markup | None
    calibration: Mapping[str, str]
    risk_coverage: Markup | None
    risks: tuple[RiskRow, ...]
    slices: tuple[rows.SliceTable, ...]
    picked: rows.Picked


@dataclass(frozen=True, slots=True)
class RiskRow:
    """The risk of each arm at about one coverage; None where its curve does not reach it."""

    coverage: float
    risks: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """The comparisons of one task between two runs, with their plot."""

    title: str
    rows: tuple[rows.CompareRow, ...]
    plot: Markup


def page(
    run: RunResult,
    items: Mapping[str, Sequence[Item]],
    baseline: RunResult | None = None,
    comparisons: Sequence[Comparison] = (),
) -> str:
    """The whole report of a run as HTML.

    `items` are the examples of each task with what came of them; a task without any shows none. `comparisons` are with
    the baseline (or any other run), and stand by their tasks.
    """
    known = {task.task for task in run.tasks}
    overview = rows.overview(run, baseline)
    return _rendered(
        "run.html.j2",
        {
            "run": run,
            "baseline": baseline,
            "arms": rows.arms_of(run),
            "overview": overview,
            "whiskers": _markup(plots.whiskers(overview, "overview")) if overview else None,
            "tasks": [_task_view(run, n, items.get(task.task, ()), comparisons) for n, task in enumerate(run.tasks)],
            "others": rows.compared(run, [one for one in comparisons if one.task not in known]),
            "identity": rows.identity(run, baseline),
            "settings": rows.settings(run, baseline),
            "checksums": rows.checksums(run, baseline),
        },
    )


def comparison_page(ours: RunResult, theirs: RunResult, comparisons: Sequence[Comparison]) -> str:
    """Two runs side by side as HTML: the main measures, every difference, and what else is not the same."""
    overview = rows.overview(ours, theirs)
    return _rendered(
        "comparison.html.j2",
        {
            "ours": ours,
            "theirs": theirs,
            "overview": overview,
            "whiskers": _markup(plots.whiskers(overview, "overview", "theirs")) if overview else None,
            "compared": _compared_tasks(ours, comparisons),
            "identity": rows.identity(ours, theirs),
            "settings": rows.settings(ours, theirs),
            "checksums": rows.checksums(ours, theirs),
        },
    )


def _compared_tasks(ours: RunResult, comparisons: Sequence[Comparison]) -> list[ComparedTask]:
    found = []
    for n, name in enumerate(dict.fromkeys(one.task for one in comparisons)):
        own = rows.compared(ours, [one for one in comparisons if one.task == name])
        task = rows.task_of(ours, name)
        title = name if task is None else task.title
        found.append(ComparedTask(title, own, _markup(plots.differences(own, f"c{n + 1}"))))
    return found


def _task_view(run: RunResult, place: int, items: Sequence[Item], comparisons: Sequence[Comparison]) -> TaskView:
    task = run.tasks[place]
    anchor = f"task-{place + 1}"
    endings = {arm: one.statuses for arm, one in task.arms.items()}
    reliability = {arm: one.reliability for arm, one in task.arms.items() if one.reliability}
    curves = {arm: one.risk_coverage for arm, one in task.arms.items() if one.risk_coverage}
    confused = {arm: one.confusion for arm, one in task.arms.items() if one.confusion}
    return TaskView(
        anchor=anchor,
        result=task,
        measures=rows.measures_of(task),
        statuses=_markup(plots.stacked_statuses(endings, f"{anchor}-endings")) if endings else None,
        between_arms=rows.compared(run, task.comparisons),
        with_baseline=rows.compared(run, [one for one in comparisons if one.task == task.task]),
        confusions={
            arm: _markup(plots.confusion(counts, f"{anchor}-confusion-{n}"))
            for n, (arm, counts) in enumerate(confused.items())
        },
        reliability=_markup(plots.reliability(reliability, f"{anchor}-reliability")) if reliability else None,
        calibration={arm: _calibration(task, arm) for arm in reliability},
        risk_coverage=_markup(plots.risk_coverage(curves, f"{anchor}-risk")) if curves else None,
        risks=_risks(curves),
        slices=rows.slice_tables(task),
        picked=rows.picked(task, items),
    )


def _calibration(task: TaskResult, arm: str) -> str:
    """The expected calibration error as the run gives it, with its interval; else that of the bins that are shown."""
    own = task.arms[arm]
    given = next((one for name, one in own.estimates.items() if name.casefold() == "ece"), None)
    if given is not None and given.value is not None:
        return f"{wording.number(given.value)} {wording.interval(given)}".rstrip()
    return wording.number(expected_calibration_error(own.reliability))


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean over predictions of |accuracy − confidence| of their bin (Naeini et al. 2015); None without predictions."""
    n = sum(one.n for one in bins)
    return sum(one.n * abs(one.accuracy - one.confidence) for one in bins if one.n) / n if n else None


def _risks(curves: Mapping[str, Sequence[RiskPoint]]) -> tuple[RiskRow, ...]:
    """The curves as a table: at each tenth, the first point that covers as much."""
    return tuple(RiskRow(at, tuple(_risk_at(curve, at) for curve in curves.values())) for at in _COVERAGES if curves)


def _risk_at(curve: Sequence[RiskPoint], coverage: float) -> float | None:
    reached = [point for point in curve if point.coverage >= coverage - 1e-9]
    return min(reached, key=lambda point: point.coverage).risk if reached else None


def _rendered(template: str, shown: Mapping[str, object]) -> str:
    text: str = _environment().get_template(template).render(shown)
    return text


def _scored_by_measure(task: TaskResult) -> list[int]:
    return [one.scored for arm in task.arms.values() for one in arm.estimates.values()]


def _scored_by_slice(tables: Sequence[rows.SliceTable]) -> list[int]:
    return [one.scored for table in tables for part in table.parts for one in part.estimates.values()]


def _by_task(overview: Sequence[rows.OverviewRow]) -> dict[str, list[rows.OverviewRow]]:
    """The rows of each task together, in their order."""
    found: dict[str, list[rows.OverviewRow]] = {}
    for row in overview:
        found.setdefault(row.task, []).append(row)
    return found


@cache
def _environment() -> Environment:
    """Templates are files of this package. What comes from data is escaped; a name that is not there is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("evals.report")
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _FILTERS
    environment.globals |= {
        "said": wording,
        "statuses": tuple(Status),
        "estimate_of": rows.estimate_of,
        "item_value": rows.item_value,
        "by_task": _by_task,
        "confusion_columns": plots.confusion_columns,
        "few_measures": _scored_by_measure,
        "few_slices": _scored_by_slice,
    }
    return environment


def _markup(svg: str) -> Markup:
    """A figure of ours: matplotlib has escaped the text in it."""
    from markupsafe import Markup

    return Markup(svg)


_FILTERS: dict[str, Callable[..., object]] = {
    "number": wording.number,
    "signed": wording.signed,
    "interval": wording.interval,
    "percent": wording.percent,
    "p_value": wording.p_value,
    "duration": wording.duration,
    "moment": wording.moment,
    "short_sum": wording.short_sum,
    "is_few": wording.is_few,
}
