"""Generations of an index on disk: what one is, and how a reader comes to the current one and keeps hold of it.

    index/
      CURRENT              "gen-000002 <sha256 of its manifest>": the generation to read
      gen-000002/
        manifest.json      versions, encoder, counts, its segments, and the size and sha256 of every file
        manifest.sha256    the same sha256 as in CURRENT, for a repair that has lost that
        tombstones.npy     what of its segments has been removed
        ledger.json        what whoever adds wants kept with it
      segments/
        seg-000007/        documents, words and vectors, never changed once written; shared by generations

A reader holds a shared lock on the manifest, so that no writer removes what it still needs; where locks are not to be
had, it reads the newer generation instead. Knows nothing of what the segments hold; `publishing` writes generations.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from retrieval.checking import check_unless_verified
from retrieval.durable import REPAIR, FileRecord, check_contents, check_sizes
from retrieval.errors import IndexCorrupt, IndexForeign, IndexMissing, IndexOutdated
from retrieval.records import from_json

SCHEMA_VERSION = 2
MANIFEST, MANIFEST_SUM = "manifest.json", "manifest.sha256"
TOMBSTONES, LEDGER = "tombstones.npy", "ledger.json"
CURRENT, CURRENT_NEW, LOCK, SEGMENTS = "CURRENT", "CURRENT.new", ".lock", "segments"
GENERATION = re.compile(r"gen-(\d{6,})")
SET_ASIDE = re.compile(r"damaged-\d{6,}")

T = TypeVar("T")

_POINTER = re.compile(r"(gen-\d{6,}) ([0-9a-f]{64})\n?")


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How much of the index comes from one source."""

    source: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A segment: its folder's name, the row of its first passage, and what is in it, removed or not."""

    name: str
    first_row: int
    documents: int
    passages: int
    files: tuple[FileRecord, ...]

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is. `created` is ISO 8601, in UTC; the `next_` numbers have never been used."""

    schema_version: int
    osler_version: str
    created: str
    encoder_id: str
    encoder_fingerprint: str
    dimensions: int
    sources: tuple[SourceCount, ...] = ()
    segments: tuple[SegmentRecord, ...] = ()
    next_row: int = 0
    next_document: int = 0
    next_segment: int = 1
    files: tuple[FileRecord, ...] = ()

    @property
    def documents(self) -> int:
        return sum(count.documents for count in self.sources)

    @property
    def passages(self) -> int:
        return sum(count.passages for count in self.sources)

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files) + sum(segment.bytes for segment in self.segments)


class Hold:
    """A shared lock on a file, kept until it is released or forgotten."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        self.release = weakref.finalize(self, os.close, descriptor)
        _share(descriptor)
        if os.fstat(descriptor).st_nlink == 0:
            self.release()
            raise FileNotFoundError(2, "removed before it was locked", str(path))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation: its index's folder, its name, and its manifest, which has been checked against CURRENT."""

    folder: Path
    name: str
    manifest: Manifest
    hold: Hold | None = field(default=None, compare=False, repr=False)

    @property
    def generation(self) -> Path:
        return self.folder / self.name

    def segment(self, record: SegmentRecord) -> Path:
        return self.folder / SEGMENTS / record.name

    def check_before_use(self, names: Iterable[str]) -> None:
        """Checks the files of all segments whose names begin so, and the generation's own, before a byte is used.

        What was checked before and has not been touched since is not read again, where that would take long.
        """
        chosen = [(self.generation, file) for file in self.manifest.files]
        for segment in self.manifest.segments:
            folder = self.segment(segment)
            chosen += [(folder, file) for file in segment.files if file.name.startswith(tuple(names))]
        check_unless_verified(self.folder, chosen)

    def check_all(self) -> int:
        """Reads every byte of every file. Raises IndexCorrupt where one was changed. Gives the number of files."""
        check_contents(self.generation, self.manifest.files)
        for segment in self.manifest.segments:
            check_contents(self.segment(segment), segment.files)
        return 1 + len(self.manifest.files) + sum(len(segment.files) for segment in self.manifest.segments)

    def ledger(self) -> str:
        """The text that was kept with the generation; empty where there is none."""
        path = self.generation / LEDGER
        return path.read_text(encoding="utf-8") if any(file.name == LEDGER for file in self.manifest.files) else ""


