"""How fast does a model answer here? One run, one table: first tokens, decoding, memory, copying, and many at once.

Each figure stands beside what it is compared with, measured in the same run on the same weights; the ways to be compared
take turns. Knows what is measured and in what order; how each part measures is in generation_parts, how it is shown in
generation_shown.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import torch

from evals.benches.generation_models import BUNDLED, Subject
from evals.benches.roofline import Bandwidth, measured_bandwidth
from models.weight_only import weight_bytes

LIBRARIES = ("osler", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `ours` and `theirs` are in `unit`; `theirs` is what `beside` names.

    `ratio` is how many times as fast ours is, but where `what` says that it is a share. `spread` is (best - worst) ÷ best
    of the repeats of ours. `roofline` is ours as a share of what memory allows. A row without `ours` was not measured, and
    `note` says why.
    """

    part: str
    what: str
    unit: str = ""
    ours: float | None = None
    theirs: float | None = None
    beside: str = ""
    ratio: float | None = None
    spread: float | None = None
    roofline: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure with the bar that it is to reach: at least, or at most."""

    name: str
    value: float
    bar: float
    at_least: bool = True

    @property
    def met(self) -> bool:
        """Whether it does."""
        return self.value >= self.bar if self.at_least else self.value <= self.bar


@dataclass(frozen=True, slots=True)
class Found:
    """What one part of the benchmark found."""

    rows: tuple[Row, ...]
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: tokens decoded, how often over, and the tokens of evidence that answers are copied from.

    `read` is how many tokens the whole conversation of the first tokens has; `rows` how many prompts make a batch.
    """

    tokens: int
    repeats: int
    evidence: int
    read: int
    rows: int

    @classmethod
    def of(cls, subject: Subject, tokens: int, repeats: int) -> Plan:
        """As much as the model reads and the device does in minutes."""
        cuda = subject.engine.device.startswith("cuda")
        context = subject.engine.context
        evidence = 1000 if context >= 2048 else 600
        return cls(
            min(tokens, context // 2), repeats, evidence, min(context, 4096 if cuda else 1024), 64 if cuda else 8
        )


@dataclass(frozen=True, slots=True)
class Report:
    """The whole run. `load` is the machine's load average of the last minute at the beginning and the end, where known."""

    model: str
    parameters: int
    weight_bytes: int
    device: str
    device_name: str
    precision: str
    threads: int
    plan: Plan
    bytes_per_second: float
    versions: dict[str, str]
    load: tuple[float, ...]
    rows: tuple[Row, ...]
    goals: tuple[Goal, ...]


Part = Callable[[Subject, Plan, Bandwidth], Found]
Tell = Callable[[str], None]


def measure(subject: Subject, plan: Plan, parts: Sequence[tuple[str, Part]], tell: Tell) -> Report:
    """All parts, one after the other, each told by its name before it begins."""
    engine = subject.engine
    load = list(_load())
    tell("copying memory")
    bandwidth = measured_bandwidth(engine.device)
    found: list[Found] = []
    for name, part in parts:
        tell(name)
        found.append(part(subject, plan, bandwidth))
    return Report(
        subject.name,
        sum(weight.numel() for weight in _weights(engine.model)),
        weight_bytes(engine.model),
        engine.device,
        device_name(engine.device),
        subject.precision,
        torch.get_num_threads(),
        plan,
        bandwidth.bytes_per_second,
        {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        (*load, *_load()),
        tuple(row for one in found for row in one.rows),
        tuple(goal for one in found for goal in one.goals),
    )


def all_parts() -> tuple[tuple[str, Part], ...]:
    """The parts by what is told while they run."""
    from evals.benches import generation_parts as parts

    return (
        ("decoding", parts.decoding),
        ("first tokens", parts.first_token),
        ("memory", parts.memory),
        ("copying", parts.copied),
        ("many at once", parts.batch),
    )


def is_bundled(subject: Subject) -> bool:
    """Whether it is the model that comes with Osler, of which other bars hold than of larger ones."""
    return subject.name == BUNDLED


def device_name(device: str) -> str:
    """What the device is called by its maker, as far as the system tells."""
    if device.startswith("cuda"):
        return torch.cuda.get_device_name(device)
    from models.precision import processor

    first = processor().partition("\n")[0]
    return first.partition(":")[2].strip() or first.strip()


def _weights(model: Any) -> Iterator[torch.Tensor]:
    """Parameters, and the buffers that stand for them in layers of few bits. Of int4 two weights are one byte or so."""
    yield from model.parameters()
    for layer in model.modules():
        if type(layer).__name__ in ("Int8Linear", "Int4Linear"):
            yield torch.empty(layer.out_features, layer.in_features, device="meta")


def _load() -> tuple[float, ...]:
    return os.getloadavg()[:1] if hasattr(os, "getloadavg") else ()
