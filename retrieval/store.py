"""The literature of one segment in SQLite, read by document number and passage position. Knows nothing of other segments.

A file is opened when it is first asked, read only, and safe to use from several threads; it is never written again once
`store_writing` has made it. Whether a document has since been removed, the caller knows.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from retrieval.documents import Document, Passage, Section
from retrieval.durable import REPAIR
from retrieval.errors import IndexCorrupt
from retrieval.store_schema import (
    DOCUMENT_COLUMNS,
    KIND_COLUMNS,
    checksum,
    completed,
    derived_passage,
    passage_id,
    revived_document,
    revived_section,
)
from retrieval.tombstones import Removed

T = TypeVar("T")

_KEYS_A_QUERY = 900
_LINES_A_READ = 500


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document as a listing shows it."""

    doc_id: str
    title: str
    source: str
    url: str
    licence: str
    date: str
    passages: int


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """Where a document lies in its segment. `number` orders the documents of all segments by when they were added."""

    document: int
    number: int
    doc_id: str
    content_hash: str
    source: str
    first: int
    passages: int

    @property
    def removed(self) -> Removed:
        """What a tombstone for it says."""
        return Removed(self.document, self.first, self.passages)


@dataclass(frozen=True, slots=True)
class Kind:
    """What many documents have in common."""

    kind: int
    source: str
    publisher: str
    language: str
    publication_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A document's title (place 0) or synonym (from 1), by the key under which it is found."""

    key: str
    place: int
    document: int
    number: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Retracting:
    """What a document withdraws: an identifier of another, and how the withdrawing one is called."""

    identifier: str
    document: int
    title: str
    known_as: str


