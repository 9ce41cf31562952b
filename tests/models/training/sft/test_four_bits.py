"""LoRA over a base of four bits, and what is refused of it and of weights cut over devices."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from models.adapters import with_adapter
from models.training.sft import base as base_module
from models.training.sft.settings import RunRefused, SftSettings
from models.training.sft.tuning import Files, train_sft
from tests.models.training.sft.families import held_out_example, own_loss, settings, tiny_model

BaseOf = Callable[[str], Path]


@pytest.mark.skipif(importlib.util.find_spec("bitsandbytes") is None, reason="needs the extra 'qlora'")
def test_lora_over_four_bits(base_of: BaseOf, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is packed, the loss falls, and what is reported is that of the rounded base with the adapter on it."""
    from bitsandbytes.functional import dequantize_4bit
    from bitsandbytes.nn.modules import Linear4bit

    rounded, load = dict[str, torch.Tensor](), base_module.load_base

    def loaded(*given: Any) -> Any:
        model = load(*given)
        for name, one in model.named_modules():
            if isinstance(one, Linear4bit):
                packed: Any = one.weight
                assert packed.dtype == torch.uint8
                rounded[name] = dequantize_4bit(packed.data, packed.quant_state)
        return model

    monkeypatch.setattr(base_module, "load_base", loaded)
    out = tmp_path / "out"
    report = train_sft(base_of("llama"), Files((lessons,)), out, settings(method="qlora"))
    found = [json.loads(line).get("loss") for line in (out / "training.jsonl").read_text().splitlines()]
    found = [loss for loss in found if loss is not None]
    assert len(rounded) == 14 and found[0] > 5 and found[-1] < found[0] / 10
    example, model = held_out_example(lessons, "llama"), tiny_model("llama").eval()
    for name, weight in rounded.items():
        model.get_submodule(name).weight.data = weight
    assert report.before.held_out == pytest.approx(own_loss(model, example), abs=1e-4)
    assert report.after.held_out == pytest.approx(own_loss(with_adapter(model, out).eval(), example), abs=1e-4)


def test_four_bits_without_their_package_are_one_sentence(
    base_of: BaseOf, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "bitsandbytes" else find(name))
    with pytest.raises(RunRefused, match=r"needs bitsandbytes; .* pip install 'osler\[qlora\]'\.$"):
        train_sft(base_of("llama"), Files((lessons,)), tmp_path / "out", SftSettings(method="qlora"))


@pytest.mark.parametrize(
    ("state", "version", "method", "said"),
    [
        ("SHARDED_STATE_DICT", "2", "lora", "--fsdp_state_dict_type FULL_STATE_DICT"),
        ("FULL_STATE_DICT", "1", "lora", "--fsdp_version 2"),
        ("FULL_STATE_DICT", "2", "qlora", "--method lora"),
    ],
)
def test_sharding_that_would_fail_is_refused(
    base_of: BaseOf,
    lessons: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    state: str,
    version: str,
    method: Any,
    said: str,
) -> None:
    """Sharded checkpoints are pickled; the first version loses its storage; 4 bits are not cut."""
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")
    monkeypatch.setenv("FSDP_STATE_DICT_TYPE", state)
    monkeypatch.setenv("FSDP_VERSION", version)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    with pytest.raises(RunRefused, match=said):
        train_sft(base_of("llama"), Files((lessons,)), tmp_path / "out", settings(method=method))
