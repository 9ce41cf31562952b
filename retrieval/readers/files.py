"""Paths → open files: single files, folders, and zip and tar archives read in place.

Knows file systems and archives, and what an archive must not be allowed to do: name paths outside itself, or swell to
many times its size. Knows nothing of formats. Hidden files and folders (`.git`, `__MACOSX`) are no literature and are
passed over.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from retrieval.errors import ReadError
from retrieval.readers import tarballs
from retrieval.readers.content import MIB, Origin, typed_errors
from retrieval.readers.tarballs import LARGEST_ENTRY, SMALL, STEEPEST


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that was found but not opened; `key` opens it in its group; `asked_for` means: named, not walked to."""

    origin: Origin
    size: int
    key: str
    asked_for: bool = False


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that belong together: an archive's, a folder's, or one file. `refused` are those that may not be opened.

    `tar` tells an archive that is a tar, whose files are opened in the order given here.
    """

    path: Path
    archive: bool
    files: tuple[ListedFile, ...]
    refused: tuple[ReadError, ...] = ()
    tar: bool = False


def file_groups(paths: Sequence[Path]) -> tuple[FileGroup, ...]:
    """What lies at the paths, in sorted order. A path that does not exist is an error at once."""
    for path in paths:
        if not path.exists():
            raise ReadError(str(path), "does not exist; check the path")
    return tuple(group for path in paths for group in _groups_at(path))


def _groups_at(path: Path) -> Iterator[FileGroup]:
    if not path.is_dir():
        yield _archive_at(path) or FileGroup(path, False, (_single(path),))
        return
    archives: list[FileGroup] = []
    files: list[ListedFile] = []
    root = path.resolve().name
    for found in walk(path):
        archive = _archive_at(found)
        if archive is not None:
            archives.append(archive)
        else:
            parts = (root, *found.relative_to(path).parts)
            files.append(ListedFile(Origin(str(found), parts), _size(found), str(found)))
    if files:
        yield FileGroup(path, False, tuple(files))
    yield from archives


def _archive_at(path: Path) -> FileGroup | None:
    if _is_zip(path):
        return _archive(path)
    return _tarball(path) if tarballs.is_tar(path) else None


def walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it, in sorted order, hidden ones left out. None is opened."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        yield from (Path(at) / name for name in sorted(names) if not _hidden(name))


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _single(path: Path) -> ListedFile:
    whole = path.resolve()
    return ListedFile(Origin(str(path), whole.parts[-2:]), _size(path), str(path), asked_for=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # a dangling link: opening it will say so


def _is_zip(path: Path) -> bool:
    """Judged by content, but an office document, which is a zip too, is none to us."""
    if path.suffix.lower() in {".docx", ".xlsx", ".pptx", ".odt", ".epub"} or not path.is_file():
        return False
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04" and not _is_office(path)
    except OSError:
        return False


def _is_office(path: Path) -> bool:
    """Whether a zip that is not named as one is an office document, by what all of these hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not {"[Content_Types].xml", "mimetype"}.isdisjoint(archive.NameToInfo)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _archive(path: Path) -> FileGroup:
    try:
        with typed_errors(str(path)), zipfile.ZipFile(path) as archive:
            entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=lambda e: e.filename)
    except ReadError as error:
        return FileGroup(path, True, (), (error,))
    files: list[ListedFile] = []
    refused: list[ReadError] = []
    for entry in entries:
        name = f"{path.name}/{entry.filename}"
        reason = _danger(entry)
        if reason:
            refused.append(ReadError(name, reason))
        elif not any(_hidden(part) for part in PurePosixPath(entry.filename).parts):
            parts = (path.stem, *PurePosixPath(entry.filename).parts)
            files.append(ListedFile(Origin(name, parts), entry.file_size, entry.filename))
    return FileGroup(path, True, tuple(files), tuple(refused))


def _tarball(path: Path) -> FileGroup:
    """A tar archive's files, in the order they lie in: a gzipped one is read from front to back."""
    listed = tarballs.listing(path)
    stem = tarballs.stem_of(path)
    files = [
        ListedFile(
            Origin(f"{path.name}/{entry.path}", (stem, *PurePosixPath(entry.path).parts)), entry.size, str(entry.start)
        )
        for entry in listed.entries
        if not any(_hidden(part) for part in PurePosixPath(entry.path).parts)
    ]
    return FileGroup(path, True, tuple(files), listed.refused, tar=True)


def _danger(entry: zipfile.ZipInfo) -> str:
    posix, windows = PurePosixPath(entry.filename), PureWindowsPath(entry.filename)
    if posix.is_absolute() or windows.anchor or ".." in posix.parts or ".." in windows.parts:
        return "is refused: its path leads out of the archive"
    if entry.flag_bits & 1:
        return "is encrypted; unpack it first"
    if entry.file_size > LARGEST_ENTRY:
        return f"is refused: larger than {LARGEST_ENTRY // MIB} MiB"
    if entry.file_size > SMALL and entry.file_size > STEEPEST * max(entry.compress_size, 1):
        return f"is refused: it swells to more than {STEEPEST} times its compressed size"
    return ""


@contextmanager
def opened_group(group: FileGroup) -> Iterator[GroupOpener]:
    """Opens a group, so that its files can be opened one after the other."""
    with ExitStack() as stack:
        archive: zipfile.ZipFile | tarballs.Unpacked | None = None
        if group.archive:
            with typed_errors(str(group.path)):
                if group.tar:
                    archive = stack.enter_context(tarballs.unpacked(group.path))
                else:
                    archive = stack.enter_context(zipfile.ZipFile(group.path))
        yield GroupOpener(archive)


@dataclass(frozen=True, slots=True)
class GroupOpener:
    """Opens the files of one group, whose archive is open while this lives."""

    archive: zipfile.ZipFile | tarballs.Unpacked | None

    @contextmanager
    def open(self, file: ListedFile) -> Iterator[io.BufferedReader]:
        """The file's bytes; a gzip file's are those inside it."""
        name = file.origin.name
        with ExitStack() as stack:
            with typed_errors(name):
                plain = stack.enter_context(self._raw(file))
                if plain.peek(2)[:2] == b"\x1f\x8b":
                    inner = _Limited(gzip.GzipFile(fileobj=plain), max(file.size, 1))
                    plain = stack.enter_context(io.BufferedReader(inner, MIB // 16))
            yield plain

    def _raw(self, file: ListedFile) -> io.BufferedReader:
        if self.archive is None:
            return io.BufferedReader(Path(file.key).open("rb", buffering=0), MIB // 16)
        if isinstance(self.archive, tarballs.Unpacked):
            return tarballs.opened(self.archive, int(file.key), file.size)
        return io.BufferedReader(cast(io.RawIOBase, self.archive.open(file.key)), MIB // 16)


class _Limited(io.RawIOBase):
    """A decompressed stream that stops, with an error, when it swells beyond reason."""

    def __init__(self, inner: gzip.GzipFile, compressed: int) -> None:
        self._inner = cast(BinaryIO, inner)
        self._left = max(SMALL, STEEPEST * compressed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        data = self._inner.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise zipfile.BadZipFile(f"it swells to more than {STEEPEST} times its compressed size")
        view[: len(data)] = data
        return len(data)
