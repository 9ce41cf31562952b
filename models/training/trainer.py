"""The training loop of the bundled model: one loss of three parts, Muon for the matrices and AdamW for the rest.

Weights are kept in fp32 and cast to bf16 for the pass where the processor multiplies bf16 natively. Resumable: a checkpoint
holds weights and optimizer state as safetensors, and the step. Knows nothing of corpora.

Muon: Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/ (torch.optim.Muon).
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional as F  # noqa: N812  (the name that torch's own documentation gives it)
from transformers import LlamaForCausalLM

from models.errors import ModelError
from models.training.batches import Batch

EVIDENCE_SHARE = 0.15  # of the evidence's tokens enter the language-model loss: the output matrix is the dearest part
WEIGHTS = {"relevance": 1.0, "decision": 0.6, "copy": 0.2, "evidence": 0.25}


class TrainingDiverged(ModelError):
    """The loss is no longer a number."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How long and how fast to learn. Rates fall linearly to zero over the last `warmdown` of the steps."""

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


class Losses:
    """The parts of the loss on one batch: relevance of each sentence, next label, copied words, words of the evidence."""

    def __init__(self, model: LlamaForCausalLM, yes: int, no: int, bf16: bool) -> None:
        self._model = model
        self._rows = torch.tensor([yes, no])
        self._bf16 = bf16

    def __call__(self, batch: Batch, generator: torch.Generator) -> dict[str, torch.Tensor]:
        dtype = torch.bfloat16 if self._bf16 else torch.float32
        weights = {name: p.to(dtype) for name, p in self._model.model.named_parameters()}
        hidden = torch.func.functional_call(
            self._model.model, weights, (batch.ids,), {"use_cache": False}
        ).last_hidden_state
        flat = hidden.reshape(-1, hidden.shape[-1])
        output = weights["embed_tokens.weight"]
        pair = (flat[batch.label_positions] @ output[self._rows].T).float()
        picked = torch.randperm(len(batch.evidence), generator=generator)
        sample = batch.evidence[picked[: max(1, int(EVIDENCE_SHARE * len(picked)))]]
        return {
            "relevance": F.binary_cross_entropy_with_logits(pair[:, 0] - pair[:, 1], batch.label_targets),
            "decision": _next_token(flat, output, batch.ids, batch.decisions),
            "copy": _next_token(flat, output, batch.ids, batch.copies),
            "evidence": _next_token(flat, output, batch.ids, sample),
        }


def _next_token(flat: torch.Tensor, output: torch.Tensor, ids: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
    if not len(positions):
        return flat.sum() * 0.0
    return F.cross_entropy((flat[positions] @ output.T).float(), ids.reshape(-1)[positions + 1])


def train(
    model: LlamaForCausalLM,
    batches: Iterator[Batch],
    plan: TrainingPlan,
    yes_no: tuple[int, int],
    folder: Path,
    on_step: Callable[[StepReport], None],
    seed: int = 0,
) -> int:
    """Train in place, with a checkpoint in `folder` now and then; a run that finds one there goes on from it.

    Returns the number of tokens seen. Raises TrainingDiverged, naming the step, when the loss is not finite.
    """
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n and "lm_head" not in n]
    chosen = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in chosen]
    optimizers = (
        torch.optim.Muon(matrices, lr=plan.muon_rate, momentum=0.95, weight_decay=plan.weight_decay),
        torch.optim.AdamW(others, lr=plan.adam_rate, betas=(0.9, 0.98), weight_decay=0.0),
    )
    rates = (plan.muon_rate, plan.adam_rate)
    losses = Losses(model, *yes_no, plan.bf16)
    generator = torch.Generator().manual_seed(seed)
    first, tokens = _resume(model, optimizers, folder)
    started, seen_here = time.perf_counter(), 0
    for step in range(plan.steps):
        batch = next(batches)
        if step < first:  # the same batches again, so that a resumed run sees what an unbroken one would have
            torch.randperm(len(batch.evidence), generator=generator)
            continue
        for optimizer, rate in zip(optimizers, rates, strict=True):
            optimizer.param_groups[0]["lr"] = rate * plan.factor(step)
        parts = losses(batch, generator)
        total = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
        values = {name: float(part.detach()) for name, part in parts.items()}
        if not math.isfinite(float(total.detach())):
            raise TrainingDiverged(
                f"The loss is not a number at step {step} ({values}); lower the rates and run again."
            )
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()  # type: ignore[no-untyped-call]
            optimizer.zero_grad(set_to_none=True)
        tokens += batch.tokens
        seen_here += batch.tokens
        on_step(StepReport(step, tokens, seen_here / (time.perf_counter() - started), values))
        if (step + 1) % plan.checkpoint_every == 0 and step + 1 < plan.steps:
            _checkpoint(model, optimizers, folder, step + 1, tokens, plan)
    return tokens


def _checkpoint(
    model: LlamaForCausalLM,
    optimizers: tuple[torch.optim.Optimizer, ...],
    folder: Path,
    step: int,
    tokens: int,
    plan: TrainingPlan,
) -> None:
    """Written beside and renamed into place, so that a kill leaves the last whole one."""
    folder.mkdir(parents=True, exist_ok=True)
    flat = {f"model.{n}": p.detach().clone() for n, p in model.named_parameters()}
    for o, optimizer in enumerate(optimizers):
        for index, state in optimizer.state_dict()["state"].items():
            for key, value in state.items():
                flat[f"optimizer{o}.{index}.{key}"] = torch.as_tensor(value).detach().clone()
    note = {"step": str(step), "tokens": str(tokens), "plan": json.dumps(asdict(plan))}
    fresh = folder / "checkpoint.new"
    save_file(flat, fresh, metadata=note)
    fresh.replace(folder / "checkpoint.safetensors")


def _resume(model: LlamaForCausalLM, optimizers: tuple[torch.optim.Optimizer, ...], folder: Path) -> tuple[int, int]:
    """The step to go on from and the tokens seen so far: (0, 0) without a checkpoint."""
    path = folder / "checkpoint.safetensors"
    if not path.exists():
        return 0, 0
    from safetensors import safe_open

    with safe_open(path, "pt") as handle:
        note = handle.metadata()
    flat = load_file(path)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(flat[f"model.{name}"])
    for o, optimizer in enumerate(optimizers):
        whole = optimizer.state_dict()
        for key, value in flat.items():
            owner, _, rest = key.partition(".")
            if owner == f"optimizer{o}":
                index, name = rest.split(".", 1)
                whole["state"].setdefault(int(index), {})[name] = value
        optimizer.load_state_dict(whole)
    return int(note["step"]), int(note["tokens"])
