"""A share of the judged examples stands under no title, the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from models.training.bundled import mixture
from models.training.examples import GroundedExample
from models.training.untitled import untitled
from tests.models.tiny import judged


def others() -> Iterator[GroundedExample]:
    while True:
        yield judged()[1]


def test_only_the_titles_are_lost() -> None:
    (whole, _) = judged()
    bare = untitled(whole)
    assert [p.heading for p in bare.passages] == [""]
    assert [p.sentences for p in bare.passages] == [p.sentences for p in whole.passages]
    assert (bare.question, bare.relevance, bare.answer) == (whole.question, whole.relevance, whole.answer)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0, 0), (0.35, 40, 100), (1.0, 200, 200)])
def test_so_many_judged_examples_lose_them(share: float, least: int, most: int) -> None:
    drawn = list(islice(mixture(judged(), others(), 1.0, share, seed=3), 200))
    bare = [all(passage.heading == "" for passage in one.passages) for one in drawn]
    assert least <= sum(bare) <= most
    assert drawn == list(islice(mixture(judged(), others(), 1.0, share, seed=3), 200))
