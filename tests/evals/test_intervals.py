"""Intervals and tests against scipy, against all permutations counted out, and by hand."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.intervals import estimate, holm, paired, set_estimate, wilson

RNG = np.random.default_rng(7)


def test_the_interval_of_a_mean_is_that_of_scipys_percentile_bootstrap() -> None:
    from scipy.stats import bootstrap

    values = RNG.normal(0.4, 0.2, 80)
    found = estimate(values.tolist())
    theirs = bootstrap((values,), np.mean, n_resamples=5000, method="percentile", rng=1).confidence_interval
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(theirs.low, abs=0.004)
    assert found.high == pytest.approx(theirs.high, abs=0.004)


def test_items_of_one_group_are_drawn_together() -> None:
    # Ten groups of ten equal items: as sure as ten items, not as a hundred.
    values = [float(group % 2) for group in range(10) for _ in range(10)]
    groups = [str(group) for group in range(10) for _ in range(10)]
    wide, narrow = estimate(values, groups), estimate(values)
    ten = estimate([float(group % 2) for group in range(10)])
    assert wide.low == pytest.approx(ten.low) and wide.high == pytest.approx(ten.high)
    assert wide.high - wide.low > 2.5 * (narrow.high - narrow.low)  # type: ignore[operator]


def test_what_is_unscored_is_counted_apart() -> None:
    found = estimate([1.0, None, 0.0, None])
    assert (found.value, found.n, found.scored, found.unscored) == (0.5, 4, 2, 2)
    nothing = estimate([None, None])
    assert (nothing.value, nothing.low, nothing.high, nothing.scored) == (None, None, None, 0)


def test_a_perfect_score_is_not_certain() -> None:
    found = estimate([1.0] * 20)
    assert found.high == 1.0
    assert found.low == pytest.approx(0.8389, abs=1e-4)  # Wilson, 20 of 20
    assert wilson(0, 0) == (0.0, 1.0)
    grouped = estimate([1.0] * 20, [str(n // 4) for n in range(20)])
    assert grouped.low == pytest.approx(wilson(5, 5)[0])
    assert estimate([0.0] * 20).high == pytest.approx(1 - 0.8389, abs=1e-4)


def test_wilson_by_hand() -> None:
    low, high = wilson(8, 10)  # (0.8 + 0.19207) / 1.38415 ± 1.38415⁻¹·1.95996·√(0.016 + 0.0096036)
    assert low == pytest.approx(0.4902, abs=1e-4)
    assert high == pytest.approx(0.9433, abs=1e-4)


def test_a_measure_of_the_whole_set_is_computed_on_resamples() -> None:
    items = [float(n) for n in range(30)]

    def middle(values: object) -> float:
        return float(np.median(values))  # type: ignore[call-overload]

    found = set_estimate(items, [""] * 30, middle, n=35)
    assert found.value == 14.5
    assert found.low is not None and found.high is not None and found.low < 14.5 < found.high
    assert (found.n, found.scored) == (35, 30)


def test_the_permutation_test_agrees_with_all_permutations() -> None:
    gaps = np.array([0.3, -0.1, 0.4, 0.2, 0.0, 0.5, -0.2, 0.1])
    sums = [abs(sum(sign * gap for sign, gap in zip(signs, gaps, strict=True))) for signs in product((-1, 1), repeat=8)]
    exact = float(np.mean([total >= abs(gaps.sum()) - 1e-12 for total in sums]))
    found = paired((gaps + 1).tolist(), [1.0] * 8)
    assert found.p == pytest.approx(exact, abs=0.02)
    assert found.difference == pytest.approx(0.15)


def test_equal_sides_differ_by_nothing() -> None:
    found = paired([0.2, 0.8], [0.2, 0.8])
    assert (found.difference, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)


def test_nothing_cannot_be_compared() -> None:
    with pytest.raises(ValueError):
        paired([], [])
    with pytest.raises(ValueError):
        paired([1.0], [1.0, 2.0])


def test_holm_by_hand() -> None:
    # Sorted .01, .02, .04: times 3, 2, 1 = .03, .04, .04.
    assert holm([0.04, 0.01, 0.02]) == pytest.approx((0.04, 0.03, 0.04))
    assert holm([]) == ()


@given(st.lists(st.floats(0, 1), max_size=20))
def test_a_corrected_value_is_never_below_its_own_nor_above_one(values: list[float]) -> None:
    found = holm(values)
    assert all(value <= corrected <= 1 for value, corrected in zip(values, found, strict=True))
    order = np.argsort(values, kind="stable")
    assert all(found[a] <= found[b] + 1e-12 for a, b in pairwise(order))
