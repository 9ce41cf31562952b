"""Room learnt from refusals: of a model that does not tell how much it reads."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.errors import PromptTooLong
from models.fitting import Part, Said
from models.room import LearntRoom

SYSTEM = Said("system", (Part("rules"),))


def turn(n: int) -> list[Said]:
    return [
        Said("user", (Part(f"passage {n} " * 30, "passage"), Part(f"question {n}"))),
        Said("assistant", (Part(f"answer {n} " * 5, "answer"),)),
    ]


def size(said: Sequence[Said]) -> int:
    return sum(len(one.text) for one in said)


def test_nothing_is_left_out_before_a_refusal_and_enough_after_it() -> None:
    room, said = LearntRoom(), [SYSTEM, *turn(1), *turn(2), *turn(3)[:1]]
    assert room.fit(said) == said
    assert room.narrow(said)
    kept = room.fit(said)
    assert size(kept) <= 0.7 * size(said)
    assert "passage 1" not in kept[1].text
    assert kept[1].text == "question 1"
    assert kept[-1] == said[-1]


def test_what_must_stay_is_never_left_out() -> None:
    room, said = LearntRoom(), [SYSTEM, Said("user", (Part("a question " * 50),))]
    assert not room.narrow(said)
    assert room.fit(said) == said


@pytest.mark.parametrize("most", [450, 700, 1500])
def test_refusals_end_with_messages_that_fit(most: int) -> None:
    room, said = LearntRoom(), [SYSTEM, *turn(1), *turn(2), *turn(3)[:1]]
    for _ in range(10):
        sent = room.fit(said)
        if size(sent) <= most:
            return
        assert room.narrow(sent)
    raise PromptTooLong("It never fitted.")


def test_once_it_is_narrow_a_short_conversation_goes_whole() -> None:
    room = LearntRoom()
    assert room.narrow([SYSTEM, *turn(1), *turn(2), *turn(3)[:1]])
    short = [SYSTEM, *turn(4)[:1]]
    assert room.fit(short) == short


def test_what_is_refused_again_as_it_was_is_not_asked_without_end() -> None:
    room, said = LearntRoom(), [SYSTEM, *turn(1), *turn(2), *turn(3)[:1]]
    assert room.narrow(said)
    assert not room.narrow(said)
    assert size(room.fit(said)) <= 0.7 * size(said)
