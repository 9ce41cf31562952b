"""The dense index: passage vectors in FAISS, exact inner product. Knows nothing of queries in words or of files' trust.

A file must have been verified before `DenseIndex.read` sees it: FAISS trusts the sizes that a file claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Passage
from retrieval.encoding import Vectors
from retrieval.fusion import Scored

_FLOAT_BYTES = 4
_OVERHEAD_BYTES = 1 << 20


def text_to_encode(passage: Passage) -> str:
    """What stands for a passage in the dense index: a passage seldom names the document it is about."""
    heading = passage.heading_path[-1] if passage.heading_path else ""
    about = f"{passage.title} — {heading}" if heading and heading != passage.title else passage.title
    return f"{about}: {passage.text}" if about else passage.text


class DenseIndex:
    """Vectors by row number. Rows are unique: the caller never adds one twice."""

    def __init__(self, dimensions: int) -> None:
        self._faiss: Any = _faiss().IndexIDMap2(_faiss().IndexFlatIP(dimensions))

    def __len__(self) -> int:
        return int(self._faiss.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._faiss.d)

    def rows(self) -> NDArray[np.int64]:
        return np.array(_faiss().vector_to_array(self._faiss.id_map), dtype=np.int64)

    def add(self, rows: Sequence[int], vectors: Vectors) -> None:
        self._faiss.add_with_ids(np.ascontiguousarray(vectors), np.asarray(rows, dtype=np.int64))

    def remove(self, rows: Sequence[int]) -> None:
        if rows:
            self._faiss.remove_ids(_faiss().IDSelectorBatch(np.asarray(rows, dtype=np.int64)))

    def search(self, vector: Vectors, depth: int) -> tuple[Scored, ...]:
        """The `depth` nearest rows, best first; all of them where there are fewer."""
        depth = min(depth, len(self))
        if depth == 0:
            return ()
        scores, rows = self._faiss.search(vector.reshape(1, -1), depth)
        return tuple(Scored(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True))

    def cosine(self, row: int, vector: Vectors) -> float:
        """The similarity of one row, found or not, to a vector."""
        return float(np.dot(self._faiss.reconstruct(int(row)), vector.reshape(-1)))

    def write(self, path: Path) -> None:
        """Through a Python file, because FAISS's own writer does not notice when closing the file fails."""
        with path.open("wb") as file:
            _faiss().write_index(self._faiss, _faiss().PyCallbackIOWriter(file.write))

    @classmethod
    def read(cls, path: Path) -> DenseIndex:
        """A file that `write` wrote, whose checksum the caller has verified. Raises RuntimeError where it is none."""
        _faiss().set_deserialization_vector_byte_limit(path.stat().st_size + _OVERHEAD_BYTES)
        loaded = _faiss().read_index(str(path))
        if not isinstance(loaded, _faiss().IndexIDMap2):
            raise RuntimeError(f"{path} holds another kind of FAISS index")
        index = cls.__new__(cls)
        index._faiss = loaded
        return index


def _faiss() -> Any:
    """FAISS, imported when it is first needed. It has no types."""
    import faiss

    return faiss
