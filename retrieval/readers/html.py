"""Web pages, HTML and XHTML: the main content by its headings, without what surrounds it on the site.

A page becomes one document. How its source is made safe to parse is told in `html_source`, how its text is found in
`html_text`, and what it says of itself in `html_metadata`. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.documents import Section
from retrieval.errors import ReadError
from retrieval.readers.content import MIB, Content, Nothing, Outcome, Shelf
from retrieval.readers.decoding import decoded_html
from retrieval.readers.html_metadata import metadata
from retrieval.readers.html_source import safe_source
from retrieval.readers.html_text import Part, page_parts
from retrieval.readers.prose import joined

LARGEST_PAGE = 16 * MIB
_ENOUGH = 200  # characters of text that make an element a page's main part


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The page's one document."""
    name = content.origin.name
    data = content.whole()
    if len(data) > LARGEST_PAGE:
        raise ReadError(name, f"is a page larger than {LARGEST_PAGE // MIB} MiB; split it into smaller ones")
    source = safe_source(decoded_html(data, name), name)
    tree = LexborHTMLParser(source.markup)
    main = _main_part(tree)
    if main is None:
        yield Nothing("a page without content")
        return
    described = metadata(tree, source, main, content.origin)
    sections = (_section(part, described.title) for part in page_parts(main))
    document = replace(described, sections=tuple(section for section in sections if section.text))
    yield document if document.sections else Nothing("a page without text in its main part")


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds what the page is about: its <main>, its one <article>, else all of its body."""
    for selector in ('main,[role="main"]', "article", "#main-content,#maincontent,#mw-content-text"):
        found = [(len(node.text().strip()), number, node) for number, node in enumerate(tree.css(selector))]
        longest = max(found, default=None)
        if longest is not None and _is_main(longest[0], sum(length for length, _, _ in found)):
            return longest[2]
    return tree.body or tree.root


def _is_main(length: int, of_all: int) -> bool:
    """Whether one of several elements is what the page is about: they may be many, as on a page of news."""
    return length >= _ENOUGH and length * 2 > of_all


def _section(part: Part, title: str) -> Section:
    headings = [heading for heading in part.headings if heading]
    path = headings[1:] if headings[:1] == [title] else headings
    return Section((title, *path), joined(part.blocks))
