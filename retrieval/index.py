"""An index as its readers see it: opened whole and checked, searched, listed. `writing` makes and changes one.

Knows generations through `snapshot`, documents through `literature`, and search through `retriever`; itself it only
joins them. Knows nothing of files of literature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from retrieval import writing
from retrieval.dense import DenseIndex
from retrieval.documents import Document, Hit, Passage
from retrieval.durable import REPAIR
from retrieval.encoding import Encoder
from retrieval.errors import IndexCorrupt
from retrieval.filters import Filters
from retrieval.lexical import LexicalIndex
from retrieval.literature import Mask
from retrieval.retriever import HybridRetriever, ScorePairs
from retrieval.revision import open_literature
from retrieval.segments import SEARCHED
from retrieval.snapshot import Manifest, Snapshot, SourceCount, current_generation, read_current
from retrieval.store import DocumentEntry
from retrieval.verifying import verify


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index is, for people. `bytes` is its size on disk; `removed` counts passages that compacting would drop."""

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
    segments: int
    removed: int


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
        snapshot.check_before_use(())
        self._snapshot = snapshot
        self._literature = open_literature(snapshot)

    @property
    def manifest(self) -> Manifest:
        return self._snapshot.manifest

    def is_current(self) -> bool:
        """Whether no writer has made a newer generation since this was opened."""
        return current_generation(self._snapshot.folder) == self._snapshot.name

    def documents(self) -> tuple[DocumentEntry, ...]:
        """Every document, as a listing shows it. Of a large index this is long: `doc_ids` and `info` are quick."""
        return self._literature.entries()

    def doc_ids(self, source: str) -> tuple[str, ...]:
        """The ids of the documents of one source."""
        return tuple(found.stored.doc_id for found in self._literature.of_source(source))

    def whole_documents(self) -> Iterator[Document]:
        """Every document with all its text, one after another."""
        return self._literature.documents()

    def document(self, doc_id: str) -> Document:
        return self._literature.document(doc_id)

    def passage(self, passage_id: str) -> Passage:
        return self._literature.passage(passage_id)

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """Passages by the rows under which the dense and the lexical index know them."""
        return self._literature.passages(rows)

    def allowed(self, filters: Filters) -> tuple[Mask | None, ...]:
        """By segment and position, what a search with these filters may find; None where it is all that is there."""
        return self._literature.allowed(filters)

    def topics(self, text: str) -> tuple[str, ...]:
        """The document titles and synonyms that occur in the text, longest first: what it is about."""
        return self._literature.topics(text)

    def titles(self, text: str) -> dict[str, str]:
        """Names in the text that the literature has under another title: {"hypo": "Low blood sugar"}."""
        return self._literature.titles(text)

    def ledger(self) -> str:
        """What whoever added last had kept with the index; empty where nobody did."""
        return self._snapshot.ledger()

    def info(self) -> IndexInfo:
        manifest = self.manifest
        return IndexInfo(
            folder=self._snapshot.folder,
            generation=self._snapshot.name,
            created=manifest.created,
            osler_version=manifest.osler_version,
            encoder_id=manifest.encoder_id,
            dimensions=manifest.dimensions,
            documents=manifest.documents,
            passages=manifest.passages,
            sources=manifest.sources,
            bytes=manifest.bytes,
            segments=len(manifest.segments),
            removed=sum(segment.passages for segment in manifest.segments) - manifest.passages,
        )

    def verify(self) -> Verified:
        """Reads every byte: checksums, SQLite's own check, and that all parts hold the same passages."""
        files = self._snapshot.check_all()
        verify(self._snapshot, self._literature)
        info = self.info()
        return Verified(files, info.bytes, info.documents, info.passages)

    def close(self) -> None:
        """Lets go of all files; a writer may then clear them away."""
        self._literature.close()
        if self._snapshot.hold is not None:
            self._snapshot.hold.release()


def open_catalogue(folder: Path) -> Catalogue:
    """The documents of the index at the folder. Raises IndexMissing, IndexForeign or IndexCorrupt."""
    return read_current(folder, Catalogue)


class Index(Catalogue):
    """An index opened for searching. A snapshot: a writer never changes what it finds."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder, score_pairs: ScorePairs | None = None) -> None:
        writing.check_encoder(snapshot, encoder)
        snapshot.check_before_use(SEARCHED)
        super().__init__(snapshot)
        live = [(s, self._literature.live(s)) for s in self._literature.segments]
        self.dense = DenseIndex([(s.record.first_row, s.dense(), mask) for s, mask in live])
        self.lexical = LexicalIndex([(s.record.first_row, s.lexical(), mask) for s, mask in live])
        if live and self.dense.dimensions != self.manifest.dimensions:
            raise IndexCorrupt(f"The vectors of {snapshot.folder} have another length than it says: {REPAIR}.")
        self.retriever = HybridRetriever(self, encoder, score_pairs)

    add = staticmethod(writing.add)
    remove = staticmethod(writing.remove)
    compact = staticmethod(writing.compact)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder, score_pairs: ScorePairs | None = None) -> Index:
        """Opens the index at the folder, its checksums checked before FAISS or numpy read a byte.

        `score_pairs` is a reranker: given, it reads the best passages of every search together with the query.

        Raises IndexMissing, IndexForeign, IndexCorrupt or EncoderMismatch.
        """
        return read_current(folder, partial(cls, encoder=encoder, score_pairs=score_pairs))

    def search(self, query: str, k: int = 8, filters: Filters | None = None) -> tuple[Hit, ...]:
        """The best `k` passages that the filters allow, best first. Raises BadQuery for a query without a word."""
        return self.retriever.search(query, k, filters=filters)
