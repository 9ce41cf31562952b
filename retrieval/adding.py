"""Documents as they come become a segment: kept, encoded batch by batch, published at each checkpoint.

Knows the index under change and the encoder. Knows nothing of where documents come from.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

import numpy as np

from retrieval.cutting import Checkpoint, Event, Fresh, Known, Unchanged
from retrieval.dense import text_to_encode
from retrieval.durable import storing
from retrieval.encoding import Encoder, Vectors
from retrieval.publishing import new_segment
from retrieval.revision import Revision
from retrieval.segments import SegmentBuilder
from retrieval.store import StoredDocument

PASSAGES_A_BATCH = 256


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a write has come. `passages` are those of new and changed documents, as far as they have been read."""

    stage: Literal["reading", "encoding", "writing"]
    documents: int
    passages_done: int
    passages: int


OnProgress = Callable[[Progress], None]


class Adding:
    """Takes the events of reading, in order, and brings the documents into the index."""

    def __init__(self, revision: Revision, encoder: Encoder, known: Known, tell: OnProgress) -> None:
        self.added = self.updated = self.unchanged = self.replaced_passages = self.encoded = 0
        self._revision, self._encoder, self._known, self._tell = revision, encoder, known, tell
        self._passages_known = 0
        self._segment = ExitStack()
        self._builder: SegmentBuilder | None = None
        self._pending: dict[str, StoredDocument] = {}
        self._texts: list[str] = []
        self._vectors: list[Vectors] = []

    def __enter__(self) -> Adding:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._segment.__exit__(kind, error, traceback)

    def take(self, event: Event) -> None:
        """Brings in what was read."""
        match event:
            case Unchanged():
                self.unchanged += 1
                self._say("reading")
            case Fresh():
                self._insert(event)
                self._say("reading")
                while len(self._texts) >= PASSAGES_A_BATCH:
                    self._encode(PASSAGES_A_BATCH)
            case Checkpoint():
                self._publish(event)

    def _insert(self, fresh: Fresh) -> None:
        doc_id, self._passages_known = fresh.document.doc_id, fresh.passages_known
        builder = self._builder or self._begin()
        self._replace(doc_id, builder.folder.name)
        with storing(self._revision.folder):
            stored = self._revision.insert(builder, fresh.document, fresh.content_hash, fresh.passages)
        self._pending[doc_id] = stored
        self._texts += [text_to_encode(passage) for passage in fresh.passages]

    def _replace(self, doc_id: str, pending_segment: str) -> None:
        """Removes the version of a document that is there, be it published or not."""
        found, pending = self._revision.find(doc_id), self._pending.get(doc_id)
        if found is None and pending is None:
            self.added += 1
            return
        self.updated += 1
        if found is not None:
            self._remove(found.segment.record.name, found.stored)
        if pending is not None:
            self._remove(pending_segment, pending)

    def _remove(self, segment: str, stored: StoredDocument) -> None:
        self._revision.remove(segment, stored)
        self.replaced_passages += stored.passages

    def _begin(self) -> SegmentBuilder:
        folder = self._segment.enter_context(new_segment(self._revision.folder, self._revision.manifest.next_segment))
        with storing(self._revision.folder):
            self._builder = SegmentBuilder(folder)
        self._segment.callback(self._builder.close)
        return self._builder

    def _encode(self, count: int) -> None:
        some, self._texts = self._texts[:count], self._texts[count:]
        self._vectors.append(self._encoder.encode(some))
        self.encoded += len(some)
        self._say("encoding")

    def _publish(self, checkpoint: Checkpoint) -> None:
        """A generation with what came since the last one; none where nothing did and the ledger says the same."""
        builder = self._builder
        if builder is None:
            if checkpoint.ledger not in (None, self._revision.ledger):
                self._revision.publish(ledger=checkpoint.ledger)
            return
        if self._texts:
            self._encode(len(self._texts))
        self._say("writing")
        about = self._revision.about(builder.documents, builder.passages)
        with storing(self._revision.folder):
            record = builder.finish(self._gathered(), about)
        self._segment.close()
        self._revision.publish(record, checkpoint.ledger)
        self._revision.merge()
        self._known.published((doc_id, stored.content_hash) for doc_id, stored in self._pending.items())
        self._revision.close_retired()
        self._builder, self._vectors = None, []
        self._pending.clear()

    def _gathered(self) -> Vectors:
        """All vectors since the last checkpoint, in order of position."""
        none = np.zeros((0, self._encoder.dimensions), dtype=np.float32)
        return np.concatenate([none, *self._vectors])

    def _say(self, stage: Literal["reading", "encoding", "writing"]) -> None:
        documents = self.added + self.updated + self.unchanged
        self._tell(Progress(stage, documents, self.encoded, self._passages_known))
