"""Making and changing an index: documents in, new segments and a new generation out.

What is added is published every few thousand passages, so that whoever is killed goes on from there: documents already
published are found unchanged. Vectors and words that are there are never made again. Knows nothing of files of
literature or of searching.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retrieval.adding import Adding, OnProgress, Progress
from retrieval.chunking import passages as cut_passages
from retrieval.cutting import Cut, Known, Ledger, cut_ahead
from retrieval.documents import Document
from retrieval.encoding import Encoder
from retrieval.errors import EncoderMismatch, IndexMissing, UnknownDocument
from retrieval.literature import Found, unknown
from retrieval.publishing import writing
from retrieval.revision import EncoderName, Revision, first_manifest
from retrieval.snapshot import Manifest, Snapshot, read_current

CHECKPOINT_PASSAGES = 4000


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What adding did, in documents; `passages` is how many were encoded, `removed` how many they replaced."""

    added: int
    updated: int
    unchanged: int
    passages: int
    seconds: float
    removed: int = 0


@dataclass(frozen=True, slots=True)
class RemoveSummary:
    """What removing did."""

    documents: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class CompactSummary:
    """What compacting did: segments and bytes before and after."""

    segments_before: int
    segments: int
    bytes_before: int
    bytes: int
    seconds: float


def add(
    folder: Path,
    documents: Iterable[Document],
    encoder: Encoder,
    on_progress: OnProgress | None = None,
    cut: Cut = cut_passages,
    *,
    ledger: Ledger | None = None,
    checkpoint_passages: int = CHECKPOINT_PASSAGES,
) -> AddSummary:
    """Adds documents to the index at the folder, which is made where there is none.

    A document already there with the same content is left alone; one with other content takes its place. Every
    `checkpoint_passages` new passages are published with what `ledger` says then, so that after a failure or a kill the
    index holds all checkpoints before it, each document whole, and adding the same again goes on from there.
    `documents`, `cut` and `ledger` are called in a thread of their own. Raises IndexBusy, IndexForeign, IndexCorrupt,
    EncoderMismatch or StorageError.
    """
    began = time.monotonic()
    with writing(folder) as before:
        if before is not None:
            check_encoder(before, encoder)
        name = EncoderName(encoder.encoder_id, encoder.fingerprint, encoder.dimensions)
        with _revision(folder, before, first_manifest(name) if before is None else before.manifest) as revision:
            known = Known(revision.content_hash)
            with (
                Adding(revision, encoder, known, on_progress or _tell_nobody) as adding,
                cut_ahead(documents, cut, known, checkpoint_passages, ledger) as events,
            ):
                for event in events:
                    adding.take(event)
    seconds = time.monotonic() - began
    a = adding
    return AddSummary(a.added, a.updated, a.unchanged, a.encoded, seconds, a.replaced_passages)


def remove(
    folder: Path, doc_ids: Sequence[str] = (), source: str | None = None, *, ledger: Ledger | None = None
) -> RemoveSummary:
    """Removes documents by id, or all of a source. Raises UnknownDocument where one is not there; then none is removed.

    Needs no encoder: what stays keeps its vectors.
    """
    began = time.monotonic()
    with _existing(folder) as revision:
        chosen = {found.stored.doc_id: found for found in _chosen(revision, doc_ids, source)}
        for found in chosen.values():
            revision.remove(found.segment.record.name, found.stored)
        if chosen or (ledger is not None and ledger() != revision.ledger):
            revision.publish(ledger=None if ledger is None else ledger())
            revision.merge()
    passages = sum(found.stored.passages for found in chosen.values())
    return RemoveSummary(len(chosen), passages, time.monotonic() - began)


def compact(folder: Path) -> CompactSummary:
    """Makes one segment of all, without what was removed: the smallest an index can be, and the fastest to search."""
    began = time.monotonic()
    with _existing(folder) as revision:
        before = revision.manifest
        if len(before.segments) > 1 or revision.literature.tombstones.by_segment:
            revision.merge_these(revision.literature.segments)
        after = revision.manifest
    seconds = time.monotonic() - began
    return CompactSummary(len(before.segments), len(after.segments), before.bytes, after.bytes, seconds)


def check_encoder(snapshot: Snapshot, encoder: Encoder) -> None:
    """Raises EncoderMismatch unless the vectors of the snapshot are this encoder's."""
    built = snapshot.manifest
    if (built.encoder_fingerprint, built.dimensions) != (encoder.fingerprint, encoder.dimensions):
        where, name = snapshot.folder, built.encoder_id
        if encoder.encoder_id == name:
            raise EncoderMismatch(
                f"The index at {where} was built with other weights of the encoder {name} than are installed: "
                "install those, or build another index with --index."
            )
        raise EncoderMismatch(
            f"The index at {where} was built with the encoder {name}, not {encoder.encoder_id}:"
            f" set OSLER_ENCODER={name}, or build another index with --index."
        )


@contextmanager
def _existing(folder: Path) -> Iterator[Revision]:
    """The change of an index that must be there."""
    read_current(folder, lambda snapshot: None)
    with writing(folder) as before:
        if before is None:
            raise IndexMissing(f"There is no index at {folder}: make one with `osler index add PATH`.")
        with _revision(folder, before, before.manifest) as revision:
            yield revision


@contextmanager
def _revision(folder: Path, before: Snapshot | None, manifest: Manifest) -> Iterator[Revision]:
    revision = Revision(folder, before, manifest)
    try:
        yield revision
    finally:
        revision.close()


def _chosen(revision: Revision, doc_ids: Sequence[str], source: str | None) -> Iterator[Found]:
    for doc_id in doc_ids:
        found = revision.find(doc_id)
        if found is None:
            raise unknown(doc_id)
        yield found
    if source is not None:
        of_source = tuple(revision.literature.of_source(source))
        if not of_source:
            raise UnknownDocument(f"No document of source {source} in the index: `osler index info` shows the sources.")
        yield from of_source


def _tell_nobody(progress: Progress) -> None:
    """Where no one listens."""


__all__ = ["AddSummary", "CompactSummary", "OnProgress", "Progress", "RemoveSummary", "add", "compact", "remove"]
