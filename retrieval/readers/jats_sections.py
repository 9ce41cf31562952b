"""Sections of texts tagged in JATS, and in BITS, its sister for books: headings, paragraphs, lists, definitions.

Tables, figures, references, acknowledgements, declarations and questions to test oneself are left out. Running text is
read in `jats_text`.
"""

from __future__ import annotations

import re

from lxml import etree

from retrieval.documents import Section
from retrieval.readers.jats_text import cleaned, inline
from retrieval.readers.markup import child, children, running_text, tag
from retrieval.readers.prose import item, joined

_BLOCKS = frozenset({"p", "list", "disp-quote", "disp-formula", "def-list", "statement", "verse-group", "speech"})
_NO_PROSE_TYPES = frozenset({"supplementary-material", "display-objects", "conflict", "COI-statement", "ref-list"})
_NO_PROSE_TITLES = re.compile(
    r"(?:\d+\.?\s*)?(?:competing interests?|conflicts? of interests?(?: statement)?|"
    r"declarations? of (?:competing )?interests?|"
    r"disclosures?(?: of interests?)?|authors?['’]?s?['’]? (?:contributions?|information)|contributors?(?:hip)?|"
    r"pre-?publication history|supplementary (?:materials?|data|files?|information)|supporting information|"
    r"(?:electronic )?supplementary material|additional (?:files?|information)|acknowledge?ments?|funding(?:/support)?|"
    r"figures and tables|references|availability of data(?: and materials?)?|consent for publication|endnotes?|"
    r"list of abbreviations|abbreviations|open access|financial disclosure|review questions|"
    r"continuing education activity)[.:]?",
    re.IGNORECASE,
)


def sections(element: etree._Element, path: tuple[str, ...]) -> list[Section]:
    """The element's own text as one section, then those of the headings inside it, in the article's order."""
    found: list[Section] = []
    blocks: list[str] = []
    for part in element:
        if tag(part) in {"sec", "boxed-text", "app"} and not _is_no_prose(part):
            found.append(Section(path, joined(blocks)))
            blocks = []
            title = heading(part)
            found += sections(part, (*path, title) if title else path)
        else:
            blocks += _blocks(part)
    return [*found, Section(path, joined(blocks))]


def heading(element: etree._Element) -> str:
    """A section's title, or its caption's, without a full stop."""
    title = child(element, "title")
    title = child(element, "caption", "title") if title is None else title
    return "" if title is None else cleaned(running_text(title, inline)).rstrip(":.")


def _is_no_prose(section: etree._Element) -> bool:
    return section.get("sec-type") in _NO_PROSE_TYPES or bool(_NO_PROSE_TITLES.fullmatch(heading(section)))


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
