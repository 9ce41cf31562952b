"""The prefix cache: logits and greedy text are those of reading everything anew, whatever was kept, evicted or shared."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import Cache, Engine
from models.prefix_cache import Counts, PrefixCache, free_budget
from tests.models.test_engine import CONTEXT, FAMILIES, PROMPT, close, tiny_model, without_cache

KEEPABLE = tuple(family for family in FAMILIES if family != "lfm2")
TOKEN = 2 * 2 * 2 * 16 * 4  # bytes of one: keys and values of two layers, two heads, sixteen wide, float32
NOTHING: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def engines() -> dict[str, Engine]:
    return {family: Engine(tiny_model(family), "cpu") for family in FAMILIES}


@pytest.fixture(scope="module")
def llama(engines: dict[str, Engine]) -> Engine:
    return engines["llama"]


def kept(engine: Engine, ids: Sequence[int], prefixes: PrefixCache) -> Cache:
    cache = engine.start()
    engine.extend(cache, ids)
    prefixes.keep(cache)
    return cache


def read(engine: Engine, prefixes: PrefixCache, ids: list[int]) -> torch.Tensor:
    """The logits after `ids`, with what is reused of them; then kept."""
    cache = prefixes.take(ids)
    assert cache.ids == ids[: len(cache.ids)]
    assert len(cache.ids) < len(ids)
    logits = engine.extend(cache, ids[len(cache.ids) :])
    prefixes.keep(cache)
    return logits


# Few different tokens, so that conversations often begin alike and part somewhere.
texts = st.lists(st.sampled_from([3, 4, 5]), min_size=1, max_size=24)


@settings(max_examples=30, deadline=None)
@given(
    family=st.sampled_from(FAMILIES),
    conversations=st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=4),
    room=st.sampled_from([0, 1, 5, 30, 10**6]),
    order=st.randoms(use_true_random=False),
)
def test_logits_agree_over_random_conversations(
    engines: dict[str, Engine], family: str, conversations: list[list[list[int]]], room: int, order: Any
) -> None:
    """Several conversations, a turn of any of them at a time, under budgets from nothing to plenty."""
    engine = engines[family]
    prefixes = PrefixCache(engine.start, room * TOKEN)
    so_far: list[list[int]] = [[] for _ in conversations]
    turns = [n for n, turns in enumerate(conversations) for _ in turns]
    order.shuffle(turns)
    left = [list(turns) for turns in conversations]
    for n in turns:
        so_far[n] += left[n].pop(0)
        ids = so_far[n][:CONTEXT]
        assert close(read(engine, prefixes, ids), without_cache(engine, ids)[-1:])
        assert prefixes.counts.held <= prefixes.budget
        assert prefixes.counts.held == sum(edge.size for edge in prefixes._edges())
        assert prefixes.counts.held % TOKEN == 0


@settings(max_examples=10, deadline=None)
@given(family=st.sampled_from(KEEPABLE), first=texts, second=texts, room=st.sampled_from([0, 7, 10**6]))
def test_greedy_text_is_the_same(
    engines: dict[str, Engine], family: str, first: list[int], second: list[int], room: int
) -> None:
    engine = engines[family]
    prefixes = PrefixCache(engine.start, room * TOKEN)
    for ids in (first, first + second, second, first):
        cache = prefixes.take(ids)
        said = list(engine.generate(cache, ids[len(cache.ids) :], NOTHING, 6))
        assert said == list(engine.generate(engine.start(), ids, NOTHING, 6))
        prefixes.keep(cache)


@pytest.mark.parametrize("family", KEEPABLE)
def test_a_prompt_read_before_is_reused_but_for_its_last_token(engines: dict[str, Engine], family: str) -> None:
    """Also where a window is shorter than the prompt."""
    engine = engines[family]
    prefixes = PrefixCache(engine.start, 2**20)
    kept(engine, PROMPT, prefixes)
    cache = prefixes.take(PROMPT)
    assert cache.ids == PROMPT[:-1]
    rows = engine.extend(cache, [PROMPT[-1], 9, 8], (0, 1, 2))
    assert close(rows, without_cache(engine, [*PROMPT, 9, 8])[-3:])


def test_an_edge_is_split_where_texts_part(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 2**20)
    for ids in ([3, 4, 5, 6, 7], [3, 4, 9, 9], [3, 4, 5, 6, 7, 8]):
        kept(llama, ids, prefixes)
    assert sorted(edge.ids for edge in prefixes._edges()) == [(3, 4), (5, 6, 7), (8,), (9, 9)]
    assert prefixes.counts == Counts(0, 0, 0, 8 * TOKEN)
    assert prefixes.take([3, 4, 5, 6, 7, 8, 1]).ids == [3, 4, 5, 6, 7, 8]
    assert prefixes.take([3, 4, 9, 1]).ids == [3, 4, 9]
    assert prefixes.take([4, 3]).ids == []
    assert prefixes.counts == Counts(13, 9, 0, 8 * TOKEN)


def test_what_was_used_longest_ago_goes_first(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 9 * TOKEN)
    kept(llama, [3, 4, 5], prefixes)
    kept(llama, [6, 7, 8], prefixes)
    kept(llama, [9, 9, 9], prefixes)
    prefixes.take([3, 4, 5, 1])
    kept(llama, [2, 2], prefixes)
    assert [prefixes.take([*ids, 1]).ids for ids in ([3, 4, 5], [6, 7, 8], [9, 9, 9], [2, 2])] == [
        [3, 4, 5], [], [9, 9, 9], [2, 2],
    ]  # fmt: skip
    assert prefixes.counts.evicted == 1
    assert prefixes.counts.held == 8 * TOKEN


def test_of_a_text_that_does_not_fit_the_beginning_is_kept(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 5 * TOKEN + 1)
    kept(llama, PROMPT, prefixes)
    assert prefixes.take(PROMPT).ids == PROMPT[:5]
    kept(llama, PROMPT, prefixes)  # what it follows cannot go to make room for it
    assert prefixes.take(PROMPT).ids == PROMPT[:5]


def test_a_budget_of_nothing_keeps_nothing(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 0)
    kept(llama, PROMPT, prefixes)
    assert prefixes.take(PROMPT).ids == []
    assert prefixes.counts == Counts(len(PROMPT), 0, 0, 0)


def test_what_was_given_out_is_ones_own(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 2**20)
    own = kept(llama, PROMPT, prefixes)
    taken = prefixes.take(PROMPT)
    with torch.inference_mode():
        for layer in (*own.past.layers, *taken.past.layers):
            layer.keys.zero_()
            layer.values.zero_()
    assert close(read(llama, prefixes, [*PROMPT, 9]), without_cache(llama, [*PROMPT, 9])[-1:])


def test_a_slice_does_not_hold_the_whole_in_memory(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 2**20)
    kept(llama, PROMPT, prefixes)
    kept(llama, [*PROMPT[:4], 1, 1], prefixes)
    tensors = [t for edge in prefixes._edges() for layer in edge.layers if layer for t in layer]
    assert all(tensor.untyped_storage().nbytes() == tensor.nbytes for tensor in tensors)


def test_layers_that_cannot_be_cut_are_not_kept(engines: dict[str, Engine]) -> None:
    engine = engines["lfm2"]
    prefixes = PrefixCache(engine.start, 2**20)
    kept(engine, PROMPT, prefixes)
    assert prefixes.take(PROMPT).ids == []


def test_a_cache_that_is_not_as_long_as_it_says_is_not_kept(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 2**20)
    prefixes.keep(Cache(kept(llama, PROMPT, PrefixCache(llama.start, 0)).past, PROMPT[:5]))
    prefixes.keep(Cache(llama.start().past, [3, 4]))
    assert prefixes.counts.held == 0


def test_keys_that_depend_on_what_follows_are_not_kept() -> None:
    """Phi's LongRoPE turns all keys otherwise once a text is longer than its original context."""
    import transformers as t

    torch.manual_seed(7)
    factors = {"short_factor": [1.0] * 8, "long_factor": [3.0] * 8, "rope_type": "longrope", "rope_theta": 10000.0}
    config = t.Phi3Config(
        vocab_size=320, hidden_size=64, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=256, original_max_position_embeddings=84, pad_token_id=0,
        bos_token_id=1, eos_token_id=2, initializer_range=0.2, rope_parameters=factors,
    )  # fmt: skip
    engine = Engine(t.Phi3ForCausalLM(config), "cpu")
    assert engine.steady == 20
    assert Engine(tiny_model("gemma3"), "cpu").steady is None
    prefixes = PrefixCache(engine.start, 2**20, engine.steady)
    long = [3 + n % 90 for n in range(100)]
    for ids in (long[:20], long[:50], long, long[:30], long[:18]):
        assert close(read(engine, prefixes, ids), without_cache(engine, ids)[-1:])
    assert prefixes.take(long[:20]).ids == long[:19]
    assert prefixes.take(long[:21]).ids == []


