"""One segment on disk: documents, their vectors and their words, built together, merged together, opened together.

    segments/seg-000007/
      literature.sqlite    documents and passages
      dense.faiss, …       vectors, by position
      lexical/             words, by position
      documents.jsonl      ids and content of its documents, one a line: what is lost where the rest cannot be read
      segment.json         what it is, and its other files, for a repair that has lost every manifest

Knows nothing of generations, nor of what has been removed: masks tell.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.dense import DenseSegment, text_to_encode
from retrieval.documents import Document, Passage
from retrieval.durable import REPAIR, FileRecord, record_file, record_files, sync_folder, write_synced
from retrieval.encoding import Vectors
from retrieval.errors import IndexCorrupt
from retrieval.lexical import LexicalSegment, text_to_index
from retrieval.records import from_json, to_json
from retrieval.snapshot import SegmentRecord
from retrieval.steps import reached
from retrieval.store import LiteratureStore, StoredDocument
from retrieval.store_writing import StoreWriter
from retrieval.tombstones import Tombstones

LITERATURE_FILE, LEXICAL_FOLDER = "literature.sqlite", "lexical"
IDS_FILE, ABOUT_FILE = "documents.jsonl", "segment.json"
DENSE_PREFIX = "dense"
_BATCH = 256
_DIGEST = 16  # characters of a content hash that tell two versions of a document apart
SEARCHED = (DENSE_PREFIX, LEXICAL_FOLDER)  # how the names of the files begin that a search reads directly


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a segment, by its id and the beginning of its content hash."""

    doc_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class About:
    """What a segment is, in its own folder. `files` are the others there."""

    first_row: int
    documents: int
    passages: int
    encoder_id: str
    encoder_fingerprint: str
    dimensions: int
    files: tuple[FileRecord, ...] = ()


