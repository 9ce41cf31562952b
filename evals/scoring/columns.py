"""Pairs of example and prediction as columns of numbers, so that a measure of a whole set takes a millisecond.

A bootstrap asks for the same predictions hundreds of times: each is read once, and a resample only picks rows. Knows nothing
of measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from evals.examples import Example, Prediction, Status

Pairs = Sequence[tuple[Example, Prediction]]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_NAN = float("nan")
_PREDICTION = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Items:
    """One row an item, as many as there were pairs: (n, 7). A property is a column: (n,)."""

    table: Floats

    @property
    def answered(self) -> NDArray[np.bool_]:
        return self.table[:, 0] > 0

    @property
    def right(self) -> Floats:
        """1 where the answer is right, 0 where it is wrong or there is none, NaN without a gold answer."""
        return self.table[:, 1]

    @property
    def sure(self) -> Floats:
        """The largest probability; NaN where there are none, or no answer to be right or wrong."""
        return self.table[:, 2]

    @property
    def error(self) -> Floats:
        """The squared error of the probabilities over all options; NaN like `sure`."""
        return self.table[:, 3]

    @property
    def confidence(self) -> Floats:
        """NaN where the solver gave none, or there is no answer to be right or wrong."""
        return self.table[:, 4]

    @property
    def gold(self) -> Ints:
        """The place of the gold answer among the classes; -1 where it is none of them."""
        return self.table[:, 5].astype(np.int64)

    @property
    def said(self) -> Ints:
        """The place of the answer among the classes; their number where it is none of them."""
        return self.table[:, 6].astype(np.int64)

    def where(self, kept: NDArray[np.bool_]) -> Items:
        return Items(self.table[kept])


class Reader:
    """Turns pairs into Items. A prediction is remembered, and so is what it was paired with: it has but one example."""

    def __init__(self, classes: Sequence[str] = ()) -> None:
        self._classes = {label: n for n, label in enumerate(classes)}
        self._rows: dict[int, int] = {}
        self._known: list[Prediction] = []  # alive, so that no other object gets the id of one of them
        self._table: Floats = np.empty((0, 7))

    def items(self, pairs: Pairs) -> Items:
        ids = list(map(id, map(_PREDICTION, pairs)))
        if not self._rows.keys() >= set(ids):
            self._learn(pairs)
        return Items(self._table[np.fromiter(map(self._rows.__getitem__, ids), np.int64, len(ids))])

    def _learn(self, pairs: Pairs) -> None:
        rows = []
        for example, prediction in pairs:
            if id(prediction) not in self._rows:
                self._rows[id(prediction)] = len(self._known)
                self._known.append(prediction)
                rows.append(self._row(example, prediction))
        self._table = np.concatenate([self._table, np.array(rows, dtype=np.float64)])

    def _row(self, example: Example, prediction: Prediction) -> tuple[float, ...]:
        answered = prediction.status is Status.ANSWERED
        judged = answered and bool(example.answers)
        sure = judged and bool(prediction.probabilities)
        nothing = len(self._classes)
        return (
            answered,
            float(judged and prediction.answer in example.answers) if example.answers else _NAN,
            max(prediction.probabilities.values()) if sure else _NAN,
            squared_error(example.answers[0], prediction) if sure else _NAN,
            prediction.confidence if judged and prediction.confidence is not None else _NAN,
            self._classes.get(example.answers[0], -1) if example.answers else -1,
            self._classes.get(prediction.answer, nothing) if answered else nothing,
        )


def squared_error(gold: str, prediction: Prediction) -> float:
    """The sum over options of (probability - 1 for the gold one, 0 for others) squared."""
    missed = 1.0 if gold not in prediction.probabilities else 0.0
    return missed + sum((p - (label == gold)) ** 2 for label, p in prediction.probabilities.items())
