"""Training the reranker: a cross-encoder over the first layers of MiniLM learns to put the text that answers first.

Each group is a query, its text, and texts that look alike but answer something else: those of like queries, those with
the query's words, and one at random. The loss is a softmax over the group (Gao et al. 2021, "localized contrastive
estimation") with a binary one beside it, so that 0 stays near even odds. Knows nothing of corpora.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

from models import minilm
from models.reranker import HEAD, join, logits
from models.training.contrastive import SAME_QUERY
from models.training.pairs import Pair
from models.training.trainer import StepReport, TrainingDiverged

_TEXTS_A_PASS = 24
_NEIGHBOURS = 40


@dataclass(frozen=True, slots=True)
class RerankerPlan:
    """How the reranker is shaped and learnt. A group is one text that answers and `negatives` that do not."""

    layers: int = 3
    negatives: int = 5
    groups: int = 8
    rate: float = 1.5e-4
    warmup: int = 60
    weight_decay: float = 0.01
    binary: float = 0.2  # weight of the binary loss
    most_tokens: int = 128
    bf16: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A query, and texts of which the first answers."""

    query: str
    texts: tuple[str, ...]


def mined(
    pairs: Sequence[Pair],
    vectors: NDArray[np.float32],
    alike_in_words: Callable[[str, int], Sequence[int]],
    negatives: int,
    seed: int,
) -> list[Group]:
    """Each pair with texts of other groups that are hard to tell from its own.

    `vectors` (pairs, 384) are those of the queries; `alike_in_words(query, n)` gives positions of pairs whose texts share
    the query's words, best first.
    """
    import faiss

    index: Any = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    rng = random.Random(seed)
    scores, near = index.search(vectors, _NEIGHBOURS)
    found = []
    for position, pair in enumerate(pairs):
        close = [int(n) for n, s in zip(near[position], scores[position], strict=True) if n >= 0 and s < SAME_QUERY]
        worded = list(alike_in_words(pair.query, _NEIGHBOURS))
        chosen = _chosen(pair, position, pairs, (close, worded), negatives, rng)
        found.append(Group(pair.query, (pair.text, *(pairs[n].text for n in chosen))))
    return found


def _chosen(
    pair: Pair,
    position: int,
    pairs: Sequence[Pair],
    pools: tuple[Sequence[int], Sequence[int]],
    negatives: int,
    rng: random.Random,
) -> list[int]:
    """Positions of negatives: one at random, the others from the pools in turn, the likeliest first but never always."""
    usable = [[n for n in pool if n != position and pairs[n].group != pair.group] for pool in pools]
    taken: dict[int, None] = {}
    for turn in range(4 * negatives):
        if len(taken) >= negatives - 1:
            break
        pool = usable[turn % len(usable)]
        if pool:
            taken.setdefault(pool[min(int(rng.expovariate(1 / 6)), len(pool) - 1)])
    while len(taken) < negatives:
        other = rng.randrange(len(pairs))
        if pairs[other].group != pair.group:
            taken.setdefault(other)
    return list(taken)


def start(weights: minilm.Weights, layers: int, seed: int = 0) -> dict[str, torch.Tensor]:
    """The weights to learn: the first layers, the kinds of segment, and a small head."""
    generator = torch.Generator().manual_seed(seed)
    chosen = [n for n in weights if any(n.startswith(f"encoder.layer.{layer}.") for layer in range(layers))]
    chosen += ["embeddings.token_type_embeddings.weight", "embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias"]
    own = {name: weights[name].detach().clone().float() for name in chosen}
    own[f"{HEAD}.weight"] = torch.randn(1, 2 * minilm.WIDTH, generator=generator) * 0.02
    own[f"{HEAD}.bias"] = torch.zeros(1)
    return {name: value.requires_grad_() for name, value in own.items()}


def train_reranker(
    groups: Sequence[Group],
    weights: minilm.Weights,
    tokenizer: Any,
    plan: RerankerPlan,
    on_step: Callable[[StepReport, int], None],
    seed: int = 0,
    own: dict[str, torch.Tensor] | None = None,
) -> dict[str, torch.Tensor]:
    """The learnt weights. Raises TrainingDiverged, naming the step, when the loss is not finite."""
    own = start(weights, plan.layers, seed) if own is None else own
    optimizer = torch.optim.AdamW(own.values(), lr=plan.rate, weight_decay=plan.weight_decay, betas=(0.9, 0.98))
    order = random.Random(seed).sample(range(len(groups)), len(groups))
    steps = [order[i : i + plan.groups] for i in range(0, len(order) - plan.groups + 1, plan.groups)]
    frozen = {name: value for name, value in weights.items() if name.startswith("embeddings.")}
    started, tokens, mean = time.perf_counter(), 0, math.nan
    for step, batch in enumerate(steps):
        for part in optimizer.param_groups:
            part["lr"] = plan.rate * min((step + 1) / plan.warmup, max(0.01, 1 - step / len(steps)))
        chosen = [groups[i] for i in batch]
        pairs = [pair for g in chosen for pair in join(tokenizer, g.query, g.texts, plan.most_tokens)]
        scores = score_texts(frozen | own, pairs, plan).view(len(chosen), -1)
        loss = _loss(scores, plan.binary)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise TrainingDiverged(f"The loss is not a number at step {step}; lower the rate and run again.")
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(own.values(), 1.0)
        optimizer.step()
        tokens += sum(len(ids) for ids, _ in pairs)
        mean = value if math.isnan(mean) else 0.98 * mean + 0.02 * value
        on_step(StepReport(step, tokens, tokens / (time.perf_counter() - started), {"loss": mean}), len(steps))
    return own


def write_reranker(own: dict[str, torch.Tensor], folder: Path, plan: RerankerPlan, settings: dict[str, float]) -> None:
    """bfloat16 safetensors, and a note of the plan and of how its scores enter the ranking."""
    write_weights(own, folder, settings | asdict(plan))


def write_weights(own: dict[str, torch.Tensor], folder: Path, note: Mapping[str, Any]) -> None:
    """The same with any note, which becomes reranker.json."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    halves = {name: value.detach().to(torch.bfloat16).contiguous() for name, value in own.items()}
    save_file(halves, folder / "model.safetensors")
    (folder / "reranker.json").write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")


def score_texts(weights: minilm.Weights, pairs: list[tuple[list[int], int]], plan: RerankerPlan) -> torch.Tensor:
    """One score a joined pair (logits), with gradients where the weights have them."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    parts = []
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16), sdpa_kernel(SDPBackend.MATH):
        for first in range(0, len(order), _TEXTS_A_PASS):
            some = [pairs[i] for i in order[first : first + _TEXTS_A_PASS]]
            parts.append(logits(weights, some, plan.layers, torch.device("cpu")))
    return torch.cat(parts)[torch.tensor(order).argsort()]


def _loss(scores: torch.Tensor, binary: float) -> torch.Tensor:
    """Scores (groups, texts), of which the first of each row answers."""
    right = torch.zeros(len(scores), dtype=torch.long)
    truth = functional.one_hot(right, scores.shape[1]).float()
    listed = functional.cross_entropy(scores, right)
    return listed + binary * functional.binary_cross_entropy_with_logits(scores, truth)
