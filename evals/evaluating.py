"""`osler eval run`, as a function: tasks are found and read, predictions made, scores given, a report written.

All that can be wrong with what was asked is found before the run's folder is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals import judging
from evals.analysis import analyse, score_items
from evals.cache import default_cache
from evals.errors import EvalError
from evals.notes import contamination_note
from evals.prediction_cache import PredictionCache
from evals.registry import find_data
from evals.results import Comparison, Item, RunResult
from evals.run_folder import REPORT, RunFolder, examples_sha256, sha256_of
from evals.running import Asked, OnProgress, predict, sampled
from evals.subject import Subject
from evals.task import Task


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be run. `arms` empty: all of each task. `cache` None: no prediction is taken from or kept in one."""

    tasks: tuple[Task, ...]
    out: Path
    data: Path | None = None
    arms: tuple[str, ...] = ()
    limit: int | None = None
    seed: int = 0
    cache: Path | None = None
    retry_errors: bool = False
    judging: judging.Judging = field(default_factory=judging.Judging)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a run found, with every item of every task."""

    result: RunResult
    items: Mapping[str, tuple[Item, ...]]


def read_asked(request: Request) -> tuple[Asked, ...]:
    """The tasks with their data, read and checked whole. Raises EvalError."""
    judging.use(request.judging)
    for task in request.tasks:
        judging.check(task.judged, task.rubric)
    alone = len(request.tasks) == 1
    return tuple(_read(task, find_data(task, request.data, alone=alone), request) for task in request.tasks)


def evaluate(
    request: Request, asked: Sequence[Asked], subject: Subject, on_progress: OnProgress | None = None
) -> Evaluated:
    """Makes what is missing in the run's folder, and writes its report anew."""
    began = time.monotonic()
    folder = RunFolder.begin(request.out, _manifest(request, asked, subject))
    items: dict[str, tuple[Item, ...]] = {}
    with PredictionCache(request.cache) if request.cache is not None else nullcontext() as cache:
        for one in asked:
            made = predict(one, subject, folder, cache, on_progress, retry_errors=request.retry_errors)
            items[one.task.name] = score_items(one.task, one.examples, made)
    found = Evaluated(_result(folder, asked, items, time.monotonic() - began), items)
    write_report(folder, found)
    return found


def again(folder: RunFolder, find: Callable[[str], Task]) -> Evaluated:
    """A run that is there, scored anew from its predictions. `find` gives a task by the name in the run's manifest."""
    settings = folder.manifest["settings"]
    judging.use(judging.Judging(settings.get("nli", ""), settings.get("judge", ""), default_cache()))
    asked, items = [], {}
    for name in folder.manifest["tasks"]:
        task, examples = find(name), folder.examples(name)
        asked.append(Asked(task, Path(folder.manifest["tasks"][name]["data"]), examples, task.arms))
        items[name] = score_items(task, examples, folder.predictions(name))
    return Evaluated(_result(folder, asked, items, seconds=0.0), items)


def write_report(
    folder: RunFolder,
    found: Evaluated,
    baseline: RunResult | None = None,
    comparisons: Sequence[Comparison] = (),
) -> Path:
    """report.json, report.html, report.md and scores.csv, and TASK/items.csv; gives the path of the page."""
    import json

    from evals.report import html, markdown, tables

    folder.write(REPORT, json.dumps(tables.as_json(found.result), indent=1, ensure_ascii=False) + "\n")
    folder.write("report.md", markdown.page(found.result, comparisons))
    folder.write("scores.csv", tables.csv(found.result))
    for name, items in found.items.items():
        folder.write(f"{name}/items.csv", tables.items_csv(items))
    return folder.write("report.html", html.page(found.result, found.items, baseline, comparisons))


def _read(task: Task, path: Path, request: Request) -> Asked:
    arms = tuple(arm for arm in task.arms if not request.arms or arm in request.arms)
    if not arms:
        known = ", ".join(task.arms)
        raise EvalError(f"{task.name} has no arm {' or '.join(request.arms)}; its arms are {known}.")
    examples = sampled(tuple(task.read(path)), request.limit, request.seed)
    twice = _first_repeated([example.example_id for example in examples])
    if twice is not None:
        raise EvalError(f"{path}: the id {twice!r} stands there twice; give every example an id of its own.")
    return Asked(task, path, examples, arms)


def _first_repeated(ids: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            return each
        seen.add(each)
    return None


def _manifest(request: Request, asked: Sequence[Asked], subject: Subject) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "run_id": request.out.name,
        "started": now.isoformat(timespec="seconds"),
        "identity": dict(subject.identity),
        "settings": {
            "limit": request.limit,
            "seed": request.seed,
            "nli": request.judging.nli,
            "judge": request.judging.judge,
        },
        "tasks": {
            one.task.name: {
                "data": one.data.name,  # where it lies is no part of what it is
                "described_by": one.task.described_by,
                "data_sha256": sha256_of(one.data),
                "examples_sha256": examples_sha256(one.examples),
                "examples": len(one.examples),
                "arms": list(one.arms),
                "solver": f"{one.task.solver.name} {one.task.solver.version}",
            }
            for one in asked
        },
    }


def _result(
    folder: RunFolder, asked: Sequence[Asked], items: Mapping[str, tuple[Item, ...]], seconds: float
) -> RunResult:
    manifest = folder.manifest
    tasks = [
        analyse(
            one.task,
            items[one.task.name],
            manifest["tasks"][one.task.name]["data_sha256"],
            (contamination_note(one.examples),),
        )
        for one in asked
    ]
    predicting = sum(arm.seconds for task in tasks for arm in task.arms.values())
    return RunResult(
        run_id=manifest["run_id"],
        started=manifest["started"],
        seconds=max(seconds, predicting),
        identity=manifest["identity"],
        settings={**manifest["settings"], "tasks": manifest["tasks"]},
        tasks=tuple(tasks),
    )
