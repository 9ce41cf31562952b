"""Decoding with keys and values in fixed buffers: a token's whole work, from embedding to argmax, is one CUDA graph.

What a token costs on a GPU besides reading the weights is launching hundreds of kernels; a graph launches them at once
(gpt-fast, PyTorch 2023). Token and position live on the device and the graph moves them on, so the next token is begun
before the last one is read. Graphs are captured for buffer lengths that double, so that a short text does not attend over
the whole context. On a processor the same steps run uncaptured.

Models with sliding windows (Gemma 3), with layers that are no attention, or whose keys turn otherwise in long texts are
decoded by `Engine.generate` as before: one mask for all layers would not be exact for them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from typing import TYPE_CHECKING, Any, Literal

import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from models.errors import ModelForeign
from models.sampling import GREEDY, Sampling, pick
from models.stopping import check_stopped

if TYPE_CHECKING:
    from models.engine import Cache, Engine

Step = Callable[[], None]
Capture = Callable[[Step], Step]  # what runs a step from now on
Way = Literal["none", "graph", "compile", "fastest"]

_SHORTEST = 256  # tokens of the shortest buffer
_WARM = 3  # runs before a capture: what is allocated or chosen at first use must not be captured
_DAMAGED = -1  # in place of a token, where the logits are not numbers


class StaticDecoder:
    """One text at a time; where another is being decoded the engine goes on without it."""

    def __init__(self, engine: Engine, way: Way = "none") -> None:
        if not fits(engine):
            raise ValueError("this model cannot be decoded with fixed buffers")
        self._engine = engine
        self._capture = captures(engine.device)[way] if way != "fastest" else _plain
        self._busy = threading.Lock()
        self._steps: dict[int, Step] = {}
        self._way: Way = way
        device = engine.device
        self._token = torch.zeros(1, 1, dtype=torch.long, device=device)
        self._position = torch.zeros(1, dtype=torch.long, device=device)
        self._logits = torch.zeros(engine.vocabulary, dtype=torch.float32, device=device)
        self._buffers = [_Buffer(layer, engine.context + _WARM + 1, self._position) for layer in _one_token(engine)]

    def warm_up(self) -> None:
        """Captures the graphs of all lengths; for the thread that loads the model."""
        with self._busy:
            if self._way == "fastest":
                self._capture = self._fastest()
            for length in self.lengths():
                self._step(length)

    def lengths(self) -> tuple[int, ...]:
        """The lengths of buffers that are attended over: doubling, up to the context."""
        found = [_SHORTEST]
        while found[-1] < self._engine.context:
            found.append(found[-1] * 2)
        return (*found[:-1], self._engine.context) if found[-1] > self._engine.context else tuple(found)

    def decode(
        self, cache: Cache, ids: Sequence[int], stop: frozenset[int], most: int, sampling: Sampling = GREEDY
    ) -> Generator[int, None, None]:
        """What `Engine.generate` yields for the same arguments, and the same cache afterwards."""
        if not self._busy.acquire(blocking=False):
            yield from self._engine.generate_dynamically(cache, ids, stop, most, sampling)
            return
        try:
            with closing(self._decode(cache, ids, stop, most, sampling)) as tokens:
                yield from tokens
        finally:
            self._busy.release()

    def _decode(
        self, cache: Cache, ids: Sequence[int], stop: frozenset[int], most: int, sampling: Sampling
    ) -> Generator[int, None, None]:
        if most < 1:
            return
        rng = torch.Generator().manual_seed(sampling.seed)
        token = pick(self._engine.extend(cache, ids)[-1], cache.ids, sampling, rng)
        begin, said = len(cache.ids), list[int]()
        if token in stop:
            return
        try:
            self._fill(cache, token)
            following = (
                self._greedy(begin) if _plain_argmax(sampling) else self._sampled(begin, cache, said, sampling, rng)
            )
            with closing(following):
                while True:
                    yield token
                    if len(said) + 1 >= most or begin + len(said) >= self._engine.context:
                        return
                    said.append(token)  # now it is run
                    token = next(following)
                    if token in stop:
                        return
        finally:
            self._give_back(cache, said)

    def _greedy(self, begin: int) -> Generator[int, None, None]:
        """The tokens after the first; each step is begun before the token of the step before it is read."""
        reading = _Reading(self._engine.device)
        reading.note(self._run(begin))
        place = begin
        while True:
            place += 1
            check_stopped()
            ahead = place < self._engine.context
            now = reading.turn()
            if ahead:
                reading.note(self._run(place))
            yield _sound(reading.value(now))

    def _sampled(
        self, begin: int, cache: Cache, said: list[int], sampling: Sampling, rng: torch.Generator
    ) -> Generator[int, None, None]:
        place = begin
        while True:
            check_stopped()
            _sound(int(self._run(place)))
            token = pick(self._logits.cpu(), [*cache.ids, *said], sampling, rng)
            self._token.fill_(token)
            place += 1
            yield token

    def _run(self, place: int) -> torch.Tensor:
        """One token at this place; afterwards the next token and place stand in the buffers."""
        length = next(length for length in self.lengths() if length > place)
        with self._engine.turn, _on(self._engine.device), torch.inference_mode():
            self._step(length)()
        return self._token

    def _step(self, length: int) -> Step:
        if length not in self._steps:
            held = self._token.clone(), self._position.clone()
            self._position.fill_(self._engine.context)  # warming up writes behind all that is attended over
            with _on(self._engine.device):
                self._steps[length] = self._capture(self._work(length))
            self._token.copy_(held[0])
            self._position.copy_(held[1])
        return self._steps[length]

    def _work(self, length: int) -> Step:
        """Embedding to argmax, over buffers of this length. Allocates nothing that outlives it."""
        model, last = self._engine.model, self._engine.context - 1
        past = DynamicCache()
        past.layers = [buffer.view(length) for buffer in self._buffers]
        columns = torch.arange(length, device=self._engine.device)

        def work() -> None:
            out = model(
                input_ids=self._token.clamp(min=0),  # _DAMAGED, in a step begun before it was read
                attention_mask=(columns <= self._position)[None, None, None],
                position_ids=self._position.clamp(max=last)[None],
                past_key_values=past,
                use_cache=True,
                logits_to_keep=1,
            )
            self._logits.copy_(out.logits[0, -1])
            likeliest = torch.where(self._logits.isnan().any(), _DAMAGED, self._logits.argmax())
            self._token.copy_(likeliest.reshape(1, 1))
            self._position.add_(1)

        return work

    def _fill(self, cache: Cache, token: int) -> None:
        for buffer, layer in zip(self._buffers, cache.past.layers, strict=True):
            buffer.write(layer.keys, layer.values)
        self._token.fill_(token)
        self._position.fill_(len(cache.ids))

    def _give_back(self, cache: Cache, said: list[int]) -> None:
        """The keys and values of what was said, after those that the cache has."""
        begin, end = len(cache.ids), len(cache.ids) + len(said)
        if not said:
            return
        for buffer, layer in zip(self._buffers, cache.past.layers, strict=True):
            keys, values = buffer.read(begin, end)
            layer.keys, layer.values = torch.cat([layer.keys, keys], 2), torch.cat([layer.values, values], 2)
        cache.ids.extend(said)

    def _fastest(self) -> Capture:
        """The way to capture in which a token of the shortest length takes the least time."""
        taken: dict[str, float] = {}
        ways = captures(self._engine.device)
        for name, capture in ways.items():
            self._capture = capture
            self._steps.clear()
            step = self._step(self.lengths()[0])
            taken[name] = _seconds(step, self._position, self._engine.device)
        self._steps.clear()
        return ways[min(taken, key=lambda name: taken[name])]


class _Buffer:
    """The keys and values of one layer for the whole context: (1, heads, columns, head)."""

    def __init__(self, layer: Any, columns: int, position: torch.Tensor) -> None:
        self._position = position
        self._both = tuple(
            tensor.new_zeros(1, tensor.shape[1], columns, tensor.shape[-1]) for tensor in (layer.keys, layer.values)
        )

    def view(self, length: int) -> _Window:
        """The layer of a cache that shows the first `length` columns."""
        return _Window(self._both, length, self._position)

    def write(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        for whole, part in zip(self._both, (keys, values), strict=True):
            whole[:, :, : part.shape[2]] = part

    def read(self, begin: int, end: int) -> tuple[torch.Tensor, ...]:
        return tuple(whole[:, :, begin:end] for whole in self._both)


class _Window(DynamicLayer):  # type: ignore[no-untyped-call]  # transformers' own hook has no types
    """What a model takes for a cache's layer: the new token goes where the position on the device says."""

    def __init__(self, both: tuple[torch.Tensor, ...], length: int, position: torch.Tensor) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._both, self._length, self._position = both, length, position

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: Any, **kwargs: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        for whole, new in zip(self._both, (key_states, value_states), strict=True):
            whole.index_copy_(2, self._position, new)
        keys, values = (whole[:, :, : self._length] for whole in self._both)
        return keys, values

    def get_seq_length(self) -> int:
        """Positions are given with every call; nobody may count them here."""
        return 0


