"""Drafts: tokens guessed from what was read already, and checked by the model, several in one pass.

An answer from evidence copies much of it. While the last tokens stand somewhere in the prompt too, what follows there is
the guess (prompt lookup decoding, Saxena 2023; LLMA, Yang et al. 2023). The model reads the guess in one pass, which costs
little more than a pass over one token, and keeps it as far as it would have said the same (Leviathan et al. 2023).

Knows tokens and the engine; knows nothing of text or evidence.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import takewhile
from typing import Protocol

from models.engine import Cache, Engine

LEAST_MATCH, MOST_MATCH = 2, 8  # tokens that have to be the same before a guess is made
SHORTEST, FIRST, LONGEST = 2, 8, 32  # tokens of a guess
CANDIDATES = 24  # places looked at where the last two tokens stood before


class Draft(Protocol):
    """Guesses what the model says next. One conversation's own, for one answer."""

    def read(self, ids: Sequence[int]) -> None:
        """These tokens came next: of the prompt, or of what the model says."""
        ...

    def propose(self, most: int) -> list[int]:
        """At most `most` tokens that may follow; none where nothing is known."""
        ...

    def judged(self, proposed: int, accepted: int) -> None:
        """Of the tokens proposed last, the first `accepted` were what the model said."""
        ...


class PromptLookup:
    """Guesses that what was read before comes again: the tokens after the longest match of the last ones.

    It is looked for where the last guess would have led, and at the latest places where the last two tokens stood: so
    many that a token costs O(1). A guess is twice as long as the match, or longer where the last guesses held; after
    failures only longer matches count, so that text which copies nothing is left alone.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._latest: dict[tuple[int, int], int] = {}  # two tokens → where the second stood last
        self._earlier: list[int] = []  # for each place, where its two tokens stood before; -1 for nowhere
        self._source, self._match = -1, 0  # the place that matches the end, and how many tokens do
        self._need, self._length = LEAST_MATCH, FIRST

    def read(self, ids: Sequence[int]) -> None:
        """These tokens came next."""
        for place, token in enumerate(ids, start=len(self._ids)):
            pair = (self._ids[-1] if place else -1, token)
            self._ids.append(token)
            self._earlier.append(self._latest.get(pair, -1))
            self._latest[pair] = place
        self._search(self._source + len(ids))

    def propose(self, most: int) -> list[int]:
        """What followed the match, at most `most` tokens; none where the match is too short."""
        if self._match < self._need:
            return []
        begin = self._source + 1
        return self._ids[begin : begin + min(most, max(self._length, 2 * self._match), LONGEST)]

    def judged(self, proposed: int, accepted: int) -> None:
        """Longer guesses after one that held, shorter ones of longer matches after one that failed."""
        if accepted:
            self._need = LEAST_MATCH
            self._length = min(2 * proposed, LONGEST) if accepted == proposed else max(accepted, SHORTEST)
        else:
            self._need = min(self._need + 1, MOST_MATCH)
            self._length = max(self._length // 2, SHORTEST)

    def _search(self, going_on: int) -> None:
        """The longest match: at the place `going_on`, where the last guess would have led, or at the latest others."""
        self._source, self._match = -1, 0
        place = self._earlier[-1] if self._ids else -1
        places = [going_on] if 0 <= going_on < len(self._ids) - 1 else []
        while place >= 0 and len(places) < CANDIDATES:
            places.append(place)
            place = self._earlier[place]
        for place in places:
            length = self._common(place)
            if length > self._match:
                self._source, self._match = place, length

    def _common(self, place: int) -> int:
        """How many tokens up to `place` are those up to the end; at most LONGEST, which is sure enough."""
        ids, last = self._ids, len(self._ids) - 1
        return sum(
            1 for _ in takewhile(lambda back: ids[place - back] == ids[last - back], range(min(place + 1, LONGEST)))
        )


def generate_with_drafts(
    engine: Engine, cache: Cache, ids: Sequence[int], stop: frozenset[int], most: int, draft: Draft
) -> Generator[int, None, None]:
    """The tokens of greedy `Engine.generate`, whatever `draft` proposes; fewer passes where its guesses hold.

    Once the iterator has ended or was closed, the cache holds what Engine.generate leaves in it: `ids` and the tokens
    yielded but for the last one, and that too where a stop token ended them. Until then it may be ahead. The draft reads
    the cache's tokens and `ids` once the first token is out. Models with layers that cannot go back get no drafts.

    Each token is the likeliest by the model's logits, given those before it; a drafted one is never taken for less.
    Passes over several tokens may add floats in another order than passes over one, as any two ways to cut a prompt
    into passes do: the last bits of the logits can differ, so where two tokens are as likely to within these bits,
    greedy decoding is a matter of chance, and may go either way. In float32 that is rare; in bf16, which has eight bits
    for the digits of a logit, it has to be expected now and then.
    """
    said, base = 0, len(cache.ids) + len(ids)
    following, guess = list(ids), list[int]()
    try:
        while said < most:
            tokens = _checked(engine, cache, following, guess)
            if guess:
                draft.judged(len(guess), len(tokens) - 1)
            for token in tokens:
                said += 1
                if token in stop:
                    return
                yield token
            if base + said > engine.context:
                return
            draft.read(tokens if said > len(tokens) else [*cache.ids, *tokens])
            following = tokens[-1:]
            guess = _guess(engine, cache, draft, most - said - 1)
    finally:
        # As if it had said one token a pass. After an error the cache is empty, and there is nothing to forget.
        engine.rewind(cache, max(len(cache.ids) - (base + max(said - 1, 0)), 0))


def _guess(engine: Engine, cache: Cache, draft: Draft, most: int) -> list[int]:
    """What the draft proposes, as far as it can be read: one token more is, that before it."""
    room = min(most, engine.context - len(cache.ids) - 1)
    if room <= 0 or not engine.can_rewind(cache):
        return []
    return list(takewhile(lambda token: 0 <= token < engine.vocabulary, draft.propose(room)[:room]))


def _checked(engine: Engine, cache: Cache, following: Sequence[int], guess: Sequence[int]) -> list[int]:
    """One pass: what the model says after `following`, as far as `guess` says the same, and one token more.

    The cache then holds `following` and these tokens but for the last.
    """
    before = len(following) - 1
    logits = engine.extend(cache, [*following, *guess], range(before, before + len(guess) + 1))
    said: list[int] = logits.argmax(-1).tolist()
    accepted = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(guess, said, strict=False)))
    engine.rewind(cache, len(guess) - accepted)
    return said[: accepted + 1]
