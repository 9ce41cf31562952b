"""Making and changing an index: documents in, a new generation out, or nothing changed at all.

The literature is written first and the vectors from it, batch after batch, so that neither documents nor passages are
ever all in memory. Vectors of unchanged documents are kept. Knows nothing of files of literature or of searching.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

from retrieval.chunking import passages as cut_passages
from retrieval.dense import DenseIndex, text_to_encode
from retrieval.documents import Document, Passage
from retrieval.encoding import Encoder
from retrieval.errors import EncoderMismatch, IndexCorrupt, IndexMissing, UnknownDocument
from retrieval.lexical import LexicalIndex, text_to_index
from retrieval.records import content_hash
from retrieval.snapshot import (
    REBUILD,
    SCHEMA_VERSION,
    Manifest,
    Snapshot,
    has_index,
    new_generation,
    publish,
    read_current,
    storing,
    write_lock,
)
from retrieval.store import StoreWriter

LITERATURE_FILE = "literature.sqlite"
DENSE_FILE = "dense.faiss"
LEXICAL_FOLDER = "lexical"

PASSAGES_A_BATCH = 256

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a write has come. `passages` are those of new and changed documents, as far as they are known."""

    stage: Literal["reading", "encoding", "writing"]
    documents: int
    passages_done: int
    passages: int


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What adding did, in documents; `passages` is how many were encoded."""

    added: int
    updated: int
    unchanged: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RemoveSummary:
    """What removing did."""

    documents: int
    passages: int
    seconds: float


OnProgress = Callable[[Progress], None]
Cut = Callable[[Document], tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class _Rewrite:
    """A write under way: the generation before it, if any, and the literature of the one being made."""

    folder: Path
    generation: Path
    before: Snapshot | None
    store: StoreWriter


@dataclass(frozen=True, slots=True)
class _Change:
    """What a write did to the literature: documents counted, and the rows whose vectors are no longer wanted."""

    added: int
    updated: int
    unchanged: int
    removed_rows: tuple[int, ...]


def add(
    folder: Path,
    documents: Iterable[Document],
    encoder: Encoder,
    on_progress: OnProgress | None = None,
    cut: Cut = cut_passages,
) -> AddSummary:
    """Adds documents to the index at the folder, which is made where there is none.

    A document already there with the same content is left alone; one with other content takes its place. The index is
    as it was if this fails or is killed. Raises IndexBusy, IndexForeign, EncoderMismatch or StorageError.
    """
    began, tell = time.monotonic(), on_progress or _tell_nobody
    with _rewrite(folder) as rewrite:
        if rewrite.before is not None:
            check_encoder(rewrite.before, encoder)
        last_row = rewrite.store.last_row()
        change = _add_documents(rewrite, documents, cut, tell)
        passages = rewrite.store.count_passages(after=last_row)
        if change.added or change.updated:
            dense = _kept_vectors(rewrite.before, change.removed_rows, encoder.dimensions)
            _encode(rewrite.store, last_row, dense, encoder, change.added + change.updated, tell)
            tell(Progress("writing", change.added + change.updated, passages, passages))
            _publish(rewrite, dense, encoder.encoder_id, encoder.fingerprint)
    return AddSummary(change.added, change.updated, change.unchanged, passages, time.monotonic() - began)


def remove(folder: Path, doc_ids: Sequence[str] = (), source: str | None = None) -> RemoveSummary:
    """Removes documents by id, or all of a source. Raises UnknownDocument where one is not there; then none is removed.

    Needs no encoder: what stays keeps its vectors.
    """
    began = time.monotonic()
    read_current(folder, lambda snapshot: None)
    with _rewrite(folder) as rewrite:
        before = rewrite.before
        if before is None:
            raise IndexMissing(f"There is no index at {folder}: make one with `osler index add PATH`.")
        chosen = dict.fromkeys((*doc_ids, *(() if source is None else _of_source(rewrite.store, source))))
        with storing(folder):
            rows = [row for doc_id in chosen for row in rewrite.store.delete(doc_id)]
        if chosen:
            dense = _kept_vectors(before, rows, before.manifest.dimensions)
            _publish(rewrite, dense, before.manifest.encoder_id, before.manifest.encoder_fingerprint)
    return RemoveSummary(len(chosen), len(rows), time.monotonic() - began)


def check_encoder(snapshot: Snapshot, encoder: Encoder) -> None:
    """Raises EncoderMismatch unless the vectors of the snapshot are this encoder's."""
    built = snapshot.manifest
    if (built.encoder_fingerprint, built.dimensions) != (encoder.fingerprint, encoder.dimensions):
        where, name = snapshot.folder.parent, built.encoder_id
        if encoder.encoder_id == name:
            raise EncoderMismatch(
                f"The index at {where} was built with other weights of the encoder {name} than are installed: "
                "install those, or build another index with --index."
            )
        raise EncoderMismatch(
            f"The index at {where} was built with the encoder {name}, not {encoder.encoder_id}:"
            f" use {name}, or build another index with --index."
        )


