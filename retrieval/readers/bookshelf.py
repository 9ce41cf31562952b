"""Books of NCBI's Bookshelf (StatPearls, GeneReviews, LactMed, …) in BITS, JATS's sister for books.

Each part of a book that has text of its own becomes one document: a chapter file gives one, a whole book as many as it
has chapters. Text is read as in articles, by `jats_sections`; what is beside a chapter (contents, references, questions)
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers import identifiers
from retrieval.readers.content import Content, LeftOut, Nothing, Origin, Outcome, Shelf
from retrieval.readers.jats_metadata import LANG, licence_of, spelt_date
from retrieval.readers.jats_sections import heading, sections
from retrieval.readers.jats_text import cleaned, inline
from retrieval.readers.languages import language_code
from retrieval.readers.markup import child, children, names, parsed, plain_text, running_text, tag
from retrieval.readers.prose import one_line

_BOOKS = names("book book-part-wrapper book-part")
_DATES = ("updated", "revised", "pubr", "pub", "epub", "ppub", "created")  # what tells best how current the text is
_HREF = "{http://www.w3.org/1999/xlink}href"
_NO_CHAPTERS = names("toc index ack acknowledgments dedication contributors copyright title-page ref-list references")
_GENERAL = re.compile(
    r"(?:chapter \d+|part \d+|appendix(?: \w+)?|introduction|background|preface|foreword|overview|summary|executive summary|"
    r"abstract|methods?|results?|discussion|conclusions?|general|contents|about (?:this|the) book|glossary)\W*",
    re.IGNORECASE,
)


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's parts with text, then how many had none."""
    root = parsed(content)
    books = [root] if tag(root) in _BOOKS else _outermost(root)
    if not books:
        raise ReadError(content.origin.name, "holds no <book> or <book-part>, so it is not a book of Bookshelf")
    empty = given = 0
    for book in books:
        for part in _parts(book):
            document = _document(part, book, content.origin)
            if document.sections:
                given += 1
                yield document
            else:
                empty += 1
    if empty and given:
        yield LeftOut(empty, "a part of a book without text")
    if not given:
        yield Nothing("a part of a book without text")


def _outermost(root: etree._Element) -> list[etree._Element]:
    """The books of a file that wraps them in something else (what a harvest by OAI gives)."""
    found = [element for element in root.iter() if tag(element) in _BOOKS]
    return [element for element in found if not any(tag(above) in _BOOKS for above in element.iterancestors())]


def _parts(book: etree._Element) -> Iterator[etree._Element]:
    """The book itself where it has text that is no chapter's, then its parts at every depth."""
    if tag(book) == "book":
        yield book
    for part in book.iter("{*}book-part"):
        if (part.get("book-part-type") or "").lower() not in _NO_CHAPTERS:
            yield part


def _document(part: etree._Element, book: etree._Element, origin: Origin) -> Document:
    about_book = next(book.iter("{*}book-meta"), None)
    about = about_book if part is book and tag(book) == "book" else child(part, "book-part-meta")
    book_title = _book_title(about_book)
    title = _title(about, book_title) or book_title or origin.stem
    names_of_part = _names(about, "book-id" if about is about_book else "book-part-id")
    book_id, part_id = _book_id(about_book, origin), _part_id(names_of_part, part, origin, book)
    return Document(
        doc_id=_doc_id(book_id, part_id),
        title=title,
        sections=tuple(section for section in _sections(part, about, title) if section.text),
        source="bookshelf",
        url=_address(names_of_part, about_book, part_id, origin),
        publisher=_publisher(about_book, book_title),
        licence=licence_of(about) or licence_of(about_book),
        date=_date(about) or _date(about_book),
        language=language_code(part.get(LANG) or book.get(LANG) or ""),
        identifiers=_identifiers(names_of_part),
        publication_types=(kind,) if (kind := (part.get("book-part-type") or "").lower().replace("-", " ")) else (),
    )


def _doc_id(book_id: str, part_id: str) -> str:
    """A number of Bookshelf's own needs no book beside it."""
    if not part_id or part_id == book_id:
        return f"bookshelf:{book_id}"
    return f"bookshelf:{part_id}" if identifiers.nbk(part_id) else f"bookshelf:{book_id}/{part_id}"


def _sections(part: etree._Element, about: etree._Element | None, title: str) -> list[Section]:
    found: list[Section] = []
    for abstract in [] if about is None else children(about, "abstract"):
        found += sections(abstract, (title, heading(abstract) or "Abstract"))
    for body in children(part, "body", "book-body"):
        found += sections(body, (title,))
    return found


