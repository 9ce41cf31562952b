"""Many sessions at once: through the line (`agent.queueing`) and one after the other, the same questions of the same model.

The sessions all begin at the same time, and each asks its next question when the last was answered. "One after the other"
serves a whole session before the next one. Waits are from asking to the first sentence (or to the end, without one).
Knows Osler by its face; run it with `python -m evals.benches.many_users`.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from agent.events import Conversations, Event, SentenceReady, TurnFinished
from agent.queueing import Queued
from evals.benches.questions import QUESTIONS

Ask = Callable[[str, str | None], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, in seconds since all sessions began."""

    asked: float
    first: float
    ended: float


@dataclass(frozen=True, slots=True)
class Served:
    """How a way of serving did."""

    questions: int
    seconds: float
    per_minute: float
    median_wait: float
    longest_wait: float
    longest_end: float


def through_the_line(osler: Conversations, sessions: int, each: int, active: int) -> Served:
    """All sessions at once, each in a thread of its own."""
    queue = Queued(osler, active=active, waiting=sessions)
    began = time.perf_counter()
    found: list[Asked] = []

    def talk(session: int) -> None:
        found.extend(_talk(lambda text, to: queue.ask(text, to, str(session)), _questions(session, each), began))

    threads = [threading.Thread(target=talk, args=(session,)) for session in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _served(found, time.perf_counter() - began)


def one_after_the_other(osler: Conversations, sessions: int, each: int) -> Served:
    """Session by session, in this thread; a session's first question is asked when all begin."""
    began = time.perf_counter()
    found = [one for session in range(sessions) for one in _talk(osler.ask, _questions(session, each), began)]
    return _served(found, time.perf_counter() - began)


def _questions(session: int, each: int) -> tuple[str, ...]:
    return tuple(QUESTIONS[(session * each + n) % len(QUESTIONS)] for n in range(each))


def _talk(ask: Ask, questions: tuple[str, ...], began: float) -> list[Asked]:
    asked, session_id, found = 0.0, None, []
    for question in questions:
        first = 0.0
        for event in ask(question, session_id):
            now = time.perf_counter() - began
            if not first and isinstance(event, SentenceReady | TurnFinished):
                first = now
            if isinstance(event, TurnFinished):
                session_id = event.turn.session_id
                found.append(Asked(asked, first, now))
                asked = now
    return found


def _served(found: list[Asked], seconds: float) -> Served:
    waits = [one.first - one.asked for one in found]
    longest_end = max(one.ended - one.asked for one in found)
    return Served(len(found), seconds, 60 * len(found) / seconds, median(waits), max(waits), longest_end)


def main(
    sessions: Annotated[int, typer.Option(min=1, help="How many ask at once.")] = 8,
    each: Annotated[int, typer.Option(min=1, help="How many questions each asks.")] = 3,
    active: Annotated[int, typer.Option(min=1, help="How many are answered at once.")] = 2,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Time many sessions through the line beside one session after the other."""
    import torch

    from agent.conversation import Osler
    from agent.session import SessionStore
    from agent.settings import read_settings
    from agent.wiring import open_abilities, open_library

    if threads:
        torch.set_num_threads(threads)
    settings = read_settings()
    abilities = open_abilities(settings, open_library(settings, may_make=True))
    with tempfile.TemporaryDirectory() as folder, SessionStore(Path(folder) / "bench.sqlite") as store:
        osler = Osler(abilities, store)
        list(osler.ask(QUESTIONS[-1]))  # what is done once is done before
        found = {
            "through the line": through_the_line(osler, sessions, each, active),
            "one after the other": one_after_the_other(osler, sessions, each),
        }
    if as_json:
        typer.echo(json.dumps({name: asdict(served) for name, served in found.items()}))
        return
    typer.echo(f"{sessions} sessions of {each} questions, {active} answered at once, {torch.get_num_threads()} threads")
    for name, served in found.items():
        typer.echo(
            f"{name}: {served.per_minute:.1f} answers a minute; waited for the first sentence {served.median_wait:.2f} s "
            f"(median), {served.longest_wait:.2f} s at most; for the end at most {served.longest_end:.2f} s"
        )


if __name__ == "__main__":
    typer.run(main)
