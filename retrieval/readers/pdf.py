"""PDF files with text in them: one document a file, its sections by the file's own headings, else by page.

How pages are read is told in `pdf_pages`, how lines become paragraphs in `pdf_layout`. Scanned pages hold no text: they
are told, and not guessed at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers import identifiers
from retrieval.readers.content import BadLine, Content, Nothing, Origin, Outcome, Shelf
from retrieval.readers.languages import language_code
from retrieval.readers.pdf_layout import Part, pdf_parts, text_size
from retrieval.readers.pdf_pages import Page, Pdf, read_pdf
from retrieval.readers.prose import joined, one_line
from retrieval.readers.stated import stated_author, stated_date, stated_title

_SCANTY = 10  # letters a page; fewer on pages of images are a stamp or a number, and not their text
_LONGEST_TITLE = 300
_MOST_TITLE_LINES = 4


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's one document; pages that cannot be read are told by their number, as bad lines."""
    name = content.origin.name
    pdf = read_pdf(content.whole(), name)
    _refuse_ciphers(pdf, name)
    yield from (BadLine(page.number, f"page {page.number}: {page.fault}") for page in pdf.pages if page.fault)
    document = _document(pdf, content.origin)
    letters = sum(sum(map(str.isalpha, section.text)) for section in document.sections)
    if letters < _SCANTY * len(pdf.pages) and any(page.has_images for page in pdf.pages):
        yield Nothing("holds only images of pages; OCR it first")
    else:
        yield document if document.sections else Nothing("a PDF without text")


def _refuse_ciphers(pdf: Pdf, name: str) -> None:
    """Some files show letters without saying which they are: what comes out is no text."""
    text = "".join(line.text for page in pdf.pages[:50] for line in page.lines)
    odd = sum(1 for c in text if c == "\ufffd" or unicodedata.category(c) in {"Co", "Cn"})
    if odd * 4 > len(text):
        raise ReadError(name, "does not say which letters its fonts show; OCR it first")


def _document(pdf: Pdf, origin: Origin) -> Document:
    stated = pdf.stated
    title = stated_title(stated.get("title", "")) or _title_on(pdf.pages) or origin.stem
    sections = (_section(part, title) for part in pdf_parts(pdf))
    doi = identifiers.doi(stated.get("doi", "") or stated.get("wps-articledoi", ""))
    return Document(
        doc_id="pdf:" + "/".join((*origin.parts[:-1], origin.stem)),
        title=title,
        sections=tuple(section for section in sections if section.text),
        source=origin.stem,
        publisher=stated_author(stated.get("author", "")),
        date=stated_date(stated.get("creationdate", "")) or stated_date(stated.get("moddate", "")),
        language=language_code(stated.get("language", "")),
        identifiers=(doi,) if doi else (),
    )


def _section(part: Part, title: str) -> Section:
    path = part.headings[1:] if part.headings[:1] == (title,) else part.headings
    return Section((title, *path), joined(block for block in part.blocks if block != title))


def _title_on(pages: tuple[Page, ...]) -> str:
    """The largest lines on the first page that has text, where they are larger than the text and stand together."""
    lines = next((page.lines for page in pages if page.lines), ())
    largest = max((line.size for line in lines if any(map(str.isalpha, line.text))), default=0.0)
    if not largest or largest < 1.2 * text_size(pages):
        return ""
    first = next(number for number, line in enumerate(lines) if line.size == largest)
    together = [line for line in lines[first : first + _MOST_TITLE_LINES] if line.size == largest]
    return one_line(" ".join(line.text for line in together))[:_LONGEST_TITLE]
