"""One question at work for a client of the network: a thread works, the event loop reads, and leaving ends the work.

Knows `ask` by its events; knows nothing of HTTP or JSON.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator

from agent.events import Event
from models.stopping import Stopped, stoppable


async def events_of(ask: Callable[[], Iterator[Event]]) -> AsyncGenerator[Event, None]:
    """The events of `ask()`, which runs in a thread of its own. Closing this ends the work between two of its steps.

    Raises whatever `ask` raises.
    """
    loop = asyncio.get_running_loop()
    read: asyncio.Queue[Event | Exception | None] = asyncio.Queue()
    left = threading.Event()

    def put(item: Event | Exception | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(read.put_nowait, item)

    def work() -> None:
        try:
            _work(ask(), left, put)
        except Stopped:
            put(None)
        except Exception as error:  # noqa: BLE001  carried to the reader, who words it
            put(error)

    threading.Thread(target=work, name="answering", daemon=True).start()
    try:
        while (item := await read.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        left.set()


def _work(events: Iterator[Event], left: threading.Event, put: Callable[[Event | None], None]) -> None:
    try:
        while not left.is_set():
            with stoppable(left.is_set):
                event = next(events, None)
            put(event)
            if event is None:
                return
        raise Stopped
    finally:
        close = getattr(events, "close", None)
        if close is not None:
            close()
