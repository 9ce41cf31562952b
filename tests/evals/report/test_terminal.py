"""The tables in a terminal of 80 columns."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from evals.report import terminal
from evals.results import Comparison, RunResult
from tests.evals.report.small_runs import FELL, run


def shown(of: RunResult, comparisons: tuple[Comparison, ...] = ()) -> str:
    console = Console(file=StringIO(), width=80, record=True)
    terminal.show(of, console, comparisons)
    return console.export_text()


def test_every_line_fits_and_every_figure_is_whole() -> None:
    text = shown(run(), (FELL,))
    assert max(map(len, text.splitlines())) <= 80
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert lines[0] == "spring · 1 h 2 min"
    assert "choice none accuracy 0.512 [0.401, 0.623] 35 40" in lines
    assert "advice none token F1 0.441 [0.331, 0.551] 11† 12" in lines
    assert "ECE ↓ none — 0 40" in lines
    assert any("+0.250 ▲ [+0.100, +0.400] < 0.001 0.001 40" in line for line in lines)
    assert any("+0.050 [−0.020, +0.120] 0.310 0.310 12†" in line for line in lines)
    assert any("−1.500 ▲ [−2.500, −0.500]" in line for line in lines)  # lower is better: what fell is better


def test_long_names_fold_and_are_not_cut() -> None:
    name = "a" * 70 + "z"
    task = replace(run().tasks[0], task=name, main=name, title="t" * 100)
    text = shown(replace(run(), tasks=(task,)), (replace(FELL, ours=name, theirs=name),))
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("z") >= 5 and "…" not in text
    assert "0.512 [0.401, 0.623]" in " ".join(text.split())


def test_brackets_in_names_are_no_markup() -> None:
    text = shown(replace(run(), run_id="[red]run[/red]", tasks=()))
    assert text.startswith("[red]run[/red]")


def test_it_says_how_to_read_it() -> None:
    text = " ".join(shown(run()).split())
    for words in ("95% bootstrap", "neither right nor wrong", "† Fewer than 30", "excludes 0"):
        assert words in text
    alone = " ".join(shown(replace(run(), tasks=())).split())
    assert "excludes 0" not in alone and "†" not in alone
