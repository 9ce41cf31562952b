"""Vectors like those of a large literature: real passages' vectors, and mixtures of them where more are wanted.

A mixture lies between a passage and one of its neighbours, and is moved along the difference of two other passages, so
that it keeps the directions in which real vectors differ. It is no passage of any literature: figures from mixtures
say how an index behaves, not how well anything is found. Knows nothing of FAISS.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from retrieval.chunking import passages as cut
from retrieval.dense import text_to_encode
from retrieval.encoding import Vectors
from retrieval.readers import read

SEED = 1
MIXED = 20_000  # passages that mixtures are made of, at most: their neighbours are found by comparing all
NEIGHBOURS = 16
MOVED_BY = 0.25
_BATCH = 50_000


def kept(path: Path | None, make: Callable[[], tuple[Vectors, Vectors]]) -> tuple[Vectors, Vectors]:
    """What `make` gives, kept in a file for the next run where one is named."""
    if path is not None and path.exists():
        found = np.load(path)
        return found["passages"], found["queries"]
    passages, queries = make()
    if path is not None:
        np.savez(path, passages=passages, queries=queries)
    return passages, queries


def encoded(paths: Sequence[Path], questions: Path | None, most: int, queries: int) -> tuple[Vectors, Vectors]:
    """MiniLM's vectors of at most `most` passages of these files (the handbook, where there are none), and of queries:
    those of a JSONL file, or headings of passages.
    """
    from agent.handbook import HANDBOOK
    from models.encoder import open_encoder

    found = [passage for document in read(list(paths) or [HANDBOOK]) for passage in cut(document)]
    random.Random(SEED).shuffle(found)
    headings = dict.fromkeys(" ".join((p.title, *p.heading_path[-1:])) for p in found[::-1])
    asked = list(headings) if questions is None else list(_questions(questions))
    encoder = open_encoder()
    return encoder.encode([text_to_encode(p) for p in found[:most]]), encoder.encode(asked[:queries])


def _questions(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        yield str(found.get("text") or found["question"])


def write_vectors(path: Path, real: Vectors, count: int) -> None:
    """A file of `count` vectors for `numpy.load(mmap_mode=...)`: the real ones first, then mixtures."""
    out = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=(count, real.shape[1]))
    known = min(count, len(real))
    out[:known] = real[:known]
    mix = _mixer(real[:MIXED], np.random.default_rng(SEED))
    for start in range(known, count, _BATCH):
        out[start : start + _BATCH] = mix(min(_BATCH, count - start))
    out.flush()


def _mixer(real: Vectors, rng: np.random.Generator) -> Callable[[int], Vectors]:
    neighbours = np.concatenate([_neighbours(real, start) for start in range(0, len(real), 4096)])

    def mix(count: int) -> Vectors:
        one = rng.integers(0, len(real), count)
        other = neighbours[one, rng.integers(0, neighbours.shape[1], count)]
        weight = rng.uniform(0.5, 1.0, (count, 1)).astype(np.float32)
        moved = real[rng.integers(0, len(real), count)] - real[rng.integers(0, len(real), count)]
        return _unit(weight * real[one] + (1 - weight) * real[other] + MOVED_BY * moved)

    return mix


def _neighbours(real: Vectors, start: int) -> np.ndarray:
    likeness = real[start : start + 4096] @ real.T
    count = min(NEIGHBOURS + 1, len(real) - 1)
    return np.argpartition(-likeness, count, axis=1)[:, :count]


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class MixedEncoder:
    """An encoder that costs nothing and means nothing: mixtures of random directions, whatever the text. A fake."""

    encoder_id = "mixtures-fake"
    fingerprint = "1" * 64
    dimensions = 384

    def __init__(self) -> None:
        self._rng = np.random.default_rng(SEED)
        self._directions = self._rng.standard_normal((1000, self.dimensions)).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        one, other = self._rng.integers(0, len(self._directions), (2, len(texts)))
        return _unit(self._directions[one] + 0.5 * self._directions[other]).reshape(len(texts), self.dimensions)