def read_dense(snapshot: Snapshot) -> DenseIndex:
    """The vectors of a snapshot, which FAISS sees only after their checksum holds."""
    snapshot.check_contents((DENSE_FILE,))
    try:
        dense = DenseIndex.read(snapshot.folder / DENSE_FILE)
    except RuntimeError as error:
        raise IndexCorrupt(f"{snapshot.folder / DENSE_FILE} cannot be read: {REBUILD}.") from error
    if dense.dimensions != snapshot.manifest.dimensions:
        raise IndexCorrupt(f"{snapshot.folder / DENSE_FILE} has vectors of another length: {REBUILD}.")
    return dense


@contextmanager
def _rewrite(folder: Path) -> Iterator[_Rewrite]:
    """The lock, a generation to fill, and its literature: a copy of the current, checked first, or an empty one."""
    has_index(folder)  # a foreign folder is refused before anything is written into it
    with write_lock(folder), new_generation(folder) as generation:
        before = read_current(folder, lambda snapshot: snapshot) if has_index(folder) else None
        if before is not None:
            before.check_contents((LITERATURE_FILE,))
        with storing(folder):
            store = StoreWriter(
                generation / LITERATURE_FILE, None if before is None else before.folder / LITERATURE_FILE
            )
        try:
            yield _Rewrite(folder, generation, before, store)
        finally:
            store.close()


def _add_documents(rewrite: _Rewrite, documents: Iterable[Document], cut: Cut, tell: OnProgress) -> _Change:
    added = updated = unchanged = passages = 0
    removed: list[int] = []
    for document in documents:
        fresh_hash, kept_hash = content_hash(document), rewrite.store.content_hash(document.doc_id)
        if fresh_hash == kept_hash:
            unchanged += 1
        else:
            cuts = cut(document)
            with storing(rewrite.folder):
                if kept_hash is not None:
                    removed += rewrite.store.delete(document.doc_id)
                rewrite.store.insert(document, fresh_hash, cuts)
            added, updated = added + (kept_hash is None), updated + (kept_hash is not None)
            passages += len(cuts)
        tell(Progress("reading", added + updated + unchanged, 0, passages))
    return _Change(added, updated, unchanged, tuple(removed))


def _kept_vectors(before: Snapshot | None, removed_rows: Sequence[int], dimensions: int) -> DenseIndex:
    if before is None:
        return DenseIndex(dimensions)
    dense = read_dense(before)
    dense.remove(removed_rows)
    return dense


def _encode(
    store: StoreWriter, after: int, dense: DenseIndex, encoder: Encoder, documents: int, tell: OnProgress
) -> None:
    known, done = store.count_passages(after), 0
    tell(Progress("encoding", documents, done, known))
    for batch in _batches(store.passages(after), PASSAGES_A_BATCH):
        rows, passages = zip(*batch, strict=True)
        dense.add(rows, encoder.encode([text_to_encode(passage) for passage in passages]))
        done += len(rows)
        tell(Progress("encoding", documents, done, known))


def _publish(rewrite: _Rewrite, dense: DenseIndex, encoder_id: str, encoder_fingerprint: str) -> None:
    """Writes all that search needs beside the literature, and makes the generation the current one."""
    with storing(rewrite.folder):
        dense.write(rewrite.generation / DENSE_FILE)
        lexical = LexicalIndex.build((row, text_to_index(passage)) for row, passage in rewrite.store.passages())
        lexical.write(rewrite.generation / LEXICAL_FOLDER)
        sources = rewrite.store.source_counts()
        rewrite.store.commit()
        rewrite.store.close()
    created = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(
        SCHEMA_VERSION, version("osler"), created, encoder_id, encoder_fingerprint, dense.dimensions, sources
    )
    publish(rewrite.folder, rewrite.generation, manifest)


def _of_source(store: StoreWriter, source: str) -> tuple[str, ...]:
    doc_ids = store.doc_ids(source)
    if not doc_ids:
        raise UnknownDocument(f"No document of source {source} in the index: `osler index info` shows the sources.")
    return doc_ids


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def _tell_nobody(progress: Progress) -> None:
    """Where no one listens."""
