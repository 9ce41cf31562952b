"""Many prompts through one engine at once: rows that end leave the batch, and prompts that wait take their place.

For evaluation runs. Each pass reads the weights once for all rows, which is what a token costs when one is decoded alone.
Prompts are taken longest first and padded on the left; every row keeps its own positions, so that each says what it
would say alone (to the rounding of the arithmetic). Continuous batching as in Orca (Yu et al. 2022), without its paging.
Knows nothing of text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from transformers.cache_utils import DynamicCache, DynamicLayer

from models.engine import Engine, too_long
from models.errors import OutOfMemory
from models.loading import or_cpu, out_of_memory
from models.recovery import hand_back
from models.sampling import GREEDY, Sampling, pick
from models.stopping import check_stopped

OnProgress = Callable[[int, int], None]  # prompts done, of all
Ended = Callable[[int, int], bool]  # of the prompt of this number, after this token: whether its text is at an end

# Of a processor: milliseconds of its time for a token after 400 (bundled model) or 120 (random Llama of 97M), one thread:
# bundled 28.4 alone, 9.0 to 10.2 in a batch of 4, 8.9 of 8, 4.4 of 16; Llama 52.0 alone, 23.3 of 4, 14.8 of 8, 7.1 of 16.
# More than 16 are not measured, and of CUDA nothing is yet: there memory is to be what bounds it.
MOST_ROWS = {"cpu": 16, "cuda": 256}
# Of prompts that are read at once: what bounds the memory of activations. Not measured. On a processor a token of a prompt
# costs the same alone as among 16 times 400, so that it gains nothing by more.
_TOKENS_A_PASS = {"cpu": 2048, "cuda": 16384}
_ROOM = 128  # columns that a cache grows by when it is full; not measured


@dataclass(frozen=True, slots=True)
class Generated:
    """What followed the prompt of this number, without the token that ended it."""

    number: int
    tokens: tuple[int, ...]


def generate_batch(
    engine: Engine,
    prompts: Sequence[Sequence[int]],
    stop: frozenset[int],
    most: int,
    sampling: Sampling = GREEDY,
    memory: int | None = None,
    on_progress: OnProgress | None = None,
) -> list[list[int]]:
    """For each prompt the tokens that `Engine.generate` gives after it, in the order of the prompts.

    `memory` is how many bytes the keys and values may take; by default `spare_memory` of the device. Each row is sampled
    with a generator of its own, by the seed of `sampling`. Raises what `generate_each` raises.
    """
    found: list[list[int]] = [[] for _ in prompts]
    for done, one in enumerate(generate_each(engine, prompts, stop, most, sampling, memory), start=1):
        found[one.number] = list(one.tokens)
        if on_progress is not None:
            on_progress(done, len(prompts))
    return found


def generate_each(
    engine: Engine,
    prompts: Sequence[Sequence[int]],
    stop: frozenset[int],
    most: int,
    sampling: Sampling = GREEDY,
    memory: int | None = None,
    ended: Ended | None = None,
) -> Generator[Generated, None, None]:
    """The same, each as soon as it is there. Closing the iterator ends the work.

    A text also ends after the token for which `ended` says so. Where the device has too little memory for a batch it goes
    on with half as many rows. Models whose rows cannot be padded (`Engine.can_pad`) run one by one.
    Raises PromptTooLong before anything is run, OutOfMemory when not even one row fits, ModelForeign for NaN, and Stopped.
    """
    for ids in prompts:
        _check(engine, ids)
    rows = [_Row(number, list(ids), len(ids), sampling) for number, ids in enumerate(prompts)]
    if most < 1:
        return (Generated(row.number, ()) for row in rows)
    task = _Task(engine, stop, most, sampling, ended or (lambda number, token: False))
    longest = max((len(row.ids) for row in rows), default=0) + most
    if len(rows) < 2 or not engine.can_pad(min(longest, engine.context)):
        return _one_by_one(task, rows)
    budget = spare_memory(engine.device) if memory is None else memory
    return _Batch(task, rows, budget // kv_bytes(engine)).run()


def most_rows(device: str) -> int:
    """How many prompts run at once on a device, where there is memory for them."""
    return MOST_ROWS[_kind(device)]


def _kind(device: str) -> str:
    return "cuda" if device.startswith("cuda") else "cpu"


def kv_bytes(engine: Engine) -> int:
    """The bytes that the keys and values of one token take, found by running one. Convolutions' states are not counted."""
    cache = engine.start()
    engine.extend(cache, [0])
    attending: list[Any] = [layer for layer in cache.past.layers if isinstance(layer, DynamicLayer)]
    return sum(int(tensor.nbytes) for layer in attending for tensor in (layer.keys, layer.values))


