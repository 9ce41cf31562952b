"""A reader who leaves a real (tiny, random) model behind the real line: no pass begins after that, and the slot is free."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agent.answer import Turn
from agent.conversation import Osler
from agent.errors import TookTooLong
from agent.events import TokensWritten, TurnFinished
from agent.evidence import Evidence
from agent.page.asking import Asking
from agent.queueing import Queued
from agent.session import SessionStore
from models.engine import Engine
from tests.agent.literature_of_two import abilities
from tests.models.test_engine import PROMPT, tiny_model

PATIENCE = 20.0
QUESTION = "What are the symptoms of asthma?"


class Halting:
    """Holds a model still within one of its passes, counted from 1, until it is let go."""

    def __init__(self, engine: Engine, at: int) -> None:
        self.passes = 0
        self.reached, self.go = threading.Event(), threading.Event()
        self._at = at
        engine._model.register_forward_pre_hook(self._before)

    def _before(self, *_: object) -> None:
        self.passes += 1
        if self.passes == self._at:
            self.reached.set()
            assert self.go.wait(PATIENCE)


class Babbling:
    """Answers whatever is asked with tokens of the engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, query: str, evidence: Evidence, history: Sequence[Turn] = ()) -> Iterator[TokensWritten]:
        for token in self._engine.generate(self._engine.start(), PROMPT, frozenset(), 20):
            yield TokensWritten(f"{token} ")


@pytest.mark.parametrize(
    ("pass_tokens", "at"), [(4, 2), (512, 1), (512, 7)], ids=["in the prompt", "in a short prompt", "in the answer"]
)
def test_whoever_leaves_frees_the_slot_within_a_pass(tmp_path: Path, pass_tokens: int, at: int) -> None:
    engine = Engine(tiny_model("llama"), "cpu")
    engine.pass_tokens = pass_tokens
    halting = Halting(engine, at)
    with SessionStore(tmp_path / "s.sqlite") as store:
        queue = Queued(Osler(abilities(Babbling(engine)), store), active=1)
        asking = Asking(lambda: queue.ask(QUESTION))
        reader = threading.Thread(target=lambda: list(asking), daemon=True)
        reader.start()
        assert halting.reached.wait(PATIENCE)
        assert (queue.line.at_work, halting.passes) == (1, at)
        asking.stop()
        halting.go.set()
        asking.wait(PATIENCE)
        reader.join(PATIENCE)
        assert halting.passes == at  # the pass in which the reader left was the last
        assert (queue.line.at_work, queue.line.waiting) == (0, 0)
        assert store.sessions() == ()
        assert isinstance(list(queue.ask(QUESTION))[-1], TurnFinished)
        assert halting.passes > at + 19


def test_an_answer_that_takes_too_long_ends_within_a_pass(tmp_path: Path) -> None:
    engine = Engine(tiny_model("llama"), "cpu")
    now = [0.0]
    engine._model.register_forward_pre_hook(lambda *_: now.__setitem__(0, now[0] + 1.0))
    with SessionStore(tmp_path / "s.sqlite") as store:
        queue = Queued(Osler(abilities(Babbling(engine)), store), work_seconds=5, clock=lambda: now[0])
        with pytest.raises(TookTooLong, match="longer than 5 seconds"):
            list(queue.ask(QUESTION))
        assert now == [5.0]
        assert queue.line.at_work == 0 and store.sessions() == ()
