"""What retrieval asks of an encoder. The consumer defines the Protocol; `models` provides one, tests a small fake."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of unit length, so that the inner product is the cosine similarity.

    `encoder_id` is a name for people, `fingerprint` the sha256 of the weights: an index opens only with the encoder
    it was built with. `encode` gives one row a text: float32 of shape (len(texts), dimensions).
    """

    @property
    def encoder_id(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    def encode(self, texts: Sequence[str]) -> Vectors: ...


class HashingEncoder:
    """A fake for tests that ships: words hashed into a bag-of-words vector. Same words, same direction; no weights."""

    encoder_id = "hashing-fake"
    fingerprint = "0" * 64

    def __init__(self, dimensions: int = 64) -> None:
        self._dimensions = dimensions

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[int.from_bytes(hashlib.blake2s(word.encode()).digest()[:4], "little") % self._dimensions] += 1.0
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-12), dtype=np.float32)
