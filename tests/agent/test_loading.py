"""The page's Osler while models load: past conversations at once, questions when it is ready, failures where one asks."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from agent.conversation import Osler
from agent.events import Conversations, TurnFinished
from agent.loading import LoadingOsler
from agent.session import SessionStore
from models.errors import ModelMissing
from tests.agent.literature_of_two import abilities


def test_a_question_waits_for_the_models_and_the_past_does_not(tmp_path: Path) -> None:
    may_load = threading.Event()
    with SessionStore(tmp_path / "s.sqlite") as store:
        past = Osler(abilities(), store).answer("What is metformin?")

        def load() -> Conversations:
            may_load.wait(10)
            return Osler(abilities(), store)

        loading = LoadingOsler(load, store)
        loading.begin()
        assert loading.turns(past.session_id) == (past,)
        may_load.set()
        last = list(loading.ask("What are the symptoms of asthma?"))[-1]
        assert isinstance(last, TurnFinished)
        assert len(loading.sessions()) == 2


def test_what_went_wrong_while_loading_is_told_to_who_asks(tmp_path: Path) -> None:
    def load() -> Conversations:
        raise ModelMissing("There is no model; do this.")

    with SessionStore(tmp_path / "s.sqlite") as store, pytest.raises(ModelMissing, match="do this"):
        list(LoadingOsler(load, store).ask("What is gout?"))
