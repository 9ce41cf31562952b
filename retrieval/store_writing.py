"""Writes the literature of a new segment: documents one after another, or what is kept of other segments.

Nobody reads the file yet, so it needs no journal, only to be whole at last. Knows nothing of generations.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval import topics
from retrieval.documents import Document, Passage
from retrieval.store import StoredDocument
from retrieval.store_schema import (
    DOCUMENT_COLUMNS,
    INDEXES,
    KIND_COLUMNS,
    TABLES,
    document_rest,
    kind_row,
    passage_row,
    section_row,
)

_PRAGMAS = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;
"""
_MAP = """
CREATE TEMP TABLE kept AS
SELECT old.document AS old, mine.kind AS kind,
    ROW_NUMBER() OVER (ORDER BY old.document) - 1 + :documents AS new,
    SUM(old.passages) OVER upto - old.passages - old.first_position + :passages AS shift,
    SUM(old.sections) OVER upto - old.sections - old.first_section + :sections AS section_shift
FROM part.documents old JOIN part.kinds theirs USING (kind)
JOIN main.kinds mine ON mine.source = theirs.source AND mine.publisher = theirs.publisher
    AND mine.language = theirs.language AND mine.publication_types = theirs.publication_types
WHERE old.document NOT IN (SELECT document FROM temp.gone)
WINDOW upto AS (ORDER BY old.document ROWS UNBOUNDED PRECEDING);
"""
_COPIES = (
    f"INSERT OR IGNORE INTO main.kinds ({KIND_COLUMNS}) SELECT {KIND_COLUMNS} FROM part.kinds WHERE kind IN"
    " (SELECT kind FROM part.documents WHERE document NOT IN (SELECT document FROM temp.gone)) ORDER BY kind",
    _MAP,
    "CREATE UNIQUE INDEX temp.kept_old ON kept (old)",
    "INSERT INTO main.documents SELECT new, number, doc_id, content_hash, kept.kind, title, url, licence, date,"
    " notice, retraction, rest, first_position + shift, passages, first_section + section_shift, sections"
    " FROM part.documents JOIN temp.kept ON old = document ORDER BY new",
    "INSERT INTO main.sections SELECT section + section_shift, s.text, s.rest FROM temp.kept"
    " JOIN part.documents ON document = old"
    " JOIN part.sections s ON s.section >= first_section AND s.section < first_section + sections ORDER BY 1",
    "INSERT INTO main.passages SELECT position + shift, new, section + section_shift, start, length, sentences,"
    " checksum, rest FROM part.passages JOIN temp.kept ON old = document ORDER BY 1",
    "INSERT INTO main.names SELECT key, new, place FROM part.names JOIN temp.kept ON old = document",
    "INSERT INTO main.identifiers SELECT identifier, new FROM part.identifiers JOIN temp.kept ON old = document",
    "INSERT INTO main.retracts SELECT identifier, new FROM part.retracts JOIN temp.kept ON old = document",
    "DROP TABLE temp.kept",
    "DROP TABLE temp.gone",
)


class StoreWriter:
    """A literature file under construction."""

    def __init__(self, path: Path) -> None:
        self.documents = self.passages = self._sections = 0
        self._kinds: dict[tuple[str, ...], int] = {}
        self._connection = sqlite3.connect(path, uri=True, isolation_level=None, check_same_thread=False)
        self._connection.executescript(_PRAGMAS + TABLES)
        self._connection.execute("BEGIN")

    def insert(self, document: Document, number: int, content_hash: str, passages: Sequence[Passage]) -> StoredDocument:
        """Adds a document behind those there; gives where it lies now."""
        stored = StoredDocument(
            self.documents, number, document.doc_id, content_hash, document.source, self.passages, len(passages)
        )
        self._insert_document(document, stored)
        self._insert_sections(document)
        self._insert_passages(document, passages)
        self._insert_names(document)
        self.documents += 1
        self.passages += len(passages)
        self._sections += len(document.sections)
        return stored

    def copy(self, path: Path, without: NDArray[np.int64]) -> None:
        """Adds what another segment's file holds, but for these documents; order is kept, nothing is derived anew."""
        self._connection.execute("COMMIT")
        self._connection.execute("ATTACH ? AS part", (path.resolve().as_uri() + "?mode=ro&immutable=1",))
        self._connection.execute("BEGIN")
        self._connection.execute("CREATE TEMP TABLE gone (document INTEGER PRIMARY KEY)")
        self._connection.executemany("INSERT INTO temp.gone VALUES (?)", ((int(n),) for n in without))
        counts = {"documents": self.documents, "passages": self.passages, "sections": self._sections}
        for statement in _COPIES:
            self._connection.execute(statement, counts if statement is _MAP else {})
        self._connection.execute("COMMIT")
        self._connection.execute("DETACH part")
        self._connection.execute("BEGIN")
        self._count()

    def finish(self) -> None:
        """Makes what lookups need, and closes the file."""
        for statement in INDEXES.split(";"):
            self._connection.execute(statement)
        self._connection.execute("COMMIT")
        self._connection.close()

    def close(self) -> None:
        """Closes the file as it is, where it is not to be finished."""
        self._connection.close()

    def _insert_document(self, d: Document, stored: StoredDocument) -> None:
        self._connection.execute(
            f"INSERT INTO documents (document, number, content_hash, kind, {DOCUMENT_COLUMNS}, rest, first_position,"
            " passages, first_section, sections) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(stored.document, stored.number, stored.content_hash, self._kind(d)),
                *(d.doc_id, d.title, d.url, d.licence, d.date, d.notice, d.retraction, document_rest(d)),
                *(stored.first, stored.passages, self._sections, len(d.sections)),
            ),
        )

    def _insert_sections(self, document: Document) -> None:
        rows = [(self._sections + n, *section_row(section)) for n, section in enumerate(document.sections)]
        self._connection.executemany("INSERT INTO sections VALUES (?, ?, ?)", rows)

    def _insert_passages(self, document: Document, passages: Sequence[Passage]) -> None:
        places = ((self.passages + n, self.documents, self._sections + p.section) for n, p in enumerate(passages))
        rows = (passage_row(document, n, passage) for n, passage in enumerate(passages))
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*place, *row) for place, row in zip(places, rows, strict=True)],
        )

    def _insert_names(self, d: Document) -> None:
        """The keys of title and synonyms, its identifiers, and those it withdraws; each once."""
        names = {(key, self.documents, n) for n, name in enumerate((d.title, *d.synonyms)) for key in topics.keys(name)}
        self._connection.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(names))
        for table, identifiers in (("identifiers", d.identifiers), ("retracts", d.retracts)):
            rows = [(identifier, self.documents) for identifier in dict.fromkeys(identifiers)]
            self._connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)

    def _kind(self, document: Document) -> int:
        row = kind_row(document)
        if row not in self._kinds:
            sql = f"INSERT INTO kinds ({KIND_COLUMNS}) VALUES (?, ?, ?, ?)"
            self._kinds[row] = int(self._connection.execute(sql, row).lastrowid or 0)
        return self._kinds[row]

    def _count(self) -> None:
        tables = ("documents", "passages", "sections")
        counts = [self._connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables]
        self.documents, self.passages, self._sections = counts
