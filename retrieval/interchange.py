"""A document as a line of JSON that `osler index add` reads back to the same document, or that BEIR's tools read.

Knows nothing of files. A line of ours is known by its key `osler_document`.
"""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.documents import Document
from retrieval.records import plain_to_json, revive, told

MARK, VERSION = "osler_document", 1


def to_line(document: Document) -> str:
    """All of a document; fields that hold their default are left out."""
    return plain_to_json({MARK: VERSION, **told(document)})


def to_beir_line(document: Document) -> str:
    """A line of BEIR's `corpus.jsonl`: id, title, text, and where it is from."""
    text = "\n\n".join(section.text for section in document.sections if section.text)
    metadata = {"source": document.source, "url": document.url, "date": document.date, "licence": document.licence}
    return plain_to_json({"_id": document.doc_id, "title": document.title, "text": text, "metadata": metadata})


def is_exported(found: Mapping[str, object]) -> bool:
    """Whether a JSON object is a document that `to_line` wrote."""
    return MARK in found


def exported_document(found: Mapping[str, object]) -> Document:
    """The document that `to_line` wrote. Raises ValueError, which says why, where it is none."""
    if found[MARK] != VERSION:
        raise ValueError(f"exported by another Osler ({MARK} {found[MARK]!r} instead of {VERSION})")
    try:
        document = revive(Document, found)
        plain_to_json(found).encode("utf-8")
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"no document of Osler's ({error})") from None
    if not document.doc_id.strip():
        raise ValueError("a document without an id")
    return document
