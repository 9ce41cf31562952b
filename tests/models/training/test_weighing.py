"""How probabilities and likeness add up, against cases worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.prompt import PromptPassage
from models.quoting import Reading, Scored, Weighing
from models.training.documents import TrainingDataUnusable
from models.training.judged import JudgedExample
from models.training.presenting import untitled
from models.training.weighing import (
    FALSE_ABSTENTIONS,
    Measured,
    fit,
    likeness,
    logistic,
    measure,
    precision_f1,
    surety,
    weighed,
)
from models.verdicts import Verdict


def measured(rows: list[list[float]], truth: list[bool]) -> Measured:
    features = np.array(rows, dtype=float)
    return Measured(features, np.arange(len(rows)) // 2, np.array(truth), features[:, :5].max(0))


def sample(seed: int = 0, count: int = 300) -> list[Measured]:
    """Relevance and likeness each tell half of the truth, the passage tells nothing."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        features = rng.normal(size=(6, 6))
        truth = features[:, 0] + features[:, 2] + rng.logistic(size=6) * 0.5 > 0.8
        sureness = np.array([rng.normal() + 2 * truth.any(), *rng.normal(size=4)])
        found.append(Measured(features, np.arange(6) // 2, truth, sureness))
    return found


def stacked(data: list[Measured]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([m.features for m in data]), np.concatenate([m.truth for m in data])


def test_logistic_regression_recovers_the_weights_it_was_sampled_from() -> None:
    bias, relevance, passage, like, rank, *verdicts = logistic(*stacked(sample(count=3000)))
    assert [rank, *verdicts] == pytest.approx([0.0, 0.0, 0.0], abs=0.1)
    assert [relevance, like] == pytest.approx([2.0, 2.0], abs=0.15)
    assert passage == pytest.approx(0.0, abs=0.1)
    assert bias == pytest.approx(-1.6, abs=0.15)


def test_agrees_with_scikit_learn() -> None:
    linear = pytest.importorskip("sklearn.linear_model")
    x, y = stacked(sample())
    # C=1 is the same ridge, except that scikit-learn leaves the intercept free.
    reference = linear.LogisticRegression(C=1.0, tol=1e-10).fit(x, y)
    assert np.allclose(logistic(x, y)[1:], reference.coef_[0], atol=0.01)


def test_log_odds_by_hand() -> None:
    one = measured([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]], [True])
    weighing = Weighing(0.5, 1.0, 2.0, 3.0, rank=-1.0, verdict=0.1, sentence_verdict=0.5)
    assert weighed(weighing, one)[0] == pytest.approx(14.0)


def test_f1_of_what_would_be_quoted_by_hand() -> None:
    rows = [[weight, 0, 0, 0, 0, 0] for weight in (4.0, 3.0, 2.0, -9.0, 1.0)]  # two in a passage
    one = measured(rows, [True, False, True, False, True])

    def found(above: float, within: float, elsewhere: float) -> tuple[float, float]:
        return precision_f1(one, Weighing(quote_above=above, within=within, elsewhere=elsewhere))

    assert found(10.0, 9.0, 9.0) == pytest.approx((1, 2 * 1 / (1 + 3)))  # the best is always quoted
    assert found(0.0, 9.0, 9.0) == pytest.approx((3 / 4, 2 * 3 / (4 + 3)))
    assert found(0.0, 2.5, 2.5) == pytest.approx((2 / 3, 2 * 2 / (3 + 3)))
    assert found(0.0, 9.0, 2.5) == pytest.approx((2 / 3, 2 * 2 / (3 + 3)))
    assert found(0.0, 0.5, 9.0) == pytest.approx((1, 2 * 3 / (3 + 3)))  # its own passage's second is too far below


def test_at_most_five_are_quoted_and_the_best_of_all_come_first() -> None:
    weights = [float(n) for n in range(40)]
    one = measured([[weight, 0, 0, 0, 0, 0] for weight in weights], [weight > 36 for weight in weights])
    assert precision_f1(one, Weighing(quote_above=-9, within=90, elsewhere=90)) == pytest.approx((3 / 5, 6 / 8))


def test_the_threshold_leaves_a_small_share_of_the_answerable_questions_unanswered() -> None:
    data = sample(count=200)
    weighing = fit(data)
    surest = [surety(weighing, m) for m in data if m.answerable]
    assert weighing.sure_relevance > 1 > abs(weighing.sure_likeness)
    assert np.mean([s < weighing.abstain_below for s in surest]) == pytest.approx(FALSE_ABSTENTIONS, abs=0.01)
    assert abs(weighing.passage) < 0.3 < weighing.likeness
    with pytest.raises(TrainingDataUnusable, match="answerable"):
        fit([measured([[1.0, 0, 0, 0, 0, 0]], [False])])


def test_the_threshold_counts_every_source_alike_but_a_few_questions_are_no_source() -> None:
    sure, unsure = (
        [replace(one, source=name) for one in sample(seed, n)] for seed, n, name in ((0, 300, "a"), (1, 60, "b"))
    )
    unsure = [replace(one, sureness=one.sureness - np.array([1.5, 0, 0, 0, 0])) for one in unsure]
    odd = [replace(one, source="c", sureness=one.sureness - np.array([9.0, 0, 0, 0, 0])) for one in sample(2, 2)]

    def lost(weighing: Weighing, data: list[Measured]) -> float:
        return float(np.mean([surety(weighing, m) < weighing.abstain_below for m in data if m.answerable]))

    weighing = fit([*sure, *unsure])
    assert (lost(weighing, sure) + lost(weighing, unsure)) / 2 == pytest.approx(FALSE_ABSTENTIONS, abs=0.01)
    assert lost(weighing, sure) < FALSE_ABSTENTIONS < lost(weighing, unsure)
    assert lost(fit([*sure, *unsure, *odd]), odd) > 0.9


def test_every_source_counts_as_much_as_any_other() -> None:
    """Of two sources the surety has opposite signs: of one three times as large, they cancel out."""
    few = [replace(one, source="few") for one in sample(1, 100)]
    many = [replace(one, source="many", sureness=one.sureness * np.array([-1, 1, 1, 1, 1])) for one in sample(2, 300)]
    apart, together = fit([*few, *many]), fit([replace(one, source="") for one in (*few, *many)])
    assert abs(apart.sure_relevance) < 0.5 * -together.sure_relevance
    assert (apart.relevance, apart.within) == (together.relevance, together.within)


def test_written_weights_are_read_again(tmp_path: Path) -> None:
    weighing = fit(sample(count=40))
    weighing.save(tmp_path)
    read = Weighing.load(tmp_path)
    assert read.likeness == pytest.approx(weighing.likeness, abs=1e-4)
    assert read.within == pytest.approx(weighing.within, abs=1e-4)


class Knowing:
    """A model that knows the answer: log-odds 2 for what holds "yes", and -2 for the rest."""

    def read(
        self, question: str, passages: list[PromptPassage], like: list[list[float]], verdicts: list[Verdict]
    ) -> Reading:
        from models.prompt import Candidate

        scored = [
            Scored(Candidate(p, s, 0, (), 0), text, 2.0 if "yes" in text else -2.0, 1.0, like[p][s], 0.0, verdicts[p])
            for p, passage in enumerate(passages)
            for s, text in enumerate(passage.sentences)
        ]
        return Reading(tuple(scored), 0.0, 0)


def test_measuring_pairs_what_the_model_says_with_what_was_judged() -> None:
    passages = (PromptPassage("A — B", ("yes it is", "no")), PromptPassage("", ("yes too",)))
    example = JudgedExample("is it?", passages, ((0, 0),), ((1, 0),), "tiny", "a")

    def encode(texts: object) -> np.ndarray:
        known = {"is it?": [1.0, 0.0], "A: yes it is": [0.6, 0.8], "A: no": [0.0, 1.0], "yes too": [1.0, 0.0]}
        assert isinstance(texts, list)
        return np.array([known.get(text, [0.0, 0.0]) for text in texts], dtype=np.float32)

    def judge(question: str, passages: Sequence[PromptPassage]) -> list[Verdict]:
        assert question == "is it?"
        return [Verdict(float(p.heading == "A — B"), tuple(len(s) / 10 for s in p.sentences), 0.8) for p in passages]

    (found,) = measure(Knowing(), encode, judge, [example])  # type: ignore[arg-type]
    (bare,) = measure(Knowing(), encode, judge, [untitled(example)])  # type: ignore[arg-type]
    assert found.truth.tolist() == [True, False, True]
    place = np.log(2.0)
    assert found.features == pytest.approx(
        np.array([[2.0, 1.0, 0.6, 0.0, 1.0, 0.9], [-2.0, 1.0, 0.0, 0.0, 1.0, 0.2], [2.0, 1.0, 1.0, place, 0.0, 0.7]])
    )
    assert found.passages.tolist() == [0, 0, 1]
    assert found.sureness == pytest.approx(
        np.array([np.log(2 * np.exp(2.0) + np.exp(-2.0)), 1.0, 1.0, np.log(np.e + 1), 0.3])
    )
    assert likeness(encode, "is it?", passages)[1] == [1.0]
    assert found.source == bare.source == "tiny"
    assert bare.truth.tolist() == [True, False, True]
    assert bare.features[:, 2] == pytest.approx([0.0, 0.0, 1.0])  # "yes it is" without its title is another text
