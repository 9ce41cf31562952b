"""The training loop of the bundled model, for whatever losses it is given: Muon or AdamW for matrices, AdamW for the rest.

Weights are kept in fp32, on whatever device the model is on. Resumable: a checkpoint holds weights and optimizer state as
safetensors, and the step; one written on one device is read on any other. Knows nothing of corpora or of what is learnt.

Muon: Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/ (torch.optim.Muon).
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from safetensors.torch import load_file, save_file
from transformers import PreTrainedModel

from models.errors import ModelError


class Counted(Protocol):
    """A batch says how many tokens it holds."""

    @property
    def tokens(self) -> int: ...


B = TypeVar("B", bound=Counted)
Losses = Callable[[B, torch.Generator], Mapping[str, torch.Tensor]]
Optimizers = tuple[torch.optim.Optimizer, ...]
CHECKPOINT = "checkpoint.safetensors"
LATE = 0.15  # of the time allowed: in it the rates fall to zero, however many steps were planned


class TrainingDiverged(ModelError):
    """The loss is no longer a number."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How long and how fast to learn. Rates fall linearly to zero over the last `warmdown` of the steps.

    With a `muon_rate` of 0 the matrices are AdamW's too: a warm start is moved further by Muon than is good for it.
    """

    steps: int
    muon_rate: float = 0.02
    adam_rate: float = 0.002
    warmup: int = 30
    warmdown: float = 0.6
    weight_decay: float = 0.05
    checkpoint_every: int = 200
    bf16: bool = True

    def factor(self, step: int) -> float:
        """What the rates are multiplied by at a step, 0 to 1."""
        left = (self.steps - step) / max(1.0, self.warmdown * self.steps)
        return max(0.0, min(1.0, (step + 1) / self.warmup, left))


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step's losses in nats, tokens seen so far, and tokens a second since the start of this run."""

    step: int
    tokens: int
    tokens_per_second: float
    losses: dict[str, float]


def train(
    model: torch.nn.Module,
    batches: Iterator[B],
    plan: TrainingPlan,
    losses: Losses[B],
    weights: Mapping[str, float],
    folder: Path,
    on_step: Callable[[StepReport], None],
    seed: int = 0,
    gone: Callable[[], float] = lambda: 0.0,
) -> int:
    """Train in place, with a checkpoint in `folder` now and then; a run that finds one there goes on from it.

    `losses` gives the parts of the loss, `weights` what each counts. `gone` is the share of the time allowed that is over:
    towards 1 the rates fall to zero, and at 1 the training ends. Returns the number of tokens seen. Ends with the
    batches where they end early. Raises TrainingDiverged, naming the step, when the loss is not finite.
    """
    optimizers, rates = _optimizers(model, plan)
    first, tokens = _resume(model, optimizers, folder)
    started, seen_here = time.perf_counter(), 0
    for step, batch in zip(range(plan.steps), batches, strict=False):
        if step < first:  # the same batches again, so that a resumed run sees what an unbroken one would have
            continue
        over = gone()
        if over >= 1.0:
            _checkpoint(model, optimizers, folder, step, tokens, plan)
            break
        factor = min(plan.factor(step), (1.0 - over) / LATE)
        for optimizer, rate in zip(optimizers, rates, strict=True):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        parts = losses(batch, torch.Generator().manual_seed(seed * 1_000_003 + step))
        values = _learn(model, optimizers, parts, weights, step)
        tokens += batch.tokens
        seen_here += batch.tokens
        on_step(StepReport(step, tokens, seen_here / (time.perf_counter() - started), values))
        if (step + 1) % plan.checkpoint_every == 0 or step + 1 == plan.steps:
            _checkpoint(model, optimizers, folder, step + 1, tokens, plan)
    return tokens


