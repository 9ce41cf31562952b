"""The arms that Osler's search is compared with: BM25 and MiniLM as they come, on whole documents, and their fusion.

What is given (an encoder) is used as it is; nothing of Osler's own pipeline is in here but reciprocal rank fusion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from evals.beir import CorpusDocument, Query
from evals.cache import Vectors, cached_vectors
from evals.runs import Arm, Ranked, Ranking, Run, fused

FUSED_DEPTH = 100
_A_BLOCK = 256  # queries whose scores for all documents are in memory at once

Scores = NDArray[np.float32]
Tell = Callable[[int, int], None]


class PlainEncoder(Protocol):
    """What the MiniLM arm asks of an encoder. `exact` is float32 throughout."""

    @property
    def fingerprint(self) -> str: ...
    def encode(self, texts: Sequence[str], on_progress: Tell | None = None, *, exact: bool = False) -> Vectors: ...


def bm25_arm(documents: Sequence[CorpusDocument]) -> Arm:
    """BM25 as bm25s does it by itself: Lucene's formula, k1 = 1.5, b = 0.75, English stop words, no stemming."""
    import bm25s

    doc_ids = [one.doc_id for one in documents]
    corpus = bm25s.tokenize([one.whole for one in documents], show_progress=False)
    if not corpus.vocab:  # bm25s does not build an index without a word
        return lambda queries, depth: tuple(Ranking(query.query_id, ()) for query in queries)
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)

    def search(queries: Sequence[Query], depth: int) -> Run:
        words = bm25s.tokenize([query.text for query in queries], return_ids=False, show_progress=False)
        rankings = []
        for query, own in zip(queries, words, strict=True):
            known = index.get_tokens_ids(own)
            scores = index.get_scores_from_ids(known) if known else np.zeros(len(doc_ids), dtype=np.float32)
            rankings.append(_ranking(query, scores, depth, doc_ids, above=0.0))
        return tuple(rankings)

    return search


def minilm_arm(documents: Sequence[CorpusDocument], encoder: PlainEncoder, cache: Path, tell: Tell) -> Arm:
    """Cosine of the query and the whole document; what is longer than the encoder reads is cut off."""
    doc_ids = [one.doc_id for one in documents]
    encode = partial(encoder.encode, exact=True)
    whole = [one.whole for one in documents]
    vectors = cached_vectors(cache, encoder.fingerprint, whole, lambda texts: encode(texts, tell))

    def search(queries: Sequence[Query], depth: int) -> Run:
        asked = encode([query.text for query in queries])
        rankings = []
        for begin in range(0, len(queries), _A_BLOCK):
            scores = asked[begin : begin + _A_BLOCK] @ vectors.T
            block = zip(queries[begin : begin + _A_BLOCK], scores, strict=True)
            rankings += [_ranking(query, row, depth, doc_ids) for query, row in block]
        return tuple(rankings)

    return search


def rrf_arm(*arms: Arm) -> Arm:
    """Reciprocal rank fusion (k = 60) of the best 100 of each arm."""
    return lambda queries, depth: fused([arm(queries, max(depth, FUSED_DEPTH)) for arm in arms], depth)


def _ranking(query: Query, scores: Scores, depth: int, doc_ids: Sequence[str], above: float = -2.0) -> Ranking:
    """The best `depth` documents that score above a bound (no cosine is below -1), equal ones in the corpus's order."""
    found = np.flatnonzero(scores > above)
    if len(found) > depth:
        least = np.partition(scores[found], -depth)[-depth]
        found = found[scores[found] >= least]
    best = found[np.argsort(-scores[found], kind="stable")][:depth]
    return Ranking(query.query_id, tuple(Ranked(doc_ids[place], float(scores[place])) for place in best))
