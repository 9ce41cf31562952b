"""Runs: fusion, documents of the same text, and TREC's format."""

from __future__ import annotations

import pytest

from evals.beir import CorpusDocument
from evals.runs import Ranked, Ranking, fused, level, trec_lines, twins


def ranking(*documents: tuple[str, float], query_id: str = "q") -> Ranking:
    return Ranking(query_id, tuple(Ranked(doc_id, score) for doc_id, score in documents))


def test_fusion_worked_by_hand() -> None:
    one, other = ranking(("a", 9.0), ("b", 8.0), ("c", 7.0)), ranking(("c", 0.5), ("a", 0.4))
    (found,) = fused([(one,), (other,)], depth=3)
    assert [document.doc_id for document in found.documents] == ["a", "c", "b"]
    scores = [document.score for document in found.documents]
    assert scores == pytest.approx([1 / 61 + 1 / 62, 1 / 63 + 1 / 61, 1 / 62])


def test_fusion_is_of_the_same_queries_and_cut_at_the_depth() -> None:
    one = (ranking(("a", 1.0), ("b", 0.5), query_id="q1"), ranking(query_id="q2"))
    other = (ranking(("c", 1.0), query_id="q1"), ranking(("c", 1.0), query_id="q2"))
    first, second = fused([one, other], depth=2)
    assert first.query_id == "q1" and len(first.documents) == 2
    assert second == Ranking("q2", (Ranked("c", 1 / 61),))


def test_documents_of_the_same_text_share_their_best_score() -> None:
    documents = [CorpusDocument(*one) for one in (("a", "T", "x"), ("b", "", "y"), ("c", "", "T x"), ("d", "T", "x"))]
    documents += [CorpusDocument("e", "", ""), CorpusDocument("f", "", "")]
    same = twins(documents)
    assert same == {"c": "a", "d": "a"}
    run = (ranking(("d", 0.9), ("b", 0.8), ("a", 0.7)),)
    assert level(run, same) == (ranking(("d", 0.9), ("a", 0.9), ("b", 0.8)),)
    assert level(run, {}) == run


def test_trec_lines_are_in_the_order_in_which_trec_eval_reads_them() -> None:
    run = (ranking(("a", 0.5), ("b", 0.25), ("c", 0.5)), ranking(query_id="nothing"))
    assert list(trec_lines(run, "bm25")) == ["q Q0 c 1 0.5 bm25", "q Q0 a 2 0.5 bm25", "q Q0 b 3 0.25 bm25"]