class LiteratureStore:
    """Reads one segment's literature."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def find(self, doc_id: str) -> tuple[StoredDocument, ...]:
        """Every version of a document that the segment holds."""
        return self._stored("WHERE doc_id = ?", (doc_id,))

    def of_source(self, source: str) -> tuple[StoredDocument, ...]:
        """All documents of a source, in the order they were added."""
        return self._stored("WHERE kind IN (SELECT kind FROM kinds WHERE source = ?) ORDER BY document", (source,))

    def all_stored(self) -> tuple[StoredDocument, ...]:
        return self._stored("ORDER BY document", ())

    def entries(self) -> Iterator[tuple[int, int, DocumentEntry]]:
        """Document, number, and what a listing shows, in order."""
        columns = "document, number, doc_id, title, source, url, licence, date, passages"
        sql = f"SELECT {columns} FROM documents JOIN kinds USING (kind) WHERE document > ? ORDER BY document LIMIT ?"
        for document, number, *entry in self._paged(sql):
            yield document, number, DocumentEntry(*entry)

    def documents(self) -> Iterator[tuple[int, int, Document]]:
        """Every document with its number in the segment and in the index, in order, few at a time in memory."""
        sql = "SELECT document, number FROM documents WHERE document > ? ORDER BY document LIMIT ?"
        for document, number in self._paged(sql):
            yield document, number, self.document(document)

    def document(self, document: int) -> Document:
        """A document, whole."""
        (row,) = self._rows("first_section, sections", "documents", "document", [document])
        _, first, count = row
        sql = "SELECT text, rest FROM sections WHERE section >= ? AND section < ? ORDER BY section"
        sections = self._select(sql, (first, first + count))
        if len(sections) != count:
            raise self._damaged("it lacks sections")
        whole = self._sound(lambda: tuple(revived_section(*section) for section in sections))
        return self._described([document], whole)[document]

    def passages(self, positions: Sequence[int]) -> tuple[Passage, ...]:
        """The passages at these positions, in this order. Raises IndexCorrupt where one is not as it was written."""
        columns = "document, section, start, length, sentences, checksum, rest"
        found = {row[0]: row[1:] for row in self._rows(columns, "passages", "position", positions)}
        sections = {row[0]: row[1:] for row in self._rows("text, rest", "sections", "section", _nth(found, 1))}
        documents = self._described(_nth(found, 0))
        placed = self._rows("first_position, first_section", "documents", "document", list(documents))
        places = {row[0]: row[1:] for row in placed}

        def revived(position: int) -> Passage:
            document, section, start, length, sentences, expected, rest = found[position]
            first_position, first_section = places[document]
            derived = derived_passage(
                documents[document],
                revived_section(*sections[section]),
                section - first_section,
                position - first_position,
                start,
                length,
                sentences,
            )
            passage = completed(derived, rest)
            if checksum(passage) != expected:
                raise ValueError(f"passage {position} was changed after it was written")
            return passage

        return self._sound(lambda: tuple(revived(position) for position in positions))

    def position(self, name: str, stored: StoredDocument | None) -> int | None:
        """Where the passage of this id lies, given the document its id names; None where it is not here."""
        if stored is not None:
            doc_id, _, index = name.rpartition("#")
            if index.isdecimal() and int(index) < stored.passages and passage_id(doc_id, int(index)) == name:
                return stored.first + int(index)
        found = self._select("SELECT position FROM passages WHERE json_extract(rest, '$.passage_id') = ?", (name,))
        return None if not found else int(found[0][0])

    def document_at(self, position: int) -> int:
        """The document that the passage at the position is of."""
        return int(self._rows("document", "passages", "position", [position])[0][1])

    def names(self, keys: Sequence[str]) -> tuple[Name, ...]:
        """The titles and synonyms kept under these keys."""
        found = self._rows("place, document", "names", "key", keys)
        documents = {
            row[0]: row[1:] for row in self._rows("number, title, rest", "documents", "document", _nth2(found))
        }

        def name(key: str, place: int, document: int) -> Name:
            number, title, rest = documents[document]
            own = json.loads(rest)["synonyms"][place - 1] if place else title
            return Name(key, place, document, number, own, title)

        return self._sound(lambda: tuple(name(*row) for row in found))

    def kinds(self) -> tuple[Kind, ...]:
        """What the documents have in common, each combination once."""
        rows = self._select(f"SELECT kind, {KIND_COLUMNS} FROM kinds")
        return self._sound(
            lambda: tuple(Kind(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))) for row in rows)
        )

    def spans(self, kinds: Iterable[int]) -> Iterator[tuple[str, int, int]]:
        """Date, first position and number of passages of every document of these kinds."""
        for kind in kinds:
            yield from self._select("SELECT date, first_position, passages FROM documents WHERE kind = ?", (kind,))

    def retracted(self) -> tuple[StoredDocument, ...]:
        """The documents that say themselves that they were withdrawn."""
        return self._stored("WHERE retraction != ''", ())

    def retracting(self) -> tuple[Retracting, ...]:
        """What documents of this segment withdraw."""
        sql = (
            "SELECT r.identifier, r.document, d.title, COALESCE((SELECT MIN(i.identifier) FROM identifiers i"
            " WHERE i.document = r.document), d.doc_id) FROM retracts r JOIN documents d USING (document)"
        )
        return tuple(Retracting(*row) for row in self._select(sql))

    def identified(self, identifiers: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """Which documents go by these identifiers."""
        return tuple((row[0], row[1]) for row in self._rows("document", "identifiers", "identifier", identifiers))

    def placed(self, documents: Sequence[int]) -> dict[int, Removed]:
        """Where the passages of these documents are."""
        rows = self._rows("first_position, passages", "documents", "document", documents)
        return {row[0]: Removed(*row) for row in rows}

    def counts(self) -> tuple[int, int]:
        """How many documents and passages the file holds."""
        ((documents, passages),) = self._select(
            "SELECT (SELECT COUNT(*) FROM documents), (SELECT COUNT(*) FROM passages)"
        )
        return documents, passages

    def check(self) -> None:
        """Raises IndexCorrupt where SQLite finds its own file damaged."""
        ((verdict,), *_) = self._select("PRAGMA integrity_check")
        if verdict != "ok":
            raise self._damaged(verdict)

    def _stored(self, where: str, values: Sequence[Any]) -> tuple[StoredDocument, ...]:
        columns = "document, number, doc_id, content_hash, source, first_position, passages"
        rows = self._select(f"SELECT {columns} FROM documents JOIN kinds USING (kind) {where}", values)
        return tuple(StoredDocument(*row) for row in rows)

    def _described(self, documents: Sequence[int], sections: tuple[Section, ...] = ()) -> dict[int, Document]:
        """Documents without their sections, or one with the sections given."""
        table = "(SELECT * FROM documents JOIN kinds USING (kind))"
        rows = self._rows(f"{DOCUMENT_COLUMNS}, {KIND_COLUMNS}, rest", table, "document", documents)
        return self._sound(lambda: {row[0]: revived_document(row[1:8], row[8:12], row[12], sections) for row in rows})

    def _rows(self, columns: str, table: str, key: str, keys: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows of these keys, each with its key first. Every number must be there; of texts, any."""
        found: list[tuple[Any, ...]] = []
        distinct = list(dict.fromkeys(keys))
        for start in range(0, len(distinct), _KEYS_A_QUERY):
            some = distinct[start : start + _KEYS_A_QUERY]
            marks = ",".join("?" * len(some))
            found += self._select(f"SELECT {key}, {columns} FROM {table} WHERE {key} IN ({marks})", some)
        if distinct and isinstance(distinct[0], int) and len(found) != len(distinct):
            raise self._damaged(f"it lacks a {key}")
        return found

    def _paged(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Rows of a statement that begins after a key and ends after some, the key first."""
        last = -1
        while rows := self._select(sql, (last, _LINES_A_READ)):
            yield from rows
            last = rows[-1][0]

    def _select(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection().execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            why = str(error).partition(" with text")[0]  # what follows is a passage, where SQLite cannot decode one
            raise self._damaged(why) from error

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            uri = self._path.resolve().as_uri() + "?mode=ro&immutable=1"
            self._opened = sqlite3.connect(uri, uri=True, check_same_thread=False)
        return self._opened

    def _sound(self, make: Callable[[], T]) -> T:
        """What `make` makes of rows; what cannot be made of them is damage."""
        try:
            return make()
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, why: str) -> IndexCorrupt:
        return IndexCorrupt(f"{self._path} is damaged ({why}): {REPAIR}.")


def _nth(found: dict[int, tuple[Any, ...]], n: int) -> list[int]:
    return [row[n] for row in found.values()]


def _nth2(found: Sequence[tuple[Any, ...]]) -> list[int]:
    return [row[2] for row in found]
