"""The models that the benchmark of generation runs: the bundled one, a folder's, or known sizes with random weights.

Knows how each is made on a device; measures nothing. Random weights serve: what a token costs does not depend on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch

from evals.errors import UnknownBenchModel
from models.engine import Engine
from models.loading import loading, pick_device
from models.number_format import NumberFormat, Wanted, check_precision, number_format
from models.text import load_tokenizer
from models.weight_only import with_bits

BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).resolve().parents[2] / "models" / "weights" / "quoter"
CONTEXT = 4096  # tokens; a model that reads more is given no more room, which fixed buffers would take as a whole


@dataclass(frozen=True, slots=True)
class _Sizes:
    """An architecture with tied embeddings."""

    family: Literal["llama", "qwen3"]
    vocabulary: int
    width: int
    inner: int
    layers: int
    heads: int
    key_heads: int
    head: int


# The last two have the sizes of Qwen3-1.7B and Qwen3-4B.
RANDOM = {
    "random-100m": _Sizes("llama", 32_000, 768, 2048, 12, 12, 12, 64),
    "random-1.7b": _Sizes("qwen3", 151_936, 2048, 6144, 28, 16, 8, 128),
    "random-4b": _Sizes("qwen3", 151_936, 2560, 9728, 36, 32, 8, 128),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A model to be measured. `tokenizer` is its own, or the bundled one's, whose tokens are among the model's."""

    name: str
    engine: Engine
    tokenizer: Any
    precision: str


def open_subject(model: str, device: str, precision: Wanted, cache: Path | None) -> Subject:
    """The model of a name of RANDOM, `BUNDLED` or a folder. Raises UnknownBenchModel, and what Engine.load raises."""
    if model in RANDOM:
        engine, numbers = random_engine(RANDOM[model], model, pick_device(device), precision, cache)
        return Subject(model, engine, load_tokenizer(str(BUNDLED_FOLDER), local_only=True), numbers.name)
    folder = BUNDLED_FOLDER if model == BUNDLED else Path(model).expanduser()
    if not folder.is_dir():
        raise UnknownBenchModel(model, (BUNDLED, *RANDOM))
    engine = Engine.load(folder, device, precision=precision, cache=cache)
    engine.context = min(engine.context, CONTEXT)
    return Subject(model, engine, load_tokenizer(str(folder), local_only=True), precision_of(engine.model))


def random_engine(
    sizes: _Sizes, name: str, device: str, precision: Wanted, cache: Path | None
) -> tuple[Engine, NumberFormat]:
    """Weights drawn in the device's memory and in its numbers, so that they are never held twice."""
    check_precision(precision, device)
    config = _config(sizes)
    with loading(name, str(BUNDLED_FOLDER), device):
        numbers = number_format(precision, device, lambda: _made(config, "meta", torch.float32), cache)
        torch.manual_seed(0)
        model = _made(config, device, numbers.dtype)
        return Engine(with_bits(model, numbers.bits), device), numbers


def precision_of(model: Any) -> str:
    """fp32, bf16, int8 or int4, by the model's layers and weights."""
    kinds = {type(layer).__name__ for layer in model.modules()}
    if packed := kinds & {"Int8Linear", "Int4Linear"}:
        return "int8" if "Int8Linear" in packed else "int4"
    return "fp32" if model.dtype == torch.float32 else "bf16"


def _made(config: Any, device: str, dtype: torch.dtype) -> torch.nn.Module:
    from transformers import AutoModelForCausalLM

    maker: Any = AutoModelForCausalLM
    with torch.device(device):
        made: torch.nn.Module = maker.from_config(config, dtype=dtype)
    return made


def _config(sizes: _Sizes) -> Any:
    from transformers import LlamaConfig, Qwen3Config

    kind: Any = LlamaConfig if sizes.family == "llama" else Qwen3Config
    return kind(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.width,
        intermediate_size=sizes.inner,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        num_key_value_heads=sizes.key_heads,
        head_dim=sizes.head,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
    )