class SegmentBuilder:
    """A segment that documents are added to, one after another, and then their vectors."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: list[Listed] = []
        self._texts: list[str] = []
        self._store = StoreWriter(folder / LITERATURE_FILE)

    @property
    def passages(self) -> int:
        return self._store.passages

    @property
    def documents(self) -> int:
        return self._store.documents

    def insert(self, document: Document, number: int, content_hash: str, passages: Sequence[Passage]) -> StoredDocument:
        self._listed.append(listed(document.doc_id, content_hash))
        self._texts += [text_to_index(passage) for passage in passages]
        return self._store.insert(document, number, content_hash, passages)

    def finish(self, vectors: Vectors, about: About) -> SegmentRecord:
        """Writes all of the segment, and returns when it is on the disk."""
        self._store.finish()
        reached("literature written")
        DenseSegment.build(vectors).write(self.folder)
        reached("vectors written")
        _write_lexical(self.folder, LexicalSegment.build(self._texts))
        return _finish(self.folder, iter(self._listed), about)

    def close(self) -> None:
        self._store.close()


class Segment:
    """A segment as its readers see it. What is asked for first is opened first; safe for several threads."""

    def __init__(self, folder: Path, record: SegmentRecord) -> None:
        self.folder = folder
        self.record = record
        self.store = LiteratureStore(folder / LITERATURE_FILE)

    def dense(self) -> DenseSegment:
        """Its vectors, whose checksums the caller has verified."""
        try:
            dense = DenseSegment.read(self.folder)
        except (RuntimeError, OSError, ValueError) as error:
            raise IndexCorrupt(f"The vectors of {self.folder} cannot be read: {REPAIR}.") from error
        if len(dense) != self.record.passages:
            raise IndexCorrupt(f"{self.folder} has {len(dense)} vectors for its passages: {REPAIR}.")
        return dense

    def lexical(self) -> LexicalSegment:
        """Its words, whose checksums the caller has verified."""
        try:
            lexical = LexicalSegment.read(self.folder / LEXICAL_FOLDER)
        except (RuntimeError, OSError, ValueError, KeyError, TypeError) as error:
            raise IndexCorrupt(f"The words of {self.folder} cannot be read: {REPAIR}.") from error
        if len(lexical) != self.record.passages:
            raise IndexCorrupt(f"{self.folder} has words for {len(lexical)} passages: {REPAIR}.")
        return lexical

    def listed(self) -> Iterator[Listed]:
        """Its documents, removed or not, in order. Raises IndexCorrupt where the list is none."""
        try:
            with (self.folder / IDS_FILE).open(encoding="utf-8") as lines:
                for line in lines:
                    yield Listed(*json.loads(line))
        except (OSError, ValueError, TypeError) as error:
            raise IndexCorrupt(f"{self.folder / IDS_FILE} cannot be read: {REPAIR}.") from error

    def close(self) -> None:
        self.store.close()


def merge(folder: Path, parts: Sequence[Segment], tombstones: Tombstones, about: About) -> SegmentRecord:
    """One segment of what is live in others, into an empty folder. Vectors and words are copied, not made anew."""
    store = StoreWriter(folder / LITERATURE_FILE)
    try:
        for part in parts:
            store.copy(part.folder / LITERATURE_FILE, tombstones.documents(part.record.name))
        store.finish()
    finally:
        store.close()
    reached("literature merged")
    kept = [_live(part, tombstones) for part in parts]
    DenseSegment.merged([(part.dense(), keep) for part, keep in zip(parts, kept, strict=True)]).write(folder)
    reached("vectors merged")
    _write_lexical(
        folder, LexicalSegment.merged([(part.lexical(), keep) for part, keep in zip(parts, kept, strict=True)])
    )
    kept_of = {part.record.name: enumerate(part.listed()) for part in parts}
    live = (one for name, rows in kept_of.items() for n, one in rows if not tombstones.holds(name, n))
    return _finish(folder, live, about)


def remade(folder: Path, of: Segment, about: About, encode: Callable[[Sequence[str]], Vectors] | None) -> SegmentRecord:
    """A segment whose literature is whole, with its words made anew, and its vectors too where `encode` is given."""
    texts: list[str] = []
    vectors: list[Vectors] = []
    for start in range(0, of.record.passages, _BATCH):
        passages = of.store.passages(range(start, min(start + _BATCH, of.record.passages)))
        texts += [text_to_index(passage) for passage in passages]
        if encode is not None:
            vectors.append(encode([text_to_encode(passage) for passage in passages]))
    shutil.copyfile(of.folder / LITERATURE_FILE, folder / LITERATURE_FILE)
    none = np.zeros((0, about.dimensions), dtype=np.float32)
    dense = of.dense() if encode is None else DenseSegment.build(np.concatenate([none, *vectors]))
    dense.write(folder)
    _write_lexical(folder, LexicalSegment.build(texts))
    return _finish(folder, (listed(s.doc_id, s.content_hash) for s in of.store.all_stored()), about)


def listed(doc_id: str, content_hash: str) -> Listed:
    """How a document stands in the list of its segment."""
    return Listed(doc_id, content_hash[:_DIGEST])


def read_about(folder: Path) -> About:
    """What a segment's own folder says of it. Raises OSError, or ValueError, TypeError or KeyError for nonsense."""
    return from_json(About, (folder / ABOUT_FILE).read_bytes())


def _live(part: Segment, tombstones: Tombstones) -> NDArray[np.bool_]:
    live = tombstones.live(part.record.name, part.record.passages)
    return np.ones(part.record.passages, dtype=np.bool_) if live is None else live


def _write_lexical(folder: Path, lexical: LexicalSegment) -> None:
    lexical.write(folder / LEXICAL_FOLDER)
    reached("words written")


def _finish(folder: Path, documents: Iterator[Listed], about: About) -> SegmentRecord:
    with (folder / IDS_FILE).open("w", encoding="utf-8", newline="") as file:
        file.writelines(json.dumps([one.doc_id, one.digest]) + "\n" for one in documents)
    files = record_files(folder)
    write_synced(folder / ABOUT_FILE, to_json(replace(about, files=files)) + "\n")
    sync_folder(folder)
    reached("segment written")
    return SegmentRecord(
        folder.name, about.first_row, about.documents, about.passages, (*files, record_file(folder, ABOUT_FILE))
    )
