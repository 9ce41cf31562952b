"""Several rankings into one: by reciprocal ranks, or by a weighted sum of scores. Pure; knows nothing of passages.

Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
SIGIR 2009, is the reference that the weighted sum is measured against.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def weighted_sum(
    cosines: NDArray[np.float32], lexical: NDArray[np.float32], best_lexical: float, weight: float
) -> NDArray[np.float32]:
    """Cosines plus `weight` times the BM25 scores, these as shares of the query's best: (n,), (n,) → (n,).

    A convex combination of scores beats fusing ranks where the two retrievers differ in strength, and has one number to
    choose (Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval", TOIS 2023). A cosine has a
    scale of its own; a BM25 score has none, so it is measured against the best one of its query.
    """
    share = lexical / np.float32(best_lexical) if best_lexical > 0 else np.zeros_like(lexical)
    return (cosines + np.float32(weight) * share).astype(np.float32)
