"""Alerts against what is urgent, worked by hand and against scikit-learn."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from agent.answer import Alert, Tier
from evals.examples import Example, Prediction, Status
from evals.scoring.triage import NOT_URGENT, URGENT, TriageScorer

Pair = tuple[Example, Prediction]


def pair(urgent: bool | None, raised: Tier | None, wanted: Tier | None = None) -> Pair:
    """A message, and a conversation whose first reply raised an alert or none; the second always does."""
    answers = () if urgent is None else (URGENT if urgent else NOT_URGENT,)
    later = Alert("stroke", "T1", "Title", "Message", "later")
    first = Alert("burns", raised, "Title", "Message", "the kettle") if raised else None
    turns: tuple[dict[str, Any], ...] = tuple({"alert": one.to_json() if one else None} for one in (first, later))
    return Example("e", "q", answers, details={"tier": wanted}), Prediction("e", "r", Status.ANSWERED, turns=turns)


SILENT = (Example("e", "q", (URGENT,)), Prediction("e", "r", Status.ABSTAINED))
# Three of four emergencies are seen, one of them as too light; one of three look-alikes is taken for one.
PAIRS = [
    pair(True, "T1", "T2"),
    pair(True, "T3", "T2"),
    pair(True, "T2"),
    pair(True, None, "T1"),
    pair(False, None),
    pair(False, None),
    pair(False, "T2"),
    pair(None, "T1"),
    SILENT,
]


def measured(pairs: list[Pair]) -> dict[str, float | None]:
    return {measure.name: measure.of(pairs) for measure in TriageScorer().set_measures}


def test_a_set_worked_by_hand() -> None:
    assert measured(PAIRS) == {
        "sensitivity": pytest.approx(3 / 4),
        "specificity": pytest.approx(2 / 3),
        "f1": pytest.approx(3 / 4),
    }


def test_items() -> None:
    scores = [TriageScorer().score(*one) for one in PAIRS]
    assert [score.values["right"] for score in scores] == [1, 1, 1, 0, 1, 1, 0, None, None]
    assert [score.values["tier_right"] for score in scores] == [1, 0, None, 0, None, None, None, None, None]
    assert [score.note for score in scores] == [
        "",
        "only T3",
        "",
        "missed",
        "",
        "",
        "false alarm (T2, burns) by 'the kettle'",
        "there is no gold answer",
        "no reply",
    ]


def test_what_cannot_be_divided_is_none() -> None:
    assert measured([SILENT]) == {"sensitivity": None, "specificity": None, "f1": None}
    assert measured([pair(False, None)]) == {"sensitivity": None, "specificity": 1.0, "f1": None}


@pytest.mark.parametrize("seed", range(6))
def test_as_scikit_learn_counts(seed: int) -> None:
    from sklearn.metrics import f1_score, recall_score

    rng = Random(seed)
    rows = [(rng.random() < 0.5, rng.random() < 0.5) for _ in range(60)]
    truth, said = [urgent for urgent, _ in rows], [raised for _, raised in rows]
    assert measured([pair(urgent, "T1" if raised else None) for urgent, raised in rows]) == {
        "sensitivity": pytest.approx(recall_score(truth, said)),
        "specificity": pytest.approx(recall_score(truth, said, pos_label=False)),
        "f1": pytest.approx(f1_score(truth, said)),
    }
