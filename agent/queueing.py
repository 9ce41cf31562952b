"""A bounded, fair line in front of Osler: a few questions at work, some waiting, the rest told at once to come back.

`Queued` is itself `agent.events.Conversations`, so it stands before anything that is: `Osler`, one that still loads, a
fake. Clients take turns (round robin), whoever waits is told the place, leaving gives place or slot back, and time limits
end what takes too long. Knows nothing of pages, servers or models, but that a computation can be stopped.

Read its events in a thread that does nothing else (`agent.page.asking.Asking` does): a reader that pauses between two
events keeps its slot. A reader in another thread leaves by `models.stopping.stoppable`, or by closing the generator.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from statistics import fmean

from agent.answer import Alert, Turn
from agent.errors import QueueFull, TookTooLong
from agent.events import AlertRaised, Conversations, Event, TurnFinished, Waiting
from agent.query import validate_question
from agent.session import SessionSummary
from models.stopping import Stopped, check_stopped, stoppable

LOOK_SECONDS = 0.1  # how often somebody who waits looks whether the reader has left, or the time is up
REMEMBERED = 20  # answers whose mean time says how long the line takes

SeeAlert = Callable[
    [str, Sequence[str]], Alert | None
]  # a question, those asked before it → an emergency, if it is one


class Ticket:
    """A question in the line. `place` 1 is next, 0 is at work; written by its `Line` alone."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.place = -1
        self.began = 0.0


