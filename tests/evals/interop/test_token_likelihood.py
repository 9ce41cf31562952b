"""Likelihoods of tokens: against a plain pass over the whole sequence, and by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.interop.token_likelihood import NOTHING, Likelihood, Reader
from models.engine import Cache, Engine
from models.errors import PromptTooLong
from tests.models.test_engine import CONTEXT, tiny_model

TOKENS = st.lists(st.integers(3, 40), min_size=1, max_size=6)


class Counting(Engine):
    """The tiny model; remembers how many tokens each pass ran."""

    def __init__(self, family: str) -> None:
        super().__init__(tiny_model(family), "cpu")
        self.net = tiny_model(family).eval()
        self.passes: list[int] = []

    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor:
        self.passes.append(len(ids))
        return super().extend(cache, ids, positions)

    @torch.inference_mode()
    def plainly(self, context: Sequence[int], tokens: Sequence[int]) -> Likelihood:
        """In one pass of transformers, without a cache."""
        ids = [*context, *tokens]
        logits = self.net(torch.tensor([ids])).logits[0, len(context) - 1 : len(ids) - 1].log_softmax(-1)
        said = torch.tensor(list(tokens))
        return Likelihood(float(logits.gather(1, said[:, None]).sum()), bool((logits.argmax(-1) == said).all()))


class ByHand(Engine):
    """Knows four tokens; after any of them the next one is three times as likely as each other."""

    def __init__(self) -> None:
        self.context = 10

    def start(self) -> Cache:
        return Cache(None, [])

    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor:
        cache.ids.extend(ids)
        rows = [[3.0 if n == (ids[p] + 1) % 4 else 1.0 for n in range(4)] for p in positions]
        return torch.tensor(rows).log()

    def rewind(self, cache: Cache, tokens: int) -> None:
        del cache.ids[len(cache.ids) - tokens :]


@pytest.fixture(scope="module", params=["llama", "lfm2"])
def engine(request: pytest.FixtureRequest) -> Counting:
    """LFM2 has layers that cannot go back."""
    return Counting(request.param)


def test_by_hand() -> None:
    """Of weights 3, 1, 1, 1 the next token has 1/2 and each other 1/6."""
    nexts, one_off, none = Reader(ByHand()).likelihoods([0, 1], [[2, 3, 0], [2, 0], []])
    assert nexts.total == pytest.approx(3 * math.log(1 / 2))
    assert one_off.total == pytest.approx(math.log(1 / 2) + math.log(1 / 6))
    assert (nexts.greedy, one_off.greedy) == (True, False)
    assert none == NOTHING == Likelihood(0.0, True)


@settings(max_examples=10)
@given(contexts=st.lists(TOKENS, min_size=1, max_size=4), continuations=st.lists(TOKENS, min_size=1, max_size=4))
def test_as_in_one_plain_pass(engine: Counting, contexts: list[list[int]], continuations: list[list[int]]) -> None:
    reader = Reader(engine)
    for context in contexts:
        for tokens, found in zip(continuations, reader.likelihoods(context, continuations), strict=True):
            wanted = engine.plainly(context, tokens)
            assert found.total == pytest.approx(wanted.total, abs=1e-4)
            assert found.greedy == wanted.greedy


def test_what_the_model_would_say_is_greedy_and_nothing_else_is(engine: Counting) -> None:
    context = [5, 9, 7]
    said = list(engine.generate(engine.start(), context, frozenset(), 4))
    other = [*said[:-1], (said[-1] + 1) % 320]
    mine, theirs, begun = Reader(engine).likelihoods(context, [said, other, said[:1]])
    assert (mine.greedy, theirs.greedy, begun.greedy) == (True, False, True)
    assert theirs.total < mine.total < begun.total < 0


def test_contexts_that_begin_alike_are_read_once() -> None:
    engine = Counting("llama")
    reader = Reader(engine)
    reader.likelihoods([*range(3, 23), 30], [[4], [5], [6, 7]])
    reader.likelihoods([*range(3, 23), 31, 32], [[4]])
    assert engine.passes == [21, 1, 2]  # the context, the first of two tokens, and what is new in the second context


def test_what_does_not_fit_is_refused_and_the_reader_goes_on() -> None:
    engine = Counting("llama")
    reader = Reader(engine)
    with pytest.raises(PromptTooLong):
        reader.likelihoods([3] * CONTEXT, [[4, 5]])
    (found,) = reader.likelihoods([3, 4], [[5]])
    assert found.total == pytest.approx(engine.plainly([3, 4], [5]).total, abs=1e-4)
