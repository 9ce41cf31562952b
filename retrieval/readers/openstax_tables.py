"""Tables of OpenStax books, a sentence a row, so that a row still says what it is about when it is read alone.

Two kinds are told: tables with a row of column headings ("Methimazole: Routes and Dosage Ranges: 15 mg orally daily"),
and the nursing books' drug tables, whose headings stand in bold inside the cells. Rows whose cells span others are left
out: what belongs to what cannot be told on one line.
"""

from __future__ import annotations

import re

from lxml import etree

from retrieval.documents import Section
from retrieval.readers.markup import child, children, plain_text, running_text, tag
from retrieval.readers.openstax_text import cleaned, inline
from retrieval.readers.prose import joined
from retrieval.sentences import split_sentences

_SOURCE = re.compile(
    r"\s*\((?:source|sources|credit|adapted from|data from|modified from)\b.*$", re.IGNORECASE | re.DOTALL
)
_MOST_COLUMNS = 6


def table_section(table: etree._Element, path: tuple[str, ...]) -> Section:
    """The table as a section of its own; without text where its form cannot be told."""
    headings = _headings(table)
    caption = _caption(table)
    body = [row for part in table.iter() if tag(part) == "tbody" for row in children(part, "row")]
    rows = [_cells(row) for row in body if not _spans(row)]
    if headings:
        blocks = [_row(cells, headings) for cells in rows if len(cells) == len(headings)]
    else:
        blocks = [
            told for row in body if not _spans(row) for cell in children(row, "entry") for told in _drug(cell, caption)
        ]
    return Section((*path, caption) if caption else path, joined(blocks))


def _caption(table: etree._Element) -> str:
    found = child(table, "title")
    found = child(table, "caption") if found is None or not plain_text(found) else found
    if found is None or not plain_text(found):
        found = next((row[0] for row in _head_rows(table) if len(row) == 1), None)
    return "" if found is None else _SOURCE.sub("", cleaned(running_text(found, inline))).strip()


def _head_rows(table: etree._Element) -> list[list[etree._Element]]:
    return [children(row, "entry") for part in table.iter() if tag(part) == "thead" for row in children(part, "row")]


def _headings(table: etree._Element) -> list[str]:
    """The column headings: the last row of the head, where it has no spanning cell."""
    rows = _head_rows(table)
    if not rows or not 2 <= len(rows[-1]) <= _MOST_COLUMNS or any(_spanning(cell) for cell in rows[-1]):
        return []
    return [cleaned(running_text(cell, inline)) for cell in rows[-1]]


def _spans(row: etree._Element) -> bool:
    return any(_spanning(cell) for cell in children(row, "entry"))


def _spanning(cell: etree._Element) -> bool:
    return any(cell.get(key) for key in ("namest", "morerows", "spanname"))


def _cells(row: etree._Element) -> list[str]:
    return [_clause(_lines(cell)) for cell in children(row, "entry")]


def _row(cells: list[str], headings: list[str]) -> str:
    """ "first cell: heading 2: cell 2; heading 3: cell 3."; nothing where only the first cell is filled."""
    told = [f"{h}: {c}" if h and h != c else c for h, c in zip(headings[1:], cells[1:], strict=True) if c]
    return f"{cells[0]}: {'; '.join(told)}." if cells[0] and told else ""


def _lines(cell: etree._Element) -> list[str]:
    def broken(part: etree._Element) -> str | None:
        if tag(part) in {"newline", "item", "para", "list"}:
            return "\n" + (running_text(part, broken) if tag(part) != "newline" else "") + "\n"
        return inline(part)

    text = (cleaned(line) for line in running_text(cell, broken).split("\n"))
    return [line for line in text if line]


def _clause(lines: list[str]) -> str:
    """Lines and sentences of a cell as one clause, parted by semicolons, so that the row's first cell governs all."""
    told = ""
    for line in lines:
        for span in split_sentences(line):
            part = re.sub(r"\.$", "", span.of(line)).strip()
            told += (
                part if not told else f" {part}" if told.endswith((":", ";", ",")) or part[0] in "(" else f"; {part}"
            )
    return told


def _drug(cell: etree._Element, caption: str) -> list[str]:
    """The parts of a drug table's cell, each under its bold heading and after the drug's name from the caption."""
    drug = caption.partition(": ")[2] if re.match(r"Drug Prototype", caption, re.IGNORECASE) else ""
    headings = {
        cleaned(running_text(e, inline)) for e in cell.iter() if tag(e) == "emphasis" and e.get("effect") == "bold"
    }
    parts: list[tuple[str, list[str]]] = []
    for line in _lines(cell):
        if line.rstrip(":") in {heading.rstrip(":") for heading in headings}:
            parts.append((line.rstrip(":"), []))
        elif parts:
            parts[-1][1].append(line)
    told = [(heading, _clause(lines)) for heading, lines in parts]
    return [f"{drug + ', ' if drug else ''}{heading}: {clause}." for heading, clause in told if clause]
