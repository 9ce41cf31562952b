"""Many prompts at once say what each says alone, whatever the memory, and whoever ends first."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import torch

from models import batching
from models.batching import generate_batch, generate_each, kv_bytes
from models.engine import Engine
from models.errors import ModelForeign, OutOfMemory, PromptTooLong
from models.sampling import Sampling
from tests.models.test_engine import CONTEXT, FAMILIES, tiny_model

STOP = frozenset(range(0, 320, 11))  # so many that rows end at all times
OTHERS = (*FAMILIES[1:], "bert")


def prompts(count: int, longest: int = 50, seed: int = 3) -> list[list[int]]:
    draw = random.Random(seed)
    return [[draw.randrange(320) for _ in range(draw.randint(1, longest))] for _ in range(count)]


@pytest.fixture(scope="module")
def alone_of() -> Callable[[str], tuple[Engine, list[list[int]]]]:
    """A family's engine, and what each of the prompts says alone: asked for several times, run once."""

    def made(family: str) -> tuple[Engine, list[list[int]]]:
        engine = Engine(tiny_bert() if family == "bert" else tiny_model(family), "cpu")
        return engine, one_by_one(engine, prompts(9), 30)

    return cache(made)


@pytest.fixture
def llama() -> Engine:
    return Engine(tiny_model("llama"), "cpu")


def tiny_bert() -> Any:
    """The architecture of the bundled model: learnt positions."""
    import transformers as t

    torch.manual_seed(7)
    config = t.BertConfig(
        vocab_size=320,
        hidden_size=64,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=CONTEXT,
        is_decoder=True,
        initializer_range=0.2,
    )
    return t.BertLMHeadModel(config)


def one_by_one(
    engine: Engine, asked: list[list[int]], most: int, stop: frozenset[int] = STOP, sampling: Sampling | None = None
) -> list[list[int]]:
    return [list(engine.generate(engine.start(), ids, stop, most, sampling or Sampling())) for ids in asked]


@pytest.mark.parametrize(
    ("family", "rows"),
    [
        *(("llama", rows) for rows in (2, 5, 64)),
        *((family, 5) for family in OTHERS),
        *(pytest.param(family, rows, marks=pytest.mark.slow) for family in OTHERS for rows in (2, 64)),
    ],
)
def test_each_row_says_what_it_says_alone(
    alone_of: Callable[[str], tuple[Engine, list[list[int]]]], family: str, rows: int
) -> None:
    engine, alone = alone_of(family)
    memory = rows * (50 + 30) * kv_bytes(engine)
    assert generate_batch(engine, prompts(9), STOP, 30, memory=memory) == alone


def test_only_layers_that_keep_tokens_apart_are_padded() -> None:
    assert [family for family in FAMILIES if not Engine(tiny_model(family), "cpu").can_pad(9)] == ["lfm2"]


def test_rows_share_passes(llama: Engine) -> None:
    passes: list[int] = []
    llama._model.register_forward_pre_hook(
        lambda _, args, given: passes.append(len(given["input_ids"])), with_kwargs=True
    )
    asked = prompts(8)
    generate_batch(llama, asked, frozenset(), 10)
    assert sum(passes) == 1 + 8 * 10  # one to learn how large a token is
    assert len(passes) == 1 + 10


def test_the_memory_given_is_kept(llama: Engine) -> None:
    """Never more columns of keys and values at once than the budget holds."""
    held: list[int] = []

    def note(_: Any, __: Any, given: dict[str, Any]) -> None:
        if (mask := given.get("attention_mask")) is not None:
            held.append(mask.numel())

    llama._model.register_forward_pre_hook(note, with_kwargs=True)
    asked, each = prompts(12), kv_bytes(llama)
    generate_batch(llama, asked, STOP, 20, memory=200 * each)
    assert max(held) <= 200
    assert max(held) > 100