def spare_memory(device: str) -> int:
    """Half of the bytes that are free on the device now; the rest is for activations, and for other programs."""
    if device.startswith("cuda"):
        return int(torch.cuda.mem_get_info(device)[0]) // 2
    return _available() // 2


def _available() -> int:
    """What Linux says it could give to a program; elsewhere a guess that any machine can keep."""
    told = Path("/proc/meminfo")
    lines = told.read_text(encoding="ascii").splitlines() if told.is_file() else []
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")), 2**21)
    return kilobytes * 1024


def _check(engine: Engine, ids: Sequence[int]) -> None:
    if not ids:
        raise ValueError("a prompt needs at least one token")
    if min(ids) < 0 or max(ids) >= engine.vocabulary:  # on CUDA it would break the device for the whole process
        raise ValueError(f"a token id is not below {engine.vocabulary}, the size of the model's vocabulary")
    if len(ids) > engine.context:
        raise too_long(len(ids), engine.context)


@dataclass(slots=True)
class _Row:
    """One prompt with what was said after it; the last token said is not in the cache yet."""

    number: int
    ids: list[int]
    prompt: int
    sampling: Sampling
    rng: torch.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = torch.Generator().manual_seed(self.sampling.seed)

    @property
    def said(self) -> Generated:
        return Generated(self.number, tuple(self.ids[self.prompt :]))


@dataclass(frozen=True, slots=True)
class _Task:
    engine: Engine
    stop: frozenset[int]
    most: int
    sampling: Sampling
    ended: Ended

    def take(self, row: _Row, token: int) -> bool:
        """Whether the row goes on after this token, which it then says: the rules of Engine.generate."""
        if token in self.stop:
            return False
        row.ids.append(token)
        ended = self.ended(row.number, token)
        said, read = len(row.ids) - row.prompt, len(row.ids) - 1
        return not ended and said < self.most and read < self.engine.context


def _one_by_one(task: _Task, rows: Sequence[_Row]) -> Generator[Generated, None, None]:
    for row in rows:
        for token in task.engine.generate(task.engine.start(), row.ids[:], task.stop, task.most, task.sampling):
            if not task.take(row, token):
                break
        yield row.said


