"""A conversation fitted to the context: what may go goes, the oldest first, and what must stay stays. Pure.

Knows messages as typed parts and a function that counts tokens; knows nothing of models, templates or evidence itself.

A prompt that begins as the one before it did needs only its end to be read anew. So that this holds for several turns,
a conversation that is over the budget is shrunk well below it; and what was left out once stays out, because the turns
before are fitted again, in their order, as they were when they were asked. Nothing is remembered between calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from models.errors import PromptTooLong

Kind = Literal["pinned", "passage", "answer"]
SHRUNK = 0.75  # of the budget, once it was exceeded


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message that stays or goes as a whole.

    "pinned" never goes: instructions, and the person's own words. A "passage" of evidence goes first; the passages of one
    question are given the best first. An "answer" goes when no old passage is left. What only introduces the passages
    belongs to the text of the first one.
    """

    text: str
    kind: Kind = "pinned"


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the conversation, in parts."""

    role: Literal["system", "user", "assistant"]
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """Its parts, an empty line between them."""
        return "\n\n".join(part.text for part in self.parts)


Count = Callable[[Said], int]  # the tokens of one message, with what the chat template puts around it


def fit(conversation: Sequence[Said], budget: int, count: Count) -> list[Said]:
    """The messages that are sent: those of `conversation`, in their order, less the parts for which there is no room.

    `budget` is in tokens; the messages given back take at most as many, each counted by `count`. Within it nothing is
    left out. Above it go the passages of the oldest question, then those of the next one, then the oldest answers, until
    SHRUNK of the budget is taken, though never more than half of the room that the pinned parts and the newest passages
    leave; if that is not enough, the newest question's passages from the last one, but for the first. A message that
    has lost all its parts is left out.

    The newest question's messages are those after the last answer. The conversation of the next turn, which begins with
    this one, is fitted to the same messages and more, until it is over the budget again.

    Raises PromptTooLong where what must stay takes more than `budget`.
    """
    size = cache(lambda said: count(said) if said.parts else 0)
    fitted: list[Said] = []
    for place, said in enumerate(conversation):
        fitted.append(said)
        if _ends_turn(conversation, place):
            fitted = _shrunk(fitted, budget, size)
    taken = _total(fitted, size)
    if taken > budget:
        raise PromptTooLong(
            f"The question and what must be read with it take {taken} tokens, and there is room for {budget}; "
            "ask a shorter question, search fewer passages, or start a new conversation."
        )
    return [said for said in fitted if said.parts]


def _ends_turn(conversation: Sequence[Said], place: int) -> bool:
    """Whether the model is asked after this message: it answers next, or it is the last."""
    last = place + 1 == len(conversation)
    return last or (conversation[place].role != "assistant" and conversation[place + 1].role == "assistant")


def _shrunk(conversation: Sequence[Said], budget: int, size: Count) -> list[Said]:
    """One turn's conversation within the budget, if it can be; a message may be left without parts."""
    fitted, taken = list(conversation), _total(conversation, size)
    newest = _newest(fitted)
    target = _target(fitted, newest, budget, size)
    for kind in ("passage", "answer"):
        if taken <= budget:
            return fitted
        for place in range(newest):
            if taken <= target:
                break
            taken -= _lose(fitted, place, _without(fitted[place], kind), size)
    for place, said in _trimmed(fitted, newest):
        if taken <= budget:
            break
        taken -= _lose(fitted, place, said, size)
    return fitted


def _target(fitted: Sequence[Said], newest: int, budget: int, size: Count) -> float:
    """Down to how many tokens to shrink: see `fit`."""
    old = (_without(_without(said, "passage"), "answer") for said in fitted[:newest])
    stays = _total(old, size) + _total(fitted[newest:], size)
    return max(SHRUNK * budget, min(budget, (stays + budget) / 2))


def _newest(conversation: Sequence[Said]) -> int:
    """Where the newest question's messages begin."""
    return max((place for place, said in enumerate(conversation, start=1) if said.role == "assistant"), default=0)


def _without(said: Said, kind: str) -> Said:
    return replace(said, parts=tuple(part for part in said.parts if part.kind != kind))


def _trimmed(fitted: Sequence[Said], newest: int) -> Iterator[tuple[int, Said]]:
    """Passages taken away from the end, one after the other, as (place, the message without it); the first one stays."""
    places = [
        (place, at)
        for place in range(newest, len(fitted))
        for at, part in enumerate(fitted[place].parts)
        if part.kind == "passage"
    ]
    for place, at in reversed(places[1:]):
        parts = fitted[place].parts
        yield place, replace(fitted[place], parts=parts[:at] + parts[at + 1 :])


def _lose(fitted: list[Said], place: int, less: Said, size: Count) -> int:
    """Puts `less` in its place; how many tokens that gains."""
    gained = size(fitted[place]) - size(less)
    fitted[place] = less
    return gained


def _total(conversation: Iterable[Said], size: Count) -> int:
    return sum(size(said) for said in conversation)
