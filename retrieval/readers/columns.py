"""The names that people give to the columns of a table (and the keys of JSON) → what they mean here.

Knows names only, in any case and with any signs between the words ("Document URL", "doc_url"). Knows no rows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from types import MappingProxyType

DELIMITERS = ",\t;|"
_NAMES = {
    "id": "id docid documentid identifier uid key recordid articleid questionid qid",
    "title": "title name topic heading headline articletitle documenttitle subject focus doctitle",
    "question": "question query questions questiontext faq q",
    "answer": "answer answers response reply answertext a",
    "text": "text body content contents passage paragraph article fulltext bodytext maintext articletext documenttext"
    " passagetext description",
    "abstract": "abstract summary abstracttext",
    "url": "url link href uri sourceurl website webaddress documenturl docurl pageurl address permalink",
    "publisher": "publisher source organisation organization site journal journaltitle publishedby sourcename provider",
    "date": "date published publicationdate pubdate updated lastupdated year datepublished reviewdate lastreviewed"
    " modified datemodified publicationyear pubyear",
    "licence": "licence license rights licencename licensename",
    "language": "language lang",
    "synonyms": "synonyms aliases alsoknownas alsocalled synonym",
    "notice": "notice disclaimer",
    "doi": "doi",
    "pmid": "pmid pubmedid",
    "pmcid": "pmcid pmc",
}
_MEANING = MappingProxyType({name: field for field, names in _NAMES.items() for name in names.split()})
UNDERSTOOD = (
    "question and answer, or text (also body, content, passage, abstract), and beside them title, id, url, date,"
    " publisher (also source, journal), licence, language, synonyms, doi, pmid"
)


def meaning(column: str) -> str:
    """The field that a column of this name holds; empty where the name is not understood."""
    return _MEANING.get(re.sub(r"[\W_]+", "", column).lower(), "")


def fields_of(header: Sequence[str]) -> tuple[str, ...]:
    """The field of each column; a field that two columns name is the first's, and the second's is empty."""
    found: list[str] = []
    for column in header:
        field = meaning(column)
        found.append("" if field in found else field)
    return tuple(found)


def holds_text(fields: Sequence[str]) -> bool:
    """Whether rows with these fields can be documents."""
    return (
        "text" in fields or "abstract" in fields or ("answer" in fields and {"question", "title"} & {*fields} != set())
    )


def delimiter_of(line: str) -> str:
    """The sign that parts the columns of a header: the one by which most of its names are understood."""
    return max(DELIMITERS, key=lambda sign: (_understood(line, sign), len(cells_of(line, sign))))


def _understood(line: str, delimiter: str) -> int:
    return sum(1 for field in fields_of(cells_of(line, delimiter)) if field)


def cells_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one line; none where its quotes do not close."""
    try:
        return tuple(cell.strip() for cell in next(csv.reader([line[:10_000]], delimiter=delimiter, strict=True), []))
    except csv.Error:
        return ()


def is_header(line: str) -> bool:
    """Whether a line is plainly the header of a table of documents: two columns or more, and one of them holds text."""
    fields = fields_of(cells_of(line, delimiter_of(line)))
    return len(fields) > 1 and sum(1 for field in fields if field) > 1 and holds_text(fields)