def read_current(folder: Path, load: Callable[[Snapshot], T]) -> T:
    """What `load` makes of the current generation, whose manifest and file sizes have been checked.

    A writer may replace the generation while we read it; then the newer one is read instead.
    """
    pointer = read_pointer(folder)
    while True:
        try:
            return load(open_generation(folder, *pointer))
        except (IndexCorrupt, FileNotFoundError) as error:
            before, pointer = pointer, read_pointer(folder)
            if pointer == before:
                if isinstance(error, IndexCorrupt):
                    raise
                raise IndexCorrupt(f"{error.filename} is missing: {REPAIR}.") from error


def current_generation(folder: Path) -> str:
    """The name of the generation that readers are to open."""
    return read_pointer(folder)[0]


def has_index(folder: Path) -> bool:
    """Whether there is an index at the folder. Raises IndexForeign where there is something else."""
    if (folder / CURRENT).is_file():
        return True
    if folder.exists() and (not folder.is_dir() or any(not _is_ours(path.name) for path in folder.iterdir())):
        raise _foreign(folder)
    return False


def refuse_lost_pointer(folder: Path) -> None:
    """Raises IndexCorrupt where there are whole generations that must not be written over."""
    if lost_pointer(folder):
        raise IndexCorrupt(f"The index at {folder} has lost its file {CURRENT}: {REPAIR}.")


def lost_pointer(folder: Path) -> bool:
    """Whether there are whole generations without the file that names one: not so where a first write was killed."""
    whole = [path.parent.name for path in folder.glob(f"gen-*/{MANIFEST}")]
    killed = (folder / CURRENT_NEW).exists() and whole == ["gen-000001"]
    return bool(whole) and not killed and not (folder / CURRENT).exists()


def read_pointer(folder: Path) -> tuple[str, str]:
    """The name and the manifest's sha256 of the current generation."""
    if not has_index(folder):
        refuse_lost_pointer(folder)
        raise IndexMissing(f"There is no index at {folder}: make one with `osler index add PATH`.")
    match = _POINTER.fullmatch((folder / CURRENT).read_text(encoding="utf-8", errors="replace"))
    if match is None and not any(GENERATION.fullmatch(path.name) for path in folder.iterdir()):
        raise _foreign(folder)  # other programs name a file CURRENT too: their folder is not to be deleted
    if match is None:
        raise IndexCorrupt(f"{folder / CURRENT} does not name a generation: {REPAIR}.")
    return match[1], match[2]


def open_generation(folder: Path, name: str, manifest_sha256: str | None = None) -> Snapshot:
    """A generation, held, its manifest checked where its sha256 is known, and the sizes of all its files."""
    path = folder / name / MANIFEST
    try:
        hold, text = Hold(path), path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexCorrupt(f"{path} is missing: {REPAIR}.") from error
    if manifest_sha256 not in (None, hashlib.sha256(text).hexdigest()):
        raise IndexCorrupt(f"{path} was changed after it was written: {REPAIR}.")
    snapshot = Snapshot(folder, name, parse_manifest(path, text), hold)
    check_all_sizes(snapshot)
    return snapshot


def check_all_sizes(snapshot: Snapshot) -> None:
    """Raises IndexCorrupt where a file of the generation is missing or of another size."""
    check_sizes(snapshot.generation, snapshot.manifest.files)
    for segment in snapshot.manifest.segments:
        check_sizes(snapshot.segment(segment), segment.files)


def parse_manifest(path: Path, text: bytes) -> Manifest:
    """Raises IndexOutdated for another schema, IndexCorrupt for what is no manifest at all."""
    try:
        version = json.loads(text)["schema_version"]
        if version == SCHEMA_VERSION:
            return from_json(Manifest, text)
    except (ValueError, TypeError, KeyError) as error:
        raise IndexCorrupt(f"{path} is not a manifest: {REPAIR}.") from error
    folder = path.parent.parent
    raise IndexOutdated(
        f"{folder} has index schema {version} and this Osler reads {SCHEMA_VERSION}: move the folder away"
        " and run `osler index add PATH` with the same files again."
    )


def _foreign(folder: Path) -> IndexForeign:
    return IndexForeign(
        f"{folder} is not an Osler index: give the folder of one with --index, or a new folder to add to."
    )


def _is_ours(name: str) -> bool:
    plain = name in (CURRENT, CURRENT_NEW, LOCK, SEGMENTS) or name.startswith(".verified")
    return plain or GENERATION.fullmatch(name) is not None or SET_ASIDE.fullmatch(name) is not None


def _share(descriptor: int) -> None:
    """A lock that any number of readers have at once. Some network drives have none: then the file alone must do."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
