"""Generations of an index on disk: how one is named, written whole, checked, and put in the place of the last.

    index/
      CURRENT            "gen-000002 <sha256 of its manifest>": the generation to read
      gen-000002/
        manifest.json    versions, encoder, counts, and the size and sha256 of every other file
        …

A writer makes the next generation beside the current one and replaces CURRENT last, in one atomic step: whenever it is
killed, readers still find the old generation, and the next writer clears the half-made one away. Knows nothing of what
the files hold.
"""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from retrieval.errors import IndexBusy, IndexCorrupt, IndexForeign, IndexMissing, StorageError
from retrieval.records import from_json

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
REBUILD = "delete the index folder and run `osler index add PATH` again"

T = TypeVar("T")

_CURRENT, _CURRENT_NEW, _LOCK = "CURRENT", "CURRENT.new", ".lock"
_GENERATION = re.compile(r"gen-(\d{6,})")
_POINTER = re.compile(r"(gen-\d{6,}) ([0-9a-f]{64})\n?")
_FULL_OR_READ_ONLY = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
}


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a generation, by its path in it, with what it must be."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How much of the index comes from one source."""

    source: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is. `created` is ISO 8601, in UTC."""

    schema_version: int
    osler_version: str
    created: str
    encoder_id: str
    encoder_fingerprint: str
    dimensions: int
    sources: tuple[SourceCount, ...]
    files: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation that is whole: its folder, and its manifest, which has been checked against CURRENT."""

    folder: Path
    manifest: Manifest

    def check_contents(self, names: Iterable[str] | None = None) -> None:
        """Checks the sha256 of the files whose names begin so (all, by default). Raises IndexCorrupt."""
        chosen = [f for f in self.manifest.files if names is None or f.name.startswith(tuple(names))]
        with ThreadPoolExecutor(max_workers=4) as threads:  # hashing releases the interpreter's lock
            for file, sha256 in zip(chosen, threads.map(lambda f: _sha256(self.folder / f.name), chosen), strict=True):
                if sha256 != file.sha256:
                    raise IndexCorrupt(f"{self.folder / file.name} was changed after it was written: {REBUILD}.")


def read_current(folder: Path, load: Callable[[Snapshot], T]) -> T:
    """What `load` makes of the current generation, whose manifest and file sizes have been checked.

    A writer may replace the generation while we read it; then the newer one is read instead.
    """
    pointer = _read_pointer(folder)
    while True:
        try:
            return load(_open_generation(folder, *pointer))
        except (IndexCorrupt, FileNotFoundError) as error:
            before, pointer = pointer, _read_pointer(folder)
            if pointer == before:
                if isinstance(error, IndexCorrupt):
                    raise
                raise IndexCorrupt(f"{error.filename} is missing: {REBUILD}.") from error


def current_generation(folder: Path) -> str:
    """The name of the generation that readers are to open."""
    return _read_pointer(folder)[0]


