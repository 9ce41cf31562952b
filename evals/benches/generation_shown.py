"""The report of the benchmark of generation as a table for people and as JSON. Knows its values; measures nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.benches.generation import Goal, Report, Row

_GIB = 2**30


def show(report: Report, console: Console) -> None:
    """The table, what it was measured on, and the goals."""
    console.print(heading(report), highlight=False)
    table = Table("", "ours", "beside it", "ratio", "spread", "roofline", "note", box=None, pad_edge=False)
    for column in table.columns[1:6]:
        column.justify = "right"
        column.no_wrap = True
    part = ""
    for row in report.rows:
        if row.part != part:
            table.add_row(f"[bold]{row.part}[/bold]")
            part = row.part
        table.add_row(*cells(row))
    console.print(table, highlight=False)
    for goal in report.goals:
        console.print(spoken(goal), highlight=False)


def heading(report: Report) -> str:
    """Two lines: the model and the device, and how it was measured."""
    versions = ", ".join(f"{name} {number}" for name, number in report.versions.items())
    load = f"; load average {' to '.join(f'{one:.1f}' for one in report.load)}" if report.load else ""
    plan = report.plan
    return (
        f"{report.model}: {report.parameters / 1e6:,.0f}M parameters in {report.precision}, "
        f"{report.weight_bytes / 2**20:,.0f} MiB read a token; {report.device} ({report.device_name}), "
        f"{report.threads} thread{'' if report.threads == 1 else 's'}, copies memory at "
        f"{report.bytes_per_second / _GIB:.1f} GiB/s\n"
        f"{plan.tokens} tokens, best of {plan.repeats} but where a note says otherwise{load}; {versions}"
    )


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table."""
    beside = "" if row.theirs is None else f"{number(row.theirs)} {row.unit}"
    noted = "; ".join(part for part in (f"beside {row.beside}" if row.beside else "", row.note) if part)
    measured = "not measured" if row.ours is None and row.ratio is None else ""
    return (
        f"  {row.what}",
        measured if row.ours is None else f"{number(row.ours)} {row.unit}",
        beside,
        "" if row.ratio is None else number(row.ratio),
        "" if row.spread is None else f"{row.spread:.0%}",
        "" if row.roofline is None else f"{row.roofline:.0%}",
        noted,
    )


def number(value: float) -> str:
    """Three figures that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def spoken(goal: Goal) -> str:
    """One line: what was wanted, what came out."""
    wanted = f"at {'least' if goal.at_least else 'most'} {goal.bar:g}"
    return f"{'met' if goal.met else 'NOT MET'}: {goal.name} {number(goal.value)}, wanted {wanted}"


def as_json(report: Report) -> dict[str, Any]:
    """All of it; each goal says whether it is met."""
    return {**asdict(report), "goals": [{**asdict(goal), "met": goal.met} for goal in report.goals]}
