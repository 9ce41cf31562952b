"""In what numbers a model's weights are loaded: as was asked for, or as runs fastest on the device.

Knows devices and configurations; the measurement on a processor is in models.precision, the layers of few bits in
models.weight_only. Knows nothing of files of weights or tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch

from models.encoder import has_bfloat16
from models.errors import PrecisionUnsupported
from models.precision import chosen_precision, sizes_of
from models.weight_only import WeightBits

Wanted = Literal["auto", "fp32", "bf16", "int8", "int4"]

SMALL = 50_000_000  # weights below which a processor computes in fp32 unmeasured: there is little to win
_ON: dict[str, tuple[Wanted, ...]] = {
    "cpu": ("auto", "fp32", "bf16", "int8"),
    "cuda": ("auto", "bf16", "int8", "int4"),
    "mps": ("auto", "fp32"),
}
_AUTO: dict[str, Wanted] = {"cuda": "bf16", "mps": "fp32"}
_BITS: dict[Wanted, WeightBits] = {"bf16": "bf16", "int8": "int8", "int4": "int4"}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`dtype` of the weights as they are read, and of the activations; `bits` of the linear layers' weights."""

    dtype: torch.dtype
    bits: WeightBits = "bf16"

    @property
    def name(self) -> str:
        """What a user calls it: fp32, bf16, int8 or int4."""
        return "fp32" if self.dtype == torch.float32 else self.bits


def check_precision(wanted: Wanted, device: str) -> None:
    """Raises PrecisionUnsupported where the device does not compute so."""
    kind = device.partition(":")[0]
    if wanted not in _ON[kind]:
        first, *others, last = _ON[kind]
        choices = f"{', '.join([first, *others])} or {last}"
        raise PrecisionUnsupported(f"Osler does not compute in {wanted} on {device}; choose {choices} there.")


def number_format(
    wanted: Wanted, device: str, outline: Callable[[], torch.nn.Module], cache: Path | None
) -> NumberFormat:
    """The format for a precision that `check_precision` let pass.

    "auto" is bf16 on CUDA, and on a processor what `chosen_precision` measures for the sizes of `outline()`, a model that
    may be on the device "meta"; it keeps its finding in the folder `cache`. Small models are fp32 there.
    """
    kind = device.partition(":")[0]
    chosen = wanted
    if wanted == "auto":
        chosen = _AUTO[kind] if kind in _AUTO else _measured(outline(), cache)
    bits = _BITS.get(chosen)
    return NumberFormat(torch.float32) if bits is None else NumberFormat(torch.bfloat16, bits)


def native_precision(device: str) -> Literal["bf16", "fp32"]:
    """bf16 where the device multiplies it natively, else fp32."""
    return "bf16" if device.startswith("cuda") or has_bfloat16(torch.device(device)) else "fp32"


def _measured(outline: torch.nn.Module, cache: Path | None) -> Wanted:
    if sum(weight.numel() for weight in outline.parameters()) < SMALL:
        return "fp32"
    return chosen_precision(sizes_of(outline), cache).chosen
