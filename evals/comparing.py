"""Two runs side by side, from their folders: item by item, corrected over everything compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.analysis import compare_items, corrected
from evals.errors import BadRun, EvalError
from evals.evaluating import Evaluated, again, write_report
from evals.registry import find_tasks
from evals.results import Comparison, RunResult
from evals.run_folder import REPORT, RunFolder
from evals.task import Task


def read_result(folder: Path) -> RunResult:
    """The figures of a run that has come to its end. Raises BadRun."""
    from evals.report.tables import run_from_json

    RunFolder.read(folder)
    path = folder / REPORT
    try:
        return run_from_json(json.loads(path.read_text(encoding="utf-8")), path)
    except FileNotFoundError:
        raise BadRun(folder, "the run has not come to its end; ask for it again with the same --out.") from None
    except ValueError as error:
        raise BadRun(path, f"it cannot be read ({error}); write it anew with `osler eval report {folder}`.") from error


def compare_runs(ours: Path, theirs: Path) -> tuple[Comparison, ...]:
    """All tasks, arms and measures that both have: ours less theirs. Raises BadRun where they share nothing."""
    first, second = read_run(ours), read_run(theirs)
    return compare_evaluated(first, second, (ours.name, theirs.name))


def compare_evaluated(ours: Evaluated, theirs: Evaluated, names: tuple[str, str]) -> tuple[Comparison, ...]:
    """The same for runs that are in memory."""
    shared = [task for task in ours.items if task in theirs.items]
    if not shared:
        raise EvalError(
            f"The runs share no task ({', '.join(ours.items)} and {', '.join(theirs.items)}); compare runs of the same."
        )
    measures = {task.task: _item_measures(ours, task.task) for task in ours.result.tasks}
    found = [
        comparison
        for task in shared
        for comparison in compare_items(
            task, measures[task], (names[0], ours.items[task]), (names[1], theirs.items[task])
        )
    ]
    if not found:
        raise EvalError("The runs share no example; compare runs of the same data, --limit and --seed.")
    return corrected(found)


def read_run(folder: Path) -> Evaluated:
    """A run with its items, scored anew."""
    run = RunFolder.read(folder)
    return again(run, lambda name: task_of(name, run.manifest))


def report_again(folder: Path, baseline: Path | None) -> Path:
    """Writes the report of a run anew, with the differences to a baseline where one is given; the page's path."""
    found = read_run(folder)
    other = read_run(baseline) if baseline is not None else None
    comparisons = compare_evaluated(found, other, ("this run", "baseline")) if other is not None else ()
    return write_report(RunFolder.read(folder), found, other.result if other is not None else None, comparisons)


def write_page(path: Path, ours: Path, theirs: Path, comparisons: tuple[Comparison, ...]) -> None:
    """One page of a comparison."""
    from evals.report.html import comparison_page

    try:
        path.write_text(comparison_page(read_run(ours).result, read_run(theirs).result, comparisons), encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path} cannot be written ({error.strerror}); give --html another file.") from error


def _item_measures(run: Evaluated, task: str) -> tuple[str, ...]:
    """Measures that single items have: only those can be paired."""
    scores = [score for item in run.items[task] for score in item.scores.values()]
    return tuple(dict.fromkeys(name for score in scores for name in score.values))


def task_of(name: str, settings: Mapping[str, Any]) -> Task:
    """The task of a run by its name, or by the YAML file that described it."""
    described = settings["tasks"][name].get("described_by", "")
    return find_tasks([described or name])[0]
