"""JSON lines: one object a line with `text`, and what else is known of it under the names people use for that.

A line becomes one document, as `fields` has it. A line that cannot be read is told by its number, and the rest is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from retrieval.documents import Document
from retrieval.interchange import exported_document, is_exported
from retrieval.readers.content import BadLine, Content, Origin, Outcome, Shelf
from retrieval.readers.fields import UnfitError, document_of


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
                raise UnfitError("the id of an earlier line")
        except UnfitError as unfit:
            yield BadLine(number, str(unfit))
            continue
        seen.add(document.doc_id)
        yield document


def _document(found: Mapping[str, object], origin: Origin, number: int) -> Document:
    """What `osler index export` wrote comes back as it was; of anything else, what its names say."""
    if not is_exported(found):
        return document_of(found, origin, number)
    try:
        return exported_document(found)
    except ValueError as error:
        raise UnfitError(str(error)) from None


def _object(line: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnfitError("not UTF-8") from None
    except (ValueError, RecursionError):
        raise UnfitError("not JSON") from None
    if not isinstance(found, dict):
        raise UnfitError("not a JSON object")
    return found
