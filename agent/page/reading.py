"""A handler's screens for an event loop: read in a thread of their own, so that whoever leaves is let go at once.

Gradio can close a plain generator only between two of its screens, and holds a lock of the whole page while it tries: one
person who leaves the line would keep all others waiting. Knows nothing of Gradio or of what a screen is.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator
from typing import TypeVar

from models.stopping import stoppable

T = TypeVar("T")
STILL_SECONDS = 2.0  # without anything new for so long, Gradio is given a chance to see that the tab was closed


async def in_a_thread(
    screens: Generator[T, None, None], still: T, still_seconds: float = STILL_SECONDS
) -> AsyncGenerator[T, None]:
    """The screens as they come, and `still` whenever none came for `still_seconds`.

    Closing or cancelling it stops what computes the screens (models.stopping), and closes them in their thread.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[T | None] = asyncio.Queue()
    left = threading.Event()

    def tell(screen: T | None) -> None:
        try:
            loop.call_soon_threadsafe(told.put_nowait, screen)
        except RuntimeError:  # the loop is closed: Osler is being ended
            left.set()

    def read() -> None:
        try:
            with stoppable(left.is_set):
                for screen in screens:
                    if left.is_set():
                        return
                    tell(screen)
        finally:
            screens.close()
            tell(None)

    threading.Thread(target=read, name="screens", daemon=True).start()
    try:
        while True:
            try:
                screen = await asyncio.wait_for(told.get(), still_seconds)
            except TimeoutError:
                yield still
                continue
            if screen is None:
                return
            yield screen
    finally:
        left.set()
