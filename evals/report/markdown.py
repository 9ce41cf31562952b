"""A run as Markdown for a README or an issue: the tables of the page, without its plots and items. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evals.examples import Status
from evals.report.rows import (
    CompareRow,
    Setting,
    SliceTable,
    Verdict,
    checksums,
    compared,
    estimate_of,
    identity,
    measures_of,
    overview,
    settings,
    slice_tables,
)
from evals.report.wording import (
    DIFFERENCES_SAID,
    FEW_MARK,
    FEW_SAID,
    INTERVALS_SAID,
    UNSCORED_SAID,
    duration,
    interval,
    is_few,
    measure_name,
    moment,
    number,
    p_value,
    signed,
    signed_interval,
)
from evals.results import Comparison, Estimate, RunResult, TaskResult

# What means something to Markdown or HTML where it stands: an underscore within a word does not, nor an interval's brackets.
_SPECIAL = re.compile(r"[\\`*|~$]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])")
_MARK = {Verdict.BETTER: "▲ better", Verdict.WORSE: "▼ worse", Verdict.OPEN: ""}


def page(run: RunResult, comparisons: Sequence[Comparison] = ()) -> str:
    """The overview, then each task's measures, endings, comparisons and slices, then how it was measured."""
    when = f"{moment(run.started)}, {duration(run.seconds)}" if run.seconds else moment(run.started)
    lines = [f"# Evaluation {_plain(run.run_id)}", "", f"{_plain(when)}.", ""]
    lines += _overview(run)
    has_few = any(is_few(row.estimate.scored) for row in overview(run))
    lines += ["", " ".join((INTERVALS_SAID, UNSCORED_SAID, *([FEW_SAID] if has_few else [])))]
    for task in run.tasks:
        lines += ["", f"## {_plain(task.title)}", ""]
        lines += _task(run, task, [one for one in comparisons if one.task == task.task])
    known = {task.task for task in run.tasks}
    lines += _comparisons("Other comparisons", compared(run, [one for one in comparisons if one.task not in known]))
    lines += ["", "## How this was measured", "", *_settings(run)]
    if comparisons or any(task.comparisons for task in run.tasks):
        lines += ["", DIFFERENCES_SAID]
    return "\n".join(lines) + "\n"


def _overview(run: RunResult) -> Iterator[str]:
    yield from _heading("task", "arm", "measure", "value", "95% interval", "n", "scored", "unscored", figures=5)
    for row in overview(run):
        one = row.estimate
        name = measure_name(row.measure, row.lower_is_better)
        counts = (f"{one.n:,}", f"{one.scored:,}{_few(one)}", f"{one.unscored:,}")
        yield _row(row.task, row.arm, name, number(one.value), interval(one), *counts)


def _task(run: RunResult, task: TaskResult, comparisons: Sequence[Comparison]) -> Iterator[str]:
    yield from _measures(task)
    yield ""
    yield from _endings(task)
    yield from _comparisons("Between arms", compared(run, task.comparisons))
    yield from _comparisons("With another run", compared(run, comparisons))
    for table in slice_tables(task):
        yield from ("", f"### {_plain(task.main)} by {_plain(table.by)}", "")
        yield from _slices(task, table)
    if task.notes:
        yield ""
        yield from (f"- {_plain(note)}" for note in task.notes)


def _measures(task: TaskResult) -> Iterator[str]:
    yield from _heading("measure", *task.arms, figures=len(task.arms))
    for measure in measures_of(task):
        name = measure_name(measure, measure in task.lower_is_better)
        yield _row(name, *(_figure(estimate_of(result, measure)) for result in task.arms.values()))


def _endings(task: TaskResult) -> Iterator[str]:
    yield from _heading("arm", *(status.value for status in Status), "n", figures=len(Status) + 1)
    for arm, result in task.arms.items():
        yield _row(arm, *(f"{result.statuses.get(status, 0):,}" for status in Status), f"{result.n:,}")


def _comparisons(title: str, rows: Sequence[CompareRow]) -> Iterator[str]:
    """Nothing where there is nothing to compare."""
    if not rows:
        return
    yield from ("", f"### {title}", "")
    yield from _heading(
        "measure", "difference of", "difference", "95% interval", "p", "p corrected", "n", "", figures=5
    )
    for row in rows:
        one = row.comparison
        figures = (signed(one.difference), signed_interval(one.low, one.high), p_value(one.p), p_value(one.p_corrected))
        count = f"{one.n:,}{FEW_MARK if is_few(one.n) else ''}"
        name = measure_name(one.measure, row.lower_is_better)
        yield _row(name, f"{one.ours} − {one.theirs}", *figures, count, _MARK[row.verdict])


def _slices(task: TaskResult, table: SliceTable) -> Iterator[str]:
    yield from _heading(table.by, *task.arms, figures=len(task.arms))
    for part in table.parts:
        cells = [_figure(part.estimates[arm]) if arm in part.estimates else "" for arm in task.arms]
        yield _row(part.part, *cells)


def _settings(run: RunResult) -> Iterator[str]:
    yield from _heading("what", "value", figures=0)
    for name, parts in (("", identity(run)), ("", settings(run)), ("SHA-256 of ", checksums(run))):
        yield from (_setting(name, one) for one in parts)


def _setting(before: str, one: Setting) -> str:
    return _row(before + one.name, one.ours)


def _figure(estimate: Estimate) -> str:
    """A value, its interval, and of how many items where that is not all of them."""
    scored = f"n {estimate.scored:,}{_few(estimate)}" if estimate.scored == estimate.n else ""
    part = scored or f"{estimate.scored:,}{_few(estimate)} of {estimate.n:,} scored"
    return " ".join(text for text in (number(estimate.value), interval(estimate), f"({part})") if text)


def _few(estimate: Estimate) -> str:
    return FEW_MARK if is_few(estimate.scored) else ""


def _heading(*names: str, figures: int) -> Iterator[str]:
    """The first two lines of a table whose last columns, `figures` of them, are set to the right."""
    yield _row(*names)
    yield "|" + " --- |" * (len(names) - figures) + " ---: |" * figures


def _row(*cells: str) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], " ".join(text.split()))
