"""How likely tokens are after other tokens, and whether the model itself would have said them. Ids in, numbers out.

Contexts that begin alike are read once: the cache of the last one is rewound to where the next departs from it. Knows
nothing of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from models.engine import Cache, Engine


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The natural log-probability of a continuation, summed over its tokens; `greedy`: each was the likeliest one."""

    total: float
    greedy: bool


NOTHING = Likelihood(0.0, True)  # of a continuation without tokens: what is certain


class Reader:
    """One cache of an engine, resumed from context to context."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._cache = engine.start()

    def resume(self, context: Sequence[int]) -> tuple[Cache, list[int]]:
        """The cache rewound to what it shares with the context, and what of that is still to be run: never nothing."""
        shared = min(_shared(self._cache.ids, context), len(context) - 1)
        self._engine.rewind(self._cache, len(self._cache.ids) - shared)
        return self._cache, list(context[shared:])

    def likelihoods(self, context: Sequence[int], continuations: Sequence[Sequence[int]]) -> tuple[Likelihood, ...]:
        """Each continuation after the context, which is run once. Raises PromptTooLong where one does not fit."""
        cache, unread = self.resume(context)
        first = self._engine.extend(cache, unread)
        return tuple(self._one(cache, first, tokens) if tokens else NOTHING for tokens in continuations)

    def _one(self, cache: Cache, first: torch.Tensor, tokens: Sequence[int]) -> Likelihood:
        """`first` are the logits (1, vocabulary) of the first token; the cache is left as it was."""
        logits = first
        if len(tokens) > 1:
            after = self._engine.extend(cache, tokens[:-1], range(len(tokens) - 1))
            self._engine.rewind(cache, len(tokens) - 1)
            logits = torch.cat([first, after])
        said = torch.tensor(list(tokens))
        total = logits.log_softmax(-1).gather(1, said[:, None]).sum()
        return Likelihood(float(total), bool((logits.argmax(-1) == said).all()))


def _shared(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two sequences have in common from their beginning."""
    least = min(len(first), len(second))
    return next((n for n in range(least) if first[n] != second[n]), least)
