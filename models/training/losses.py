"""What the bundled model learns: which sentences answer, whether any does, and which words follow. Batches in, losses out.

Works on transformers' Llama and on its BERT read from left to right: the layers are run in bf16 where asked, with the fp32
weights kept for the optimizer. Batches come from the processor's memory and go to the model's device; what is drawn by
chance is drawn on the processor, so that a seed means the same everywhere. Knows nothing of corpora or optimizers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional as F  # noqa: N812  (the name that torch's own documentation gives it)
from transformers import PreTrainedModel

from models.training.batches import ANSWERS, Batch, pass_tokens

WORDS_SHARE = 0.08  # of the tokens enter the language-model loss: the output matrix is the dearest part
WEIGHTS = {"relevance": 1.0, "ranking": 0.5, "decision": 0.3, "words": 0.15}
WORDS_ONLY = {"words": 1.0}
TEXT_SHARE = 0.15  # of the tokens of plain text, on a processor

Tensors = dict[str, torch.Tensor]
Following = Callable[[torch.Tensor], torch.Tensor]


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Plain text: ids int64 (blocks, length), every place a token."""

    ids: torch.Tensor

    @property
    def tokens(self) -> int:
        return self.ids.numel()


class GroundedLosses:
    """The parts of the loss on a batch of grounded examples, each a mean in nats.

    `relevance`: does this sentence answer (binary, at its label). `ranking`: the sentences of one question against each
    other (cross entropy with the answering ones' share). `decision`: the label of the passage's best sentence, or
    `<|none|>`. `words`: the next word of the evidence.
    """

    def __init__(self, model: PreTrainedModel, yes: int, no: int, bf16: bool) -> None:
        self._run = Forward(model, bf16)
        self._device = model.device
        self._rows = torch.tensor([yes, no], device=model.device)

    def __call__(self, batch: Batch, generator: torch.Generator) -> Tensors:
        here = self._device
        passes = [one.to(here) for one in batch.passes]
        states, following = self._run(passes)
        ids = torch.cat([one.reshape(-1) for one in passes])
        pair = following(states[batch.label_positions.to(here)])[:, self._rows].float()
        odds = pair[:, 0] - pair[:, 1]
        words = _drawn(batch.evidence, generator, WORDS_SHARE).to(here)
        return {
            "relevance": F.binary_cross_entropy_with_logits(odds, batch.label_targets.to(here)),
            "ranking": (_ranking if here.type == "cpu" else ranking_at_once)(odds, batch),
            "decision": _next_token(states, following, ids, batch.decisions.to(here)),
            "words": _next_token(states, following, ids, words),
        }


