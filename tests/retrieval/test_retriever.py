"""Hybrid search: what is found by meaning, by words, by both; and LangChain's face of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrieval.encoding import HashingEncoder
from retrieval.errors import BadQuery
from retrieval.index import Index
from retrieval.langchain_face import LangChainRetriever
from tests.retrieval.literature import document, documents


@pytest.fixture
def index(tmp_path: Path) -> Index:
    Index.add(tmp_path / "index", documents(), HashingEncoder())
    return Index.open(tmp_path / "index", HashingEncoder())


def test_hits_are_ranked_from_one_best_first(index: Index) -> None:
    hits = index.search("symptoms of heart failure", k=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].passage.title == "Heart failure"
    assert hits[0].passage.heading_path == ("Symptoms",)


def test_a_hit_says_what_each_retriever_said(index: Index) -> None:
    hits = index.retriever.search("migraine", k=10, depth=3)
    best = hits[0]
    assert best.dense_rank is not None and best.lexical_rank is not None and best.lexical_score is not None
    assert best.score == pytest.approx(1 / (60 + best.dense_rank) + 1 / (60 + best.lexical_rank))
    only_dense = [hit for hit in hits if hit.lexical_rank is None]
    assert only_dense
    assert all(hit.lexical_score is None for hit in only_dense)


def test_every_hit_has_its_cosine(tmp_path: Path) -> None:
    Index.add(tmp_path / "index", documents(), HashingEncoder(16))
    index = Index.open(tmp_path / "index", HashingEncoder(16))
    hits = index.retriever.search("gout", k=5, depth=1)
    assert all(hit.dense_score is not None and -1.001 <= hit.dense_score <= 1.001 for hit in hits)


def test_a_passage_found_only_by_its_words_has_its_cosine_and_no_dense_rank(tmp_path: Path) -> None:
    padding = " ".join(f"word{i}" for i in range(20))
    texts = [document("Rare", f"Zebra {padding}."), *(document(f"Other {i}", "horse horse") for i in range(9))]
    Index.add(tmp_path / "index", texts, HashingEncoder(4096))
    hits = Index.open(tmp_path / "index", HashingEncoder(4096)).retriever.search("horse zebra", k=3, depth=3)
    rare = next(hit for hit in hits if hit.passage.text.startswith("Zebra"))
    assert rare.dense_rank is None
    assert rare.dense_score is not None and 0 < rare.dense_score < 0.5
    assert rare.lexical_rank == 1


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
