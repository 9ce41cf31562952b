"""The estimate against a case worked by hand and against the models themselves, and what is said when nothing fits."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.errors import OutOfMemory
from models.training.sft.base import lora, open_base
from models.training.sft.memory import Shape, available, estimate, fitting, trained_parameters
from models.training.sft.settings import SftSettings
from tests.models.training.sft.families import FAMILIES, tiny_model

# About 8 billion parameters, in the manner of Llama 3: 32 layers, 4096 wide.
EIGHT = Shape(8_030_000_000, 6_979_321_856, 32 * 78_848, 32, 4096, 14_336, 1024, 128_256)
LORA = SftSettings(rank=16, max_tokens=2048, packing=False)
FULL = replace(LORA, method="full")
GB = 1e9


def test_full_training_by_hand() -> None:
    """Mixed: 4 bytes a weight and 2 of its half copy, 4 a gradient, 8 of AdamW: 18 bytes a parameter."""
    found = estimate(EIGHT, FULL, "mixed", recomputing=True)
    assert found.weights == 6 * 8.03e9 and found.gradients == 4 * 8.03e9 and found.optimizer == 8 * 8.03e9
    inputs = 2048 * 2 * 4096 * 32
    layer = 2048 * 2 * (12 * 4096 + 4 * 1024 + 4 * 14_336)
    assert found.activations == inputs + layer + 12 * 2048 * 32_768
    assert found.total == pytest.approx(found.weights + found.gradients + found.optimizer + found.activations + GB)


def test_an_adapter_by_hand() -> None:
    found = estimate(EIGHT, LORA, "bfloat16", recomputing=False)
    trained = 16 * 32 * 78_848
    assert trained_parameters(EIGHT, LORA) == trained
    assert found.weights == 2 * 8.03e9 + 4 * trained
    assert (found.gradients, found.optimizer) == (4 * trained, 8 * trained)
    assert found.activations == 32 * 2048 * 2 * (12 * 4096 + 4 * 1024 + 4 * 14_336) + 12 * 2048 * 32_768


def test_four_bits_and_shards_and_packing_by_hand() -> None:
    packed = estimate(EIGHT, replace(LORA, method="qlora"), "bfloat16", recomputing=True)
    rest = 8_030_000_000 - 6_979_321_856
    assert packed.weights == pytest.approx(6_979_321_856 * 4.127 / 8 + 2 * rest + 4 * trained_parameters(EIGHT, LORA))
    whole, cut = (estimate(EIGHT, FULL, "mixed", recomputing=True, shards=shards) for shards in (1, 4))
    assert cut.weights == whole.weights / 4 and cut.optimizer == whole.optimizer / 4
    assert cut.activations == whole.activations
    rows = estimate(EIGHT, replace(LORA, packing=True), "bfloat16", recomputing=False)
    assert rows.activations - estimate(EIGHT, LORA, "bfloat16", recomputing=False).activations == 4 * 2048**2


@pytest.mark.parametrize("family", FAMILIES)
def test_the_shape_is_the_models(base_of: Callable[[str], Path], family: str) -> None:
    """Parameters against the model loaded, and what LoRA trains against peft's own count."""
    from peft import get_peft_model

    shape = open_base(base_of(family)).shape
    model = tiny_model(family)
    assert shape.parameters == sum(p.numel() for p in model.parameters())
    wrapped: Any = get_peft_model(model, lora(LORA))
    assert trained_parameters(shape, LORA) == wrapped.get_nb_trainable_parameters()[0]
    assert (shape.layers, shape.width, shape.inner, shape.keys) == (2, 32, 64, 16)


def test_recomputing_is_chosen_only_where_it_is_needed() -> None:
    least = estimate(EIGHT, LORA, "bfloat16", recomputing=True).total
    most = estimate(EIGHT, LORA, "bfloat16", recomputing=False).total
    assert fitting("m", EIGHT, LORA, "bfloat16", most, cuda=True) is False
    assert fitting("m", EIGHT, LORA, "bfloat16", most - 1, cuda=True) is True
    assert fitting("m", EIGHT, LORA, "bfloat16", least, cuda=True) is True
    assert fitting("m", EIGHT, LORA, "bfloat16", math.inf, cuda=True) is False


@pytest.mark.parametrize(
    ("settings", "room", "cuda", "said"),
    [
        (FULL, 80, True, r"Training all weights of m needs about 1\d\d\.\d GB, and 80\.0 GB are free on the GPU; "),
        (
            FULL,
            80,
            True,
            r"what would fit: --method lora \(about 1\d\.\d GB\); --no-check-memory tries all the same\.$",
        ),
        (
            FULL,
            12,
            True,
            r"what would fit: --method qlora \(about \d\.\d GB\); --no-check-memory tries all the same\.$",
        ),
        (LORA, 12, True, r"what would fit: --method qlora \(about"),
        (replace(LORA, batch_size=16), 20, True, r"what would fit: --batch-size 1 \(about"),
        (replace(LORA, max_tokens=32_768, packing=True), 20, True, r"what would fit: --max-tokens 2048 \(about"),
        (FULL, 23, False, r"23\.0 GB are free on this machine; neither a smaller batch nor another method would fit: "),
        (FULL, 23, False, r"choose a model of at most about 1\.\d billion parameters; --no-check-memory"),
        (FULL, 0.2, False, r"choose a larger machine; --no-check-memory"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(
    settings: SftSettings, room: float, cuda: bool, said: str
) -> None:
    with pytest.raises(OutOfMemory, match=said):
        fitting(
            "m",
            EIGHT,
            settings,
            "mixed" if settings.method == "full" and cuda else "bfloat16" if cuda else "float32",
            room * GB,
            cuda=cuda,
        )


def test_there_is_memory_here() -> None:
    assert 1e7 < available("cpu") < 1e14
