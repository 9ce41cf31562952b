"""In what a processor multiplies fastest: a short measurement with the model's own sizes, kept in a small file.

bf16 where the processor multiplies it natively (AMX), int8 where reading fewer bytes pays, else fp32. What comes out may
differ in the last digits between precisions: whoever calibrated a model in one says which (`QuotingModel` does).
Knows sizes; knows nothing of files of weights or tokens.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import torch

Precision = Literal["fp32", "bf16", "int8"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
FILE = "precision.json"

# None of these figures is measured: they say what is compared, and for how long.
_READ, _SAID = 1200, 64  # tokens of the measured turn: a question with its eight passages, and a short answer
_PREFILL = 64  # rows of the product that stands for reading; its time is taken to grow with the rows
_SECONDS = 0.4  # for the whole measurement
_CACHED = 4  # sizes that are measured, the ones with the most weights


@dataclass(frozen=True, slots=True)
class Size:
    """A linear layer: (outputs, inputs), and how many of them the model has."""

    outputs: int
    inputs: int
    count: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of the matrix products of one precision: for a token that is read among many, and for one decoded."""

    read: float
    decoded: float

    @property
    def turn(self) -> float:
        """Of a usual turn, by which precisions are compared."""
        return _READ * self.read + _SAID * self.decoded


@dataclass(frozen=True, slots=True)
class Probed:
    """The precision chosen, with what each took. `remembered`: from the file, not measured now."""

    chosen: Precision
    measured: Mapping[str, Measured]
    remembered: bool


def chosen_precision(sizes: Iterable[Size], folder: Path | None) -> Probed:
    """The fastest precision here for these sizes, from the file in `folder` or measured and kept there.

    Without a folder, or where it cannot be written, it is measured each time. A damaged file is made anew.
    """
    kept = tuple(sorted(sizes, key=lambda size: (size.outputs, size.inputs, size.count)))  # one key in any order
    key, path = _key(kept), None if folder is None else folder / FILE
    known = {} if path is None else _read(path)
    if (found := _remembered(known.get(key))) is not None:
        return found
    measured = measure(kept)
    best = cast(Precision, min(measured, key=lambda name: measured[name].turn))
    probed = Probed(best, measured, False)
    if path is not None:
        _write(path, {**known, key: {"chosen": best, "measured": {n: asdict(m) for n, m in measured.items()}}})
    return probed


def sizes_of(model: torch.nn.Module) -> tuple[Size, ...]:
    """The linear layers of a model, which may be on the device "meta", without weights."""
    found = Counter((m.out_features, m.in_features) for m in model.modules() if isinstance(m, torch.nn.Linear))
    return tuple(Size(outputs, inputs, count) for (outputs, inputs), count in found.items())


def measure(sizes: Iterable[Size], seconds: float = _SECONDS) -> dict[str, Measured]:
    """What each precision takes, the best of as many rounds as there is time for and at least one of each."""
    ordered = sorted(sizes, key=lambda size: -size.outputs * size.inputs * size.count)[:_CACHED]
    until = time.perf_counter() + seconds
    read, decoded = dict.fromkeys(PRECISIONS, 0.0), dict.fromkeys(PRECISIONS, 0.0)
    for left, size in zip(range(len(ordered), 0, -1), ordered, strict=True):
        share = max(0.0, until - time.perf_counter()) / left
        best = _best_of({name: _products(size, name) for name in PRECISIONS}, share)
        for name, (many, one) in best.items():
            read[name] += 1000 * size.count * many / _PREFILL
            decoded[name] += 1000 * size.count * one
    return {name: Measured(read[name], decoded[name]) for name in PRECISIONS if read[name] < float("inf")}


Product = Callable[[], torch.Tensor]


def _best_of(
    products: Mapping[Precision, tuple[Product, Product]], seconds: float
) -> dict[Precision, tuple[float, float]]:
    """The least time of each product; all take turns, so that whatever else the machine does slows all alike."""
    best = {name: [float("inf"), float("inf")] for name in products}
    until, rounds = time.perf_counter() + seconds, 0
    while rounds < 2 or time.perf_counter() < until:
        for name, both in products.items():
            for n, product in enumerate(both):
                began = time.perf_counter()
                product()
                taken = time.perf_counter() - began
                best[name][n] = min(best[name][n], taken)
        rounds += 1
        if time.perf_counter() > until + seconds:  # on a processor that emulates one of them
            break
    return {name: (many, one) for name, (many, one) in best.items()}


def _products(size: Size, precision: Precision) -> tuple[Product, Product]:
    """Of many rows, and of one: (rows, inputs) · (outputs, inputs)ᵀ."""
    half = torch.float32 if precision == "fp32" else torch.bfloat16
    rows = [torch.ones(n, size.inputs, dtype=half) for n in (_PREFILL, 1)]
    if precision == "int8":
        weight = torch.ones(size.outputs, size.inputs, dtype=torch.int8)
        scale = torch.ones(size.outputs, dtype=torch.bfloat16)
        many, one = (_int8(x, weight, scale) for x in rows)
        return many, one
    weight = torch.ones(size.outputs, size.inputs, dtype=half)
    many, one = (_plain(x, weight) for x in rows)
    return many, one


def _int8(x: torch.Tensor, weight: torch.Tensor, scale: torch.Tensor) -> Product:
    return lambda: torch._weight_int8pack_mm(x, weight, scale)


def _plain(x: torch.Tensor, weight: torch.Tensor) -> Product:
    return lambda: torch.nn.functional.linear(x, weight)


def _key(sizes: tuple[Size, ...]) -> str:
    """What the measurement depends on: the processor, torch, its threads, the sizes."""
    told = [processor(), str(torch.__version__), str(torch.get_num_threads()), str([asdict(size) for size in sizes])]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def processor() -> str:
    """The processor's name and what it can do, where Linux tells; else its kind."""
    import platform

    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    told = [next((line for line in lines if line.startswith(field)), "") for field in ("model name", "flags")]
    return "\n".join(told) if any(told) else f"{platform.machine()} {platform.processor()}"


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _remembered(entry: object) -> Probed | None:
    try:
        measured = {str(name): Measured(**one) for name, one in entry["measured"].items()}  # type: ignore[index]
        chosen = entry["chosen"]  # type: ignore[index]
    except (KeyError, TypeError, AttributeError):
        return None
    return Probed(chosen, measured, True) if chosen in PRECISIONS else None


def _write(path: Path, known: Mapping[str, Any]) -> None:
    """Whole or not at all; a folder that cannot be written costs the next start a measurement, and nobody an answer."""
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError:
        return
