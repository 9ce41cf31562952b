"""Keeps the ledger while literature is read: listens to the readers, and says at any moment what has been read whole.

An index is published while reading goes on. A file counts as read only when the next one has begun: until then it is on
record without a checksum, so that an update reads it again. Knows nothing of indexes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from retrieval.ledger import Addition, FileEntry, Ledger, measured, written
from retrieval.readers import DocumentRepeated, FileFailed, FileRead, FileSkipped, ReadEvent

_SHARE = 20  # writing the ledger may take a twentieth of the time


@dataclass(frozen=True, slots=True)
class Place:
    """Where to read an addition now: its record, and the path that stands for it on this disk."""

    addition: Addition
    path: Path

    @property
    def root(self) -> Path:
        """The folder that the entries of a named source are relative to."""
        return self.path if self.path.is_dir() else self.path.parent

    def entry_path(self, path: str) -> str:
        """A file of this place as its entry names it."""
        return os.path.relpath(path, self.root) if self.addition.named else absolute(path)

    def disk_path(self, entry: FileEntry) -> Path:
        """Where the file of an entry lies now."""
        return self.root / entry.path if self.addition.named else Path(entry.path)

    def holds(self, path: str) -> bool:
        """Whether a file is of this place."""
        root, whole = absolute(self.path), absolute(path)
        return whole == root or whole.startswith(root.rstrip(os.sep) + os.sep)


def absolute(path: str | Path) -> str:
    """The one name of a file, whatever way it was given."""
    return os.path.abspath(path)  # noqa: PTH100  Path.absolute keeps "..", which would give one file two names


@dataclass
class _Seen:
    """What was told of a file so far."""

    doc_ids: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    failed: bool = False
    measured: tuple[int, int, str] | None = None


class Recorder:
    """The ledger of a reading under way. `base` gives the ledger before it, and is asked when the index is locked."""

    def __init__(
        self, base: Callable[[], Ledger], places: Sequence[Place], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._base = base
        self._places = places
        self._clock = clock
        self._began_ns = time.time_ns()
        self._seen: dict[str, _Seen] = {}
        self._repeated: list[str] = []
        self._reading = ""
        self._finished = False
        self._ledger: Ledger | None = None
        self._text, self._next = "", 0.0

    def note(self, event: ReadEvent) -> None:
        match event:
            case DocumentRepeated(doc_id=doc_id):
                self._repeated.append(doc_id)  # the event of its file follows
            case FileRead(path=path, doc_ids=doc_ids):
                self._file(path).doc_ids += doc_ids
            case FileSkipped(path=path, reason=reason):
                self._file(path).reasons.append(reason)
            case FileFailed(path=path, doc_ids=doc_ids, error=error):
                seen = self._file(path)
                seen.doc_ids += doc_ids
                seen.reasons.append(error.reason)
                seen.failed = True
            case _:
                pass

    def finish(self) -> None:
        """All has been read."""
        self._complete(self._reading)
        self._finished = True

    def text(self) -> str:
        """The ledger to publish with what has been read. An older one is never wrong: then more is read again."""
        if not self._finished and self._clock() < self._next:
            return self._text
        began = self._clock()
        ledger = self.ledger()
        self._text = written(ledger) if ledger.additions else ""
        ended = self._clock()
        self._next = ended + _SHARE * (ended - began)
        return self._text

    def ledger(self) -> Ledger:
        if self._ledger is None:
            self._ledger = self._base()
        ledger = self._ledger
        for place in self._places:
            before = ledger.addition(place.addition.place)
            addition = self._addition(place, before)
            if before is not None or any(entry.doc_ids for entry in addition.files):
                ledger = ledger.with_addition(addition)  # what never gave a document is not to be looked at again
        return ledger

    def _file(self, path: str) -> _Seen:
        if path != self._reading:
            self._complete(self._reading)
            self._reading = path
        seen = self._seen.setdefault(path, _Seen())
        seen.repeated += self._repeated
        self._repeated = []
        return seen

    def _complete(self, path: str) -> None:
        if path in self._seen:
            self._seen[path].measured = measured(Path(path), self._began_ns)

    def _addition(self, place: Place, before: Addition | None) -> Addition:
        """What is on record of a place with what was read there now; files not seen now stay on record."""
        old = {entry.path: entry for entry in (before.files if before is not None else ())}
        for path, seen in self._seen.items():
            if place.holds(path):
                name = place.entry_path(path)
                old[name] = _entry(name, seen, old.get(name))
        return replace(place.addition, files=tuple(old.values()))


def _entry(name: str, seen: _Seen, old: FileEntry | None) -> FileEntry:
    """The entry of a file. What it gave before it still gives, as far as it was not read whole this time."""
    now, before = dict.fromkeys(seen.doc_ids), dict.fromkeys(() if old is None else old.doc_ids)
    lost = dict.fromkeys(() if old is None else old.lost)
    whole = seen.measured is not None
    if whole and not seen.failed:
        lost, before = {**lost, **before}, {}
    doc_ids = tuple({**before, **now})
    size, mtime_ns, sha256 = seen.measured or (0, 0, "")
    if seen.failed and not now:
        sha256 = ""  # nothing of it could be read: it is tried again, as another Osler may know better
    return FileEntry(
        name,
        size,
        mtime_ns,
        sha256,
        doc_ids,
        repeated=tuple(dict.fromkeys(seen.repeated)),
        lost=tuple(doc_id for doc_id in lost if doc_id not in now),
        reason="" if seen.doc_ids or not seen.reasons else seen.reasons[0],
        failed=seen.failed,
    )
