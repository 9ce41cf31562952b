"""The documents of an index: those of all its segments that have not been removed. Knows nothing of vectors or words.

Rows count through the segments: a passage's row is its segment's first row and its position there.
"""

from __future__ import annotations

import dataclasses
import heapq
import threading
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval import topics
from retrieval.choosing import kinds_chosen, within
from retrieval.documents import Document, Passage
from retrieval.durable import REPAIR
from retrieval.errors import IndexCorrupt, UnknownDocument
from retrieval.filters import Filters
from retrieval.retractions import retractions
from retrieval.segments import Segment
from retrieval.store import DocumentEntry, Name, StoredDocument
from retrieval.tombstones import Tombstones
from retrieval.topics import Mention

Mask = NDArray[np.bool_]

_FILTERS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Found:
    """Where a document lies: its segment, and where there."""

    segment: Segment
    stored: StoredDocument


class Literature:
    """Looks documents and passages up. Safe for several threads."""

    def __init__(self, segments: Sequence[Segment], tombstones: Tombstones) -> None:
        self.segments = tuple(segments)
        self.tombstones = tombstones
        self._first_rows = [segment.record.first_row for segment in segments]
        self._lock = threading.Lock()
        self._retractions: tuple[Mapping[int, str], ...] | None = None
        self._allowed: dict[Filters, tuple[Mask | None, ...]] = {}

    def close(self) -> None:
        for segment in self.segments:
            segment.close()

    def find(self, doc_id: str) -> Found | None:
        """A document that is there. Newest segments first: what is asked for is often what was added last."""
        for segment in reversed(self.segments):
            for stored in reversed(segment.store.find(doc_id)):
                if not self.tombstones.holds(segment.record.name, stored.document):
                    return Found(segment, stored)
        return None

    def document(self, doc_id: str) -> Document:
        found = self.find(doc_id)
        if found is None:
            raise unknown(doc_id)
        return found.segment.store.document(found.stored.document)

    def of_source(self, source: str) -> Iterator[Found]:
        """The documents of a source."""
        for segment in self.segments:
            for stored in segment.store.of_source(source):
                if not self.tombstones.holds(segment.record.name, stored.document):
                    yield Found(segment, stored)

    def entries(self) -> tuple[DocumentEntry, ...]:
        """All documents as a listing shows them, in the order they were added or last changed."""

        def live(segment: Segment) -> Iterator[tuple[int, DocumentEntry]]:
            for document, number, entry in segment.store.entries():
                if not self.tombstones.holds(segment.record.name, document):
                    yield number, entry

        listed = [one for segment in self.segments for one in live(segment)]
        return tuple(entry for _, entry in sorted(listed, key=lambda one: one[0]))

    def documents(self) -> Iterator[Document]:
        """All documents whole, in the order they were added or last changed, few at a time in memory."""

        def live(segment: Segment) -> Iterator[tuple[int, Document]]:
            for document, number, whole in segment.store.documents():
                if not self.tombstones.holds(segment.record.name, document):
                    yield number, whole

        for _, document in heapq.merge(*(live(segment) for segment in self.segments), key=lambda one: one[0]):
            yield document

    def passage(self, passage_id: str) -> Passage:
        found = self.find(passage_id.rpartition("#")[0])
        for place, segment in enumerate(self.segments):
            stored = found.stored if found is not None and found.segment is segment else None
            position = segment.store.position(passage_id, stored)
            if position is not None and self._is_live(segment, position):
                return self._passages_of(place, [position])[0]
        raise UnknownDocument(f"No passage {passage_id} in the index: `osler index list` shows its documents.")

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """The passages of these rows, in this order; each says whether its document was withdrawn."""
        positions: dict[int, list[int]] = {}
        for row in dict.fromkeys(int(row) for row in rows):
            positions.setdefault(self._place(row), []).append(row)
        found: dict[int, Passage] = {}
        for place, some in positions.items():
            first = self._first_rows[place]
            found |= zip(some, self._passages_of(place, [row - first for row in some]), strict=True)
        return tuple(found[int(row)] for row in rows)

    def topics(self, text: str) -> tuple[str, ...]:
        """Titles and synonyms that occur in the text, longest first; a title before another document's synonym."""
        mentions = topics.mentions(text)
        best: dict[str, Name] = {}
        for name in self._names(mentions):
            best[name.key] = min(best.get(name.key, name), name, key=lambda one: (one.place, one.number))
        return topics.topics(mentions, {key: name.name for key, name in best.items()})

    def titles(self, text: str) -> dict[str, str]:
        """Names in the text by which no document is called, each with the title of the one document of which it is a synonym:
        {"metoprolol": "Beta blockers", "hypo": "Low blood sugar"}. One that several documents have tells nothing."""
        mentions = topics.mentions(text)
        known: dict[str, list[Name]] = {}
        for name in self._names(mentions):
            known.setdefault(name.key, []).append(name)
        told = {
            key: names[0]
            for key, names in known.items()
            if all(name.place for name in names) and len({name.title for name in names}) == 1
        }
        mentioned = topics.topics(mentions, {key: name.name for key, name in told.items()})
        titles = {name.name: name.title for name in told.values()}
        return {name: titles[name] for name in mentioned}

    def _names(self, mentions: Sequence[Mention]) -> Iterator[Name]:
        """The titles and synonyms of live documents that a text may mention."""
        wanted = sorted({key for mention in mentions for key in topics.spellings(mention)})
        for segment in self.segments:
            for name in segment.store.names(wanted):
                if not self.tombstones.holds(segment.record.name, name.document):
                    yield name

    def allowed(self, filters: Filters) -> tuple[Mask | None, ...]:
        """By segment and position, what a search with these filters may find; None where it is all that is live."""
        with self._lock:
            if filters in self._allowed:
                return self._allowed[filters]
        masks = tuple(self._mask(place, filters) for place in range(len(self.segments)))
        with self._lock:
            while len(self._allowed) >= _FILTERS_KEPT:
                del self._allowed[next(iter(self._allowed))]
            self._allowed[filters] = masks
        return masks

    def live(self, segment: Segment) -> Mask | None:
        """By position, what of a segment has not been removed; None where nothing has."""
        return self.tombstones.live(segment.record.name, segment.record.passages)

    def _mask(self, place: int, filters: Filters) -> Mask | None:
        segment = self.segments[place]
        chosen = _chosen(segment, filters)
        withdrawn = {} if filters.retracted else self._withdrawn()[place]
        if chosen is None and not withdrawn:
            return None
        live = self.live(segment)
        mask = np.ones(segment.record.passages, dtype=np.bool_) if live is None else live
        if chosen is not None:
            mask &= chosen
        for removed in segment.store.placed(list(withdrawn)).values():
            mask[removed.first : removed.first + removed.passages] = False
        return mask

    def _passages_of(self, place: int, positions: Sequence[int]) -> list[Passage]:
        """Passages of one segment, with what other documents say of theirs."""
        store, withdrawn = self.segments[place].store, self._withdrawn()[place]
        passages = store.passages(positions)
        if not withdrawn:
            return list(passages)
        told = [withdrawn.get(store.document_at(position), "") for position in positions]
        return [
            dataclasses.replace(passage, retraction=passage.retraction or retraction)
            for passage, retraction in zip(passages, told, strict=True)
        ]

    def _withdrawn(self) -> tuple[Mapping[int, str], ...]:
        """By segment and document, how it was withdrawn."""
        with self._lock:
            if self._retractions is None:
                self._retractions = retractions([s.store for s in self.segments], self._is_removed)
            return self._retractions

    def _is_removed(self, place: int, document: int) -> bool:
        return self.tombstones.holds(self.segments[place].record.name, document)

    def _is_live(self, segment: Segment, position: int) -> bool:
        return not self.tombstones.holds(segment.record.name, segment.store.document_at(position))

    def _place(self, row: int) -> int:
        """The segment that a row is of."""
        place = bisect_right(self._first_rows, row) - 1
        if place < 0 or row >= self._first_rows[place] + self.segments[place].record.passages:
            raise IndexCorrupt(f"The index has no passage {row}: {REPAIR}.")
        return place


def unknown(doc_id: str) -> UnknownDocument:
    """What to raise for a document that is not there."""
    return UnknownDocument(f"No document {doc_id} in the index: `osler index list` shows those there are.")


def _chosen(segment: Segment, filters: Filters) -> Mask | None:
    """What the filters choose of a segment, retraction apart; None where they ask for nothing."""
    if dataclasses.replace(filters, retracted=False) == Filters():
        return None
    mask = np.zeros(segment.record.passages, dtype=np.bool_)
    for date, first, passages in segment.store.spans(kinds_chosen(segment.store.kinds(), filters)):
        if within(date, filters):
            mask[first : first + passages] = True
    return mask
