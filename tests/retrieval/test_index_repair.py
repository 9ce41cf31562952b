"""Repair, verify, compact and export: what is lost is told, what is good is kept, and nothing is deleted."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from retrieval.commands import index_app
from retrieval.documents import Document, Section, SourcePage
from retrieval.encoding import Encoder, HashingEncoder
from retrieval.errors import EncoderMismatch, IndexCorrupt, IndexMissing, StorageError
from retrieval.index import Index, open_catalogue
from retrieval.interchange import exported_document, to_line
from retrieval.readers import read
from retrieval.repairing import repair
from tests.retrieval.literature import document, documents

CURRENT, MANIFEST = "CURRENT", "gen-000002/manifest.json"
FIRST, SECOND = "segments/seg-000001", "segments/seg-000002"


class OtherWeights(HashingEncoder):
    fingerprint = "1" * 64


@pytest.fixture
def folder(in_memory: Path) -> Path:
    """Five documents in one segment; then another, and a changed one, in a second."""
    folder = in_memory / "index"
    Index.add(folder, documents(), HashingEncoder(), ledger=lambda: "first")
    Index.add(folder, [document("Eczema"), document("Gout", "Changed.")], HashingEncoder(), ledger=lambda: "second")
    return folder


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_whole_index_is_left_as_it_is(folder: Path) -> None:
    before = (folder / CURRENT).read_bytes()
    repaired = repair(folder)
    assert (repaired.changed, repaired.documents, repaired.generation) == (False, 6, "gen-000002")
    assert (folder / CURRENT).read_bytes() == before


@pytest.mark.parametrize("pointer", [None, "", "gen-000009 " + "0" * 64, "\x00\xff", "gen-000002 " + "0" * 64])
def test_a_lost_or_damaged_pointer_is_written_anew(folder: Path, pointer: str | None) -> None:
    (folder / CURRENT).unlink()
    if pointer is not None:
        (folder / CURRENT).write_text(pointer)
    with pytest.raises(IndexCorrupt, match="osler index repair"):
        open_catalogue(folder)
    repaired = repair(folder)
    assert (repaired.changed, repaired.documents, repaired.lost) == (True, 6, ())
    assert open_catalogue(folder).verify().documents == 6
    assert open_catalogue(folder).ledger() == "second"


@pytest.mark.parametrize("name", ["lexical/positions.npy", "lexical/terms.utf8", "documents.jsonl", "segment.json"])
@pytest.mark.parametrize("damage", [flip_a_byte, Path.unlink])
def test_what_can_be_made_anew_of_the_documents_is_not_lost(
    folder: Path, name: str, damage: Callable[[Path], None]
) -> None:
    before = Index.open(folder, HashingEncoder()).search("gout and asthma", 5)
    damage(folder / FIRST / name)
    repaired = repair(folder)
    assert (repaired.changed, repaired.lost, repaired.older, repaired.documents) == (True, (), (), 6)
    assert Index.open(folder, HashingEncoder()).search("gout and asthma", 5) == before
    assert open_catalogue(folder).verify().documents == 6
    assert open_catalogue(folder).ledger() == "second"


def test_damaged_vectors_are_encoded_anew_where_an_encoder_is_given(folder: Path) -> None:
    before = Index.open(folder, HashingEncoder()).search("gout and asthma", 5)
    flip_a_byte(folder / FIRST / "dense.faiss")
    with pytest.raises(EncoderMismatch):
        repair(folder, OtherWeights)
    with pytest.raises(IndexCorrupt, match="--yes"):
        repair(folder)
    assert repair(folder, HashingEncoder).lost == ()
    assert Index.open(folder, HashingEncoder()).search("gout and asthma", 5) == before


def test_lost_documents_are_named_and_nothing_happens_until_that_is_accepted(folder: Path) -> None:
    flip_a_byte(folder / SECOND / "literature.sqlite")
    before = files(folder)
    with pytest.raises(IndexCorrupt, match=r"1 lost: eczema; 1 back to an earlier version: gout") as refused:
        repair(folder, HashingEncoder)
    assert "--yes" in str(refused.value)
    assert files(folder) == before
    repaired = repair(folder, HashingEncoder, accept_loss=True)
    assert (repaired.lost, repaired.older, repaired.documents) == (("eczema",), ("gout",), 5)
    catalogue = open_catalogue(folder)
    assert catalogue.verify().documents == 5
    assert catalogue.document("gout") == document("Gout")
    assert catalogue.ledger() == ""  # it would tell of documents that are not there
    assert any(name.endswith("seg-000002") for name in repaired.set_aside)
    assert (folder / repaired.set_aside[-1] / "literature.sqlite").is_file()


def test_what_was_set_aside_outlives_later_writes(folder: Path) -> None:
    flip_a_byte(folder / SECOND / "literature.sqlite")
    aside = repair(folder, accept_loss=True).set_aside
    Index.add(folder, [document("Eczema"), document("Scurvy")], HashingEncoder())
    Index.compact(folder)
    assert all((folder / name).exists() for name in aside)
    assert open_catalogue(folder).verify().documents == 7


@pytest.mark.parametrize("name", ["tombstones.npy", "manifest.json"])
def test_a_damaged_generation_is_put_together_from_the_segments(folder: Path, name: str) -> None:
    flip_a_byte(folder / "gen-000002" / name)
    repaired = repair(folder)
    assert (repaired.lost, repaired.older, repaired.documents) == ((), (), 6)
    catalogue = open_catalogue(folder)
    assert catalogue.verify().documents == 6
    assert catalogue.document("gout") == document("Gout", "Changed.")


def test_without_any_manifest_all_good_segments_are_put_together(folder: Path) -> None:
    for name in ("gen-000001", "gen-000002", CURRENT):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert repair(folder).documents == 6
    assert open_catalogue(folder).document("gout") == document("Gout", "Changed.")
    assert Index.open(folder, HashingEncoder()).verify().documents == 6


def test_documents_come_back_from_segments_that_were_merged_away(folder: Path) -> None:
    Index.compact(folder)
    flip_a_byte(folder / "segments/seg-000003/literature.sqlite")
    repaired = repair(folder)
    assert (repaired.lost, repaired.older, repaired.documents) == ((), (), 6)
    assert open_catalogue(folder).document("gout") == document("Gout", "Changed.")


def test_what_was_removed_stays_removed(folder: Path) -> None:
    Index.remove(folder, ["asthma"])
    flip_a_byte(folder / SECOND / "lexical/positions.npy")
    assert repair(folder).documents == 5
    assert "asthma" not in {entry.doc_id for entry in open_catalogue(folder).documents()}


def test_nothing_to_save_is_told(folder: Path) -> None:
    for name in (FIRST, SECOND):
        flip_a_byte(folder / name / "literature.sqlite")
    with pytest.raises(IndexCorrupt, match="Nothing of the index"):
        repair(folder, HashingEncoder, accept_loss=True)
    with pytest.raises(IndexMissing):
        repair(folder / "nowhere")


def test_a_repaired_index_is_searched_by_readers_that_opened_it_before(folder: Path) -> None:
    index = Index.open(folder, HashingEncoder())
    before = index.search("gout", 5)
    (folder / CURRENT).write_text("damaged")
    repair(folder)
    assert index.search("gout", 5) == before


EXPORTED = Document(
    "a:1",
    "Title\twith “quotes” and \u2028 line separators",
    (Section(("One", "Two"), "First.\n\nSecond.", ((0,), ())), Section((), "")),
    "a",
    url="https://example.org",
    publisher="P",
    licence="CC0",
    date="2020",
    language="fr",
    synonyms=("S",),
    notice="N",
    sources=(SourcePage("p", "t", "u"),),
    identifiers=("pmid:1",),
    publication_types=("review",),
    retraction="Retracted: x",
    retracts=("pmid:2",),
    updated_by=("pmid:3",),
)


def test_what_is_exported_is_read_back_as_it_was(tmp_path: Path) -> None:
    given = [*documents(), EXPORTED, replace(document("Long"), sections=(Section((), "word " * 20_000),))]
    Index.add(tmp_path / "index", given, HashingEncoder())
    shell(tmp_path / "index", "export", str(tmp_path / "all.jsonl"))
    assert list(read([tmp_path / "all.jsonl"])) == given
    printed = shell(tmp_path / "index", "export")
    assert printed == (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    Index.add(tmp_path / "again", read([tmp_path / "all.jsonl"]), HashingEncoder())
    assert open_catalogue(tmp_path / "again").documents() == open_catalogue(tmp_path / "index").documents()
    summary = Index.add(tmp_path / "index", read([tmp_path / "all.jsonl"]), HashingEncoder())
    assert (summary.unchanged, summary.added, summary.updated) == (7, 0, 0)


def test_an_export_for_beir(tmp_path: Path) -> None:
    Index.add(tmp_path / "index", documents(), HashingEncoder())
    lines = [json.loads(line) for line in shell(tmp_path / "index", "export", "--format", "beir").splitlines()]
    assert [(line["_id"], line["title"]) for line in lines][:2] == [
        ("heart-failure", "Heart failure"),
        ("type-2-diabetes", "Type 2 diabetes"),
    ]
    assert "Most people with Heart failure live full lives." in lines[0]["text"]


def test_an_export_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    Index.add(tmp_path / "index", documents(), HashingEncoder())
    with pytest.raises(StorageError, match="choose another file"):
        shell(tmp_path / "index", "export", str(tmp_path / "nowhere" / "all.jsonl"))
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "line",
    [
        {**json.loads(to_line(EXPORTED)), "osler_document": 2},
        {**json.loads(to_line(EXPORTED)), "title": 5},
        {**json.loads(to_line(EXPORTED)), "sections": "none"},
        {**json.loads(to_line(EXPORTED)), "sections": [{"text": "no headings"}]},
        {**json.loads(to_line(EXPORTED)), "doc_id": " "},
        {"osler_document": 1},
    ],
)
def test_a_line_that_is_no_document_of_ours_is_refused(line: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="document"):
        exported_document(line)


def test_the_commands_say_what_was_done(folder: Path) -> None:
    assert "nothing was changed" in shell(folder, "repair")
    assert "2 segments became 1" in shell(folder, "compact")
    assert json.loads(shell(folder, "compact", "--json"))["segments"] == 1
    os.truncate(folder / "segments/seg-000003/literature.sqlite", 100)
    flip_a_byte(folder / SECOND / "literature.sqlite")
    with pytest.raises(IndexCorrupt, match="--yes"):
        shell(folder, "repair")
    told = shell(folder, "repair", "--yes")
    assert "lost: eczema" in told
    assert "back to an earlier version: gout" in told
    assert "set aside: damaged-000001/seg-000003" in told
    assert "whole" in shell(folder, "verify")


def shell(folder: Path, *arguments: str) -> str:
    def encoder() -> Encoder:
        return HashingEncoder()

    app = typer.Typer()
    app.add_typer(index_app(encoder, lambda: folder), name="index")
    return CliRunner().invoke(app, ["index", *arguments], catch_exceptions=False).stdout
