"""A turn as the terminal shows it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from agent.answer import UNSURE, Answer, Turn
from agent.commands.terminal import show
from agent.events import SentenceReady, TurnFinished
from agent.fakes import canned_answer


def printed(answer: Answer) -> str:
    screen = Console(file=StringIO(), width=400, highlight=False)
    sentences = [SentenceReady(sentence, None) for sentence in answer.sentences]
    show([*sentences, TurnFinished(Turn("t", "s", 1, "2026-11-23T00:00:00+00:00", answer))], screen)
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


@pytest.mark.parametrize(("surety", "told"), [(None, False), (0.5, False), (0.49, True)])
def test_doubt_stands_between_the_sentences_and_their_sources(surety: float | None, told: bool) -> None:
    answer = replace(canned_answer("What are the symptoms of asthma?"), surety=surety)
    text = printed(answer)
    assert (UNSURE in text) is told
    if told:
        assert text.index(answer.sentences[-1].text) < text.index(UNSURE) < text.index("Sources")
