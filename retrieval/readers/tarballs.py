"""Tar archives, plain or gzipped, read in place and from front to back.

A gzipped archive can only be unpacked from its beginning, so its files are listed in one pass and read in another, both
in the order they lie in. Knows what such an archive must not be allowed to do: name paths outside itself, hold links and
devices, or swell to many times its size. Knows nothing of formats.
"""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from retrieval.errors import ReadError
from retrieval.readers.content import LARGEST_TREE, MIB, typed_errors
from retrieval.readers.decoding import clean_characters

LARGEST_ENTRY = 4096 * MIB
MOST_ENTRIES = 2_000_000
STEEPEST = 200  # times its compressed size; text compresses 5 to 20 times, a bomb 1,000 times
SMALL = 4 * MIB  # below this no ratio is alarming
_LARGEST_HEADER = MIB  # a long name or a list of attributes; no honest one has more than some thousand bytes
_BLOCK = 512
_NAMES = (".tar", ".tar.gz", ".tgz")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its path there, where its bytes begin once unpacked, and how many they are."""

    path: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of an archive, in the order they lie in, and those that may not be opened, with the archive's own fault."""

    entries: tuple[Entry, ...]
    refused: tuple[ReadError, ...]


def is_tar(path: Path) -> bool:
    """Judged by content; a name like "a.tar.gz" counts as well, so that a broken one is told as such."""
    if not path.is_file():
        return False
    if path.name.lower().endswith(_NAMES):
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(_BLOCK)
            if head.startswith(b"\x1f\x8b"):
                stream.seek(0)
                with gzip.GzipFile(fileobj=stream) as inner:
                    head = inner.read(_BLOCK)
    except (OSError, EOFError, ValueError, zlib.error):  # damage is told when the file is read
        return False
    return head[257:262] == b"ustar"


def stem_of(path: Path) -> str:
    """The archive's name without its endings."""
    name = path.name
    return next((name[: -len(end)] for end in sorted(_NAMES, key=len)[::-1] if name.lower().endswith(end)), path.stem)


def listing(path: Path) -> Listing:
    """What the archive holds, found in one pass. What lies before a damaged place is listed all the same."""
    entries: list[Entry] = []
    refused: list[ReadError] = []
    try:
        with typed_errors(str(path)), unpacked(path) as stream:
            for member in _members(stream):
                name = clean_characters(member.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
                reason = _danger(member, name)
                if reason:
                    refused.append(ReadError(f"{path.name}/{name}", reason))
                elif member.isreg():
                    entries.append(Entry(name, member.offset_data, member.size))
                if len(entries) + len(refused) > MOST_ENTRIES:
                    raise ReadError(
                        str(path), f"holds more than {MOST_ENTRIES:,} files; unpack it and give its folders"
                    )
    except ReadError as error:
        refused.append(error)
    return Listing(tuple(entries), tuple(refused))


def _members(stream: Unpacked) -> Iterator[tarfile.TarInfo]:
    """The members one by one; the list that `tarfile` keeps of them is emptied, and damage is not taken for the end."""
    archive = tarfile.TarFile(fileobj=cast(BinaryIO, stream), mode="r")
    while (member := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined]  # the stubs leave it out
        yield member
    stream.seek(archive.offset)
    after = stream.read(_BLOCK)
    if len(after) < _BLOCK or after.strip(b"\0"):
        raise tarfile.ReadError("it breaks off after its first files")


def _danger(member: tarfile.TarInfo, name: str) -> str:
    if member.isdir():
        return ""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    if posix.is_absolute() or windows.anchor or ".." in posix.parts or ".." in windows.parts:
        return "is refused: its path leads out of the archive"
    if member.issym() or member.islnk():
        return "is refused: it is a link"
    if not member.isreg() or member.issparse():
        return "is refused: it is no plain file"
    if not 0 <= member.size <= LARGEST_ENTRY:
        return f"is refused: larger than {LARGEST_ENTRY // MIB} MiB"
    return ""


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The archive's bytes, without the compression around them."""
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not compressed:
            yield Unpacked(file, LARGEST_ENTRY * MOST_ENTRIES)
            return
        limit = max(SMALL, STEEPEST * os.fstat(file.fileno()).st_size)
        with gzip.GzipFile(fileobj=file) as inner:
            yield Unpacked(cast(BinaryIO, inner), limit)


class Unpacked(io.RawIOBase):
    """A stream that is best read forwards: to go back, a compressed one begins again. It stops beyond its limit."""

    def __init__(self, inner: BinaryIO, limit: int) -> None:
        self._inner = inner
        self._limit = limit
        self.compressed = isinstance(inner, gzip.GzipFile)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._inner.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes forwards in steps, so that the limit holds on the way."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the beginning")
        if offset < self.tell() or not self.compressed:
            return self._inner.seek(offset)
        while self.tell() < offset and self.read(min(MIB, offset - self.tell())):
            pass
        return self.tell()

    def read(self, size: int | None = -1) -> bytes:
        """At most `size` bytes; no more than a header or a buffer may hold are asked for at once."""
        if size is None or not 0 <= size <= _LARGEST_HEADER:
            raise tarfile.ReadError("a header in it is too long")
        data = self._inner.read(size)
        if self.tell() > self._limit:
            raise tarfile.ReadError(f"it swells to more than {STEEPEST} times its compressed size")
        return data


def opened(whole: Unpacked, start: int, size: int) -> io.BufferedReader:
    """One file of the archive. A small one is held in memory, as going back in a compressed archive is begun anew."""
    portion = _Portion(whole, start, size)
    raw = io.BytesIO(portion.readall()) if whole.compressed and size <= LARGEST_TREE else portion
    return io.BufferedReader(cast(io.RawIOBase, raw), MIB // 16)


class _Portion(io.RawIOBase):
    """The bytes of one file within the whole, read once from front to back."""

    def __init__(self, whole: Unpacked, start: int, size: int) -> None:
        self._whole, self._next, self._end = whole, start, start + size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        wanted = min(len(view), self._end - self._next, MIB)
        if wanted <= 0:
            return 0
        self._whole.seek(self._next)
        data = self._whole.read(wanted)
        if not data:
            raise EOFError("the archive ends within it")
        view[: len(data)] = data
        self._next += len(data)
        return len(data)
