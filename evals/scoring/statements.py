"""Free answers against statements that doctors wrote: comprehensiveness and hallucinations, as K-QA has them.

Manes et al. 2024 and the program of github.com/Itaymanes/K-QA: the answer is the premise, a statement the hypothesis.
Whether one entails or contradicts the other are functions that are given.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score
from evals.scoring.citations import Entails
from evals.scoring.said import answer_text
from evals.task import SetMeasure


@dataclass(frozen=True, slots=True)
class StatementScorer:
    """`comprehensiveness`: the share of `details["must_have"]` that the answer entails.

    `hallucinations`: how many of `details["must_have"]` and `details["nice_to_have"]` it contradicts, a number and not a
    share (lower is better). What was not answered entails and contradicts nothing: 0 and 0, as in K-QA's `Comp` and
    `Hall`; its `Comp_norm` and `Hall_norm` are over answered questions: `comprehensiveness_answered` and
    `hallucinations_answered`.
    """

    entails: Entails
    contradicts: Entails
    measures: tuple[str, ...] = field(
        default=("comprehensiveness", "hallucinations", "comprehensiveness_answered", "hallucinations_answered"),
        init=False,
    )
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(
        default=frozenset({"hallucinations", "hallucinations_answered"}), init=False
    )

    def score(self, example: Example, prediction: Prediction) -> Score:
        must, nice = (tuple(example.details.get(key, ())) for key in ("must_have", "nice_to_have"))
        if not must and not nice:
            return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), "there is no statement")
        answer = answer_text(prediction)
        entailed = [statement for statement in must if answer and self.entails(answer, statement)]
        contradicted = [one for one in (*must, *nice) if answer and self.contradicts(answer, one)]
        share = len(entailed) / len(must) if must else None
        values = {
            "comprehensiveness": share,
            "hallucinations": float(len(contradicted)),
            "comprehensiveness_answered": share if answer else None,
            "hallucinations_answered": float(len(contradicted)) if answer else None,
        }
        note = f"contradicted: {contradicted[0]!r}" if contradicted else ""
        return Score(prediction.example_id, prediction.arm, values, note)
