"""Screens read in a thread: all of them, signs of life in between, and leaving while nothing comes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator

import pytest

from agent.page.reading import in_a_thread
from models.stopping import is_stopped

PATIENCE = 10.0


class Screens:
    """Gives one, then nothing more until it is stopped."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def __call__(self) -> Generator[str, None, None]:
        try:
            yield "first"
            pause = threading.Event()
            while not is_stopped():
                pause.wait(0.01)
        finally:
            self.closed.set()


def test_all_screens_come_in_their_order() -> None:
    async def read() -> list[str]:
        return [screen async for screen in in_a_thread((str(n) for n in range(50)), "still", PATIENCE)]

    assert asyncio.run(read()) == [str(n) for n in range(50)]


def test_while_nothing_comes_a_sign_of_life_does_and_closing_it_then_stops_the_work() -> None:
    screens = Screens()

    async def read() -> list[str]:
        told = in_a_thread(screens(), "still", 0.01)
        seen = [await anext(told), await anext(told), await anext(told)]
        assert not screens.closed.is_set()
        await told.aclose()
        return seen

    assert asyncio.run(read()) == ["first", "still", "still"]
    assert screens.closed.wait(PATIENCE)


def test_a_reader_that_is_cancelled_while_it_waits_goes_at_once() -> None:
    screens = Screens()

    async def read() -> None:
        told = in_a_thread(screens(), "still", PATIENCE)
        await anext(told)
        waiting = asyncio.ensure_future(anext(told))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(read())
    assert screens.closed.wait(PATIENCE)
