"""OpenStax textbooks: CNXML modules, and the collection files that say which book a module belongs to.

A module becomes one document, each heading, boxed note and table in it a section; the glossary becomes "Key terms".
Figures, exercises, case studies about invented patients, learning objectives and lists of references are left out, as
none of them is text to answer from. Tables are told row by row in `openstax_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers.content import Book, Content, Nothing, Origin, Outcome, Shelf
from retrieval.readers.licences import licence_name
from retrieval.readers.markup import child, children, names, parsed, plain_text, running_text, tag
from retrieval.readers.openstax_tables import table_section
from retrieval.readers.openstax_text import cleaned, inline
from retrieval.readers.prose import item, joined

_LEFT_OUT = names("title label metadata figure media iframe image exercise problem solution footnote newline glossary")
_NO_PROSE = names(
    "multiple-choice free-response interactive-exercise references sr-contrib-auth contrib-auth learning-objectives "
    "review-questions suggested-reading chapter-objectives interactive media-feature link-to-learning "
    "practice-problems unfolding-casestudy single-casestudy case-reflection visual-connection critical-thinking "
    "further-research"
)
_NO_PROSE_TITLES = re.compile(
    r"(?:review|critical thinking|interactive link|multiple choice|free response)( questions?)?|references|"
    r"further reading|suggested readings?|learning (?:outcomes|objectives)|chapter objectives|answer key|"
    r"read(?:ing)? questions|media|videos?|review chapter|case study|competencies|unfolding case study.*",
    re.IGNORECASE,
)
# A boxed note that sets the student a task.
_TASK = re.compile(r"following questions?|[Ww]atch th(?:e|is)|[Vv]isit this|[Vv]iew this")
_NO_PROSE_MODULES = re.compile(
    r"preface|references|index|answer key.*|about the authors?|further reading", re.IGNORECASE
)


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The module's one document."""
    root = parsed(content)
    if child(root, "content") is None:
        raise ReadError(content.origin.name, "holds no <content>, so it is not a CNXML module")
    title = plain_text(child(root, "title")) or plain_text(child(root, "metadata", "title")) or content.origin.stem
    if _NO_PROSE_MODULES.fullmatch(title):
        yield Nothing(f"front or back matter ({title})")
        return
    module = plain_text(child(root, "metadata", "content-id")) or content.origin.folder or content.origin.stem
    document = _document(root, module, title, shelf.get(module) or shelf.get(content.origin.folder))
    yield document if document.sections else Nothing("a module without prose")


def _document(root: etree._Element, module: str, title: str, book: Book | None) -> Document:
    chapter = f"{book.chapter}: {title}" if book and book.chapter and title.lower() == "introduction" else title
    path = (book.title, chapter) if book else (chapter,)
    body, glossary = child(root, "content"), child(root, "glossary")
    sections = [*(() if body is None else _sections(body, path)), *(() if glossary is None else _terms(glossary, path))]
    return Document(
        doc_id=f"openstax:{book.slug}/{module}" if book else f"openstax:{module}",
        title=chapter,
        sections=tuple(section for section in sections if section.text),
        source="openstax",
        url=f"https://openstax.org/details/books/{book.slug}" if book and book.slug else "",
        publisher="OpenStax",
        licence=book.licence if book else "",
    )


def shelf(content: Content) -> dict[str, Book]:
    """The modules of a collection file, each with its book and chapter."""
    root = parsed(content)
    metadata = child(root, "metadata")
    licence = child(metadata, "license")
    book = Book(
        plain_text(child(metadata, "title")),
        plain_text(child(metadata, "slug")),
        licence_name("" if licence is None else licence.get("url", ""), plain_text(licence)),
    )
    return {module: Book(book.title, book.slug, book.licence, chapter) for module, chapter in _modules(root, "")}


def _modules(element: etree._Element, chapter: str) -> Iterator[tuple[str, str]]:
    for part in element:
        if tag(part) == "module" and part.get("document"):
            yield part.get("document", ""), chapter
        elif tag(part) == "subcollection":
            yield from _modules(part, plain_text(child(part, "title")))
        elif tag(part) == "content":
            yield from _modules(part, chapter)


