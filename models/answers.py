"""Answers to many chats at once, for evaluation runs and distillation: what `TextModel.stream` gives, chat by chat.

Knows messages and texts; how rows share the engine is in models.batching.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.batching import OnProgress, generate_each, most_rows
from models.engine import too_long
from models.errors import PromptTooLong
from models.sampling import GREEDY, Sampling
from models.text import Decoding, Message, TextModel

_ROUNDS = 4  # rows a place; not measured: the more, the fewer places are empty at the end, and the more a stop loses


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to the chat of this number; or, where that does not fit into the context, why there is none."""

    number: int
    text: str
    error: PromptTooLong | None = None


def answers(
    model: TextModel,
    chats: Sequence[Sequence[Message]],
    max_tokens: int = 512,
    sampling: Sampling = GREEDY,
    stop: Sequence[str] = (),
    memory: int | None = None,
    on_progress: OnProgress | None = None,
) -> list[Said]:
    """All answers in the order of the chats; the parameters are those of `TextModel.stream` and `generate_batch`."""
    found: list[Said] = []
    for done, one in enumerate(answers_each(model, chats, max_tokens, sampling, stop, memory), start=1):
        found.append(one)
        if on_progress is not None:
            on_progress(done, len(chats))
    return sorted(found, key=lambda one: one.number)


def answers_each(
    model: TextModel,
    chats: Sequence[Sequence[Message]],
    max_tokens: int = 512,
    sampling: Sampling = GREEDY,
    stop: Sequence[str] = (),
    memory: int | None = None,
) -> Iterator[Said]:
    """Each answer as soon as it is whole. Raises OutOfMemory, ModelForeign and Stopped, as `generate_each` does."""
    prompts = [model.render(chat) for chat in chats]
    yield from continued_each(model, prompts, max_tokens, sampling, model.stops(stop), memory)


def answers_in_order(
    model: TextModel, chats: Sequence[Sequence[Message]], max_tokens: int = 512, sampling: Sampling = GREEDY
) -> Iterator[Said]:
    """Each answer as soon as it and all before it are there; of no more chats than `portion`, if a stop is to lose few.

    Raises what `answers_each` raises; what was whole by then was given, up to the first that was not.
    """
    ready: dict[int, Said] = {}
    given = 0
    for one in answers_each(model, chats, max_tokens, sampling):
        ready[one.number] = one
        while given in ready:
            yield ready.pop(given)
            given += 1


def portion(model: TextModel) -> int:
    """How many chats to ask at once: so many that rows which end find others that take their place."""
    return _ROUNDS * most_rows(model.engine.device)


def continued_each(
    model: TextModel,
    prompts: Sequence[Sequence[int]],
    max_tokens: int,
    sampling: Sampling,
    stops: Sequence[str],
    memory: int | None = None,
) -> Iterator[Said]:
    """The same for prompts that are tokens already."""
    context = model.engine.context
    fitting = [number for number, ids in enumerate(prompts) if len(ids) <= context]
    for number in sorted(set(range(len(prompts))) - set(fitting)):
        yield Said(number, "", too_long(len(prompts[number]), context))
    writing = {number: _Writing(model.decoding(), stops) for number in fitting}
    rows = [prompts[number] for number in fitting]
    for one in generate_each(
        model.engine,
        rows,
        model.ends,
        max_tokens,
        sampling,
        memory,
        lambda row, token: writing[fitting[row]].add(token),
    ):
        yield Said(fitting[one.number], writing.pop(fitting[one.number]).text())


@dataclass(slots=True)
class _Writing:
    """The text of one answer as its tokens come."""

    decoding: Decoding
    stops: Sequence[str]
    said: str = field(default="", init=False)

    def add(self, token: int) -> bool:
        """Whether the text has come to one of the texts it stops before."""
        self.said += self.decoding.add(token)
        return any(stop in self.said for stop in self.stops)

    def text(self) -> str:
        whole = self.said + self.decoding.rest()
        return whole[: min((at for at in map(whole.find, self.stops) if at >= 0), default=len(whole))]
