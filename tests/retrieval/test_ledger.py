"""The ledger of an index: what it says after adding, at every moment of reading, and when it is another's."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import updating
from retrieval.documents import Document
from retrieval.encoding import HashingEncoder
from retrieval.errors import IndexMissing, LedgerMissing, NothingToRead
from retrieval.index import Index
from retrieval.ledger import Addition, FileEntry, Ledger, parse, written
from retrieval.readers import FileRead
from retrieval.recording import Place, Recorder
from tests.retrieval.library import Library, added, no_encoder, two_files
from tests.retrieval.literature import documents


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return two_files(tmp_path)


def test_the_ledger_says_which_file_gave_what(library: Library) -> None:
    (addition,) = added(library).ledger().additions
    assert (addition.place, addition.named) == (str(library.files), False)
    heart, lungs = sorted(addition.files, key=lambda entry: entry.path)
    assert heart.path == str(library.files / "heart.jsonl")
    assert (len(heart.doc_ids), len(lungs.doc_ids)) == (2, 1)
    assert heart.size == (library.files / "heart.jsonl").stat().st_size
    assert len(heart.sha256) == 64


def test_an_archive_is_one_entry(library: Library, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in library.files.iterdir():
            archive.write(path, f"all/{path.name}")
        archive.writestr("all/picture.png", b"\x89PNG\r\n\x1a\n\0\0")
    library.run("add", str(tmp_path / "all.zip"))
    (entry,) = library.ledger().additions[0].files
    assert (entry.path, len(entry.doc_ids)) == (str(tmp_path / "all.zip"), 3)
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 1


def test_a_relative_path_is_on_record_as_it_is(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(library.files)
    library.run("add", "../literature/heart.jsonl")
    monkeypatch.chdir(tmp_path)
    assert library.ledger().additions[0].place == str(library.files / "heart.jsonl")
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 1


def test_a_path_without_literature_is_not_on_record(library: Library, tmp_path: Path) -> None:
    added(library)
    (tmp_path / "broken.jsonl").write_text("{not json")
    with pytest.raises(NothingToRead):
        library.run("add", str(tmp_path / "broken.jsonl"))
    assert len(library.ledger().additions) == 1


def test_nothing_read_makes_no_index(library: Library, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{not json")
    with pytest.raises(NothingToRead):
        library.run("add", str(tmp_path / "broken.jsonl"))
    with pytest.raises(IndexMissing):
        library.run("update")


ENTRY = FileEntry("/a.jsonl", 3, 4, "ab", ("x:1",), lost=("x:2",))


def test_a_ledger_comes_back_as_it_was_written() -> None:
    ledger = Ledger((Addition("/a", files=(ENTRY,)), Addition("medquad", True, limit=3)))
    assert parse(written(ledger), Path("index")) == ledger


def test_a_ledger_of_another_time_is_read_as_far_as_it_goes() -> None:
    newer = '{"schema_version": 1, "colour": "red", "additions": [{"place": "/a", "mood": "good"}]}'
    assert parse(newer, Path("index")) == Ledger((Addition("/a"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "run `osler index add`"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"schema_version": 9}', "newer"),
    ],
)
def test_a_ledger_that_is_none_is_said(text: str, words: str) -> None:
    with pytest.raises(LedgerMissing, match=words):
        parse(text, Path("index"))


def test_an_index_without_a_ledger_is_said(library: Library) -> None:
    Index.add(library.index, documents(), HashingEncoder())
    with pytest.raises(LedgerMissing, match="does not say what it was made from"):
        library.run("update")
    added(library)
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 2


class StopError(Exception):
    """Somebody pulled the plug."""


def test_a_killed_add_is_gone_on_with(library: Library) -> None:
    for number in range(40):
        library.write(f"topic{number:02d}.jsonl", **{f"Topic {number}": f"This is about topic {number}."})
    recording = updating.Recording(
        library.index, [Place(Addition(str(library.files)), library.files)], lambda event: None
    )

    def some() -> Iterator[Document]:
        for number, document in enumerate(recording.documents(None)):
            if number == 25:
                raise StopError
            yield document

    with pytest.raises(StopError):
        Index.add(library.index, some(), HashingEncoder(), ledger=recording.ledger, checkpoint_passages=8)
    before = len(library.held())
    assert 0 < before < 42
    assert len(library.ledger().additions[0].files) <= before
    report = library.json("update")
    assert report["index_documents"] == 43
    assert report["added"] == 43 - before
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 42


def test_an_archive_read_half_is_read_again(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    archive.write_bytes(b"PK")
    recorder = Recorder(Ledger, [Place(Addition(str(archive)), archive)])
    recorder.note(FileRead("all.zip/1", 1, path=str(archive), doc_ids=("x:1",)))
    half = recorder.ledger().additions[0].files[0]
    assert (half.sha256, half.doc_ids) == ("", ("x:1",))
    recorder.note(FileRead("all.zip/2", 1, path=str(archive), doc_ids=("x:2",)))
    recorder.finish()
    whole = recorder.ledger().additions[0].files[0]
    assert (len(whole.sha256), whole.doc_ids) == (64, ("x:1", "x:2"))


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    recorder = Recorder(Ledger, [Place(Addition(str(path)), path)])
    path.write_text("written after reading began")
    os.utime(path, (4_000_000_000, 4_000_000_000))
    recorder.note(FileRead("a.jsonl", 1, path=str(path), doc_ids=("x:1",)))
    recorder.finish()
    assert recorder.ledger().additions[0].files[0].sha256 == ""


def test_a_long_ledger_is_not_written_at_every_checkpoint(tmp_path: Path) -> None:
    times = iter([0.0, 0.0, 1.0, 5.0, 30.0, 30.0, 31.0])
    recorder = Recorder(Ledger, [Place(Addition(str(tmp_path)), tmp_path)], clock=lambda: next(times))
    recorder.note(FileRead("a", 1, path=str(tmp_path / "a"), doc_ids=("x:1",)))
    first = recorder.text()
    recorder.note(FileRead("b", 1, path=str(tmp_path / "b"), doc_ids=("x:2",)))
    assert recorder.text() == first
    assert "x:2" in recorder.text()
