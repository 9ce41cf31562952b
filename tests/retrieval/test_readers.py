"""Reading: what lies at a path, what a file is, and what is said of files that cannot be read."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import (
    FORMATS,
    DocumentRepeated,
    FileFailed,
    FileRead,
    FileSkipped,
    ReadEvent,
    ReadStarted,
    ReadTally,
    read,
)
from retrieval.readers.content import Content, Origin, Outcome
from retrieval.readers.detection import HEAD, kind_of
from retrieval.readers.reading import _READERS
from tests.retrieval.samples import MEDQUAD, SUFFIX, sample


def reading(*paths: Path, format_name: str | None = None) -> tuple[list[Document], list[ReadEvent]]:
    events: list[ReadEvent] = []
    return list(read(paths, format_name, events.append)), events


def reason(path: Path) -> str:
    documents, events = reading(path)
    assert documents == []
    return next(event.error.reason for event in events if isinstance(event, FileFailed))


NAMED = {"markdown", "text"}  # kinds of plain text that only the name tells apart


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_format_is_found_from_the_content(format_name: str, tmp_path: Path) -> None:
    data = sample(format_name)
    name = "a" + (SUFFIX[format_name] if format_name in NAMED else "")
    if not data.startswith(b"PK"):
        assert kind_of(data[:HEAD], name).format == format_name
    (tmp_path / name).write_bytes(data)
    assert reading(tmp_path / name)[0]


WRONG = {
    "a.xml": (b"%PDF-1.7\n%\xe2\xe3", "is a PDF that cannot be read"),
    "b.xml": (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
    "c.nxml": (b"<!DOCTYPE html>\n<html><body>404</body></html>", "is an HTML page, not the XML its name promises"),
    "d.nxml": (b'<?xml version="1.0"?><html><body>404</body></html>', "is an HTML page"),
    "e.xml": (b"", "is empty"),
    "f.xml": (b"  \n ", "is empty"),
    "g.xml": (MEDQUAD.encode()[:-40], "is not well-formed XML"),
    "h.xml": (MEDQUAD.replace("mild", "m\xefld").encode("latin-1"), "is not valid UTF-8 at byte"),
    "i.xml": (b'<?xml version="1.0" encoding="klingon"?>' + MEDQUAD.partition("?>")[2].encode(), "unknown"),
    "j.xml": (b"<note><to>x</to></note>", "is XML of a kind unknown here (<note>)"),
    "k.xml": (b'<!DOCTYPE article [<!ENTITY a "b">]><article><body>&a;</body></article>', "declares XML entities"),
    "l.md": (b"---\ntitle: [\n---\n\nText.\n", "front matter that is not YAML"),
    "m.jsonl": (b"not json\n", "is plain text"),
    "n.jsonl.gz": (gzip.compress(b'{"text": "x"}\n' * 999)[:-20], "is damaged or cut short"),
    "o.zip": (b"PK\x03\x04 nothing", "is damaged or cut short"),
    "p.docx": (b"PK\x03\x04 nothing", "is an archive or office document"),
    "q.xml": (bytes(range(256)) * 20, "is not text"),
    "r.csv": (b"name;value\r\na;b\r\n", "has no column known to hold text (its first row: 'name', 'value')"),
    "s.json": (b'{"a": 1}', "is JSON without documents (its keys: 'a')"),
    "t.json": (b'[{"text": "a"; {"text"', "is not valid JSON (line 1"),
    "u.html": (b"<html>" + b"\x00\x01" * 4000, "is a binary file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_bad_file_is_named_with_its_reason(name: str, tmp_path: Path) -> None:
    data, expected = WRONG[name]
    (tmp_path / name).write_bytes(data)
    assert expected in reason(tmp_path / name)


def test_a_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    for name, (data, _) in WRONG.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z.xml").write_text(MEDQUAD, encoding="utf-8")
    (tmp_path / ".hidden.xml").write_text("no", encoding="utf-8")
    (tmp_path / "LICENSE").write_text("Some words.", encoding="utf-8")
    documents, events = reading(tmp_path)
    assert [document.title for document in documents] == ["Glub fever"]
    started = events[0]
    assert isinstance(started, ReadStarted)
    told = Counter(type(event) for event in events)
    assert told[FileRead] == 1
    assert told[FileRead] + told[FileSkipped] + told[FileFailed] == started.files
    skipped = {Path(event.name).name for event in events if isinstance(event, FileSkipped)}
    assert skipped == {"LICENSE"}


def test_a_path_that_does_not_exist_and_an_unknown_format_fail_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        read([tmp_path / "nowhere"])
    with pytest.raises(ReadError, match="use one of"):
        read([tmp_path], "klingon")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Café\n\nThe café is 5 µm wide.\n".encode(encoding))
    declared = MEDQUAD.replace("UTF-8", encoding.removesuffix("-sig")).replace("mild", "café")
    (tmp_path / "b.xml").write_bytes(declared.encode(encoding))
    documents, _ = reading(tmp_path)
    assert documents[0].sections[0].text == "The café is 5 µm wide."
    assert documents[1].sections[0].text.startswith("Glub fever is café.")


def test_a_forced_format_takes_what_was_not_recognised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words of a note.\n", encoding="utf-8")
    assert reading(tmp_path / "a.txt", format_name="markdown")[0][0].sections[0].text == "Words of a note."


def test_a_zip_is_read_in_place_and_gives_the_ids_of_the_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("set-main/1_QA/7.xml", MEDQUAD)
        archive.writestr("set-main/bad.xml", "<a>")
        archive.writestr("__MACOSX/7.xml", "x")
    documents, events = reading(tmp_path / "set.zip")
    assert [document.doc_id for document in documents] == ["medquad:1_QA/7"]
    failed = [event.error.path for event in events if isinstance(event, FileFailed)]
    assert failed == ["set.zip/set-main/bad.xml"]
    assert reading(tmp_path)[0] == documents


def test_an_archive_that_is_dangerous_is_refused_entry_by_entry(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../up.xml", MEDQUAD)
        archive.writestr("/root.xml", MEDQUAD)
        archive.writestr("C:\\windows.xml", MEDQUAD)
        archive.writestr("bomb.xml", b" " * 9_000_000)
        archive.writestr("good/1.xml", MEDQUAD)
    documents, events = reading(tmp_path / "bad.zip")
    assert [document.doc_id for document in documents] == ["medquad:good/1"]
    assert sum("is refused" in event.error.reason for event in events if isinstance(event, FileFailed)) == 4


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' + b" \n" * 5_000_000))
    _, events = reading(tmp_path / "a.jsonl.gz")
    failed = next(event for event in events if isinstance(event, FileFailed))
    assert "swells" in failed.error.reason
    assert failed.documents == 1


def test_a_document_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(MEDQUAD, encoding="utf-8")
    documents, events = reading(tmp_path, tmp_path / "a.xml")
    assert len(documents) == 1
    assert [event.doc_id for event in events if isinstance(event, DocumentRepeated)] == [documents[0].doc_id]


def test_the_tally_says_whether_anything_was_read(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("Words.", encoding="utf-8")
    tally = ReadTally()
    for event in reading(tmp_path)[1]:
        tally = tally.plus(event)
    assert (tally.skipped, tally.anything_read) == (1, False)
    assert tally.plus(FileRead("a", 3)).anything_read


MUTATIONS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 6), st.binary(max_size=6)), min_size=1, max_size=6)


def mutated(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for position, length, replacement in changes:
        at = position % (len(data) + 1)
        data = data[:at] + replacement + data[at + length :]
    return data


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(FORMATS), MUTATIONS)
def test_only_typed_errors_leave_a_reader(format_name: str, changes: list[tuple[int, int, bytes]]) -> None:
    data = mutated(sample(format_name), changes)
    kind_of(data[:16384], "a" + SUFFIX[format_name])
    content = Content(Origin("a", ("folder", "a" + SUFFIX[format_name])), io.BytesIO(data))
    try:
        outcomes = list(_READERS[format_name](content, {}))
    except ReadError:
        return
    assert all(isinstance(outcome, Outcome) for outcome in outcomes)


@settings(max_examples=20, deadline=None)
@given(changes=MUTATIONS)
def test_a_damaged_archive_gives_documents_or_reports(
    changes: list[tuple[int, int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FORMATS:
            archive.writestr(f"folder/{name}{SUFFIX[name]}", sample(name))
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(mutated(buffer.getvalue(), changes))
    documents, events = reading(path)
    assert documents or any(isinstance(event, FileFailed | FileSkipped) for event in events)
