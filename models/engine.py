"""A causal language model and its KV cache: `start` a cache, `extend` it by tokens, read logits, `rewind` it.

Knows nothing of tokenizers, prompts or literature: ids in, logits out. On CUDA in bf16 where there is one, else on the
processor in fp32. Loads safetensors only, runs no code from a model folder, and downloads nothing unless told to.
An adapter is merged into the weights as they are loaded (models.adapters), so that it costs nothing afterwards.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch

from models.errors import ModelForeign, OutOfMemory, PromptTooLong
from models.loading import (
    causal_outline,
    checked_folder,
    loading,
    or_cpu,
    out_of_memory,
    pick_device,
    whole_causal_model,
)
from models.number_format import Wanted, check_precision, number_format
from models.recovery import hand_back, with_room
from models.sampling import GREEDY, Sampling, pick
from models.stopping import Stopped, check_stopped
from models.turns import Turns
from models.weight_only import with_bits

if TYPE_CHECKING:
    from models.static_decoding import StaticDecoder, Way

PASS_TOKENS = 512  # a long prompt is run so many at a time: between passes others have their turn, and a stop is seen

_AHEAD = 64  # tokens: more than drafts are read ahead and forgotten again


@dataclass(slots=True)
class Cache:
    """The keys and values of the tokens so far. One conversation's own: never shared while it is extended."""

    past: Any
    ids: list[int]


