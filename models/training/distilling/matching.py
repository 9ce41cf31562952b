"""A student learns a teacher's distributions: T² KL(teacher ‖ student) at temperature T, with cross entropy on the answers.

Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network". The divergence is over the teacher's kept
tokens and all others as one class, which is never more than over the whole vocabulary. Plain AdamW over all weights, fp32
(bf16 passes on CUDA), a linear warm-up and a cosine to zero. Resumable: a checkpoint holds weights and optimizer as
safetensors, and a resumed run sees the batches that an unbroken one would have. Knows nothing of text.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch.nn import functional as F  # noqa: N812  (the name that torch's own documentation gives it)

from models.errors import ModelError
from models.training.distilling.logits import KeptLogits
from models.training.trainer import StepReport

CHECKPOINT = "checkpoint.safetensors"
OnStep = Callable[[StepReport, int], None]


class DistillationDiverged(ModelError):
    """The loss is no longer a number."""


class CheckpointDiffers(ModelError):
    """The folder's checkpoint is of another run."""


@dataclass(frozen=True, slots=True)
class MatchPlan:
    """How the student learns. `steps` 0: as many as `epochs` take. `kl` weighs the divergence, 1 - `kl` the cross entropy.

    `batch_tokens` are tokens read a step, prompts included.
    """

    steps: int = 0
    epochs: float = 3.0
    rate: float = 5e-5
    warmup: float = 0.05
    weight_decay: float = 0.01
    temperature: float = 2.0
    kl: float = 0.7
    batch_tokens: int = 4096
    checkpoint_every: int = 50
    clip: float = 1.0
    seed: int = 7

    def factor(self, step: int, steps: int) -> float:
        """What the rate is multiplied by at a step, 0 to 1."""
        warm = max(1, round(self.warmup * steps))
        if step < warm:
            return (step + 1) / warm
        return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


@dataclass(frozen=True, slots=True)
class MatchReport:
    """Steps done, tokens read, and the mean losses of the first and the last tenth of the steps (nats an answer token)."""

    steps: int
    tokens: int
    first: dict[str, float]
    last: dict[str, float]


