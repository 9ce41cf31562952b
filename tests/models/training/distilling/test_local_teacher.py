"""A teacher on this machine answers many questions at once what it answers one by one, and is collected from so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.engine import Engine
from models.text import Message, TextModel
from models.training.data.dialogues import Dialogue
from models.training.distilling.collecting import ANSWERS, collect
from models.training.distilling.teachers import LocalTeacher, TeacherDeclined
from tests.models.test_engine import tiny_model
from tests.models.test_text import TEMPLATE, tiny_tokenizer
from tests.models.training.data.literature import ABSTENTION, ask, split
from tests.models.training.distilling.test_collecting import dialogues

CONTEXT = 2048


def teacher(temperature: float = 0.0) -> LocalTeacher:
    engine, tokenizer = Engine(tiny_model("llama"), "cpu"), tiny_tokenizer(TEMPLATE)
    engine.context = CONTEXT  # positions that are turned need no table
    return LocalTeacher(TextModel(engine, tokenizer, "tiny"), tokenizer, 12, temperature, seed=4)


class OneByOne:
    """The same teacher, without its way of writing many."""

    def __init__(self, inner: LocalTeacher) -> None:
        self.name = inner.name
        self.write = inner.write


@pytest.mark.parametrize("temperature", [0.0, 0.9])
def test_together_it_writes_what_it_writes_alone(temperature: float) -> None:
    texts = ["hello", "rest " * CONTEXT, "Ça va?", "rest, and drink water", "a"]
    chats = [[Message("user", text)] for text in texts]
    together = list(teacher(temperature).write_each(chats))
    alone = [teacher(temperature).write(chat) for chat in (chats[0], *chats[2:])]
    assert [together[0], *together[2:]] == alone
    assert any(alone)
    assert isinstance(together[1], TeacherDeclined) and f"at most {CONTEXT}" in str(together[1])


def test_what_is_collected_is_the_same_and_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalTeacher, "together", 4)
    asked, told = dialogues(9), list[tuple[int, int]]()

    def run(asked: Sequence[Dialogue], one: LocalTeacher | OneByOne, folder: str) -> str:
        told.clear()
        collect(
            asked, one, tmp_path / folder, ask=ask, abstention=ABSTENTION, split=split,
            on_answer=lambda done, total: told.append((done, total)),
        )  # fmt: skip
        return (tmp_path / folder / ANSWERS).read_text()

    run(asked[:3], teacher(), "a")  # a run that was stopped
    together = run(asked, teacher(), "a")
    assert told[-1] == (9, 9) and len(told) >= 7
    assert together == run(asked, OneByOne(teacher()), "b")
