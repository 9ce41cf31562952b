"""How long people wait, from the agent's own timings of each turn. Seconds by the clock of the machine that ran it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agent.answer import Answer
from evals.examples import Example, Prediction, Score
from evals.task import SetMeasure

Pairs = Sequence[tuple[Example, Prediction]]


@dataclass(frozen=True, slots=True)
class LatencyScorer:
    """`seconds`: the mean of an example's turns, whole answers. `first_sentence` likewise, of turns that say one.

    Over all turns besides: their median and 95th percentile. Lower is better.
    """

    measures: tuple[str, ...] = field(default=("seconds", "first_sentence"), init=False)
    lower_is_better: frozenset[str] = field(
        default=frozenset({"seconds", "first_sentence", "seconds_median", "seconds_p95"}), init=False
    )

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        return (
            SetMeasure("seconds_median", _quantile(0.5)),
            SetMeasure("seconds_p95", _quantile(0.95)),
        )

    def score(self, example: Example, prediction: Prediction) -> Score:
        values = {
            "seconds": _mean(_of(prediction, "total")),
            "first_sentence": _mean(_of(prediction, "first_sentence")),
        }
        return Score(prediction.example_id, prediction.arm, values)


def _of(prediction: Prediction, step: str) -> list[float]:
    timings = [Answer.from_json(turn).timings for turn in prediction.turns]
    return [timing[step] for timing in timings if step in timing]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _quantile(share: float) -> Callable[[Pairs], float | None]:
    def of(pairs: Pairs) -> float | None:
        import numpy as np

        values = [value for _, prediction in pairs for value in _of(prediction, "total")]
        return float(np.quantile(values, share)) if values else None

    return of