class WordLosses:
    """The loss of plain text: nats a token, on a drawn share of the places."""

    def __init__(self, model: PreTrainedModel, bf16: bool, share: float = TEXT_SHARE) -> None:
        self._run = Forward(model, bf16)
        self._device = model.device
        self._share = share

    def __call__(self, batch: TextBatch, generator: torch.Generator) -> Tensors:
        ids = batch.ids.to(self._device)
        states, following = self._run(torch.split(ids, max(1, pass_tokens(self._device) // ids.shape[1])))
        rows, length = ids.shape
        places = torch.arange(rows * length).reshape(rows, length)[:, :-1].reshape(-1)
        drawn = _drawn(places, generator, self._share) if self._share < 1 else places
        return {"words": _next_token(states, following, ids.reshape(-1), drawn.to(self._device))}


class Forward:
    """The model's layers over several tensors of ids, and its output layer, with one cast of the weights."""

    def __init__(self, model: PreTrainedModel, bf16: bool) -> None:
        self._model = model
        self._dtype = torch.bfloat16 if bf16 else torch.float32
        # Going back through torch's fused attention takes the processor four times as long.
        model.set_attn_implementation("eager" if model.device.type == "cpu" else "sdpa")

    def __call__(self, passes: Sequence[torch.Tensor]) -> tuple[torch.Tensor, Following]:
        """States of all tokens, flat: (tokens, width); and what gives the logits of the next token for some of them."""
        layers = self._model.base_model
        weights = {name: p.to(self._dtype) for name, p in layers.named_parameters()}
        # The vectors of all words at once: the gradient of the table is as large as the table, at every lookup.
        words = F.embedding(torch.cat([ids.reshape(-1) for ids in passes]), _table(weights))
        vectors = torch.split(words, [ids.numel() for ids in passes])
        states = [
            torch.func.functional_call(
                layers, weights, (), {"inputs_embeds": own.reshape(*ids.shape, -1), "use_cache": False}
            ).last_hidden_state.flatten(0, 1)
            for ids, own in zip(passes, vectors, strict=True)
        ]
        return torch.cat(states), self._output(weights)

    def _output(self, weights: Tensors) -> Following:
        """Llama multiplies a state by the embeddings; BERT first sends it through a small layer of its own."""
        words = _table(weights)
        head = getattr(self._model, "cls", None)
        if head is None:
            return lambda states: states @ words.T
        transform = head.predictions.transform
        own = {name: p.to(self._dtype) for name, p in transform.named_parameters()}
        bias = head.predictions.bias.to(self._dtype)
        return lambda states: torch.func.functional_call(transform, own, (states,)) @ words.T + bias


def _table(weights: Tensors) -> torch.Tensor:
    """The table of word vectors, which is the output matrix too."""
    return next(p for n, p in weights.items() if n.endswith(("embed_tokens.weight", "word_embeddings.weight")))


def _drawn(places: torch.Tensor, generator: torch.Generator, share: float) -> torch.Tensor:
    picked = torch.randperm(len(places), generator=generator)
    return places[picked[: max(1, int(share * len(picked)))]]


def _ranking(odds: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Mean over the examples in which something answers; 0 where there is none."""
    losses = []
    for example in sorted(set(batch.label_examples.tolist())):
        own = batch.label_examples == example
        targets = batch.label_targets[own] * (batch.label_targets[own] >= ANSWERS)
        if targets.sum() > 0:
            losses.append(-(targets / targets.sum() * torch.log_softmax(odds[own], 0)).sum())
    return torch.stack(losses).mean() if losses else odds.sum() * 0.0


def ranking_at_once(odds: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The same as `_ranking` for all examples in one go, as a GPU likes it: one row an example, filled up with -inf."""
    targets = batch.label_targets * (batch.label_targets >= ANSWERS)
    groups = [torch.nonzero(batch.label_examples == n).flatten() for n in sorted(set(batch.label_examples.tolist()))]
    groups = [own for own in groups if targets[own].sum() > 0]
    if not groups:
        return odds.sum() * 0.0
    places = torch.nn.utils.rnn.pad_sequence(groups, batch_first=True, padding_value=-1)
    share = torch.where(places < 0, 0.0, targets[places])
    share = share / share.sum(1, keepdim=True)
    places, share = places.to(odds.device), share.to(odds.device)
    logs = torch.log_softmax(odds[places.clamp(min=0)].masked_fill(places < 0, -1e9), 1)
    return -(share * logs).sum(1).mean()


def _next_token(states: torch.Tensor, following: Following, ids: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
    if not len(positions):
        return states.sum() * 0.0
    return F.cross_entropy(following(states[positions]).float(), ids[positions + 1])


def nats_per_token(model: PreTrainedModel, blocks: Iterable[torch.Tensor]) -> float:
    """The mean loss over every place of blocks (rows, length) of held-out text, in fp32."""
    total, count = 0.0, 0
    run = Forward(model, bf16=False)
    with torch.inference_mode():
        for block in blocks:
            ids = block.to(model.device)
            states, following = run([ids])
            places = torch.arange(ids.numel(), device=ids.device).reshape(ids.shape)[:, :-1].reshape(-1)
            total += float(_next_token(states, following, ids.reshape(-1), places)) * len(places)
            count += len(places)
    return total / count if count else math.nan
