"""What has been removed from segments that themselves never change. Pure but for its one file; knows nothing of documents.

A removed document is told by its number in the segment, with the positions that its passages have there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.arrays import load_array
from retrieval.durable import REPAIR
from retrieval.errors import IndexCorrupt

_COLUMNS = 4  # segment, document, first position, passages


@dataclass(frozen=True, slots=True, order=True)
class Removed:
    """A document that is gone from a segment: its number there, and its passages."""

    document: int
    first: int
    passages: int


@dataclass(frozen=True, slots=True)
class Tombstones:
    """The removed documents of each segment, by the segment's name."""

    by_segment: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)

    def holds(self, segment: str, document: int) -> bool:
        """Whether this document of the segment is removed."""
        documents = self.documents(segment)
        place = int(np.searchsorted(documents, document))
        return place < len(documents) and int(documents[place]) == document

    def documents(self, segment: str) -> NDArray[np.int64]:
        """The numbers of the segment's removed documents, in order."""
        found = self.by_segment.get(segment)
        return np.zeros(0, dtype=np.int64) if found is None else found[:, 0]

    def passages(self, segment: str) -> int:
        """How many passages are gone with them."""
        found = self.by_segment.get(segment)
        return 0 if found is None else int(found[:, 2].sum())

    def live(self, segment: str, passages: int) -> NDArray[np.bool_] | None:
        """By position, whether a passage of the segment is still there; None where all are."""
        if not self.passages(segment):
            return None
        live = np.ones(passages, dtype=np.bool_)
        for _, first, count in self.by_segment[segment]:
            live[first : first + count] = False
        return live

    def plus(self, removed: Mapping[str, Iterable[Removed]]) -> Tombstones:
        """With these documents removed too."""
        found = dict(self.by_segment)
        for segment, documents in removed.items():
            new = np.array([(r.document, r.first, r.passages) for r in documents], dtype=np.int64).reshape(-1, 3)
            if len(new):
                both = np.concatenate([found[segment], new]) if segment in found else new
                found[segment] = both[np.unique(both[:, 0], return_index=True)[1]]
        return Tombstones(found)

    def only(self, segments: Iterable[str]) -> Tombstones:
        """What concerns these segments."""
        return Tombstones({name: self.by_segment[name] for name in segments if name in self.by_segment})

    def write(self, path: Path) -> None:
        parts = [np.insert(rows, 0, _number(name), axis=1) for name, rows in sorted(self.by_segment.items())]
        table = np.concatenate(parts) if parts else np.zeros((0, _COLUMNS), dtype=np.int64)
        with path.open("wb") as file:
            np.save(file, table, allow_pickle=False)

    @classmethod
    def read(cls, path: Path) -> Tombstones:
        """What `write` wrote, its checksum verified by the caller."""
        try:
            table = load_array(path)
        except (ValueError, EOFError) as error:
            raise IndexCorrupt(f"{path} cannot be read: {REPAIR}.") from error
        if table.dtype != np.int64 or table.ndim != 2 or table.shape[1] != _COLUMNS:
            raise IndexCorrupt(f"{path} holds something else than tombstones: {REPAIR}.")
        return cls({_name(int(n)): table[table[:, 0] == n][:, 1:] for n in np.unique(table[:, 0])})


def _number(name: str) -> int:
    return int(name.removeprefix("seg-"))


def _name(number: int) -> str:
    return f"seg-{number:06d}"