def _title(about: etree._Element | None, book_title: str) -> str:
    """The part's title; one that any book could have ("Introduction") is told with the book's."""
    groups = [] if about is None else children(about, "title-group", "book-title-group")
    parts = [
        part for group in groups[:1] for part in children(group, "title", "article-title", "book-title", "subtitle")
    ]
    title = ": ".join(text.rstrip(":.") for part in parts if (text := _text(part)))
    return f"{book_title}: {title}" if book_title and _GENERAL.fullmatch(title) else title


def _book_title(about: etree._Element | None) -> str:
    group = child(about, "book-title-group")
    found = child(about if group is None else group, "book-title")
    found = child(about, "title-group", "title") if found is None else found
    return re.sub(r"\s*\[Internet\]\.?$", "", _text(found))


def _text(element: etree._Element | None) -> str:
    return "" if element is None else cleaned(running_text(element, _without_notes))


def _without_notes(element: etree._Element) -> str | None:
    return "" if tag(element) in {"xref", "fn"} else inline(element)


def _names(about: etree._Element | None, kind: str) -> dict[str, str]:
    """The identifiers of a part or a book, by what the file calls their kinds."""
    found = [] if about is None else children(about, kind)
    told = {part.get(f"{kind}-type") or "pmcid": one_line(plain_text(part)) for part in reversed(found)}
    links = [] if about is None else children(about, "uri", "self-uri")
    for link in links:
        address = re.fullmatch(r"art-access-id://(NBK\d+)", link.get(_HREF) or "")
        if address:
            told.setdefault("art-access-id", address[1])
    return told


def _identifiers(told: dict[str, str]) -> tuple[str, ...]:
    found = (
        identifiers.pmid(told.get("pmid", "")),
        identifiers.doi(told.get("doi", "")),
        *(identifiers.nbk(text) for text in told.values()),
    )
    return tuple(dict.fromkeys(name for name in found if name))


def _book_id(about: etree._Element | None, origin: Origin) -> str:
    """The book's short name ("statpearls"); else the name of its folder or archive, without the archive's number."""
    told = _names(about, "book-id").get("pmcid", "")
    return told or re.sub(r"_NBK\d+$", "", origin.folder) or "book"


def _part_id(told: dict[str, str], part: etree._Element, origin: Origin, book: etree._Element) -> str:
    """The part's short name; a file of one part may lend it its own."""
    own = told.get("pmcid") or told.get("art-access-id") or part.get("id") or ""
    if own or part is book:
        return own or ("" if tag(book) == "book" else origin.stem)
    lone = sum(1 for _ in book.iter("{*}book-part")) == 1
    return origin.stem if lone else f"{origin.stem}-{1 + sum(1 for _ in part.itersiblings(preceding=True))}"


def _address(told: dict[str, str], about_book: etree._Element | None, part_id: str, origin: Origin) -> str:
    """The part's page; else that of the book, whose number an archive has in its name."""
    number = next((name for text in told.values() if (name := identifiers.nbk(text))), "")
    if number:
        return f"https://www.ncbi.nlm.nih.gov/books/{number.removeprefix('nbk:')}/"
    book = _names(about_book, "book-id").get("pmcid", "")
    if re.fullmatch(r"[A-Za-z0-9]+", book) and told.get("pmcid") and re.fullmatch(r"[A-Za-z0-9._-]+", part_id):
        return f"https://www.ncbi.nlm.nih.gov/books/n/{book}/{part_id}/"
    archive = next((found[1] for name in origin.parts[::-1] if (found := re.search(r"_(NBK\d+)$", name))), "")
    return f"https://www.ncbi.nlm.nih.gov/books/{archive}/" if archive else ""


def _publisher(about: etree._Element | None, book_title: str) -> str:
    house = plain_text(child(about, "publisher", "publisher-name"))
    if not book_title or book_title.lower() in house.lower():
        return house or book_title
    return f"{book_title} ({house})" if house else book_title


def _date(about: etree._Element | None) -> str:
    history = child(about, "pub-history")
    listed = [
        *([] if history is None else children(history, "date")),
        *([] if about is None else children(about, "pub-date")),
    ]
    kinds = {(part.get("date-type") or part.get("pub-type") or ""): part for part in reversed(listed)}
    return next((date for kind in (*_DATES, *kinds) if kind in kinds and (date := spelt_date(kinds[kind]))), "")