class Engine:
    """One model on one device. Calls from several threads take turns, a forward pass at a time.

    `context` is how many tokens it can read, `vocabulary` how many it knows, `ends` the tokens that end its text.
    In texts of at most `steady` tokens (None: of any length) what is computed for a token depends on those before it alone.
    `make_room` drops what is kept beside the conversations at work; it is called once where memory has run out.
    """

    def __init__(self, model: Any, device: str) -> None:
        self._model = model.to(device).eval()
        self._device = device
        self._turn = Turns()
        self._static: StaticDecoder | None = None
        self.make_room: Callable[[], None] = _nothing
        self.pass_tokens = PASS_TOKENS
        config = model.config.get_text_config(decoder=True)
        self.context = int(getattr(config, "max_position_embeddings", None) or 2048)
        self.vocabulary = int(config.vocab_size)
        self.steady = _steady(config)
        self.ends = _ends(getattr(model, "generation_config", None), config)

    @classmethod
    def load(
        cls,
        model: str | Path,
        device: str = "auto",
        *,
        allow_download: bool = False,
        adapter: str | Path | None = None,
        precision: Wanted = "auto",
        cache: Path | None = None,
    ) -> Engine:
        """The model in a local folder, or of a hub name when `allow_download` is set; with the LoRA `adapter` of a folder.

        `precision`: fp32, bf16 or int8 on a processor; bf16, int8 or int4 on CUDA. "auto" is bf16 on CUDA, and on a
        processor the fastest for the model's sizes, measured once and kept in the folder `cache`; small ones are fp32.
        Raises ModelMissing (no such folder or device, or a hub name without leave to download, or one that cannot be
        fetched), ModelForeign (not a whole causal language model in safetensors, or an adapter that is not for it),
        PrecisionUnsupported and OutOfMemory.
        """
        where = checked_folder(model, allow_download=allow_download)
        chosen = pick_device(device)
        check_precision(precision, chosen)
        local_only = not allow_download
        with loading(model, where, chosen):
            numbers = number_format(precision, chosen, lambda: causal_outline(where, local_only=local_only), cache)
            whole = whole_causal_model(where, numbers.dtype, local_only=local_only)
            if adapter is not None:
                from models.adapters import with_adapter

                whole = with_adapter(whole, adapter)
            return cls(with_bits(whole.to(chosen), numbers.bits), chosen)

    @property
    def model(self) -> Any:
        """The model of transformers; whoever runs it takes `turn` for each pass."""
        return self._model

    @property
    def turn(self) -> Turns:
        """What is held during a forward pass."""
        return self._turn

    def decode_statically(self, way: Way) -> bool:
        """From now on `generate` uses fixed buffers and, on CUDA, graphs captured here; False where that is not exact.

        Takes seconds, and minutes where torch compiles for the first time: for the thread that loads the model.
        """
        from models.static_decoding import StaticDecoder, fits

        if not fits(self):
            return False
        static = StaticDecoder(self, way)
        static.warm_up()
        self._static = static
        return True

    @property
    def is_static(self) -> bool:
        """Whether `decode_statically` has made it ready."""
        return self._static is not None

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
        Raises PromptTooLong, with the cache as it was, where they do not fit into the context; Stopped between two passes,
        with what was run by then in the cache; OutOfMemory where there is no memory left even after `make_room`.
        """
        self._check(cache, ids, positions)
        wanted = [p % len(ids) for p in positions]
        before = list(cache.ids)
        whole = False
        try:
            logits = with_room(
                lambda: self._passes(cache, ids, wanted),
                lambda: self._spare(cache),
                lambda: self._anew(cache, [*before, *ids], [len(before) + place for place in wanted]),
            )
            whole = True
            return logits
        except Stopped:
            whole = True  # it came between two passes
            raise
        except (RuntimeError, MemoryError) as error:
            if not out_of_memory(error):
                raise
            raise OutOfMemory(
                f"There was no memory left on {self._device} for {len(before) + len(ids)} tokens; "
                f"ask a shorter question, search fewer passages{or_cpu(self._device)}."
            ) from error
        finally:
            # A pass that broke off has filled some layers and not others: such a cache would answer wrongly, silently.
            if not whole:
                cache.past, cache.ids[:] = _empty_past(self._model.config), []

    def can_rewind(self, cache: Cache) -> bool:
        """Whether `rewind` forgets without reading anything over again."""
        return _can_go_back(cache.past)

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
        self, cache: Cache, ids: Sequence[int], stop: frozenset[int], most: int, sampling: Sampling = GREEDY
    ) -> Generator[int, None, None]:
        """Tokens after `ids`, one at a time, until one of `stop` or `most` of them. Closing the iterator ends the work.

        Each is chosen by `sampling`, with a random generator of its own. The cache holds `ids` and the tokens yielded,
        but for the last one: it is run only when one more is asked for.
        """
        if self._static is not None:
            return self._static.decode(cache, ids, stop, most, sampling)
        return self.generate_dynamically(cache, ids, stop, most, sampling)

    def generate_dynamically(
        self, cache: Cache, ids: Sequence[int], stop: frozenset[int], most: int, sampling: Sampling = GREEDY
    ) -> Generator[int, None, None]:
        """The same without fixed buffers, whether or not `decode_statically` was called."""
        rng = torch.Generator().manual_seed(sampling.seed)
        following = list(ids)
        for _ in range(most):
            token = pick(self.extend(cache, following)[-1], cache.ids, sampling, rng)
            if token in stop:
                return
            yield token
            if len(cache.ids) >= self.context:
                return
            following = [token]

    def can_pad(self, longest: int) -> bool:
        """Whether rows of different lengths, none longer than `longest` tokens, can be run together by `run_rows`.

        Layers that mix tokens (state-space, convolution) would read the padding; and where keys are turned otherwise in
        long texts, one long row would change the others.
        """
        apart = {type(layer).__name__ for layer in self.start().past.layers} == {"DynamicLayer"}
        takes = inspect.signature(self._model.forward).parameters.keys()
        steady = self.steady is None or longest <= self.steady
        return apart and steady and {"position_ids", "attention_mask"} <= takes

    def run_rows(
        self, past: Any, ids: Sequence[Sequence[int]], mask: torch.Tensor, positions: Sequence[Sequence[int]]
    ) -> torch.Tensor:
        """Logits (rows, vocabulary), on the device, of what follows the last of `ids` (rows, tokens) in each row.

        `past` holds the rows' tokens before and grows by these; `mask` (rows, tokens before and now) says which are no
        padding, and `positions` (rows, tokens) what place each has in its row. For models.batching.
        """
        tokens, places = (torch.tensor(rows, device=self._device) for rows in (ids, positions))
        with self._turn, torch.inference_mode():
            out = self._model(
                input_ids=tokens,
                attention_mask=mask,
                position_ids=places,
                past_key_values=past,
                use_cache=True,
                logits_to_keep=1,
            )
            logits = torch.as_tensor(out.logits[:, -1])
        if logits.isnan().any():
            raise _damaged()
        return logits

    def _check(self, cache: Cache, ids: Sequence[int], positions: Sequence[int]) -> None:
        if not ids:
            raise ValueError("extend needs at least one token")
        if min(ids) < 0 or max(ids) >= self.vocabulary:  # on CUDA it would break the device for the whole process
            raise ValueError(f"a token id is not below {self.vocabulary}, the size of the model's vocabulary")
        if any(not -len(ids) <= p < len(ids) for p in positions):
            raise ValueError(f"a position is outside the {len(ids)} tokens")
        if len(cache.ids) + len(ids) > self.context:
            raise too_long(len(cache.ids) + len(ids), self.context)

    def _passes(self, cache: Cache, ids: Sequence[int], wanted: Sequence[int]) -> torch.Tensor:
        """The logits at the places `wanted` of `ids`. The cache holds what was run, as long as no pass breaks off."""
        pieces: list[torch.Tensor] = []
        order: list[int] = []  # which of `wanted` the rows of the pieces are
        for first in range(0, len(ids), self.pass_tokens):
            check_stopped()
            part = list(ids[first : first + self.pass_tokens])
            here = [n for n, place in enumerate(wanted) if first <= place < first + len(part)]
            keep = torch.tensor([wanted[n] - first for n in here], dtype=torch.long, device=self._device)
            pieces.append(self._forward(cache.past, torch.tensor([part], device=self._device), keep))
            cache.ids.extend(part)
            order += here
        return pieces[0] if len(pieces) == 1 else torch.cat(pieces)[torch.tensor(order, dtype=torch.long).argsort()]

    def _spare(self, cache: Cache) -> None:
        """Drops what memory can be had by: the cache, which broke off, what `make_room` knows of, what torch keeps."""
        cache.past = _empty_past(self._model.config)
        self.make_room()
        hand_back(self._device)

    def _anew(self, cache: Cache, ids: Sequence[int], wanted: Sequence[int]) -> torch.Tensor:
        """`ids` from the beginning, in a cache that holds nothing."""
        cache.ids[:] = []
        return self._passes(cache, ids, wanted)

    def _forward(self, past: Any, ids: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
        """Logits (kept positions, vocabulary) of ids (1, tokens) after `past`, which grows by them."""
        with self._turn, torch.inference_mode():
            out = self._model(input_ids=ids, past_key_values=past, use_cache=True, logits_to_keep=keep)
            logits = torch.as_tensor(out.logits[0]).float().cpu()
        if logits.isnan().any():  # an argmax over them would still give a token
            raise _damaged()
        return logits


def too_long(tokens: int, context: int) -> PromptTooLong:
    """The error for more tokens than there is room for."""
    return PromptTooLong(
        f"The model reads at most {context} tokens, not {tokens}; "
        "ask a shorter question, search fewer passages, or start a new conversation."
    )


def _damaged() -> ModelForeign:
    return ModelForeign("The model computes no numbers (NaN); its weights are damaged: fetch or save it again.")


def _empty_past(config: Any) -> Any:
    """A cache in which sliding windows are kept whole, and masked by the model.

    transformers' own windows drop the keys that left the window, so a cache longer than a window could not be rewound.
    """
    from transformers import DynamicCache
    from transformers.cache_utils import DynamicLayer, DynamicSlidingWindowLayer

    past, whole = DynamicCache(config=config), cast(type[Any], DynamicLayer)
    past.layers = [whole() if type(layer) is DynamicSlidingWindowLayer else layer for layer in past.layers]
    return past


def _nothing() -> None:
    """There is nothing to drop."""


def _can_go_back(past: Any) -> bool:
    """Whether every layer keeps each token apart. Of a kind of layer unknown here that is never assumed."""
    return {type(layer).__name__ for layer in past.layers} <= {"DynamicLayer", "DynamicIndexedLayer", "DummyLayer"}


def _steady(config: Any) -> int | None:
    """The length up to which keys hold whatever follows. Phi's LongRoPE turns all of them otherwise in longer texts."""
    told = getattr(config, "rope_parameters", None) or {}
    kinds = [told, *(kind for kind in told.values() if isinstance(kind, dict))]
    long = [kind["original_max_position_embeddings"] for kind in kinds if kind.get("rope_type") == "longrope"]
    return max(0, min(map(int, long)) - _AHEAD) if long else None


def _ends(*configs: Any) -> frozenset[int]:
    """The end-of-text tokens that any of the configurations names: each says none, one or a list."""
    named = [getattr(config, "eos_token_id", None) for config in configs]
    return frozenset(int(i) for ids in named if ids is not None for i in (ids if isinstance(ids, list) else [ids]))
