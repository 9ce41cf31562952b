"""Reciprocal rank fusion: several rankings into one. Pure; knows nothing of passages, queries or indexes.

Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
SIGIR 2009. Ranks are fused and not scores, because a BM25 score and a cosine have no common scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RANK_CONSTANT = 60


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage's row with the score that one retriever gave it."""

    row: int
    score: float


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its fused score. `ranks` holds its rank in each ranking, from 1, or None where it is absent."""

    row: int
    score: float
    ranks: tuple[int | None, ...]


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]], constant: int = RANK_CONSTANT) -> tuple[Fused, ...]:
    """Every row of the rankings (each best first, without repeats), by the sum of `1 / (constant + rank)`.

    Equal scores are ordered by the best rank, then by the row, so the order of the rankings never matters.
    """
    places = [{row: rank for rank, row in enumerate(ranking, start=1)} for ranking in rankings]
    fused = [_fuse(row, tuple(place.get(row) for place in places), constant) for row in set().union(*places)]
    return tuple(sorted(fused, key=lambda f: (-f.score, min(rank for rank in f.ranks if rank is not None), f.row)))


def _fuse(row: int, ranks: tuple[int | None, ...], constant: int) -> Fused:
    # fsum, because a plain sum could differ in its last bit with the order of the rankings, and so break a tie
    return Fused(row, math.fsum(1.0 / (constant + rank) for rank in ranks if rank is not None), ranks)