def has_index(folder: Path) -> bool:
    """Whether there is an index at the folder. Raises IndexForeign where there is something else."""
    if (folder / _CURRENT).is_file():
        return True
    if folder.exists() and (not folder.is_dir() or any(not _is_ours(path.name) for path in folder.iterdir())):
        raise _foreign(folder)
    return False


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Holds the index for one writer. The system frees the lock when the process ends, however it ends."""
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / _LOCK).open("a+b")
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise IndexBusy(f"Another process is writing the index at {folder}: wait until it has finished.") from error
        yield


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """A fresh folder for the next generation, to be filled and handed to `publish`; removed where it was not.

    The caller holds the write lock, so any generation that is not the current one is what a killed writer left.
    """
    if not has_index(folder):
        _refuse_lost_pointer(folder)
    current = _read_pointer(folder)[0] if has_index(folder) else "gen-000000"
    with storing(folder):
        _remove_generations(folder, keep=current)
        generation = folder / f"gen-{int(current.removeprefix('gen-')) + 1:06d}"
        generation.mkdir()
    try:
        yield generation
    finally:
        if not has_index(folder) or _read_pointer(folder)[0] != generation.name:
            shutil.rmtree(generation, ignore_errors=True)


def publish(folder: Path, generation: Path, manifest: Manifest) -> Snapshot:
    """Makes a filled generation the current one, once all of it is safely on the disk; then removes the last one."""
    with storing(folder):
        names = sorted(path.relative_to(generation).as_posix() for path in generation.rglob("*") if path.is_file())
        manifest = dataclasses.replace(manifest, files=tuple(_record(generation, name) for name in names))
        text = json.dumps(dataclasses.asdict(manifest), indent=2, ensure_ascii=False)
        _write_synced(generation / MANIFEST, text)
        for inner in (path for path in generation.rglob("*") if path.is_dir()):
            _sync_folder(inner)
        _sync_folder(generation)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        _write_synced(folder / _CURRENT_NEW, f"{generation.name} {sha256}\n")
        (folder / _CURRENT_NEW).replace(folder / _CURRENT)
        _sync_folder(folder)
    with suppress(OSError):  # a reader may hold it open where files in use cannot be deleted; the next writer will
        _remove_generations(folder, keep=generation.name)
    return Snapshot(generation, manifest)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turns what a full or read-only disk raises, from whichever library wrote, into StorageError."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and error.errno not in _FULL_OR_READ_ONLY:
            raise  # NumPy gives no number when it cannot write an array to its end
        raise _storage_error(folder, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        raise _storage_error(folder, str(error)) from error


def _refuse_lost_pointer(folder: Path) -> None:
    """Whole generations without the file that names one: an index that lost it, which must not be written over."""
    if any(folder.glob("gen-*/manifest.json")):
        raise IndexCorrupt(
            f"The index at {folder} has lost its file {_CURRENT}: put it back from a copy, "
            "or move the folder away and run `osler index add PATH` again."
        )


def _foreign(folder: Path) -> IndexForeign:
    return IndexForeign(
        f"{folder} is not an Osler index: give the folder of one with --index, or a new folder to add to."
    )


def _storage_error(folder: Path, reason: str) -> StorageError:
    return StorageError(f"Cannot write to {folder} ({reason}): free some space or choose another folder with --index.")


def _read_pointer(folder: Path) -> tuple[str, str]:
    if not has_index(folder):
        _refuse_lost_pointer(folder)
        raise IndexMissing(f"There is no index at {folder}: make one with `osler index add PATH`.")
    match = _POINTER.fullmatch((folder / _CURRENT).read_text(encoding="utf-8", errors="replace"))
    if match is None and not any(_GENERATION.fullmatch(path.name) for path in folder.iterdir()):
        raise _foreign(folder)  # other programs name a file CURRENT too: their folder is not to be deleted
    if match is None:
        raise IndexCorrupt(f"{folder / _CURRENT} does not name a generation: {REBUILD}.")
    return match[1], match[2]


def _open_generation(folder: Path, name: str, manifest_sha256: str) -> Snapshot:
    generation = folder / name
    try:
        text = (generation / MANIFEST).read_bytes()
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{generation / MANIFEST} is missing: {REBUILD}.") from error
    if hashlib.sha256(text).hexdigest() != manifest_sha256:
        raise IndexCorrupt(f"{generation / MANIFEST} was changed after it was written: {REBUILD}.")
    manifest = _parse_manifest(generation, text.decode())
    for file in manifest.files:
        _check_size(generation / file.name, file.bytes)
    return Snapshot(generation, manifest)


def _parse_manifest(generation: Path, text: str) -> Manifest:
    version = json.loads(text).get("schema_version")
    if version != SCHEMA_VERSION:
        raise IndexForeign(
            f"{generation.parent} has index schema {version} and this Osler reads {SCHEMA_VERSION}: {REBUILD}."
        )
    return from_json(Manifest, text)


def _check_size(path: Path, size: int) -> None:
    try:
        found = path.stat().st_size
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{path} is missing: {REBUILD}.") from error
    if found != size:
        raise IndexCorrupt(f"{path} has {found} bytes instead of {size}: {REBUILD}.")


def _record(generation: Path, name: str) -> FileRecord:
    """The file's record, after everything written to it has reached the disk."""
    path = generation / name
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return FileRecord(name, path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder cannot be opened there, and a rename is on the disk when it returns
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_generations(folder: Path, keep: str) -> None:
    for path in folder.iterdir():
        if _GENERATION.fullmatch(path.name) and path.name != keep:
            shutil.rmtree(path)


def _is_ours(name: str) -> bool:
    return name in (_CURRENT, _CURRENT_NEW, _LOCK) or _GENERATION.fullmatch(name) is not None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
