"""Sampling against transformers' own logits processors, in the order in which its `generate` runs them."""

from __future__ import annotations

import math
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.sampling import GREEDY, Sampling, adjusted, pick
from tests.models.test_engine import tiny_model

VOCABULARY = 50
pytestmark = pytest.mark.filterwarnings("ignore:Passing `repetition_penalty` with `inputs_embeds`:UserWarning")


@cache
def any_model() -> Any:
    return tiny_model("llama")


def theirs(logits: torch.Tensor, ids: list[int], sampling: Sampling) -> torch.Tensor:
    """What transformers' generate makes of logits (vocabulary,): its own list of processors, made by itself."""
    from transformers import GenerationConfig
    from transformers.generation.logits_process import LogitsProcessorList

    settings: dict[str, float] = {"repetition_penalty": sampling.repetition}
    if not sampling.greedy:
        settings |= {
            "temperature": float(sampling.temperature),
            "top_k": sampling.top_k,
            "top_p": sampling.top_p,
            "min_p": sampling.min_p,
        }
    untyped: Any = GenerationConfig
    config = untyped(do_sample=not sampling.greedy, **settings)
    processors = any_model()._get_logits_processor(
        generation_config=config, input_ids_seq_length=len(ids), logits_processor=LogitsProcessorList()
    )
    return torch.as_tensor(processors(torch.tensor([ids], dtype=torch.long), logits[None].clone())[0])


def drawn(seed: int, spread: float = 3.0) -> torch.Tensor:
    return torch.randn(VOCABULARY, generator=torch.Generator().manual_seed(seed)) * spread


SAMPLINGS = st.builds(
    Sampling,
    temperature=st.one_of(st.just(0.0), st.just(1.0), st.floats(0.01, 5)),
    top_k=st.integers(0, VOCABULARY + 5),
    top_p=st.floats(0, 1),
    min_p=st.floats(0, 1),
    repetition=st.one_of(st.just(1.0), st.floats(0.3, 3)),
)
IDS = st.lists(st.integers(0, VOCABULARY - 1), max_size=20)


@settings(max_examples=60, deadline=None)
@given(sampling=SAMPLINGS, ids=IDS, seed=st.integers(0, 2**32), spread=st.floats(0.1, 20))
def test_together_they_are_transformers_own(sampling: Sampling, ids: list[int], seed: int, spread: float) -> None:
    logits = drawn(seed, spread)
    before = logits.clone()
    ours = adjusted(logits, ids, sampling)
    assert torch.allclose(ours, theirs(logits, ids, sampling), rtol=1e-5, atol=1e-6)
    assert bool(logits.equal(before))
    assert ours.isfinite().any()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), value=st.floats(0.01, 0.99), k=st.integers(1, VOCABULARY), ids=IDS)
def test_each_is_transformers_own(seed: int, value: float, k: int, ids: list[int]) -> None:
    from transformers import (
        MinPLogitsWarper,
        RepetitionPenaltyLogitsProcessor,
        TemperatureLogitsWarper,
        TopKLogitsWarper,
        TopPLogitsWarper,
    )

    pairs = [
        (Sampling(temperature=value), TemperatureLogitsWarper(value)),
        (Sampling(temperature=1, top_k=k), TopKLogitsWarper(k)),
        (Sampling(temperature=1, top_p=value), TopPLogitsWarper(value)),
        (Sampling(temperature=1, min_p=value), MinPLogitsWarper(value)),
        (Sampling(temperature=1, repetition=1 + value), RepetitionPenaltyLogitsProcessor(1 + value)),
        (Sampling(repetition=value), RepetitionPenaltyLogitsProcessor(value)),
    ]
    logits = drawn(seed)
    for sampling, processor in pairs:
        expected = processor(torch.tensor([ids], dtype=torch.long), logits[None].clone())[0]
        assert torch.allclose(adjusted(logits, ids, sampling), expected, rtol=1e-5, atol=1e-6), sampling


def kept(probabilities: list[float], sampling: Sampling) -> list[int]:
    return adjusted(torch.tensor(probabilities).log(), [], sampling).isfinite().nonzero().flatten().tolist()


