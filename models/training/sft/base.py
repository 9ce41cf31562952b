"""The model to start from: what its folder says before anything is loaded, and the model as its method trains it.

Loads safetensors only and runs no code from a model folder, as `models.engine` does. Knows nothing of data.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from models.loading import causal_architecture, checked_folder, loading, whole_causal_model
from models.text import load_tokenizer
from models.training.sft.memory import Shape
from models.training.sft.settings import RunRefused, SftSettings

EXTRA = ("trl", "peft", "accelerate", "datasets")


@dataclass(frozen=True, slots=True)
class Base:
    """A causal language model that was found fit to train. `name` is a whole path, or a name of the hub."""

    name: str
    architecture: str
    tokenizer: Any
    context: int
    shape: Shape
    stored: torch.dtype  # of its files, in which the trained model is saved too
    local_only: bool

    def fresh_tokenizer(self) -> Any:
        """The tokenizer as it came: trainers change theirs."""
        return load_tokenizer(self.name, local_only=self.local_only)


def open_base(model: str | Path, *, allow_download: bool = False) -> Base:
    """What a folder or hub name holds. Raises ModelMissing and ModelForeign as Engine.load does; loads no weights."""
    where = checked_folder(model, allow_download=allow_download)
    name = str(Path(where).resolve()) if Path(where).is_dir() else where
    tokenizer = load_tokenizer(name, local_only=not allow_download)
    from transformers import AutoConfig

    with loading(model, name, "cpu"):
        config: Any = AutoConfig.from_pretrained(name, local_files_only=not allow_download, trust_remote_code=False)
        kind = causal_architecture(config)
        shape = _shape(config)
        text = config.get_text_config(decoder=True)
        context = int(getattr(text, "max_position_embeddings", None) or 2048)
        stored = getattr(config, "dtype", None) or torch.float32
        if len(tokenizer) > text.vocab_size:
            raise ValueError("its tokenizer has more tokens than the model")
    return Base(name, kind, tokenizer, context, shape, stored, not allow_download)


def check_extra(settings: SftSettings, *, cuda: bool) -> None:
    """Raises RunRefused where what the method needs is not installed or not there."""
    missing = [name for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise RunRefused(
            f"Fine-tuning needs {' and '.join(missing)}; install Osler with its extra: pip install 'osler[train]'."
        )
    if settings.method == "qlora" and importlib.util.find_spec("bitsandbytes") is None:
        raise RunRefused("QLoRA needs bitsandbytes; install Osler with its extra: pip install 'osler[qlora]'.")
    if fully_sharded():
        _check_sharding(settings)
    alone = "WORLD_SIZE" not in os.environ
    if cuda and alone and torch.cuda.device_count() > 1:
        raise RunRefused(
            f"This machine has {torch.cuda.device_count()} GPUs: run `accelerate launch -m models.training.sft` with the "
            "same options to use them all, or set CUDA_VISIBLE_DEVICES=0 to use one."
        )


def _check_sharding(settings: SftSettings) -> None:
    """Raises RunRefused for the ways of FSDP that lose the run or were seen to fail."""
    if os.environ.get("FSDP_STATE_DICT_TYPE") != "FULL_STATE_DICT":
        raise RunRefused(
            "FSDP's sharded checkpoints are pickled, and Osler loads none such; give the launcher "
            "--fsdp_state_dict_type FULL_STATE_DICT."
        )
    if os.environ.get("FSDP_VERSION", "1") != "2":
        raise RunRefused("FSDP of the first version is not supported; give the launcher --fsdp_version 2.")
    if settings.method == "qlora":
        raise RunRefused(
            "Weights of 4 bits are not cut over several devices; run with --method lora, or with --method qlora and "
            "without --use_fsdp."
        )


def fully_sharded() -> bool:
    """Whether the launcher cuts weights and optimizer over the devices (FSDP)."""
    return os.environ.get("ACCELERATE_USE_FSDP", "false").lower() in ("1", "true")


def chosen_dtype(settings: SftSettings, *, cuda: bool) -> str:
    """ "float32", "bfloat16" or "mixed", by method and device where the settings leave it open."""
    if settings.dtype != "auto":
        return settings.dtype
    if not cuda:
        return "float32"
    return "mixed" if settings.method == "full" else "bfloat16"


def load_base(base: Base, settings: SftSettings, dtype: str, device: str) -> Any:
    """The model to train, on the processor, or packed on its device for QLoRA. Raises what Engine.load raises."""
    kept = torch.bfloat16 if dtype == "bfloat16" else torch.float32
    quantization = None
    if settings.method == "qlora":
        from transformers import BitsAndBytesConfig

        quantization = BitsAndBytesConfig(  # type: ignore[no-untyped-call]
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=kept,
        )
    with loading(base.name, base.name, device):
        model = whole_causal_model(base.name, kept, local_only=base.local_only, quantization=quantization)
    for one in model.modules() if quantization is not None else ():
        # On some processors bitsandbytes packs weights anew when held-out text is read; learning would go on from those.
        if hasattr(one, "support_avx512bf16_for_cpu"):
            one.support_avx512bf16_for_cpu = False
    return model


def lora(settings: SftSettings) -> Any:
    """peft's configuration: every linear layer but the output, and a scale of 2 whatever the rank; None for `full`."""
    if settings.method == "full":
        return None
    from peft import LoraConfig

    return LoraConfig(
        task_type="CAUSAL_LM",
        r=settings.rank,
        lora_alpha=2 * settings.rank,
        lora_dropout=0.0,
        target_modules="all-linear",
    )


def _shape(config: Any) -> Shape:
    """Counted on a model without memory of its own."""
    from transformers import AutoModelForCausalLM
    from transformers.pytorch_utils import Conv1D

    empty: Any = AutoModelForCausalLM
    with torch.device("meta"):
        model = empty.from_config(config, trust_remote_code=False)
    output = model.get_output_embeddings()
    linear = [m for m in model.modules() if isinstance(m, torch.nn.Linear | Conv1D) and m is not output]
    sizes = [module.weight.shape for module in linear]
    text = config.get_text_config(decoder=True)
    heads = int(getattr(text, "num_attention_heads", None) or 1)
    head = int(getattr(text, "head_dim", None) or text.hidden_size // heads)
    return Shape(
        parameters=sum(p.numel() for p in model.parameters()),
        linear=sum(a * b for a, b in sizes),
        ends=sum(a + b for a, b in sizes),
        layers=int(text.num_hidden_layers),
        width=int(text.hidden_size),
        inner=int(getattr(text, "intermediate_size", None) or 4 * text.hidden_size),
        keys=head * int(getattr(text, "num_key_value_heads", None) or heads),
        vocabulary=int(text.vocab_size),
    )
