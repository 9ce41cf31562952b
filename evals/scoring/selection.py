"""Were the right sentences chosen? Precision, recall and F1 of spans, ROUGE-L against reference answers, and abstention."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score, Status
from evals.scoring.abstention import ANSWERABLE, recall_at_false_abstentions
from evals.scoring.rouge import rouge_l
from evals.task import SetMeasure

Span = Sequence[int]  # passage, start, end
Pairs = Sequence[tuple[Example, Prediction]]


@dataclass(frozen=True, slots=True)
class SelectionScorer:
    """Of answerable items. `precision`: the share of chosen sentences that overlap a relevant span; `recall`: the share of
    relevant spans that a chosen sentence overlaps; `first`: whether the first chosen is relevant; `rougeL_f1`: F1 against the
    best of the references. Choosing nothing is 0 in all. Over the set besides: the share of unanswerable questions
    abstained on as shipped, of answerable ones wrongly so, and the former at a threshold with 10% of the latter.

    What stands in several passages in the same words counts once: who quotes it once has said it, and who quotes it three
    times has said no more.
    """

    measures: tuple[str, ...] = field(default=("f1", "precision", "recall", "first", "rougeL_f1"), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset({"false_abstention"}), init=False)

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        return (
            SetMeasure("abstention_recall", lambda pairs: _abstained(pairs, answerable=False)),
            SetMeasure("false_abstention", lambda pairs: _abstained(pairs, answerable=True)),
            SetMeasure("abstention_recall_at_10%", recall_at_false_abstentions),
        )

    def score(self, example: Example, prediction: Prediction) -> Score:
        values: dict[str, float | None] = dict.fromkeys(self.measures)
        if example.answers != (ANSWERABLE,):
            return Score(prediction.example_id, prediction.arm, values, "nothing answers it")
        relevant, chosen = example.details["relevant"], json.loads(prediction.answer or "[]")
        if relevant:
            wanted, said = _by_words(example, relevant), _by_words(example, chosen)
            hits = [words in wanted or _any_overlap(spans, relevant) for words, spans in said.items()]
            found = [words in said or _any_overlap(spans, chosen) for words, spans in wanted.items()]
            precision, recall = sum(hits) / len(hits) if hits else 0.0, sum(found) / len(found)
            values |= {
                "precision": precision,
                "recall": recall,
                "f1": 2 * precision * recall / (precision + recall) if precision else 0.0,
                "first": float(bool(hits) and hits[0]),
            }
        if example.details["reference"]:
            values["rougeL_f1"] = max(rouge_l(prediction.raw, one).f1 for one in example.details["reference"])
        return Score(prediction.example_id, prediction.arm, values)


def _by_words(example: Example, spans: Sequence[Span]) -> dict[tuple[str, ...], list[Span]]:
    """The spans by what they say, in the order given."""
    found: dict[tuple[str, ...], list[Span]] = {}
    for span in spans:
        text = example.passages[span[0]].text[span[1] : span[2]]
        found.setdefault(tuple(re.findall(r"\w+", text.lower())), []).append(span)
    return found


def _any_overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(_overlap(one, other) for one in some for other in others)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _abstained(pairs: Pairs, *, answerable: bool) -> float | None:
    own = [p.status is not Status.ANSWERED for e, p in pairs if (e.answers == (ANSWERABLE,)) is answerable]
    return sum(own) / len(own) if own else None
