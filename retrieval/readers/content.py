"""What a reader is given, and what it gives back besides documents.

A reader is a function of `Content` and a `Shelf`. It yields documents and the other `Outcome`s; the one exception that
leaves it is `ReadError`. Knows nothing of where the bytes come from.
"""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from retrieval.documents import Document
from retrieval.errors import ReadError

MIB = 2**20
LARGEST_TREE = 64 * MIB  # a file that is parsed as a whole
LARGEST_LINE = 16 * MIB


@contextmanager
def typed_errors(name: str) -> Iterator[None]:
    """Turns what the operating system and the decompressors raise into `ReadError`."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile) as error:
        raise ReadError(name, f"is damaged or cut short ({_words(error)}); fetch it again") from error
    except NotImplementedError as error:
        raise ReadError(name, f"is compressed in a way that is not read here ({_words(error)})") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(name, f"cannot be opened ({_words(error)})") from error


def _words(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).strip().rstrip(".")[:160]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file's name as people know it, and its path inside the folder or archive it came from (that one included)."""

    name: str
    parts: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The file's name without its endings: "trials" of "trials.jsonl.gz"."""
        name = self.parts[-1].removesuffix(".gz")
        return PurePosixPath(name).stem or name

    @property
    def folder(self) -> str:
        """The name of the folder (or archive) right above the file."""
        return self.parts[-2] if len(self.parts) > 1 else ""


@dataclass(frozen=True, slots=True)
class Content:
    """An open file. A reader takes it whole or line by line, once."""

    origin: Origin
    stream: BinaryIO

    def whole(self) -> bytes:
        """All bytes, refused beyond a size that no single document has."""
        with typed_errors(self.origin.name):
            data = self.stream.read(LARGEST_TREE + 1)
        if len(data) > LARGEST_TREE:
            raise ReadError(self.origin.name, f"is larger than {LARGEST_TREE // MIB} MiB; split it into smaller files")
        return data

    def lines(self) -> Iterator[bytes]:
        """Lines one by one, so that a file of any length fits in memory."""
        with typed_errors(self.origin.name):
            while line := self.stream.readline(LARGEST_LINE + 1):
                if len(line) > LARGEST_LINE:
                    raise ReadError(self.origin.name, f"has a line longer than {LARGEST_LINE // MIB} MiB")
                yield line


@dataclass(frozen=True, slots=True)
class Book:
    """Where a textbook module stands: its book as the collection file describes it, and its chapter there."""

    title: str
    slug: str
    licence: str
    chapter: str = ""


Shelf = Mapping[str, Book]  # where each textbook module stands, by the module's id


@dataclass(frozen=True, slots=True)
class BadLine:
    """One line that could not be read; lines count from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """A good file that holds nothing to read, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records of a file that holds many gave no document, and why ("without an abstract")."""

    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A document that its publisher says no longer exists: one of an earlier file is to be removed."""

    doc_id: str


Outcome = Document | BadLine | Nothing | LeftOut | Withdrawn
Reader = Callable[[Content, Shelf], Iterator[Outcome]]
