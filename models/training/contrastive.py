"""Tuning the encoder: a low-rank adapter over MiniLM, learnt by telling each query's text from the others of its batch.

The loss is InfoNCE over in-batch negatives, both ways (van den Oord et al. 2018; "multiple negatives ranking" in
sentence-transformers). Half of the batches hold queries of one neighbourhood, so that their negatives are hard
(topic-aware sampling, Hofstätter et al. 2021); what is nearly the same query is no negative. The adapter is LoRA
(Hu et al. 2021) and is merged into the weights: it costs nothing when encoding. Knows nothing of corpora.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

from models import minilm
from models.training.pairs import Pair
from models.training.trainer import StepReport, TrainingDiverged

ADAPTED = ("qkv", "attention.output.dense", "intermediate.dense", "output.dense")
_TEXTS_A_PASS = 24
SAME_QUERY = 0.93  # cosine under the untuned encoder above which two queries ask the same


@dataclass(frozen=True, slots=True)
class AdapterPlan:
    """How the adapter is shaped and learnt. `first_layer` and those above it are adapted."""

    rank: int = 16
    first_layer: int = 0
    batch: int = 96
    rate: float = 6e-4
    warmup: int = 30
    temperature: float = 0.05
    most_tokens: int = 128
    neighbourly: float = 0.6  # share of batches from one neighbourhood
    epochs: int = 1
    bf16: bool = True


class Adapter:
    """Low-rank matrices beside the weights of MiniLM. `merged` gives weights with the product added."""

    def __init__(self, weights: minilm.Weights, plan: AdapterPlan, seed: int = 0) -> None:
        generator = torch.Generator().manual_seed(seed)
        self._weights = weights
        self.matrices: dict[str, torch.Tensor] = {}
        for layer in range(plan.first_layer, minilm.LAYERS):
            for name in ADAPTED:
                full = f"encoder.layer.{layer}.{name}.weight"
                out, into = weights[full].shape
                down = torch.randn(plan.rank, into, generator=generator) / math.sqrt(into)
                self.matrices[f"{full}.down"] = down.requires_grad_()
                self.matrices[f"{full}.up"] = torch.zeros(out, plan.rank).requires_grad_()

    def merged(self, strength: float = 1.0) -> dict[str, torch.Tensor]:
        """All weights, those adapted with `strength` times their low-rank product added; gradients flow to the adapter."""
        return minilm.merged(self._weights, self.matrices, strength)


def batches(
    pairs: Sequence[Pair], vectors: NDArray[np.float32], plan: AdapterPlan, seed: int
) -> Iterator[tuple[list[int], bool]]:
    """Positions of the pairs of each batch, one epoch: some of one neighbourhood of `vectors` (pairs, 384), some mixed."""
    import faiss

    rng = np.random.default_rng(seed)
    clusters = max(1, len(pairs) // (3 * plan.batch))
    kmeans: Any = faiss.Kmeans(vectors.shape[1], clusters, niter=8, seed=seed, spherical=True, verbose=False)
    kmeans.train(vectors)
    _, cells = kmeans.index.search(vectors, 1)
    near = rng.random(len(pairs)) < plan.neighbourly
    order = rng.permutation(clusters)
    sorted_near = sorted(np.flatnonzero(near), key=lambda i: (order[cells[i, 0]], rng.random()))
    mixed = rng.permutation(np.flatnonzero(~near))
    found = [(list(map(int, sorted_near[i : i + plan.batch])), True) for i in range(0, len(sorted_near), plan.batch)]
    found += [(list(map(int, mixed[i : i + plan.batch])), False) for i in range(0, len(mixed), plan.batch)]
    rng.shuffle(found)
    return iter([(batch, hard) for batch, hard in found if len(batch) > plan.batch // 2])


def train_adapter(
    pairs: Sequence[Pair],
    weights: minilm.Weights,
    tokenize: Callable[[Sequence[str], int], list[list[int]]],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    plan: AdapterPlan,
    on_step: Callable[[StepReport, int], None],
    seed: int = 0,
) -> Adapter:
    """An adapter learnt from the pairs; `on_step` gets each report and the number of steps.

    Raises TrainingDiverged, naming the step, when the loss is not finite.
    """
    adapter = Adapter(weights, plan, seed)
    optimizer = torch.optim.AdamW(adapter.matrices.values(), lr=plan.rate, weight_decay=0.01)
    vectors = encode([pair.query for pair in pairs])
    queries = tokenize([pair.query for pair in pairs], 64)
    texts = tokenize([pair.text for pair in pairs], plan.most_tokens)
    groups = {group: n for n, group in enumerate({pair.group: None for pair in pairs})}
    names = torch.tensor([groups[pair.group] for pair in pairs])
    steps = [s for epoch in range(plan.epochs) for s in batches(pairs, vectors, plan, seed + epoch)]
    started, tokens = time.perf_counter(), 0
    for step, (batch, hard) in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * min((step + 1) / plan.warmup, max(0.02, 1 - step / len(steps)))
        merged = adapter.merged()
        asked = _encoded(merged, [queries[i] for i in batch], plan.bf16)
        told = _encoded(merged, [texts[i] for i in batch], plan.bf16)
        loss = _loss(asked, told, _same(vectors[batch], names[batch]), plan.temperature)
        if not math.isfinite(float(loss.detach())):
            raise TrainingDiverged(f"The loss is not a number at step {step}; lower the rate and run again.")
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(adapter.matrices.values(), 1.0)
        optimizer.step()
        tokens += sum(len(queries[i]) + len(texts[i]) for i in batch)
        report = StepReport(
            step, tokens, tokens / (time.perf_counter() - started), {"hard" if hard else "mixed": float(loss.detach())}
        )
        on_step(report, len(steps))
    return adapter


def write_adapter(adapter: Adapter, path: Path, strength: float) -> None:
    """The adapter as bfloat16 safetensors, `strength` multiplied in."""
    from safetensors.torch import save_file

    scaled = {
        n: (m.detach() * (strength if n.endswith(".up") else 1.0)).to(torch.bfloat16).contiguous()
        for n, m in adapter.matrices.items()
    }
    save_file(scaled, path)


def _encoded(weights: minilm.Weights, token_ids: list[list[int]], bf16: bool) -> torch.Tensor:
    """Vectors of the texts, in order; worked out in parts of like length, so that little padding is computed."""
    order = sorted(range(len(token_ids)), key=lambda i: len(token_ids[i]))
    rows = []
    # The fused attention's backward pass takes half of a step on a processor; plain products take a tenth of it.
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16), sdpa_kernel(SDPBackend.MATH):
        for start in range(0, len(order), _TEXTS_A_PASS):
            ids, mask = minilm.padded([token_ids[i] for i in order[start : start + _TEXTS_A_PASS]])
            rows.append(minilm.mean_pooled(minilm.hidden_states(weights, ids, mask), mask))
    return torch.cat(rows)[torch.tensor(order).argsort()]


def _same(vectors: NDArray[np.float32], groups: torch.Tensor) -> torch.Tensor:
    """Where pair i's text answers pair j's query too, as far as can be told: (batch, batch), false on the diagonal."""
    alike = torch.from_numpy(vectors @ vectors.T > SAME_QUERY) | (groups[:, None] == groups[None, :])
    return alike & ~torch.eye(len(groups), dtype=torch.bool)


def _loss(asked: torch.Tensor, told: torch.Tensor, same: torch.Tensor, temperature: float) -> torch.Tensor:
    scores = (asked @ told.T / temperature).masked_fill(same, -1e4)
    right = torch.arange(len(scores))
    return (functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)) / 2