def test_bfloat16_is_kept_as_it_is() -> None:
    engine = Engine(tiny_model("llama").to(torch.bfloat16), "cpu")
    prefixes = PrefixCache(engine.start, 2**20)
    kept(engine, PROMPT, prefixes)
    cache = prefixes.take([*PROMPT, 9])
    assert cache.past.layers[0].keys.dtype == torch.bfloat16
    assert prefixes.counts.held == len(PROMPT) * TOKEN // 2
    whole = engine.start()
    engine.extend(whole, PROMPT)
    assert torch.equal(engine.extend(cache, [9]), engine.extend(whole, [9]))


def test_interleaved_conversations_are_as_if_alone(llama: Engine) -> None:
    prefixes = PrefixCache(llama.start, 40 * TOKEN)
    prompts = [[*PROMPT, n] for n in (3, 4)]
    caches = [prefixes.take(ids) for ids in prompts]
    streams = [
        llama.generate(cache, ids[len(cache.ids) :], NOTHING, 12) for cache, ids in zip(caches, prompts, strict=True)
    ]
    woven = list(zip(*streams, strict=True))
    alone = [list(llama.generate(llama.start(), ids, NOTHING, 12)) for ids in prompts]
    assert [list(said) for said in zip(*woven, strict=True)] == alone


