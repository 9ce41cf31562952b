"""Decoding with fixed buffers says what decoding with a growing cache says, and leaves the same cache."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from models import static_decoding
from models.engine import Cache, Engine
from models.errors import ModelForeign
from models.sampling import Sampling
from models.static_decoding import StaticDecoder, fits
from tests.models.test_batching import tiny_bert
from tests.models.test_engine import CONTEXT, FAMILIES, PROMPT, tiny_model

EXACT = ("llama", "qwen3", "gemma", "bert")


@pytest.fixture(scope="module", params=EXACT)
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(tiny_bert() if request.param == "bert" else tiny_model(request.param), "cpu")


@pytest.fixture
def llama() -> Engine:
    return Engine(tiny_model("llama"), "cpu")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that texts of the tiny models cross from one length of buffer to the next."""
    monkeypatch.setattr(static_decoding, "_SHORTEST", 16)


def same(ours: Cache, theirs: Cache) -> bool:
    pairs = zip(ours.past.layers, theirs.past.layers, strict=True)
    close = all(
        a.keys.shape == b.keys.shape
        and torch.allclose(a.keys, b.keys, atol=1e-4)
        and torch.allclose(a.values, b.values, atol=1e-4)
        for a, b in pairs
    )
    return ours.ids == theirs.ids and close


def both(
    engine: Engine, stop: frozenset[int] = frozenset(), most: int = 30, sampling: Sampling | None = None
) -> tuple[tuple[list[int], Cache], tuple[list[int], Cache]]:
    decoder, found = StaticDecoder(engine), []
    for way in (decoder.decode, engine.generate_dynamically):
        cache = engine.start()
        found.append((list(way(cache, PROMPT, stop, most, sampling or Sampling())), cache))
    return found[0], found[1]


@pytest.mark.parametrize(
    "sampling", [Sampling(), Sampling(repetition=1.3), Sampling(temperature=0.9, top_p=0.9, repetition=1.1, seed=4)]
)
def test_tokens_and_cache_are_those_of_the_engine(engine: Engine, sampling: Sampling) -> None:
    (ours, our_cache), (theirs, their_cache) = both(engine, sampling=sampling)
    assert ours == theirs
    assert len(ours) == 30
    assert same(our_cache, their_cache)


@pytest.mark.parametrize("most", [0, 1, 2, CONTEXT])
def test_it_ends_where_the_engine_ends(llama: Engine, most: int) -> None:
    said = both(llama)[1][0]
    for stop in (frozenset[int](), frozenset(said[:1]), frozenset(said[7:8])):
        (ours, our_cache), (theirs, their_cache) = both(llama, stop, most)
        assert ours == theirs
        if most:
            assert same(our_cache, their_cache)


def test_a_conversation_goes_on_and_back(llama: Engine) -> None:
    decoder, cache = StaticDecoder(llama), llama.start()
    tokens = decoder.decode(cache, PROMPT, frozenset(), 50)
    said = [next(tokens) for _ in range(5)]
    tokens.close()
    assert cache.ids == [*PROMPT, *said[:-1]]
    llama.rewind(cache, 3)
    again = list(decoder.decode(cache, [9, 10], frozenset(), 12))
    fresh = llama.start()
    assert again == list(llama.generate_dynamically(fresh, [*PROMPT, said[0], 9, 10], frozenset(), 12))
    assert same(cache, fresh)


def test_while_it_is_busy_the_engine_decodes(llama: Engine) -> None:
    decoder = StaticDecoder(llama)
    first = decoder.decode(llama.start(), PROMPT, frozenset(), 20)
    begun = [next(first), next(first)]
    other = [8, 9, 10]
    assert list(decoder.decode(llama.start(), other, frozenset(), 9)) == list(
        llama.generate_dynamically(llama.start(), other, frozenset(), 9)
    )
    assert [*begun, *first] == both(llama, most=20)[1][0]


def test_windows_and_convolutions_are_left_to_the_engine() -> None:
    assert [family for family in FAMILIES if not fits(Engine(tiny_model(family), "cpu"))] == ["gemma3", "lfm2"]
    engine = Engine(tiny_model("gemma3"), "cpu")
    assert not engine.decode_statically("none")
    assert list(engine.generate(engine.start(), PROMPT, frozenset(), 5))


def test_the_engine_uses_it_once_ready(llama: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(llama.generate(llama.start(), PROMPT, frozenset(), 9))
    assert llama.decode_statically("fastest")
    monkeypatch.setattr(llama, "generate_dynamically", None)
    assert list(llama.generate(llama.start(), PROMPT, frozenset(), 9)) == expected


def test_each_length_is_captured_once_and_each_token_replays(llama: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    captured: list[object] = []
    replays: list[object] = []

    def capture(step: Any) -> Any:
        for _ in range(3):  # as a graph is warmed up, which must leave no trace
            with torch.inference_mode():
                step()
        captured.append(step)

        def replay() -> None:
            replays.append(1)
            step()

        return replay

    monkeypatch.setattr(static_decoding, "captures", lambda device: {"none": capture})
    decoder = StaticDecoder(llama)
    decoder.warm_up()
    assert decoder.lengths() == (16, 32, 64, CONTEXT)
    assert len(captured) == 4
    ours = list(decoder.decode(llama.start(), PROMPT, frozenset(), 30))
    assert ours == list(llama.generate_dynamically(llama.start(), PROMPT, frozenset(), 30))
    assert len(captured) == 4
    assert 29 <= len(replays) <= 31  # one may be begun ahead
    late = StaticDecoder(llama)  # captured in the midst of a text
    assert list(late.decode(llama.start(), PROMPT, frozenset(), 30)) == ours


def test_nan_is_told(llama: Engine) -> None:
    decoder = StaticDecoder(llama)
    tokens = decoder.decode(llama.start(), PROMPT, frozenset(), 9)
    next(tokens)
    llama.model.lm_head.weight.data.fill_(float("nan"))
    with pytest.raises(ModelForeign, match="NaN"):
        list(tokens)


@pytest.mark.gpu
@pytest.mark.parametrize("way", ["graph", "compile"])
def test_captured_graphs_say_the_same(way: Any) -> None:
    engine = Engine(tiny_model("llama"), "cuda")
    expected = list(engine.generate(engine.start(), PROMPT, frozenset(), 40))
    assert engine.decode_statically(way)
    assert list(engine.generate(engine.start(), PROMPT, frozenset(), 40)) == expected
