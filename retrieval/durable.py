"""Files that are on the disk when we say so, and that are what they were. Knows nothing of what they hold.

What a full, read-only or failing disk raises becomes a StorageError; a file that is not what its record says, an
IndexCorrupt.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import IndexCorrupt, StorageError
from retrieval.steps import reached

REPAIR = "run `osler index repair`, or delete the index folder and run `osler index add PATH` again"

_HASHING_THREADS = 4
_LITTLE = 4 << 20
_DISK_FAILS = {
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
    """A file, by its path in the folder it belongs to, with what it must be."""

    name: str
    bytes: int
    sha256: str


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turns what a full or read-only disk raises, from whichever library wrote, into StorageError."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and error.errno not in _DISK_FAILS:
            raise  # NumPy gives no number when it cannot write an array to its end
        raise _storage_error(folder, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        raise _storage_error(folder, str(error)) from error


def write_synced(path: Path, content: str) -> None:
    """Writes a file, and returns when it is on the disk."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    reached(f"{path.name} written")


def sync_folder(folder: Path) -> None:
    """Returns when what was made, renamed or removed in the folder is so on the disk."""
    if sys.platform == "win32":
        return  # a folder cannot be opened there, and a rename is on the disk when it returns
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def record_files(folder: Path) -> tuple[FileRecord, ...]:
    """The records of all files of a folder and of the folders in it, when all are on the disk."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(_HASHING_THREADS) as threads:
        records = tuple(threads.map(lambda name: record_file(folder, name), names))
    for inner in (path for path in folder.rglob("*") if path.is_dir()):
        sync_folder(inner)
    sync_folder(folder)
    return records


def check_sizes(folder: Path, files: Iterable[FileRecord]) -> None:
    """Raises IndexCorrupt where a file is missing or of another size."""
    for file in files:
        path = folder / file.name
        try:
            found = path.stat().st_size
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexCorrupt(f"{path} is missing: {REPAIR}.") from error
        if found != file.bytes:
            raise IndexCorrupt(f"{path} has {found} bytes instead of {file.bytes}: {REPAIR}.")


def check_contents(folder: Path, files: Iterable[FileRecord]) -> None:
    """Raises IndexCorrupt where the content of a file is not what it was, read through and not mapped."""
    chosen = list(files)
    for file, sha256 in zip(chosen, _hashes([folder / file.name for file in chosen], chosen), strict=True):
        if sha256 != file.sha256:
            raise IndexCorrupt(f"{folder / file.name} was changed after it was written: {REPAIR}.")


def _hashes(paths: Sequence[Path], files: Sequence[FileRecord]) -> list[str]:
    """In threads, since hashing releases the interpreter's lock; of little, a thread would take longer than the hash."""
    if sum(file.bytes for file in files) < _LITTLE:
        return [_checked_sha256(path) for path in paths]
    with ThreadPoolExecutor(_HASHING_THREADS) as threads:
        return list(threads.map(_checked_sha256, paths))


def _checked_sha256(path: Path) -> str:
    try:
        return _sha256(path)
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{path} is missing: {REPAIR}.") from error
    except OSError as error:
        raise IndexCorrupt(f"{path} cannot be read ({error.strerror}): {REPAIR}.") from error


def record_file(folder: Path, name: str) -> FileRecord:
    """The file's record, after everything written to it has reached the disk."""
    path = folder / name
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return FileRecord(name, path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _storage_error(folder: Path, reason: str) -> StorageError:
    return StorageError(f"Cannot write to {folder} ({reason}): free some space or choose another folder with --index.")
