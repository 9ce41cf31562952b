"""The line in front of Osler: its bound, its order, its places, leaving it, its time limits; by hand and by threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.answer import Searched
from agent.errors import BadQuestion, ModelNotReady, QueueFull, SessionMissing, TookTooLong
from agent.events import AlertRaised, Event, SearchFinished, TurnFinished, Waiting
from agent.fakes import FAILING, HEART_ALERT, FakeConversations
from agent.page.asking import Asking
from agent.queueing import Line, Queued, Ticket
from models.stopping import check_stopped

PATIENCE = 10.0  # seconds until a test that hangs has failed


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Gated(FakeConversations):
    """A fake in which every question comes to a stop at work, until it is let go. A letter must name the question."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []
        self.at_once = self.most_at_once = 0
        self._guard = threading.Condition()
        self._free: set[str] = set()

    def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
        with self._guard:
            self.begun.append(question)
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
            self._guard.notify_all()
        try:
            yield SearchFinished(Searched(question))
            with self._guard:
                # A real one looks between two passes of the model; this one a hundred times a second.
                while not {question, "all"} & self._free:
                    self._guard.wait(0.01)
                    check_stopped()
            yield from super().ask(question, session_id)
        finally:
            with self._guard:
                self.at_once -= 1

    def let_go(self, question: str = "all") -> None:
        with self._guard:
            self._free.add(question)
            self._guard.notify_all()

    def await_begun(self, *questions: str) -> None:
        with self._guard:
            assert self._guard.wait_for(lambda: self.begun == list(questions), PATIENCE), self.begun


def places(events: list[Event]) -> list[int]:
    return [event.place for event in events if isinstance(event, Waiting)]


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def joined(*threads: threading.Thread) -> None:
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def read(asking: Asking) -> None:
    for _ in asking:
        pass


