"""What a conversation tells its reader while it works: the page, the terminal and scripts all read this one stream.

Order for one question: `AlertRaised`?, `Waiting` at each place in a line where there is one, `SearchFinished`?, then
`SentenceReady` or `TokensWritten` as they come, and always one `TurnFinished` last, which holds everything. Knows nothing
of how the events are made or shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from agent.answer import Alert, Searched, Sentence, Source, Turn
from agent.session import SessionSummary


@dataclass(frozen=True, slots=True)
class Waiting:
    """Others are answered first. `place` 1 is next, of `of` that wait; 0 says that this question's turn has come."""

    place: int
    of: int


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """Triage saw an emergency; it comes before anything is searched."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class SearchFinished:
    """The literature was searched; `searched` says with which query and what was looked at."""

    searched: Searched


@dataclass(frozen=True, slots=True)
class SentenceReady:
    """One whole sentence of the answer, with the source it introduces (None where the source was given before)."""

    sentence: Sentence
    source: Source | None


@dataclass(frozen=True, slots=True)
class TokensWritten:
    """A piece of freely written text, not yet checked: replaced by the sentences of `TurnFinished`."""

    text: str


@dataclass(frozen=True, slots=True)
class TurnFinished:
    """The turn as it was stored."""

    turn: Turn


Event = Waiting | AlertRaised | SearchFinished | SentenceReady | TokensWritten | TurnFinished


class Conversations(Protocol):
    """What a page or a terminal needs of Osler. `agent.wiring.open_osler` gives the real one, `agent.fakes` a small one."""

    def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
        """Answer one question. Without `session_id` a new session begins; its id is in `TurnFinished.turn.session_id`.

        Closing the iterator (a stop button) ends the work: nothing is stored then. A reader in another thread ends it
        sooner, between two passes of the model, with `models.stopping.stoppable` around its reading.
        Raises AgentError, RetrievalError or ModelError, each one sentence that says what to do.
        """
        ...

    def sessions(self) -> tuple[SessionSummary, ...]: ...
    def turns(self, session_id: str) -> tuple[Turn, ...]: ...
    def delete(self, session_id: str) -> None: ...
    def export(self, session_id: str) -> str: ...
