"""Words of short answers, by SQuAD's definitions."""

from __future__ import annotations

import pytest

from evals.scoring.squad import SpanScorer, exact_match, normalized, token_f1
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example, refused


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The Beta-2 agonist.", "beta2 agonist"),
        ("  an   apple\na day ", "apple day"),
        ("(A) theatre", "theatre"),  # an article is a word, not a letter
        ("a", ""),
        ("20–30 mg", "20–30 mg"),  # only ASCII punctuation goes
        ("don't", "dont"),
        ("and/or the", "andor"),
    ],
)
def test_normalized(text: str, same: str) -> None:
    assert normalized(text) == same


def test_token_f1_worked_by_hand() -> None:
    # said: daily low dose aspirin; answer: low dose aspirin therapy → 3 shared of 4 and 4
    assert token_f1("daily low-dose aspirin", ["low-dose aspirin therapy"]) == pytest.approx(2 * 2 / (3 + 3))
    assert token_f1("daily low dose aspirin", ["low dose aspirin therapy"]) == 3 / 4
    # a repeated word is shared as often as both have it
    assert token_f1("pain pain pain", ["pain pain relief"]) == pytest.approx(2 / 3)
    assert token_f1("rest", ["ice"]) == 0


def test_the_best_of_several_answers_counts() -> None:
    assert token_f1("low dose aspirin", ["aspirin", "low dose aspirin"]) == 1
    assert exact_match("The aspirin!", ["ibuprofen", "Aspirin"]) == 1
    assert exact_match("aspirin tablets", ["ibuprofen", "Aspirin"]) == 0


@pytest.mark.parametrize(("said", "right"), [("", 1.0), ("the", 1.0), ("aspirin", 0.0)])
def test_where_there_is_no_answer_only_saying_nothing_is_right(said: str, right: float) -> None:
    assert token_f1(said, [""]) == exact_match(said, [""]) == right
    assert token_f1(said, ["the", "."]) == exact_match(said, ["the", "."]) == right


def test_an_empty_answer_beside_a_real_one_does_not_count() -> None:
    assert token_f1("", ["", "aspirin"]) == exact_match("", ["", "aspirin"]) == 0


def test_the_scorer() -> None:
    scorer: Scorer = SpanScorer()
    assert scorer.score(example("low dose"), answered("low")).values == {
        "token_f1": pytest.approx(2 / 3),
        "exact_match": 0.0,
    }
    for nothing in (abstained("I found nothing."), refused("No.")):
        assert scorer.score(example("low dose"), nothing).values == {"token_f1": 0.0, "exact_match": 0.0}


def test_abstaining_is_right_where_there_is_no_answer() -> None:
    for unanswerable in (example(""), example(details={"is_impossible": True})):
        assert SpanScorer().score(unanswerable, abstained("I found nothing.")).values == {
            "token_f1": 1.0,
            "exact_match": 1.0,
        }
        assert SpanScorer().score(unanswerable, answered("aspirin")).values == {"token_f1": 0.0, "exact_match": 0.0}


def test_an_example_that_says_nothing_of_its_answer_is_unscored() -> None:
    for unknown in (example(), example(details={"is_impossible": False})):
        assert SpanScorer().score(unknown, abstained()).values == {"token_f1": None, "exact_match": None}
