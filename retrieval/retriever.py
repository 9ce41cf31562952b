"""Hybrid search: a query to hits, by meaning and by words, fused, fed back, reranked. Knows nothing of storage.

    query → words, and what they are also called → BM25 of every passage     ┐
          → vector → nearest passages ────────────────────────────────────── ┴→ weighted sum → the best
          → vector moved toward the best two → nearest passages again ───────── → weighted sum → the best
          → the first of them read together with the query by a reranker → repeats set aside → hits

Every number here was chosen by measurement on training topics and validated on others: see docs/log.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.dense import text_to_encode
from retrieval.documents import Hit, Passage
from retrieval.encoding import Encoder, Vectors
from retrieval.errors import BadQuery
from retrieval.expansion import Expanded, expand
from retrieval.filters import Filters
from retrieval.fusion import Scored, weighted_sum
from retrieval.lexical import Alternative, LexicalScores
from retrieval.repeats import first_of_each

Masks = Sequence[NDArray[np.bool_] | None]
ScorePairs = Callable[[str, Sequence[str]], NDArray[np.float32]]
"""A query and texts to one score a text: the higher, the better it answers; 0 is even odds."""


class DenseSearch(Protocol):
    def search(self, vector: Vectors, depth: int, allowed: Masks | None = None) -> tuple[Scored, ...]: ...
    def vectors(self, rows: Sequence[int]) -> Vectors: ...


class LexicalSearch(Protocol):
    def score(self, query: str, alternatives: Sequence[Alternative] = ()) -> LexicalScores: ...


class Searchable(Protocol):
    """What the retriever asks of an index."""

    @property
    def dense(self) -> DenseSearch: ...
    @property
    def lexical(self) -> LexicalSearch: ...
    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]: ...
    def allowed(self, filters: Filters) -> Masks: ...


@dataclass(frozen=True, slots=True)
class RankingPlan:
    """The numbers of the ranking.

    `lexical` weighs BM25 beside the cosine. The query's vector is moved by `feedback` times the mean of the best
    `feedback_passages` (Rocchio 1971). The reranker reads passages from the best on, at most `reranked` of them and at
    most `reranked_words` words, and its log-odds enter times `reranker`.
    """

    lexical: float = 0.25
    feedback: float = 0.25
    feedback_passages: int = 2
    depth: int = 100
    reranked: int = 12
    reranked_words: int = 1200
    reranker: float = 0.05


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Rows, best first, with what each was scored by; `dense` and `lexical` are the two retrievers' own rankings."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    cosines: NDArray[np.float32]
    words: NDArray[np.float32]
    dense: dict[int, int]
    lexical: dict[int, int]


class HybridRetriever:
    """Searches an index with the encoder it was built with; safe to use from several threads."""

    def __init__(
        self,
        index: Searchable,
        encoder: Encoder,
        score_pairs: ScorePairs | None = None,
        plan: RankingPlan | None = None,
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._score_pairs = score_pairs
        self._plan = plan or RankingPlan()

    def search(
        self, query: str, k: int = 8, *, filters: Filters | None = None, rerank: bool = True, distinct: bool = True
    ) -> tuple[Hit, ...]:
        """The best `k` passages that the filters allow, best first; with `distinct` none that repeats a better one.

        Every hit has its cosine and its BM25 score, whichever retriever found it. Raises BadQuery for a query without
        a word.
        """
        _check(query, k)
        # Bytes of a shell that were no UTF-8 arrive as lone surrogates, which no tokenizer takes.
        expanded = expand(query.encode("utf-8", "replace").decode())
        ranked = self._ranked(expanded, max(self._plan.depth, k), filters or Filters())
        hits = self._hits(ranked, max(k, self._plan.reranked) + (k if distinct else 0))
        if rerank and self._score_pairs is not None:
            hits = _reranked(hits, expanded.text, self._score_pairs, self._plan)
        if distinct:
            hits = _distinct(hits, k)
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits[:k], start=1))

    def _ranked(self, query: Expanded, depth: int, filters: Filters) -> _Ranked:
        allowed = self._index.allowed(filters)
        alternatives = [Alternative(a.term, a.text, a.weight) for a in query.additions]
        scores = self._index.lexical.score(query.text, alternatives)
        lexical = scores.best(depth, allowed)
        vector = self._encoder.encode([query.text])[0]
        ranked = self._fused(vector, depth, allowed, scores, lexical)
        if not len(ranked.rows) or not self._plan.feedback:
            return ranked
        best = self._index.dense.vectors(ranked.rows[: self._plan.feedback_passages].tolist())
        return self._fused(_moved(vector, best, self._plan.feedback), depth, allowed, scores, lexical)

    def _fused(
        self, vector: Vectors, depth: int, allowed: Masks, by_words: LexicalScores, lexical: tuple[Scored, ...]
    ) -> _Ranked:
        """What either retriever finds, each scored by both."""
        dense = self._index.dense.search(vector, depth, allowed)
        rows = np.array(sorted({s.row for s in dense} | {s.row for s in lexical}), dtype=np.int64)
        known = rows.tolist()
        cosines = (self._index.dense.vectors(known) @ vector).astype(np.float32) if known else np.zeros(0, np.float32)
        of_words = by_words.of(known)
        scores = weighted_sum(cosines, of_words, lexical[0].score if lexical else 0.0, self._plan.lexical)
        order = np.argsort(-scores, kind="stable")
        ranks = [{s.row: rank for rank, s in enumerate(found, start=1)} for found in (dense, lexical)]
        return _Ranked(rows[order], scores[order], cosines[order], of_words[order], *ranks)

    def _hits(self, ranked: _Ranked, most: int) -> tuple[Hit, ...]:
        rows = ranked.rows[:most].tolist()
        return tuple(
            Hit(
                passage,
                place + 1,
                float(ranked.scores[place]),
                ranked.dense.get(row),
                float(ranked.cosines[place]),
                ranked.lexical.get(row),
                float(ranked.words[place]),
            )
            for place, (row, passage) in enumerate(zip(rows, self._index.passages(rows), strict=True))
        )


def _moved(vector: Vectors, best: Vectors, feedback: float) -> Vectors:
    """The query's vector moved toward the mean of the best passages, of unit length: (384,), (n, 384) → (384,)."""
    moved: Vectors = (vector + feedback * best.mean(axis=0)).astype(np.float32)
    return moved / np.float32(np.linalg.norm(moved))


