"""BioASQ's measures on cases worked by hand from the organisers' definitions."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.examples import Example, Prediction
from evals.scoring.bioasq import (
    EPSILON,
    FactoidScorer,
    Found,
    ListScorer,
    Snippet,
    YesNoScorer,
    average_precision,
    documents_match,
    geometric_mean,
    list_match,
    mean,
    merged,
    reciprocal_rank,
    snippets_match,
)
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example, refused

# --- yes or no


def yes_no(name: str, pairs: Sequence[tuple[Example, Prediction]]) -> float | None:
    return {measure.name: measure.of for measure in YesNoScorer().set_measures}[name](pairs)


def yes_no_pairs(said: str) -> list[tuple[Example, Prediction]]:
    """ "yy yn n-": gold, then what was said; "-" abstains."""
    gold = {"y": "yes", "n": "no"}
    return [(example(gold[one[0]]), answered(gold[one[1]]) if one[1] in gold else abstained()) for one in said.split()]


def test_yes_and_no_worked_by_hand() -> None:
    pairs = yes_no_pairs("yy yy yn nn ny")
    # yes: 2 right, 1 missed, 1 taken for it; no: 1 right, 1 missed, 1 taken for it
    assert yes_no("f1_yes", pairs) == 2 * 2 / (2 * 2 + 1 + 1)
    assert yes_no("f1_no", pairs) == 2 * 1 / (2 * 1 + 1 + 1)
    assert yes_no("macro_f1", pairs) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_an_abstention_counts_as_the_other_class() -> None:
    for name in ("f1_yes", "f1_no", "macro_f1"):
        assert yes_no(name, yes_no_pairs("yy yn nn y-")) == yes_no(name, yes_no_pairs("yy yn nn yn"))


def test_a_class_that_is_never_right_has_an_f1_of_0_and_no_question_none() -> None:
    assert yes_no("f1_no", yes_no_pairs("yy yy")) == 0
    assert yes_no("macro_f1", yes_no_pairs("yy yy")) == 1 / 2
    assert yes_no("macro_f1", []) is None
    assert yes_no("macro_f1", [(example(), answered("yes"))]) is None


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["yy", "yn", "ny", "nn"]), min_size=1))
def test_f1_is_scikit_learns_where_all_was_answered(said: list[str]) -> None:
    from sklearn.metrics import f1_score

    gold, predicted = [one[0] for one in said], [one[1] for one in said]
    expected = f1_score(gold, predicted, labels=["y", "n"], average=None, zero_division=0.0)
    pairs = yes_no_pairs(" ".join(said))
    assert [yes_no("f1_yes", pairs), yes_no("f1_no", pairs)] == pytest.approx(list(expected))


def test_yes_no_accuracy() -> None:
    scorer: Scorer = YesNoScorer()
    assert scorer.score(example("yes"), answered("yes")).values == {"accuracy": 1.0}
    assert scorer.score(example("yes"), answered("no")).values == {"accuracy": 0.0}
    assert scorer.score(example("no"), refused()).values == {"accuracy": 0.0}
    assert scorer.score(example("maybe"), answered("yes")).values == {"accuracy": None}
    assert scorer.score(example(), answered("yes")).values == {"accuracy": None}


# --- names


def names(*said: str) -> Prediction:
    return answered(json.dumps(said))


GENES = example(details={"exact": [["BRCA1", "RNF53"], ["TP53", "p53"], ["ATM"]]})


@pytest.mark.parametrize(
    ("said", "mrr"),
    [
        (["p53", "x"], 1.0),
        (["x", " BRCA1 "], 1 / 2),
        (["x", "x", "x", "x", "atm"], 1 / 5),
        (["x", "x", "x", "x", "x", "atm"], 0.0),  # the sixth is not looked at
        (["BRCA"], 0.0),
        ([], 0.0),
    ],
)
def test_factoids(said: list[str], mrr: float) -> None:
    scorer: Scorer = FactoidScorer()
    values = scorer.score(GENES, names(*said)).values
    assert values == {"mrr": mrr, "strict_accuracy": float(mrr == 1), "lenient_accuracy": float(mrr > 0)}


@pytest.mark.parametrize(
    ("said", "precision", "recall"),
    [
        (["brca1", "p53", "x"], 2 / 3, 2 / 3),
        (["BRCA1", "RNF53", "ATM"], 2 / 3, 2 / 3),  # a second synonym is wrong
        (["ATM", "ATM"], 1 / 2, 1 / 3),
        (["x"], 0.0, 0.0),
        ([], 0.0, 0.0),
    ],
)
def test_lists(said: list[str], precision: float, recall: float) -> None:
    scorer: Scorer = ListScorer()
    f1 = 2 * precision * recall / (precision + recall) if precision else 0.0
    expected = {"f1": f1, "precision": precision, "recall": recall}
    assert scorer.score(GENES, names(*said)).values == pytest.approx(expected)


def test_one_name_is_enough_for_two_answers_that_share_it() -> None:
    shared = [frozenset({"insulin", "actrapid"}), frozenset({"insulin", "novorapid"})]
    assert list_match(["insulin"], shared) == Found(1.0, 1.0)
    assert list_match(["actrapid"], shared) == Found(1.0, 1 / 2)
    assert list_match(["insulin", "novorapid"], shared) == Found(1.0, 1.0)


def test_an_answer_may_be_one_text_instead_of_synonyms() -> None:
    gold = example(details={"exact": ["Insulin"]})
    assert FactoidScorer().score(gold, names("insulin")).values["mrr"] == 1.0


@pytest.mark.parametrize("scorer", [FactoidScorer(), ListScorer()])
def test_what_cannot_be_scored_is_not_wrong(scorer: Scorer) -> None:
    for said in ("insulin", '{"a": 1}', "[1, 2]", "", '"insulin"'):
        score = scorer.score(GENES, answered(said))
        assert set(score.values.values()) == {None}
        assert "JSON" in score.note
    assert set(scorer.score(example(), names("insulin")).values.values()) == {None}


@pytest.mark.parametrize("scorer", [FactoidScorer(), ListScorer()])
def test_what_was_not_answered_names_nothing(scorer: Scorer) -> None:
    for nothing in (abstained("[]"), refused()):
        assert set(scorer.score(GENES, nothing).values.values()) == {0.0}


@given(st.lists(st.sampled_from("abcxyz"), max_size=8))
def test_measures_of_names_agree_with_each_other(said: list[str]) -> None:
    exact = [frozenset({"a", "b"}), frozenset({"c"})]
    found, rank = list_match(said, exact), reciprocal_rank(said, exact)
    assert 0 <= found.precision <= 1 and 0 <= found.recall <= 1
    assert (rank > 0) == any(name in "abc" for name in said[:5])
    assert (found.recall > 0) == any(name in "abc" for name in said)


# --- documents


def test_average_precision_worked_by_hand() -> None:
    # relevant at 1, 3 and 4; two more were not found
    assert average_precision("axbc", "abcde") == pytest.approx((1 / 1 + 2 / 3 + 3 / 4) / 5)
    assert average_precision("abc", "abc") == 1.0
    assert average_precision("xyz", "abc") == average_precision("", "abc") == average_precision("abc", "") == 0.0


def test_average_precision_divides_by_ten_at_most_and_looks_at_ten() -> None:
    relevant = [f"d{n}" for n in range(25)]
    assert average_precision(relevant, relevant) == pytest.approx(1.0)
    assert average_precision(relevant[:5], relevant) == pytest.approx(5 / 10)
    others = [f"x{n}" for n in range(10)]
    assert average_precision([*others, *relevant], relevant) == 0.0


def test_a_document_that_is_listed_twice_counts_once() -> None:
    assert average_precision("aab", "ab") == 1.0
    assert documents_match("aab", "ab") == Found(1.0, 1.0)


def test_documents_worked_by_hand() -> None:
    found = documents_match("abxyz", "abc")
    assert found == Found(2 / 5, 2 / 3)
    assert found.f1 == pytest.approx(2 * (2 / 5) * (2 / 3) / (2 / 5 + 2 / 3))
    assert documents_match("", "abc") == documents_match("abc", "") == Found(0.0, 0.0)
    assert Found(0.0, 0.0).f1 == 0.0


def test_means_over_questions() -> None:
    assert mean([1.0, 0.0, 0.5]) == 0.5
    assert geometric_mean([0.5, 0.0]) == pytest.approx(math.sqrt((0.5 + EPSILON) * EPSILON))
    assert geometric_mean([0.25, 0.25]) == pytest.approx(0.25 + EPSILON)
    assert mean([]) is geometric_mean([]) is None


# --- snippets


def abstract(begin: int, end: int, document: str = "d1") -> Snippet:
    return Snippet(document, "abstract", begin, end)


def test_snippets_worked_by_hand() -> None:
    # 10 of our 20 + 10 characters lie in the 40 of the gold one
    found = snippets_match([abstract(0, 19), abstract(0, 9, "d2")], [abstract(10, 49)])
    assert found == Found(10 / 30, 10 / 40)


def test_snippets_that_overlap_are_one() -> None:
    assert merged([abstract(30, 40), abstract(5, 20), abstract(0, 9), abstract(10, 12)]) == (
        abstract(0, 20),
        abstract(30, 40),
    )
    assert snippets_match([abstract(0, 9), abstract(5, 19)], [abstract(0, 19), abstract(0, 4)]) == Found(1.0, 1.0)


def test_a_snippet_of_another_section_shares_nothing() -> None:
    assert snippets_match([Snippet("d1", "title", 0, 9)], [abstract(0, 9)]) == Found(0.0, 0.0)
    assert snippets_match([], [abstract(0, 9)]) == snippets_match([abstract(0, 9)], []) == Found(0.0, 0.0)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=6),
)
def test_snippets_are_counted_by_character(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> None:
    def characters(spans: list[tuple[int, int]]) -> set[int]:
        return {place for begin, more in spans for place in range(begin, begin + more + 1)}

    found = snippets_match([abstract(b, b + m) for b, m in ours], [abstract(b, b + m) for b, m in theirs])
    shared = len(characters(ours) & characters(theirs))
    if ours and theirs:
        assert found == Found(shared / len(characters(ours)), shared / len(characters(theirs)))
