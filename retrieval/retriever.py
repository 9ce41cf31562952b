"""Hybrid search: a query to hits, by meaning and by words, fused. Knows nothing of how an index is stored.

A passage that either retriever ranks high is found; one that both rank high comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from retrieval.documents import Hit, Passage
from retrieval.encoding import Encoder, Vectors
from retrieval.errors import BadQuery
from retrieval.fusion import Fused, Scored, reciprocal_rank_fusion


class DenseSearch(Protocol):
    def search(self, vector: Vectors, depth: int) -> tuple[Scored, ...]: ...
    def cosine(self, row: int, vector: Vectors) -> float: ...


class LexicalSearch(Protocol):
    def search(self, query: str, depth: int) -> tuple[Scored, ...]: ...


class Searchable(Protocol):
    """What the retriever asks of an index."""

    @property
    def dense(self) -> DenseSearch: ...
    @property
    def lexical(self) -> LexicalSearch: ...
    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]: ...


class HybridRetriever:
    """Searches an index with the encoder it was built with; safe to use from several threads."""

    def __init__(self, index: Searchable, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder

    def search(self, query: str, k: int = 8, depth: int = 50) -> tuple[Hit, ...]:
        """The best `k` passages, from the `depth` best of each retriever. Raises BadQuery for a query without a word.

        Every hit has its cosine, also where only its words were found.
        """
        _check(query, k)
        # Bytes of a shell that were no UTF-8 arrive as lone surrogates, which no tokenizer takes.
        query = query.encode("utf-8", "replace").decode()
        vector = self._encoder.encode([query])[0]
        dense = self._index.dense.search(vector, max(depth, k))
        lexical = self._index.lexical.search(query, max(depth, k))
        fused = reciprocal_rank_fusion([[s.row for s in dense], [s.row for s in lexical]])[:k]
        passages = self._index.passages([f.row for f in fused])
        words = {s.row: s.score for s in lexical}
        return tuple(
            _hit(passage, rank, f, self._index.dense.cosine(f.row, vector), words.get(f.row))
            for rank, (f, passage) in enumerate(zip(fused, passages, strict=True), start=1)
        )


def _check(query: str, k: int) -> None:
    if not any(character.isalnum() for character in query):
        raise BadQuery("The query has no word in it: type what you want to know.")
    if k < 1:
        raise BadQuery(f"The number of passages must be at least 1, not {k}: change --k.")


def _hit(passage: Passage, rank: int, fused: Fused, cosine: float, lexical_score: float | None) -> Hit:
    dense_rank, lexical_rank = fused.ranks
    return Hit(passage, rank, fused.score, dense_rank, cosine, lexical_rank, lexical_score)
