"""Named points on a writer's way, at which a test may kill it or make its disk fail. Knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str], None]


def _nobody(step: str) -> None:
    """Where no one listens."""


_listener: Listener = _nobody


def reached(step: str) -> None:
    """Says that the writer has come to this point."""
    _listener(step)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Calls the listener at every point that any writer of this process reaches; what it raises, the writer meets."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before
