"""The tables of a segment's literature, and how documents and passages become their rows. Knows no SQLite connection.

A document is kept once: a passage's row says only where it stands in it, and whatever of the passage cannot be derived
from its document is kept beside that. A field that a later version adds needs no new column: it goes into `rest`.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Sequence
from typing import Any

from retrieval.documents import Document, Passage, Section, Span
from retrieval.records import plain_to_json, revive, told

TABLES = """
CREATE TABLE kinds (
    kind INTEGER PRIMARY KEY, source TEXT NOT NULL, publisher TEXT NOT NULL, language TEXT NOT NULL,
    publication_types TEXT NOT NULL, UNIQUE (source, publisher, language, publication_types)
);
CREATE TABLE documents (
    document INTEGER PRIMARY KEY, number INTEGER NOT NULL, doc_id TEXT NOT NULL, content_hash TEXT NOT NULL,
    kind INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, licence TEXT NOT NULL, date TEXT NOT NULL,
    notice TEXT NOT NULL, retraction TEXT NOT NULL, rest TEXT NOT NULL,
    first_position INTEGER NOT NULL, passages INTEGER NOT NULL, first_section INTEGER NOT NULL, sections INTEGER NOT NULL
);
CREATE TABLE sections (section INTEGER PRIMARY KEY, text TEXT NOT NULL, rest TEXT NOT NULL);
CREATE TABLE passages (
    position INTEGER PRIMARY KEY, document INTEGER NOT NULL, section INTEGER NOT NULL, start INTEGER NOT NULL,
    length INTEGER NOT NULL, sentences TEXT NOT NULL, checksum INTEGER NOT NULL, rest TEXT
);
CREATE TABLE names (
    key TEXT NOT NULL, document INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, document, place)
) WITHOUT ROWID;
CREATE TABLE identifiers (
    identifier TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (identifier, document)
) WITHOUT ROWID;
CREATE TABLE retracts (
    identifier TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (identifier, document)
) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX documents_id ON documents (doc_id);
CREATE INDEX documents_filtered ON documents (kind, date, first_position, passages);
CREATE INDEX documents_retracted ON documents (document) WHERE retraction != '';
"""

KIND_COLUMNS = "source, publisher, language, publication_types"
DOCUMENT_COLUMNS = "doc_id, title, url, licence, date, notice, retraction"
_IN_COLUMNS = {"sections", *KIND_COLUMNS.split(", "), *DOCUMENT_COLUMNS.split(", ")}
_OF_DOCUMENT = (
    "title", "source", "url", "publisher", "date", "notice", "licence", "language", "publication_types", "retraction",
    "updated_by",
)  # fmt: skip


def kind_row(document: Document) -> tuple[str, ...]:
    """What many documents have in common, in the order of KIND_COLUMNS."""
    d = document
    return (d.source, d.publisher, d.language, plain_to_json(list(d.publication_types)))


def document_rest(document: Document) -> str:
    """All of a document that has no column."""
    return plain_to_json({name: value for name, value in told(document).items() if name not in _IN_COLUMNS})


def section_row(section: Section) -> tuple[str, str]:
    """A section's text, and the rest of it."""
    return section.text, plain_to_json({name: value for name, value in told(section).items() if name != "text"})


def revived_section(text: str, rest: str) -> Section:
    """Raises ValueError, TypeError or KeyError for what `section_row` did not make."""
    return revive(Section, {**json.loads(rest), "text": text})


def revived_document(columns: Sequence[str], kind: Sequence[str], rest: str, sections: tuple[Section, ...]) -> Document:
    """The document of these columns. Raises ValueError, TypeError or KeyError for what is no document."""
    plain: dict[str, Any] = dict(zip(DOCUMENT_COLUMNS.split(", "), columns, strict=True))
    plain |= dict(zip(KIND_COLUMNS.split(", "), kind, strict=True))
    plain["publication_types"] = json.loads(plain["publication_types"])
    return dataclasses.replace(revive(Document, {**plain, **json.loads(rest), "sections": []}), sections=sections)


def passage_row(document: Document, index: int, passage: Passage) -> tuple[int, int, str, int, str | None]:
    """Start, length, sentences, checksum, and what cannot be derived; without where the document lies."""
    section = document.sections[passage.section]
    length = len(passage.text)
    flat = [n for span in passage.sentences for n in (span.start, span.end)]
    derived = derived_passage(document, section, passage.section, index, passage.start, length, "[]")
    rest = _differences(dataclasses.replace(passage, sentences=()), derived)
    return passage.start, length, plain_to_json(flat), checksum(passage), plain_to_json(rest) if rest else None


def derived_passage(
    document: Document, section: Section, section_index: int, index: int, start: int, length: int, sentences: str
) -> Passage:
    """The passage as its place in the document says it. Of `document`, the sections are not asked."""
    flat = json.loads(sentences)
    return Passage(
        passage_id=passage_id(document.doc_id, index),
        doc_id=document.doc_id,
        heading_path=section.heading_path,
        text=section.text[start : start + length],
        sentences=tuple(Span(a, b) for a, b in zip(flat[::2], flat[1::2], strict=True)),
        section=section_index,
        start=start,
        **{name: getattr(document, name) for name in _OF_DOCUMENT},
    )


def completed(derived: Passage, rest: str | None) -> Passage:
    """The passage with what could not be derived. Raises ValueError, TypeError or KeyError for what is no passage."""
    if rest is None:
        return derived
    return revive(Passage, {**told(derived), **json.loads(rest)})


def passage_id(doc_id: str, index: int) -> str:
    """How passages are named, unless whoever cut them named them otherwise."""
    return f"{doc_id}#{index}"


def checksum(passage: Passage) -> int:
    """Of all that is shown of a passage: a byte that the disk changed is found when the passage is read."""
    p = passage
    parts = (p.passage_id, p.doc_id, p.title, *p.heading_path, p.text, p.source, p.url, p.publisher, p.date, p.notice)
    return zlib.crc32("\x1f".join(parts).encode("utf-8", "surrogatepass"))


def _differences(passage: Passage, derived: Passage) -> dict[str, Any]:
    """The fields in which a passage is not what was derived; all of a field, or nothing."""
    plain, other = told(passage), told(derived)
    names = [field.name for field in dataclasses.fields(passage) if plain.get(field.name) != other.get(field.name)]
    return {name: plain.get(name, dataclasses.asdict(passage)[name]) for name in names}
