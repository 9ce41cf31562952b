"""Many chats at once get the answers that each gets alone."""

from __future__ import annotations

import pytest

from models.answers import answers
from models.engine import Engine
from models.sampling import Sampling
from models.text import Message, TextModel
from tests.models.test_engine import CONTEXT, tiny_model
from tests.models.test_text import TEMPLATE, tiny_tokenizer

CHATS = [[Message("user", text)] for text in ("hello", "rest, and drink water", "Ça va?", "a", "what is it? " * 4)]


def model(template: str | None = TEMPLATE) -> TextModel:
    return TextModel(Engine(tiny_model("llama"), "cpu"), tiny_tokenizer(template), "tiny")


@pytest.mark.parametrize("template", [TEMPLATE, None])
@pytest.mark.parametrize("sampling", [Sampling(), Sampling(temperature=0.9, seed=3)])
def test_answers_are_those_of_streams(template: str | None, sampling: Sampling) -> None:
    alone, told = ["".join(model(template).stream(chat, 20, sampling)) for chat in CHATS], []
    together = answers(model(template), CHATS, 20, sampling, on_progress=lambda done, total: told.append((done, total)))
    assert [one.text for one in together] == alone
    assert any(alone)
    assert told[-1] == (5, 5)


def test_stop_texts_end_each_answer_where_they_do_alone() -> None:
    alone = ["".join(model().stream(chat, 20)) for chat in CHATS]
    stop = [text[6:8] for text in alone if len(text) > 8]
    assert stop
    expected = ["".join(model().stream(chat, 20, stop=stop)) for chat in CHATS]
    assert [one.text for one in answers(model(), CHATS, 20, stop=stop)] == expected
    assert expected != alone


def test_a_chat_that_does_not_fit_does_not_stop_the_others() -> None:
    long = [Message("user", "rest " * CONTEXT)]
    found = answers(model(), [CHATS[0], long, CHATS[1]], 9)
    assert [one.number for one in found] == [0, 1, 2]
    assert f"at most {CONTEXT} tokens" in str(found[1].error)
    assert [found[0].text, found[2].text] == [one.text for one in answers(model(), CHATS[:2], 9)]
    assert found[0].error is None
