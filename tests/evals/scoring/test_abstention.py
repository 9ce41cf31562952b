"""Abstaining, worked by hand, against scikit-learn, and the threshold against trying every one."""

from __future__ import annotations

from math import isnan, nan
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.examples import Example, Prediction, Status
from evals.scoring.abstention import ANSWERABLE, UNANSWERABLE, AbstentionScorer, recall_at_false_abstentions

Pair = tuple[Example, Prediction]


def pair(
    can: bool,
    status: Status,
    confidence: float | None = None,
    sources: tuple[str, ...] = ("a",),
    surety: float | None = None,
) -> Pair:
    """A question that document "a" answers, or none; a reply that cites `sources`, after a doubtful one that cites "a"."""
    turns: tuple[dict[str, Any], ...] = tuple(
        {"sources": [{"doc_id": doc} for doc in docs], "surety": sure, "sentences": [{}] if docs else []}
        for docs, sure in ((("a",), 0.1), (sources, surety))
    )
    example = Example("e", "q", (ANSWERABLE if can else UNANSWERABLE,), details={"docs": ["a", "b"] if can else []})
    return example, Prediction("e", "retrieval", status, confidence=confidence, turns=turns)


YES, NO, REFUSED = Status.ANSWERED, Status.ABSTAINED, Status.REFUSED
# Of five answerable three are answered, two of them from a right document; of four unanswerable three are abstained from.
PAIRS = [
    pair(True, YES),
    pair(True, YES, sources=("z", "b")),
    pair(True, YES, sources=("z",)),
    pair(True, NO),
    pair(True, REFUSED, sources=()),
    pair(False, NO),
    pair(False, NO),
    pair(False, REFUSED),
    pair(False, YES),
]


def measured(pairs: list[Pair]) -> dict[str, float | None]:
    return {measure.name: measure.of(pairs) for measure in AbstentionScorer().set_measures}


def test_a_set_worked_by_hand() -> None:
    found = measured(PAIRS)
    assert found == {
        "abstention_precision": pytest.approx(3 / 5),
        "abstention_recall": pytest.approx(3 / 4),
        "abstention_f1": pytest.approx(2 / 3),
        "false_abstention": pytest.approx(2 / 5),
        "answered_right_source": pytest.approx(2 / 5),
        "undoubted": pytest.approx(1 / 4),
        "doubted": 0.0,
        "recall_at_10%": None,
    }


def test_doubt_worked_by_hand() -> None:
    """Of three unanswerable one is answered surely, of two answerable one with doubt; what is not answered has none."""
    known = [
        pair(True, YES, surety=0.49),
        pair(True, YES, sources=(), surety=0.1),
    ]  # the second an alert without quotes
    unknown = [pair(False, YES, surety=0.2), pair(False, NO, surety=0.2), pair(False, YES, surety=0.9)]
    found = measured([*known, *unknown])
    assert found["undoubted"] == pytest.approx(1 / 3) and found["doubted"] == pytest.approx(1 / 2)


def test_items() -> None:
    scores = [AbstentionScorer().score(*one) for one in PAIRS]
    assert [score.values["right"] for score in scores] == [1, 1, 1, 0, 0, 1, 1, 1, 0]
    assert (scores[3].note, scores[8].note) == ("not answered", "answered what it cannot know")
    assert {score.note for score in scores if score.values["right"]} == {""}
    assert AbstentionScorer().lower_is_better == {"false_abstention", "undoubted", "doubted"}


def test_what_cannot_be_divided_is_none() -> None:
    assert set(measured([]).values()) == {None}
    only = measured([pair(True, YES)])
    assert (only["abstention_precision"], only["abstention_recall"], only["abstention_f1"]) == (None, None, None)
    assert (only["false_abstention"], only["answered_right_source"]) == (0.0, 1.0)


def test_the_threshold_worked_by_hand() -> None:
    # Ten answerable with confidences 1 to 10: one may be given up, so the threshold is 2. Three of four lie below it.
    can = [pair(True, YES, float(n)) for n in range(1, 11)]
    cannot = [pair(False, YES, confidence) for confidence in (0.0, 1.0, 1.9, 2.0)]
    assert recall_at_false_abstentions([*can, *cannot]) == 0.75
    assert recall_at_false_abstentions([*can[:9], *cannot]) == 0.25  # of nine, none may be given up: the threshold is 1
    assert recall_at_false_abstentions([*can, *cannot, pair(True, YES)]) is None
    assert recall_at_false_abstentions(can) is None


SOME = st.lists(
    st.tuples(st.booleans(), st.sampled_from((YES, NO, REFUSED)), st.integers(0, 6)), min_size=1, max_size=40
)


@pytest.mark.parametrize("seed", range(6))
def test_as_scikit_learn_counts(seed: int) -> None:
    from sklearn.metrics import precision_recall_fscore_support

    rng = Random(seed)
    rows = [(rng.random() < 0.5, rng.choice((YES, YES, NO, REFUSED))) for _ in range(rng.randint(1, 60))]
    truth = [not can for can, _ in rows]
    said = [status is not YES for _, status in rows]
    theirs = precision_recall_fscore_support(truth, said, average="binary", zero_division=nan)
    found = measured([pair(can, status) for can, status in rows])
    ours = (found["abstention_precision"], found["abstention_recall"], found["abstention_f1"])
    assert ours == tuple(None if isnan(value) else pytest.approx(value) for value in theirs[:3])


@given(SOME)
def test_the_threshold_is_the_best_of_all(rows: list[tuple[bool, Status, int]]) -> None:
    pairs = [pair(can, status, float(confidence)) for can, status, confidence in rows]
    can = [confidence for answerable, _, confidence in rows if answerable]
    cannot = [confidence for answerable, _, confidence in rows if not answerable]
    # Above the surest answerable question every threshold gives up all of them, so none lies higher than it.
    tried = [
        sum(confidence < threshold for confidence in cannot) / len(cannot)
        for threshold in (range(max(can) + 1) if can and cannot else ())
        if sum(confidence < threshold for confidence in can) <= 0.1 * len(can)
    ]
    assert recall_at_false_abstentions(pairs) == (pytest.approx(max(tried)) if tried else None)
