"""What a repair can save: the documents that the newest generation had, wherever on the disk a good copy of each lies.

Looks at every segment on the disk, of whatever generation it was. Makes a segment's words, or its vectors, anew where its
documents are whole. Knows nothing of CURRENT.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from retrieval.durable import check_contents, check_sizes, storing
from retrieval.encoding import Encoder
from retrieval.errors import EncoderMismatch, RetrievalError
from retrieval.publishing import new_segment
from retrieval.revision import EncoderName, first_manifest
from retrieval.segments import (
    DENSE_PREFIX,
    IDS_FILE,
    LITERATURE_FILE,
    About,
    Listed,
    Segment,
    listed,
    read_about,
    remade,
)
from retrieval.snapshot import SEGMENTS, TOMBSTONES, Manifest, SegmentRecord, Snapshot, SourceCount
from retrieval.store import StoredDocument
from retrieval.tombstones import Removed, Tombstones
from retrieval.verifying import verify_segment

OpenEncoder = Callable[[], Encoder]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents that were in the index: their digests, by id. `unnamed` counts those whose names are lost too."""

    digests: Mapping[str, str]
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Usable:
    """A segment whose documents are whole; `remake` says what else of it must be made anew: words, or vectors too."""

    segment: Segment
    remake: Literal["nothing", "words", "vectors"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a good copy of a document lies."""

    usable: Usable
    stored: StoredDocument


@dataclass(frozen=True, slots=True)
class Saved:
    """What can be published, and what it lacks. `older` are documents of which only another version was found."""

    places: Mapping[str, Place]
    lost: tuple[str, ...]
    older: tuple[str, ...]
    unnamed: int


def wanted_documents(folder: Path, snapshots: Sequence[Snapshot], is_newest_readable: bool) -> Wanted:
    """What the newest generation held; where it cannot tell all of it, with what those before it held.

    Where the newest cannot be read at all, all that segments hold which are younger than the others counts as its.
    """
    digests: dict[str, str] = {}
    unnamed = 0
    if not is_newest_readable:
        first = snapshots[0].manifest.next_segment if snapshots else 0
        for segment in _younger(folder, first):
            documents = _listed(segment)
            unnamed += segment.record.documents if documents is None else 0
            for one in documents or ():
                digests.setdefault(one.doc_id, one.digest)
    for snapshot in snapshots:
        unknown = _add_wanted(snapshot, digests)
        unnamed = unnamed or (unknown or 0)
        if unknown == 0:
            break
    return Wanted(digests, unnamed)


def _add_wanted(snapshot: Snapshot, digests: dict[str, str]) -> int | None:
    """Adds what a generation held; gives how many documents it cannot name, None where it cannot tell what it removed."""
    removed, is_told = _tombstones(snapshot)
    unknown = 0
    for record in reversed(snapshot.manifest.segments):
        documents = _listed(Segment(snapshot.segment(record), record))
        unknown += record.documents if documents is None else 0
        for number, one in enumerate(documents or ()):
            if not removed.holds(record.name, number):
                digests.setdefault(one.doc_id, one.digest)
    return unknown if is_told or unknown else None


def _younger(folder: Path, first: int) -> Iterator[Segment]:
    """The segments from this number on, youngest first, as far as they say what they are."""
    for path in sorted((folder / SEGMENTS).glob("seg-*"), reverse=True):
        record = _record_of(path)
        if record is not None and int(path.name.removeprefix("seg-")) >= first:
            yield Segment(path, record)


def usable_segments(folder: Path, snapshots: Sequence[Snapshot], can_encode: bool) -> Iterator[Usable]:
    """The segments on the disk that are whole, or can be made whole of their documents; newest first."""
    records = {record.name: record for snapshot in reversed(snapshots) for record in snapshot.manifest.segments}
    for path in sorted((folder / SEGMENTS).glob("seg-*"), reverse=True):
        record = records.get(path.name) or _record_of(path)
        if record is not None and (usable := _usable(Segment(path, record), can_encode)) is not None:
            yield usable


def save(wanted: Wanted, usable: Iterable[Usable]) -> Saved:
    """For each document that was there its best copy: the very version, or else the last that is left."""
    found: dict[str, Place] = {}
    exact: set[str] = set()
    for one in usable:
        for stored in one.segment.store.all_stored():
            digest = wanted.digests.get(stored.doc_id)
            if stored.doc_id in exact or (digest is None and wanted.digests):
                continue
            before = found.get(stored.doc_id)
            is_exact = listed(stored.doc_id, stored.content_hash).digest == digest
            if is_exact or before is None or before.stored.number < stored.number:
                found[stored.doc_id] = Place(one, stored)
            if is_exact:
                exact.add(stored.doc_id)
    lost = tuple(doc_id for doc_id in wanted.digests if doc_id not in found)
    older = tuple(doc_id for doc_id in wanted.digests if doc_id in found and doc_id not in exact)
    return Saved(found, lost, older, wanted.unnamed)


def encoder_of(snapshots: Sequence[Snapshot], saved: Saved) -> EncoderName:
    """Which encoder made the vectors, by the newest manifest or a segment's own word."""
    for snapshot in snapshots:
        m = snapshot.manifest
        return EncoderName(m.encoder_id, m.encoder_fingerprint, m.dimensions)
    about = read_about(next(iter(saved.places.values())).usable.segment.folder)
    return EncoderName(about.encoder_id, about.encoder_fingerprint, about.dimensions)


def saved_generation(
    folder: Path, saved: Saved, name: EncoderName, open_encoder: OpenEncoder | None
) -> tuple[Manifest, Tombstones]:
    """The manifest and the tombstones of a generation that holds just what was saved; makes anew what it lacks."""
    usable = {place.usable.segment.record.name: place.usable for place in saved.places.values()}
    kept = {(place.usable.segment.record.name, place.stored.document) for place in saved.places.values()}
    next_row = max(one.segment.record.first_row + one.segment.record.passages for one in usable.values())
    records: list[SegmentRecord] = []
    gone: dict[str, list[Removed]] = {}
    for segment_name, one in usable.items():
        record = one.segment.record
        if one.remake != "nothing":
            about = About(
                next_row, record.documents, record.passages, name.encoder_id, name.fingerprint, name.dimensions
            )
            record = _remade(folder, one, about, open_encoder)
            next_row += record.passages
        records.append(record)
        stored = one.segment.store.all_stored()
        gone[record.name] = [s.removed for s in stored if (segment_name, s.document) not in kept]
    return _manifest(name, records, saved), Tombstones().plus(gone)


def _remade(folder: Path, usable: Usable, about: About, open_encoder: OpenEncoder | None) -> SegmentRecord:
    encode = None
    if usable.remake == "vectors" and open_encoder is not None:
        encoder = open_encoder()
        if (encoder.fingerprint, encoder.dimensions) != (about.encoder_fingerprint, about.dimensions):
            raise EncoderMismatch(f"The index was built with the encoder {about.encoder_id}: repair it with that one.")
        encode = encoder.encode
    with storing(folder), new_segment(folder, at_least=1) as new:
        return remade(new, usable.segment, about, encode)


def _manifest(name: EncoderName, records: Sequence[SegmentRecord], saved: Saved) -> Manifest:
    stored = [place.stored for place in saved.places.values()]
    documents = Counter(one.source for one in stored)
    passages: Counter[str] = Counter()
    for one in stored:
        passages[one.source] += one.passages
    return replace(
        first_manifest(name),
        sources=tuple(SourceCount(source, documents[source], passages[source]) for source in sorted(documents)),
        segments=tuple(sorted(records, key=lambda record: record.first_row)),
        next_row=max(record.first_row + record.passages for record in records),
        next_document=max(one.number for one in stored) + 1,
        next_segment=max(int(record.name.removeprefix("seg-")) for record in records) + 1,
    )


def _tombstones(snapshot: Snapshot) -> tuple[Tombstones, bool]:
    """What a generation had removed, and whether it can still tell."""
    try:
        check_contents(snapshot.generation, snapshot.manifest.files)
        return Tombstones.read(snapshot.generation / TOMBSTONES), True
    except RetrievalError:
        return Tombstones(), False


def _listed(segment: Segment) -> list[Listed] | None:
    """The documents of a segment, by its list or else by its literature; None where neither can be read."""
    with suppress(RetrievalError):
        _check(segment, IDS_FILE)
        return list(segment.listed())
    with suppress(RetrievalError):
        _check(segment, LITERATURE_FILE)
        return [listed(stored.doc_id, stored.content_hash) for stored in segment.store.all_stored()]
    return None


def _record_of(folder: Path) -> SegmentRecord | None:
    """What a segment's own folder says, where no manifest speaks of it."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        about = read_about(folder)
        return SegmentRecord(folder.name, about.first_row, about.documents, about.passages, about.files)
    return None


def _usable(segment: Segment, can_encode: bool) -> Usable | None:
    """What can be done with a segment; None where its documents cannot be read."""
    if _holds(lambda: _check(segment, ""), lambda: verify_segment(segment)):
        return Usable(segment, "nothing")
    if not _holds(lambda: _check(segment, LITERATURE_FILE), segment.store.check):
        return None
    if _holds(lambda: _check(segment, DENSE_PREFIX), segment.dense):
        return Usable(segment, "words")
    return Usable(segment, "vectors") if can_encode else None


def _check(segment: Segment, prefix: str) -> None:
    """Raises IndexCorrupt where a file whose name begins so is not what it was."""
    chosen = [file for file in segment.record.files if file.name.startswith(prefix)]
    check_sizes(segment.folder, chosen)
    check_contents(segment.folder, chosen)


def _holds(*checks: Callable[[], object]) -> bool:
    try:
        for check in checks:
            check()
    except RetrievalError:
        return False
    return True
