"""Whether the parts of a generation belong together, once every file is known to be what was written.

Knows segments, tombstones and counts. Raises IndexCorrupt at the first thing that does not hold.
"""

from __future__ import annotations

from retrieval.durable import REPAIR
from retrieval.errors import IndexCorrupt
from retrieval.literature import Literature
from retrieval.segments import Segment, listed
from retrieval.snapshot import Snapshot


def verify(snapshot: Snapshot, literature: Literature) -> None:
    """Raises IndexCorrupt unless all parts hold the same passages and the counts are true."""
    for segment in literature.segments:
        verify_segment(segment)
        _verify_tombstones(segment, literature)
    _verify_counts(snapshot, literature)


def verify_segment(segment: Segment) -> None:
    """Raises IndexCorrupt unless literature, vectors and words of a segment hold the same passages."""
    segment.store.check()
    segment.dense()
    segment.lexical()
    record = segment.record
    if segment.store.counts() != (record.documents, record.passages):
        raise IndexCorrupt(f"{segment.folder} does not hold the documents it says: {REPAIR}.")
    if [listed(stored.doc_id, stored.content_hash) for stored in segment.store.all_stored()] != list(segment.listed()):
        raise IndexCorrupt(f"{segment.folder} lists other documents than it holds: {REPAIR}.")


def _verify_tombstones(segment: Segment, literature: Literature) -> None:
    name = segment.record.name
    removed = literature.tombstones.by_segment.get(name)
    if removed is not None:
        placed = segment.store.placed([int(document) for document in removed[:, 0]])
        if any((placed[d].first, placed[d].passages) != (first, count) for d, first, count in removed.tolist()):
            raise IndexCorrupt(f"What was removed from {segment.folder} is not what it holds: {REPAIR}.")


def _verify_counts(snapshot: Snapshot, literature: Literature) -> None:
    seen: set[str] = set()
    documents = passages = 0
    for segment in literature.segments:
        name = segment.record.name
        live = [s for s in segment.store.all_stored() if not literature.tombstones.holds(name, s.document)]
        documents, passages = documents + len(live), passages + sum(stored.passages for stored in live)
        seen.update(stored.doc_id for stored in live)
    if (len(seen), documents, passages) != (documents, snapshot.manifest.documents, snapshot.manifest.passages):
        raise IndexCorrupt(f"{snapshot.generation} does not hold the documents it says: {REPAIR}.")
