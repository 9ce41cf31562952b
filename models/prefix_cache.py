"""Keys and values of texts that were read before, so that a text which begins alike is read only from where it differs.

A radix tree over token ids: an edge holds the keys and values of its tokens. The beginnings of conversations share
their edges (the instructions, a passage that several are answered from); where two part, the edge is split. What is
given out is copied and what is put in is copied, so that no conversation can change another's. Keys and values hold for
the same ids at the same places, and are given for no other. Above a budget of bytes the leaves that were not used for
longest go first.

Knows caches and ids; knows nothing of the model that fills them, or of text.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch

from models.loading import out_of_memory

if TYPE_CHECKING:
    from models.engine import Cache

MOST_ON_PROCESSOR = 2**31  # bytes, however much memory there is
SHARE = 0.1  # of the memory that is free

Layer = tuple[torch.Tensor, torch.Tensor] | None  # keys and values (1, heads, tokens, width); None: it keeps none


@dataclass(frozen=True, slots=True)
class Reuse:
    """Of a prompt's tokens, how many the model had to read and how many it had read before."""

    run: int
    reused: int


OnRead = Callable[[Reuse], None]


def unheard(reuse: Reuse) -> None:
    """An `OnRead` for whoever does not ask."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Since the beginning: tokens that were looked up and of these reused, edges evicted; and the bytes held now."""

    looked_up: int = 0
    reused: int = 0
    evicted: int = 0
    held: int = 0


@dataclass(slots=True, eq=False)
class _Edge:
    """Tokens that follow those of its parent, and their keys and values."""

    ids: tuple[int, ...]
    layers: tuple[Layer, ...]
    parent: _Edge | None
    used: int = 0  # the clock when it was last read or written
    children: dict[int, _Edge] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes."""
        return _size(self.layers)


class PrefixCache:
    """What one model has read. Several threads may use it.

    `start` makes an empty cache of that model, `budget` is in bytes (0: nothing is kept). `longest`: texts of more tokens
    are neither kept nor looked up, because their keys depend on how long the whole is.
    """

    def __init__(self, start: Callable[[], Cache], budget: int, longest: int | None = None) -> None:
        self.budget = budget
        self._start = start
        self._longest = sys.maxsize if longest is None else longest
        self._lock = threading.Lock()
        self._root = _Edge((), (), None)
        self._clock = self._held = self._looked_up = self._reused = self._evicted = 0

    def take(self, ids: Sequence[int]) -> Cache:
        """A cache of one's own that holds the longest known beginning of `ids`, though never all of them.

        The last token has to be run, to know what follows it.
        """
        found = self._find(ids)
        cache = self._start()
        try:
            _fill(cache, found)
        except (RuntimeError, MemoryError) as error:
            if not out_of_memory(error):
                raise
            self.clear()
            cache, found = self._start(), []
        cache.ids.extend(token for edge, shared in found for token in edge.ids[:shared])
        with self._lock:
            self._looked_up += len(ids)
            self._reused += len(cache.ids)
        return cache

    def keep(self, cache: Cache) -> None:
        """Puts in what is new of a cache, as far as the budget allows. Of layers that cannot be cut nothing is kept."""
        layers = _layers(cache)
        if layers is None or not self.budget or len(cache.ids) > self._longest:
            return
        try:
            with self._lock, torch.inference_mode():
                self._insert(tuple(cache.ids), layers)
        except (RuntimeError, MemoryError) as error:
            if not out_of_memory(error):
                raise
            self.clear()

    def clear(self) -> None:
        """Lets go of everything; caches that were given out keep what they hold."""
        with self._lock:
            self._evicted += sum(1 for _ in self._edges())
            self._root, self._held = _Edge((), (), None), 0

    @property
    def counts(self) -> Counts:
        """How it fared so far."""
        with self._lock:
            return Counts(self._looked_up, self._reused, self._evicted, self._held)

    def _find(self, ids: Sequence[int]) -> list[tuple[_Edge, int]]:
        """The edges along `ids` less the last, and how many tokens of each are shared.

        They can be read without the lock: an edge's tokens never change, for splitting one makes new ones.
        """
        if len(ids) > self._longest:
            return []
        with self._lock:
            return self._along(tuple(ids[:-1]))

    def _along(self, ids: tuple[int, ...]) -> list[tuple[_Edge, int]]:
        """With the lock held. Each edge on the way is now the one used last."""
        self._clock += 1
        edge, at, found = self._root, 0, list[tuple[_Edge, int]]()
        while at < len(ids) and (child := edge.children.get(ids[at])):
            shared = shared_tokens(child.ids, ids[at : at + len(child.ids)])
            child.used = self._clock
            found.append((child, shared))
            edge, at = child, at + shared
            if shared < len(child.ids):
                break
        return found

    def _insert(self, ids: tuple[int, ...], layers: tuple[Layer, ...]) -> None:
        way = self._along(ids)
        at = sum(shared for _, shared in way)
        each = _size(layers) // len(ids)  # bytes of one token
        # What is on the way cannot go: the new tokens follow it. Of these as many are kept as there is room for.
        fixed = sum(edge.size for edge, _ in way)
        room = (self.budget - fixed) // each if each else 0
        end = min(len(ids), at + room)
        if end <= at:
            return
        parent = self._root
        if way:
            last, shared = way[-1]
            parent = last if shared == len(last.ids) else self._split(last, shared)
        self._make_room((end - at) * each, {id(edge) for edge, _ in way} | {id(parent)})
        new = _Edge(ids[at:end], _cut(layers, at, end), parent, self._clock)
        parent.children[ids[at]] = new
        self._held += new.size

    def _split(self, edge: _Edge, at: int) -> _Edge:
        """The beginning of the edge as an edge of its own, from which the rest goes on."""
        assert edge.parent is not None
        first = _Edge(edge.ids[:at], _cut(edge.layers, 0, at), edge.parent, edge.used)
        rest = _Edge(edge.ids[at:], _cut(edge.layers, at, len(edge.ids)), first, edge.used, edge.children)
        first.children[rest.ids[0]] = rest
        for child in rest.children.values():
            child.parent = rest
        edge.parent.children[first.ids[0]] = first
        return first

    def _make_room(self, needed: int, fixed: set[int]) -> None:
        """Leaves go, those used longest ago first, until `needed` bytes fit in."""
        while self._held + needed > self.budget:
            leaves = [edge for edge in self._edges() if not edge.children and id(edge) not in fixed]
            if not leaves:
                return
            oldest = min(leaves, key=lambda edge: edge.used)
            assert oldest.parent is not None
            del oldest.parent.children[oldest.ids[0]]
            self._held -= oldest.size
            self._evicted += 1

    def _edges(self) -> Iterator[_Edge]:
        left = list(self._root.children.values())
        while left:
            edge = left.pop()
            left.extend(edge.children.values())
            yield edge


def free_budget(device: str) -> int:
    """Bytes to keep on a device by the memory that is free on it now: a tenth; on a processor at most 2 GiB."""
    if device.startswith("cuda"):
        return int(torch.cuda.mem_get_info(device)[0] * SHARE)
    import psutil  # type: ignore[import-untyped]

    return min(MOST_ON_PROCESSOR, int(psutil.virtual_memory().available * SHARE))


def shared_tokens(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two sequences have in common from their beginning."""
    if first == second:  # the usual case, told at the speed of C
        return len(first)
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def _layers(cache: Cache) -> tuple[Layer, ...] | None:
    """The keys and values of each layer; None where not every layer keeps each token of the cache apart."""
    from transformers.cache_utils import DummyLayer, DynamicLayer

    found: list[Layer] = []
    for layer in getattr(cache.past, "layers", ()):
        if type(layer) is DummyLayer:
            found.append(None)
        elif type(layer) is DynamicLayer and (held := _whole(layer.keys, layer.values, len(cache.ids))):
            found.append(held)
        else:
            return None
    return tuple(found) if any(found) else None


