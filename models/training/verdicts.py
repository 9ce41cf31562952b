"""The reranker's last stage: whether each passage found for a judged question answers it, a binary choice of its own.

Before, the reranker has learnt which of several texts answers best; that one of them answers at all it was never asked. What
it learns here helps to say that nothing does. Knows the reranker's weights and judged examples; knows nothing of corpora.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from models import minilm
from models.encoder import MiniLM
from models.reranker import WEIGHTS, WHOLE_TOKENS, Reranker, join, own_weights
from models.training.documents import TrainingDataUnusable
from models.training.judged import JudgedExample
from models.training.plotting import LOG, plot_losses
from models.training.presenting import Presenting
from models.training.reranking import RerankerPlan, score_texts, write_weights
from models.training.trainer import StepReport, TrainingDiverged


@dataclass(frozen=True, slots=True)
class VerdictPlan:
    """How the last stage is learnt; a step reads the passages of `examples` questions.

    `presenting` says in what form the passages come.
    """

    epochs: int = 3
    examples: int = 6
    presenting: Presenting = field(default_factory=Presenting)
    rate: float = 1e-4
    warmup: int = 40
    weight_decay: float = 0.01
    most_tokens: int = WHOLE_TOKENS


def verdicts(example: JudgedExample) -> list[bool]:
    """Of each passage, whether any sentence of it was judged to answer."""
    answering = {passage for passage, _ in (*example.best, *example.also)}
    return [number in answering for number in range(len(example.passages))]


def train_verdicts(
    examples: Sequence[JudgedExample],
    weights: minilm.Weights,
    own: dict[str, torch.Tensor],
    tokenizer: Any,
    layers: int,
    plan: VerdictPlan,
    on_step: Callable[[StepReport, int], None],
    seed: int = 0,
) -> dict[str, torch.Tensor]:
    """`own` further learnt, in place: those of the reranker's weights that are its own, fp32 leaves.

    Raises TrainingDiverged, naming the step, when the loss is not finite.
    """
    shape = RerankerPlan(layers=layers, most_tokens=plan.most_tokens)
    optimizer = torch.optim.AdamW(own.values(), lr=plan.rate, weight_decay=plan.weight_decay, betas=(0.9, 0.98))
    frozen = {name: value for name, value in weights.items() if name.startswith("embeddings.")}
    batches = _batches(examples, plan, seed)
    started, tokens = time.perf_counter(), 0
    for step, batch in enumerate(batches):
        for part in optimizer.param_groups:
            part["lr"] = plan.rate * min((step + 1) / plan.warmup, max(0.02, 1 - step / len(batches)))
        pairs = [
            pair
            for one in batch
            for pair in join(tokenizer, one.question, [p.text for p in one.passages], plan.most_tokens)
        ]
        truth = torch.tensor([float(answers) for one in batch for answers in verdicts(one)])
        loss = functional.binary_cross_entropy_with_logits(score_texts(frozen | own, pairs, shape).float(), truth)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise TrainingDiverged(f"The loss is not a number at step {step}; lower the rate and run again.")
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(own.values(), 1.0)
        optimizer.step()
        tokens += sum(len(ids) for ids, _ in pairs)
        report = StepReport(step, tokens, tokens / (time.perf_counter() - started), {"verdict": value})
        on_step(report, len(batches))
    return own


def _batches(examples: Sequence[JudgedExample], plan: VerdictPlan, seed: int) -> list[list[JudgedExample]]:
    """Every example once an epoch, each epoch in another order and form; a last batch that is not full is left out."""
    rng = random.Random(seed)
    found: list[list[JudgedExample]] = []
    for _ in range(plan.epochs):
        order = [plan.presenting.presented(one, rng) for one in rng.sample(list(examples), len(examples))]
        found += [order[i : i + plan.examples] for i in range(0, len(order) - plan.examples + 1, plan.examples)]
    return found


def teach_verdicts(
    reranker: Path,
    examples: Sequence[JudgedExample],
    out: Path,
    plan: VerdictPlan,
    on_step: Callable[[StepReport, int], None],
    seed: int = 0,
) -> None:
    """The reranker of a folder, taught further and written to `out` with training.jsonl and losses.svg.

    Raises ModelMissing or ModelForeign where the folder holds none, and TrainingDataUnusable without enough examples.
    """
    if len(examples) < plan.examples:
        raise TrainingDataUnusable(
            f"There are only {len(examples)} judged examples; give --corpora as they were judged."
        )
    base = Reranker(reranker)
    encoder = MiniLM()
    own = {name: value.float().requires_grad_() for name, value in own_weights(reranker / WEIGHTS).items()}
    out.mkdir(parents=True, exist_ok=True)
    (out / LOG).unlink(missing_ok=True)
    with (out / LOG).open("a", encoding="utf-8") as log:

        def note(report: StepReport, steps: int) -> None:
            log.write(json.dumps(asdict(report)) + "\n")
            on_step(report, steps)

        train_verdicts(examples, encoder.weights, own, encoder.tokenizer, base.layers, plan, note, seed)
    settings = base.settings | {"verdicts": asdict(plan) | {"questions": len(examples), "seed": seed}}
    write_weights(own, out, settings)
    plot_losses(out)
