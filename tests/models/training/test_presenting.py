"""The forms in which judged questions are learnt: what is cut away answers nothing, what stays is judged as before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.prompt import PromptPassage
from models.training.bundled import mixture
from models.training.examples import GroundedExample
from models.training.judged import JudgedExample
from models.training.presenting import LONGEST, Presenting, forms, snippets, untitled
from tests.models.tiny import judged

places = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=4, unique=True)
EXAMPLE = JudgedExample(
    "Does it?", tuple(PromptPassage(t, tuple(f"{t}{n}" for n in range(6))) for t in "abc"), ((1, 3),), (), "tiny", "a"
)


def texts(example: JudgedExample, chosen: tuple[tuple[int, int], ...]) -> list[str]:
    return [example.passages[p].sentences[s] for p, s in chosen]


def others() -> Iterator[GroundedExample]:
    while True:
        yield judged()[1].to_learn()


def test_only_the_titles_are_lost() -> None:
    bare = untitled(EXAMPLE)
    assert {passage.heading for passage in bare.passages} == {""}
    assert [p.sentences for p in bare.passages] == [p.sentences for p in EXAMPLE.passages]
    assert (bare.best, bare.also, bare.document) == (EXAMPLE.best, EXAMPLE.also, EXAMPLE.document)


@settings(max_examples=60, deadline=None)
@given(best=places, also=places, seed=st.integers(0, 999))
def test_snippets_keep_their_judgements(best: list[tuple[int, int]], also: list[tuple[int, int]], seed: int) -> None:
    whole = JudgedExample("Does it?", EXAMPLE.passages, tuple(best), tuple(also), "tiny", "a")
    cut = snippets(whole, random.Random(seed))
    assert cut == snippets(whole, random.Random(seed))
    for before, after in zip(whole.passages, cut.passages, strict=True):
        assert 1 <= len(after.sentences) <= LONGEST
        assert " ".join(after.sentences) in " ".join(before.sentences)
        assert after.heading == before.heading
    left = {text for passage in cut.passages for text in passage.sentences}
    assert texts(cut, cut.best) == [text for text in texts(whole, whole.best) if text in left]
    assert texts(cut, cut.also) == [text for text in texts(whole, whole.also) if text in left]


def test_most_snippets_of_what_answers_still_answer() -> None:
    rng = random.Random(0)
    assert 140 < sum(bool(snippets(EXAMPLE, rng).best) for _ in range(200)) < 195


def test_the_three_forms() -> None:
    whole, bare, cut = forms(EXAMPLE, random.Random(0))
    assert whole == EXAMPLE
    assert bare == untitled(EXAMPLE)
    assert all(len(passage.sentences) <= LONGEST and not passage.heading for passage in cut.passages)


@pytest.mark.parametrize(
    ("presenting", "titled"),
    [(Presenting(0, 0, 0), (200, 200)), (Presenting(1, 1, 0), (0, 0)), (Presenting(), (80, 160))],
)
def test_a_share_of_what_is_learnt_comes_in_each_form(presenting: Presenting, titled: tuple[int, int]) -> None:
    drawn = list(islice(mixture(judged(), others(), 1.0, presenting, seed=3), 200))
    assert titled[0] <= sum(any(passage.heading for passage in one.passages) for one in drawn) <= titled[1]
    assert drawn == list(islice(mixture(judged(), others(), 1.0, presenting, seed=3), 200))
