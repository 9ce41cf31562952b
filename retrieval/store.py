"""Documents and passages in SQLite, looked up by row. Knows nothing of vectors, words, or generations.

Rows are never used twice, so a passage's row names it in the dense and the lexical index too. Records are kept as JSON:
what the dataclasses hold is what comes back.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval import topics
from retrieval.documents import Document, Passage
from retrieval.errors import IndexCorrupt, UnknownDocument
from retrieval.records import from_json, to_json
from retrieval.snapshot import REBUILD, SourceCount

_SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY AUTOINCREMENT, doc_id TEXT NOT NULL UNIQUE, content_hash TEXT NOT NULL,
    source TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, licence TEXT NOT NULL, date TEXT NOT NULL,
    passages INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, passage_id TEXT NOT NULL, document INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE TABLE names (key TEXT NOT NULL, document INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX documents_source ON documents (source);
CREATE INDEX passages_id ON passages (passage_id);
CREATE INDEX passages_document ON passages (document);
CREATE INDEX names_key ON names (key);
CREATE INDEX names_document ON names (document);
"""
_KEYS_A_QUERY = 900


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


class LiteratureStore:
    """Reads a literature file that is never written again; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise IndexCorrupt(f"{path} cannot be opened ({error}): {REBUILD}.") from error

    def close(self) -> None:
        self._connection.close()

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """The passages of these rows, in this order."""
        marks = ",".join("?" * len(rows))
        found = dict(self._select(f"SELECT row, record FROM passages WHERE row IN ({marks})", rows))
        try:
            return tuple(from_json(Passage, found[row]) for row in rows)
        except KeyError as error:
            raise IndexCorrupt(f"{self._path} lacks passage {error}: {REBUILD}.") from error

    def passage(self, passage_id: str) -> Passage:
        found = self._select("SELECT record FROM passages WHERE passage_id = ?", (passage_id,))
        if not found:
            raise UnknownDocument(f"No passage {passage_id} in the index: `osler index list` shows its documents.")
        return from_json(Passage, found[0][0])

    def document(self, doc_id: str) -> Document:
        found = self._select("SELECT record FROM documents WHERE doc_id = ?", (doc_id,))
        if not found:
            raise _unknown(doc_id)
        return from_json(Document, found[0][0])

    def entries(self) -> tuple[DocumentEntry, ...]:
        """All documents, in the order they were first added."""
        columns = "doc_id, title, source, url, licence, date, passages"
        return tuple(DocumentEntry(*row) for row in self._select(f"SELECT {columns} FROM documents ORDER BY row"))

    def topics(self, text: str) -> tuple[str, ...]:
        """Titles and synonyms that occur in the text, longest first; a title before another document's synonym."""
        mentions = topics.mentions(text)
        wanted = sorted({key for mention in mentions for key in topics.spellings(mention)})
        names: dict[str, tuple[int, int, str]] = {}
        for start in range(0, len(wanted), _KEYS_A_QUERY):
            some = wanted[start : start + _KEYS_A_QUERY]
            marks = ",".join("?" * len(some))
            for key, *name in self._select(
                f"SELECT key, place, document, name FROM names WHERE key IN ({marks})", some
            ):
                names[key] = min(names.get(key, (name[0], name[1], name[2])), (name[0], name[1], name[2]))
        return topics.topics(mentions, {key: name for key, (_, _, name) in names.items()})

    def passage_rows(self) -> tuple[int, ...]:
        return tuple(row for (row,) in self._select("SELECT row FROM passages ORDER BY row"))

    def check(self) -> None:
        """Raises IndexCorrupt where SQLite finds its own file damaged."""
        ((verdict,), *_) = self._select("PRAGMA integrity_check")
        if verdict != "ok":
            raise IndexCorrupt(f"{self._path} is damaged ({verdict}): {REBUILD}.")

    def _select(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexCorrupt(f"{self._path} is damaged ({error}): {REBUILD}.") from error


class StoreWriter:
    """Writes the literature of a generation that nobody reads yet: it needs no journal, only to be whole at last."""

    def __init__(self, path: Path, copy_of: Path | None) -> None:
        if copy_of is not None:
            shutil.copyfile(copy_of, path)
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        )
        if copy_of is None:
            self._connection.executescript(_SCHEMA)

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()

    def content_hash(self, doc_id: str) -> str | None:
        """The content hash of a document, or None where it is not in the index."""
        found = self._connection.execute("SELECT content_hash FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        return None if found is None else str(found[0])

    def insert(self, document: Document, content_hash: str, passages: Sequence[Passage]) -> None:
        d = document
        row = self._connection.execute(
            "INSERT INTO documents (doc_id, content_hash, source, title, url, licence, date, passages, record)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (d.doc_id, content_hash, d.source, d.title, d.url, d.licence, d.date, len(passages), to_json(d)),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO passages (passage_id, document, record) VALUES (?, ?, ?)",
            [(p.passage_id, row, to_json(p)) for p in passages],
        )
        self._connection.executemany(
            "INSERT INTO names (key, document, place, name) VALUES (?, ?, ?, ?)",
            [(key, row, place, n) for place, n in enumerate((d.title, *d.synonyms)) for key in topics.keys(n)],
        )

    def delete(self, doc_id: str) -> tuple[int, ...]:
        """Removes a document; gives the rows its passages had."""
        found = self._connection.execute("SELECT row FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        if found is None:
            raise _unknown(doc_id)
        rows = tuple(row for (row,) in self._connection.execute("SELECT row FROM passages WHERE document = ?", found))
        for table, column in (("passages", "document"), ("names", "document"), ("documents", "row")):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", found)
        return rows

    def doc_ids(self, source: str) -> tuple[str, ...]:
        found = self._connection.execute("SELECT doc_id FROM documents WHERE source = ? ORDER BY row", (source,))
        return tuple(doc_id for (doc_id,) in found)

    def last_row(self) -> int:
        (row,) = self._connection.execute("SELECT COALESCE(MAX(row), 0) FROM passages").fetchone()
        return int(row)

    def count_passages(self, after: int) -> int:
        (count,) = self._connection.execute("SELECT COUNT(*) FROM passages WHERE row > ?", (after,)).fetchone()
        return int(count)

    def passages(self, after: int = 0) -> Iterator[tuple[int, Passage]]:
        """Rows and passages beyond a row, one after another: never all in memory."""
        for row, record in self._connection.execute(
            "SELECT row, record FROM passages WHERE row > ? ORDER BY row", (after,)
        ):
            yield row, from_json(Passage, record)

    def source_counts(self) -> tuple[SourceCount, ...]:
        found = self._connection.execute(
            "SELECT source, COUNT(*), SUM(passages) FROM documents GROUP BY source ORDER BY source"
        )
        return tuple(SourceCount(*row) for row in found)


def _unknown(doc_id: str) -> UnknownDocument:
    return UnknownDocument(f"No document {doc_id} in the index: `osler index list` shows those there are.")