def test_threads(llama: Engine) -> None:
    """Many at once, in a budget so small that each evicts what others read."""
    prefixes = PrefixCache(llama.start, 25 * TOKEN)
    wrong: list[list[int]] = []

    def ask(n: int) -> None:
        for turn in range(6):
            ids = [*PROMPT[: 4 * (n % 3)], n, *PROMPT[: 3 * turn + 1]]
            if not close(read(llama, prefixes, ids), without_cache(llama, ids)[-1:]):
                wrong.append(ids)

    threads = [threading.Thread(target=ask, args=(3 + n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert prefixes.counts.held <= prefixes.budget
    assert prefixes.counts.reused > 0


@pytest.mark.parametrize("error", [torch.OutOfMemoryError("CUDA out of memory."), MemoryError()])
def test_no_memory_for_a_copy_drops_everything_and_goes_on(
    llama: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    prefixes = PrefixCache(llama.start, 2**20)
    own = kept(llama, PROMPT, prefixes)

    def full(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("models.prefix_cache._fill", full)
        assert prefixes.take([*PROMPT, 9]).ids == []
    assert prefixes.counts.held == 0
    with monkeypatch.context() as patched:
        patched.setattr("models.prefix_cache._cut", full)
        prefixes.keep(own)
    assert prefixes.counts.held == 0
    prefixes.keep(own)
    assert prefixes.take([*PROMPT, 9]).ids == PROMPT


def test_the_budget_is_a_share_of_what_is_free() -> None:
    assert 0 < free_budget("cpu") <= 2**31
