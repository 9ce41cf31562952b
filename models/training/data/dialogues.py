"""What a conversation is made of before it is text: questions with their evidence, what is said, and why it may be said.

A dialogue becomes a `Conversation` by the prompt it is given, which is the agent's own. Pure.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from models.prompt import PromptPassage
from models.text import Message
from models.training.data.asking import name_in
from models.training.data.evidence import Drawn, EvidenceDrawer
from models.training.data.phrasing import phrased_for
from models.training.data.topics import Material
from models.training.documents import Conversation
from models.training.examples import Topic
from models.training.handbook import CONDITION_KINDS

T = TypeVar("T")
Ask = Callable[[str, Sequence[PromptPassage], int], tuple[str, str]]
"""A question, its evidence and the number of the first passage → the instructions and the user's message that a writing
model is shown. The agent's own prompt."""

UNANSWERABLE = 0.17
PASSES = 3  # times a question is asked again, in other words and among other passages, where there are too few


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, the evidence shown with it, and the sentences quoted. `said` is what stands before them ("Yes.")."""

    question: str
    drawn: Drawn
    said: str = ""

    @property
    def answered(self) -> bool:
        """Whether the evidence answers."""
        return bool(self.drawn.quotes)

    def answer(self, abstention: str, first: int = 1) -> str:
        """Whole sentences, each followed by the number of its passage, counted from `first`; or the abstention."""
        if not self.answered:
            return abstention
        told = " ".join(f"{quote.text} [{quote.passage + first - 1}]" for quote in self.drawn.quotes)
        return f"{self.said} {told}".strip()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation: its exchanges in order, its kind and source; `label` is what was decided (yes, B, …)."""

    kind: str
    source: str
    exchanges: tuple[Exchange, ...]
    label: str = ""

    def conversation(self, ask: Ask, abstention: str) -> Conversation:
        """The messages: the instructions, then each question with its own evidence; the passages' numbers run on."""
        messages: list[Message] = []
        first = 1
        for one in self.exchanges:
            asked = asked_of(ask, one.question, one.drawn.passages, first)
            messages += [*(asked[1:] if messages else asked), Message("assistant", one.answer(abstention, first))]
            first += len(one.drawn.passages)
        return Conversation(tuple(messages), self.kind, self.source)


def asked_of(ask: Ask, question: str, passages: Sequence[PromptPassage], first: int = 1) -> tuple[Message, Message]:
    """The two messages with which a question is asked that stands first."""
    instructions, user = ask(question, passages, first)
    return Message("system", instructions), Message("user", user)


def answers(material: Material, drawer: EvidenceDrawer, seed: int) -> Iterator[Dialogue]:
    """One question each, of every part that can be asked, source by source in turn; some with nothing that answers."""
    places = [(t, p) for t, topic in enumerate(material.topics) for p, part in enumerate(topic.parts) if part.question]
    for number in range(PASSES):
        rng = random.Random(f"{seed} answers {number}")
        for topic, part in in_turn(shuffled(places, rng), lambda place: material.topics[place[0]].source):
            here = material.topics[topic]
            wanted = wanted_of(here, part)
            question = question_of(here, part, rng, again=number > 0)
            answerable = rng.random() >= UNANSWERABLE
            drawn = drawer.draw(topic, part, wanted, rng, question=question, answerable=answerable)
            if drawn.passages:
                yield Dialogue("answer" if drawn.quotes else "abstention", here.source, (Exchange(question, drawn),))


def wanted_of(topic: Topic, part: int) -> tuple[int, ...]:
    """The positions of the sentences that answer a part's question."""
    return tuple(n for n, target in enumerate(topic.parts[part].targets) if target > 0)


def question_of(topic: Topic, part: int, rng: random.Random, *, again: bool = False) -> str:
    """A part's question: as the literature asks it, or oftener as people do."""
    asked = topic.parts[part]
    phrase = rng.random() < (0.95 if again else 0.7)
    if asked.kind is None or not phrase:
        return asked.question
    first = asked.sentences[wanted_of(topic, part)[0]]
    return phrased_for(asked.kind, name_in(topic.title), first, rng, of_people=of_people(topic)) or asked.question


def of_people(topic: Topic) -> bool:
    """Whether a topic is something that people have."""
    return any(part.kind is not None and part.kind.name in CONDITION_KINDS - {"prevention"} for part in topic.parts)


def shuffled(items: Iterable[T], rng: random.Random) -> list[T]:
    """The items in a new order."""
    found = list(items)
    rng.shuffle(found)
    return found


def in_turn(items: Iterable[T], group: Callable[[T], str]) -> Iterator[T]:
    """One item of each group after another, until a group has no more, so that a large group does not drown a small one."""
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    for row in zip_longest(*(groups[name] for name in sorted(groups))):
        yield from (item for item in row if item is not None)