def test_filters_by_hand() -> None:
    shares = [0.05, 0.4, 0.25, 0.1, 0.2]
    assert kept(shares, Sampling(1)) == [0, 1, 2, 3, 4]
    assert kept(shares, Sampling(1, top_k=2)) == [1, 2]
    assert kept(shares, Sampling(1, top_p=0.6)) == [1, 2]  # .4 + .25 are the first to hold .6
    assert kept(shares, Sampling(1, top_p=0.7)) == [1, 2, 4]
    assert kept(shares, Sampling(1, top_p=0)) == [1]
    assert kept(shares, Sampling(1, min_p=0.45)) == [1, 2, 4]  # at least .18
    assert kept(shares, Sampling(1, min_p=1)) == [1]
    # Of the two that top_k leaves, the likelier holds .4 ÷ .65 = .615 of the probability.
    assert kept(shares, Sampling(1, top_k=2, top_p=0.6)) == [1]
    # At temperature 2 the shares are as their roots: .22, .63, .5, .32, .45 of 2.12, so that .3 of .63 leaves all.
    assert kept(shares, Sampling(2, min_p=0.3)) == [0, 1, 2, 3, 4]
    assert kept(shares, Sampling(1, min_p=0.3)) == [1, 2, 4]


def test_repetition_by_hand() -> None:
    logits = torch.tensor([2.0, -1.0, 0.5, 4.0])
    assert adjusted(logits, [0, 1, 0], Sampling(repetition=2)).tolist() == [1.0, -2.0, 0.5, 4.0]
    assert adjusted(logits, [], Sampling(repetition=2)).tolist() == logits.tolist()
    assert adjusted(logits, [0, 1], GREEDY) is logits


def test_equals_are_cut_alike_in_number() -> None:
    assert len(kept([0.1] * 10, Sampling(1, top_p=0.35))) == 4
    assert len(kept([0.1] * 10, Sampling(1, top_k=3))) == 10  # none of them is less likely than the third
    assert len(kept([0.1] * 10, Sampling(1, min_p=1))) == 10


def test_greedy_takes_the_first_of_the_likeliest() -> None:
    rng = torch.Generator()
    assert pick(torch.tensor([1.0, 7.0, 7.0, 2.0]), [], GREEDY, rng) == 1
    assert pick(torch.tensor([1.0, 7.0, 7.0, 2.0]), [1, 2], Sampling(repetition=10), rng) == 3
    assert pick(torch.tensor([1.0, 7.0, 3.0, 2.0]), [], Sampling(temperature=1e-30), rng) == 1
    assert pick(torch.tensor([1.0, 7.0, 3.0, 2.0]) * 1e30, [], Sampling(temperature=1e-5), rng) == 1


@settings(max_examples=40, deadline=None)
@given(sampling=SAMPLINGS, ids=IDS, seed=st.integers(0, 2**32))
def test_the_same_seed_draws_the_same_tokens_and_none_that_was_filtered(
    sampling: Sampling, ids: list[int], seed: int
) -> None:
    logits = drawn(seed)
    allowed = adjusted(logits, ids, sampling).isfinite().nonzero().flatten().tolist()

    def tokens() -> list[int]:
        rng = torch.Generator().manual_seed(seed)
        return [pick(logits, ids, sampling, rng) for _ in range(12)]

    first = tokens()
    assert first == tokens()
    assert set(first) <= set(allowed)


def test_another_seed_draws_other_tokens() -> None:
    logits = torch.zeros(VOCABULARY)

    def tokens(seed: int) -> list[int]:
        rng = torch.Generator().manual_seed(seed)
        return [pick(logits, [], Sampling(1), rng) for _ in range(12)]

    assert tokens(1) != tokens(2)


@pytest.mark.parametrize(
    "sampling",
    [Sampling(1), Sampling(0.5), Sampling(1.7, top_k=3), Sampling(1, top_p=0.8), Sampling(1, min_p=0.3)],
)
def test_frequencies_are_the_adjusted_probabilities(sampling: Sampling) -> None:
    """By the chi-squared statistic: 3000 draws, at most five tokens; 23.5 is passed once in ten thousand runs."""
    logits, draws, rng = torch.tensor([0.0, 1.0, 2.0, -1.0, 1.5]), 3000, torch.Generator().manual_seed(11)
    expected = adjusted(logits, [], sampling).softmax(-1) * draws
    counts = torch.bincount(
        torch.tensor([pick(logits, [], sampling, rng) for _ in range(draws)]), minlength=len(logits)
    )
    possible = expected > 0
    assert counts[~possible].sum() == 0
    assert float((counts - expected).square()[possible].div(expected[possible]).sum()) < 23.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", -0.1),
        ("temperature", math.nan),
        ("temperature", math.inf),
        ("top_k", -1),
        ("top_p", 1.1),
        ("top_p", -0.1),
        ("top_p", math.nan),
        ("min_p", 2.0),
        ("min_p", -1.0),
        ("repetition", 0.0),
        ("repetition", math.inf),
        ("seed", 2**63),
    ],
)
def test_a_value_out_of_range_is_refused_in_one_sentence(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=rf"^{name} is .*, not {value}; give .*\.$"):
        Sampling(**{name: value})  # type: ignore[arg-type]


def test_the_value_needs_no_torch() -> None:
    code = "import sys, models.sampling; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
