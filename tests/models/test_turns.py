"""The lock that gives turns in order: with threads, with errors, with interruptions."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from models.turns import Turns

PATIENCE = 10.0  # seconds until a test that hangs has failed


def until(condition: Callable[[], bool]) -> None:
    """Waits for another thread to have come to where it stands still."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def joined(*threads: threading.Thread) -> None:
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_one_at_a_time() -> None:
    turns, inside, most = Turns(), [0], [0]

    def work() -> None:
        for _ in range(200):
            with turns:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    joined(*[started(work) for _ in range(8)])
    assert most == [1] and inside == [0] and turns.waiting == 0


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    turns, order, threads = Turns(), list[int](), list[threading.Thread]()

    def work(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        for number in range(20):
            threads.append(started(lambda number=number: work(number)))  # type: ignore[misc]
            until(lambda number=number: turns.waiting == number + 1)  # type: ignore[misc]
    joined(*threads)
    assert order == list(range(20))


def test_two_that_always_want_it_alternate() -> None:
    """What a plain lock does not promise: who gave it up does not get it again before the other had it."""
    turns, order, both = Turns(), list[str](), threading.Barrier(3)

    def work(name: str) -> None:
        both.wait(PATIENCE)
        for step in range(100):
            with turns:
                # The other is in line before this turn ends; at its very end the other may be done already.
                if step < 99:
                    until(lambda: turns.waiting == 1)
                order.append(name)

    with turns:
        threads = [started(lambda name=name: work(name)) for name in "ab"]  # type: ignore[misc]
        both.wait(PATIENCE)
        until(lambda: turns.waiting == 2)
    joined(*threads)
    assert order in (["a", "b"] * 100, ["b", "a"] * 100)


def test_a_turn_that_fails_passes_on() -> None:
    turns, done = Turns(), list[int]()

    def work() -> None:
        with turns:
            done.append(1)

    with pytest.raises(ZeroDivisionError), turns:
        threads = [started(work), started(work)]
        until(lambda: turns.waiting == 2)
        raise ZeroDivisionError
    joined(*threads)
    assert done == [1, 1]
    with turns:
        pass


@pytest.fixture
def interrupts() -> Iterator[None]:
    """Workers of a parallel test run pass over Ctrl+C; here it means what it means in a program."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one thread")
@pytest.mark.usefixtures("interrupts")
def test_who_is_interrupted_while_waiting_leaves_the_line() -> None:
    """Ctrl+C reaches the main thread, which here waits between two others."""
    turns, hold, held, done = Turns(), threading.Event(), threading.Event(), list[str]()
    main = threading.get_ident()

    def holder() -> None:
        with turns:
            held.set()
            until(lambda: turns.waiting == 1)
            late = started(after)
            until(lambda: turns.waiting == 2)
            signal.pthread_kill(main, signal.SIGINT)
            until(lambda: turns.waiting == 1)  # the main thread has left
            hold.wait(PATIENCE)
        joined(late)

    def after() -> None:
        with turns:
            done.append("after")

    first = started(holder)
    assert held.wait(PATIENCE)
    with pytest.raises(KeyboardInterrupt), turns:
        done.append("never")
    assert turns.waiting == 1 and done == []
    hold.set()
    joined(first)
    assert done == ["after"] and turns.waiting == 0
    with turns:
        pass
