"""Hybrid search: what is found by meaning, by words, by both; and LangChain's face of it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.documents import Document, Hit, Section
from retrieval.encoding import HashingEncoder
from retrieval.errors import BadQuery
from retrieval.filters import Filters
from retrieval.index import Index
from retrieval.langchain_face import LangChainRetriever
from retrieval.retriever import HybridRetriever, RankingPlan, ScorePairs
from tests.retrieval.literature import documents


@pytest.fixture
def index(tmp_path: Path) -> Index:
    Index.add(tmp_path / "index", documents(), HashingEncoder())
    return Index.open(tmp_path / "index", HashingEncoder())


def page(title: str, text: str) -> Document:
    """A document of one section."""
    return Document(title.lower().replace(" ", "-"), title, (Section((), text),), "test")


def search(
    index: Index, query: str, plan: RankingPlan, score_pairs: ScorePairs | None = None, *, k: int
) -> tuple[Hit, ...]:
    """A search by a plan of its own."""
    return HybridRetriever(index, HashingEncoder(index.manifest.dimensions), score_pairs, plan).search(query, k)


def test_hits_are_ranked_from_one_best_first(index: Index) -> None:
    hits = index.search("symptoms of heart failure", k=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].passage.title == "Heart failure"
    assert hits[0].passage.heading_path == ("Symptoms",)


def test_a_hit_says_what_each_retriever_said(index: Index) -> None:
    best, *others = search(index, "migraine", RankingPlan(depth=3, feedback=0.0), k=6)
    assert best.dense_rank is not None and best.dense_score is not None and best.lexical_rank == 1
    assert best.score == pytest.approx(best.dense_score + RankingPlan().lexical)  # the best share of BM25 is 1
    assert any(hit.lexical_rank is None and hit.lexical_score == 0.0 for hit in others)


def test_every_hit_has_its_cosine(tmp_path: Path) -> None:
    Index.add(tmp_path / "index", documents(), HashingEncoder(16))
    hits = search(Index.open(tmp_path / "index", HashingEncoder(16)), "gout", RankingPlan(depth=1), k=5)
    assert all(hit.dense_score is not None and -1.001 <= hit.dense_score <= 1.001 for hit in hits)


def test_a_passage_found_only_by_its_words_has_its_cosine_and_no_dense_rank(tmp_path: Path) -> None:
    padding = " ".join(f"word{i}" for i in range(20))
    texts = [page("Rare", f"Zebra {padding}."), *(page(f"Other {i}", f"horse {i} horse") for i in range(9))]
    Index.add(tmp_path / "index", texts, HashingEncoder(4096))
    plan = RankingPlan(lexical=2.0, depth=3, feedback=0.0)
    hits = search(Index.open(tmp_path / "index", HashingEncoder(4096)), "horse zebra", plan, k=3)
    rare = next(hit for hit in hits if hit.passage.text.startswith("Zebra"))
    assert rare.dense_rank is None
    assert rare.dense_score is not None and 0 < rare.dense_score < 0.5
    assert rare.lexical_rank == 1


def test_what_a_term_is_also_called_is_found_and_counts_less_than_what_was_typed(tmp_path: Path) -> None:
    texts = [
        page("Gout", "Gout hurts in the big toe."),
        page("Infarct", "A myocardial infarction damages the pump."),
        page("Attack", "A heart attack damages the pump."),
    ]
    Index.add(tmp_path / "index", texts, HashingEncoder())
    hits = search(Index.open(tmp_path / "index", HashingEncoder()), "heart attack", RankingPlan(feedback=0.0), k=3)
    assert [hit.passage.title for hit in hits] == ["Attack", "Infarct", "Gout"]
    assert hits[0].lexical_score and hits[1].lexical_score and hits[2].lexical_score == 0.0
    assert hits[1].lexical_score < hits[0].lexical_score


def test_feedback_brings_up_what_is_like_the_best_passages(tmp_path: Path) -> None:
    texts = [
        page("Best", "Kidney stones come from crystals of oxalate."),
        page("Like it", "Crystals of oxalate grow in urine."),
        page("Not like it", "Sunshine warms meadows of clover in spring."),
    ]
    Index.add(tmp_path / "index", texts, HashingEncoder())
    index = Index.open(tmp_path / "index", HashingEncoder())

    def cosines(feedback: float) -> dict[str, float]:
        plan = RankingPlan(feedback=feedback, feedback_passages=1)
        return {h.passage.title: h.dense_score or 0.0 for h in search(index, "kidney stones", plan, k=3)}

    assert cosines(1.0)["Like it"] > cosines(0.0)["Like it"] + 0.05
    assert abs(cosines(1.0)["Not like it"] - cosines(0.0)["Not like it"]) < 0.1


def test_a_reranker_reads_the_first_passages_and_the_others_stay_behind_them(index: Index) -> None:
    read: list[str] = []

    def longest_first(query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        read.extend(texts)
        return np.array([1000.0 * place for place in range(len(texts))], dtype=np.float32)

    plan = RankingPlan(reranked=3)
    plain, reranked = search(index, "gout", plan, k=6), search(index, "gout", plan, longest_first, k=6)
    assert len(read) == 3 and all("Gout" in text or ":" in text for text in read)
    ids = [hit.passage.passage_id for hit in plain]
    assert [hit.passage.passage_id for hit in reranked] == [*reversed(ids[:3]), *ids[3:]]
    assert [hit.reranker_score is None for hit in reranked] == [False] * 3 + [True] * 3
    few = RankingPlan(reranked=3, reranked_words=1)
    assert all(hit.reranker_score is None for hit in search(index, "gout", few, longest_first, k=6))


def test_a_repeat_gives_its_place_to_the_next(tmp_path: Path) -> None:
    text = "Shingles is a painful rash that comes from the virus of chickenpox, years after it."
    texts = [page("Shingles", text), page("Zoster", text), page("Rash", "A rash may itch, as in shingles.")]
    Index.add(tmp_path / "index", texts, HashingEncoder())
    index = Index.open(tmp_path / "index", HashingEncoder())
    first, second = (hit.passage.title for hit in index.search("shingles", k=2))
    assert first in ("Shingles", "Zoster") and second == "Rash"
    assert len(index.retriever.search("shingles", k=3, distinct=False)) == 3


def test_filters_reach_both_retrievers_and_the_retracted_is_not_found_unasked(tmp_path: Path) -> None:
    good = page("Good", "Aspirin thins the blood.")
    withdrawn = replace(page("Withdrawn", "Aspirin cures everything."), retraction="Retracted: 2011.")
    Index.add(tmp_path / "index", [good, withdrawn], HashingEncoder())
    index = Index.open(tmp_path / "index", HashingEncoder())
    assert [hit.passage.title for hit in index.search("aspirin")] == ["Good"]
    found = index.search("aspirin", filters=Filters(retracted=True))
    assert {hit.passage.title: hit.passage.retraction for hit in found} == {"Good": "", "Withdrawn": "Retracted: 2011."}
    assert index.search("aspirin", filters=Filters(sources=("no such source",))) == ()


def test_more_than_there_is_gives_all_there_is(index: Index) -> None:
    assert len(index.search("symptoms", k=1000)) == 10


@pytest.mark.parametrize("query", ["", "   ", "?!", "\n"])
def test_a_query_without_a_word_is_refused(index: Index, query: str) -> None:
    with pytest.raises(BadQuery, match="no word"):
        index.search(query)


@pytest.mark.parametrize("k", [0, -1])
def test_fewer_than_one_hit_is_refused(index: Index, k: int) -> None:
    with pytest.raises(BadQuery, match="at least 1"):
        index.search("gout", k)


def test_threads_find_the_same(index: Index) -> None:
    queries = ["gout", "asthma symptoms", "outlook of migraine", "type 2 diabetes"] * 10
    alone = [index.search(query) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(index.search, queries)) == alone


def test_langchain_retriever(index: Index) -> None:
    found = LangChainRetriever(retriever=index.retriever, k=3).invoke("gout symptoms")
    assert [document.metadata["rank"] for document in found] == [1, 2, 3]
    assert found[0].id == "gout#0"
    assert found[0].metadata["title"] == "Gout"
    assert found[0].page_content.startswith("Gout has symptoms")
