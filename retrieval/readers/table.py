"""Tables as text (CSV, TSV and their kin): a header row names the columns, and each row below is a document.

Which names mean what is told in `columns`, what becomes of the values in `fields`. Cells may be quoted, hold line ends
and be of any sensible length. A row that cannot be read is told by its line, and the rest is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from retrieval.errors import ReadError
from retrieval.readers.columns import UNDERSTOOD, delimiter_of, fields_of, holds_text
from retrieval.readers.content import BadLine, Content, Outcome, Shelf
from retrieval.readers.decoding import decoded_text
from retrieval.readers.fields import UnfitError, document_of

LONGEST_CELL = 2**20  # characters
_MOST_COLUMNS = 500
_LAST = "\ue000"  # a row of our own after the last one: where it is swallowed, a quote was left open


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row, and the line it begins on; `fault` says why there are none."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """A document a row; empty rows are passed over. Ids that the file repeats are told as bad lines."""
    name = content.origin.name
    rows = _rows(decoded_text(content.whole(), name), name)
    header = next(rows, None)
    if header is None:
        raise ReadError(name, "is empty")
    fields = _fields(header, name)
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        try:
            document = document_of(_values(row, fields), content.origin, number)
            if document.doc_id in seen:
                raise UnfitError("the id of an earlier row")
        except UnfitError as unfit:
            yield BadLine(row.line, str(unfit))
            continue
        seen.add(document.doc_id)
        yield document


def _fields(header: _Row, name: str) -> tuple[str, ...]:
    """What each column holds, or an error that tells the person what to write above them."""
    fields = fields_of(header.cells)
    if header.fault:
        raise ReadError(name, f"has a first row that cannot be read ({header.fault})")
    if not holds_text(fields):
        listed = ", ".join(repr(cell[:30]) for cell in header.cells[:12] if cell) or "none"
        raise ReadError(name, f"has no column known to hold text (its first row: {listed}); name one of {UNDERSTOOD}")
    return fields


def _values(row: _Row, fields: Sequence[str]) -> dict[str, object]:
    if row.fault:
        raise UnfitError(row.fault)
    if len(row.cells) > len(fields) and any(cell.strip() for cell in row.cells[len(fields) :]):
        raise UnfitError(f"{len(row.cells)} cells under {len(fields)} column names")
    found: dict[str, object] = {field: cell for field, cell in zip(fields, row.cells, strict=False) if field}
    if len(row.cells) < len(fields) and not any(str(found.get(f, "")).strip() for f in ("text", "abstract", "answer")):
        raise UnfitError(f"{len(row.cells)} cells under {len(fields)} column names")
    synonyms = str(found.get("synonyms", ""))
    return {**found, "synonyms": [part for part in synonyms.replace("|", ";").split(";") if part.strip()]}


def _rows(text: str, name: str) -> Iterator[_Row]:
    """The rows that are not empty. One that is faulty does not end the table."""
    first = next((line for line in text.split("\n", 50) if line.strip()), "")
    csv.field_size_limit(LONGEST_CELL)
    lines = chain(io.StringIO(text, newline="\n"), (_LAST,))
    reader = csv.reader(lines, delimiter=delimiter_of(first), strict=False)
    while True:
        line = reader.line_num + 1
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(line, (), _words(error))
            continue
        if cells and cells[-1].endswith(_LAST):
            if cells != (_LAST,):
                yield _Row(line, (), "a quote is left open in it; what follows was lost to it")
        elif len(cells) > _MOST_COLUMNS:
            yield _Row(line, (), f"more than {_MOST_COLUMNS} cells")
        elif any(cell.strip() for cell in cells):
            yield _Row(line, cells)


def _words(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell of more than {LONGEST_CELL:,} characters (is a quote left open?)"
    return f"not a row of a table ({error})"
