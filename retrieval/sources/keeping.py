"""A download on disk: the part that has come, the good copy, and beside each a note of what the server said of it.

    medquad.zip            the good copy, whole and checked
    medquad.zip.json       where it came from, and its validators
    medquad.zip.part       what has come of the next one
    medquad.zip.part.json  the same of that

A note is written before the bytes it tells of, and the good copy is replaced in one step: a process may be killed at
any moment. Knows nothing of networks.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from retrieval.errors import DownloadFailed, StorageError
from retrieval.records import from_json, to_json


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server says of a file, so that it can be asked later whether it still is the same.

    `packed` means that it came compressed for the way only: there is no going on in the middle of that.
    """

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    total: int | None = None
    packed: bool = False

    @property
    def if_range(self) -> str:
        """The validator that makes going on safe: a strong ETag, or a date. Empty where there is none."""
        if self.packed:
            return ""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


@dataclass(frozen=True, slots=True)
class Receipt:
    """The note beside a good copy. It speaks for the file only while size and time of change are these."""

    validators: Validators
    size: int
    mtime_ns: int
    sha256: str
    received: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The places of one download."""

    file: Path

    @property
    def part(self) -> Path:
        return self.file.with_name(self.file.name + ".part")

    def receipt(self) -> Receipt | None:
        """The receipt of the good copy, where there is one and the copy is as it was received."""
        try:
            receipt = from_json(Receipt, _note(self.file).read_text(encoding="utf-8"))
            found = self.file.stat()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return receipt if (found.st_size, found.st_mtime_ns) == (receipt.size, receipt.mtime_ns) else None

    def begun(self, url: str) -> tuple[Validators, int]:
        """What the server said of the part, and how much of it has come; nothing where it is another file's or none."""
        try:
            validators = from_json(Validators, _note(self.part).read_text(encoding="utf-8"))
            size = self.part.stat().st_size
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Validators(url), 0
        usable = validators.url == url and size > 0 and validators.if_range
        return (validators, size) if usable and size <= (validators.total or size) else (Validators(url), 0)

    def begin(self, validators: Validators) -> None:
        """An empty part, and the note of what it will be."""
        with storing(self.file.parent):
            self.part.unlink(missing_ok=True)
            _write(_note(self.part), to_json(validators))
            self.part.touch()

    def drop(self) -> None:
        """No part any more."""
        with storing(self.file.parent):
            self.part.unlink(missing_ok=True)
            _note(self.part).unlink(missing_ok=True)

    def finish(self, validators: Validators) -> Receipt:
        """Makes the part the good copy, in one step, when all of it is on the disk."""
        with storing(self.file.parent):
            with self.part.open("rb+") as file:
                os.fsync(file.fileno())
            receipt = replace(self.look(validators, self.part), received=_now())
            self.part.replace(self.file)
            _write(_note(self.file), to_json(receipt))
            _sync_folder(self.file.parent)
            _note(self.part).unlink(missing_ok=True)
        return receipt

    def confirm(self, validators: Validators) -> Receipt:
        """A receipt for a good copy that lies there without one."""
        receipt = self.look(validators, self.file)
        with storing(self.file.parent):
            _write(_note(self.file), to_json(receipt))
        return receipt

    def look(self, validators: Validators, path: Path) -> Receipt:
        found = path.stat()
        received = datetime.fromtimestamp(found.st_mtime, UTC).isoformat(timespec="seconds")
        return Receipt(validators, found.st_size, found.st_mtime_ns, file_sha256(path), received)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the download for one process. The system frees the lock when the process ends, however it ends."""
        with storing(self.file.parent):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            file = (self.file.parent / f".{self.file.name}.lock").open("a+b")
        with file:
            try:
                _lock(file)
            except OSError as error:
                raise DownloadFailed(
                    f"Another process is downloading {self.file.name}: wait until it is done."
                ) from error
            yield


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turns what a full or read-only disk raises into StorageError."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"Cannot write to {folder} ({error.strerror or error}): free some space there, "
            "or choose another folder with OSLER_DOWNLOADS."
        ) from error


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8", newline="") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder cannot be opened there, and a rename is on the disk when it returns
    with suppress(OSError):  # some network file systems refuse; the file itself is safe
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
