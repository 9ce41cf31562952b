"""Does the model quote the right sentences, and abstain when none answers? Compared in one run with simpler ways to choose.

    python -m evals.quote_selection --data FILE [--model FOLDER] [--json]

FILE is JSONL: `question`; `passages`, each with `heading` and `sentences`; `relevant`, the [passage, sentence] pairs that
answer; `answerable`. Every way chooses as many sentences as the example has relevant ones (at most 4), so that precision
is compared at equal length; `chance` is the expectation of choosing blindly. Intervals are bootstrap, 95%, over examples.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from models.quoting import QuotingModel, Weighing
from models.training.held_out import read_examples
from models.training.weighing import Measured, measure, ranked, weighed

RESAMPLES = 1000
Choose = Callable[[Measured], np.ndarray]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ArmReport:
    """One way of choosing: precision at the number of relevant sentences, and how often the first choice is relevant."""

    precision: Figure
    first: Figure


@dataclass(frozen=True, slots=True)
class SelectionReport:
    """All ways on one file. `abstains` is the share of unanswerable questions abstained on at 10% false abstentions."""

    answerable: int
    unanswerable: int
    arms: dict[str, ArmReport]
    gain_over_likeness: Figure
    abstains: float | None


def report(measured: Sequence[Measured], weighing: Weighing) -> SelectionReport:
    """Score every arm on the same examples."""
    answerable = [m for m in measured if m.truth.any()]
    arms: dict[str, Choose] = {
        "first sentences": lambda m: -np.arange(len(m.truth), dtype=float),
        "likeness (MiniLM)": lambda m: m.features[:, 2],
        "language model": lambda m: m.features[:, 0],
        "osler (both)": lambda m: weighed(weighing, m),
    }
    scores = {name: [ranked(m, choose(m)) for m in answerable] for name, choose in arms.items()}
    chance = [(float(m.truth.mean()), float(m.truth.mean())) for m in answerable]
    every = {"chance": chance, **scores}
    gain = np.array([a[0] for a in scores["osler (both)"]]) - np.array([b[0] for b in scores["likeness (MiniLM)"]])
    return SelectionReport(
        len(answerable),
        len(measured) - len(answerable),
        {n: ArmReport(figure([p for p, _ in s]), figure([f for _, f in s])) for n, s in every.items()},
        figure(gain.tolist()),
        _abstains(measured, weighing),
    )


def _abstains(measured: Sequence[Measured], weighing: Weighing, false_abstentions: float = 0.1) -> float | None:
    best = np.array([float(weighed(weighing, m).max()) for m in measured])
    can = np.array([bool(m.truth.any()) for m in measured])
    if can.all() or not can.any():
        return None
    return float((best[~can] < np.quantile(best[can], false_abstentions)).mean())


def figure(values: Sequence[float], seed: int = 0) -> Figure:
    """Mean and bootstrap interval."""
    array = np.array(values)
    rng = np.random.default_rng(seed)
    means = array[rng.integers(0, len(array), (RESAMPLES, len(array)))].mean(1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Figure(round(float(array.mean()), 4), round(float(low), 4), round(float(high), 4))


def main(
    data: Annotated[Path, typer.Option(help="Examples as JSONL.")],
    model: Annotated[Path, typer.Option(help="A model trained by Osler's recipe.")] = Path("models/weights/quoter"),
    limit: Annotated[int, typer.Option(help="Use the first this many examples; 0 uses all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score how well sentences are chosen."""
    from models.encoder import PLAIN, open_encoder

    examples = read_examples(data)
    measured = measure(QuotingModel.load(model), open_encoder(PLAIN).encode, examples[:limit] if limit else examples)
    result = report(measured, Weighing.load(model))
    if as_json:
        typer.echo(json.dumps(asdict(result)))
        return
    typer.echo(f"{result.answerable} answerable and {result.unanswerable} unanswerable questions")
    for name, arm in result.arms.items():
        typer.echo(f"{name:20} precision {_shown(arm.precision)}   first sentence right {_shown(arm.first)}")
    typer.echo(f"osler less likeness, paired: {_shown(result.gain_over_likeness)}")
    if result.abstains is not None:
        typer.echo(f"abstains on {result.abstains:.0%} of the unanswerable at 10% false abstentions")


def _shown(f: Figure) -> str:
    return f"{f.value:.3f} [{f.low:.3f}, {f.high:.3f}]"


if __name__ == "__main__":
    typer.run(main)
