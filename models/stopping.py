"""How whoever waits for a computation says that nobody waits any longer, from outside and at any time.

The reader says `with stoppable(has_left):` around the call; whatever computes below it asks `check_stopped()` between its
passes. The word travels in a context variable, so that nothing in between has to hand it on, and it reaches worker
threads that are started with a copy of the context (LangGraph's are). Knows nothing of models or conversations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(Exception):
    """Nobody waits for this any longer. Caught by whoever said so with `stoppable`; no failure, and nothing to report."""


def _never() -> bool:
    return False


_stopped: ContextVar[Callable[[], bool]] = ContextVar("stopped", default=_never)


@contextmanager
def stoppable(stopped: Callable[[], bool]) -> Iterator[None]:
    """Within it `check_stopped` raises once `stopped()`, or that of a `stoppable` around it, is true.

    `stopped` is called often, and from other threads. Never hold it open over a `yield`: between its steps a generator
    shares the context of whoever reads it.
    """
    outer = _stopped.get()
    token = _stopped.set(lambda: stopped() or outer())
    try:
        yield
    finally:
        _stopped.reset(token)


def is_stopped() -> bool:
    """Whether nobody waits any longer for what runs here."""
    return _stopped.get()()


def check_stopped() -> None:
    """Raises Stopped where nobody waits any longer; called between passes, so that each ends at most one too late."""
    if is_stopped():
        raise Stopped
