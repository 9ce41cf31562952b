"""`Turns`: a lock that is given in the order in which it was asked for, so that sessions on one model alternate.

A plain `threading.Lock` may be taken again and again by the thread that just gave it up, while others starve. Knows
nothing of models: whatever stands inside `with turns:` is one turn.
"""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Turns:
    """First come, first served: `with turns:` around each piece of work. Not re-entrant, as a plain lock is not.

    A thread that is interrupted while it waits leaves the line; a turn that fails passes on like any other.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[_Waiter] = deque()
        self._taken = False

    @property
    def waiting(self) -> int:
        """How many threads stand in line now."""
        return len(self._line)

    def __enter__(self) -> None:
        mine = _Waiter()
        try:
            with self._guard:
                if not self._taken:
                    mine.given = self._taken = True
                    return
                self._line.append(mine)
            mine.bell.acquire()
        except BaseException:  # a Ctrl+C, which must leave nobody waiting for whoever is gone
            self._leave(mine)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        with self._guard:
            self._pass_on()

    def _leave(self, mine: _Waiter) -> None:
        with self._guard:
            if mine.given:  # in the very moment of the interruption
                self._pass_on()
            elif mine in self._line:
                self._line.remove(mine)

    def _pass_on(self) -> None:
        """To the next in line; with the guard held."""
        if not self._line:
            self._taken = False
            return
        following = self._line.popleft()
        following.given = True
        following.bell.release()


class _Waiter:
    """Who stands in line: `bell` is held until the turn is `given`."""

    def __init__(self) -> None:
        self.given = False
        self.bell = threading.Lock()
        self.bell.acquire()
