"""A run as its exports see it: for each task and arm, every example with what was predicted. Knows no format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import BadRun
from evals.examples import Example, Prediction
from evals.run_folder import EXAMPLES, RunFolder


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one task in one arm. `model` and `solver` are short names that can stand in a file's name."""

    task: str
    arm: str
    model: str
    solver: str
    pairs: tuple[tuple[Example, Prediction], ...]


def read_parts(folder: Path) -> tuple[Part, ...]:
    """All tasks and arms of a run that has come to its end, in the order of its manifest. Raises BadRun."""
    run = RunFolder.read(folder)
    return tuple(part for task in run.manifest["tasks"] for part in _parts(run, task))


def safe(name: str) -> str:
    """A name as it can stand in a file's name."""
    return re.sub(r"[^\w.-]+", "-", name).strip(".-") or "unnamed"


def _parts(run: RunFolder, task: str) -> tuple[Part, ...]:
    if not (run.path / task / EXAMPLES).is_file():
        raise _unfinished(run)
    arms, solver, model = _described(run, task)
    examples, made = run.examples(task), run.predictions(task)
    if any(example.example_id not in made.get(arm, {}) for arm in arms for example in examples):
        raise _unfinished(run)
    return tuple(
        Part(task, arm, model, solver, tuple((example, made[arm][example.example_id]) for example in examples))
        for arm in arms
    )


def _described(run: RunFolder, task: str) -> tuple[list[str], str, str]:
    """The arms of the task, its solver and the model, as the manifest names them."""
    try:
        entry: dict[str, Any] = run.manifest["tasks"][task]
        solver = str(entry["solver"]).rpartition(" ")[0]  # without its version
        model = str(run.manifest["identity"]["model"])
        return [str(arm) for arm in entry["arms"]], safe(solver), safe(Path(model).name)
    except (KeyError, TypeError) as error:
        raise BadRun(run.path, f"its manifest lacks {error}; run the evaluation in a new folder.") from error


def _unfinished(run: RunFolder) -> BadRun:
    return BadRun(run.path, "the run has not come to its end; ask for it again with the same --out.")