def until(condition: Callable[[], bool]) -> None:
    """Waits for another thread to have come to where it stands still."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)


def assert_empty(line: Line) -> None:
    assert (line.at_work, line.waiting) == (0, 0)


def test_where_nobody_waits_nothing_is_added() -> None:
    plain, behind = FakeConversations(), Queued(FakeConversations())
    expected = [type(event) for event in plain.ask("asthma?")]
    assert [type(event) for event in behind.ask("asthma?")] == expected
    assert_empty(behind.line)


def test_whoever_waits_is_told_the_place_as_it_moves_and_that_the_turn_has_come() -> None:
    queue = Queued(FakeConversations(), active=1)
    first, second, third = (queue.ask(f"asthma {name}?", client=name) for name in "abc")
    assert isinstance(next(first), SearchFinished)
    assert next(second) == Waiting(1, 1)
    assert next(third) == Waiting(2, 2)
    assert isinstance(list(first)[-1], TurnFinished)
    assert next(second) == Waiting(0, 1)
    assert next(third) == Waiting(1, 1)
    assert isinstance(list(second)[-1], TurnFinished)
    assert next(third) == Waiting(0, 0)
    assert isinstance(list(third)[-1], TurnFinished)
    assert_empty(queue.line)


def test_clients_take_turns_however_much_one_asks() -> None:
    """One at work at a time. "a" asks four times before the others come; from then on it gets every third turn."""
    line = Line(1, 12)
    tickets = {name: line.join(name[0]) for name in ("a1", "a2", "a3", "a4", "b1", "b2", "c1")}
    assert order_of(line, tickets) == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


def test_a_client_without_a_question_at_work_comes_before_one_that_has() -> None:
    line = Line(2, 12)
    tickets = {name: line.join(name[0]) for name in ("a1", "a2", "a3", "b1")}
    assert [tickets[name].place for name in ("a1", "a2", "a3", "b1")] == [0, 0, 2, 1]
    line.leave(tickets["a1"])
    assert [tickets[name].place for name in ("a3", "b1")] == [1, 0]


def order_of(line: Line, tickets: dict[str, Ticket]) -> list[str]:
    """The names as they come to work, each leaving before the next begins."""
    order: list[str] = []
    while left := [name for name in tickets if name not in order]:
        (now,) = [name for name in left if tickets[name].place == 0]
        order.append(now)
        line.leave(tickets[now])
    return order


@settings(deadline=None)
@given(
    active=st.integers(1, 3),
    steps=st.lists(st.tuples(st.sampled_from("abcd"), st.booleans(), st.integers(0, 50)), max_size=60),
)
def test_any_coming_and_going_keeps_the_bounds_and_counts_the_places(
    active: int, steps: list[tuple[str, bool, int]]
) -> None:
    line = Line(active, 6)
    inside: list[Ticket] = []
    for client, comes, which in steps:
        if comes:
            try:
                inside.append(line.join(client))
            except QueueFull:
                assert line.at_work == active and line.waiting >= 3
        elif inside:
            line.leave(inside.pop(which % len(inside)))
        at_work = [ticket for ticket in inside if ticket.place == 0]
        waiting = sorted(ticket.place for ticket in inside if ticket.place > 0)
        assert len(at_work) == line.at_work == min(active, len(inside))
        assert waiting == list(range(1, line.waiting + 1)) and line.waiting <= 6
    for ticket in inside:
        line.leave(ticket)
    assert_empty(line)


def test_a_place_that_was_told_holds_when_those_at_work_end_in_their_order() -> None:
    line = Line(2, 20)
    names = ["a1", "a2", "a3", "b1", "a4", "c1", "b2", "c2"]
    tickets = {name: line.join(name[0]) for name in names}
    told = {name: ticket.place for name, ticket in tickets.items() if ticket.place > 0}
    working = [name for name in names if tickets[name].place == 0]
    came: list[str] = []
    while working:
        line.leave(tickets[working.pop(0)])
        new = [name for name in told if tickets[name].place == 0 and name not in came]
        came += new
        working += new
    assert came == sorted(told, key=lambda name: told[name])


def test_past_the_bound_a_question_is_refused_at_once_and_told_for_how_long() -> None:
    clock = Clock()
    queue = Queued(FakeConversations(), active=1, waiting=2, clock=clock)
    answered = queue.ask("asthma?")
    next(answered)
    clock.now = 40.0  # what an answer takes
    list(answered)
    held = [queue.ask("asthma?", client=name) for name in "abc"]
    for events in held:
        next(events)
    with pytest.raises(QueueFull, match=r"Osler is answering 1 and 2 more are waiting.*about 2 minutes") as refused:
        next(queue.ask("asthma?", client="d"))
    assert refused.value.seconds == 120.0
    held[1].close()
    assert next(queue.ask("asthma?", client="d")) == Waiting(2, 2)


def test_before_anything_was_answered_no_time_is_made_up() -> None:
    queue = Queued(FakeConversations(), active=1, waiting=0)
    working = queue.ask("asthma?")
    next(working)
    with pytest.raises(QueueFull, match="ask again later") as refused:
        next(queue.ask("asthma?", client="b"))
    assert refused.value.seconds is None


def test_one_client_cannot_take_all_places() -> None:
    line = Line(1, 4)
    for _ in range(3):
        line.join("greedy")
    with pytest.raises(QueueFull, match="2 of your own questions"):
        line.join("greedy")
    assert line.join("modest").place == 2


def test_leaving_frees_the_place_or_the_slot_at_once() -> None:
    conversations = Gated()
    queue = Queued(conversations, active=1)
    first, second, third = (queue.ask(f"asthma {name}?", client=name) for name in "abc")
    next(first), next(second), next(third)
    second.close()
    assert (queue.line.at_work, queue.line.waiting) == (1, 1)
    assert next(third) == Waiting(1, 1)
    first.close()
    assert next(third) == Waiting(0, 0)
    assert isinstance(next(third), SearchFinished)
    third.close()
    assert conversations.begun == ["asthma a?", "asthma c?"]
    assert_empty(queue.line)
    assert conversations.sessions() == ()


def test_a_question_that_is_never_read_takes_nothing() -> None:
    queue = Queued(FakeConversations(), active=1)
    queue.ask("asthma?")
    assert_empty(queue.line)


def test_a_reader_in_another_thread_leaves_while_it_waits_and_while_it_is_worked_on() -> None:
    """As the page does it: `Asking.stop` in one thread, while another stands in the line or in the model."""
    conversations = Gated()
    queue = Queued(conversations, active=1)
    working, waiting = (Asking(lambda name=name: queue.ask(f"asthma {name}?", client=name)) for name in "ab")  # type: ignore[misc]
    readers = [started(lambda: read(working))]
    conversations.await_begun("asthma a?")
    readers.append(started(lambda: read(waiting)))
    until(lambda: queue.line.waiting == 1)
    waiting.stop()
    waiting.wait(PATIENCE)
    assert (queue.line.at_work, queue.line.waiting) == (1, 0)
    working.stop()
    working.wait(PATIENCE)
    joined(*readers)
    assert_empty(queue.line)
    assert conversations.begun == ["asthma a?"] and conversations.at_once == 0


def test_a_question_may_not_wait_for_ever() -> None:
    clock = Clock()
    queue = Queued(FakeConversations(), active=1, wait_seconds=600, clock=clock)
    working, waiting = queue.ask("asthma?", client="a"), queue.ask("asthma?", client="b")
    next(working), next(waiting)
    clock.now = 599.0
    assert queue.line.waiting == 1
    clock.now = 600.0
    with pytest.raises(TookTooLong, match=r"waited 10 minutes and its turn did not come; ask again"):
        next(waiting)
    assert (queue.line.at_work, queue.line.waiting) == (1, 0)


def test_an_answer_may_not_take_for_ever_and_what_computes_it_is_stopped() -> None:
    clock = Clock()
    conversations = Gated()
    queue = Queued(conversations, active=1, work_seconds=300, clock=clock)
    working = queue.ask("asthma?")
    next(working)
    clock.now = 300.0
    with pytest.raises(TookTooLong, match=r"longer than 5 minutes and was ended; ask a shorter.*OSLER_ANSWER_SECONDS"):
        next(working)
    assert_empty(queue.line)
    assert conversations.at_once == 0


def test_the_time_runs_out_in_the_midst_of_the_work() -> None:
    """The model asks between its passes; nothing comes out of it meanwhile."""
    clock = Clock()

    class Endless(FakeConversations):
        def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
            for _ in range(1000):
                clock.now += 1.0
                check_stopped()
            yield from super().ask(question, session_id)

    queue = Queued(Endless(), work_seconds=300, clock=clock)
    with pytest.raises(TookTooLong):
        list(queue.ask("asthma?"))
    assert clock.now == 300.0
    assert_empty(queue.line)


def test_a_turn_that_was_stored_is_told_even_if_late() -> None:
    clock = Clock()

    class Late(FakeConversations):
        def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
            for event in super().ask(question, session_id):
                if isinstance(event, TurnFinished):
                    clock.now = 1000.0
                yield event

    assert isinstance(list(Queued(Late(), clock=clock).ask("asthma?"))[-1], TurnFinished)


def test_what_is_wrong_with_a_question_is_told_before_it_waits() -> None:
    queue = Queued(FakeConversations(), active=1)
    working = queue.ask("asthma?")
    next(working)
    with pytest.raises(BadQuestion):
        next(queue.ask("?!"))
    with pytest.raises(SessionMissing):
        next(queue.ask("asthma?", "no-such-session"))
    assert (queue.line.at_work, queue.line.waiting) == (1, 0)


def test_an_emergency_is_told_before_it_waits_and_once() -> None:
    heard: list[tuple[str, list[str]]] = []

    def see_alert(question: str, before: object) -> object:
        heard.append((question, list(before)))  # type: ignore[call-overload]
        return HEART_ALERT if "chest pain" in question else None

    queue = Queued(FakeConversations(), active=1, waiting=1, see_alert=see_alert)  # type: ignore[arg-type]
    working, emergency = queue.ask("asthma?", client="a"), queue.ask("I have chest pain", client="b")
    next(working)
    assert next(emergency) == AlertRaised(HEART_ALERT)
    assert next(emergency) == Waiting(1, 1)
    refused = queue.ask("I have chest pain", client="c")
    assert next(refused) == AlertRaised(HEART_ALERT)
    with pytest.raises(QueueFull):
        next(refused)
    (turn,) = [event.turn for event in working if isinstance(event, TurnFinished)]
    assert [type(event) for event in emergency] == [Waiting, TurnFinished]
    list(queue.ask("I have chest pain", turn.session_id))
    assert heard[-1] == ("I have chest pain", ["asthma?"])


def test_one_failure_stops_no_other() -> None:
    queue = Queued(FakeConversations(), active=1)
    good, bad, after = (queue.ask(f"{text}?", client=text) for text in ("asthma", FAILING, "blood pressure"))
    next(good), next(bad), next(after)
    list(good)
    with pytest.raises(ModelNotReady, match="still loading"):
        list(bad)
    assert isinstance(list(after)[-1], TurnFinished)
    assert_empty(queue.line)


def test_more_room_lets_those_who_wait_begin() -> None:
    queue = Queued(FakeConversations(), active=1)
    first, second = queue.ask("asthma?", client="a"), queue.ask("asthma?", client="b")
    next(first)
    assert next(second) == Waiting(1, 1)
    queue.line.active = 2
    assert next(second) == Waiting(0, 0)
