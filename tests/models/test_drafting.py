"""Drafted decoding against the engine's own greedy one: the same tokens, the same cache, whatever is proposed."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.drafting import CANDIDATES, LONGEST, PromptLookup, generate_with_drafts
from models.engine import Cache, Engine
from models.errors import OutOfMemory, PromptTooLong
from tests.models.test_engine import CONTEXT, FAMILIES, PROMPT, VOCABULARY, close, tiny_model, without_cache

NOTHING: frozenset[int] = frozenset()


class Scripted:
    """Proposes what it was told, wherever it stands, right or wrong at random, and much of it."""

    def __init__(self, right: Sequence[int], seed: int, share: float = 0.7, longest: int = 9) -> None:
        self._right, self._random, self._share, self._longest = right, random.Random(seed), share, longest
        self.ids: list[int] = []
        self.judgements: list[tuple[int, int]] = []

    def read(self, ids: Sequence[int]) -> None:
        self.ids += ids

    def propose(self, most: int) -> list[int]:
        assert most > 0
        begin, length = len(self.ids), self._random.randint(0, self._longest)
        guess = [*self._right[begin : begin + length], 3, 4]
        return [token if self._random.random() < self._share else VOCABULARY + 5 - token for token in guess]

    def judged(self, proposed: int, accepted: int) -> None:
        self.judgements.append((proposed, accepted))


@pytest.fixture(scope="module", params=FAMILIES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(tiny_model(request.param), "cpu")


@pytest.fixture(scope="module")
def llama() -> Engine:
    return Engine(tiny_model("llama"), "cpu")


@pytest.fixture(scope="module")
def right(engine: Engine) -> list[int]:
    """PROMPT and the forty tokens after it."""
    return [*PROMPT, *engine.generate(engine.start(), PROMPT, NOTHING, 40)]


@pytest.fixture(scope="module")
def said(llama: Engine) -> list[int]:
    """Forty tokens after PROMPT."""
    return list(llama.generate(llama.start(), PROMPT, NOTHING, 40))


def both(
    engine: Engine, prompt: list[int], stop: frozenset[int], most: int, draft: Scripted, cached: int = 0
) -> tuple[list[int], list[int]]:
    """Tokens without and with drafts, after the same cache; the caches must agree, in ids and in what they answer."""
    plain, drafted = engine.start(), engine.start()
    for cache in (plain, drafted):
        if cached:
            engine.extend(cache, prompt[:cached])
    expected = list(engine.generate(plain, prompt[cached:], stop, most))
    got = list(generate_with_drafts(engine, drafted, prompt[cached:], stop, most, draft))
    assert drafted.ids == plain.ids
    if 0 < len(plain.ids) < engine.context:
        assert close(engine.extend(drafted, [9]), engine.extend(plain, [9]))
    return expected, got


@pytest.mark.parametrize("seed", range(3))
def test_the_tokens_are_those_without_drafts(engine: Engine, right: list[int], seed: int) -> None:
    expected, got = both(engine, PROMPT, NOTHING, 30, Scripted(right, seed), cached=seed)
    assert got == expected
    assert len(got) == 30


@pytest.mark.parametrize("seed", range(2))
def test_prompts_are_copied_from(engine: Engine, seed: int) -> None:
    """A prompt that repeats itself, so that matches are found, and are often wrong."""
    prompt = random.Random(seed).choices([5, 6, 7], k=40)
    plain, drafted = engine.start(), engine.start()
    expected = list(engine.generate(plain, prompt, NOTHING, 40))
    assert list(generate_with_drafts(engine, drafted, prompt, NOTHING, 40, PromptLookup())) == expected
    assert drafted.ids == plain.ids


def test_right_drafts_save_passes(llama: Engine) -> None:
    right = [*PROMPT, *llama.generate(llama.start(), PROMPT, NOTHING, 60)]
    passes: list[int] = []
    handle = llama._model.register_forward_pre_hook(lambda *_: passes.append(1))
    draft = Scripted(right, 0, share=1.0)
    got = list(generate_with_drafts(llama, llama.start(), PROMPT, NOTHING, 60, draft))
    handle.remove()
    assert got == right[len(PROMPT) :]
    assert len(passes) < 25
    assert len(passes) == 60 - sum(accepted for _, accepted in draft.judgements)
    assert draft.ids[: len(got)] == [*PROMPT, *got][: len(got)]


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    most=st.integers(0, 40),
    stops=st.sets(st.integers(0, 39), max_size=3),
    cached=st.integers(0, len(PROMPT) - 1),
)
def test_stops_and_most_are_the_same_inside_a_draft(
    llama: Engine, said: list[int], seed: int, most: int, stops: set[int], cached: int
) -> None:
    right = [*PROMPT, *said]
    stop = frozenset(right[len(PROMPT) + at] for at in stops)
    expected, got = both(llama, PROMPT, stop, most, Scripted(right, seed), cached)
    assert got == expected


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("short_of", [0, 1, 2, 7])
def test_the_end_of_the_context_is_the_same(llama: Engine, seed: int, short_of: int) -> None:
    prompt = random.Random(seed).choices(range(3, VOCABULARY), k=CONTEXT - short_of)
    right = [*prompt, *llama.generate(llama.start(), prompt, NOTHING, 40)]
    expected, got = both(llama, prompt, NOTHING, 40, Scripted(right, seed, share=0.95))
    assert got == expected
    assert len(got) == short_of + 1


@pytest.mark.parametrize("taken", [1, 2, 3, 5, 8, 11])
def test_closing_leaves_the_cache_as_without_drafts(engine: Engine, right: list[int], taken: int) -> None:
    cache = engine.start()
    tokens = generate_with_drafts(engine, cache, PROMPT, NOTHING, 40, Scripted(right, taken, share=1.0))
    said = [next(tokens) for _ in range(taken)]
    tokens.close()
    assert cache.ids == [*PROMPT, *said[:-1]]
    assert close(engine.extend(cache, [9]), without_cache(engine, [*PROMPT, *said[:-1], 9])[-1:])


def test_layers_that_cannot_go_back_get_no_drafts() -> None:
    engine = Engine(tiny_model("lfm2"), "cpu")
    draft = Scripted([], 0)
    list(generate_with_drafts(engine, engine.start(), PROMPT, NOTHING, 10, draft))
    assert not draft.judgements
    assert not engine.can_rewind(engine.start())


def test_errors_are_those_of_the_engine() -> None:
    engine = Engine(tiny_model("llama"), "cpu")
    cache, draft = engine.start(), Scripted([], 0)
    with pytest.raises(PromptTooLong):
        list(generate_with_drafts(engine, cache, [3] * (CONTEXT + 1), NOTHING, 5, draft))
    tokens = generate_with_drafts(engine, cache, PROMPT, NOTHING, 5, draft)
    next(tokens)

    def fail(*_: object) -> None:
        raise torch.OutOfMemoryError("out of memory")

    handle = engine._model.model.layers[1].register_forward_pre_hook(fail)
    with pytest.raises(OutOfMemory):
        next(tokens)
    handle.remove()
    assert cache.ids == []


def lookup(*ids: int) -> PromptLookup:
    draft = PromptLookup()
    draft.read(ids)
    return draft


def test_what_followed_the_longest_match_is_guessed() -> None:
    assert lookup(1, 2, 3, 4, 5, 6, 7, 9, 2, 3).propose(3) == [4, 5, 6]
    # 2, 3 stands twice; 1, 2, 3 only once, and that is the longer match.
    assert lookup(1, 2, 3, 4, 5, 0, 8, 2, 3, 6, 7, 0, 1, 2, 3).propose(2) == [4, 5]
    # Of equal matches the latest.
    assert lookup(1, 2, 3, 4, 5, 2, 3, 6, 9, 2, 3).propose(2) == [6, 9]
    assert lookup(1, 2, 3, 4).propose(5) == []
    assert lookup(7).propose(5) == []
    assert lookup().propose(5) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=60), st.data())
def test_a_match_is_one(ids: list[int], data: st.DataObject) -> None:
    """Whatever the pieces it was read in, the guess followed a text of at least two tokens that also ends `ids`."""
    draft, at = PromptLookup(), 0
    while at < len(ids):
        size = data.draw(st.integers(1, 5))
        draft.read(ids[at : at + size])
        at += size
    guess = draft.propose(4)
    if guess:
        places = [n for n in range(2, len(ids)) if ids[n - 2 : n] == ids[-2:] and ids[n : n + len(guess)] == guess]
        assert places


def test_guesses_grow_while_they_hold_and_shrink_when_they_fail() -> None:
    source = list(range(100))
    draft = lookup(*source, 0, 1)
    lengths = []
    while (end := draft._ids[-1]) < 90:
        guess = draft.propose(50)
        lengths.append(len(guess))
        assert guess == source[end + 1 : end + 1 + len(guess)]
        draft.judged(len(guess), len(guess))
        draft.read(source[end + 1 : end + 2 + len(guess)])
    assert lengths == [8, 22, LONGEST, LONGEST]
    for _ in range(4):
        draft.judged(2, 0)
    assert lookup(*source, 0, 1).propose(99) == [2, 3, 4, 5, 6, 7, 8, 9]
    draft.read([200, 5, 6, 7, 8, 9])  # five tokens match, and after four failures six are wanted
    assert draft.propose(9) == []
    draft.read([10])
    assert draft.propose(2) == [11, 12]


def test_text_that_copies_nothing_is_left_alone(llama: Engine) -> None:
    """Chance matches of two or three tokens are tried a few times, and then no more."""
    draft, rng, tried = PromptLookup(), random.Random(0), 0
    draft.read(rng.choices(range(8), k=400))
    for _ in range(600):
        guess = draft.propose(9)
        tried += bool(guess)
        if guess:
            draft.judged(len(guess), 0)
        draft.read([rng.randrange(8)])
    assert tried < 20


def test_only_so_many_places_are_looked_at() -> None:
    assert lookup(*[1, 2] * 3000, 5, 1, 2)._match == 2
    early = [3, 1, 2, 9, *[1, 2] * (CANDIDATES + 1), 3, 1, 2]
    assert lookup(*early).propose(1) == [3]  # the longer match, 3 1 2, before 9, lies too far back


def test_a_cache_may_be_shared_by_turns(llama: Engine) -> None:
    cache: Cache = llama.start()
    first = list(generate_with_drafts(llama, cache, PROMPT, NOTHING, 8, PromptLookup()))
    second = [first[-1], 7, 8]
    expected = list(llama.generate(llama.start(), [*PROMPT, *first, 7, 8], NOTHING, 8))
    assert list(generate_with_drafts(llama, cache, second, NOTHING, 8, PromptLookup())) == expected
