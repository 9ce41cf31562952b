"""The app on a real socket, for tests that ask it with a real client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from agent.answering import Answering
from agent.conversation import Osler
from agent.page.serving import take_port
from agent.queueing import Queued
from agent.serving.app import Asks, State, application
from agent.serving.fleeting import FleetingSessions
from agent.serving.running import Serving
from agent.triage import triage
from tests.agent.literature_of_two import abilities, topics


@contextmanager
def served(
    asks: Asks,
    sessions: FleetingSessions | None = None,
    *,
    key: str = "",
    state: Callable[[], State] = lambda: "ready",
) -> Iterator[str]:
    """The address of an endpoint that lasts for the block."""
    app = application(asks, sessions or FleetingSessions(triage), state, key=key)
    ready, address = threading.Event(), ""

    def tell(found: str) -> None:
        nonlocal address
        address = found
        ready.set()

    with take_port("127.0.0.1", 0) as taken:
        serving = Serving(app, taken, "127.0.0.1")
        thread = threading.Thread(target=serving.run, args=(tell,), daemon=True)
        thread.start()
        assert ready.wait(20)
        yield address
        serving.end()
        thread.join(10)
        assert not thread.is_alive()


def literature(answering: Answering | None = None) -> tuple[Queued, FleetingSessions]:
    """Osler over two small documents, as `osler serve` has it."""
    sessions = FleetingSessions(triage, topics=topics)
    return Queued(Osler(abilities(answering), sessions), see_alert=triage), sessions
