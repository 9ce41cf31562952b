"""What a machine lent for some minutes asks of training: how long a stage may take, and batches made while it computes.

Knows nothing of models or of what is learnt.
"""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from models.prompt import TextTokenizer

T = TypeVar("T")


class Clock:
    """Counts from when it is made. `minutes` of None is no limit."""

    def __init__(self, minutes: float | None, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._started = now()
        self._end = math.inf if minutes is None else self._started + 60.0 * minutes

    @property
    def limited(self) -> bool:
        return math.isfinite(self._end)

    def left(self) -> float:
        """Seconds, at least 0."""
        return max(0.0, self._end - self._now())

    def passed(self) -> float:
        """Seconds."""
        return self._now() - self._started

    def gone_of(self, seconds: float) -> Callable[[], float]:
        """What share of so many seconds from now is over: 0 and more, always 0 where there is no limit."""
        first = self._now()
        if not math.isfinite(seconds):
            return lambda: 0.0
        return lambda: 1.0 if seconds <= 0 else (self._now() - first) / seconds


class Remembering:
    """A tokenizer that makes the ids of a text once: the same sentences are drawn again and again."""

    def __init__(self, tokenizer: TextTokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def text_ids(self, text: str) -> list[int]:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._tokenizer.text_ids(text)
        return found

    def special_id(self, token: str) -> int:
        return self._tokenizer.special_id(token)


def ahead(items: Iterator[T], depth: int = 4) -> Iterator[T]:
    """The same items in the same order, made by a thread of its own up to `depth` before they are asked for.

    What goes wrong in making them is raised where they are asked for. The thread ends with the iterator.
    """
    made: queue.Queue[tuple[list[T], BaseException | None]] = queue.Queue(depth)
    left = threading.Event()

    def put(one: tuple[list[T], BaseException | None]) -> None:
        while not left.is_set():
            try:
                made.put(one, timeout=0.1)
            except queue.Full:
                continue
            return

    def make() -> None:
        try:
            for item in items:
                put(([item], None))
                if left.is_set():
                    return
            put(([], None))
        except Exception as error:  # noqa: BLE001  it is raised again by the one who asks
            put(([], error))

    thread = threading.Thread(target=make, daemon=True)
    thread.start()
    try:
        while True:
            one, error = made.get()
            if error is not None:
                raise error
            if not one:
                return
            yield one[0]
    finally:
        left.set()
        thread.join(5.0)