class _Reading:
    """Tokens on their way from the device, two at a time: one is read while the next is computed."""

    def __init__(self, device: str) -> None:
        self._cuda = device.startswith("cuda")
        self._slots = [torch.zeros(1, dtype=torch.long, pin_memory=self._cuda) for _ in range(2)]
        self._events = [torch.cuda.Event() for _ in range(2)] if self._cuda else []  # type: ignore[no-untyped-call]
        self._noted = 0

    def note(self, token: torch.Tensor) -> None:
        slot = self._noted % 2
        self._slots[slot].copy_(token.view(1), non_blocking=True)
        if self._cuda:
            self._events[slot].record()
        self._noted += 1

    def turn(self) -> int:
        """The slot of the token noted last."""
        return (self._noted - 1) % 2

    def value(self, slot: int) -> int:
        if self._cuda:
            self._events[slot].synchronize()
        return int(self._slots[slot])


def fits(engine: Engine) -> bool:
    """Whether this is exact for the model: attention over all tokens in every layer, by torch's own kernel."""
    config = engine.model.config.get_text_config(decoder=True)
    kinds = {type(layer) for layer in DynamicCache(config=config).layers}
    whole = engine.can_pad(engine.context) and kinds == {DynamicLayer}
    return whole and getattr(config, "_attn_implementation", "") == "sdpa"


