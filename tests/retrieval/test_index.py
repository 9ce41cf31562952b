"""An index: made, changed, opened, listed, asked what a text is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.documents import Document, Section
from retrieval.encoding import HashingEncoder, Vectors
from retrieval.errors import EncoderMismatch, IndexMissing, UnknownDocument
from retrieval.index import Index, open_catalogue
from retrieval.writing import Progress
from tests.retrieval.literature import CONDITIONS, document, documents


class CountingEncoder(HashingEncoder):
    """Remembers how many texts it was given."""

    encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        return super().encode(texts)


class OtherWeights(HashingEncoder):
    fingerprint = "1" * 64


class OtherName(OtherWeights):
    encoder_id = "another-encoder"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    Index.add(folder, documents(), HashingEncoder())
    return folder


def test_add_counts_what_it_did(tmp_path: Path) -> None:
    summary = Index.add(tmp_path / "index", documents(), HashingEncoder())
    assert (summary.added, summary.updated, summary.unchanged, summary.passages) == (5, 0, 0, 10)
    assert summary.seconds > 0


def test_documents_and_passages_come_back_as_they_were(folder: Path) -> None:
    index = Index.open(folder, HashingEncoder())
    assert index.document("gout") == document("Gout")
    hit = index.search("gout outlook", k=1)[0]
    assert index.passage(hit.passage.passage_id) == hit.passage
    section = index.document(hit.passage.doc_id).sections[hit.passage.section]
    assert section.text[hit.passage.start :].startswith(hit.passage.text)


def test_listing_and_info(folder: Path) -> None:
    catalogue = open_catalogue(folder)
    assert [(d.title, d.passages) for d in catalogue.documents()] == [(title, 2) for title in CONDITIONS]
    info = catalogue.info()
    assert (info.documents, info.passages, info.encoder_id, info.dimensions) == (5, 10, "hashing-fake", 64)
    assert [(s.source, s.documents, s.passages) for s in info.sources] == [("tests", 5, 10)]
    assert info.bytes > 0


def test_adding_the_same_again_changes_nothing(folder: Path) -> None:
    before = open_catalogue(folder)
    summary = Index.add(folder, documents(), HashingEncoder())
    assert (summary.added, summary.updated, summary.unchanged, summary.passages) == (0, 0, 5, 0)
    assert before.is_current()
    assert _names(folder) == {"CURRENT", ".lock", "gen-000001", "segments"}


def test_a_changed_document_replaces_its_passages_and_only_its(folder: Path) -> None:
    encoder = CountingEncoder()
    changed = document("Gout", "Colchicine eases an attack of gout.")
    summary = Index.add(folder, [*documents(CONDITIONS[:4]), changed], encoder)
    assert (summary.added, summary.updated, summary.unchanged) == (0, 1, 4)
    index = Index.open(folder, HashingEncoder())
    assert index.search("colchicine", 1)[0].passage.text == "Colchicine eases an attack of gout."
    assert "A doctor can treat Gout with medicine" not in " ".join(h.passage.text for h in index.search("gout", 20))
    assert encoder.encoded == summary.passages == 2
    assert index.verify().passages == 10


def test_unchanged_passages_are_never_encoded_again(folder: Path) -> None:
    before = Index.open(folder, HashingEncoder()).search("asthma symptoms", 1)
    encoder = CountingEncoder()
    Index.add(folder, [document("Eczema")], encoder)
    assert encoder.encoded == 2
    after = Index.open(folder, HashingEncoder()).search("asthma symptoms", 1)
    assert [(h.passage, h.dense_score) for h in after] == [(h.passage, h.dense_score) for h in before]


def test_a_document_given_twice_at_once_counts_as_last_given(tmp_path: Path) -> None:
    first, last = document("Gout", "First text."), document("Gout", "Last text.")
    Index.add(tmp_path / "index", [first, last], HashingEncoder())
    index = Index.open(tmp_path / "index", HashingEncoder())
    assert index.document("gout") == last
    assert index.verify().passages == 2


def test_nothing_added_makes_no_index(tmp_path: Path) -> None:
    assert Index.add(tmp_path / "index", [], HashingEncoder()).added == 0
    with pytest.raises(IndexMissing, match="osler index add"):
        open_catalogue(tmp_path / "index")


def test_remove_by_id_and_by_source(folder: Path) -> None:
    Index.add(folder, [document("Eczema", source="other")], HashingEncoder())
    assert Index.remove(folder, ["gout", "asthma"]).documents == 2
    assert Index.remove(folder, source="other").passages == 2
    index = Index.open(folder, HashingEncoder())
    assert [d.title for d in index.documents()] == ["Heart failure", "Type 2 diabetes", "Migraine"]
    assert not {"gout", "asthma", "eczema"} & {h.passage.doc_id for h in index.search("gout asthma eczema", 20)}
    assert index.verify().documents == 3


def test_removing_what_is_not_there_removes_nothing(folder: Path) -> None:
    with pytest.raises(UnknownDocument, match="scurvy"):
        Index.remove(folder, ["gout", "scurvy"])
    with pytest.raises(UnknownDocument, match="nowhere"):
        Index.remove(folder, source="nowhere")
    assert len(open_catalogue(folder).documents()) == 5


def test_an_emptied_index_opens_finds_nothing_and_fills_again(folder: Path) -> None:
    Index.remove(folder, source="tests")
    index = Index.open(folder, HashingEncoder())
    assert index.search("gout") == ()
    assert index.verify().passages == 0
    Index.add(folder, [document("Gout")], HashingEncoder())
    assert Index.open(folder, HashingEncoder()).search("gout", 1)[0].passage.doc_id == "gout"


def test_a_document_without_text_is_kept_without_passages(tmp_path: Path) -> None:
    empty = Document("empty", "Empty", (Section((), ""),), "tests")
    Index.add(tmp_path / "index", [empty], HashingEncoder())
    index = Index.open(tmp_path / "index", HashingEncoder())
    assert [(d.doc_id, d.passages) for d in index.documents()] == [("empty", 0)]
    assert index.search("empty") == ()


@pytest.mark.parametrize("other", [OtherWeights(), OtherName(), HashingEncoder(32)])
def test_another_encoder_is_refused(folder: Path, other: HashingEncoder) -> None:
    with pytest.raises(EncoderMismatch, match="hashing-fake"):
        Index.open(folder, other)
    with pytest.raises(EncoderMismatch, match="--index"):
        Index.add(folder, [document("Eczema")], other)
    assert _names(folder) == {"CURRENT", ".lock", "gen-000001", "segments"}


def test_progress_is_told_and_never_exceeds_what_is_known(tmp_path: Path) -> None:
    told: list[Progress] = []
    Index.add(tmp_path / "index", documents(), HashingEncoder(), told.append)
    assert [p.stage for p in told] == ["reading"] * 5 + ["encoding", "writing"]
    assert all(p.passages_done <= p.passages for p in told)
    assert told[-1] == Progress("writing", 5, 10, 10)


def test_unknown_ids_are_typed_errors(folder: Path) -> None:
    with pytest.raises(UnknownDocument):
        open_catalogue(folder).document("scurvy")
    with pytest.raises(UnknownDocument):
        open_catalogue(folder).passage("scurvy#0")


NAMED = (
    document("Heart attack", synonyms=("Myocardial infarction", "MI")),
    document("Type 2 diabetes", synonyms=("T2DM",)),
    document("Diabetes"),
    document("HIV and AIDS", synonyms=("AIDS",)),
    document("Wiskott-Aldrich syndrome", synonyms=("WAS",)),
    document("Migraines"),
    document("Crohn's disease"),
    document("The spleen"),
    document("Introduction"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What causes a heart attack?", ("Heart attack",)),
        ("two heart attacks and a migraine", ("Heart attack", "Migraines")),
        ("HEART ATTACK SYMPTOMS", ("Heart attack",)),
        ("Is type 2 diabetes curable?", ("Type 2 diabetes",)),
        ("t2dm and diabetes", ("Diabetes", "T2DM")),
        ("does AIDS, or aids, spread", ("AIDS",)),
        ("first aid for burns", ()),
        ("it was bad", ()),
        ("is WAS inherited", ("WAS",)),
        ("Crohn’s disease and the spleen", ("Crohn's disease", "The spleen")),
        ("an introduction to medicine", ()),
        ("heartattack", ()),
        ("", ()),
    ],
)
def test_topics(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    Index.add(tmp_path / "index", NAMED, HashingEncoder())
    assert open_catalogue(tmp_path / "index").topics(text) == expected


OTHER_NAMES = (
    document("Beta blockers", synonyms=("metoprolol", "atenolol", "heart rate medicine")),
    document("Blood thinners", synonyms=("warfarin", "aspirin")),
    document("Painkillers", synonyms=("aspirin", "ibuprofen")),
    document("Ibuprofen"),
    document("Asthma", synonyms=("wheezing",)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("may I just quit Metoprolol?", {"metoprolol": "Beta blockers"}),
        ("atenolol with warfarin", {"atenolol": "Beta blockers", "warfarin": "Blood thinners"}),
        ("is aspirin bad for me", {}),  # two documents have it
        ("is ibuprofen bad for me", {}),  # a document is called so
        ("wheezing, and which inhaler?", {"wheezing": "Asthma"}),  # no medicine, but what the reader calls it
        ("", {}),
    ],
)
def test_names_are_told_by_the_title_of_the_one_document_that_has_them(
    tmp_path: Path, text: str, expected: dict[str, str]
) -> None:
    Index.add(tmp_path / "index", OTHER_NAMES, HashingEncoder())
    assert open_catalogue(tmp_path / "index").titles(text) == expected


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