def _reranked(hits: Sequence[Hit], query: str, score_pairs: ScorePairs, plan: RankingPlan) -> tuple[Hit, ...]:
    """The first hits in the reranker's order; those it has not read stay behind them, in their own."""
    read = _readable(hits, plan)
    scores = score_pairs(query, [text_to_encode(hit.passage) for hit in hits[:read]])
    scored = [
        replace(hit, score=hit.score + plan.reranker * float(score), reranker_score=float(score))
        for hit, score in zip(hits[:read], scores, strict=True)
    ]
    return (*sorted(scored, key=lambda hit: -hit.score), *hits[read:])


def _readable(hits: Sequence[Hit], plan: RankingPlan) -> int:
    """How many hits the reranker reads: as many as its words allow."""
    words = 0
    for place, hit in enumerate(hits[: plan.reranked]):
        words += len(hit.passage.text.split())
        if words > plan.reranked_words:
            return place
    return min(len(hits), plan.reranked)


def _distinct(hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    """The hits without those that repeat a better one, looking no further than it takes to find `k`."""
    for most in (2 * k, len(hits)):
        kept = first_of_each([hit.passage.text for hit in hits[:most]])
        if len(kept) >= k or most >= len(hits):
            break
    return tuple(hits[place] for place in kept)


def _check(query: str, k: int) -> None:
    if not any(character.isalnum() for character in query):
        raise BadQuery("The query has no word in it: type what you want to know.")
    if k < 1:
        raise BadQuery(f"The number of passages must be at least 1, not {k}: change --k.")
