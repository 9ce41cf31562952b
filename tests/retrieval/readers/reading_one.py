"""What a reader makes of bytes that a test made, without a file."""

from __future__ import annotations

import io

from retrieval.documents import Document
from retrieval.readers.content import BadLine, Content, Nothing, Origin, Outcome
from retrieval.readers.reading import _READERS

Told = list[tuple[tuple[str, ...], str]]


def outcomes(format_name: str, data: bytes | str, name: str = "notes/a.x") -> list[Outcome]:
    """All that the reader of the format gives."""
    raw = data.encode() if isinstance(data, str) else data
    content = Content(Origin(name, tuple(name.split("/"))), io.BytesIO(raw))
    return list(_READERS[format_name](content, {}))


def one(format_name: str, data: bytes | str, name: str = "notes/a.x") -> Document:
    """The one document that is in the bytes; pages or rows that cannot be read are left aside."""
    (found,) = [outcome for outcome in outcomes(format_name, data, name) if isinstance(outcome, Document)]
    return found


def nothing(format_name: str, data: bytes | str) -> str:
    """Why the reader gives nothing."""
    (found,) = outcomes(format_name, data)
    assert isinstance(found, Nothing)
    return found.reason


def bad_lines(format_name: str, data: bytes | str) -> list[tuple[int, str]]:
    """The lines that could not be read."""
    return [(o.line, o.reason) for o in outcomes(format_name, data) if isinstance(o, BadLine)]


def told(document: Document) -> Told:
    """Heading paths and texts."""
    return [(section.heading_path, section.text) for section in document.sections]
