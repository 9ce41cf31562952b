"""`FakeTeacher`: a small stand-in for a teacher, for tests and for trying a run. Typed, deterministic, no model.

It reads the numbered passages and the question out of the prompt, quotes the sentence that shares most words with the
question, and makes the mistakes it is told to make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from models.text import Message
from models.training.data.fitting import content
from models.training.distilling.teachers import TeacherDeclined, TeacherUnreachable


class Mistake(Enum):
    """What a teacher can do wrong."""

    NUMBER = auto()
    NAME = auto()
    NEGATION = auto()
    NO_MARKER = auto()
    INVENTED_MARKER = auto()
    SILENCE = auto()
    DECLINE = auto()
    BREAK_DOWN = auto()


@dataclass(slots=True)
class FakeTeacher:
    """`mistakes` tells by the number of the question (from 0) what to do wrong; `asked` are the prompts it was shown."""

    mistakes: Callable[[int], Mistake | None] = lambda number: None
    abstention: str = ""
    name: str = "fake"
    asked: list[str] = field(default_factory=list)

    def write(self, messages: Sequence[Message]) -> str:
        """A quote with its marker, the abstention where no passage shares a word with the question, or a mistake."""
        prompt = messages[-1].content
        self.asked.append(prompt)
        mistake = self.mistakes(len(self.asked) - 1)
        if mistake is Mistake.DECLINE:
            raise TeacherDeclined("The fake teacher declines.")
        if mistake is Mistake.BREAK_DOWN:
            raise TeacherUnreachable("The fake teacher is down; start it and run again.")
        quote = _best_quote(prompt)
        if mistake is Mistake.SILENCE or quote is None:
            return self.abstention
        return _spoilt(*quote, mistake)


def _best_quote(prompt: str) -> tuple[str, int] | None:
    """The sentence that shares most content words with the question, and its passage's number."""
    before, _, question = prompt.rpartition("Question:")
    wanted = content(question)
    best: tuple[int, str, int] | None = None
    for number, text in re.findall(r"^\[(\d+)\] (.*\n.*)$", before, re.MULTILINE):
        heading, _, body = text.partition("\n")
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", body):
            shared = len(wanted & content(f"{heading} {sentence}"))
            if shared and (best is None or shared > best[0]):
                best = (shared, sentence, int(number))
    return None if best is None else best[1:]


def _spoilt(sentence: str, number: int, mistake: Mistake | None) -> str:
    if mistake is Mistake.NO_MARKER:
        return sentence
    if mistake is Mistake.INVENTED_MARKER:
        return f"{sentence} [99]"
    if mistake is Mistake.NUMBER:
        sentence = f"{sentence.rstrip('.')} in 4711 of 4712 cases."
    if mistake is Mistake.NAME:
        sentence = f"{sentence.rstrip('.')} with zorbumab."
    if mistake is Mistake.NEGATION:
        sentence = f"It is not true that {sentence[:1].lower()}{sentence[1:]}"
    return f"{sentence} [{number}]"
