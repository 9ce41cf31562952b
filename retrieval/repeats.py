"""Passages that say the same, told by their words. Pure; knows nothing of scores or indexes.

The literature repeats itself: one page under two names, one abstract in two collections. Two texts repeat each other
where nearly all their runs of four words are the same (Broder 1997, shingles and resemblance).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SHINGLE = 4  # words
RESEMBLANCE = 0.8  # share of the smaller text's shingles that both have


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of four words of a text, folded; the whole text where it is shorter."""
    words = re.findall(r"\w+", text.lower())
    if len(words) <= SHINGLE:
        return frozenset([tuple(words)])
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def first_of_each(texts: Sequence[str]) -> list[int]:
    """Positions of the texts that repeat none before them, in order."""
    kept: list[int] = []
    seen: list[frozenset[tuple[str, ...]]] = []
    for position, text in enumerate(texts):
        own = shingles(text)
        if not any(_resemble(own, other) for other in seen):
            kept.append(position)
            seen.append(own)
    return kept


def _resemble(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    smaller, larger = sorted((len(a), len(b)))
    # A sentence quoted in a long text does not make that text a repeat: they must be of like size.
    return smaller >= RESEMBLANCE * larger and len(a & b) >= RESEMBLANCE * smaller