def _whole(keys: torch.Tensor | None, values: torch.Tensor | None, tokens: int) -> Layer:
    """A layer's keys and values, if they are one conversation's and of exactly so many tokens."""
    if keys is None or values is None:
        return None
    fits = all(one.dim() == 4 and one.shape[0] == 1 and one.shape[2] == tokens for one in (keys, values))
    return (keys, values) if fits else None


def _fill(cache: Cache, found: Sequence[tuple[_Edge, int]]) -> None:
    """Copies the shared beginnings of the edges, one after the other, into an empty cache."""
    if not found:
        return
    with torch.inference_mode():
        for place, layer in enumerate(cache.past.layers):
            parts = [(edge.layers[place], shared) for edge, shared in found]
            held = [(one[0][:, :, :shared], one[1][:, :, :shared]) for one, shared in parts if one is not None]
            if held:
                layer.lazy_initialization(*held[0])
                layer.keys = torch.cat([keys for keys, _ in held], dim=2)
                layer.values = torch.cat([values for _, values in held], dim=2)


def _cut(layers: Sequence[Layer], begin: int, end: int) -> tuple[Layer, ...]:
    """Copies of a stretch of tokens: a view would hold the memory of the whole."""
    return tuple(
        None if layer is None else (layer[0][:, :, begin:end].clone(), layer[1][:, :, begin:end].clone())
        for layer in layers
    )


def _size(layers: Sequence[Layer]) -> int:
    return sum(tensor.nbytes for layer in layers if layer is not None for tensor in layer)
