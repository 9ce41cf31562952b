"""Osler while its models still load: past conversations are there at once, a question waits until it can be answered.

Implements `agent.events.Conversations`. Loading begins with `begin`, in a thread of its own; what goes wrong there is raised
where a question is asked. Knows nothing of models or indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from threading import Thread

from agent.answer import Turn
from agent.events import Conversations, Event
from agent.session import Sessions, SessionSummary
from models.stopping import check_stopped

LOOK_SECONDS = 0.1  # how often a question that waits for the models looks whether its reader has left


class LoadingOsler:
    """Stands for the real one until `load` has made it, and then passes questions on to it."""

    def __init__(self, load: Callable[[], Conversations], store: Sessions) -> None:
        self._load = load
        self._store = store
        self._loaded: Future[Conversations] | None = None

    @property
    def loaded(self) -> Future[Conversations] | None:
        """What becomes of the loading; None before it has begun."""
        return self._loaded

    def begin(self) -> None:
        """Start loading. Called once, when the page is up: imports would only slow it before."""
        self._loaded = Future()
        # A daemon, so that the program can be ended in the midst of loading.
        Thread(target=self._fill, args=(self._loaded,), name="loading", daemon=True).start()

    def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
        """As `Conversations.ask`; waits for the models first."""
        if self._loaded is None:
            self.begin()
        assert self._loaded is not None
        while not wait([self._loaded], LOOK_SECONDS).done:
            check_stopped()
        yield from self._loaded.result().ask(question, session_id)

    def sessions(self) -> tuple[SessionSummary, ...]:
        """All conversations, the latest used first."""
        return self._store.sessions()

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """One conversation. Raises SessionMissing."""
        return self._store.turns(session_id)

    def delete(self, session_id: str) -> None:
        """Remove a conversation for good. Raises SessionMissing."""
        self._store.delete(session_id)

    def export(self, session_id: str) -> str:
        """A conversation as JSON text. Raises SessionMissing."""
        return self._store.export(session_id)

    def _fill(self, loaded: Future[Conversations]) -> None:
        try:
            loaded.set_result(self._load())
        except BaseException as error:  # noqa: BLE001  raised again where a question is asked
            loaded.set_exception(error)
