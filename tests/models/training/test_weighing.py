"""How probabilities and likeness add up, against cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from models.quoting import Weighing
from models.training.weighing import Measured, fit_ranking, logistic, ranked, weighed


def measured(rows: list[list[float]], truth: list[bool]) -> Measured:
    return Measured(np.array(rows, dtype=float), np.array(truth), any(truth), tuple((0, n) for n in range(len(truth))))


def sample(seed: int = 0, count: int = 300) -> list[Measured]:
    """Relevance and likeness each tell half of the truth, choice tells nothing."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        features = rng.normal(size=(6, 3))
        truth = features[:, 0] + features[:, 2] + rng.logistic(size=6) * 0.5 > 0.8
        found.append(Measured(features, truth, bool(truth.any()), tuple((0, n) for n in range(6))))
    return found


def stacked(data: list[Measured]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([m.features for m in data]), np.concatenate([m.truth for m in data])


def test_logistic_regression_recovers_the_weights_it_was_sampled_from() -> None:
    bias, relevance, choice, likeness = logistic(*stacked(sample(count=3000)))
    assert [relevance, likeness] == pytest.approx([2.0, 2.0], abs=0.15)
    assert choice == pytest.approx(0.0, abs=0.1)
    assert bias == pytest.approx(-1.6, abs=0.15)


def test_agrees_with_scikit_learn() -> None:
    linear = pytest.importorskip("sklearn.linear_model")
    x, y = stacked(sample())
    # C=1 is the same ridge, except that scikit-learn leaves the intercept free.
    reference = linear.LogisticRegression(C=1.0, tol=1e-10).fit(x, y)
    assert np.allclose(logistic(x, y)[1:], reference.coef_[0], atol=0.01)


def test_log_odds_by_hand() -> None:
    one = measured([[1.0, 2.0, 3.0]], [True])
    assert weighed(Weighing(bias=0.5, relevance=1.0, choice=2.0, likeness=3.0), one)[0] == pytest.approx(14.5)


def test_fitting_the_ranking_finds_what_ranks_and_scales_it_to_log_odds() -> None:
    data = sample(count=400)
    weighing = fit_ranking([data], false_abstentions=0.1)
    ours = np.mean([ranked(m, weighed(weighing, m))[0] for m in data if m.answerable])
    alone = np.mean([ranked(m, m.features[:, 2])[0] for m in data if m.answerable])
    assert ours > alone + 0.1
    assert weighing.choice < 0.5 * weighing.likeness
    answerable = [m for m in data if m.answerable]
    assert np.mean([weighed(weighing, m).max() < weighing.abstain_below for m in answerable]) == pytest.approx(
        0.1, abs=0.01
    )


def test_ranked_by_hand() -> None:
    one = measured([[0, 0, 0]] * 4, [True, False, True, False])
    assert ranked(one, np.array([4.0, 3.0, 2.0, 1.0])) == (0.5, 1.0)
    assert ranked(one, np.array([4.0, 1.0, 3.0, 2.0])) == (1.0, 1.0)
