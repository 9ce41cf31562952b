"""The documents that a search found, by BioASQ's official measures. Knows nothing of how they were found."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score
from evals.scoring.bioasq import average_precision, documents_match, geometric_mean
from evals.task import SetMeasure


@dataclass(frozen=True, slots=True)
class DocumentScorer:
    """MAP, precision, recall and F1 of the first ten documents, and GMAP over all questions.

    `Prediction.answer` is a JSON list of ids, `details["documents"]` the relevant ones; `same` brings both to one form.
    """

    same: Callable[[str], str]
    measures: tuple[str, ...] = field(default=("map", "precision", "recall", "f1"), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        return (SetMeasure("gmap", lambda pairs: geometric_mean([self._average(*pair) for pair in pairs])),)

    def score(self, example: Example, prediction: Prediction) -> Score:
        relevant = self._relevant(example)
        if not relevant:
            values: dict[str, float | None] = dict.fromkeys(self.measures)
            return Score(prediction.example_id, prediction.arm, values, "no document is known to be relevant")
        match = documents_match(self._found(prediction), relevant)
        f1 = 2 * match.precision * match.recall / (match.precision + match.recall) if match.precision else 0.0
        return Score(
            prediction.example_id,
            prediction.arm,
            {
                "map": self._average(example, prediction),
                "precision": match.precision,
                "recall": match.recall,
                "f1": f1,
            },
        )

    def _average(self, example: Example, prediction: Prediction) -> float:
        return average_precision(self._found(prediction), self._relevant(example))

    def _found(self, prediction: Prediction) -> Sequence[str]:
        return [self.same(name) for name in json.loads(prediction.answer or "[]")]

    def _relevant(self, example: Example) -> Sequence[str]:
        return [self.same(name) for name in example.details.get("documents", ())]
