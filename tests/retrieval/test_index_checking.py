"""What need not be read again: files of a large index that were verified and have not been touched since."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from retrieval import checking
from retrieval.checking import check_unless_verified
from retrieval.durable import FileRecord, record_files
from retrieval.errors import IndexCorrupt

NOTES = ".verified.json"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, FileRecord]]:
    """Two files that were last touched long ago, in a process that knows nothing of them."""
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(os.urandom(1000))
    monkeypatch.setattr(checking, "_SETTLED_NS", -1)
    monkeypatch.setattr(checking, "_of_this_process", {})
    return [(tmp_path, record) for record in record_files(tmp_path)]


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process would."""
    monkeypatch.setattr(checking, "_of_this_process", {})


def flip_in_silence(path: Path) -> None:
    """As a failing disk does: the content changes and no time with it. Only the notes are told so."""
    content = bytearray(path.read_bytes())
    content[5] ^= 1
    path.write_bytes(content)


def test_a_large_index_is_noted_and_a_small_one_is_not(tmp_path: Path, files: list[tuple[Path, FileRecord]]) -> None:
    check_unless_verified(tmp_path, files)
    assert not (tmp_path / NOTES).exists()
    checking._of_this_process.clear()
    check_unless_verified(tmp_path, files, always_read=10)
    assert (tmp_path / NOTES).exists()


@pytest.mark.parametrize("always_read", [10, 10_000])
def test_a_touched_file_is_read_again(
    tmp_path: Path, files: list[tuple[Path, FileRecord]], monkeypatch: pytest.MonkeyPatch, always_read: int
) -> None:
    check_unless_verified(tmp_path, files, always_read)
    time.sleep(0.02)
    flip_in_silence(tmp_path / "one")
    for _ in range(2):
        with pytest.raises(IndexCorrupt, match="one was changed"):
            check_unless_verified(tmp_path, files, always_read)
        forget(monkeypatch)


def test_a_noted_file_is_not_read_again(
    tmp_path: Path, files: list[tuple[Path, FileRecord]], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_unless_verified(tmp_path, files, always_read=10)
    forget(monkeypatch)
    read: list[str] = []
    monkeypatch.setattr(checking, "check_contents", lambda folder, records: read.extend(r.name for r in records))
    check_unless_verified(tmp_path, files, always_read=10)
    assert read == []
    check_unless_verified(tmp_path, files)  # a small index is read each time by a new process
    assert read == []
    forget(monkeypatch)
    check_unless_verified(tmp_path, files)
    assert read == ["one", "two"]


@pytest.mark.parametrize("notes", ["", "{", "[]", '{"one": 5}', "\x00"])
def test_damaged_notes_say_nothing(tmp_path: Path, files: list[tuple[Path, FileRecord]], notes: str) -> None:
    (tmp_path / NOTES).write_text(notes)
    flip_in_silence(tmp_path / "two")
    with pytest.raises(IndexCorrupt, match="two was changed"):
        check_unless_verified(tmp_path, files, always_read=10)


def test_a_file_changed_just_now_is_not_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").write_bytes(b"x" * 100)
    check_unless_verified(tmp_path, [(tmp_path, record) for record in record_files(tmp_path)], always_read=10)
    assert not (tmp_path / NOTES).exists()
