"""The share of peak by hand."""

from __future__ import annotations

import pytest

from models.training.sft.throughput import peak, speed


@pytest.mark.parametrize(
    ("name", "operations"),
    [
        ("NVIDIA H100 80GB HBM3", 989e12),
        ("NVIDIA H100 PCIe", 756e12),
        ("NVIDIA H200", 989e12),
        ("NVIDIA A100-SXM4-80GB", 312e12),
        ("NVIDIA A10", 125e12),
        ("NVIDIA L40S", 362e12),
        ("NVIDIA L4", 121e12),
        ("Tesla V100-SXM2-16GB", 125e12),
        ("NVIDIA H100 NVL", None),
        ("NVIDIA A10G", None),
        ("Quadro T400", None),
    ],
)
def test_peaks_are_of_the_very_card(name: str, operations: float | None) -> None:
    assert peak(name) == operations


def test_the_share_by_hand() -> None:
    """A billion parameters at 65,933 tokens a second take 3.956e14 operations: two fifths of an H100."""
    assert speed(10**9, 65_933.0, device="NVIDIA H100 80GB HBM3").share_of_peak == pytest.approx(0.4, abs=1e-4)
    two = speed(10**9, 65_933.0, frozen=True, device="NVIDIA H100 80GB HBM3", devices=2)
    assert two.share_of_peak == pytest.approx(0.4 * 4 / 6 / 2, abs=1e-4)
    assert str(two).startswith(
        "65,933 tokens/s on 2 × NVIDIA H100 80GB HBM3, 13% of peak (4·N·tokens/s; peak: NVIDIA's"
    )
    assert str(speed(10**9, 1234.5)) == "1,234 tokens/s on processor"
