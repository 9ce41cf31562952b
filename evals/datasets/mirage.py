"""Reads MIRAGE's benchmark.json, and the predictions published with it. Knows nothing of how these are scored.

The format is that of github.com/Teddy-XiongGZ/MIRAGE (Xiong et al. 2024, "Benchmarking Retrieval-Augmented Generation for
Medicine"): {set: {id: {question, options: {label: text}, answer: label}}}.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.datasets.choices import one_of, options_of
from evals.datasets.files import gathered, json_lines, json_record
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example

SUBSETS = ("mmlu", "medqa", "medmcqa", "pubmedqa", "bioasq")
FORM = f"MIRAGE's benchmark.json holds one object a set ({', '.join(SUBSETS)}) of question, options and answer by id"
PREDICTIONS_FORM = "a file of MIRAGE's predictions holds lines of id, prediction and answer"


@dataclass(frozen=True, slots=True)
class PublishedPrediction:
    """What a published system wrote for an item (None: it wrote nothing), and the label that is right."""

    example_id: str
    prediction: str | None
    answer: str


def read_mirage(path: Path, subset: str) -> tuple[Example, ...]:
    """One set of the benchmark. An item's `kind` is its subject for mmlu ("anatomy" of "anatomy-000")."""
    items = json_record(path, FORM).inner(subset).items()
    return gathered(path, (_example(record, subset) for record in items), FORM)


def _example(record: Record, subset: str) -> Example:
    options = options_of(record, "options")
    return Example(
        example_id=record.name,
        question=record.text("question"),
        answers=one_of(record, record.text("answer"), options),
        options=options,
        group=record.name,
        kind=record.name.rpartition("-")[0] if subset == "mmlu" else "",
    )


def read_mirage_predictions(path: Path) -> tuple[PublishedPrediction, ...]:
    """The published predictions of one system for one set, in the order of the file."""
    found = {}
    for one in _predictions(path):
        if one.example_id in found:
            raise BadDataset(path, f"two of its lines have the id {one.example_id!r}; take one of them out.")
        found[one.example_id] = one
    if not found:
        raise BadDataset(path, f"it holds no prediction; {PREDICTIONS_FORM}.")
    return tuple(found.values())


def _predictions(path: Path) -> Iterator[PublishedPrediction]:
    for record in json_lines(path, PREDICTIONS_FORM):
        if "prediction" not in record.fields:
            record.text("prediction")  # raises: null is a prediction that is empty, a missing one is another format
        said = record.fields["prediction"]
        if said is not None and not isinstance(said, str):
            raise record.refused("its 'prediction' is neither a text nor null")
        yield PublishedPrediction(record.identifier("id"), said, record.text("answer"))
