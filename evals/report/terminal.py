"""A run as tables in the terminal, within 80 columns. Knows rich; what is in the tables comes from rows.py."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from evals.report.rows import CompareRow, Verdict, compared, estimate_of, measures_of, overview
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
    number,
    p_value,
    signed,
    signed_interval,
)
from evals.results import Comparison, Estimate, RunResult, TaskResult

_MARK = {Verdict.BETTER: "▲", Verdict.WORSE: "▼", Verdict.OPEN: ""}
_LOOK = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.OPEN: ""}


def show(run: RunResult, console: Console, comparisons: Sequence[Comparison] = ()) -> None:
    """The overview, all measures of each task, and every comparison; below, how to read them."""
    console.print(_overview(run))
    for task in run.tasks:
        console.print(_measures(task))
    every = [one for task in run.tasks for one in task.comparisons] + list(comparisons)
    if every:
        console.print(_comparisons(compared(run, every)))
    for line in _notes(run, bool(every)):
        console.print(Text(line))


def _overview(run: RunResult) -> Table:
    title = f"{run.run_id} · {duration(run.seconds)}" if run.seconds else run.run_id
    table = _table(title, "task", "arm", "measure", *_FIGURES)
    for row in overview(run):
        name = measure_name(row.measure, row.lower_is_better)
        table.add_row(Text(row.task), Text(row.arm), Text(name), *_figures(row.estimate))
    return table


def _measures(task: TaskResult) -> Table:
    """A row a measure and arm: however many arms there are, it is no wider."""
    table = _table(task.title, "measure", "arm", *_FIGURES)
    for measure in measures_of(task):
        name = measure_name(measure, measure in task.lower_is_better)
        for arm, result in task.arms.items():
            table.add_row(Text(name), Text(arm), *_figures(estimate_of(result, measure)))
            name = ""
    return table


def _comparisons(rows: Sequence[CompareRow]) -> Table:
    table = _table("Differences", "task", "what is compared", *_DIFFERENCE)
    for row in rows:
        one = row.comparison
        table.add_row(
            Text(one.task),
            Text(f"{measure_name(one.measure, row.lower_is_better)}: {one.ours} − {one.theirs}"),
            Text(f"{signed(one.difference)} {_MARK[row.verdict]}".rstrip(), style=_LOOK[row.verdict]),
            Text(signed_interval(one.low, one.high)),
            Text(p_value(one.p)),
            Text(p_value(one.p_corrected)),
            Text(f"{one.n:,}{_few(one.n)}"),
        )
    return table


_FIGURES = ("value", "95% interval", "scored", "of")
_DIFFERENCE = ("diff.", "95% interval", "p", "p corr.", "n")


def _figures(estimate: Estimate) -> tuple[Text, ...]:
    cells = (
        number(estimate.value),
        interval(estimate),
        f"{estimate.scored:,}{_few(estimate.scored)}",
        f"{estimate.n:,}",
    )
    return tuple(Text(cell) for cell in cells)


def _few(scored: int) -> str:
    return FEW_MARK if is_few(scored) else ""


def _table(title: str, *columns: str) -> Table:
    """Names fold where they are long, figures never: half a number is none."""
    figures = {*_FIGURES, *_DIFFERENCE}
    own = [
        Column(name, no_wrap=True, justify="right") if name in figures else Column(name, overflow="fold")
        for name in columns
    ]
    return Table(*own, title=Text(title), title_justify="left", box=None, pad_edge=False, padding=(0, 1, 0, 0))


def _notes(run: RunResult, has_comparisons: bool) -> list[str]:
    notes = [INTERVALS_SAID, UNSCORED_SAID]
    if any(is_few(row.estimate.scored) for row in overview(run)):
        notes.append(FEW_SAID)
    return [*notes, DIFFERENCES_SAID] if has_comparisons else notes
