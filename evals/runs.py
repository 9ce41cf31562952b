"""What an arm of a comparison finds: a ranking a query. Pure; knows nothing of how anything was found.

Scores are kept as the arm gave them, equal ones too, because ir-measures and trec_eval order by score alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.beir import CorpusDocument, Query
from retrieval.fusion import reciprocal_rank_fusion


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with the score an arm gave it; higher is better."""

    doc_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a query, best first; nothing where nothing was found."""

    query_id: str
    documents: tuple[Ranked, ...]


Run = tuple[Ranking, ...]
Arm = Callable[[Sequence[Query], int], Run]
"""A way to search, given queries and how many documents to rank for each. Its rankings are in the queries' order."""


def fused(runs: Sequence[Run], depth: int) -> Run:
    """Reciprocal rank fusion (k = 60) of several runs over the same queries."""
    return tuple(_fuse(rankings, depth) for rankings in zip(*runs, strict=True))


def _fuse(rankings: Sequence[Ranking], depth: int) -> Ranking:
    doc_ids = list(dict.fromkeys(one.doc_id for ranking in rankings for one in ranking.documents))
    place = {doc_id: n for n, doc_id in enumerate(doc_ids)}
    found = reciprocal_rank_fusion([[place[one.doc_id] for one in ranking.documents] for ranking in rankings])
    best = tuple(Ranked(doc_ids[one.row], one.score) for one in found[:depth])
    return Ranking(rankings[0].query_id, best)


def twins(documents: Sequence[CorpusDocument]) -> dict[str, str]:
    """For each document whose very text an earlier one has: that one's id. Empty ones are not found, so not counted."""
    first: dict[str, str] = {}
    earlier = {one.doc_id: first.setdefault(one.whole, one.doc_id) for one in documents if one.whole}
    return {doc_id: same for doc_id, same in earlier.items() if doc_id != same}


def level(run: Run, same: Mapping[str, str]) -> Run:
    """The run with one score, their best, for documents of the very same text, which no search can tell apart.

    Which of them comes first is then the measures' rule for ties, the same in every arm, and not an accident of how
    an arm breaks its own.
    """
    return tuple(_level(ranking, same) for ranking in run) if same else run


def _level(ranking: Ranking, same: Mapping[str, str]) -> Ranking:
    best: dict[str, float] = {}
    for one in ranking.documents:
        text = same.get(one.doc_id, one.doc_id)
        best[text] = max(one.score, best.get(text, one.score))
    documents = tuple(Ranked(one.doc_id, best[same.get(one.doc_id, one.doc_id)]) for one in ranking.documents)
    return Ranking(ranking.query_id, tuple(sorted(documents, key=lambda one: -one.score)))


def trec_lines(run: Run, tag: str) -> Iterator[str]:
    """The run as TREC writes one: query, Q0, document, rank, score, tag. Equal scores in trec_eval's order."""
    for ranking in run:
        by_id = sorted(ranking.documents, key=lambda one: one.doc_id, reverse=True)
        for rank, one in enumerate(sorted(by_id, key=lambda one: -one.score), start=1):
            yield f"{ranking.query_id} Q0 {one.doc_id} {rank} {one.score!r} {tag}"
