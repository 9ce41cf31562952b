"""What goes wrong with an index on disk: damage, strangers, full disks, killed and competing writers."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.documents import Document, Section
from retrieval.encoding import HashingEncoder
from retrieval.errors import (
    IndexBusy,
    IndexCorrupt,
    IndexForeign,
    IndexMissing,
    ReadError,
    RetrievalError,
    StorageError,
)
from retrieval.index import Index, open_catalogue
from retrieval.publishing import write_lock
from tests.retrieval.literature import document, documents

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    Index.add(folder, documents(), HashingEncoder())
    return folder


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["dense.faiss", "lexical/positions.npy", "lexical/terms.utf8"])
@pytest.mark.parametrize("damage", [truncate, flip_a_byte, Path.unlink])
def test_a_damaged_index_is_never_searched(folder: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(folder / "segments/seg-000001" / name)
    with pytest.raises(IndexCorrupt, match=Path(name).name):
        Index.open(folder, HashingEncoder())


@pytest.mark.parametrize("damage", [truncate, Path.unlink])
def test_literature_of_another_size_is_refused(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder / "segments/seg-000001/literature.sqlite")
    with pytest.raises(IndexCorrupt, match=r"literature\.sqlite"):
        Index.open(folder, HashingEncoder())


def test_a_flipped_byte_of_the_literature_is_found_by_verify_and_never_copied(folder: Path) -> None:
    flip_a_byte(folder / "segments/seg-000001/literature.sqlite")
    with pytest.raises(IndexCorrupt):
        open_catalogue(folder).verify()
    with pytest.raises(IndexCorrupt):
        Index.add(folder, [document("Eczema")], HashingEncoder())


def test_an_edited_manifest_is_refused(folder: Path) -> None:
    manifest = folder / "gen-000001" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"dimensions": 64', '"dimensions": 65'))
    with pytest.raises(IndexCorrupt, match=r"manifest\.json"):
        open_catalogue(folder)


def test_another_schema_version_is_foreign(folder: Path) -> None:
    manifest = folder / "gen-000001" / "manifest.json"
    record = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**record, "schema_version": 99}))
    (folder / "CURRENT").write_text(f"gen-000001 {hashlib.sha256(manifest.read_bytes()).hexdigest()}\n")
    with pytest.raises(IndexForeign, match="99"):
        open_catalogue(folder)


@pytest.mark.parametrize("pointer", ["", "gen-000009 " + "0" * 64, "../elsewhere " + "0" * 64, "\x00\xff"])
def test_current_pointing_nowhere_is_corrupt(folder: Path, pointer: str) -> None:
    (folder / "CURRENT").write_text(pointer)
    with pytest.raises(IndexCorrupt):
        open_catalogue(folder)


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissing, match="osler index add PATH"):
            Index.open(folder, HashingEncoder())
        with pytest.raises(IndexMissing, match="osler index add PATH"):
            Index.remove(folder, ["gout"])


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(IndexForeign, match="--index"):
        Index.open(tmp_path, HashingEncoder())
    with pytest.raises(IndexForeign, match="--index"):
        Index.add(tmp_path, documents(), HashingEncoder())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_the_folder_of_another_program_with_a_file_named_current_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("MANIFEST-000004\n")
    (tmp_path / "000003.log").write_text("theirs")
    with pytest.raises(IndexForeign, match="--index"):
        Index.open(tmp_path, HashingEncoder())
    with pytest.raises(IndexForeign, match="--index"):
        Index.add(tmp_path, documents(), HashingEncoder())
    assert {path.name for path in tmp_path.iterdir()} >= {"CURRENT", "000003.log"}


def test_a_file_in_the_place_of_the_folder_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(IndexForeign):
        Index.add(tmp_path / "index", documents(), HashingEncoder())


def test_a_failing_reader_leaves_the_index_as_it_was(folder: Path) -> None:
    def failing() -> Iterator[Document]:
        yield document("Eczema")
        raise ReadError("scurvy.xml", "is not XML")

    with pytest.raises(ReadError):
        Index.add(folder, failing(), HashingEncoder())
    assert_untouched(folder)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from retrieval.encoding import HashingEncoder
from retrieval.errors import StorageError
from retrieval.index import Index
from tests.retrieval.literature import document

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write past the limit fails as on a full disk
text = " ".join(f"word{i}" for i in range(4000))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    Index.add(Path(sys.argv[1]), [document(f"Topic {i}", text) for i in range(20)], HashingEncoder(512))
except StorageError as error:
    sys.exit(7 if "free some space" in str(error) else 8)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on file sizes")
@pytest.mark.parametrize(
    "limit",
    [4_000, pytest.param(30_000, marks=pytest.mark.slow), pytest.param(300_000, marks=pytest.mark.slow), 600_000],
)
def test_a_full_disk_is_a_storage_error_and_the_index_untouched(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "index"
    Index.add(folder, documents(), HashingEncoder(512))
    code = [sys.executable, "-c", FULL_DISK, str(folder), str(limit)]
    assert subprocess.run(code, cwd=REPOSITORY, check=False).returncode == 7
    assert {path.name for path in folder.iterdir()} == {"CURRENT", ".lock", "gen-000001", "segments"}
    assert Index.open(folder, HashingEncoder(512)).verify().documents == 5


KILLED = """
import sys, time
from pathlib import Path
from retrieval.encoding import HashingEncoder
from retrieval.index import Index
from tests.retrieval.literature import document

