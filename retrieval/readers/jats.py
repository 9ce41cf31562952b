"""Articles in JATS (PubMed Central's .nxml): title, abstract and body, by the headings the article gives them.

An article becomes one document. Tables, figures, references, acknowledgements and declarations are left out; what the
metadata says is read in `jats_metadata`, running text in `jats_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from retrieval.documents import Section
from retrieval.errors import ReadError
from retrieval.readers.content import Content, Nothing, Outcome, Shelf
from retrieval.readers.jats_metadata import metadata
from retrieval.readers.jats_text import cleaned, inline
from retrieval.readers.markup import child, children, parsed, running_text, tag
from retrieval.readers.prose import item, joined

_BLOCKS = frozenset({"p", "list", "disp-quote", "disp-formula", "def-list", "statement", "verse-group", "speech"})
_OTHER_ABSTRACTS = frozenset({"toc", "graphical", "teaser", "video", "web-summary"})
_NO_PROSE_TYPES = frozenset({"supplementary-material", "display-objects", "conflict", "COI-statement", "ref-list"})
_NO_PROSE_TITLES = re.compile(
    r"(?:\d+\.?\s*)?(?:competing interests?|conflicts? of interests?(?: statement)?|"
    r"declarations? of (?:competing )?interests?|"
    r"disclosures?(?: of interests?)?|authors?['’]?s?['’]? (?:contributions?|information)|contributors?(?:hip)?|"
    r"pre-?publication history|supplementary (?:materials?|data|files?|information)|supporting information|"
    r"(?:electronic )?supplementary material|additional (?:files?|information)|acknowledge?ments?|funding(?:/support)?|"
    r"figures and tables|references|availability of data(?: and materials?)?|consent for publication|endnotes?|"
    r"list of abbreviations|abbreviations|open access|financial disclosure)[.:]?",
    re.IGNORECASE,
)


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's article, or articles where it is a set of them."""
    root = parsed(content)
    articles = [root] if tag(root) == "article" else [element for element in root.iter() if tag(element) == "article"]
    if not articles:
        raise ReadError(content.origin.name, "holds no <article>, so it is not JATS")
    for article in articles:
        described = metadata(article, content.origin)
        document = replace(described, sections=tuple(s for s in _article(article, described.title) if s.text))
        yield document if document.sections else Nothing("an article without abstract or text")


def _article(article: etree._Element, title: str) -> list[Section]:
    front = child(article, "front", "article-meta")
    abstracts = [] if front is None else children(front, "abstract")
    body = child(article, "body")
    found: list[Section] = []
    for abstract in abstracts:
        if abstract.get("abstract-type") not in _OTHER_ABSTRACTS:
            heading = _heading(abstract) or "Abstract"
            found += _sections(abstract, (title, "Abstract" if heading.isupper() else heading))
    return found + ([] if body is None else _sections(body, (title,)))


def _sections(element: etree._Element, path: tuple[str, ...]) -> list[Section]:
    """The element's own text as one section, then those of the headings inside it, in the article's order."""
    found: list[Section] = []
    blocks: list[str] = []
    for part in element:
        if tag(part) in {"sec", "boxed-text", "app"} and not _is_no_prose(part):
            found.append(Section(path, joined(blocks)))
            blocks = []
            found += _sections(part, (*path, heading) if (heading := _heading(part)) else path)
        else:
            blocks += _blocks(part)
    return [*found, Section(path, joined(blocks))]


def _heading(element: etree._Element) -> str:
    title = child(element, "title")
    title = child(element, "caption", "title") if title is None else title
    return "" if title is None else cleaned(running_text(title, inline)).rstrip(":.")


def _is_no_prose(section: etree._Element) -> bool:
    return section.get("sec-type") in _NO_PROSE_TYPES or bool(_NO_PROSE_TITLES.fullmatch(_heading(section)))


def _blocks(element: etree._Element) -> list[str]:
    """Paragraphs and items of a block element; a list, quote or formula may stand inside a paragraph."""
    match tag(element):
        case "list":
            return [block for part in children(element, "list-item") for block in _item_blocks(part)]
        case "def-list":
            return [_definition(part) for part in children(element, "def-item")]
        case "p" | "disp-quote" | "disp-formula" | "statement" | "verse-group" | "speech":
            return _mixed(element)
        case _:
            return []


def _mixed(element: etree._Element) -> list[str]:
    blocks: list[str] = []
    running = element.text or ""
    for part in element:
        if tag(part) in _BLOCKS - {"disp-formula"}:
            blocks += [cleaned(running), *_blocks(part)]
            running = part.tail or ""
        else:
            own = inline(part) if tag(part) else ""
            running += (running_text(part, inline) if own is None else own) + (part.tail or "")
    return [*blocks, cleaned(running)]


def _item_blocks(element: etree._Element) -> list[str]:
    """An item of one or more paragraphs, on one line, and the items nested in it after it."""
    told = [block for part in element if tag(part) != "label" for block in _blocks(part)]
    own = " ".join(block for block in told if not block.startswith("- "))
    return [item(own), *(block for block in told if block.startswith("- "))] if own else told


def _definition(element: etree._Element) -> str:
    term, meaning = child(element, "term"), child(element, "def")
    told = [("" if e is None else cleaned(running_text(e, inline))) for e in (term, meaning)]
    return item(f"{told[0]}: {told[1]}") if all(told) else ""
