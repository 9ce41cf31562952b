"""An adapter over its base, the same merged into a folder, and peft's own forward pass: one and the same model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import LlamaConfig, LlamaForCausalLM

from models.adapters import read_adapter
from models.engine import Engine
from models.errors import ModelForeign, ModelMissing
from models.text import Message, TextModel
from models.training.sft.base import lora, open_base
from models.training.sft.merging import merge
from models.training.sft.settings import RunRefused, SftSettings
from tests.models.training.sft.families import FAMILIES, tiny_model

BaseOf = Callable[[str], Path]
IDS = [5, 17, 40, 8, 99, 250, 31]


@pytest.fixture(scope="module")
def adapter_of(base_of: BaseOf, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """An adapter of a family with random matrices, as peft saves it."""

    def make(family: str) -> Path:
        from peft import get_peft_model

        out = tmp_path_factory.mktemp("adapters") / family
        wrapped: Any = get_peft_model(tiny_model(family), lora(SftSettings(rank=4)))
        torch.manual_seed(3)
        for name, parameter in wrapped.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(parameter, std=0.3)
        wrapped.peft_config["default"].base_model_name_or_path = str(base_of(family))
        wrapped.save_pretrained(out)
        return out

    return make


def logits(engine: Engine) -> torch.Tensor:
    return engine.extend(engine.start(), IDS, range(len(IDS)))


@pytest.mark.parametrize("family", FAMILIES)
def test_adapter_and_merged_and_pefts_own_are_one(
    base_of: BaseOf, adapter_of: Callable[[str], Path], tmp_path: Path, family: str
) -> None:
    from peft import PeftModel

    base, adapter = base_of(family), adapter_of(family)
    over = logits(Engine.load(base, "cpu", adapter=adapter))
    merged = merge(adapter, tmp_path / "merged")
    assert torch.allclose(over, logits(Engine.load(merged, "cpu")), atol=1e-5)
    plain: Any = PeftModel.from_pretrained(tiny_model(family), str(adapter)).eval()
    with torch.no_grad():
        assert torch.allclose(over, plain(torch.tensor([IDS])).logits[0], atol=1e-4)
    assert not torch.allclose(over, logits(Engine.load(base, "cpu")), atol=0.1)
    assert sorted(merged.glob("*.safetensors")) == [merged / "model.safetensors"]
    text, other = TextModel.load(base, "cpu", adapter=adapter), TextModel.load(merged, "cpu")
    asked = [Message("user", "What helps a cold?")]
    assert list(text.stream(asked, max_tokens=8)) == list(other.stream(asked, max_tokens=8))
    assert text.name == f"{base} with {adapter}"


def test_a_half_precision_base_stays_one(base_of: BaseOf, adapter_of: Callable[[str], Path], tmp_path: Path) -> None:
    half = tmp_path / "half"
    tiny_model("llama").bfloat16().save_pretrained(half)
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(base_of("llama") / name, half)
    assert open_base(half).stored == torch.bfloat16
    merged = merge(adapter_of("llama"), tmp_path / "merged", model=str(half))
    assert {value.dtype for value in load_file(merged / "model.safetensors").values()} == {torch.bfloat16}


def test_an_adapter_of_another_model_is_refused(adapter_of: Callable[[str], Path], tmp_path: Path) -> None:
    """Where the shapes tell: a model of fewer layers, or of other widths."""
    adapter = adapter_of("llama")
    for changed in ({"num_hidden_layers": 1}, {"intermediate_size": 48}):
        other = LlamaForCausalLM(LlamaConfig(**(tiny_model("llama").config.to_dict() | changed)))
        other.save_pretrained(tmp_path / str(changed))
        with pytest.raises(ModelForeign, match=r"trained on .*llama, does not fit this model .*; give the model"):
            Engine.load(tmp_path / str(changed), "cpu", adapter=adapter)


def test_a_damaged_adapter_is_refused(base_of: BaseOf, adapter_of: Callable[[str], Path]) -> None:
    adapter = adapter_of("llama")
    weights = load_file(adapter / "adapter_model.safetensors")
    first = min(weights)
    save_file({name: value for name, value in weights.items() if name != first}, adapter / "adapter_model.safetensors")
    with pytest.raises(ModelForeign, match="weights are named otherwise"):
        Engine.load(base_of("llama"), "cpu", adapter=adapter)
    save_file(weights | {first: torch.full_like(weights[first], torch.nan)}, adapter / "adapter_model.safetensors")
    with pytest.raises(ModelForeign, match="does not fit this model"):
        Engine.load(base_of("llama"), "cpu", adapter=adapter)
    (adapter / "adapter_model.safetensors").write_bytes(b"no")
    with pytest.raises(ModelForeign, match="does not fit this model"):
        Engine.load(base_of("llama"), "cpu", adapter=adapter)


def test_folders_that_are_no_adapters_are_refused(
    base_of: BaseOf, adapter_of: Callable[[str], Path], tmp_path: Path
) -> None:
    with pytest.raises(ModelMissing, match="There is no adapter folder"):
        read_adapter(tmp_path / "nowhere")
    with pytest.raises(ModelForeign, match=r"holds no adapter_config\.json"):
        read_adapter(base_of("llama"))
    adapter = adapter_of("llama")
    config = json.loads((adapter / "adapter_config.json").read_text())
    (adapter / "adapter_config.json").write_text(json.dumps(config | {"peft_type": "PREFIX_TUNING"}))
    with pytest.raises(ModelForeign, match="of the kind PREFIX_TUNING; Osler loads LoRA"):
        read_adapter(adapter)
    for broken in ("{", "[]", "{}"):
        (adapter / "adapter_config.json").write_text(broken)
        with pytest.raises(ModelForeign, match="cannot be read"):
            read_adapter(adapter)
    (adapter / "adapter_model.safetensors").rename(adapter / "adapter_model.bin")
    with pytest.raises(ModelForeign, match=r"holds no adapter_model\.safetensors"):
        read_adapter(adapter)


def test_an_adapters_configuration_cannot_name_code(adapter_of: Callable[[str], Path]) -> None:
    adapter = adapter_of("llama")
    config = json.loads((adapter / "adapter_config.json").read_text())
    named = {"megatron_core": "os", "auto_mapping": {"parent_library": "os", "base_model_class": "system"}}
    (adapter / "adapter_config.json").write_text(json.dumps(config | named))
    assert not named.keys() & read_adapter(adapter).deciding.keys()


def test_merging_refuses_a_full_folder_and_an_unnamed_base(adapter_of: Callable[[str], Path], tmp_path: Path) -> None:
    adapter = adapter_of("llama")
    with pytest.raises(RunRefused, match="is not empty; give a new --out"):
        merge(adapter, adapter)
    config = json.loads((adapter / "adapter_config.json").read_text())
    (adapter / "adapter_config.json").write_text(json.dumps(config | {"base_model_name_or_path": None}))
    with pytest.raises(RunRefused, match="name the base with --model"):
        merge(adapter, tmp_path / "out")
