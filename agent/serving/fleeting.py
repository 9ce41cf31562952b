"""Conversations that a client brings along with each question, held in memory for one answer, and then forgotten.

Stands where the store of sessions does (`agent.session.Sessions`). A turn of the past is rebuilt from what was asked and
replied: its query by rewriting the question anew, its alert by triage, its titles from the reply. So a follow-up is
understood as in a stored session. Knows nothing of HTTP.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce

from agent.answer import Alert, Answer, Outcome, Sentence, Source, Turn, graver
from agent.errors import SessionMissing
from agent.graph import NO_QUOTES_BESIDE, past_turns
from agent.query import Topics, standalone
from agent.session import SessionSummary, now_utc

Triage = Callable[[str, Sequence[str]], Alert | None]


@dataclass(frozen=True, slots=True)
class Past:
    """One exchange before the question: what was asked, the words of the reply, and the titles of its sources."""

    question: str
    reply: str = ""
    titles: tuple[str, ...] = ()


class _Brought:
    """What a client brought; triage reads it once, however often it is asked for."""

    def __init__(self, past: Sequence[Past], triage: Triage) -> None:
        self.past = tuple(past)
        asked = [exchange.question for exchange in self.past]
        self.alerts = tuple(triage(question, asked[:number]) for number, question in enumerate(asked))


class FleetingSessions:
    """The conversations that are being answered now.

    `silent` are the categories of alerts beside which nothing is quoted. `topics`, the titles that the literature names in
    a text, may be given once the literature is there: before that only questions and alerts of the past can be had.
    """

    def __init__(self, triage: Triage, silent: Collection[str] = (), topics: Topics = lambda text: ()) -> None:
        self.topics = topics
        self._triage = triage
        self._silent = frozenset(silent)
        self._brought: dict[str, _Brought] = {}

    @contextmanager
    def lasting(self, past: Sequence[Past]) -> Iterator[str | None]:
        """The id of a session with this past, which ends with the block; None where there is no past."""
        if not past:
            yield None
            return
        session_id = uuid.uuid4().hex
        self._brought[session_id] = _Brought(past, self._triage)
        try:
            yield session_id
        finally:
            self._brought.pop(session_id, None)

    def create(self, title: str = "") -> str:
        """An id; there is nothing to keep under it."""
        return uuid.uuid4().hex

    def append(self, session_id: str, answer: Answer) -> Turn:
        """The turn as it is shown; nothing is kept of it."""
        found = self._brought.get(session_id)
        return _turn(session_id, len(found.past) + 1 if found else 1, answer)

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """The past, rebuilt. Raises SessionMissing."""
        found = self._found(session_id)
        turns: tuple[Turn, ...] = ()
        for exchange, alert in zip(found.past, found.alerts, strict=True):
            answer = self._rebuilt(exchange, alert, turns)
            turns = (*turns, _turn(session_id, len(turns) + 1, answer))
        return turns

    def standing_alert(self, session_id: str) -> Alert | None:
        """The gravest alert of the past; nothing that was said later takes it back."""
        return reduce(graver, self._found(session_id).alerts, None)

    def sessions(self) -> tuple[SessionSummary, ...]:
        """None: what is brought along is nobody else's to see."""
        return ()

    def delete(self, session_id: str) -> None:
        """Forget the session now. Raises SessionMissing."""
        self._found(session_id)
        self._brought.pop(session_id, None)

    def export(self, session_id: str) -> str:
        """The past as JSON text. Raises SessionMissing."""
        turns = [turn.to_json() for turn in self.turns(session_id)]
        return json.dumps({"osler": 1, "session_id": session_id, "turns": turns}, indent=2)

    def _found(self, session_id: str) -> _Brought:
        found = self._brought.get(session_id)
        if found is None:
            raise SessionMissing(session_id)
        return found

    def _rebuilt(self, exchange: Past, alert: Alert | None, before: Sequence[Turn]) -> Answer:
        """As the graph left it: an alert that says enough ends a turn before its question is rewritten."""
        query = exchange.question
        if alert is None or (alert.tier != NO_QUOTES_BESIDE and alert.category not in self._silent):
            query = standalone(exchange.question, past_turns(before, self.topics), self.topics).query
        sources = tuple(
            Source(n, "", "", title, "", "", "", 0, 0) for n, title in enumerate(dict.fromkeys(exchange.titles), 1)
        )
        cited = tuple(source.n for source in sources)
        sentences = (Sentence(exchange.reply, "written", cited),) if exchange.reply else ()
        outcome = Outcome.EMERGENCY if alert else Outcome.ANSWERED
        return Answer(exchange.question, query, outcome, "", sentences, sources, alert)


def _turn(session_id: str, number: int, answer: Answer) -> Turn:
    return Turn(uuid.uuid4().hex, session_id, number, now_utc().isoformat(timespec="microseconds"), answer)
