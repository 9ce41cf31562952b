"""Measuring in a fresh process: a function runs in one, and memory is what the system says of it. Knows no index."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident bytes of this process: the peak, and what of it now is its own and not pages of files."""

    peak: int
    own: int


def in_fresh_process(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the function gives in an interpreter started for it alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(function, *args, **kwargs).result()


def memory() -> Memory:
    """Of the process that calls this. The peak is that of its own memory map, which no parent's size gets into."""
    if not sys.platform.startswith("linux"):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return Memory(peak, peak)
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return Memory(_bytes(fields["VmHWM"]), _bytes(fields["RssAnon"]))


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return sum(f.stat().st_size for f in (path.rglob("*") if path.is_dir() else (path,)) if f.is_file())


def _bytes(field: str) -> int:
    return int(field.split()[0]) * 1024
