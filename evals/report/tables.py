"""A run as data for other programs: CSV in long form, one row an item, and JSON that is read back whole.

Figures keep every digit; a figure that is not there is an empty cell, and null in JSON. Texts are as they came: a
spreadsheet may take one that begins with "=" for a formula. Knows nothing of how a report looks, nor of files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from csv import writer
from dataclasses import asdict
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.errors import BadRun
from evals.report.rows import item_value
from evals.results import ArmResult, Item, RunResult, TaskResult

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Json = dict[str, Any]
FORMAT = 1  # of report.json; larger where an older Osler would misread it
_COLUMNS = ("task", "arm", "measure", "value", "low", "high", "n", "scored", "unscored")
_ITEM_COLUMNS = ("id", "arm", "status", "gold", "answer")
_BETWEEN_ANSWERS = " | "


def csv(run: RunResult) -> str:
    """Every estimate of a run, one row each: task, arm, measure, value, low, high, n, scored, unscored."""
    rows = (
        (task.task, arm, measure, one.value, one.low, one.high, one.n, one.scored, one.unscored)
        for task in run.tasks
        for arm, result in task.arms.items()
        for measure, one in result.estimates.items()
    )
    return _lines(_COLUMNS, rows)


def items_csv(items: Sequence[Item]) -> str:
    """One row an item and arm: id, arm, status, gold, answer, and each measure; several gold answers are parted by " | "."""
    measures = tuple(
        dict.fromkeys(measure for item in items for score in item.scores.values() for measure in score.values)
    )
    rows = (
        (
            item.example.example_id,
            arm,
            made.status.value,
            _BETWEEN_ANSWERS.join(item.example.answers),
            made.answer,
            *(item_value(item, arm, measure) for measure in measures),
        )
        for item in items
        for arm, made in item.predictions.items()
    )
    return _lines((*_ITEM_COLUMNS, *measures), rows)


def _lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO(newline="")
    out = writer(text, lineterminator="\n")
    out.writerow(heading)
    out.writerows(rows)
    return text.getvalue()


def as_json(run: RunResult) -> Json:
    """The whole run as JSON, which `run_from_json` reads back. All figures must be finite, and settings JSON."""
    return {
        "format": FORMAT,
        "run_id": run.run_id,
        "started": run.started,
        "seconds": run.seconds,
        "identity": dict(run.identity),
        "settings": dict(run.settings),
        "tasks": [_task_json(task) for task in run.tasks],
    }


def _task_json(task: TaskResult) -> Json:
    return {
        "task": task.task,
        "title": task.title,
        "main": task.main,
        "lower_is_better": sorted(task.lower_is_better),
        "arms": {str(arm): _arm_json(result) for arm, result in task.arms.items()},
        "comparisons": [comparison.to_json() for comparison in task.comparisons],
        "data_sha256": task.data_sha256,
        "notes": list(task.notes),
    }


def _arm_json(result: ArmResult) -> Json:
    return {
        "arm": str(result.arm),
        "n": result.n,
        "statuses": {status.value: count for status, count in result.statuses.items()},
        "estimates": {measure: one.to_json() for measure, one in result.estimates.items()},
        "slices": [{"by": one.by, "part": one.part, "estimate": one.estimate.to_json()} for one in result.slices],
        "confusion": {gold: dict(row) for gold, row in result.confusion.items()},
        "reliability": [asdict(one) for one in result.reliability],
        "risk_coverage": [asdict(one) for one in result.risk_coverage],
        "seconds": result.seconds,
    }


def run_from_json(data: object, path: Path = Path("report.json")) -> RunResult:
    """The run that `as_json` made into `data`; what else is in it is passed over. `path` is whose sentence it is.

    Raises BadRun where the data are of another shape, or of a newer Osler.
    """
    if not isinstance(data, Mapping) or "tasks" not in data or "run_id" not in data:
        raise BadRun(path, "it is no report of an evaluation; give the report.json of a run's folder.")
    made_for = data.get("format")
    if isinstance(made_for, int) and made_for > FORMAT:
        raise BadRun(path, f"a newer Osler wrote it (format {made_for}, this one reads {FORMAT}); update Osler.")
    from pydantic import ValidationError

    try:
        return _reader()(json.dumps(data, allow_nan=False))
    except ValidationError as error:
        raise BadRun(path, f"{_said(error.errors()[0])}; write it anew with `osler eval report RUN`.") from error
    except (TypeError, ValueError) as error:
        raise BadRun(
            path, f"it holds what is not JSON ({error}); write it anew with `osler eval report RUN`."
        ) from error


@cache
def _reader() -> Callable[[str], RunResult]:
    """Made from the dataclasses themselves, so that it cannot fall behind them. Strict: "3" is no number."""
    from pydantic import TypeAdapter

    adapter = TypeAdapter(RunResult)
    return lambda text: adapter.validate_json(text, strict=True)


def _said(error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"])
    reason = error["msg"]
    return f"at {place}: {reason[:1].lower()}{reason[1:]}"
