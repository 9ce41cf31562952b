"""Osler as its readers see it: ask, and read the stream of events; list, reload, export and delete conversations.

Implements `agent.events.Conversations` over the graph and the session store. Knows nothing of models or indexes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator

from agent.answer import Answer, Turn
from agent.events import Event, TurnFinished
from agent.graph import Abilities, Exchange, build
from agent.query import validate_question
from agent.session import Sessions, SessionSummary
from models.stopping import stoppable


class Osler:
    """Conversations over one literature, one model and one store. Safe for several threads."""

    def __init__(self, abilities: Abilities, store: Sessions) -> None:
        self._store = store
        self._graph = build(abilities, self._append)

    def ask(self, question: str, session_id: str | None = None) -> Generator[Event, None, None]:
        """Answer one question, event by event; see `Conversations.ask`."""
        valid = validate_question(question)
        # Read before anything is worked out, so that an unknown session is told at once.
        history = self._store.turns(session_id) if session_id else ()
        standing = self._store.standing_alert(session_id) if session_id else None
        cancelled = threading.Event()
        start: Exchange = {
            "question": valid,
            "session_id": session_id or "",
            "history": history,
            "standing": standing,
            "cancelled": cancelled,
            "began": time.perf_counter(),
        }
        stream = self._graph.stream(start, stream_mode="custom")
        try:
            yield from _until_left(stream, cancelled)
        finally:
            # Set first, so that a step at work in another thread stops at its next sentence instead of finishing.
            cancelled.set()
            stream.close()

    def answer(self, question: str, session_id: str | None = None) -> Turn:
        """The finished turn, for callers that do not stream."""
        for event in self.ask(question, session_id):
            if isinstance(event, TurnFinished):
                return event.turn
        raise RuntimeError("a conversation ended without a turn")

    def sessions(self) -> tuple[SessionSummary, ...]:
        """All conversations, the latest used first."""
        return self._store.sessions()

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """One conversation, exactly as it was answered. Raises SessionMissing."""
        return self._store.turns(session_id)

    def delete(self, session_id: str) -> None:
        """Remove a conversation for good. Raises SessionMissing."""
        self._store.delete(session_id)

    def export(self, session_id: str) -> str:
        """A conversation as JSON text. Raises SessionMissing."""
        return self._store.export(session_id)

    def _append(self, session_id: str, answer: Answer) -> Turn:
        """A session is made with its first turn, so that a stopped question leaves no empty one behind."""
        return self._store.append(session_id or self._store.create(), answer)


def _until_left(stream: Iterator[Event], cancelled: threading.Event) -> Iterator[Event]:
    # Not `yield from stream`: that would close the stream before `cancelled` is set.
    while True:
        # The steps run with a copy of this context: the model then stops between two passes, not at its next sentence.
        with stoppable(cancelled.is_set):
            event = next(stream, None)
        if event is None:
            return
        yield event
