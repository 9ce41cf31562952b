"""The corpus through the shipped pipeline: passages become documents, deep enough, and the index is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil
from pathlib import Path

import pytest

from evals.beir import BeirSet, CorpusDocument, Query, read_beir
from evals.errors import BadBeirSet
from evals.runs import Ranked
from evals.shipped import Indexed, Search, as_documents, index_corpus, osler_arm
from retrieval.documents import Hit
from retrieval.encoding import HashingEncoder, Vectors
from retrieval.index import Index
from tests.evals.beir_sets import DOCUMENTS, write_beir

LONG = " ".join(f"Sentence {n} tells of gout and of the number {n} in the big toe." for n in range(480))


class CountingEncoder(HashingEncoder):
    texts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return super().encode(texts)


def a_set(folder: Path, extra: dict[str, tuple[str, str]] | None = None) -> BeirSet:
    return read_beir(write_beir(folder, {**DOCUMENTS, **(extra or {})}))


def search_of(made: Indexed) -> Search:
    return partial(Index.open(made.folder, HashingEncoder()).retriever.search, distinct=False)


def test_documents_keep_their_ids_and_get_no_title_they_do_not_have() -> None:
    titled, bare = as_documents([CorpusDocument("a", " The\ttitle ", "One.\n\nTwo."), CorpusDocument("b", "", "Text.")])
    assert (titled.doc_id, titled.title, titled.sections[0].text) == ("a", "The title", "One.\n\nTwo.")
    assert (bare.doc_id, bare.title, bare.sections[0].heading_path) == ("b", "", ())


def test_the_corpus_is_indexed_once_and_the_empty_are_counted(tmp_path: Path) -> None:
    beir, encoder = a_set(tmp_path / "set"), CountingEncoder()
    first = index_corpus(beir, encoder, tmp_path / "cache")
    assert (first.documents, first.without_passage) == (5, 1)
    encoded = encoder.texts
    assert encoded == first.passages >= 5
    assert index_corpus(beir, encoder, tmp_path / "cache") == first
    assert encoder.texts == encoded
    other = index_corpus(a_set(tmp_path / "set", {"new": ("", "A new one.")}), encoder, tmp_path / "cache")
    assert other.folder != first.folder
    assert other.documents == 6


def test_an_index_that_was_not_finished_is_finished(tmp_path: Path) -> None:
    beir, encoder = a_set(tmp_path / "set"), CountingEncoder()
    made = index_corpus(beir, encoder, tmp_path / "cache")
    made.folder.with_suffix(".whole").unlink()
    assert index_corpus(beir, encoder, tmp_path / "cache") == made


def test_a_corpus_without_any_text_is_refused(tmp_path: Path) -> None:
    beir = read_beir(write_beir(tmp_path / "set", {"gout": ("Gout", ""), "flu": ("", " ")}))
    with pytest.raises(BadBeirSet, match="has any text"):
        index_corpus(beir, HashingEncoder(), tmp_path / "cache")


def test_a_document_stands_where_its_best_passage_does(tmp_path: Path) -> None:
    beir = a_set(tmp_path / "set", {"long": ("Toes", LONG)})
    made = index_corpus(beir, HashingEncoder(), tmp_path / "cache")
    search = search_of(made)
    (ranking,) = osler_arm(search, made)([Query("q", "gout in the big toe")], 100)
    hits = search("gout in the big toe", made.passages)
    assert sum(hit.passage.doc_id == "long" for hit in hits) > 5
    first = list(dict.fromkeys(hit.passage.doc_id for hit in hits))
    assert [one.doc_id for one in ranking.documents] == first
    assert set(first) == set(DOCUMENTS) - {"empty"} | {"long"}
    assert [one.score for one in ranking.documents] == [1 / rank for rank in range(1, len(first) + 1)]


def test_it_searches_until_there_are_documents_enough(tmp_path: Path) -> None:
    made = index_corpus(a_set(tmp_path / "set", {"long": ("Toes", LONG)}), HashingEncoder(), tmp_path / "cache")
    search = search_of(made)
    asked: list[int] = []

    def watched(query: str, k: int) -> Sequence[Hit]:
        asked.append(k)
        return search(query, k)

    (ranking,) = osler_arm(watched, made)([Query("q", "the number 7 tells of gout in the toe")], 4)
    assert len(ranking.documents) == 4
    at_the_average = 4 * ceil(made.passages / made.documents)
    assert asked == [at_the_average, made.passages]


def test_a_query_without_a_word_finds_nothing(tmp_path: Path) -> None:
    made = index_corpus(a_set(tmp_path / "set"), HashingEncoder(), tmp_path / "cache")
    search = search_of(made)
    told: list[tuple[int, int]] = []
    arm = osler_arm(search, made, lambda done, total: told.append((done, total)))
    nothing, something = arm([Query("q1", "?!"), Query("q2", "gout")], 1)
    assert nothing.documents == ()
    assert something.documents == (Ranked("gout", 1.0),)
    assert told == [(1, 2), (2, 2)]