class Line:
    """Who is at work and who waits; any number of threads. Nobody works here: it only says whose turn it is.

    The next is, of the clients with the fewest questions at work, the one whose last turn (or coming) is longest ago.
    One client may hold half of the places to wait, so that there is always room for another.
    """

    def __init__(self, active: int, waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        if active < 1 or waiting < 0:
            raise ValueError("a line needs at least one question at work, and no fewer than none waiting")
        self._active = active
        self._most_waiting = waiting
        self._clock = clock
        self._changed = threading.Condition()
        self._at_work: list[Ticket] = []
        self._waiting: dict[str, deque[Ticket]] = {}  # of each client; the clients in the order of their turns
        self._took: deque[float] = deque(maxlen=REMEMBERED)

    @property
    def active(self) -> int:
        """How many may be at work at once."""
        return self._active

    @active.setter
    def active(self, active: int) -> None:
        with self._changed:
            self._active = max(1, active)
            self._move_up()

    @property
    def most(self) -> int:
        """How many can be in it at once, at work or waiting."""
        return self._active + self._most_waiting

    @property
    def at_work(self) -> int:
        """How many are at work."""
        with self._changed:
            return len(self._at_work)

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self._changed:
            return self._count()

    def join(self, client: str) -> Ticket:
        """A ticket for the client's question, at work already where there is room. Raises QueueFull."""
        ticket = Ticket(client)
        with self._changed:
            free = len(self._at_work) < self._active
            if not free:
                self._check_room(client)
            self._waiting.setdefault(client, deque()).append(ticket)
            self._move_up()
        return ticket

    def leave(self, ticket: Ticket, *, finished: bool = False) -> None:
        """Gives back the ticket's slot or place, once; `finished` where its work came to its end by itself."""
        with self._changed:
            if ticket in self._at_work:
                self._at_work.remove(ticket)
                if finished:
                    self._took.append(self._clock() - ticket.began)
            else:
                self._forget(ticket)
            self._move_up()

    def place(self, ticket: Ticket, other_than: int | None = None, within: float = 0.0) -> Waiting:
        """Where the ticket stands; waits, at most `within` the seconds, until that is `other_than` this place."""
        with self._changed:
            self._changed.wait_for(lambda: ticket.place != other_than, within)
            return Waiting(ticket.place, self._count())

    def _check_room(self, client: str) -> None:
        own, count = len(self._waiting.get(client, ())), self._count()
        if count >= self._most_waiting:
            raise QueueFull(len(self._at_work), count, self._seconds(count))
        if own and own >= (self._most_waiting + 1) // 2:
            raise QueueFull(len(self._at_work), own, self._seconds(count), yours=True)

    def _seconds(self, count: int) -> float | None:
        """About how long it takes until all who wait now have been answered; None as long as nothing was."""
        return fmean(self._took) * (count + 1) / self._active if self._took else None

    def _count(self) -> int:
        return sum(len(tickets) for tickets in self._waiting.values())

    def _forget(self, ticket: Ticket) -> None:
        tickets = self._waiting.get(ticket.client)
        if tickets and ticket in tickets:
            tickets.remove(ticket)
            if not tickets:
                del self._waiting[ticket.client]

    def _move_up(self) -> None:
        """Begins what there is room for, and tells all others their places."""
        for ticket in self._order()[: max(0, self._active - len(self._at_work))]:
            self._forget(ticket)
            if (rest := self._waiting.pop(ticket.client, None)) is not None:
                self._waiting[ticket.client] = rest  # to the end of the round
            ticket.place, ticket.began = 0, self._clock()
            self._at_work.append(ticket)
        for place, ticket in enumerate(self._order(), start=1):
            ticket.place = place
        self._changed.notify_all()

    def _order(self) -> list[Ticket]:
        """Who waits, in the order in which they begin if those at work end in theirs, and nobody comes or leaves."""
        left = {client: deque(tickets) for client, tickets in self._waiting.items()}
        at_work = deque(ticket.client for ticket in self._at_work)
        order: list[Ticket] = []
        while left:
            while len(at_work) >= self._active:
                at_work.popleft()
            client = min(left, key=at_work.count)  # of equals min gives the first: whose turn is longest ago
            tickets = left.pop(client)
            order.append(tickets.popleft())
            at_work.append(client)
            if tickets:
                left[client] = tickets
        return order


class Queued:
    """These conversations behind a line: at most `active` questions at work, at most `waiting` behind them.

    `work_seconds` limit an answer and `wait_seconds` the wait for it. With `see_alert` an emergency is told before the
    question waits; it needs no model, and must not stand in a line.
    """

    def __init__(
        self,
        conversations: Conversations,
        *,
        active: int = 2,
        waiting: int = 32,
        work_seconds: float = 300.0,
        wait_seconds: float = 600.0,
        see_alert: SeeAlert | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.line = Line(active, waiting, clock)
        self._conversations = conversations
        self._work_seconds = work_seconds
        self._wait_seconds = wait_seconds
        self._see_alert = see_alert
        self._clock = clock

    def ask(self, question: str, session_id: str | None = None, client: str = "") -> Generator[Event, None, None]:
        """As `Conversations.ask`, with `Waiting` events before the others where the question had to wait.

        `client` is who asks (a tab, a key, an address), among whom the turns go round; without one, the session is.
        What is wrong with the question is told before it waits. Raises QueueFull and TookTooLong besides.
        """
        valid = validate_question(question)
        before = self.turns(session_id) if session_id else ()
        alert = self._see_alert(valid, [turn.answer.question for turn in before]) if self._see_alert else None
        if alert is not None:
            yield AlertRaised(alert)
        ticket = self.line.join(client or session_id or "")
        try:
            yield from self._wait(ticket)
            for event in self._work(question, session_id):
                if isinstance(event, TurnFinished):  # nothing is worked on any more, however slowly this is read
                    self.line.leave(ticket, finished=True)
                if alert is None or event != AlertRaised(alert):
                    yield event
        finally:
            self.line.leave(ticket)

    def sessions(self) -> tuple[SessionSummary, ...]:
        """All conversations, the latest used first."""
        return self._conversations.sessions()

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """One conversation. Raises SessionMissing."""
        return self._conversations.turns(session_id)

    def delete(self, session_id: str) -> None:
        """Remove a conversation for good. Raises SessionMissing."""
        self._conversations.delete(session_id)

    def export(self, session_id: str) -> str:
        """A conversation as JSON text. Raises SessionMissing."""
        return self._conversations.export(session_id)

    def _wait(self, ticket: Ticket) -> Iterator[Event]:
        """Until it is the ticket's turn; tells each place it comes to, and 0 where it had to wait for its turn."""
        until = self._clock() + self._wait_seconds
        now = self.line.place(ticket)
        if not now.place:
            return
        yield now
        while now.place:
            check_stopped()
            if self._clock() >= until:
                raise TookTooLong.waiting(self._wait_seconds)
            told, now = now, self.line.place(ticket, now.place, LOOK_SECONDS)
            if now.place != told.place:
                yield now

    def _work(self, question: str, session_id: str | None) -> Iterator[Event]:
        """The events of the conversations themselves, until the time is up."""
        until = self._clock() + self._work_seconds

        def is_late() -> bool:
            return self._clock() >= until

        events = self._conversations.ask(question, session_id)
        try:
            event: Event | None = None
            while not isinstance(event, TurnFinished):
                if is_late():
                    raise TookTooLong.answering(self._work_seconds)
                event = _next(events, is_late)
                if event is None:
                    return
                yield event
        except Stopped:
            if is_late():
                raise TookTooLong.answering(self._work_seconds) from None
            raise
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()


def _next(events: Iterator[Event], stopped: Callable[[], bool]) -> Event | None:
    """The next event, or None at the end; what computes it can be stopped by `stopped`."""
    with stoppable(stopped):
        return next(events, None)


def queued(conversations: Conversations) -> Queued:
    """These conversations behind a line: the one they have, or one of the usual size."""
    return conversations if isinstance(conversations, Queued) else Queued(conversations)
