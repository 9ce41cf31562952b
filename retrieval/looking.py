"""Looks at the places an index was made from, and plans what to read: files that are new, or are not as they were read.

Knows the ledger and file systems. A place that is a named source is located by whoever calls. Changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.errors import IndexMissing
from retrieval.index import open_catalogue
from retrieval.ledger import Addition, FileEntry, Ledger, or_empty, parse, unchanged
from retrieval.readers.files import walk
from retrieval.recording import Place


@dataclass(frozen=True, slots=True)
class Request:
    """What to update: `everything` reads unchanged files too; `remove_missing` removes what has no file any more."""

    folder: Path
    remove_missing: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """Where a place is on this disk now; None where it cannot be had, and `note` says why. A note may stand alone."""

    path: Path | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A place as it is now. `order` is where each file stands in the reading; the paths are those of this disk."""

    place: Place
    order: dict[str, tuple[int, int]]
    to_read: frozenset[str]
    unchanged: tuple[FileEntry, ...]
    gone: tuple[FileEntry, ...]
    bytes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an update is to do: every place as it is now. `began` is when looking began."""

    request: Request
    looks: tuple[Look, ...]
    began: float


def look_around(request: Request, locate: Callable[[Addition], Located]) -> Plan:
    """Looks at every place that the index was made from. Raises IndexMissing or LedgerMissing."""
    began = time.monotonic()
    ledger, _ = known(request.folder)
    looks = [_look(n, one, locate(one), request.everything) for n, one in enumerate(ledger.additions)]
    return Plan(request, tuple(_with_heirs(look, looks) for look in looks), began)


def known(folder: Path) -> tuple[Ledger, set[str]]:
    """The ledger, and the documents that the index holds. Raises IndexMissing or LedgerMissing."""
    catalogue = open_catalogue(folder)
    try:
        return parse(catalogue.ledger(), folder), {entry.doc_id for entry in catalogue.documents()}
    finally:
        catalogue.close()


def ledger_before(folder: Path) -> Ledger:
    """The ledger to go on with when something is added to an index, whether there is one or not."""
    try:
        catalogue = open_catalogue(folder)
    except IndexMissing:
        return Ledger()
    try:
        return or_empty(catalogue.ledger(), folder)
    finally:
        catalogue.close()


def _look(number: int, addition: Addition, located: Located, everything: bool) -> Look:
    """Compares what lies at a place with what is on record of it."""
    place = Place(addition, located.path or Path())
    if located.path is None:  # nothing is known of it today, so nothing is said to be gone
        return Look(place, {}, frozenset(), addition.files, (), 0, located.note)
    if not located.path.exists():
        return Look(place, {}, frozenset(), (), addition.files, 0, "it does not exist any more")
    sizes = _files_at(located.path)
    recorded = {place.entry_path(path): path for path in sizes}
    here = tuple(entry for entry in addition.files if entry.path in recorded)
    same = tuple(entry for entry in here if not everything and unchanged(entry, Path(recorded[entry.path])))
    to_read = set(sizes) - {recorded[entry.path] for entry in same}
    if any(path.endswith(".collection.xml") for path in to_read):
        same, to_read = (), set(sizes)  # it says of the files beside it which book they are of
    gone = tuple(entry for entry in addition.files if entry.path not in recorded)
    order = {path: (number, n) for n, path in enumerate(sizes)}
    return Look(place, order, frozenset(to_read), same, gone, sum(sizes[path] for path in to_read), located.note)


def _files_at(path: Path) -> dict[str, int]:
    """The files and archives at a path with their bytes. None is opened: to list an archive may mean to unpack it."""
    return {str(file): size_of(file) for file in (walk(path) if path.is_dir() else [path])}


def size_of(path: Path) -> int:
    """The bytes of a file; none where it is a link to nowhere, which opening will say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _with_heirs(look: Look, looks: Sequence[Look]) -> Look:
    """With the unchanged files to read too that hold a document which only a file now gone or changed had given."""
    live = {doc_id for other in looks for entry in other.unchanged for doc_id in entry.doc_ids}
    heirs = [entry for entry in look.unchanged if set(entry.repeated) - live]
    if not heirs:
        return look
    paths = {str(look.place.disk_path(entry)) for entry in heirs}
    kept = tuple(entry for entry in look.unchanged if entry not in heirs)
    return replace(look, unchanged=kept, to_read=look.to_read | (paths & set(look.order)))
