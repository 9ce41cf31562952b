"""A run: every example of every task in every arm becomes a prediction, kept as it comes. Knows neither models nor measures.

What is in the run's folder is not made again, what is in the cache is taken from there, and an example that fails is
recorded with its error and does not stop the others.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.analysis import scored
from evals.examples import Example, Prediction, Status
from evals.making import predictions
from evals.prediction_cache import PredictionCache
from evals.run_folder import RunFolder
from evals.subject import Subject
from evals.task import Task

Predictions = dict[str, dict[str, Prediction]]  # by arm, then by example id


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a task stands. `running` is the mean of its main measure so far in this arm, over what could be scored."""

    task: str
    arm: str
    done: int
    total: int
    running: float | None


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One task of a run with its data, read and checked."""

    task: Task
    data: Path
    examples: tuple[Example, ...]
    arms: tuple[str, ...]


def sampled(examples: Sequence[Example], limit: int | None, seed: int) -> tuple[Example, ...]:
    """At most `limit` examples, drawn by the seed and kept in their order."""
    if limit is None or limit >= len(examples):
        return tuple(examples)
    drawn = sorted(random.Random(seed).sample(range(len(examples)), limit))
    return tuple(examples[n] for n in drawn)


def predict(
    asked: Asked,
    subject: Subject,
    folder: RunFolder,
    cache: PredictionCache | None = None,
    on_progress: OnProgress | None = None,
    *,
    retry_errors: bool = False,
) -> Predictions:
    """All predictions of one task, those of an earlier start of the same run among them."""
    task = asked.task
    folder.keep_examples(task.name, asked.examples)
    made = folder.predictions(task.name)
    missing = list(_missing(asked, made, retry_errors))
    if not missing:
        return made
    solver = task.prepare(asked.data, subject) if task.prepare else task.solver
    running = _Running(asked, made, on_progress)
    with folder.appending(task.name) as log:
        for example, prediction in predictions(solver, missing, subject, cache):
            log.add(prediction)
            made.setdefault(prediction.arm, {})[example.example_id] = prediction
            running.add(example, prediction)
    return made


def _missing(asked: Asked, made: Mapping[str, Mapping[str, Prediction]], retry: bool) -> Iterator[tuple[Example, str]]:
    """What is still to be made, arm by arm."""
    for arm in asked.arms:
        known = made.get(arm, {})
        for example in asked.examples:
            found = known.get(example.example_id)
            if found is None or (retry and found.status is Status.ERROR):
                yield example, arm


class _Running:
    """The running score of each arm, told after every example."""

    def __init__(self, asked: Asked, made: Mapping[str, Mapping[str, Prediction]], tell: OnProgress | None) -> None:
        self._asked = asked
        self._tell = tell
        self._done = sum(len(made.get(arm, {})) for arm in asked.arms)
        self._values: dict[str, list[float]] = {}
        if tell is not None and self._done:
            tell(Progress(asked.task.name, "", self._done, self._total, None))

    @property
    def _total(self) -> int:
        return len(self._asked.examples) * len(self._asked.arms)

    def add(self, example: Example, prediction: Prediction) -> None:
        if self._tell is None:
            return
        scorer = self._asked.task.scorer
        value = scored(scorer, example, prediction).values.get(scorer.measures[0])
        values = self._values.setdefault(prediction.arm, [])
        if value is not None:
            values.append(value)
        self._done += 1
        mean = sum(values) / len(values) if values else None
        self._tell(Progress(self._asked.task.name, prediction.arm, min(self._done, self._total), self._total, mean))