def test_context_and_most_end_rows_as_alone(llama: Engine) -> None:
    asked = [[3] * (CONTEXT - 2), [4] * CONTEXT, [5, 6], [7] * 40]
    assert generate_batch(llama, asked, frozenset(), 60) == one_by_one(llama, asked, 60, frozenset())
    assert generate_batch(llama, asked, frozenset(), 0) == [[], [], [], []]
    assert generate_batch(llama, [], STOP, 9) == []
    assert generate_batch(llama, asked[2:3], STOP, 9) == one_by_one(llama, asked[2:3], 9)


def test_sampling_is_each_rows_own(llama: Engine) -> None:
    asked, sampling = prompts(6), Sampling(temperature=0.8, top_k=40, repetition=1.2, seed=5)
    expected = one_by_one(llama, asked, 15, sampling=sampling)
    assert generate_batch(llama, asked, STOP, 15, sampling) == expected
    assert expected != one_by_one(llama, asked, 15)


def test_what_is_ended_from_outside_ends_with_that_token(llama: Engine) -> None:
    asked = prompts(5)
    alone = one_by_one(llama, asked, 30, frozenset())
    ends = {number: said[number + 2] for number, said in enumerate(alone)}
    found = {
        one.number: list(one.tokens)
        for one in generate_each(llama, asked, frozenset(), 30, ended=lambda number, token: token == ends[number])
    }
    assert found == {n: said[: said.index(ends[n]) + 1] for n, said in enumerate(alone)}


def test_progress_and_order(llama: Engine) -> None:
    told: list[tuple[int, int]] = []
    generate_batch(llama, prompts(5), STOP, 9, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(1, 6)]


def test_too_long_a_prompt_is_refused_before_anything_runs(llama: Engine) -> None:
    passes: list[object] = []
    llama._model.register_forward_pre_hook(lambda *_: passes.append(1))
    with pytest.raises(PromptTooLong):
        generate_batch(llama, [[3], [3] * (CONTEXT + 1)], STOP, 9)
    with pytest.raises(ValueError, match="at least one token"):
        generate_batch(llama, [[3], []], STOP, 9)
    with pytest.raises(ValueError, match="vocabulary"):
        generate_batch(llama, [[3], [320]], STOP, 9)
    assert not passes


@pytest.mark.parametrize("rows_that_fit", [1, 3])
def test_out_of_memory_halves_the_batch_and_loses_nothing(llama: Engine, rows_that_fit: int) -> None:
    asked = prompts(9)
    expected = one_by_one(llama, asked, 20)
    fail_above(llama, rows_that_fit)
    assert generate_batch(llama, asked, STOP, 20) == expected


def test_when_not_one_row_fits_it_says_so(llama: Engine) -> None:
    each = kv_bytes(llama)
    fail_above(llama, 0)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(OutOfMemory, match="give shorter ones"):
        patch.setattr(batching, "kv_bytes", lambda _: each)  # it runs a token itself, which must not be what fails
        generate_batch(llama, prompts(3), STOP, 9)


def fail_above(engine: Engine, rows: int) -> None:
    def refuse(_: Any, __: Any, given: dict[str, Any]) -> None:
        if len(given["input_ids"]) > rows:
            raise torch.OutOfMemoryError("out of memory")

    engine._model.register_forward_pre_hook(refuse, with_kwargs=True)


def test_other_errors_and_nan_are_not_hidden(llama: Engine) -> None:
    llama._model.lm_head.weight.data.fill_(float("nan"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batching, "kv_bytes", lambda _: 1)
        with pytest.raises(ModelForeign, match="NaN"):
            generate_batch(llama, prompts(3), STOP, 9)


def test_closing_ends_the_work(llama: Engine) -> None:
    asked = prompts(4)
    rows = generate_each(llama, asked, frozenset(asked[0]), 30, ended=lambda number, token: number == 0)
    passes: list[object] = []
    llama._model.register_forward_pre_hook(lambda *_: passes.append(1))
    first = next(rows)
    rows.close()
    assert first.number == 0 or first.tokens == ()
    assert len(passes) < 30
