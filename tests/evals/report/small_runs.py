"""Runs whose figures are written down by hand."""

from __future__ import annotations

from dataclasses import replace

from evals.examples import Arm, Example, Option, Prediction, Score, Shown, Status
from evals.results import (
    ArmResult,
    Bin,
    Comparison,
    Estimate,
    Item,
    RiskPoint,
    RunResult,
    Slice,
    TaskResult,
)

OPTIONS = (Option("A", "Rest"), Option("B", "Ice"))
BINS = (Bin(0.5, 0.6, 4, 0.6, 0.5), Bin(0.6, 0.7, 0, 0.0, 0.0), Bin(0.8, 0.9, 6, 0.9, 1.0))  # ECE: (4·0.1 + 6·0.1) / 10
CURVE = (RiskPoint(0.25, 0.0), RiskPoint(0.5, 0.5), RiskPoint(1.0, 0.25))
# Retrieval is better in "choice" beyond doubt, and in "advice" perhaps; there "grade" fell, and lower is better.
SURE = Comparison("choice", "accuracy", "retrieval", "none", 0.25, 0.1, 0.4, 0.0004, 0.0012, 40)
OPEN = Comparison("advice", "token F1", "retrieval", "none", 0.05, -0.02, 0.12, 0.31, 0.31, 12)
FELL = Comparison("advice", "grade", "this run retrieval", "baseline retrieval", -1.5, -2.5, -0.5, 0.004, 0.008, 12)


def run() -> RunResult:
    """Two tasks: `choice` with classes and everything that can be plotted, `advice` with few items."""
    return RunResult(
        run_id="spring",
        started="2026-11-22T14:03:09+00:00",
        seconds=3725.0,
        identity={"model": "osler", "model_sha256": "0123456789abcdef" * 4, "torch": "2.9"},
        settings={"seed": 7, "decoding": {"greedy": True}},
        tasks=(_choice(), _advice()),
    )


def before() -> RunResult:
    """An older run of the same tasks, of another model."""
    one = run()
    arm = replace(one.tasks[0].arms["none"], estimates={"accuracy": Estimate(0.333, 0.222, 0.444, 40, 40)})
    choice = replace(one.tasks[0], arms={"none": arm}, data_sha256="0" * 64)
    return replace(one, run_id="winter", identity={"model": "older"}, tasks=(choice, one.tasks[1]))


def _choice() -> TaskResult:
    none = ArmResult(
        arm=Arm.NONE,
        n=40,
        statuses={Status.ANSWERED: 30, Status.ABSTAINED: 5, Status.UNPARSED: 3, Status.ERROR: 2},
        estimates={"accuracy": Estimate(0.512, 0.401, 0.623, 40, 35), "ECE": Estimate(None, None, None, 40, 0)},
        slices=(Slice("kind", "drug", Estimate(0.25, 0.1, 0.4, 20, 18)), Slice("kind", "test", _of(0.75, 20))),
        confusion={"A": {"A": 9, "B": 1}, "B": {"A": 4, "B": 6, "neither": 2}},
        reliability=BINS,
        risk_coverage=CURVE,
        seconds=61.0,
    )
    retrieval = replace(
        none, arm=Arm.RETRIEVAL, estimates={"accuracy": Estimate(0.762, 0.651, 0.873, 40, 40), "ECE": _of(0.061, 40)}
    )
    arms = {"none": none, "retrieval": retrieval}
    sums = "f" * 64
    return TaskResult(
        "choice", "Choose one", "accuracy", frozenset({"ECE"}), arms, (SURE,), sums, ("Two items leaked.",)
    )


def _advice() -> TaskResult:
    estimates = {"token F1": Estimate(0.441, 0.331, 0.551, 12, 11), "grade": Estimate(9.25, 8.5, 10.0, 12, 12)}
    arms = {
        name: ArmResult(name, 12, {Status.ANSWERED: 11, Status.REFUSED: 1}, estimates) for name in ("none", "retrieval")
    }
    return TaskResult("advice", "Advise freely", "token F1", frozenset({"grade"}), arms, (OPEN,), "e" * 64)


def _of(value: float, n: int) -> Estimate:
    return Estimate(value, value - 0.05, value + 0.05, n, n)


def item(name: str, none: float | None, retrieval: float | None = None, measure: str = "accuracy") -> Item:
    """An item with what each arm scored; None is unscored."""
    example = Example(name, f"What of {name}?", ("B",), OPTIONS, kind="drug", topic="joints", turns=("And before?",))
    shown = (Shown("p1", "d1", "On ice", f"Ice helps {name}.", 3.5),)
    made = {
        "none": Prediction(name, "none", Status.ANSWERED if none is not None else Status.UNPARSED, "A", raw="It is A."),
        "retrieval": Prediction(name, "retrieval", Status.ERROR, error="it ran out of room", evidence=shown),
    }
    scores = {"none": Score(name, "none", {measure: none}), "retrieval": Score(name, "retrieval", {measure: retrieval})}
    return Item(example, made, scores)


ITEMS = {"choice": [item("q1", 1.0), item("q2", 0.0), item("q3", None), item("q4", 0.0, 1.0)]}
