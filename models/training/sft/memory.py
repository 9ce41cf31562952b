"""How much memory a fine-tuning run needs, what there is, and what would fit instead. Arithmetic on the shapes of a model.

An estimate, made before anything is loaded: weights, gradients, AdamW's two averages, what is kept for the backward pass,
and the logits of one tile. Knows nothing of files; only `available` looks at the machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.errors import OutOfMemory
from models.training.sft.settings import LABELS, Method, SftSettings

GIGABYTE = 1e9
# NF4 keeps 4 bits a weight and, with double quantisation, 0.127 bits of scales (Dettmers et al. 2023, "QLoRA").
_NF4_BYTES = 4.127 / 8
_FIXED_BYTES = 1.0 * GIGABYTE  # the interpreter with torch's libraries, or a CUDA context with cuBLAS's workspace
_TILE_TOKENS, _TILE_WORDS = 4096, 32_768  # trl makes logits of so many tokens and words at a time
_LOWEST_TOKENS = 256
_ANYWAY = "--no-check-memory tries all the same"


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides a model's memory. `linear` counts the weights that QLoRA packs, `ends` sums their inputs and outputs."""

    parameters: int
    linear: int
    ends: int
    layers: int
    width: int
    inner: int
    keys: int  # width of the keys, and of the values
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bytes by what they are for."""

    weights: float
    gradients: float
    optimizer: float
    activations: float
    fixed: float = _FIXED_BYTES

    @property
    def total(self) -> float:
        """Bytes in all."""
        return self.weights + self.gradients + self.optimizer + self.activations + self.fixed


def trained_parameters(shape: Shape, settings: SftSettings) -> int:
    """How many numbers are trained: all, or LoRA's two matrices for each linear layer."""
    return shape.parameters if settings.method == "full" else settings.rank * shape.ends


def estimate(shape: Shape, settings: SftSettings, dtype: str, *, recomputing: bool, shards: int = 1) -> Estimate:
    """What one device needs. `dtype` is "float32", "bfloat16" or "mixed"; `shards` is over how many devices FSDP cuts.

    With `recomputing` (gradient checkpointing) only each layer's input is kept, and one layer's inside at a time.
    """
    trained = trained_parameters(shape, settings)
    half = dtype != "float32"
    if settings.method == "qlora":
        weights = shape.linear * _NF4_BYTES + (shape.parameters - shape.linear) * (2.0 if half else 4.0)
    else:
        weights = shape.parameters * {"float32": 4.0, "bfloat16": 2.0, "mixed": 6.0}[dtype]
    each = 2.0 if settings.method == "full" and dtype == "bfloat16" else 4.0
    weights += 0.0 if settings.method == "full" else 4.0 * trained
    tokens = settings.batch_size * settings.max_tokens
    number = 2.0 if half else 4.0
    # Per token and layer: the norms' and projections' inputs, queries and their rotation, keys, values, the inner layer.
    layer = tokens * number * (12 * shape.width + 4 * shape.keys + 4 * shape.inner)
    inputs = tokens * number * shape.width * shape.layers
    kept = inputs + layer if recomputing else layer * shape.layers
    tile = 12.0 * min(tokens, _TILE_TOKENS) * min(shape.vocabulary, _TILE_WORDS)
    mask = 4.0 * tokens * tokens if settings.packing else 0.0
    return Estimate(weights / shards, each * trained / shards, 2 * each * trained / shards, kept + tile + mask)


def fitting(
    name: str, shape: Shape, settings: SftSettings, dtype: str, room: float, *, cuda: bool, shards: int = 1
) -> bool:
    """Whether activations must be recomputed for the run to fit. Raises OutOfMemory, saying what would fit."""
    for recomputing in (False, True):
        need = estimate(shape, settings, dtype, recomputing=recomputing, shards=shards).total
        if need <= room:
            return recomputing
    where = "the GPU" if cuda else "this machine"
    said = f"Training {LABELS[settings.method]} of {name} needs about {_giga(need)} GB"
    said += f", and {_giga(room)} GB are free on {where}"
    for words, other in _alternatives(settings, cuda):
        then = estimate(shape, other, _dtype(other, dtype, cuda), recomputing=True, shards=shards).total
        if then <= room:
            raise OutOfMemory(f"{said}; what would fit: {words} (about {_giga(then)} GB); {_ANYWAY}.")
    fewer = (room - _FIXED_BYTES) / max(1.0, need - _FIXED_BYTES) * shape.parameters
    smaller = f"a model of at most about {fewer / 1e9:.2g} billion parameters" if fewer > 1e6 else "a larger machine"
    raise OutOfMemory(f"{said}; neither a smaller batch nor another method would fit: choose {smaller}; {_ANYWAY}.")


def available(device: str) -> float:
    """Bytes that are free: on the CUDA device, else in memory, within the limit of a container."""
    if device.startswith("cuda"):
        import torch

        return float(torch.cuda.mem_get_info()[0])
    import psutil  # type: ignore[import-untyped]

    free = float(psutil.virtual_memory().available)
    return min(free, _container_room())


def _container_room() -> float:
    """What a container's limit leaves, on Linux; infinite where there is none."""
    control = Path("/sys/fs/cgroup")
    try:
        most, used = ((control / name).read_text().strip() for name in ("memory.max", "memory.current"))
        return math.inf if most == "max" else float(most) - float(used)
    except (OSError, ValueError):
        return math.inf


def _alternatives(settings: SftSettings, cuda: bool) -> Iterator[tuple[str, SftSettings]]:
    """Other settings, from the least change to the greatest, as a user would give them."""
    # On a processor 4 bits are unpacked anew at each step: an alternative on a GPU alone.
    order: tuple[Method, ...] = ("full", "lora", "qlora") if cuda or settings.method == "qlora" else ("full", "lora")
    for method in order[order.index(settings.method) :]:
        tokens = settings.max_tokens
        while tokens >= min(_LOWEST_TOKENS, settings.max_tokens):
            other = replace(settings, method=method, batch_size=1, max_tokens=tokens)
            words = [f"--method {method}"] if method != settings.method else []
            words += ["--batch-size 1"] if settings.batch_size > 1 else []
            words += [f"--max-tokens {tokens}"] if tokens != settings.max_tokens else []
            if words:
                yield " ".join(words), other
            tokens //= 2


def _dtype(settings: SftSettings, dtype: str, cuda: bool) -> str:
    """The dtype that another method would take by itself."""
    return "bfloat16" if cuda and settings.method != "full" else dtype


def _giga(count: float) -> str:
    return f"{count / GIGABYTE:,.1f}"
