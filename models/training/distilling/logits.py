"""What a teacher finds likely after each token of an answer, kept on disk: its likeliest tokens, and how much is left over.

At temperature T the teacher's distribution is softmax(logits / T). Of it are kept the log-probabilities of the TOP likeliest
tokens, and of all others as one class. A file an example, written beside and renamed: a run that is stopped goes on after
the last. So teacher and student need not be in memory together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from models.engine import Cache
from models.training.documents import Conversation
from models.training.sft.rendering import IGNORED, Renderer, TemplateRefusal

TOP = 64


class Scorer(Protocol):
    """What is asked of a teacher's engine; `models.engine.Engine` is one."""

    context: int
    vocabulary: int

    def start(self) -> Cache: ...
    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor: ...


@dataclass(frozen=True, slots=True)
class KeptLogits:
    """One example of N tokens with A answer tokens and the teacher's distributions before them, at one temperature.

    `ids` (N,); `positions` (A,): the place before each answer token; `tokens` (A, K): the teacher's likeliest tokens;
    `values` (A, K): their log-probabilities; `rest` (A,): the log-probability of all other tokens together (nats).
    """

    ids: torch.Tensor
    positions: torch.Tensor
    tokens: torch.Tensor
    values: torch.Tensor
    rest: torch.Tensor


def keep_logits(
    conversations: Sequence[Conversation],
    engine: Scorer,
    render: Renderer,
    folder: Path,
    *,
    size: int,
    temperature: float,
    top: int = TOP,
    on_kept: Callable[[int], None] = lambda done: None,
) -> list[Path]:
    """A file of each example of the conversations, in order; what lies there whole is not computed again.

    `size` is how many tokens the shared vocabulary has: what a padded output layer has beyond is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for number, conversation in enumerate(conversations):
        for ids, positions in _examples(conversation, render, engine.context):
            key = json.dumps([ids, positions, temperature, top, size])
            path = folder / f"{blake2b(key.encode(), digest_size=12).hexdigest()}.safetensors"
            if not _is_whole(path):
                _save(likeliest(engine, ids, positions, size, temperature, top), path)
            paths.append(path)
        on_kept(number + 1)
    return paths


def likeliest(
    engine: Scorer, ids: Sequence[int], positions: Sequence[int], size: int, temperature: float, top: int = TOP
) -> KeptLogits:
    """The teacher's distributions after `positions` of `ids`."""
    logits = engine.extend(engine.start(), ids, positions)[:, :size] / temperature
    scores = torch.log_softmax(logits, dim=-1)
    values, tokens = scores.topk(min(top, size), dim=-1)
    others = scores.scatter(1, tokens, -torch.inf)
    return KeptLogits(
        torch.tensor(list(ids), dtype=torch.int32),
        torch.tensor(list(positions), dtype=torch.int32),
        tokens.to(torch.int32),
        values,
        torch.logsumexp(others, dim=-1),
    )


def load_logits(path: Path) -> KeptLogits:
    """What `keep_logits` wrote."""
    flat = load_file(path)
    return KeptLogits(*(flat[name] for name in ("ids", "positions", "tokens", "values", "rest")))


def shared_vocabulary(teacher: Any, student: Any) -> int:
    """How many tokens two tokenizers share as the same ids, or 0 where their vocabularies differ."""
    ours, theirs = teacher.get_vocab(), student.get_vocab()
    return max(ours.values(), default=-1) + 1 if ours == theirs else 0


def _examples(conversation: Conversation, render: Renderer, context: int) -> list[tuple[list[int], list[int]]]:
    """Ids and the places before answer tokens, of each example that fits into the teacher's context."""
    try:
        rendered = render(conversation.messages)
    except TemplateRefusal:
        return []
    found = []
    for example in rendered.examples:
        ids = list(example.ids)
        positions = [n - 1 for n, label in enumerate(example.labels) if label != IGNORED and n > 0]
        if positions and len(ids) <= context:
            found.append((ids, positions))
    return found


def _save(kept: KeptLogits, path: Path) -> None:
    flat = {
        "ids": kept.ids,
        "positions": kept.positions,
        "tokens": kept.tokens,
        "values": kept.values,
        "rest": kept.rest,
    }
    fresh = path.with_suffix(".new")
    save_file({name: tensor.contiguous() for name, tensor in flat.items()}, fresh)
    fresh.replace(path)


def _is_whole(path: Path) -> bool:
    try:
        return path.exists() and bool(load_logits(path).ids.numel())
    except (SafetensorError, OSError, KeyError):
        return False
