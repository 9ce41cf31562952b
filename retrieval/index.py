"""An index as its readers see it: opened whole and checked, searched, listed. `writing` makes and changes one.

Knows generations through `snapshot`, documents through `store`, and search through `retriever`; itself it only joins
them. Knows nothing of files of literature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from retrieval import writing
from retrieval.documents import Document, Hit, Passage
from retrieval.encoding import Encoder
from retrieval.errors import IndexCorrupt
from retrieval.lexical import LexicalIndex
from retrieval.retriever import HybridRetriever
from retrieval.snapshot import REBUILD, Manifest, Snapshot, SourceCount, current_generation, read_current
from retrieval.store import DocumentEntry, LiteratureStore
from retrieval.writing import LEXICAL_FOLDER, LITERATURE_FILE


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index is, for people. `bytes` is its size on disk."""

    folder: Path
    generation: str
    created: str
    osler_version: str
    encoder_id: str
    dimensions: int
    documents: int
    passages: int
    sources: tuple[SourceCount, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What a full check read."""

    files: int
    bytes: int
    documents: int
    passages: int


class Catalogue:
    """The documents of an index without its vectors: opens at once and needs no encoder. Safe for several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._store = LiteratureStore(snapshot.folder / LITERATURE_FILE)

    @property
    def manifest(self) -> Manifest:
        return self._snapshot.manifest

    def is_current(self) -> bool:
        """Whether no writer has made a newer generation since this was opened."""
        return current_generation(self._snapshot.folder.parent) == self._snapshot.folder.name

    def documents(self) -> tuple[DocumentEntry, ...]:
        return self._store.entries()

    def document(self, doc_id: str) -> Document:
        return self._store.document(doc_id)

    def passage(self, passage_id: str) -> Passage:
        return self._store.passage(passage_id)

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """Passages by the rows under which the dense and the lexical index know them."""
        return self._store.passages(rows)

    def topics(self, text: str) -> tuple[str, ...]:
        """The document titles and synonyms that occur in the text, longest first: what it is about."""
        return self._store.topics(text)

    def info(self) -> IndexInfo:
        manifest = self.manifest
        return IndexInfo(
            folder=self._snapshot.folder.parent,
            generation=self._snapshot.folder.name,
            created=manifest.created,
            osler_version=manifest.osler_version,
            encoder_id=manifest.encoder_id,
            dimensions=manifest.dimensions,
            documents=sum(count.documents for count in manifest.sources),
            passages=sum(count.passages for count in manifest.sources),
            sources=manifest.sources,
            bytes=sum(file.bytes for file in manifest.files),
        )

    def verify(self) -> Verified:
        """Reads every byte: checksums, SQLite's own check, and that all three parts hold the same passages."""
        self._snapshot.check_contents()
        self._store.check()
        rows = np.array(self._store.passage_rows(), dtype=np.int64)
        dense, lexical = writing.read_dense(self._snapshot), LexicalIndex.read(self._snapshot.folder / LEXICAL_FOLDER)
        info = self.info()
        whole = len(rows) == info.passages and len(self._store.entries()) == info.documents
        if not whole or not all(np.array_equal(rows, np.sort(part.rows())) for part in (dense, lexical)):
            raise IndexCorrupt(f"The parts of {self._snapshot.folder} do not hold the same passages: {REBUILD}.")
        return Verified(len(self.manifest.files), info.bytes, info.documents, info.passages)

    def close(self) -> None:
        self._store.close()


def open_catalogue(folder: Path) -> Catalogue:
    """The documents of the index at the folder. Raises IndexMissing, IndexForeign or IndexCorrupt."""
    return read_current(folder, Catalogue)


class Index(Catalogue):
    """An index opened for searching. A snapshot: a writer never changes what it finds."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        writing.check_encoder(snapshot, encoder)
        snapshot.check_contents((LEXICAL_FOLDER,))
        super().__init__(snapshot)
        self.dense = writing.read_dense(snapshot)
        self.lexical = LexicalIndex.read(snapshot.folder / LEXICAL_FOLDER)
        self.retriever = HybridRetriever(self, encoder)

    add = staticmethod(writing.add)
    remove = staticmethod(writing.remove)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Index:
        """Opens the index at the folder, its checksums checked before FAISS or bm25s read a byte.

        Raises IndexMissing, IndexForeign, IndexCorrupt or EncoderMismatch.
        """
        return read_current(folder, partial(cls, encoder=encoder))

    def search(self, query: str, k: int = 8) -> tuple[Hit, ...]:
        """The best `k` passages for a query, best first. Raises BadQuery for a query without a word."""
        return self.retriever.search(query, k)
