"""What a click on the page does: each handler asks `Conversations` and gives back the `Screen` to show.

Knows nothing of Gradio. Keeps nothing but which question is at work in which tab: what is shown comes from the store.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from agent.answer import Alert, Json, Turn, graver
from agent.errors import AgentError, ModelNotReady, SessionMissing
from agent.events import Conversations, TurnFinished
from agent.page.asking import Asking, Askings
from agent.page.conversation import (
    Live,
    rendered_alert,
    rendered_live,
    rendered_notice,
    rendered_stopped,
    rendered_turns,
    rendered_welcome,
    standing_alert,
)
from agent.page.history import rendered_history
from agent.page.sources import rendered_sources
from agent.queueing import queued
from models.errors import ModelError
from retrieval.errors import RetrievalError

STOP_SECONDS = 1.0  # how long a stop waits for the work to end: it may have stored the turn just before
SAYS_WHAT_TO_DO = (AgentError, RetrievalError, ModelError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one tab is. `alert` is the gravest it has seen, also from a turn that was stopped and so not kept."""

    session_id: str | None = None
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show. None leaves a part as it is; HTML but for `box`, the text of the question box."""

    place: Place | None = None
    alert: str | None = None
    past: str | None = None
    live: str | None = None
    sources: str | None = None
    history: str | None = None
    notice: str | None = None
    box: str | None = None
    working: bool | None = None


class Handlers:
    """The handlers of one page; any number of tabs at once, in a line where the conversations come without one."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = queued(conversations)
        self._askings = Askings()

    def open(self, tab: str, session_id: str | None) -> Screen:
        """The page as it comes up. Whoever was quicker and has asked already keeps what is on the screen."""
        if self._askings.at_work(tab):
            return Screen(history=self._history(None))
        return self.show(tab, session_id)

    def show(self, tab: str, session_id: str | None) -> Screen:
        """A stored conversation, or an empty one; whatever was at work in the tab is stopped."""
        self._askings.stop(tab)
        try:
            return self._shown(session_id)
        except Exception as error:  # noqa: BLE001 - the page's rim: everything becomes a sentence
            return self._shown_empty(_sentence_for(error))

    def delete(self, tab: str, place: Place, session_id: str) -> Screen:
        """Deletes a conversation; where it is the one on the screen, an empty one takes its place."""
        is_current = session_id == place.session_id
        if is_current:
            self._askings.stop(tab, STOP_SECONDS)
        try:
            self._conversations.delete(session_id)
            if is_current:
                return self._shown(None)
            return Screen(history=self._history(place.session_id), notice="")
        except Exception as error:  # noqa: BLE001 - the page's rim
            return Screen(history=self._history(place.session_id), notice=rendered_notice(_sentence_for(error)))

    def ask(self, tab: str, place: Place, question: str) -> Generator[Screen, None, None]:
        """The screens of one question, from `Searching…` to the stored turn."""
        asking = self._askings.begin(tab, lambda: self._conversations.ask(question, place.session_id, tab))
        try:
            yield from self._asked(asking, place, question)
        except Exception as error:  # noqa: BLE001 - the page's rim
            yield self._failed(place, question, error)
        finally:
            self._askings.end(tab, asking)

    def stop(self, tab: str, place: Place, question: str) -> Screen:
        """Stops the tab's question. The question goes back into the box; an alert it raised stays."""
        finished = self._askings.stop(tab, STOP_SECONDS)
        try:
            turns = self._turns(finished.session_id if finished else place.session_id)
        except Exception as error:  # noqa: BLE001 - the page's rim
            return self._failed(place, question, error)
        if finished or (turns and turns[-1].answer.question == question.strip()):
            return self._finished(turns[-1], place.alert)  # it was quicker than the stop
        return Screen(
            past=rendered_turns(turns, place.session_id),
            live=rendered_stopped(question),
            sources=rendered_sources(turns),
            history=self._history(place.session_id),
            box=question,
            working=False,
        )

    def chat(self, question: str, session_id: str | None, client: str = "") -> Json:
        """One question, for a program: the answer's JSON, with the `session_id` to ask on with."""
        events = self._conversations.ask(question, session_id, client)
        finished = [event for event in events if isinstance(event, TurnFinished)]
        if not finished:
            raise ModelNotReady("The answer was not finished; ask again.")
        turn = finished[-1].turn
        return {**turn.answer.to_json(), "session_id": turn.session_id, "turn_id": turn.turn_id}

    @property
    def most_at_once(self) -> int:
        """How many questions can be asked at the same time, those that wait among them."""
        return self._conversations.line.most

    def export(self, session_id: str) -> str:
        return self._conversations.export(session_id)

    def _asked(self, asking: Asking, place: Place, question: str) -> Iterator[Screen]:
        turns = self._turns(place.session_id)
        live = Live(question, turns[-1].number + 1 if turns else 1)
        alert = standing_alert(turns, place.alert)
        yield Screen(
            past=rendered_turns(turns, place.session_id), live=rendered_live(live), notice="", box="", working=True
        )
        for event in asking:
            if isinstance(event, TurnFinished):
                yield self._finished(event.turn, alert)
                return
            before, live = live, live.after(event)
            alert = graver(alert, live.alert)
            yield Screen(
                place=Place(place.session_id, alert),
                alert=rendered_alert(alert),
                live=rendered_live(live),
                sources=None if live.sources == before.sources else rendered_sources(turns, live),
            )

    def _finished(self, turn: Turn, alert: Alert | None) -> Screen:
        turns = self._turns(turn.session_id)
        alert = standing_alert(turns, alert)
        return Screen(
            place=Place(turn.session_id, alert),
            alert=rendered_alert(alert),
            past=rendered_turns(turns, turn.session_id),
            live="",
            sources=rendered_sources(turns),
            history=self._history(turn.session_id),
            working=False,
        )

    def _failed(self, place: Place, question: str, error: Exception) -> Screen:
        """The question goes back into the box: nobody has to type it twice. An alert on the screen stays there."""
        try:
            turns = self._turns(place.session_id)
        except SAYS_WHAT_TO_DO:
            turns = ()
        return Screen(
            place=Place(None, place.alert) if isinstance(error, SessionMissing) else None,
            past=_past(turns, place.session_id),
            live="",
            sources=rendered_sources(turns),
            notice=rendered_notice(_sentence_for(error)),
            box=question,
            working=False,
        )

    def _shown(self, session_id: str | None, notice: str = "") -> Screen:
        turns = self._turns(session_id)
        alert = standing_alert(turns)
        return Screen(
            place=Place(session_id, alert),
            alert=rendered_alert(alert),
            past=_past(turns, session_id),
            live="",
            sources=rendered_sources(turns),
            history=self._history(session_id),
            notice=rendered_notice(notice),
            working=False,
        )

    def _shown_empty(self, notice: str) -> Screen:
        return Screen(
            place=Place(),
            alert="",
            past=rendered_welcome(),
            live="",
            sources=rendered_sources(()),
            history=self._history(None),
            notice=rendered_notice(notice),
            working=False,
        )

    def _turns(self, session_id: str | None) -> tuple[Turn, ...]:
        return self._conversations.turns(session_id) if session_id else ()

    def _history(self, current: str | None) -> str:
        try:
            return rendered_history(self._conversations.sessions(), current)
        except SAYS_WHAT_TO_DO as error:
            return rendered_notice(str(error))


def _past(turns: tuple[Turn, ...], session_id: str | None) -> str:
    return rendered_turns(turns, session_id) or rendered_welcome()


def _sentence_for(error: Exception) -> str:
    if isinstance(error, SessionMissing):  # its own words are for the command line
        return "This conversation is no longer there; it may have been deleted. Your next question begins a new one."
    if isinstance(error, SAYS_WHAT_TO_DO):
        return str(error)
    _log.exception("a question failed", exc_info=error)
    return f"Osler met an error it does not know ({type(error).__name__}), and kept nothing of it; please try again."
