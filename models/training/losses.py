"""What the bundled model learns: which sentences answer, whether any does, and which words follow. Batches in, losses out.

Works on transformers' Llama and on its BERT read from left to right: the layers are run in bf16 where asked, with the fp32
weights kept for the optimizer. Knows nothing of corpora or optimizers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional as F  # noqa: N812  (the name that torch's own documentation gives it)
from transformers import PreTrainedModel

from models.training.batches import ANSWERS, TOKENS_A_PASS, Batch

WORDS_SHARE = 0.08  # of the tokens enter the language-model loss: the output matrix is the dearest part
WEIGHTS = {"relevance": 1.0, "ranking": 0.5, "decision": 0.3, "words": 0.15}
WORDS_ONLY = {"words": 1.0}

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
        self._rows = torch.tensor([yes, no])

    def __call__(self, batch: Batch, generator: torch.Generator) -> Tensors:
        states, following = self._run(batch.passes)
        ids = batch.ids
        pair = following(states[batch.label_positions])[:, self._rows].float()
        odds = pair[:, 0] - pair[:, 1]
        return {
            "relevance": F.binary_cross_entropy_with_logits(odds, batch.label_targets),
            "ranking": _ranking(odds, batch),
            "decision": _next_token(states, following, ids, batch.decisions),
            "words": _next_token(states, following, ids, _drawn(batch.evidence, generator, WORDS_SHARE)),
        }


class WordLosses:
    """The loss of plain text: nats a token, on a drawn share of the places."""

    def __init__(self, model: PreTrainedModel, bf16: bool, share: float = 0.15) -> None:
        self._run = Forward(model, bf16)
        self._share = share

    def __call__(self, batch: TextBatch, generator: torch.Generator) -> Tensors:
        states, following = self._run(torch.split(batch.ids, max(1, TOKENS_A_PASS // batch.ids.shape[1])))
        rows, length = batch.ids.shape
        places = torch.arange(rows * length).reshape(rows, length)[:, :-1].reshape(-1)
        drawn = _drawn(places, generator, self._share)
        return {"words": _next_token(states, following, batch.ids.reshape(-1), drawn)}


class Forward:
    """The model's layers over several tensors of ids, and its output layer, with one cast of the weights."""

    def __init__(self, model: PreTrainedModel, bf16: bool) -> None:
        self._model = model
        self._dtype = torch.bfloat16 if bf16 else torch.float32
        if (
            model.device.type == "cpu"
        ):  # going back through torch's fused attention takes the processor four times as long
            model.set_attn_implementation("eager")

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


def _next_token(states: torch.Tensor, following: Following, ids: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
    if not len(positions):
        return states.sum() * 0.0
    return F.cross_entropy(following(states[positions]).float(), ids[positions + 1])


def nats_per_token(model: PreTrainedModel, blocks: Iterable[torch.Tensor]) -> float:
    """The mean loss over every place of blocks (rows, length) of held-out text, in fp32."""
    total, count = 0.0, 0
    run = Forward(model, bf16=False)
    with torch.inference_mode():
        for ids in blocks:
            states, following = run([ids])
            places = torch.arange(ids.numel()).reshape(ids.shape)[:, :-1].reshape(-1)
            total += float(_next_token(states, following, ids.reshape(-1), places)) * len(places)
            count += len(places)
    return total / count if count else math.nan
