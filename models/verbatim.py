"""Quote decoding for any causal model: it chooses which whole sentences to say, in what order, and when to stop.

The candidates, the abstention and the end are token sequences; together they are a trie. At a fork the model's next
token distribution is restricted to the tokens the trie allows and the likeliest branch is taken. A branch's probability
is already the sum over all that begins with it, so candidates that begin alike are weighed together until they part.
Where there is no fork nothing is decided: the shared tokens, or the rest of the only sentence left, enter the KV cache
in one pass at probability 1. So a sentence is judged by its forks alone, and a long one is at no disadvantage. The walk
is greedy: a likely branch may lead to forks whose leaves are each less likely than a leaf of another branch.

Knows nothing of text, tokenizers or evidence. Verbatim is what comes in: a sentence is emitted whole or not at all.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

import torch

from models.engine import Cache, too_long


class Decoder(Protocol):
    """What quoting asks of an engine; `models.engine.Engine` is one."""

    context: int

    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor: ...


@dataclass(frozen=True, slots=True)
class Quoted:
    """The model chose a sentence: its index among the candidates, and the log-probability of its forks."""

    candidate: int
    log_probability: float


@dataclass(frozen=True, slots=True)
class Abstained:
    """The model chose the abstention over every sentence. Nothing follows."""

    log_probability: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The model ended the answer; at log-probability 0 where nothing else was left to choose. Nothing follows."""

    log_probability: float


Choice = Quoted | Abstained | Ended


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf of the trie: a token sequence, and what choosing it means (a candidate's index, _ABSTAIN or _END)."""

    meaning: int
    ids: tuple[int, ...]


_ABSTAIN, _END = -1, -2


def quote(
    decoder: Decoder,
    cache: Cache,
    prompt: Sequence[int],
    candidates: Sequence[Sequence[int]],
    *,
    abstain: Sequence[int],
    end: Sequence[int],
    max_sentences: int = 8,
) -> Generator[Choice, None, None]:
    """What the model says after `prompt` (what of it is not yet in `cache`), one choice at a time.

    The last choice is always `Abstained` (possible only instead of a first sentence) or `Ended` (only after one). No
    candidate comes twice; of candidates with the same tokens the first stands for all. A sentence is yielded as soon as
    it is decided; once more is asked for, all its tokens are in the cache, and after `Ended` the cache holds the prompt
    and the sentences. A candidate should begin with what separates it from the text before it, a space or a line break.

    Candidates that no longer fit into the context are passed over; raises PromptTooLong where not even one does.
    """
    left = [_Leaf(index, tuple(ids)) for index, ids in enumerate(candidates)]
    nothing, stop = _Leaf(_ABSTAIN, tuple(abstain)), _Leaf(_END, tuple(end))
    _check(left, nothing, stop, max_sentences)
    walk = _Walk(decoder, cache, decoder.extend(cache, prompt)[-1])
    for said in range(max_sentences):
        fitting = [leaf for leaf in left if len(leaf.ids) <= walk.room]
        if left and not said and not fitting:
            raise too_long(len(cache.ids) + min(len(leaf.ids) for leaf in left), decoder.context)
        after = [*fitting, stop] if said + 1 < max_sentences else [stop]
        chosen, log_probability = walk.choose([*fitting, stop if said else nothing], after)
        if chosen.meaning == _END:
            yield Ended(log_probability)
            return
        if chosen.meaning == _ABSTAIN:
            yield Abstained(log_probability)
            return
        yield Quoted(chosen.meaning, log_probability)
        walk.finish(chosen)
        left = [leaf for leaf in left if leaf.ids != chosen.ids]
    yield Ended(0.0)


class _Walk:
    """A position in the trie, and the model's view of what comes next. One sentence after the other."""

    def __init__(self, decoder: Decoder, cache: Cache, logits: torch.Tensor) -> None:
        self._decoder = decoder
        self._cache = cache
        self._logits = logits
        self._depth = 0

    @property
    def room(self) -> int:
        """How many tokens still fit into the context."""
        return self._decoder.context - len(self._cache.ids)

    def choose(self, leaves: Sequence[_Leaf], after: Sequence[_Leaf]) -> tuple[_Leaf, float]:
        """Walk from the root until one leaf is left. `after` are the leaves that may follow a complete sentence."""
        self._depth, log_probability = 0, 0.0
        while any(leaf.ids != leaves[0].ids for leaf in leaves):
            self._run(_shared(leaves, self._depth))
            leaves, gained = self._fork(leaves, after)
            log_probability += gained
        return leaves[0], log_probability

    def finish(self, leaf: _Leaf) -> None:
        """Run what is left of the chosen sentence, in one pass."""
        self._run(leaf.ids[self._depth :])

    def _run(self, ids: Sequence[int]) -> None:
        if ids:
            self._logits = self._decoder.extend(self._cache, ids)[-1]
            self._depth += len(ids)

    def _fork(self, leaves: Sequence[_Leaf], after: Sequence[_Leaf]) -> tuple[list[_Leaf], float]:
        """The leaves beneath the likeliest branch, and its log-probability among the branches.

        Where one sentence is the beginning of another, None ("it is complete") is a branch too: its probability is that
        of all the tokens that may then follow, less those that also go on with the longer one.
        """
        branches: dict[int | None, list[_Leaf]] = {}
        for leaf in leaves:
            branches.setdefault(leaf.ids[self._depth] if len(leaf.ids) > self._depth else None, []).append(leaf)
        complete = branches.get(None, [])
        # After an abstention comes only the end; after a sentence, all that is left but itself.
        ends_here = any(leaf.meaning == _ABSTAIN for leaf in complete)
        following = [leaf for leaf in after if leaf not in complete and (leaf.meaning == _END or not ends_here)]
        tokens = {branch: [branch] if branch is not None else [] for branch in branches}
        if complete:
            tokens[None] = sorted({leaf.ids[0] for leaf in following} - branches.keys())
        scores = {branch: torch.logsumexp(self._logits[tokens[branch]].double(), 0) for branch in branches}
        best = max(branches, key=lambda branch: float(scores[branch]))
        total = torch.logsumexp(torch.stack(list(scores.values())), 0)
        return branches[best], float(scores[best] - total)


def _shared(leaves: Sequence[_Leaf], depth: int) -> tuple[int, ...]:
    """The tokens after `depth` that all leaves have in common."""
    columns = zip(*(leaf.ids[depth:] for leaf in leaves), strict=False)
    return tuple(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))


def _check(candidates: Sequence[_Leaf], nothing: _Leaf, stop: _Leaf, max_sentences: int) -> None:
    if max_sentences < 1:
        raise ValueError("max_sentences must be at least 1")
    others = [*candidates, nothing]
    if not all(leaf.ids for leaf in [*others, stop]):
        raise ValueError("a candidate, the abstention and the end are at least one token each")
    if any(leaf.ids[: len(stop.ids)] == stop.ids[: len(leaf.ids)] for leaf in others):
        raise ValueError("the end must not begin like a whole candidate, nor a candidate with the end")
    if any(leaf.ids == nothing.ids for leaf in candidates):
        raise ValueError("a candidate has the same tokens as the abstention")
