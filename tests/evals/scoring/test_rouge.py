"""ROUGE against rouge-score, NLTK's skip-grams, and cases worked by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import UnknownMeasure
from evals.scoring.rouge import Overlap, OverlapScorer, rouge_2, rouge_l, rouge_su4
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example, refused

WORDS = st.lists(st.sampled_from(["rest", "ice", "heat", "and", "water"]), min_size=1, max_size=14)


def test_rouge_su4_worked_by_hand() -> None:
    # reference: 4 words and the 6 pairs of "drink water and rest"; text: 3 words and 3 pairs of "drink and rest"
    found = rouge_su4("Drink, and rest.", "Drink water and rest.")
    assert found.recall == (3 + 3) / (4 + 6)
    assert found.precision == 1.0
    assert found.f1 == pytest.approx(2 * 6 / (10 + 6))


def test_a_skip_bigram_has_at_most_four_words_between() -> None:
    text = "a b c d e f g"  # a…f has four words between, a…g has five
    assert rouge_su4("a f", text).precision == 1.0
    assert rouge_su4("a g", text).precision == 2 / 3
    assert rouge_su4("f a", text).precision == 2 / 3  # order matters


def test_a_pair_counts_as_often_as_both_have_it() -> None:
    # text: pain ×3, (pain, pain) ×3; reference: pain ×2, (pain, pain) ×1
    assert rouge_su4("pain pain pain", "pain pain") == Overlap(3 / 6, 1.0)


@given(WORDS, WORDS)
def test_rouge_su4_is_what_nltks_skip_grams_give(ours: list[str], theirs: list[str]) -> None:
    from nltk.util import skipgrams  # type: ignore[import-untyped]

    def units(words: list[str]) -> Counter[tuple[str, ...]]:
        return Counter([*((word,) for word in words), *skipgrams(words, 2, 4)])

    shared = (units(ours) & units(theirs)).total()
    found = rouge_su4(" ".join(ours), " ".join(theirs))
    assert found.precision == pytest.approx(shared / units(ours).total())
    assert found.recall == pytest.approx(shared / units(theirs).total())


def test_rouge_l_and_rouge_2_worked_by_hand() -> None:
    # longest common subsequence: drink … and rest
    assert rouge_l("Drink tea and rest now", "drink water and rest") == Overlap(3 / 5, 3 / 4)
    assert rouge_2("Drink tea and rest now", "drink water and rest") == Overlap(1 / 4, 1 / 3)


@given(WORDS, WORDS, st.booleans())
def test_rouge_score_is_asked_the_right_way_round(ours: list[str], theirs: list[str], stem: bool) -> None:
    from rouge_score.rouge_scorer import RougeScorer

    expected = RougeScorer(["rouge2", "rougeL"], use_stemmer=stem).score(" ".join(theirs), " ".join(ours))
    for kind, of in (("rouge2", rouge_2), ("rougeL", rouge_l)):
        found = of(" ".join(ours), " ".join(theirs), stem)
        assert (found.precision, found.recall) == (expected[kind].precision, expected[kind].recall)
        assert found.f1 == pytest.approx(expected[kind].fmeasure)


def test_stemming_is_a_choice() -> None:
    for of in (rouge_su4, rouge_l, rouge_2):
        assert of("resting patients", "rested patient").f1 == 0
        assert of("resting patients", "rested patient", True).f1 == 1


@pytest.mark.parametrize("text", ["", "…"])
def test_nothing_shares_nothing(text: str) -> None:
    for of in (rouge_su4, rouge_l, rouge_2):
        assert of(text, "drink water").f1 == of("drink water", text).f1 == of(text, text).f1 == 0


def test_the_best_reference_counts_for_each_measure() -> None:
    scorer: Scorer = OverlapScorer(("rouge2_precision", "rouge2_recall", "rouge2_f1", "rougeSU4_f1", "rougeL_f1"))
    gold = example("drink water", "drink water and rest in bed until it is over")
    values = scorer.score(gold, answered("drink water and rest")).values
    assert values["rouge2_precision"] == 1.0  # by the second
    assert values["rouge2_recall"] == 1.0  # by the first
    assert values["rouge2_f1"] == pytest.approx(max(2 * 1 / (3 + 1), 2 * 3 / (3 + 9)))
    assert values["rougeL_f1"] == pytest.approx(max(2 * 2 / (4 + 2), 2 * 4 / (4 + 10)))


def test_references_may_stand_in_the_details() -> None:
    gold = example("yes", details={"ideal": ["", "Drink water."]})
    assert OverlapScorer(("rougeL_f1",), references="ideal").score(gold, answered("drink water")).values == {
        "rougeL_f1": 1.0
    }
    gold = example("yes", details={"ideal": "Drink water."})
    assert OverlapScorer(("rougeL_f1",), references="ideal").score(gold, answered("drink water")).values == {
        "rougeL_f1": 1.0
    }


def test_what_was_not_answered_shares_nothing_and_what_has_no_reference_is_unscored() -> None:
    scorer = OverlapScorer(("rougeL_f1",))
    for nothing in (abstained("drink water"), refused("drink water")):
        assert scorer.score(example("drink water"), nothing).values == {"rougeL_f1": 0.0}
    for unknown in (example(), example("  ")):
        assert scorer.score(unknown, answered("drink water")).values == {"rougeL_f1": None}


def test_an_unknown_measure_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownMeasure, match=r"'rouge9_f1'.*rougeSU4_recall"):
        OverlapScorer(("rougeL_f1", "rouge9_f1"))
