"""Reciprocal rank fusion: a case worked by hand, and what must hold for any rankings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.fusion import reciprocal_rank_fusion

ranking = st.lists(st.integers(0, 30), unique=True, max_size=15)
rankings = st.lists(ranking, min_size=1, max_size=4)
unhurried = settings(deadline=None)


def test_worked_by_hand() -> None:
    fused = reciprocal_rank_fusion([[7, 8], [8, 9]])
    assert [(f.row, f.ranks) for f in fused] == [(8, (2, 1)), (7, (1, None)), (9, (None, 2))]
    assert [f.score for f in fused] == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])


@pytest.mark.parametrize("empty", [[], [[]], [[], []]])
def test_nothing_ranked_gives_nothing(empty: list[list[int]]) -> None:
    assert reciprocal_rank_fusion(empty) == ()


@unhurried
@given(rankings)
def test_order_of_rankings_does_not_matter(given_rankings: list[list[int]]) -> None:

    assert _order(given_rankings) == _order(given_rankings[::-1])


@unhurried
@given(rankings)
def test_every_row_once_and_best_first(given_rankings: list[list[int]]) -> None:
    fused = reciprocal_rank_fusion(given_rankings)
    assert sorted(f.row for f in fused) == sorted(set().union(*given_rankings))
    assert all(above.score >= below.score for above, below in pairwise(fused))


@unhurried
@given(ranking, ranking)
def test_better_in_both_rankings_is_better_fused(one: list[int], other: list[int]) -> None:
    place = {f.row: i for i, f in enumerate(reciprocal_rank_fusion([one, other]))}
    for row in set(one) & set(other):
        for worse in set(one) & set(other):
            if one.index(row) < one.index(worse) and other.index(row) < other.index(worse):
                assert place[row] < place[worse]


@unhurried
@given(ranking, ranking)
def test_moving_a_row_up_never_lowers_it(one: list[int], other: list[int]) -> None:
    for i in range(1, len(one)):
        raised = [*one[: i - 1], one[i], one[i - 1], *one[i + 1 :]]
        assert _order([raised, other]).index(one[i]) <= _order([one, other]).index(one[i])


def test_ties_are_broken_by_best_rank_then_row() -> None:
    assert _order([[5, 3], [3, 5]]) == [3, 5]
    assert _order([[9], [4]]) == [4, 9]


def _order(given_rankings: list[list[int]]) -> list[int]:
    return [fused.row for fused in reciprocal_rank_fusion(given_rankings)]