class _Batch:
    """The rows that run, and those that wait. `columns` is how many tokens' keys and values there is memory for."""

    def __init__(self, task: _Task, rows: Sequence[_Row], columns: int) -> None:
        self._task = task
        self._engine = task.engine
        self._columns = columns
        self._most_rows = most_rows(task.engine.device)
        self._tokens_a_pass = _TOKENS_A_PASS[_kind(task.engine.device)]
        self._waiting = deque(sorted(rows, key=lambda row: -len(row.ids)))
        self._rows: list[_Row] = []
        self._past: Any = None
        self._mask = torch.zeros(0, 0)

    def run(self) -> Generator[Generated, None, None]:
        while self._rows or self._waiting:
            try:
                yield from self._advance()
                continue
            except (RuntimeError, MemoryError) as error:
                if not out_of_memory(error):
                    raise
            # Not within the handler: the error's traceback holds the tensors of the pass that failed.
            self._shrink()

    def _advance(self) -> Iterator[Generated]:
        """Lets waiting rows in where there is room for several, and runs one token of every row."""
        check_stopped()
        room = self._room()
        # Whoever comes in makes all others' cache be copied: not for one place of many.
        if room and (not self._rows or room >= min(len(self._waiting), max(1, self._most_rows // 4))):
            yield from self._let_in(room)
        if self._rows:
            ids = [row.ids[-1:] for row in self._rows]
            self._mask = torch.cat([self._mask, self._mask.new_ones(len(ids), 1)], dim=1)
            positions = [[len(row.ids) - 1] for row in self._rows]
            yield from self._say(self._engine.run_rows(self._past, ids, self._mask, positions))

    def _room(self) -> int:
        """How many of the waiting rows may come in: every row takes as many columns as the longest will have."""
        if not self._waiting:
            return 0
        longest = max(len(self._waiting[0].ids) + self._task.most, *(r.prompt + self._task.most for r in self._rows), 0)
        allowed = min(self._most_rows, max(1, self._columns // min(longest, self._engine.context)))
        return max(0, min(allowed - len(self._rows), len(self._waiting)))

    def _let_in(self, room: int) -> Iterator[Generated]:
        """Reads the prompts of the next rows, and joins them to those that run."""
        longest = len(self._waiting[0].ids)
        count = max(1, min(room, self._tokens_a_pass // longest))
        coming = [self._waiting.popleft() for _ in range(count)]
        running, past, mask = self._rows, self._past, self._mask
        # Should memory run out in here, `_shrink` must find every row in one place.
        self._rows = [*running, *coming]
        pads = [longest - len(row.ids) for row in coming]
        own = torch.tensor([[n >= pad for n in range(longest)] for pad in pads], device=self._engine.device)
        positions = [[max(0, n - pad) for n in range(longest)] for pad in pads]
        ids = [[0] * pad + row.ids for pad, row in zip(pads, coming, strict=True)]
        fresh = _with_room(self._engine.start().past)
        logits = self._engine.run_rows(fresh, ids, own, positions)
        if running:
            self._past, self._mask = _joined(past, mask, fresh, own)
        else:
            self._past, self._mask = fresh, own
        yield from self._say(logits, len(running))

    def _say(self, logits: torch.Tensor, first: int = 0) -> Iterator[Generated]:
        """Takes the next token of each row from `first` on; rows that end leave. `logits`: (rows, vocabulary)."""
        rows = self._rows[first:]
        going = [True] * first + [
            self._task.take(row, token) for row, token in zip(rows, self._picked(logits, rows), strict=True)
        ]
        ended = [row for row, goes in zip(self._rows, going, strict=True) if not goes]
        if ended:
            self._keep([n for n, goes in enumerate(going) if goes])
            yield from (row.said for row in ended)

    def _picked(self, logits: torch.Tensor, rows: Sequence[_Row]) -> list[int]:
        sampling = self._task.sampling
        if sampling.greedy and sampling.repetition == 1:
            return [int(token) for token in logits.argmax(-1).tolist()]
        apart = logits.float().cpu()
        return [pick(own, row.ids, sampling, row.rng) for own, row in zip(apart, rows, strict=True)]

    def _keep(self, numbers: list[int]) -> None:
        """Forgets the other rows, and the columns that are padding in all that stay.

        The last rows take the places of those that end, so that no other row's keys and values are copied.
        """
        count = len(numbers)
        holes = sorted(set(range(count)) - set(numbers))
        moves = list(zip(holes, (n for n in numbers if n >= count), strict=True))
        order = list(range(count))
        for hole, mover in moves:
            order[hole] = mover
        self._rows = [self._rows[n] for n in order]
        if not numbers:
            self._past = None
            return
        self._mask = self._mask[torch.tensor(order, device=self._mask.device)]
        padding = int(self._mask.any(0).long().argmax())
        self._mask = self._mask[:, padding:]
        for layer in self._past.layers:
            layer.keep(moves, count, padding)

    def _shrink(self) -> None:
        """All rows wait again with what they have said, and half as many may run at once."""
        rows = len(self._rows)
        self._waiting = deque(sorted([*self._rows, *self._waiting], key=lambda row: -len(row.ids)))
        self._rows, self._past = [], None
        self._engine.make_room()
        hand_back(self._engine.device)
        if rows <= 1:
            raise OutOfMemory(
                f"There was no memory left on {self._engine.device} for a prompt of {len(self._waiting[0].ids)} tokens; "
                f"give shorter ones{or_cpu(self._engine.device)}."
            )
        self._most_rows = rows // 2
        self._tokens_a_pass = max(1, self._tokens_a_pass // 2)


class _RoomyLayer(DynamicLayer):  # type: ignore[no-untyped-call]  # transformers' own hook has no types
    """A layer's keys and values in a buffer with room to grow: a new token is written, not all of them copied.

    `keys` and `values` (rows, heads, tokens, head) are views of it.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._whole: list[torch.Tensor] = []

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: Any, **kwargs: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        begin = self.get_seq_length()
        end = begin + key_states.shape[-2]
        if not self._whole or end > self._whole[0].shape[-2]:
            held = [self.keys, self.values] if begin else [None, None]
            self._whole = [
                _grown(old, new, end + _ROOM) for old, new in zip(held, (key_states, value_states), strict=True)
            ]
        self._whole[0][:, :, begin:end] = key_states
        self._whole[1][:, :, begin:end] = value_states
        return self._show(end)

    @torch.inference_mode()
    def keep(self, moves: Sequence[tuple[int, int]], rows: int, skip: int) -> None:
        """Copies the second row of each move over the first; keeps so many rows, without their first `skip` columns."""
        end = self.get_seq_length()
        for whole in self._whole:
            for to, row in moves:
                whole[to, :, skip:end] = whole[row, :, skip:end]
        self._whole = [whole[:rows, :, skip:] for whole in self._whole]
        self._show(end - skip)

    def join(self, other: _RoomyLayer) -> None:
        """Adds the rows of another layer; the shorter of the two is padded on the left."""
        end = max(self.get_seq_length(), other.get_seq_length())
        pairs = zip(self._show(self.get_seq_length()), other._show(other.get_seq_length()), strict=True)
        self._whole = [_stacked(ours, theirs, end) for ours, theirs in pairs]
        self._show(end)

    def _show(self, end: int) -> tuple[torch.Tensor, torch.Tensor]:
        keys, values = (whole[:, :, :end] for whole in self._whole)
        self.keys, self.values = keys, values
        return keys, values


def _grown(old: torch.Tensor | None, like: torch.Tensor, columns: int) -> torch.Tensor:
    rows, heads, _, size = like.shape
    # Zeros, since what is masked still has a weight of 0 times its value.
    whole = like.new_zeros(rows, heads, columns, size)
    if old is not None:
        whole[:, :, : old.shape[-2]] = old
    return whole


def _stacked(ours: torch.Tensor, theirs: torch.Tensor, end: int) -> torch.Tensor:
    """(rows of both, heads, end and room, head), each at the right of the first `end` columns."""
    rows, heads, _, size = ours.shape
    whole = ours.new_zeros(rows + theirs.shape[0], heads, end + _ROOM, size)
    whole[:rows, :, end - ours.shape[-2] : end] = ours
    whole[rows:, :, end - theirs.shape[-2] : end] = theirs
    return whole


def _with_room(past: DynamicCache) -> DynamicCache:
    past.layers = [_RoomyLayer() for _ in past.layers]
    return past


def _joined(past: Any, mask: torch.Tensor, other: Any, its: torch.Tensor) -> tuple[Any, torch.Tensor]:
    """One cache and one mask (rows, columns) for the rows of two."""
    for layer, theirs in zip(past.layers, other.layers, strict=True):
        layer.join(theirs)
    end = max(mask.shape[1], its.shape[1])
    left = [torch.nn.functional.pad(each, (end - each.shape[1], 0), value=False) for each in (mask, its)]
    return past, torch.cat(left)
