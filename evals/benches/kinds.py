"""The kinds of FAISS index that are compared: how each is built, opened and searched. Knows nothing of measuring.

All take the inner product in their constructor. Those that keep codes too coarse to rank by score four candidates a
hit (and a few more) with half-precision vectors kept beside them, as a segment of ours does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.approximate import clusters, load_faiss, sample_size
from retrieval.dense import DenseSegment
from retrieval.encoding import Vectors

CANDIDATES_A_HIT = 4
_INDEX, _KEPT = "index.faiss", "kept.faiss"
_BATCH = 50_000

Search = Callable[[Vectors, int], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index. `factory` is FAISS's name for it, with `{clusters}`; `effort` what its search may be told:
    clusters probed or, in a graph, vectors kept in view."""

    name: str
    factory: str
    efforts: tuple[int, ...] = (0,)
    rescored: bool = False

    def build(self, vectors_file: Path, folder: Path) -> None:
        vectors = np.load(vectors_file, mmap_mode="r")
        if not self.factory:
            return DenseSegment.build(vectors).write(folder)
        self._write(self.factory.format(clusters=clusters(len(vectors))), vectors, folder / _INDEX)
        if self.rescored:
            self._write("SQfp16", vectors, folder / _KEPT)
        return None

    def open(self, folder: Path) -> Callable[[int], Search]:
        """The search at each effort, over files that are mapped where FAISS can."""
        if not self.factory:
            segment = DenseSegment.read(folder)
            return lambda effort: lambda query, k: segment.search(query, k).positions
        index = _read(folder / _INDEX)
        kept = _read(folder / _KEPT) if self.rescored else None
        return lambda effort: _search(index, kept, _parameters(index, effort))

    @staticmethod
    def _write(factory: str, vectors: Vectors, path: Path) -> None:
        faiss = load_faiss()
        index = faiss.index_factory(vectors.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
        spread = np.linspace(0, len(vectors) - 1, sample_size(len(vectors))).astype(np.int64)
        if not index.is_trained:
            _train_briefly(index)
            index.train(np.ascontiguousarray(vectors[spread]))
        for start in range(0, len(vectors), _BATCH):
            index.add(np.ascontiguousarray(vectors[start : start + _BATCH]))
        faiss.write_index(index, str(path))


OURS = "ours (DenseSegment)"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("flat fp32", "Flat"),
        Kind("flat fp16", "SQfp16"),
        Kind("flat SQ8", "SQ8"),
        Kind("HNSW32 fp16", "HNSW32_SQfp16", (32, 64, 128, 256)),
        Kind("IVF SQ8", "IVF{clusters},SQ8", (8, 16, 32, 64, 128)),
        Kind("IVF SQ8 + rescoring", "IVF{clusters},SQ8", (16, 32, 64, 128, 256, 512), rescored=True),
        Kind("IVF PQ48", "IVF{clusters},PQ48", (16, 64)),
        Kind("IVF PQ48 + rescoring", "IVF{clusters},PQ48", (16, 32, 64, 128), rescored=True),
        Kind(OURS, ""),
    )
}


def _train_briefly(index: Any) -> None:
    """As many rounds of k-means as ours take: more change recall little and cost most of the building.

    Polysemous codes, which FAISS learns for product quantizers unless told not to, would cost minutes and go unused.
    """
    if hasattr(index, "do_polysemous_training"):
        index.do_polysemous_training = False
    parts: list[Any] = [index, getattr(index, "pq", None)]
    for part in parts:
        if hasattr(part, "cp"):
            part.cp.niter, part.cp.max_points_per_centroid = 10, 64


def _read(path: Path) -> Any:
    faiss = load_faiss()
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)


def _parameters(index: Any, effort: int) -> Any:
    faiss = load_faiss()
    if isinstance(index, faiss.IndexIVF):
        return faiss.SearchParametersIVF(nprobe=min(effort, index.nlist))
    return faiss.SearchParametersHNSW(efSearch=effort) if isinstance(index, faiss.IndexHNSW) else None


def _search(index: Any, kept: Any, parameters: Any) -> Search:
    def plain(query: Vectors, k: int) -> NDArray[np.int64]:
        return np.asarray(index.search(query.reshape(1, -1), k, params=parameters)[1][0], dtype=np.int64)

    def rescored(query: Vectors, k: int) -> NDArray[np.int64]:
        candidates = plain(query, CANDIDATES_A_HIT * k + 8)
        candidates = candidates[candidates >= 0]
        scores = (kept.reconstruct_batch(candidates) * query).sum(axis=1)
        return np.asarray(candidates[np.argsort(-scores)][:k], dtype=np.int64)

    return plain if kept is None else rescored