def steps_per_second(
    model: PreTrainedModel,
    batches: Iterator[B],
    plan: TrainingPlan,
    losses: Callable[[PreTrainedModel], Losses[B]],
    weights: Mapping[str, float],
    seconds: float,
) -> float:
    """How fast this model learns from these batches here: measured on a copy of it, for about `seconds`, two steps at least.

    The first step is not counted: it prepares what the others find ready. `losses` gives the losses of the copy.
    """
    copy = deepcopy(model)
    own = losses(copy)
    optimizers, _ = _optimizers(copy, replace(plan, adam_rate=0.0, muon_rate=plan.muon_rate and 1e-12))
    started, steps = time.perf_counter(), 0
    for step, batch in enumerate(batches):
        _learn(copy, optimizers, own(batch, torch.Generator().manual_seed(step)), weights, step)
        if model.device.type == "cuda":
            torch.cuda.synchronize(model.device)
        if step == 0:
            started = time.perf_counter()
            continue
        steps += 1
        if time.perf_counter() - started >= seconds:
            break
    return max(1, steps) / max(1e-9, time.perf_counter() - started)


def restore(model: PreTrainedModel, folder: Path) -> int:
    """The weights of the checkpoint in `folder`, into the model; how many tokens had been seen."""
    path = folder / CHECKPOINT
    _take_weights(model, load_file(path))
    return int(_note(path)["tokens"])


def _learn(
    model: torch.nn.Module,
    optimizers: Optimizers,
    parts: Mapping[str, torch.Tensor],
    weights: Mapping[str, float],
    step: int,
) -> dict[str, float]:
    """One step from its losses; their values. Raises TrainingDiverged."""
    total = torch.stack([weights[name] * part for name, part in parts.items()]).sum()
    values = {name: float(part.detach()) for name, part in parts.items()}
    if not math.isfinite(float(total.detach())):
        raise TrainingDiverged(f"The loss is not a number at step {step} ({values}); lower the rates and run again.")
    torch.autograd.backward(total)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimizer in optimizers:
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return values


def _optimizers(model: torch.nn.Module, plan: TrainingPlan) -> tuple[Optimizers, tuple[float, ...]]:
    """The optimizers and the rate of each."""
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n and "lm_head" not in n]
    chosen = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in chosen]
    betas = (0.9, 0.98)
    rest = torch.optim.AdamW(others, lr=plan.adam_rate, betas=betas, weight_decay=0.0)
    if plan.muon_rate:
        muon = torch.optim.Muon(matrices, lr=plan.muon_rate, momentum=0.95, weight_decay=plan.weight_decay)
        return (muon, rest), (plan.muon_rate, plan.adam_rate)
    adam = torch.optim.AdamW(matrices, lr=plan.adam_rate, betas=betas, weight_decay=plan.weight_decay)
    return (adam, rest), (plan.adam_rate, plan.adam_rate)


def _checkpoint(
    model: torch.nn.Module, optimizers: Optimizers, folder: Path, step: int, tokens: int, plan: TrainingPlan
) -> None:
    """Written beside and renamed into place, so that a kill leaves the last whole one. All of it as on a processor."""
    folder.mkdir(parents=True, exist_ok=True)
    flat = {f"model.{n}": p.detach().clone().cpu() for n, p in model.named_parameters()}
    for o, optimizer in enumerate(optimizers):
        for index, state in optimizer.state_dict()["state"].items():
            for key, value in state.items():
                flat[f"optimizer{o}.{index}.{key}"] = torch.as_tensor(value).detach().clone().cpu()
    note = {"step": str(step), "tokens": str(tokens), "plan": json.dumps(asdict(plan))}
    fresh = folder / "checkpoint.new"
    save_file(flat, fresh, metadata=note)
    fresh.replace(folder / CHECKPOINT)


def _resume(model: torch.nn.Module, optimizers: Optimizers, folder: Path) -> tuple[int, int]:
    """The step to go on from and the tokens seen so far: (0, 0) without a checkpoint."""
    path = folder / CHECKPOINT
    if not path.exists():
        return 0, 0
    note, flat = _note(path), load_file(path)
    _take_weights(model, flat)
    for o, optimizer in enumerate(optimizers):
        whole = optimizer.state_dict()
        for key, value in flat.items():
            owner, _, rest = key.partition(".")
            if owner == f"optimizer{o}":
                index, name = rest.split(".", 1)
                whole["state"].setdefault(int(index), {})[name] = value
        optimizer.load_state_dict(whole)
    return int(note["step"]), int(note["tokens"])


def _note(path: Path) -> dict[str, str]:
    from safetensors import safe_open

    with safe_open(path, "pt") as handle:
        return dict(handle.metadata())


def _take_weights(model: torch.nn.Module, flat: Mapping[str, torch.Tensor]) -> None:
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(flat[f"model.{name}"])
