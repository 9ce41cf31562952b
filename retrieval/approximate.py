"""Approximate nearest neighbours for a segment too large to be searched whole: positions worth scoring exactly.

An inverted file over one byte a dimension: the vectors are clustered, a query looks only into the clusters nearest to
it. It proposes; the segment scores. Knows nothing of rows, of removed passages, or of the vectors kept for scoring.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.encoding import Vectors

CLUSTERS_PROBED = 256
_VECTORS_A_CLUSTER = 39  # fewer, and k-means warns that it guesses
_LARGEST_CLUSTERING = 8192
_TRAINING_ROUNDS = 10


class InvertedFile:
    """Clusters of vectors, each coded in one byte a dimension."""

    def __init__(self, ivf: Any) -> None:
        self._ivf = ivf

    def __len__(self) -> int:
        return int(self._ivf.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._ivf.d)

    @classmethod
    def build(cls, sample: Vectors, batches: Iterator[Vectors], count: int) -> InvertedFile:
        """Clusters learnt from a sample, then filled batch by batch, so that neither need ever be all in memory."""
        faiss = load_faiss()
        quantizer = faiss.IndexFlatIP(sample.shape[1])
        codes = faiss.ScalarQuantizer.QT_8bit
        ivf = faiss.IndexIVFScalarQuantizer(
            quantizer, sample.shape[1], clusters(count), codes, faiss.METRIC_INNER_PRODUCT
        )
        ivf.cp.niter, ivf.cp.spherical, ivf.cp.min_points_per_centroid = _TRAINING_ROUNDS, True, 1
        ivf.train(sample)
        for batch in batches:
            ivf.add(batch)
        return cls(ivf)

    def propose(self, vector: Vectors, depth: int, selector: Any, share: float) -> NDArray[np.int64]:
        """At most `depth` positions near the vector, of those selected: `share` of all, so more clusters are probed."""
        probed = min(int(self._ivf.nlist), int(np.ceil(CLUSTERS_PROBED / share)))
        parameters = load_faiss().SearchParametersIVF(sel=selector, nprobe=probed)
        _, positions = self._ivf.search(vector.reshape(1, -1), depth, params=parameters)
        return np.asarray(positions[0][positions[0] >= 0], dtype=np.int64)

    def write(self, path: Path) -> None:
        with path.open("wb") as file:
            load_faiss().write_index(self._ivf, load_faiss().PyCallbackIOWriter(file.write))

    @classmethod
    def read(cls, path: Path) -> InvertedFile:
        """What `write` wrote, mapped and not loaded. Raises RuntimeError where it is something else."""
        faiss = load_faiss()
        ivf = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        if not isinstance(ivf, faiss.IndexIVFScalarQuantizer) or ivf.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise RuntimeError(f"{path} holds another kind of FAISS index")
        return cls(ivf)


def clusters(count: int) -> int:
    """How many clusters for so many vectors: about four times the square root, as a power of two."""
    wanted = 2 ** round(np.log2(max(1.0, 4 * count**0.5)))
    return int(max(1, min(wanted, _LARGEST_CLUSTERING, count // _VECTORS_A_CLUSTER)))


def sample_size(count: int) -> int:
    """How many vectors the clusters of so many are learnt from."""
    return min(count, _VECTORS_A_CLUSTER * clusters(count))


def load_faiss() -> Any:
    """FAISS, imported here alone, when it is first needed. It has no types."""
    import faiss

    return faiss
