"""`Task` = data set + solver + scorer: everything an evaluation knows of one benchmark, in about ten lines.

A task is a value: `evals/tasks/*.py` hold one or a few each, and a YAML file makes others. Knows nothing of how tasks are
run, stored or shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from evals.examples import Arm, Example, Prediction, Score
from evals.subject import Subject

Read = Callable[[Path], Sequence[Example]]
ALL_ARMS: tuple[str, ...] = (Arm.NONE, Arm.RETRIEVAL, Arm.ORACLE)


class Solver(Protocol):
    """Makes predictions with whatever is evaluated (`Subject`): by likelihood, by writing, or by asking the agent.

    `name` and `version` go into the key of the cache: change the version when the same input may give another output.
    `writes` says that only a model that writes freely can be asked, which the bundled one is not.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def writes(self) -> bool: ...
    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction: ...


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """A measure that is defined on a whole set and not as a mean over items, such as macro F1.

    `of` takes the pairs of one arm, in any order and with repeats (a bootstrap resample); None where it is undefined.
    """

    name: str
    of: Callable[[Sequence[tuple[Example, Prediction]]], float | None]


class Scorer(Protocol):
    """Scores one prediction; `measures` are the names it gives, the first being the task's main one.

    `score` is called for every prediction that is neither unparsed nor an error: those are unscored in all measures.
    `set_measures` are computed besides, over the same predictions. `lower_is_better` names measures such as "ECE".
    """

    @property
    def measures(self) -> tuple[str, ...]: ...
    @property
    def set_measures(self) -> tuple[SetMeasure, ...]: ...
    @property
    def lower_is_better(self) -> frozenset[str]: ...
    def score(self, example: Example, prediction: Prediction) -> Score: ...


@dataclass(frozen=True, slots=True)
class Task:
    """One benchmark. `data` is how its file or folder is called under `--data`; `source` says where a user gets it.

    `arms` are those that make sense; `safety` marks items whose new failure stops a release (`osler eval gate`).
    `data` is absolute for what Osler ships; "|" separates alternatives. `takes_folder`: the data are a folder.
    `prepare` makes the solver where it needs the whole data set first, such as an index of its documents.
    """

    name: str
    title: str
    read: Read
    solver: Solver
    scorer: Scorer
    data: str
    source: str = ""
    arms: tuple[str, ...] = ALL_ARMS
    compared: tuple[str, ...] = ()  # measures by which arms are compared; none: the main one
    safety: bool = False
    takes_folder: bool = False
    judged: bool = False  # needs --nli or --judge
    rubric: bool = False  # needs --judge
    described_by: str = ""  # the YAML file of a task that a user added
    url: str = ""  # what `osler eval download` fetches
    prepare: Callable[[Path, Subject], Solver] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)  # what the answers are called in tables, by label
