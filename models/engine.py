"""A causal language model and its KV cache: `start` a cache, `extend` it by tokens, read logits, `rewind` it.

Knows nothing of tokenizers, prompts or literature: ids in, logits out. On CUDA in bf16 where there is one, else on the
processor in fp32. Loads safetensors only, runs no code from a model folder, and downloads nothing unless told to.
An adapter is merged into the weights as they are loaded (models.adapters), so that it costs nothing afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch

from models.encoder import has_bfloat16
from models.errors import ModelForeign, OutOfMemory, PromptTooLong
from models.loading import checked_folder, loading, or_cpu, out_of_memory, pick_device, whole_causal_model


@dataclass(slots=True)
class Cache:
    """The keys and values of the tokens so far. One conversation's own: never shared while it is extended."""

    past: Any
    ids: list[int]


class Engine:
    """One model on one device. Calls from several threads take turns, a forward pass at a time.

    `context` is how many tokens it can read, `vocabulary` how many it knows, `ends` the tokens that end its text.
    """

    def __init__(self, model: Any, device: str) -> None:
        self._model = model.to(device).eval()
        self._device = device
        self._turn = threading.Lock()
        config = model.config.get_text_config(decoder=True)
        self.context = int(getattr(config, "max_position_embeddings", None) or 2048)
        self.vocabulary = int(config.vocab_size)
        self.ends = _ends(getattr(model, "generation_config", None), config)

    @classmethod
    def load(
        cls,
        model: str | Path,
        device: str = "auto",
        *,
        allow_download: bool = False,
        adapter: str | Path | None = None,
        bfloat16: bool = False,
    ) -> Engine:
        """The model in a local folder, or of a hub name when `allow_download` is set; with the LoRA `adapter` of a folder.

        On CUDA the weights are bf16; on a processor fp32, or with `bfloat16` bf16 where it multiplies that natively.
        Raises ModelMissing (no such folder or device, or a hub name without leave to download, or one that cannot be
        fetched), ModelForeign (not a whole causal language model in safetensors, or an adapter that is not for it) and
        OutOfMemory.
        """
        where = checked_folder(model, allow_download=allow_download)
        chosen = pick_device(device)
        half = chosen.startswith("cuda") or (bfloat16 and has_bfloat16(torch.device(chosen)))
        dtype = torch.bfloat16 if half else torch.float32
        with loading(model, where, chosen):
            whole = whole_causal_model(where, dtype, local_only=not allow_download)
            if adapter is not None:
                from models.adapters import with_adapter

                whole = with_adapter(whole, adapter)
            return cls(whole, chosen)

    @property
    def device(self) -> str:
        """Where it runs: "cpu", "cuda" or "cuda:1"."""
        return self._device

    def start(self) -> Cache:
        """An empty cache."""
        return Cache(_empty_past(self._model.config), [])

    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor:
        """Run `ids` after what is in the cache, which then holds them too; after an error the cache is empty.

        Returns logits on the processor: float32 of shape (len(positions), vocabulary), at `positions` within `ids`
        (negative ones count from the end); row i is the distribution of what follows that position.
        Raises PromptTooLong, with the cache as it was, where they do not fit into the context.
        """
        self._check(cache, ids, positions)
        keep = torch.tensor([p % len(ids) for p in positions], dtype=torch.long, device=self._device)
        whole = False
        try:
            logits = self._forward(cache.past, torch.tensor([list(ids)], device=self._device), keep)
            cache.ids.extend(ids)
            whole = True
            return logits
        except (RuntimeError, MemoryError) as error:
            if not out_of_memory(error):
                raise
            raise OutOfMemory(
                f"There was no memory left on {self._device} for {len(cache.ids) + len(ids)} tokens; "
                f"ask a shorter question, search fewer passages{or_cpu(self._device)}."
            ) from error
        finally:
            # A pass that broke off has filled some layers and not others: such a cache would answer wrongly, silently.
            if not whole:
                cache.past, cache.ids[:] = _empty_past(self._model.config), []

    def rewind(self, cache: Cache, tokens: int) -> None:
        """Forget the last `tokens` tokens of the cache.

        Models with layers that cannot go back (state-space and convolution layers) read what is left over again.
        """
        if not 0 <= tokens <= len(cache.ids):
            raise ValueError(f"cannot rewind {tokens} tokens of {len(cache.ids)}")
        kept = cache.ids[: len(cache.ids) - tokens]
        if tokens and kept and _can_go_back(cache.past):
            cache.past.crop(-tokens)
            cache.ids[:] = kept
        elif tokens:
            cache.past, cache.ids[:] = _empty_past(self._model.config), []
            if kept:
                self.extend(cache, kept)

    def generate(
        self, cache: Cache, ids: Sequence[int], stop: frozenset[int], most: int, temperature: float = 0.0, seed: int = 0
    ) -> Generator[int, None, None]:
        """Tokens after `ids`, one at a time, until one of `stop` or `most` of them. Closing the iterator ends the work.

        Temperature 0 is greedy; else the softmax is sampled with a generator of its own. The cache holds `ids` and the
        tokens yielded, but for the last one: it is run only when one more is asked for.
        """
        rng = torch.Generator().manual_seed(seed)
        following = list(ids)
        for _ in range(most):
            token = _pick(self.extend(cache, following)[-1], temperature, rng)
            if token in stop:
                return
            yield token
            if len(cache.ids) >= self.context:
                return
            following = [token]

    def _check(self, cache: Cache, ids: Sequence[int], positions: Sequence[int]) -> None:
        if not ids:
            raise ValueError("extend needs at least one token")
        if min(ids) < 0 or max(ids) >= self.vocabulary:  # on CUDA it would break the device for the whole process
            raise ValueError(f"a token id is not below {self.vocabulary}, the size of the model's vocabulary")
        if any(not -len(ids) <= p < len(ids) for p in positions):
            raise ValueError(f"a position is outside the {len(ids)} tokens")
        if len(cache.ids) + len(ids) > self.context:
            raise too_long(len(cache.ids) + len(ids), self.context)

    def _forward(self, past: Any, ids: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
        """Logits (kept positions, vocabulary) of ids (1, tokens) after `past`, which grows by them."""
        with self._turn, torch.inference_mode():
            out = self._model(input_ids=ids, past_key_values=past, use_cache=True, logits_to_keep=keep)
            logits = torch.as_tensor(out.logits[0]).float().cpu()
        if logits.isnan().any():  # an argmax over them would still give a token
            raise ModelForeign("The model computes no numbers (NaN); its weights are damaged: fetch or save it again.")
        return logits


def too_long(tokens: int, context: int) -> PromptTooLong:
    """The error for more tokens than there is room for."""
    return PromptTooLong(
        f"The model reads at most {context} tokens, not {tokens}; "
        "ask a shorter question, search fewer passages, or start a new conversation."
    )


def _empty_past(config: Any) -> Any:
    """A cache in which sliding windows are kept whole, and masked by the model.

    transformers' own windows drop the keys that left the window, so a cache longer than a window could not be rewound.
    """
    from transformers import DynamicCache
    from transformers.cache_utils import DynamicLayer, DynamicSlidingWindowLayer

    past, whole = DynamicCache(config=config), cast(type[Any], DynamicLayer)
    past.layers = [whole() if type(layer) is DynamicSlidingWindowLayer else layer for layer in past.layers]
    return past


def _can_go_back(past: Any) -> bool:
    """Whether every layer keeps each token apart. Of a kind of layer unknown here that is never assumed."""
    return {type(layer).__name__ for layer in past.layers} <= {"DynamicLayer", "DynamicIndexedLayer", "DummyLayer"}


def _pick(logits: torch.Tensor, temperature: float, rng: torch.Generator) -> int:
    if temperature <= 0:
        return int(logits.argmax())
    return int(torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=rng))


def _ends(*configs: Any) -> frozenset[int]:
    """The end-of-text tokens that any of the configurations names: each says none, one or a list."""
    named = [getattr(config, "eos_token_id", None) for config in configs]
    return frozenset(int(i) for ids in named if ids is not None for i in (ids if isinstance(ids, list) else [ids]))
