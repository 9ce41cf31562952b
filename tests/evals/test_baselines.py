"""The baselines against the libraries they stand on, called directly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
import pytest

from evals.baselines import bm25_arm, minilm_arm, rrf_arm
from evals.beir import CorpusDocument, Query
from evals.cache import Vectors, cached_vectors
from evals.errors import EvalError
from retrieval.encoding import HashingEncoder
from tests.evals.beir_sets import DOCUMENTS

CORPUS = [CorpusDocument(name, *parts) for name, parts in DOCUMENTS.items()]
QUERIES = [Query("q1", "painful toe at night"), Query("q2", "an iron inhaler for fever, fever"), Query("q3", "tibia")]


class CountingEncoder:
    """An encoder that counts the texts it was given."""

    fingerprint = "counting"

    def __init__(self) -> None:
        self.texts = 0
        self._encoder = HashingEncoder(512)

    def encode(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None, *, exact: bool = False
    ) -> Vectors:
        assert exact, "a baseline is measured as it comes"
        self.texts += len(texts)
        return self._encoder.encode(texts)


def test_bm25_is_that_of_bm25s() -> None:
    index = bm25s.BM25()
    index.index(bm25s.tokenize([one.whole for one in CORPUS], show_progress=False), show_progress=False)
    words = bm25s.tokenize([query.text for query in QUERIES], show_progress=False)
    places, scores = index.retrieve(words, k=len(CORPUS), show_progress=False)
    expected = [
        {CORPUS[place].doc_id: score for place, score in zip(*row, strict=True) if score > 0}
        for row in zip(places, scores, strict=True)
    ]
    run = bm25_arm(CORPUS)(QUERIES, 10)
    assert [{one.doc_id: one.score for one in ranking.documents} for ranking in run] == [
        pytest.approx(row) for row in expected
    ]
    assert run[0].documents[0].doc_id == "gout"
    assert run[2].documents == ()


def test_a_corpus_of_stop_words_alone_finds_nothing() -> None:
    (ranking,) = bm25_arm([CorpusDocument("a", "", "the"), CorpusDocument("b", "", "of the")])(
        [Query("q", "the gout")], 10
    )
    assert ranking.documents == ()


def test_a_cache_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EvalError, match="set OSLER_HOME"):
        cached_vectors(tmp_path / "file", "f", ["gout"], HashingEncoder(8).encode)


def test_scores_fall_and_the_depth_holds() -> None:
    (ranking,) = bm25_arm(CORPUS)([Query("q", "gout fever asthma migraine iron")], 3)
    scores = [one.score for one in ranking.documents]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_minilm_is_the_cosine_on_whole_documents(tmp_path: Path) -> None:
    run = minilm_arm(CORPUS, CountingEncoder(), tmp_path, lambda done, total: None)(QUERIES, 4)
    encode = HashingEncoder(512).encode
    cosines = encode([query.text for query in QUERIES]) @ encode([one.whole for one in CORPUS]).T
    for ranking, row in zip(run, cosines, strict=True):
        best = np.argsort(-row, kind="stable")[:4]
        assert [one.doc_id for one in ranking.documents] == [CORPUS[place].doc_id for place in best]
        assert [one.score for one in ranking.documents] == pytest.approx(row[best])


def test_the_corpus_is_encoded_once(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    for _ in range(2):
        minilm_arm(CORPUS, encoder, tmp_path, lambda done, total: None)
    assert encoder.texts == len(CORPUS)
    changed = [*CORPUS[:-1], CorpusDocument("empty", "", "no longer")]
    minilm_arm(changed, encoder, tmp_path, lambda done, total: None)
    assert encoder.texts == 2 * len(CORPUS)


def test_equal_texts_have_equal_vectors_and_are_encoded_once(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    encode = lambda texts: encoder.encode(texts, exact=True)  # noqa: E731
    vectors = cached_vectors(tmp_path, "counting", ["gout", "flu", "gout"], encode)
    assert encoder.texts == 2
    assert np.array_equal(vectors, HashingEncoder(512).encode(["gout", "flu", "gout"]))


def test_a_damaged_file_of_vectors_is_made_anew(tmp_path: Path) -> None:
    encode = HashingEncoder(8).encode
    kept = cached_vectors(tmp_path, "f", ["gout", "flu"], encode)
    (path,) = (tmp_path / "vectors").iterdir()
    whole = path.read_bytes()
    for damaged in (whole[:40], whole[:-4], b"", b"not numpy"):
        path.write_bytes(damaged)
        assert np.array_equal(cached_vectors(tmp_path, "f", ["gout", "flu"], encode), kept)
        assert path.read_bytes() == whole


def test_rrf_fuses_a_hundred_of_each_however_few_are_asked_for() -> None:
    asked: list[int] = []
    bm25 = bm25_arm(CORPUS)

    def watched(queries: Sequence[Query], depth: int) -> tuple[object, ...]:
        asked.append(depth)
        return bm25(queries, depth)

    (ranking,) = rrf_arm(watched, bm25)(QUERIES[:1], 1)  # type: ignore[arg-type]
    assert asked == [100]
    assert [one.doc_id for one in ranking.documents] == ["gout"]
    assert ranking.documents[0].score == pytest.approx(2 / 61)
