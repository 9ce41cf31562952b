"""Tar archives: read in place, from front to back, and refused where they are dangerous."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Document
from retrieval.readers import FileFailed, FileRead, FileSkipped, ReadEvent, ReadStarted, read, tarballs
from tests.retrieval.samples import CNXML, COLLECTION, MEDQUAD

MODES = {"set.tar": "w", "set.tar.gz": "w:gz", "set.tgz": "w:gz", "a set": "w:gz"}


def member(name: str, data: bytes | str) -> tuple[tarfile.TarInfo, io.BytesIO]:
    content = data.encode() if isinstance(data, str) else data
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info, io.BytesIO(content)


def packed(path: Path, files: dict[str, bytes | str], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            archive.addfile(*member(name, data))
    return path


def reading(path: Path) -> tuple[list[Document], list[ReadEvent]]:
    events: list[ReadEvent] = []
    return list(read([path], on_event=events.append)), events


def failures(events: list[ReadEvent]) -> list[tuple[str, str]]:
    return [(event.error.path, event.error.reason) for event in events if isinstance(event, FileFailed)]


@pytest.mark.parametrize("name", MODES)
def test_an_archive_is_read_in_place_and_gives_the_ids_of_the_folder(name: str, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "./set-main/1_QA/7.xml": MEDQUAD,
        "set-main/packed.xml.gz": gzip.compress(MEDQUAD.encode()),
        "set-main/bad.xml": "<a>",
        "set-main/._7.xml": "hidden",
        "set-main/cover.jpg": b"\xff\xd8\xff picture",
    }
    documents, events = reading(packed(tmp_path / name, files, MODES[name]))
    assert [document.doc_id for document in documents] == ["medquad:1_QA/7", "medquad:set-main/packed"]
    assert [path for path, _ in failures(events)] == [f"{name}/set-main/bad.xml"]
    assert isinstance(events[0], ReadStarted) and events[0].files == 4
    assert [document.doc_id for document in reading(tmp_path)[0]] == ["medquad:1_QA/7", "medquad:set-main/packed"]


def test_the_same_files_give_the_same_documents_from_a_zip(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"b/collections/g.collection.xml": COLLECTION, "b/modules/m1/index.cnxml": CNXML}
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    expected = reading(tmp_path / "set.zip")[0]
    assert expected[0].doc_id == "openstax:glubology-2e/m1"
    assert reading(packed(tmp_path / "set.tar.gz", files))[0] == expected
    backwards = dict(reversed(files.items()))
    assert reading(packed(tmp_path / "set.tgz", backwards))[0] == expected


def test_what_is_dangerous_is_refused_entry_by_entry(tmp_path: Path) -> None:
    path = tmp_path / "bad.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("../up.xml", "/root.xml", "C:\\windows.xml", "a/../../b.xml"):
            archive.addfile(*member(name, MEDQUAD))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"kind-{kind.decode()}.xml")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        folder = tarfile.TarInfo("good")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        archive.addfile(*member("good/1.xml", MEDQUAD))
    documents, events = reading(path)
    assert [document.doc_id for document in documents] == ["medquad:good/1"]
    told = failures(events)
    assert len(told) == 8
    assert all("is refused" in reason for _, reason in told)


def test_a_bomb_is_stopped_while_it_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tar.gz"
    packed(path, {"a/1.xml": MEDQUAD, "a/bomb.xml": b" " * 30_000_000, "a/2.xml": MEDQUAD})
    documents, events = reading(path)
    assert [document.doc_id for document in documents] == ["medquad:a/1"]
    assert any("swells" in reason for _, reason in failures(events))


def test_a_header_of_many_megabytes_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(*member("a/1.xml", MEDQUAD))
        info, data = member("a/2.xml", MEDQUAD)
        info.pax_headers = {"comment": "x" * 3_000_000}
        archive.addfile(info, data)
    documents, events = reading(path)
    assert [document.doc_id for document in documents] == ["medquad:a/1"]
    assert any("header in it is too long" in reason for _, reason in failures(events))


def test_a_sparse_file_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a/holes.xml")
    info.type = tarfile.GNUTYPE_SPARSE
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    assert [reason for _, reason in failures(reading(tmp_path / "a.tar")[1])] == ["is refused: it is no plain file"]


@pytest.mark.parametrize("name", ["set.tar", "set.tar.gz"])
def test_an_archive_cut_short_gives_what_came_before(name: str, tmp_path: Path) -> None:
    rng = random.Random(5)
    files: dict[str, bytes | str] = {f"a/{n}.xml": MEDQUAD + f"<!-- {rng.random()} -->" for n in range(40)}
    data = packed(tmp_path / name, files, MODES[name]).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    documents, events = reading(tmp_path / name)
    assert 0 < len(documents) < 40
    assert any("is damaged or cut short" in reason for _, reason in failures(events))


def test_damage_between_two_files_is_not_taken_for_the_end(tmp_path: Path) -> None:
    path = packed(tmp_path / "set.tar", {f"a/{n}.xml": MEDQUAD for n in range(4)}, "w")
    data = bytearray(path.read_bytes())
    at = data.index(b"a/2.xml")
    data[at : at + 4] = b"\xff\xfe\xfd\xfc"
    path.write_bytes(data)
    documents, events = reading(path)
    assert [document.doc_id for document in documents] == ["medquad:a/0", "medquad:a/1"]
    assert len(failures(events)) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>404</html>", gzip.compress(b"<html>404</html>", mtime=0), b"\x1f\x8b\x08"],
    ids=["nothing", "a page", "a packed page", "a magic number"],
)
def test_what_is_only_called_an_archive_is_told_so(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "set.tar.gz").write_bytes(data)
    assert [reason for _, reason in failures(reading(tmp_path / "set.tar.gz")[1])]


def test_a_gzip_file_that_is_no_archive_stays_one_file(tmp_path: Path) -> None:
    (tmp_path / "7.xml.gz").write_bytes(gzip.compress(MEDQUAD.encode()))
    assert len(reading(tmp_path / "7.xml.gz")[0]) == 1


def test_a_compressed_archive_is_unpacked_no_more_than_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, bytes | str] = {f"a/{n}.xml": MEDQUAD.replace("Glub", f"Glub{n}") for n in range(300)}
    path = packed(tmp_path / "set.tar.gz", files)
    unpacked = 0
    original = gzip.GzipFile.read

    def counted(self: gzip.GzipFile, size: int | None = -1) -> bytes:
        nonlocal unpacked
        data = original(self, size)
        unpacked += len(data)
        return data

    monkeypatch.setattr(gzip.GzipFile, "read", counted)
    assert len(reading(path)[0]) == 300
    whole = len(gzip.decompress(path.read_bytes()))
    assert 0 < unpacked < 2.2 * whole


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tarballs, "MOST_ENTRIES", 5)
    path = packed(tmp_path / "set.tar", {f"a/{n}.xml": MEDQUAD for n in range(9)}, "w")
    assert any("more than 5 files" in reason for _, reason in failures(reading(path)[1]))


CHANGES = st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(changes=CHANGES, mode=st.sampled_from(["w", "w:gz"]))
def test_a_damaged_archive_gives_documents_or_reports(
    changes: list[tuple[int, int, bytes]], mode: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tar") / "a.tar.gz"
    data = packed(path, {"a/1.xml": MEDQUAD, "a/2.cnxml": CNXML, "a/3.xml": MEDQUAD}, mode).read_bytes()
    for position, length, replacement in changes:
        at = position % len(data)
        data = data[:at] + replacement + data[at + length :]
    path.write_bytes(data)
    documents, events = reading(path)
    assert documents or any(isinstance(event, FileFailed | FileSkipped | FileRead) for event in events)