class Slow(HashingEncoder):
    def encode(self, texts):
        print("encoding", flush=True)
        time.sleep(60)

Index.add(Path(sys.argv[1]), [document("Eczema"), document("Gout", "Changed.")], Slow())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_killed_writer_leaves_the_index_and_its_debris_goes_with_the_next_write(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)], cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == b"encoding"
        with pytest.raises(IndexBusy, match="wait"):
            Index.add(folder, [document("Scurvy")], HashingEncoder())
        writer.send_signal(signal.SIGKILL)
    assert (folder / "segments/seg-000002").is_dir()
    assert Index.open(folder, HashingEncoder()).verify().documents == 5
    Index.add(folder, [document("Eczema")], HashingEncoder())
    assert {path.name for path in folder.iterdir()} == {*("CURRENT", ".lock", "gen-000001", "gen-000002", "segments")}
    assert {path.name for path in (folder / "segments").iterdir()} == {"seg-000001", "seg-000002"}
    assert Index.open(folder, HashingEncoder()).verify().documents == 6


def test_a_first_write_that_was_killed_leaves_no_index_and_can_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "gen-000001").mkdir()
    (tmp_path / "gen-000001" / "literature.sqlite").write_text("half")
    (tmp_path / ".lock").touch()
    with pytest.raises(IndexMissing):
        open_catalogue(tmp_path)
    Index.add(tmp_path, documents(), HashingEncoder())
    assert open_catalogue(tmp_path).verify().documents == 5


def test_two_writers(folder: Path) -> None:
    with write_lock(folder), pytest.raises(IndexBusy, match="wait"):
        Index.add(folder, [document("Eczema")], HashingEncoder())
    with write_lock(folder), pytest.raises(IndexBusy):
        Index.remove(folder, ["gout"])
    assert Index.add(folder, [document("Eczema")], HashingEncoder()).added == 1


def test_an_open_index_goes_on_finding_what_it_found_while_others_write(folder: Path) -> None:
    index = Index.open(folder, HashingEncoder())
    before = index.search("gout", 10)
    Index.remove(folder, ["gout"])
    Index.compact(folder)
    Index.add(folder, [document("Eczema")], HashingEncoder())
    assert index.search("gout", 10) == before
    assert not index.is_current()


def _write_often(folder: Path) -> None:
    for i in range(4):
        Index.add(folder, [document(f"Topic {i}")], HashingEncoder())


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be deleted there")
def test_readers_open_while_a_writer_writes(folder: Path) -> None:
    writer = multiprocessing.get_context("spawn").Process(target=_write_often, args=(folder,))
    writer.start()
    opened = 0
    while writer.is_alive():
        index = Index.open(folder, HashingEncoder())
        assert index.search("gout", 1)[0].passage.doc_id == "gout"
        opened += 1
        time.sleep(0.001)
    writer.join()
    assert writer.exitcode == 0
    assert opened > 2
    assert Index.open(folder, HashingEncoder()).verify().documents == 9


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(StorageError, match="Permission denied"):
        Index.add(tmp_path / "index", documents(), HashingEncoder())


def test_a_copied_index_is_an_index(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "with space ü#?")
    assert Index.open(tmp_path / "with space ü#?", HashingEncoder()).verify().documents == 5


@pytest.mark.parametrize("error", [IndexBusy, IndexCorrupt, IndexForeign, IndexMissing, StorageError])
def test_one_tree_of_errors(error: type[Exception]) -> None:
    assert issubclass(error, RetrievalError)


def assert_untouched(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"CURRENT", ".lock", "gen-000001", "segments"}
    assert Index.open(folder, HashingEncoder()).verify().documents == 5


def test_an_index_that_lost_its_pointer_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    Index.add(
        folder,
        [Document("a:1", "Gout", (Section(("Gout",), "Gout is a painful disease of joints."),), "a")],
        HashingEncoder(),
    )
    (folder / "CURRENT").unlink()
    with pytest.raises(IndexCorrupt, match="lost its file CURRENT"):
        Index.open(folder, HashingEncoder())
    with pytest.raises(IndexCorrupt, match="lost its file CURRENT"):
        Index.add(folder, [], HashingEncoder())
    assert list(folder.glob("segments/*/dense.faiss"))