def captures(device: str) -> dict[str, Capture]:
    """The ways to run a step over and over on this device."""
    if not device.startswith("cuda"):
        return {"none": _plain}
    return {"none": _plain, "graph": _graphed, "compile": _compiled}


def _on(device: str) -> AbstractContextManager[object]:
    return torch.cuda.device(device) if device.startswith("cuda") else nullcontext()


def _plain(step: Step) -> Step:
    return step


def _graphed(step: Step) -> Step:
    """Every kernel of the step as one CUDA graph."""
    aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside), torch.inference_mode():
        for _ in range(_WARM):
            step()
    torch.cuda.current_stream().wait_stream(aside)
    graph = torch.cuda.CUDAGraph()
    with torch.inference_mode(), torch.cuda.graph(graph, capture_error_mode="thread_local"):
        step()
    return graph.replay


def _compiled(step: Step) -> Step:
    """The same after torch.compile has joined small kernels. What it makes is kept where TORCHINDUCTOR_CACHE_DIR says."""
    return _graphed(torch.compile(step, dynamic=False))


def _seconds(step: Step, position: torch.Tensor, device: str, runs: int = 20) -> float:
    def wait() -> None:
        if device.startswith("cuda"):
            torch.cuda.synchronize()

    with torch.inference_mode():
        position.zero_()
        step()
        wait()
        began = time.perf_counter()
        for _ in range(runs):
            step()
        wait()
    return (time.perf_counter() - began) / runs


def _one_token(engine: Engine) -> list[Any]:
    """The layers of a cache of one token, for their sizes."""
    cache = engine.start()
    engine.extend(cache, [0])
    return list(cache.past.layers)


def _plain_argmax(sampling: Sampling) -> bool:
    return sampling.greedy and sampling.repetition == 1


def _sound(token: int) -> int:
    if token == _DAMAGED:
        raise ModelForeign("The model computes no numbers (NaN); its weights are damaged: fetch or save it again.")
    return token
