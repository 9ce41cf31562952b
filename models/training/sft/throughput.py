"""How fast a run is against what its device could do: the share of peak (model FLOPs utilisation).

A trained number takes 6 floating-point operations a token (2 forward, 4 back: Kaplan et al. 2020; Chowdhery et al. 2022,
appendix B), a frozen one 4, as its own gradient is not made. Recomputed passes are work for memory and not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Dense bfloat16 (V100: float16) tensor operations a second by NVIDIA's data sheets, half of what they say with sparsity,
# by a word of the name that torch gives the device. More specific names stand first. Cards that are not here have no share.
PEAKS: tuple[tuple[str, float], ...] = (
    ("H200", 989e12),
    ("H100 PCIe", 756e12),
    ("H100", 989e12),
    ("A100", 312e12),
    ("L40S", 362e12),
    ("L4", 121e12),
    ("A10", 125e12),
    ("V100-SXM2", 125e12),
)
SOURCE = "NVIDIA's data sheet, dense bfloat16"


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens a second over all devices, and the share of their peak: None where the peak is not known (a processor)."""

    tokens_per_second: float
    share_of_peak: float | None = None
    operations: float = 6.0  # a parameter and token
    device: str = "processor"

    def __str__(self) -> str:
        said = f"{self.tokens_per_second:,.0f} tokens/s on {self.device}"
        if self.share_of_peak is None:
            return said
        return f"{said}, {self.share_of_peak:.0%} of peak ({self.operations:g}·N·tokens/s; peak: {SOURCE})"


def peak(device: str) -> float | None:
    """Operations a second that a device of this name could do, or None where that is not known."""
    if "NVL" in device:  # slower than the modules of the same name
        return None
    return next((value for name, value in PEAKS if re.search(rf"\b{name}\b", device)), None)


def speed(
    parameters: int, tokens_per_second: float, *, frozen: bool = False, device: str | None = None, devices: int = 1
) -> Speed:
    """The speed of a run of so many parameters; `device` is the GPU's name, None on a processor."""
    operations = 4.0 if frozen else 6.0
    most = None if device is None else peak(device)
    share = None if most is None else operations * parameters * tokens_per_second / (most * devices)
    named = "processor" if device is None else device if devices == 1 else f"{devices} × {device}"
    return Speed(tokens_per_second, share, operations, named)
