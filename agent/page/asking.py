"""One question at work: its events read in a thread of their own, so that a stop takes effect at once.

A generator cannot be closed by one thread while another runs it; so the thread that reads the events also closes them,
as soon as it sees the stop. Knows nothing of Gradio or HTML.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from agent.answer import Turn
from agent.events import Event, TurnFinished
from models.stopping import Stopped, is_stopped, stoppable

LOOK_SECONDS = 0.1  # how often an iteration looks whether it is to stop, while nothing comes


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


class Asking:
    """Iterate it for the events of one question; `stop` ends that, from any thread, and closes the events."""

    def __init__(self, ask: Callable[[], Iterator[Event]]) -> None:
        self._ask = ask
        self._told: SimpleQueue[Event | _Failed | None] = SimpleQueue()
        self._stopped = threading.Event()
        self.finished: Turn | None = None  # the turn, where it was stored before a stop took effect
        self._worker = threading.Thread(target=self._work, name="asking", daemon=True)

    def __iter__(self) -> Iterator[Event]:
        self._worker.start()
        while (told := self._next_told()) is not None and not self._stopped.is_set():
            if isinstance(told, _Failed):
                raise told.error
            yield told

    def stop(self) -> None:
        self._stopped.set()
        self._told.put(None)

    def wait(self, within: float) -> None:
        """Waits for the work to end, at most `within` the seconds."""
        if self._worker.ident is not None:
            self._worker.join(within)

    def _next_told(self) -> Event | _Failed | None:
        """What the worker tells next; None at the end, and when whoever iterates is told to stop."""
        while not is_stopped():
            try:
                return self._told.get(timeout=LOOK_SECONDS)
            except Empty:
                continue
        return None

    def _work(self) -> None:
        try:
            self._read()
        except Stopped:
            pass  # as `stop` wished
        except Exception as error:  # noqa: BLE001 - not swallowed: raised again where the events are read
            self._told.put(_Failed(error))
        finally:
            self._told.put(None)

    def _read(self) -> None:
        events = self._ask()
        try:
            while (event := self._next(events)) is not None:
                if isinstance(event, TurnFinished):
                    self.finished = event.turn
                if self._stopped.is_set():
                    return
                self._told.put(event)
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()

    def _next(self, events: Iterator[Event]) -> Event | None:
        with stoppable(self._stopped.is_set):  # so that a model in the midst of a prompt stops too, and a wait in line
            return next(events, None)


class Askings:
    """The question at work in each open tab, so that the tab's stop button finds it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of_tab: dict[str, Asking] = {}

    def begin(self, tab: str, ask: Callable[[], Iterator[Event]]) -> Asking:
        """A new question in the tab; one that is still at work there is stopped."""
        asking = Asking(ask)
        with self._lock:
            earlier = self._of_tab.get(tab)
            self._of_tab[tab] = asking
        if earlier:
            earlier.stop()
        return asking

    def at_work(self, tab: str) -> bool:
        with self._lock:
            return tab in self._of_tab

    def stop(self, tab: str, within: float = 0.0) -> Turn | None:
        """Stops the tab's question and waits for its work to end, at most `within` the seconds.

        Gives the turn where the question was quicker than the stop.
        """
        with self._lock:
            asking = self._of_tab.pop(tab, None)
        if asking is None:
            return None
        asking.stop()
        asking.wait(within)
        return asking.finished

    def end(self, tab: str, asking: Asking) -> None:
        """The asking is over, in whatever way; whoever reads no longer is no reason to go on working."""
        asking.stop()
        with self._lock:
            if self._of_tab.get(tab) is asking:
                del self._of_tab[tab]
