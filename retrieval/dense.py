"""The dense index: passage vectors in FAISS, by inner product. Knows nothing of queries in words or of files' trust.

An index is a sequence of immutable segments. A segment holds n vectors at positions 0 to n-1, and a passage's row is
the segment's first row plus its position. All vectors are kept in half precision and mapped from the file, never
loaded; a small segment is searched whole, a large one where its inverted file points, and what is found is scored by
the kept vectors either way. Masks say by position what may be found: True is live, kept, allowed.

A file must have been verified before it is read here: FAISS trusts the sizes that a file claims.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.approximate import InvertedFile, load_faiss, sample_size
from retrieval.documents import Passage
from retrieval.encoding import Vectors
from retrieval.fusion import Scored

VECTORS_FILE = "dense.faiss"
INVERTED_FILE = "dense-ivf.faiss"

EXACT_UP_TO = 100_000  # vectors searched whole
PROPOSED_A_HIT = 4  # candidates of the inverted file that are scored, for each one wanted
IN_THREADS_FROM = 50_000  # vectors of several segments: fewer are searched sooner than threads are told
_SPARE = 8  # candidates beyond those wanted: what ties with the last of them
_TIED = 1e-6
_BATCH = 65_536
_OVERHEAD_BYTES = 1 << 20

Mask = NDArray[np.bool_]


def text_to_encode(passage: Passage) -> str:
    """What stands for a passage in the dense index: a passage seldom names the document it is about."""
    heading = passage.heading_path[-1] if passage.heading_path else ""
    about = f"{passage.title} — {heading}" if heading and heading != passage.title else passage.title
    return f"{about}: {passage.text}" if about else passage.text


@dataclass(frozen=True, slots=True)
class Nearest:
    """Positions in a segment and their scores, best first; of equal scores the lower position first."""

    positions: NDArray[np.int64]
    scores: Vectors


class DenseSegment:
    """Vectors by position, never changed once built. Safe to search from several threads."""

    def __init__(self, flat: Any, inverted: InvertedFile | None) -> None:
        self._flat = flat
        self._inverted = inverted

    def __len__(self) -> int:
        return int(self._flat.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._flat.d)

    @property
    def exact(self) -> bool:
        """Whether every search compares every vector."""
        return self._inverted is None

    @classmethod
    def build(cls, vectors: Vectors, exact: bool | None = None) -> DenseSegment:
        """A segment of these vectors (n, d), searched exactly or not; by default as its size asks."""
        flat = _empty(vectors.shape[1])
        for start in range(0, len(vectors), _BATCH):
            batch = np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32)
            if not np.isfinite(batch).all():
                raise ValueError("vectors must be finite: FAISS would never find one that is not")
            flat.add(batch)
        return cls._indexed(flat, exact)

    @classmethod
    def merged(cls, parts: Sequence[tuple[DenseSegment, Mask]], exact: bool | None = None) -> DenseSegment:
        """One segment of what each part's mask keeps, in their order. The parts must have one number of dimensions."""
        flat = _empty(parts[0][0].dimensions)
        for part, keep in parts:
            kept = np.flatnonzero(keep)
            for start in range(0, len(kept), _BATCH):
                flat.add(part.vectors(kept[start : start + _BATCH]))
        return cls._indexed(flat, exact)

    @classmethod
    def _indexed(cls, flat: Any, exact: bool | None) -> DenseSegment:
        segment = cls(flat, None)
        count = len(segment)
        if count == 0 or (count <= EXACT_UP_TO if exact is None else exact):
            return segment
        spread = np.linspace(0, count - 1, sample_size(count)).astype(np.int64)
        batches = (segment.vectors(np.arange(i, min(i + _BATCH, count))) for i in range(0, count, _BATCH))
        return cls(flat, InvertedFile.build(segment.vectors(spread), batches, count))

    def vectors(self, positions: Sequence[int] | NDArray[np.int64]) -> Vectors:
        """The vectors at these positions, as they are kept: float32 of half precision."""
        wanted = np.asarray(positions, dtype=np.int64)
        if len(wanted) == 0:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.asarray(self._flat.reconstruct_batch(wanted), dtype=np.float32)

    def search(self, vector: Vectors, depth: int, allowed: Mask | None = None) -> Nearest:
        """The `depth` nearest of those allowed, best first; all of them where there are fewer."""
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        depth = min(depth, count)
        if depth <= 0:
            return Nearest(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(-1)
        selector = None if allowed is None or count == len(self) else _selector(allowed)
        candidates = self._candidates(query, depth, count, selector)
        scores = _scores(self.vectors(candidates), query)
        order = np.lexsort((candidates, -scores))[:depth]
        return Nearest(candidates[order], scores[order])

    def _candidates(self, query: Vectors, depth: int, count: int, selector: Any) -> NDArray[np.int64]:
        """Positions that hold the nearest. Where few are allowed, or few are proposed, all of them are compared."""
        if self._inverted is not None and count > EXACT_UP_TO:
            wanted = min(PROPOSED_A_HIT * depth + _SPARE, count)
            proposed = self._inverted.propose(query, wanted, selector, count / len(self))
            if len(proposed) >= depth:
                return proposed
        return self._compared(query, depth, count, selector)

    def _compared(self, query: Vectors, depth: int, count: int, selector: Any) -> NDArray[np.int64]:
        """The nearest of all allowed, with all that tie with the last: FAISS drops any of equal ones."""
        wanted = min(depth + _SPARE, count)
        while True:
            parameters = None if selector is None else load_faiss().SearchParameters(sel=selector)
            scores, positions = self._flat.search(query.reshape(1, -1), wanted, params=parameters)
            if wanted == count or scores[0][-1] < scores[0][depth - 1] - _TIED:
                return np.asarray(positions[0], dtype=np.int64)
            wanted = min(2 * wanted, count)

    def write(self, folder: Path) -> None:
        """Through Python files, because FAISS's own writer does not notice when closing a file fails."""
        with (folder / VECTORS_FILE).open("wb") as file:
            load_faiss().write_index(self._flat, load_faiss().PyCallbackIOWriter(file.write))
        if self._inverted is not None:
            self._inverted.write(folder / INVERTED_FILE)

    @classmethod
    def read(cls, folder: Path) -> DenseSegment:
        """What `write` wrote, its checksums verified by the caller. Raises RuntimeError where it is something else."""
        faiss = load_faiss()
        inverted_path = folder / INVERTED_FILE if (folder / INVERTED_FILE).exists() else None
        sizes = [path.stat().st_size for path in (folder / VECTORS_FILE, inverted_path) if path is not None]
        faiss.set_deserialization_vector_byte_limit(max(sizes) + _OVERHEAD_BYTES)
        flat = faiss.read_index(str(folder / VECTORS_FILE), faiss.IO_FLAG_MMAP_IFC)
        if not _is_ours(flat):
            raise RuntimeError(f"{folder / VECTORS_FILE} holds another kind of FAISS index")
        inverted = None if inverted_path is None else InvertedFile.read(inverted_path)
        if inverted is not None and (len(inverted), inverted.dimensions) != (flat.ntotal, flat.d):
            raise RuntimeError(f"{inverted_path} does not belong to the vectors beside it")
        return cls(flat, inverted)


class DenseIndex:
    """Segments with the row each begins at and what of it is live (None: all). Safe to search from several threads."""

    def __init__(self, segments: Sequence[tuple[int, DenseSegment, Mask | None]]) -> None:
        self._segments = tuple(sorted(segments, key=lambda segment: segment[0]))
        self._order = sorted(range(len(segments)), key=lambda i: segments[i][0])
        self._first_rows = np.array([first for first, _, _ in self._segments], dtype=np.int64)
        self._live = sum(len(s) if live is None else int(np.count_nonzero(live)) for _, s, live in self._segments)
        if len({segment.dimensions for _, segment, _ in self._segments}) > 1:
            raise ValueError("segments of one index must have vectors of one length")
        large = len(self._segments) > 1 and self._live > IN_THREADS_FROM
        self._threads = ThreadPoolExecutor(os.cpu_count()) if large else None

    def __len__(self) -> int:
        return self._live

    @property
    def dimensions(self) -> int:
        """The length of a vector; 0 where there is no segment."""
        return self._segments[0][1].dimensions if self._segments else 0

    @property
    def first_rows(self) -> tuple[int, ...]:
        """The row at which each segment begins, in the order in which masks of allowed positions are given."""
        return tuple(self._segments[self._order.index(place)][0] for place in range(len(self._segments)))

    def rows(self) -> NDArray[np.int64]:
        """All live rows, in their order."""
        parts = [
            first + (np.arange(len(segment)) if live is None else np.flatnonzero(live))
            for first, segment, live in self._segments
        ]
        return np.concatenate([np.zeros(0, dtype=np.int64), *parts])

    def search(self, vector: Vectors, depth: int, allowed: Sequence[Mask | None] | None = None) -> tuple[Scored, ...]:
        """The `depth` nearest rows, best first; all of them where there are fewer. `allowed`: one mask a segment."""
        masks = [None if allowed is None else allowed[place] for place in self._order]

        def nearest(segment: tuple[int, DenseSegment, Mask | None], mask: Mask | None) -> list[Scored]:
            first_row, vectors, live = segment
            found = vectors.search(vector, depth, _both(live, mask))
            return [Scored(first_row + int(p), float(s)) for p, s in zip(found.positions, found.scores, strict=True)]

        searched = (map if self._threads is None else self._threads.map)(nearest, self._segments, masks)
        found = [scored for of_segment in searched for scored in of_segment]
        return tuple(sorted(found, key=lambda scored: (-scored.score, scored.row))[:depth])

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of these rows, in this order, removed or not. Raises KeyError for a row that no segment holds."""
        found = np.zeros((len(rows), self.dimensions), dtype=np.float32)
        wanted = np.asarray(rows, dtype=np.int64)
        places = np.searchsorted(self._first_rows, wanted, side="right") - 1
        for row, place in zip(rows, places, strict=True):
            if place < 0 or row >= self._segments[place][0] + len(self._segments[place][1]):
                raise KeyError(row)
        for place in np.unique(places):
            first_row, segment, _ = self._segments[place]
            found[places == place] = segment.vectors(wanted[places == place] - first_row)
        return found

    def cosine(self, row: int, vector: Vectors) -> float:
        """The similarity of one row, found or not, to a vector: the score that a search gives it."""
        return float(_scores(self.vectors([row]), np.asarray(vector, dtype=np.float32).reshape(-1))[0])


def _scores(vectors: Vectors, query: Vectors) -> Vectors:
    """Inner products, summed row by row, so that equal vectors score the same wherever they stand."""
    return np.asarray((vectors * query).sum(axis=1), dtype=np.float32)


def _both(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _empty(dimensions: int) -> Any:
    """The metric goes into the constructor: FAISS takes it later too, and then finds nothing right."""
    faiss = load_faiss()
    return faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _is_ours(index: Any) -> bool:
    faiss = load_faiss()
    return (
        isinstance(index, faiss.IndexScalarQuantizer)
        and index.sq.qtype == faiss.ScalarQuantizer.QT_fp16
        and index.metric_type == faiss.METRIC_INNER_PRODUCT
        and index.codes.size() == index.ntotal * index.code_size
    )


def _selector(allowed: Mask) -> Any:
    return load_faiss().IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
