"""Short answers by their words, as SQuAD's official script for version 2.0 scores them (Rajpurkar et al. 2016, 2018).

An example is unanswerable where its only answer is "" (or its details say `is_impossible`): then saying nothing is right. An
example without answers that does not say so has no gold answer and is unscored.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score, Status
from evals.task import SetMeasure

_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class SpanScorer:
    """The best match over the acceptable answers. An abstention or a refusal says nothing."""

    measures: tuple[str, ...] = field(default=("token_f1", "exact_match"), init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        answers = example.answers or (("",) if example.details.get("is_impossible") else ())
        if not answers:
            return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), "there is no gold answer")
        said = prediction.answer if prediction.status is Status.ANSWERED else ""
        values = {"token_f1": token_f1(said, answers), "exact_match": exact_match(said, answers)}
        return Score(prediction.example_id, prediction.arm, values)


def normalized(text: str) -> str:
    """Lower case, without ASCII punctuation, the articles a, an and the, or extra space; in the script's order."""
    bare = text.lower().translate(_PUNCTUATION)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def exact_match(said: str, answers: Sequence[str]) -> float:
    """1 where the normalized text is one of the normalized answers, else 0."""
    return float(normalized(said) in map(normalized, _acceptable(answers)))


def token_f1(said: str, answers: Sequence[str]) -> float:
    """The best F1 of shared words over the answers; where one side has no words, 1 if both have none, else 0."""
    return max(_token_f1(normalized(said).split(), normalized(answer).split()) for answer in _acceptable(answers))


def _acceptable(answers: Sequence[str]) -> Sequence[str]:
    """Answers that are empty once normalized do not count; where that leaves none, only saying nothing is right."""
    return [answer for answer in answers if normalized(answer)] or [""]


def _token_f1(said: Sequence[str], answer: Sequence[str]) -> float:
    if not said or not answer:
        return float(not said and not answer)
    shared = (Counter(said) & Counter(answer)).total()
    return 2 * shared / (len(said) + len(answer))
