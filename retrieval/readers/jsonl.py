"""JSON lines: one object a line with `text`, and what else is known of it under the names people use for that.

A line becomes one document. A line that cannot be read is told by its number, and the rest is read. Dates and licences
are taken as they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from retrieval.documents import Document, Section
from retrieval.readers.content import BadLine, Content, Origin, Outcome, Shelf
from retrieval.readers.decoding import clean_characters
from retrieval.readers.prose import one_line, paragraphs_of_plain

_LONGEST_TITLE = 300


class _UnfitError(Exception):
    """Why a line is no document; never leaves this file."""


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """A document a line; blank lines are passed over. Ids that a file repeats are told as bad lines."""
    seen: set[str] = set()
    for number, line in enumerate(content.lines(), start=1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        try:
            document = _document(_object(text), content.origin, number)
            if document.doc_id in seen:
                raise _UnfitError("the id of an earlier line")
        except _UnfitError as unfit:
            yield BadLine(number, str(unfit))
            continue
        seen.add(document.doc_id)
        yield document


def _object(line: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise _UnfitError("not UTF-8") from None
    except (ValueError, RecursionError):
        raise _UnfitError("not JSON") from None
    if not isinstance(found, dict):
        raise _UnfitError("not a JSON object")
    return found


def _document(found: Mapping[str, object], origin: Origin, number: int) -> Document:
    text = paragraphs_of_plain(clean_characters(_text(found, "text", "contents", "abstract")))
    if not text:
        raise _UnfitError('no text under "text"')
    own_id = one_line(_text(found, "id", "_id", "doc_id")) or str(number)
    title = one_line(_text(found, "title"))[:_LONGEST_TITLE] or own_id
    return Document(
        doc_id=f"{origin.stem}:{own_id}",
        title=title,
        sections=(Section((title,), text),),
        source=origin.stem,
        url=one_line(_text(found, "url")),
        publisher=one_line(_text(found, "publisher", "source")),
        licence=one_line(_text(found, "licence", "license")),
        date=one_line(_text(found, "date")),
        language=one_line(_text(found, "language", "lang")) or "en",
        synonyms=_texts(found, "synonyms"),
        notice=one_line(_text(found, "notice")),
    )


def _text(found: Mapping[str, object], *names: str) -> str:
    """The first of these values that is there. A number is taken as text (an id, a year), anything else refused."""
    for name in names:
        value = found.get(name)
        if isinstance(value, str):
            if value.strip():
                return clean_characters(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            return str(value) if abs(value) < 10**30 else ""
        elif value is not None:
            raise _UnfitError(f'"{name}" is not text')
    return ""


def _texts(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = found.get(name)
    listed = value if isinstance(value, list) else [value]
    return tuple(one_line(clean_characters(v)) for v in listed if isinstance(v, str) and v.strip())
