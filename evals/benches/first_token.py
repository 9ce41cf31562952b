"""How long the first token of a follow-up takes: with what was read before, and with the same prompt read from nothing.

A conversation of several turns, each with fresh evidence. For each turn after the first the prompt is read three times:
warm (as a conversation goes on), cold (nothing is kept), and its new tokens alone, after a cache that holds the rest
already. What reuse costs beside the new tokens, as a share of what it saves the reading of, is (warm - new) ÷ (cold - new).
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.engine import Engine
from models.prefix_cache import Reuse
from models.text import Message, TextModel

_SYLLABLES = ("ba", "den", "li", "mor", "na", "pel", "ro", "sti", "tu", "ver")


@dataclass(frozen=True, slots=True)
class FirstToken:
    """One turn: the tokens of its prompt by whether they are new, and seconds to its first token, medians of the repeats."""

    turn: int
    tokens: Reuse
    warm: float
    cold: float
    new: float

    @property
    def ratio(self) -> float:
        """Of the time that the tokens read before would take, the share that is still spent on them; at least 0."""
        return max(0.0, (self.warm - self.new) / (self.cold - self.new)) if self.cold > self.new else 0.0

    def __str__(self) -> str:
        return (
            f"turn {self.turn}: {self.tokens.reused} tokens reused, {self.tokens.run} run; first token after "
            f"{1000 * self.warm:.1f} ms warm, {1000 * self.cold:.1f} ms cold, {1000 * self.new:.1f} ms for the new tokens "
            f"alone; ratio {self.ratio:.3f}"
        )


def first_tokens(
    engine: Engine, tokenizer: Any, turns: Sequence[Sequence[Message]], *, repeats: int = 3, answer_tokens: int = 8
) -> list[FirstToken]:
    """The turns after the first. `turns[n]` is the whole chat up to the question n, so each begins with the one before."""
    runs = [_run(engine, tokenizer, turns, answer_tokens) for _ in range(repeats)]
    return [_median([run[n] for run in runs]) for n in range(1, len(turns))]


def conversation(words: int, turns: int = 6, seed: int = 0) -> list[list[Message]]:
    """A chat of made-up words: fresh evidence of about so many words each turn, a question, and a short answer."""
    rng = random.Random(seed)
    chat = [Message("system", "Answer from the passages only.")]
    found: list[list[Message]] = []
    for _ in range(turns):
        chat.append(Message("user", f"Passages:\n[1] {_text(rng, words)}\n\nQuestion: {_text(rng, 5)}?"))
        found.append(list(chat))
        chat.append(Message("assistant", f"{_text(rng, 8)} [1]."))
    return found


def _run(engine: Engine, tokenizer: Any, turns: Sequence[Sequence[Message]], most: int) -> list[FirstToken]:
    warm, cold = TextModel(engine, tokenizer, "warm"), TextModel(engine, tokenizer, "cold", keep_bytes=0)
    found: list[FirstToken] = []
    for number, chat in enumerate(turns, start=1):
        read: list[Reuse] = []
        anew = _first(cold.stream(chat, 1))
        again = _first(warm.stream(chat, most, on_read=read.append))
        ids = warm.render(chat)
        found.append(FirstToken(number, read[0], again, anew, _alone(engine, ids, read[0].reused)))
    return found


def _first(pieces: Iterable[str]) -> float:
    """Seconds until the first piece; the rest is read too, untimed."""
    began = time.perf_counter()
    taken = 0.0
    for number, _ in enumerate(pieces):
        taken = taken if number else time.perf_counter() - began
    return taken


def _alone(engine: Engine, ids: Sequence[int], reused: int) -> float:
    """Seconds for the new tokens after a cache that holds the others already."""
    cache = engine.start()
    if reused:
        engine.extend(cache, ids[:reused], ())
    return _timed(lambda: engine.extend(cache, ids[reused:]))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median(runs: Sequence[FirstToken]) -> FirstToken:
    warm, cold, new = (statistics.median(getattr(run, name) for run in runs) for name in ("warm", "cold", "new"))
    return FirstToken(runs[0].turn, runs[0].tokens, warm, cold, new)


def _text(rng: random.Random, words: int) -> str:
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(words))
