"""Rankings of documents by ir-measures, query by query: what `osler eval retrieval` reports, as a scorer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from evals.beir import Judgement
from evals.examples import Example, Prediction, Score
from evals.measures import MEASURES, values_by_query
from evals.runs import Ranked, Ranking
from evals.task import SetMeasure


@dataclass(frozen=True, slots=True)
class RankingScorer:
    """`Prediction.answer` is a JSON list of [document, score], `details["judgements"]` the grades by document."""

    measures: tuple[str, ...] = field(default=MEASURES, init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        query = example.example_id
        judgements = [Judgement(query, doc_id, grade) for doc_id, grade in example.details["judgements"].items()]
        found = tuple(Ranked(doc_id, score) for doc_id, score in json.loads(prediction.answer))
        values = values_by_query(judgements, (Ranking(query, found),))[0]
        return Score(query, prediction.arm, dict(zip(MEASURES, map(float, values), strict=True)))
