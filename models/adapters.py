"""LoRA adapters: what a folder of one says of itself, and a model with one merged in.

Knows peft's folders (adapter_config.json, adapter_model.safetensors); knows nothing of training or of tokenizers. Of the
configuration only what decides the numbers is taken over: nothing in it can name code to import or a file to fetch.
LoRA: Hu et al. 2021, https://arxiv.org/abs/2106.09685.
"""

from __future__ import annotations

import json
import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelError, ModelForeign, ModelMissing
from models.loading import first_line

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
# peft's fields that decide which weights change, and by how much.
_DECIDING = (
    "r", "lora_alpha", "target_modules", "exclude_modules", "rank_pattern", "alpha_pattern", "use_rslora", "use_dora",
    "fan_in_fan_out", "bias", "modules_to_save", "layers_to_transform", "layers_pattern",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adapter:
    """A checked folder of a LoRA adapter. `base` is the folder or name of the model it was trained on ("" if unsaid)."""

    folder: Path
    base: str
    deciding: dict[str, Any]


def read_adapter(folder: str | Path) -> Adapter:
    """The adapter of a folder; loads no weights.

    Raises ModelMissing (no such folder) and ModelForeign (not a LoRA adapter in safetensors).
    """
    where = Path(folder).expanduser()
    if not where.is_dir():
        raise ModelMissing(f"There is no adapter folder at {folder}; give one that `osler train sft` wrote.")
    for name in (CONFIG, WEIGHTS):
        if not (where / name).is_file():
            raise ModelForeign(f"{where} holds no {name}, so it is no adapter; give one that `osler train sft` wrote.")
    try:
        read = json.loads((where / CONFIG).read_text(encoding="utf-8"))
        kind, base = str(read["peft_type"]), str(read.get("base_model_name_or_path") or "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelForeign(f"{where / CONFIG} cannot be read ({first_line(error)}); save the adapter again.") from error
    if kind != "LORA":
        raise ModelForeign(f"{where} is an adapter of the kind {kind}; Osler loads LoRA adapters only.")
    return Adapter(where, base, {name: read[name] for name in _DECIDING if read.get(name) is not None})


def with_adapter(model: Any, adapter: str | Path | Adapter) -> Any:
    """The model (transformers') with the adapter merged into its weights, as fast as without; `model` itself is changed.

    Raises what read_adapter raises, ModelForeign where the adapter was trained on another model or is damaged, and
    ModelError where peft is not installed.
    """
    found = adapter if isinstance(adapter, Adapter) else read_adapter(adapter)
    # peft imports bitsandbytes where it is installed, which then tells of a kernel on the hub that nobody asked for.
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)
    try:
        from peft import LoraConfig, PeftModel, get_peft_model_state_dict
    except ImportError as error:
        raise ModelError("An adapter needs peft; install Osler with its extra: pip install 'osler[train]'.") from error
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(found.folder / WEIGHTS, "pt") as file:
            stored = set(file.keys())
        config = LoraConfig(task_type="CAUSAL_LM", inference_mode=True, **found.deciding)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of keys that do not fit, which are compared below
            whole = PeftModel.from_pretrained(model, str(found.folder), config=config, torch_device="cpu")
        if stored != set(get_peft_model_state_dict(whole, save_embedding_layers=False)):
            raise ValueError("its weights are named otherwise")
        return whole.merge_and_unload(safe_merge=True)
    except (ValueError, RuntimeError, KeyError, TypeError, AttributeError, OSError, SafetensorError) as error:
        trained = f", which was trained on {found.base}," if found.base else ""
        raise ModelForeign(
            f"The adapter {found.folder}{trained} does not fit this model ({first_line(error)}); "
            "give the model that it was trained on."
        ) from error
