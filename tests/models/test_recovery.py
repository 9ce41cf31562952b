"""What happens when memory runs out, when a prompt is long, and when its reader leaves: with models that fail on purpose."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from itertools import count

import pytest
import torch

from models.engine import Engine
from models.errors import OutOfMemory
from models.recovery import with_room
from models.stopping import Stopped, stoppable
from tests.models.test_engine import FAMILIES, PROMPT, close, tiny_model, without_cache


@pytest.fixture(scope="module", params=FAMILIES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(tiny_model(request.param), "cpu")


class Short:
    """Stands in a layer of a model and lets memory run out at the passes that `fails` names, counted from 1."""

    def __init__(self, engine: Engine, fails: Callable[[int], bool], error: type[Exception] = torch.OutOfMemoryError):
        self.passes = 0
        self._fails = fails
        self._error = error
        self._handle = engine._model.model.layers[1].register_forward_pre_hook(self._before)

    def _before(self, *_: object) -> None:
        self.passes += 1
        if self._fails(self.passes):
            raise self._error("CUDA out of memory. Tried to allocate 2.00 GiB.")

    def __enter__(self) -> Short:
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.remove()


def counted(engine: Engine) -> Iterator[int]:
    """Lets the engine count how often it asks for room."""
    rooms = count()
    engine.make_room = lambda: next(rooms) and None  # type: ignore[assignment]
    return rooms


def test_work_that_finds_memory_is_done_once() -> None:
    tried: list[str] = []
    assert with_room(lambda: tried.append("work") or 7, lambda: tried.append("room")) == 7  # type: ignore[func-returns-value]
    assert tried == ["work"]


def test_the_second_try_comes_after_room_was_made_and_is_the_last() -> None:
    tried: list[str] = []

    def fail() -> int:
        tried.append("work")
        raise torch.OutOfMemoryError("none left")

    with pytest.raises(torch.OutOfMemoryError):
        with_room(fail, lambda: tried.append("room"))
    assert tried == ["work", "room", "work"]
    assert with_room(fail, lambda: None, lambda: 7) == 7


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("odd shapes"), KeyboardInterrupt()])
def test_other_errors_pass_through_at_once(error: BaseException) -> None:
    def fail() -> None:
        raise error

    def never() -> None:
        raise AssertionError("no memory was short")

    with pytest.raises(type(error)):
        with_room(fail, never)


def test_what_failed_is_forgotten_before_room_is_made() -> None:
    """Else the memory of the pass that failed is still taken when the next one begins."""

    class Held:
        """Stands for a tensor."""

    alive: list[bool] = []
    held: list[weakref.ref[Held]] = []

    def fail() -> int:
        tensor = Held()
        held.append(weakref.ref(tensor))
        raise torch.OutOfMemoryError("none left")

    def look() -> None:
        gc.collect()
        alive.append(held[0]() is not None)

    assert with_room(fail, look, lambda: 7) == 7
    assert alive == [False]


@pytest.mark.parametrize("error", [torch.OutOfMemoryError, MemoryError])
def test_memory_that_is_short_once_changes_nothing(engine: Engine, error: type[Exception]) -> None:
    rooms, cache = counted(engine), engine.start()
    engine.extend(cache, PROMPT[:10])
    with Short(engine, lambda n: n == 1, error) as short:
        got = engine.extend(cache, PROMPT[10:], (0, -1))
    assert short.passes == 2 and next(rooms) == 1
    assert cache.ids == PROMPT
    assert close(got, without_cache(engine, PROMPT)[[10, -1]])
    assert close(engine.extend(cache, [9]), without_cache(engine, [*PROMPT, 9])[-1:])


def test_memory_that_is_short_twice_is_told_and_the_next_request_works(engine: Engine) -> None:
    rooms, cache = counted(engine), engine.start()
    engine.extend(cache, PROMPT[:10])
    with (
        Short(engine, lambda n: n <= 2),
        pytest.raises(OutOfMemory, match="no memory left on cpu for 18 tokens; ask a"),
    ):
        engine.extend(cache, PROMPT[10:])
    assert next(rooms) == 1 and cache.ids == []
    assert close(engine.extend(cache, PROMPT), without_cache(engine, PROMPT)[-1:])


def test_memory_that_is_always_short_ends_and_leaves_no_turn_taken(engine: Engine) -> None:
    counted(engine)
    with Short(engine, lambda n: True) as short:
        for _ in range(3):
            with pytest.raises(OutOfMemory):
                engine.extend(engine.start(), PROMPT)
    assert short.passes == 6
    assert close(engine.extend(engine.start(), PROMPT), without_cache(engine, PROMPT)[-1:])


def test_an_answer_goes_on_over_memory_that_was_short(engine: Engine) -> None:
    counted(engine)
    plain = list(engine.generate(engine.start(), PROMPT, frozenset(), 8))
    with Short(engine, lambda n: n == 4):
        assert list(engine.generate(engine.start(), PROMPT, frozenset(), 8)) == plain


@pytest.mark.parametrize("tokens", [1, 5, 17, 18, 100])
def test_a_long_prompt_in_passes_gives_the_same_logits(engine: Engine, tokens: int) -> None:
    whole = Engine(engine._model, "cpu")
    whole.pass_tokens = tokens
    cache, positions = whole.start(), (3, -1, 0, 17, 9, 9)
    assert close(whole.extend(cache, PROMPT, positions), without_cache(engine, PROMPT)[list(positions)])
    assert cache.ids == PROMPT
    assert whole.extend(cache, PROMPT, ()).shape[0] == 0


def test_leaving_stops_a_prompt_between_two_passes_and_keeps_what_was_read(engine: Engine) -> None:
    slow = Engine(engine._model, "cpu")
    slow.pass_tokens = 4
    cache, asked = slow.start(), count(1)
    with Short(slow, lambda n: False) as short, stoppable(lambda: next(asked) > 2), pytest.raises(Stopped):
        slow.extend(cache, PROMPT)
    assert short.passes == 2 and cache.ids == PROMPT[:8]
    assert close(slow.extend(cache, PROMPT[8:]), without_cache(engine, PROMPT)[-1:])


def test_leaving_stops_an_answer_within_a_token(engine: Engine) -> None:
    left = False
    with stoppable(lambda: left), pytest.raises(Stopped):
        for n, _ in enumerate(engine.generate(engine.start(), PROMPT, frozenset(), 50), start=1):
            left = n == 3
    assert n == 3
