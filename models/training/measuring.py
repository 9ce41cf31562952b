"""What a model chooses on judged examples that it never saw, by its own log-odds alone: no likeness, no cross-encoder, no
place in the ranking.

So it can be told on a machine that has the model and nothing else. With the other signs beside it a model does better:
`osler train weigh` adds them afterwards. Knows nothing of how the model was trained.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.prompt import PromptPassage
from models.quoting import QuotingModel, Weighing
from models.training.judged import JudgedExample
from models.training.weighing import Measured, fit, measure, precision_f1, surety
from models.verdicts import Verdict

ALLOWED = 0.10  # of the answerable questions: may be left unanswered where abstention is measured
RESAMPLES = 2000

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was found on `scored` of `examples`, each share with a 95% interval (percentile bootstrap over the questions).

    `f1` and `precision` are means over the answerable questions, an abstention counting 0. `abstained` is the share of
    the unanswerable ones left unanswered at the fitted threshold, `falsely` that of the answerable ones;
    `abstained_at_tenth` is the former where the threshold leaves a tenth of these same answerable ones unanswered. None
    where there was no such question.
    """

    examples: int
    scored: int
    answerable: int
    f1: float | None
    f1_interval: tuple[float, float] | None
    precision: float | None
    abstained: float | None
    abstained_interval: tuple[float, float] | None
    falsely: float | None
    abstained_at_tenth: float | None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def measure_alone(
    model: QuotingModel, examples: Sequence[JudgedExample], in_time: Callable[[], bool] = lambda: True
) -> list[Measured]:
    """Every example as the model reads it, as long as there is time; what is not the model's own counts nothing."""
    found: list[Measured] = []
    for one in measure(model, _unlike, _undecided, examples):
        found.append(_alone(one))
        if not in_time():
            break
    return found


def weigh_alone(measured: Sequence[Measured]) -> Weighing:
    """Fitted to the model's own log-odds; as they are where no example is answerable."""
    return fit(measured) if any(one.answerable for one in measured) else Weighing()


def chosen(measured: Sequence[Measured], weighing: Weighing, examples: int) -> Chosen:
    """What would be quoted and what left unanswered, with that weighing."""
    sure = np.array([surety(weighing, one) for one in measured])
    answerable = np.array([one.answerable for one in measured], dtype=bool)
    abstains = sure < weighing.abstain_below
    pairs = np.array(
        [
            (0.0, 0.0) if left else precision_f1(one, weighing)
            for one, left in zip(measured, abstains, strict=True)
            if one.answerable
        ]
    ).reshape(-1, 2)
    refused = abstains[~answerable].astype(float)
    return Chosen(
        examples,
        len(measured),
        int(answerable.sum()),
        _mean(pairs[:, 1]),
        interval(pairs[:, 1]),
        _mean(pairs[:, 0]),
        _mean(refused),
        interval(refused),
        _mean(abstains[answerable].astype(float)),
        _at_tenth(sure, answerable),
    )


def interval(values: Array) -> tuple[float, float] | None:
    """95% percentile bootstrap interval of the mean; None of nothing."""
    if not len(values):
        return None
    drawn = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.quantile(values[drawn].mean(1), (0.025, 0.975)).tolist()
    return low, high


def _unlike(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros((len(texts), 1), np.float32)


def _undecided(question: str, passages: Sequence[PromptPassage]) -> list[Verdict]:
    return [Verdict(0.0, (0.0,) * len(one.sentences)) for one in passages]


def _alone(measured: Measured) -> Measured:
    """The place of a passage and the number of passages are search's doing, not the model's."""
    own, sure = measured.features.copy(), measured.sureness.copy()
    own[:, 2:] = 0.0
    sure[2:] = 0.0
    return replace(measured, features=own, sureness=sure)


def _at_tenth(sure: Array, answerable: NDArray[np.bool_]) -> float | None:
    if answerable.all() or not answerable.any():
        return None
    return float((sure[~answerable] < np.quantile(sure[answerable], ALLOWED)).mean())


def _mean(values: Array) -> float | None:
    return float(values.mean()) if len(values) else None