def shelf_beside(module: Path) -> dict[str, Book]:
    """The shelf for one module given alone: its book's collection files lie two folders up, as the publisher ships."""
    books: dict[str, Book] = {}
    if module.suffix.lower() == ".cnxml" and len(module.resolve().parents) > 2:
        for path in sorted((module.resolve().parents[2] / "collections").glob("*.collection.xml")):
            try:
                with path.open("rb") as stream:
                    books = {**shelf(Content(Origin(str(path), path.parts[-2:]), stream)), **books}
            except (ReadError, OSError):
                continue  # the module is read all the same, without its book's title
    return books


def _sections(element: etree._Element, path: tuple[str, ...]) -> list[Section]:
    """The element's own text as one section, then those of the headings, notes and tables inside it."""
    blocks: list[str] = []
    inner: list[Section] = []
    for part in element:
        if not tag(part) or tag(part) in _LEFT_OUT or _is_no_prose(part):
            continue
        if tag(part) in {"section", "note", "example", "injection"}:
            heading = _heading(part)
            inner += _sections(part, (*path, heading) if heading and heading != path[-1] else path)
        elif tag(part) == "table":
            inner.append(table_section(part, path))
        else:
            blocks += _blocks(part)
    return [Section(path, joined(blocks)), *inner]


def _heading(element: etree._Element) -> str:
    found = child(element, "title")
    label = child(element, "label")
    return cleaned(running_text(found, inline)) if found is not None else plain_text(label)


def _is_no_prose(element: etree._Element) -> bool:
    classes = set((element.get("class") or "").split())
    task = tag(element) == "note" and _TASK.search(plain_text(element))
    return bool(classes & _NO_PROSE or task or _NO_PROSE_TITLES.fullmatch(_heading(element)))


def _blocks(element: etree._Element) -> list[str]:
    """Paragraphs and list items of an element that is no heading: a list may stand inside a paragraph."""
    if tag(element) == "list":
        title = child(element, "title")
        items = [block for part in children(element, "item") for block in _item_blocks(part)]
        return ([] if title is None else [cleaned(running_text(title, inline))]) + items
    if tag(element) == "definition":
        return [_term(element)]
    if tag(element) not in {"para", "equation", "quote", "code", "preformat"}:
        return []
    blocks: list[str] = []
    running = element.text or ""
    for part in element:
        if tag(part) in {"list", "quote"}:
            blocks += [cleaned(running), *_blocks(part)]
            running = part.tail or ""
        else:
            own = inline(part) if tag(part) else ""
            running += (running_text(part, inline) if own is None else own) + (part.tail or "")
    return [*blocks, cleaned(running)]


def _item_blocks(element: etree._Element) -> list[str]:
    """An item, and the items nested in it after it."""
    nested = [block for part in element.iter() if tag(part) == "list" for block in _blocks_once(part, element)]
    own = cleaned(running_text(element, lambda part: "" if tag(part) == "list" else _spaced(part)))
    return [item(own), *nested] if own else nested


def _blocks_once(part: etree._Element, within: etree._Element) -> list[str]:
    """Blocks of a list that is nested directly, not within another nested list, which brings its own."""
    above = part.getparent()
    while above is not None and above is not within:
        if tag(above) == "list":
            return []
        above = above.getparent()
    return [block if block.startswith("- ") else item(block) for block in _blocks(part)]


def _spaced(part: etree._Element) -> str | None:
    return f" {cleaned(running_text(part, inline))} " if tag(part) == "para" else inline(part)


def _terms(glossary: etree._Element, path: tuple[str, ...]) -> list[Section]:
    return [Section((*path, "Key terms"), joined(_term(part) for part in children(glossary, "definition")))]


def _term(definition: etree._Element) -> str:
    """ "acetabulum: socket of the hip bone": one paragraph, which stands alone."""
    term = plain_text(child(definition, "term"))
    meaning = child(definition, "meaning")
    told = "" if meaning is None else cleaned(running_text(meaning, inline))
    return f"{term}: {told}" if term and told else ""
