"""Choosing one option or class: accuracy, F1, calibration, and what confidence is worth.

Pure numbers over pairs of example and prediction; knows nothing of how a choice was made or read. An item without a gold
answer is unscored. An abstention or refusal is a choice of nothing: it misses its class and is no false alarm of another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evals.examples import Example, Prediction, Score, Status
from evals.results import Bin, RiskPoint
from evals.scoring.columns import Floats, Items, Pairs, Reader
from evals.task import SetMeasure

BINS = 10  # of equal width, as Guo et al. 2017 report the calibration error
_MOST_POINTS = 200  # of a drawn curve


@dataclass(frozen=True, slots=True)
class ChoiceScorer:
    """`accuracy` counts an abstention as 0, `accuracy_answered` leaves it out.

    With `classes` (yes, no, maybe) also F1 by class and over classes, as scikit-learn defines them. Over classes means
    over those that occur among the gold answers or the predictions; what is then 0/0 is None. Measures of calibration
    need probabilities and `aurc` needs a confidence: they are over the answered items that have them. `coverage` is the
    share answered of what was answered, abstained or refused.
    """

    classes: tuple[str, ...] = ()
    measures: tuple[str, ...] = field(default=("accuracy", "accuracy_answered"), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset({"ECE", "Brier", "aurc"}), init=False)

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        """They share what they read, so that a bootstrap reads each prediction once."""
        reader = Reader(self.classes)
        measures = {**self._class_measures(), "ECE": _ece, "Brier": _brier, "coverage": _coverage, "aurc": _aurc}
        return tuple(_set_measure(name, of, reader) for name, of in measures.items())

    def _class_measures(self) -> dict[str, _Of]:
        if not self.classes:
            return {}
        over = {"macro_f1": _macro_f1, "micro_f1": _micro_f1, "weighted_f1": _weighted_f1}
        each = {"f1": _f1s, "precision": _precisions, "recall": _recalls}
        classes = len(self.classes)
        return {name: _over_classes(of, classes) for name, of in over.items()} | {
            f"{name}[{label}]": _of_class(of, n, classes)
            for n, label in enumerate(self.classes)
            for name, of in each.items()
        }

    def score(self, example: Example, prediction: Prediction) -> Score:
        if not example.answers:
            return self._unscored(prediction, "there is no gold answer")
        if self.classes and example.answers[0] not in self.classes:
            return self._unscored(prediction, f"the gold answer {example.answers[0]!r} is none of the classes")
        answered = prediction.status is Status.ANSWERED
        right = float(answered and prediction.answer in example.answers)
        values = {"accuracy": right, "accuracy_answered": right if answered else None}
        return Score(prediction.example_id, prediction.arm, values)

    def _unscored(self, prediction: Prediction, note: str) -> Score:
        return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), note)


def confusion(pairs: Pairs) -> dict[str, dict[str, int]]:
    """How often each gold answer met each prediction. What was not answered stands under its status ("abstained")."""
    counted: dict[str, dict[str, int]] = {}
    for example, prediction in pairs:
        if example.answers:
            row = counted.setdefault(example.answers[0], {})
            said = prediction.answer if prediction.status is Status.ANSWERED else prediction.status.value
            row[said] = row.get(said, 0) + 1
    return counted


def reliability(pairs: Pairs, bins: int = BINS) -> tuple[Bin, ...]:
    """The bins of [0, 1] that hold predictions, by the largest probability; the last includes 1."""
    items = _sure(Reader().items(pairs))
    places = _bins(items, bins)
    return tuple(
        Bin(n / bins, (n + 1) / bins, int(held.sum()), float(items.sure[held].mean()), float(items.right[held].mean()))
        for n in range(bins)
        if (held := places == n).any()
    )


def risk_coverage(pairs: Pairs) -> tuple[RiskPoint, ...]:
    """The share of wrong answers when only the surest are given, from few to all; one point a confidence, thinned to 200."""
    items = _surest_first(Reader().items(pairs))
    n = len(items.table)
    if not n:
        return ()
    ends = np.append(_starts(items.confidence)[1:], n)  # as many answers as are given at each threshold
    if len(ends) > _MOST_POINTS:
        ends = ends[np.linspace(0, len(ends) - 1, _MOST_POINTS).round().astype(np.int64)]
    risks = np.cumsum(1 - items.right)[ends - 1] / ends
    return tuple(RiskPoint(float(end / n), float(risk)) for end, risk in zip(ends, risks, strict=True))


_Of = Callable[[Items], float | None]


def _set_measure(name: str, of: _Of, reader: Reader) -> SetMeasure:
    return SetMeasure(name, lambda pairs: of(reader.items(pairs)))


# --- calibration and confidence


def _ece(items: Items, bins: int = BINS) -> float | None:
    """Expected calibration error: |accuracy - confidence| of each bin, weighted by what it holds (Naeini et al. 2015)."""
    known = _sure(items)
    if not len(known.table):
        return None
    gaps = np.bincount(_bins(known, bins), weights=known.right - known.sure)
    return float(np.abs(gaps).sum() / len(known.table))


def _brier(items: Items) -> float | None:
    """The mean squared error of the probabilities, summed over options: from 0 to 2 (Brier 1950)."""
    known = _sure(items)
    return float(known.error.mean()) if len(known.table) else None


def _coverage(items: Items) -> float | None:
    return float(items.answered.mean()) if len(items.table) else None


def _aurc(items: Items) -> float | None:
    """The area under the risk–coverage curve: the mean risk of the k surest answers over all k (Geifman et al. 2019).

    Answers of the same confidence share their errors evenly, which is the mean over all orders they could stand in.
    """
    ordered = _surest_first(items)
    n = len(ordered.table)
    if not n:
        return None
    starts = _starts(ordered.confidence)
    sizes = np.diff(np.append(starts, n))
    shared = np.repeat(np.add.reduceat(1 - ordered.right, starts) / sizes, sizes)
    return float(np.mean(np.cumsum(shared) / np.arange(1, n + 1)))


def _sure(items: Items) -> Items:
    return items.where(~np.isnan(items.sure))


def _bins(items: Items, bins: int) -> NDArray[np.int64]:
    return np.digitize(items.sure, np.arange(1, bins) / bins)


def _surest_first(items: Items) -> Items:
    known = items.where(~np.isnan(items.confidence))
    return Items(known.table[np.argsort(-known.confidence, kind="stable")])


def _starts(ordered: Floats) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))


# --- over classes


@dataclass(frozen=True, slots=True)
class _Counts:
    """Of each class: how often it was right, predicted, and gold: (classes,) each."""

    right: Floats
    predicted: Floats
    gold: Floats


def _counted(items: Items, classes: int) -> _Counts:
    """Items whose gold answer is no class are left out, as `score` leaves them unscored."""
    known = items.where(items.gold >= 0)
    width = classes + 1  # the last column holds what is no class: another answer, or none
    met = np.bincount(known.gold * width + known.said, minlength=classes * width)
    table = met.reshape(classes, width).astype(np.float64)
    return _Counts(table.diagonal(), table[:, :classes].sum(0), table.sum(1))


def _over_classes(of: Callable[[_Counts], float], classes: int) -> _Of:
    def measure(items: Items) -> float | None:
        counts = _counted(items, classes)
        return of(counts) if counts.gold.sum() else None

    return measure


def _of_class(of: Callable[[_Counts], Floats], n: int, classes: int) -> _Of:
    def measure(items: Items) -> float | None:
        value = float(of(_counted(items, classes))[n])
        return None if np.isnan(value) else value

    return measure


def _macro_f1(counts: _Counts) -> float:
    return float(np.nanmean(_f1s(counts)))


def _micro_f1(counts: _Counts) -> float:
    return float(2 * counts.right.sum() / (counts.predicted.sum() + counts.gold.sum()))


def _weighted_f1(counts: _Counts) -> float:
    return float(np.nansum(_f1s(counts) * counts.gold) / counts.gold.sum())


def _f1s(counts: _Counts) -> Floats:
    return _ratio(2 * counts.right, counts.predicted + counts.gold)


def _precisions(counts: _Counts) -> Floats:
    return _ratio(counts.right, counts.predicted)


def _recalls(counts: _Counts) -> Floats:
    return _ratio(counts.right, counts.gold)


def _ratio(above: Floats, below: Floats) -> Floats:
    """NaN where there is nothing to divide by."""
    ratio: Floats = np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)
    return ratio
