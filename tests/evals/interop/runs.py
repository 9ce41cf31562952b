"""Runs for tests of exports: made by hand, with what the tests want to see in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.examples import Example, Given, Option, Prediction, Shown, Status
from evals.run_folder import RunFolder

CHOICES = (Option("A", "water"), Option("B", "rest"), Option("C", "salt"), Option("D", "both"))
GOUT = Given("Gout is a painful kind of arthritis.", "Gout", "gout 1")
FLU = Given("Influenza brings fever  and cough.\nMost people recover.", "Influenza")


def question(name: str, gold: str = "A", passages: Sequence[Given] = ()) -> Example:
    return Example(name, f"What helps with {name}?", (gold,), CHOICES, tuple(passages), kind="plain")


def answer(
    name: str,
    arm: str,
    said: str = "B",
    status: Status = Status.ANSWERED,
    evidence: Sequence[Shown] = (),
    raw: str = "",
) -> Prediction:
    chosen = said if status is Status.ANSWERED else ""
    return Prediction(name, arm, status, chosen, raw or said, {"A": 0.25, "B": 0.75}, evidence=tuple(evidence))


def shown(passage_id: str, score: float = 0.0, doc_id: str = "", text: str = "words") -> Shown:
    return Shown(passage_id, doc_id, "", text, score)


def write_run(
    folder: Path,
    tasks: Mapping[str, tuple[Sequence[Example], Sequence[Prediction]]],
    arms: Sequence[str] = ("none", "retrieval"),
    model: str = "/models/my model",
) -> Path:
    """A run of these examples and predictions, whole or not."""
    entries = {name: {"arms": list(arms), "solver": "likelihood 1", "data": "x"} for name in tasks}
    run = RunFolder.begin(folder, {"run_id": "r", "identity": {"model": model}, "tasks": entries})
    for name, (examples, predictions) in tasks.items():
        run.keep_examples(name, examples)
        with run.appending(name) as log:
            for prediction in predictions:
                log.add(prediction)
    return folder
