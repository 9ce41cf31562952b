"""The line in front of Osler with many threads, and what stands around it: words for times, stopping."""

from __future__ import annotations

import threading

import pytest

from agent.errors import ModelNotReady, spoken
from agent.events import Event, TurnFinished
from agent.fakes import FAILING, FakeConversations
from agent.queueing import Line, Queued, queued
from models.stopping import is_stopped, stoppable
from tests.agent.test_queueing import (
    PATIENCE,
    Gated,
    assert_empty,
    joined,
    places,
    started,
    until,
)


def test_many_threads_at_once_are_all_answered_within_the_bound() -> None:
    conversations, clients = Gated(), 24
    queue = Queued(conversations, active=3, waiting=32)
    told: dict[str, list[Event]] = {}
    together = threading.Barrier(clients)

    def ask(name: str) -> None:
        together.wait(PATIENCE)
        told[name] = list(queue.ask(f"asthma {name}?", client=name))

    threads = [started(lambda name=f"client{n}": ask(name)) for n in range(clients)]  # type: ignore[misc]
    until(lambda: queue.line.waiting == clients - 3 and conversations.at_once == 3)
    conversations.let_go()
    joined(*threads)
    assert conversations.most_at_once == 3
    assert all(isinstance(events[-1], TurnFinished) for events in told.values())
    waited = [places(events) for events in told.values() if places(events)]
    assert len(waited) == clients - 3
    assert all(each[-1] == 0 and each == sorted(each, reverse=True) for each in waited)
    assert_empty(queue.line)


def test_many_threads_that_fail_leave_and_finish_leave_no_slot_taken() -> None:
    queue = Queued(FakeConversations(pause=0.001), active=2, waiting=40)
    ends: list[str] = []

    def ask(number: int) -> None:
        events = queue.ask(FAILING if number % 3 == 0 else "asthma?", client=str(number % 5))
        try:
            for count, _ in enumerate(events):
                if number % 3 == 1 and count == 1:
                    events.close()
                    ends.append("left")
                    return
            ends.append("finished")
        except ModelNotReady as error:
            ends.append(type(error).__name__)

    joined(*[started(lambda number=number: ask(number)) for number in range(30)])  # type: ignore[misc]
    assert sorted(set(ends)) == ["ModelNotReady", "finished", "left"] and len(ends) == 30
    assert_empty(queue.line)


def test_what_has_a_line_gets_no_second_one() -> None:
    queue = Queued(FakeConversations())
    assert queued(queue) is queue and queued(FakeConversations()).line.active == 2


def test_a_line_is_for_at_least_one() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Line(0, 3)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (40, "40 seconds"), (90, "90 seconds"), (91, "2 minutes"), (600, "10 minutes")],
)
def test_times_are_told_in_words(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_stopping_reaches_inward_and_ends_with_its_block() -> None:
    outer, inner = threading.Event(), threading.Event()
    with stoppable(outer.is_set):
        with stoppable(inner.is_set):
            assert not is_stopped()
            outer.set()
            assert is_stopped()
        outer.clear()
        inner.set()
        assert not is_stopped()
    outer.set()
    assert not is_stopped()
