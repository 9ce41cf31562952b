"""One JSON text: a list of objects, an object that holds such a list, or a single object that is a document itself.

Each object is read as `fields` has it. The list is read object by object, so that a large one is not held twice over;
an object that cannot be read is told by its place in the list. Knows no lines: that is `jsonl`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.errors import ReadError
from retrieval.readers.content import BadLine, Content, Origin, Outcome, Shelf
from retrieval.readers.decoding import decoded_text
from retrieval.readers.fields import UnfitError, document_of

MOST_BRACKETS = 4_000_000  # each list and object takes far more memory than the two characters that make it
_LISTS = (
    "documents", "articles", "passages", "records", "items", "data", "results", "entries", "corpus", "pages", "rows",
    "faqs", "questions",
)  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_NOWHERE = Origin("", ("",))


@dataclass(frozen=True, slots=True)
class _Decoded:
    """One JSON value, and where the text goes on after it."""

    value: object
    end: int


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """A document an object. Ids that the file repeats are told as bad entries."""
    name = content.origin.name
    text = decoded_text(content.whole(), name)
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise ReadError(name, "holds too many small values to be read at once; save it as JSON lines")
    seen: set[str] = set()
    for number, found in enumerate(_objects(text, name), start=1):
        try:
            document = document_of(_mapping(found), content.origin, number)
            if document.doc_id in seen:
                raise UnfitError("the id of an earlier entry")
        except UnfitError as unfit:
            yield BadLine(number, f"{unfit} (in the entry of this number)")
            continue
        seen.add(document.doc_id)
        yield document


def _mapping(found: object) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise UnfitError("not a JSON object")
    return found


def _objects(text: str, name: str) -> Iterator[object]:
    """The elements of the list, wherever it stands."""
    start = _after_space(text, 0)
    if text[start : start + 1] == "[":
        yield from _elements(text, start, name)
        return
    whole = _decoded(text, start, name)
    if _after_space(text, whole.end) < len(text):
        raise ReadError(name, "goes on after its JSON ends; if it holds one object a line, name it .jsonl")
    yield from _listed(whole.value, name)


def _listed(value: object, name: str) -> list[object]:
    """The objects that one object holds, or itself."""
    if not isinstance(value, dict):
        raise ReadError(name, "is JSON, but neither an object nor a list of objects")
    lists = [value[key] for key in (*_LISTS, *value) if _is_list_of_objects(value.get(key))]
    try:
        document_of(value, _NOWHERE, 1)
    except UnfitError:
        if lists:
            return list(lists[0])
        listed = ", ".join(repr(str(key)[:40]) for key in list(value)[:8]) or "none"
        raise ReadError(
            name, f'is JSON without documents (its keys: {listed}); give a list of objects with "text"'
        ) from None
    return [value]


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(element, dict) for element in value)


def _elements(text: str, start: int, name: str) -> Iterator[object]:
    """The elements of the list that begins at `start`, decoded one by one."""
    at = _after_space(text, start + 1)
    while text[at : at + 1] != "]":
        decoded = _decoded(text, at, name)
        yield decoded.value
        at = _after_space(text, decoded.end)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
        elif text[at : at + 1] != "]":
            raise ReadError(
                name, f"is not valid JSON (line {_line(text, at)}: a comma or ] is missing); fetch it again"
            )


def _decoded(text: str, at: int, name: str) -> _Decoded:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise ReadError(name, f"is not valid JSON (line {error.lineno}: {error.msg}); fetch it again") from None
    except RecursionError:
        raise ReadError(name, f"is nested too deeply (line {_line(text, at)})") from None
    except ValueError:  # a number of more digits than Python converts
        raise ReadError(name, f"holds a number that is too long (after line {_line(text, at)})") from None
    return _Decoded(value, end)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
