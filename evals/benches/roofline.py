"""The limit that memory sets to decoding: one token reads every weight once, so it cannot come sooner than that takes.

Knows bytes and seconds; knows nothing of models.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch

_COPIED = {"cuda": 2**30, "cpu": 2**28}  # bytes: far more than any cache of the device holds


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """Bytes a second that the device reads and writes while it copies, each byte of the copy counted twice."""

    bytes_per_second: float

    def least_seconds(self, weights: int) -> float:
        """The time that reading so many bytes takes at least."""
        return weights / self.bytes_per_second

    def share(self, weights: int, tokens_per_second: float) -> float:
        """How much of what the memory allows is reached. More than 1 where the weights lie in a processor's cache."""
        return tokens_per_second * self.least_seconds(weights)


def measured_bandwidth(device: str, rounds: int = 5, copied: int | None = None) -> Bandwidth:
    """The best of `rounds` copies of a tensor of `copied` bytes, by torch's own copy and with its threads."""
    size = _COPIED["cuda" if device.startswith("cuda") else "cpu"] if copied is None else copied
    source = torch.ones(size, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    return Bandwidth(2 * size / best_seconds(lambda: target.copy_(source), device, rounds))


def best_seconds(work: Callable[[], object], device: str, rounds: int) -> float:
    """The least time of `rounds` runs, each to the end of what it started on the device, after one that is not counted."""
    work()
    return min(timed(work, device) for _ in range(rounds))


def timed(work: Callable[[], object], device: str) -> float:
    """Seconds that the work takes, to the end of what it started on the device."""
    settle(device)
    began = time.perf_counter()
    work()
    settle(device)
    return time.perf_counter() - began


def settle(device: str) -> None:
    """Waits until the device has done all that it was told to."""
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