def match(
    student: Any,
    examples: Sequence[Callable[[], KeptLogits]],
    lengths: Sequence[int],
    plan: MatchPlan,
    folder: Path,
    on_step: OnStep = lambda report, steps: None,
) -> MatchReport:
    """Train the student in place; a checkpoint in `folder` now and then, from which a stopped run goes on.

    `examples` load what was kept of the teacher, `lengths` are their tokens. training.jsonl gets a line a step. Raises
    DistillationDiverged, naming the step, when the loss is not finite, and CheckpointDiffers for another run's checkpoint.
    """
    folder.mkdir(parents=True, exist_ok=True)
    device = next(student.parameters()).device
    optimizer = torch.optim.AdamW(student.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=plan.weight_decay)
    batches = list(_batches(lengths, plan))
    rows, tokens = _resume(student, optimizer, folder, plan, len(batches))
    started, here = time.perf_counter(), 0
    student.train()
    for step in range(len(rows), len(batches)):
        optimizer.param_groups[0]["lr"] = plan.rate * plan.factor(step, len(batches))
        losses = _backward(student, [examples[n]() for n in batches[step]], plan, device)
        if not all(map(math.isfinite, losses.values())):
            raise DistillationDiverged(
                f"The loss is not a number at step {step} ({_told(losses)}); lower --rate and run again."
            )
        torch.nn.utils.clip_grad_norm_(student.parameters(), plan.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        read = sum(lengths[n] for n in batches[step])
        tokens, here = tokens + read, here + read
        rows.append(losses)
        report = StepReport(step, tokens, here / (time.perf_counter() - started), losses)
        _log(folder, report)
        on_step(report, len(batches))
        if (step + 1) % plan.checkpoint_every == 0 and step + 1 < len(batches):
            _checkpoint(student, optimizer, folder, plan, rows, tokens)
    student.eval()
    tenth = max(1, len(rows) // 10)
    return MatchReport(len(rows), tokens, _mean(rows[:tenth]), _mean(rows[-tenth:]))


def divergence(logits: torch.Tensor, kept: KeptLogits, temperature: float) -> torch.Tensor:
    """T² KL(teacher ‖ student) summed over answer tokens, nats; `logits` (A, V) are the student's.

    Over the kept tokens and all others as one class.
    """
    scores = torch.log_softmax(logits.float() / temperature, dim=-1)
    tokens = kept.tokens.long().to(logits.device)
    values, rest = kept.values.to(logits.device), kept.rest.to(logits.device)
    ours = scores.gather(1, tokens)
    others = torch.logsumexp(scores.scatter(1, tokens, -torch.inf), dim=-1)
    told = (values.exp() * (values - ours)).sum()
    if tokens.shape[1] < logits.shape[1]:
        told = told + torch.where(torch.isfinite(rest), rest.exp() * (rest - others), 0.0).sum()
    return told * temperature**2


def _backward(student: Any, kept: Sequence[KeptLogits], plan: MatchPlan, device: torch.device) -> dict[str, float]:
    """Gradients of one batch, an example at a time; the mean losses an answer token."""
    answer_tokens = sum(len(one.positions) for one in kept)
    sums = {"loss": 0.0, "kl": 0.0, "entropy": 0.0}
    for one in kept:
        ids = one.ids.long().to(device)
        positions = one.positions.long().to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            logits = student(input_ids=ids[None], use_cache=False).logits[0, positions]
        kl = divergence(logits, one, plan.temperature) / answer_tokens
        entropy = F.cross_entropy(logits.float(), ids[positions + 1], reduction="sum") / answer_tokens
        loss = plan.kl * kl + (1 - plan.kl) * entropy
        loss.backward()  # type: ignore[no-untyped-call]
        for name, value in (("loss", loss), ("kl", kl), ("entropy", entropy)):
            sums[name] += float(value.detach())
    return sums


def _batches(lengths: Sequence[int], plan: MatchPlan) -> Iterator[list[int]]:
    """The examples of each step: in a new order each epoch, about `batch_tokens` a step."""
    if not lengths:
        return
    rng = random.Random(plan.seed)
    epoch: list[int] = []
    most = plan.steps or math.ceil(plan.epochs * max(1, sum(lengths) / plan.batch_tokens))
    for _ in range(most):
        batch: list[int] = []
        while not batch or (epoch and sum(lengths[n] for n in batch) + lengths[epoch[-1]] <= plan.batch_tokens):
            if not epoch:
                epoch = list(range(len(lengths)))
                rng.shuffle(epoch)
            batch.append(epoch.pop())
        yield batch


def _checkpoint(
    student: Any,
    optimizer: torch.optim.Optimizer,
    folder: Path,
    plan: MatchPlan,
    rows: list[dict[str, float]],
    tokens: int,
) -> None:
    """Written beside and renamed into place, so that a kill leaves the last whole one."""
    flat = {f"model.{name}": p.detach().cpu().clone() for name, p in student.named_parameters()}
    for index, state in optimizer.state_dict()["state"].items():
        for key, value in state.items():
            flat[f"optimizer.{index}.{key}"] = torch.as_tensor(value).detach().cpu().clone()
    note = {"plan": json.dumps(asdict(plan)), "rows": json.dumps(rows), "tokens": str(tokens)}
    fresh = folder / "checkpoint.new"
    save_file(flat, fresh, metadata=note)
    fresh.replace(folder / CHECKPOINT)


def _resume(
    student: Any, optimizer: torch.optim.Optimizer, folder: Path, plan: MatchPlan, steps: int
) -> tuple[list[dict[str, float]], int]:
    """The losses of the steps done and the tokens read: ([], 0) without a checkpoint."""
    path = folder / CHECKPOINT
    if not path.exists():
        (folder / "training.jsonl").unlink(missing_ok=True)
        return [], 0
    with safe_open(path, "pt") as handle:
        note = handle.metadata()
    rows = list(json.loads(note["rows"]))
    if json.loads(note["plan"]) != asdict(plan) or len(rows) > steps:
        raise CheckpointDiffers(f"{path} is of a run with other settings; give the same to go on, or another --out.")
    flat = load_file(path)
    with torch.no_grad():
        for name, parameter in student.named_parameters():
            parameter.copy_(flat[f"model.{name}"])
    whole = optimizer.state_dict()
    for key, value in flat.items():
        owner, _, rest = key.partition(".")
        if owner == "optimizer":
            index, name = rest.split(".", 1)
            whole["state"].setdefault(int(index), {})[name] = value
    optimizer.load_state_dict(whole)
    _cut_log(folder, len(rows))
    return rows, int(note["tokens"])


def _log(folder: Path, report: StepReport) -> None:
    with (folder / "training.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(report)) + "\n")


def _cut_log(folder: Path, steps: int) -> None:
    """Only the lines of the steps that the checkpoint holds."""
    path = folder / "training.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[:steps] if path.exists() else []
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]} if rows else {}


def _told(losses: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3g}" for name, value in losses.items())
