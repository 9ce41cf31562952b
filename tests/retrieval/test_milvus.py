"""Milvus as the dense index: with Milvus Lite where it is installed, and what is said where nothing answers."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.dense import DenseIndex, DenseSegment, text_to_encode
from retrieval.documents import Passage, Span
from retrieval.encoding import HashingEncoder, Vectors
from retrieval.errors import VectorsOutdated, VectorsUnavailable
from retrieval.filters import Filters
from retrieval.fusion import Scored
from retrieval.lexical import LexicalIndex, LexicalSegment
from retrieval.milvus import MilvusIndex, MilvusSearchable, push
from retrieval.milvus_filters import expression
from retrieval.retriever import HybridRetriever

INSTALLED = all(importlib.util.find_spec(name) for name in ("pymilvus", "milvus_lite"))
ENGINE = pytest.mark.skipif(not INSTALLED, reason="install osler[milvus]")

ENCODER = HashingEncoder(32)


def passage(row: int, words: str) -> Passage:
    kinds = ("randomized controlled trial",) if row % 2 else ("review", "Comment")
    return Passage(
        passage_id=f"d#{row}",
        doc_id="d",
        title="",
        heading_path=(),
        text=words,
        sentences=(Span(0, len(words)),),
        section=0,
        start=0,
        source="PMC" if row % 3 else 'o"dd\\source',
        publisher="A",
        date=("", "2018", "2019", "2019-04", "2019-05-02", "2019-06-30", "2020")[row % 7],
        publication_types=kinds,
        retraction="Retracted" if row % 5 == 0 else "",
    )


@dataclass(frozen=True)
class Literature:
    """Two segments of passages, as an index has them."""

    generation: str
    texts: tuple[str, ...]
    removed: tuple[int, ...] = ()

    def info(self) -> Literature:
        """It names its generation itself."""
        return self

    @property
    def dense(self) -> DenseIndex:
        live = np.array([row not in self.removed for row in range(len(self.texts))])
        vectors = ENCODER.encode([text_to_encode(passage(row, text)) for row, text in enumerate(self.texts)])
        segments = [(i, DenseSegment.build(vectors[i : i + 20]), live[i : i + 20]) for i in range(0, len(live), 20)]
        return DenseIndex(segments)

    @property
    def lexical(self) -> LexicalIndex:
        parts = [(i, self.texts[i : i + 20]) for i in range(0, len(self.texts), 20)]
        return LexicalIndex([(first, LexicalSegment.build(texts), None) for first, texts in parts])

    def allowed(self, filters: Filters) -> list[NDArray[np.bool_] | None]:
        """Nothing is asked of the first segment."""
        return [None, *(np.arange(i, min(i + 20, len(self.texts))) % 2 == 0 for i in range(20, len(self.texts), 20))]

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        return tuple(passage(row, self.texts[row]) for row in rows)


TEXTS = tuple(f"word{n} is here with word{n + 1} and word{n % 7}" for n in range(40))
FIRST = Literature("gen-000001", TEXTS[:30])


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("milvus") / "vectors.db"
    push(FIRST, str(path))
    return str(path)


@pytest.fixture(scope="module")
def milvus(uri: str) -> Iterator[MilvusIndex]:
    index = MilvusIndex.open(uri, "osler", "gen-000001", FIRST.dense.first_rows)
    yield index
    index.close()


def query(words: str) -> Vectors:
    return ENCODER.encode([words]).reshape(-1)


def same(found: Sequence[Scored], wanted: Sequence[Scored]) -> None:
    assert [s.score for s in found] == pytest.approx([s.score for s in wanted], abs=1e-3)
    below = [s.row for s in found if s.score > found[-1].score + 1e-3]  # ties at the end may fall either way
    assert below == [s.row for s in wanted][: len(below)]


@ENGINE
@pytest.mark.slow
def test_milvus_finds_what_faiss_finds(milvus: MilvusIndex) -> None:
    assert (len(milvus), milvus.dimensions) == (30, 32)
    for words in ("word3 word4", "here with word9", "word12"):
        same(milvus.search(query(words), 8), FIRST.dense.search(query(words), 8))
    assert len(milvus.search(query("word1"), 99)) == 30


@ENGINE
@pytest.mark.slow
def test_masks_are_respected(milvus: MilvusIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [np.arange(20) % 4 == 1, np.arange(10) % 2 == 0]
    wanted = FIRST.dense.search(query("word3 word4"), 6, few)
    same(milvus.search(query("word3 word4"), 6, few), wanted)
    monkeypatch.setattr("retrieval.milvus.MOST_LISTED", 3)  # too many to name: sifted from the nearest
    same(milvus.search(query("word3 word4"), 6, few), wanted)
    monkeypatch.setattr("retrieval.milvus.MOST_FOUND", 6)  # too few among the nearest: named in several lists
    same(milvus.search(query("word3 word4"), 6, few), wanted)
    assert milvus.where(Filters(sources=("nowhere",))).search(query("word3"), 6, few) == ()
    with pytest.raises(ValueError, match="each of the segments"):
        milvus.search(query("word3"), 6, few[:1])


@ENGINE
@pytest.mark.slow
def test_a_segment_without_a_mask_is_searched_whole(milvus: MilvusIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    masks = [None, np.arange(10) % 2 == 0]
    wanted = FIRST.dense.search(query("word3 word21"), 12, masks)
    same(milvus.search(query("word3 word21"), 12, masks), wanted)
    monkeypatch.setattr("retrieval.milvus.MOST_FOUND", 12)
    same(milvus.search(query("word3 word21"), 12, masks), wanted)


@ENGINE
@pytest.mark.slow
def test_nothing_allowed_is_nothing_found(milvus: MilvusIndex) -> None:
    assert milvus.search(query("word3"), 6, [np.zeros(20, dtype=bool), np.zeros(10, dtype=bool)]) == ()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(retracted=True),
        Filters(sources=("pmc",), retracted=True),
        Filters(sources=('o"dd\\source',)),
        Filters(publication_types=("Randomized Controlled Trial", "comment")),
        Filters(publication_types=("comment",), publishers=("a",), languages=("EN",)),
        Filters(since="2019"),
        Filters(since="2019-05"),
        Filters(until="2019-05", retracted=True),
        Filters(since="2019-05-02", until="2019"),
        Filters(sources=("nowhere",)),
    ],
)
@ENGINE
@pytest.mark.slow
def test_filters_are_kept_by_milvus_itself(milvus: MilvusIndex, filters: Filters) -> None:
    found = milvus.where(filters).search(query("word3"), 30)
    assert sorted(s.row for s in found) == [row for row in range(30) if fits(passage(row, ""), filters)]


def fits(p: Passage, f: Filters) -> bool:
    """The definition of `Filters`, word by word."""

    def any_of(wanted: tuple[str, ...], held: tuple[str, ...]) -> bool:
        return not wanted or bool({w.casefold() for w in wanted} & {h.casefold() for h in held})

    def cut(date: str, other: str) -> str:
        return date[: min(len(date), len(other))]

    return (
        any_of(f.sources, (p.source,))
        and any_of(f.publishers, (p.publisher,))
        and any_of(f.languages, (p.language,))
        and any_of(f.publication_types, p.publication_types)
        and (not f.since or (bool(p.date) and cut(p.date, f.since) >= cut(f.since, p.date)))
        and (not f.until or (bool(p.date) and cut(p.date, f.until) <= cut(f.until, p.date)))
        and (f.retracted or not p.retraction)
    )


@ENGINE
@pytest.mark.slow
def test_vectors_and_cosines_are_those_pushed(milvus: MilvusIndex) -> None:
    assert np.allclose(milvus.vectors([7, 3, 7]), FIRST.dense.vectors([7, 3, 7]), atol=1e-6)
    assert milvus.cosine(5, query("word5")) == pytest.approx(FIRST.dense.cosine(5, query("word5")), abs=1e-5)
    assert milvus.vectors([]).shape[0] == 0
    with pytest.raises(VectorsOutdated, match="lacks passage 99"):
        milvus.vectors([1, 99])


@ENGINE
@pytest.mark.slow
def test_the_retriever_works_with_it(milvus: MilvusIndex) -> None:
    hits = HybridRetriever(MilvusSearchable(FIRST, milvus), ENCODER).search("word12 word13 word21", 20)
    assert hits[0].passage.text.startswith("word12")
    assert hits[0].dense_rank == 1
    assert all(int(hit.passage.passage_id[2:]) < 20 or int(hit.passage.passage_id[2:]) % 2 == 0 for hit in hits)


@ENGINE
@pytest.mark.slow
def test_pushing_again_sends_only_what_is_new_and_deletes_what_is_gone(tmp_path: Path) -> None:
    uri = str(tmp_path / "again.db")
    assert push(Literature("gen-000001", TEXTS[:10]), uri).sent == 10
    later = Literature("gen-000002", TEXTS[:15], removed=(2, 4))
    told: list[tuple[int, int]] = []
    summary = push(later, uri, on_progress=lambda done, total: told.append((done, total)))
    assert (summary.sent, summary.deleted, summary.unchanged) == (5, 2, 8)
    assert told == [(5, 5)]
    index = MilvusIndex.open(uri, "osler", "gen-000002")
    assert sorted(s.row for s in index.search(query("word1"), 99)) == later.dense.rows().tolist()
    index.close()
    with pytest.raises(VectorsOutdated, match=r"holds gen-000002, and the index is at gen-000001"):
        MilvusIndex.open(uri, "osler", "gen-000001")


@ENGINE
@pytest.mark.slow
def test_a_push_that_ended_early_is_not_searched(tmp_path: Path) -> None:
    uri = str(tmp_path / "early.db")

    class Stopping(Literature):
        def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(Stopping("gen-000001", TEXTS[:5]), uri)
    with pytest.raises(VectorsOutdated, match="was not pushed to its end"):
        MilvusIndex.open(uri, "osler", "gen-000001")
    assert push(replace(FIRST, texts=TEXTS[:5]), uri).sent == 5


@ENGINE
@pytest.mark.slow
def test_a_collection_that_is_not_there_is_told(uri: str, milvus: MilvusIndex) -> None:
    with pytest.raises(VectorsOutdated, match="no collection other"):
        MilvusIndex.open(uri, "other", "gen-000001")


@ENGINE
@pytest.mark.slow
def test_a_server_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.milvus.SECONDS", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(VectorsUnavailable, match="start it, or give another address"):
        MilvusIndex.open(uri, "osler", "gen-000001")


def test_nothing_asked_is_no_expression() -> None:
    assert expression(Filters(retracted=True)) == ""
    assert expression(Filters(sources=('a"b',))) == 'source in ["a\\"b"] and retracted == false'
