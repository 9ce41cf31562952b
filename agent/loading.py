"""Osler while its models still load: past conversations are there at once, a question waits until it can be answered.

Implements `agent.events.Conversations`. Loading begins with `begin`, in a thread of its own; what goes wrong there is raised
where a question is asked. Knows nothing of models or indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from agent.answer import Turn
from agent.events import Conversations, Event
from agent.session import SessionStore, SessionSummary


class LoadingOsler:
    """Stands for the real one until `load` has made it, and then passes questions on to it."""

    def __init__(self, load: Callable[[], Conversations], store: SessionStore) -> None:
        self._load = load
        self._store = store
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._loaded: Future[Conversations] | None = None

    def begin(self) -> None:
        """Start loading. Called once, when the page is up: imports would only slow it before."""
        self._loaded = self._pool.submit(self._load)

    def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
        """As `Conversations.ask`; waits for the models first."""
        if self._loaded is None:
            self.begin()
        assert self._loaded is not None
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
