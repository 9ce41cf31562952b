"""An index while it is being changed: what the next generation will say, and the steps that publish one.

Holds what is published, what is to be removed from it, and the counts. Knows nothing of how documents come, or of
encoding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.documents import Document, Passage
from retrieval.durable import check_contents, storing
from retrieval.literature import Found, Literature
from retrieval.merging import Size, to_merge
from retrieval.publishing import new_segment, publish
from retrieval.segments import LITERATURE_FILE, About, Segment, SegmentBuilder, merge
from retrieval.snapshot import SCHEMA_VERSION, TOMBSTONES, Manifest, SegmentRecord, Snapshot, SourceCount
from retrieval.store import StoredDocument
from retrieval.tombstones import Removed, Tombstones


@dataclass(frozen=True, slots=True)
class EncoderName:
    """Which encoder the vectors of an index are of."""

    encoder_id: str
    fingerprint: str
    dimensions: int


def first_manifest(encoder: EncoderName) -> Manifest:
    """That of an index with nothing in it."""
    return Manifest(SCHEMA_VERSION, "", "", encoder.encoder_id, encoder.fingerprint, encoder.dimensions)


class Revision:
    """Changes one index, whose write lock the caller holds."""

    def __init__(self, folder: Path, before: Snapshot | None, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.ledger = "" if before is None else before.ledger()
        self.literature = Literature((), Tombstones())
        self._counts = {count.source: (count.documents, count.passages) for count in manifest.sources}
        self._removed: dict[str, list[Removed]] = {}
        self._gone: set[tuple[str, int]] = set()
        self._retired: list[Segment] = []
        self._snapshot: Snapshot | None = None
        if before is not None:
            before.check_before_use((LITERATURE_FILE,))
            self._open(before)

    def find(self, doc_id: str) -> Found | None:
        """A document that is published and not to be removed."""
        found = self.literature.find(doc_id)
        gone = found is not None and (found.segment.record.name, found.stored.document) in self._gone
        return None if gone else found

    def content_hash(self, doc_id: str) -> str | None:
        """The content hash of a document as it is published."""
        found = self.literature.find(doc_id)
        return None if found is None else found.stored.content_hash

    def remove(self, segment: str, stored: StoredDocument) -> None:
        """Has a document be gone from the next generation; its segment may not be published yet."""
        self._removed.setdefault(segment, []).append(stored.removed)
        self._gone.add((segment, stored.document))
        self._count(stored.source, -1, -stored.passages)

    def insert(
        self, builder: SegmentBuilder, document: Document, content_hash: str, passages: Sequence[Passage]
    ) -> StoredDocument:
        """Adds a document to a segment that the next generation is to have."""
        number = self.manifest.next_document
        self.manifest = replace(self.manifest, next_document=number + 1)
        self._count(document.source, 1, len(passages))
        return builder.insert(document, number, content_hash, passages)

    def about(self, documents: int, passages: int) -> About:
        """What the next segment will say of itself."""
        m = self.manifest
        return About(m.next_row, documents, passages, m.encoder_id, m.encoder_fingerprint, m.dimensions)

    def publish(self, added: SegmentRecord | None = None, ledger: str | None = None) -> None:
        """Makes a generation of what was removed and the segment added."""
        self._publish((*self.manifest.segments, *(() if added is None else (added,))), added, ledger)

    def merge(self) -> None:
        """Merges segments until they are few and mostly live; each step is published by itself."""
        while places := to_merge([self._size(segment) for segment in self.literature.segments]):
            self.merge_these([self.literature.segments[place] for place in places])

    def merge_these(self, parts: Sequence[Segment]) -> None:
        """Makes one segment of what is live in these, in the place of the last of them."""
        for part in parts:  # all of it, so that a damaged byte is never copied under a new checksum
            check_contents(part.folder, part.record.files)
        sizes = [self._size(part) for part in parts]
        removed = sum(len(self.literature.tombstones.documents(part.record.name)) for part in parts)
        documents = sum(part.record.documents for part in parts) - removed
        with storing(self.folder), new_segment(self.folder, self.manifest.next_segment) as folder:
            about = self.about(documents, sum(size.live for size in sizes))
            merged = merge(folder, parts, self.literature.tombstones, about)
        names = [part.record.name for part in parts]
        rest = [record for record in self.manifest.segments if record.name not in names]
        self._publish((*rest, merged), merged, None)

    def close_retired(self) -> None:
        """Closes the segments that are no longer part of the index, when nobody looks into them any more."""
        while self._retired:
            self._retired.pop().close()

    def close(self) -> None:
        """Lets go of all that is open; what was published stays."""
        self.close_retired()
        self.literature.close()
        self._release()

    def _publish(self, segments: tuple[SegmentRecord, ...], new: SegmentRecord | None, ledger: str | None) -> None:
        self.ledger = self.ledger if ledger is None else ledger
        tombstones = self.literature.tombstones.plus(self._removed)
        live = tuple(s for s in segments if len(tombstones.documents(s.name)) < s.documents)
        manifest = replace(self.manifest, segments=live, sources=self._sources())
        if new is not None:
            number = int(new.name.removeprefix("seg-"))
            manifest = replace(manifest, next_row=new.first_row + new.passages, next_segment=number + 1)
        snapshot = publish(self.folder, manifest, tombstones.only(s.name for s in live), self.ledger)
        self._removed.clear()
        self._gone.clear()
        self.manifest = snapshot.manifest
        self._open(snapshot)

    def _open(self, snapshot: Snapshot) -> None:
        """The documents of a generation; segments that are open already stay so."""
        before = {segment.record.name: segment for segment in self.literature.segments}
        self._release()
        self._snapshot = snapshot  # held, so that nothing is cleared away under us
        self.literature = open_literature(snapshot, before)
        kept = {segment.record.name for segment in self.literature.segments}
        self._retired += [segment for name, segment in before.items() if name not in kept]

    def _release(self) -> None:
        if self._snapshot is not None and self._snapshot.hold is not None:
            self._snapshot.hold.release()

    def _size(self, segment: Segment) -> Size:
        removed = self.literature.tombstones.passages(segment.record.name)
        return Size(segment.record.passages - removed, removed)

    def _count(self, source: str, documents: int, passages: int) -> None:
        before = self._counts.get(source, (0, 0))
        self._counts[source] = (before[0] + documents, before[1] + passages)

    def _sources(self) -> tuple[SourceCount, ...]:
        return tuple(SourceCount(source, *counts) for source, counts in sorted(self._counts.items()) if counts[0])


def open_literature(snapshot: Snapshot, opened: dict[str, Segment] | None = None) -> Literature:
    """The documents of a generation, with what is open of them already."""
    opened = opened or {}
    segments = [
        opened.get(record.name) or Segment(snapshot.segment(record), record) for record in snapshot.manifest.segments
    ]
    return Literature(segments, Tombstones.read(snapshot.generation / TOMBSTONES))
