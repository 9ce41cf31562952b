"""Reads MeQSum: long consumer health questions and the short question that says the same.

The format is that of github.com/abachaa/MeQSum (Ben Abacha and Demner-Fushman 2019): a workbook whose first sheet has the
columns File, CHQ and Summary, and a thousand empty ones. Knows nothing of how summaries are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from evals.datasets.files import gathered, whole_bytes
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example

FORM = "MeQSum is an .xlsx workbook with the columns File, CHQ and Summary"
_COLUMNS = ("File", "CHQ", "Summary")
_WIDEST = 50  # columns looked at


def read_meqsum(path: Path) -> tuple[Example, ...]:
    """All questions: the long one is asked, and `answers` holds the short one."""
    return gathered(path, (_example(record) for record in _rows(path)), FORM)


def _example(record: Record) -> Example:
    name = record.identifier("File")
    return Example(name, record.text("CHQ"), (record.text("Summary"),), group=name)


def _rows(path: Path) -> Iterator[Record]:
    rows = _cells(path)
    header = [str(cell or "").strip() for cell in next(rows, ())]
    if any(name not in header for name in _COLUMNS):
        found = ", ".join(name for name in header if name) or "nothing"
        raise BadDataset(path, f"its first row holds {found}; {FORM}.", 1)
    places = {name: header.index(name) for name in _COLUMNS}
    for line, cells in enumerate(rows, start=2):
        fields = {name: cells[place] for name, place in places.items()}
        if any(value is not None for value in fields.values()):
            yield Record(path, fields, FORM, line)


def _cells(path: Path) -> Iterator[Sequence[object]]:
    """The rows of the first sheet, as values."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(whole_bytes(path)), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(max_col=_WIDEST, values_only=True)
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError):
        raise BadDataset(path, f"it is not a workbook that can be read; {FORM}.") from None
