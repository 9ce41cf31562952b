"""What an index was made from: the places a user added, the files found there, and the documents each file gave.

Kept as JSON in the index, so that an update reads only what changed. A field that a reader does not know is passed over
and one that the writer did not know takes its default. Knows nothing of indexes, formats or networks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.errors import LedgerMissing
from retrieval.records import from_json, to_json
from retrieval.sources.keeping import file_sha256

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file, or an archive, as it was when it was read.

    `path` is absolute; of a named source it is relative, as the download folder may move. `sha256` is empty where the
    file was not read to its end, or may have changed meanwhile: it is to be read again. `doc_ids` are the documents it
    gave; `repeated` those it holds too, but another file had given before; `lost` those it once gave and gives no more.
    `reason` says why there were none.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    doc_ids: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    reason: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """A place that a user added: an absolute path or, `named`, a source ("medquad", "pubmed:heart failure")."""

    place: str
    named: bool = False
    format: str = ""
    limit: int = 0
    files: tuple[FileEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All additions, in the order they were first made."""

    additions: tuple[Addition, ...] = ()
    schema_version: int = SCHEMA_VERSION

    def addition(self, place: str) -> Addition | None:
        """What is on record of a place."""
        return next((one for one in self.additions if one.place == place), None)

    def with_addition(self, addition: Addition) -> Ledger:
        """The ledger with an addition made, or in the place of an earlier one of the same place."""
        before = self.addition(addition.place)
        if before is None:
            return replace(self, additions=(*self.additions, addition))
        return replace(self, additions=tuple(addition if one is before else one for one in self.additions))


def parse(text: str, index: Path) -> Ledger:
    """The ledger of an index. Raises LedgerMissing where there is none, or none that this Osler can read."""
    if not text.strip():
        raise LedgerMissing(
            f"The index at {index} does not say what it was made from (it holds only the handbook, or was built before "
            "Osler kept a list): run `osler index add` with the paths and sources, and from then on it can be updated."
        )
    try:
        version = json.loads(text).get("schema_version", 0)
        ledger = from_json(Ledger, text)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerMissing(
            f"The list of what the index at {index} was made from cannot be read ({error}): "
            "run `osler index add` once more with the same paths."
        ) from error
    if version > SCHEMA_VERSION:
        raise LedgerMissing(f"The index at {index} was last changed by a newer Osler: update with that one.")
    return ledger


def written(ledger: Ledger) -> str:
    """The text to keep in the index."""
    return to_json(replace(ledger, schema_version=SCHEMA_VERSION))


def or_empty(text: str, index: Path) -> Ledger:
    """The ledger to go on with when something is added: an empty one where there is none or none of ours."""
    try:
        return parse(text, index)
    except LedgerMissing:
        return Ledger()


def measured(path: Path, began_ns: int) -> tuple[int, int, str]:
    """Size, time of change and sha256 of a file; no sha256 where it changed after reading began, or went away."""
    try:
        found = path.stat()
        return found.st_size, found.st_mtime_ns, file_sha256(path) if found.st_mtime_ns < began_ns else ""
    except OSError:
        return 0, 0, ""


def unchanged(entry: FileEntry, path: Path) -> bool:
    """Whether the file is as it was read: by size and time or, where only the time is another, by its content."""
    if not entry.sha256:
        return False
    try:
        found = path.stat()
        if found.st_size != entry.size:
            return False
        return found.st_mtime_ns == entry.mtime_ns or file_sha256(path) == entry.sha256
    except OSError:
        return False


def all_ids(entries: Iterable[FileEntry]) -> set[str]:
    """The documents that these files gave."""
    return {doc_id for entry in entries for doc_id in entry.doc_ids}
