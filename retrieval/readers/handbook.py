"""Osler's patient handbook: Markdown with front matter, each paragraph ending with the numbers of its sources.

The numbers ("[^2]") leave the text and become what they mean: the positions, in the document's sources, of the pages
that the paragraph rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.documents import Document, Section, SourcePage
from retrieval.errors import ReadError
from retrieval.readers.content import Content, Nothing, Outcome, Shelf
from retrieval.readers.decoding import decoded_text
from retrieval.readers.front_matter import FrontMatter, split_front_matter
from retrieval.readers.markdown import Part, markdown_parts, plain_inline
from retrieval.readers.prose import item

PUBLISHER = "Osler patient handbook"
NOTICE = "Osler's own patient handbook; no clinician has reviewed it."
_MARKER = re.compile(r"\s*\[\^(\d{1,3})\]")


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The page's one document."""
    name = content.origin.name
    front = split_front_matter(decoded_text(content.whole(), name), name)
    title = front.text("title")
    if not title:
        raise ReadError(name, "has no title in its front matter, so it is not a handbook page")
    sources = _sources(front, name)
    sections = tuple(_section(part, title, len(sources), name) for part in markdown_parts(front.body))
    document = _document(front, f"handbook:{content.origin.stem}", title, sources, sections)
    yield document if sections else Nothing("a handbook page without text")


def _document(
    front: FrontMatter, doc_id: str, title: str, sources: tuple[SourcePage, ...], sections: tuple[Section, ...]
) -> Document:
    return Document(
        doc_id=doc_id,
        title=title,
        sections=sections,
        source="handbook",
        url=front.text("url"),
        publisher=PUBLISHER,
        licence=front.text("licence", "license") or "Apache-2.0",
        date=front.text("written", "date"),
        synonyms=front.texts("synonyms"),
        notice=NOTICE,
        sources=sources,
    )


def _sources(front: FrontMatter, name: str) -> tuple[SourcePage, ...]:
    pages = tuple(
        SourcePage(entry.get("publisher", "").strip(), entry.get("title", "").strip(), entry.get("url", "").strip())
        for entry in front.mappings("sources")
    )
    if not pages or not all(page.publisher and page.title and page.url for page in pages):
        raise ReadError(name, "names no sources, or one without publisher, title or url")
    return pages


def _section(part: Part, title: str, known: int, name: str) -> Section:
    """One heading with its paragraphs; list items would each be a paragraph, so that each keeps its own sources."""
    blocks = [block for block in part.blocks if _MARKER.sub("", block).strip(" -")]
    named = tuple(tuple(int(n) - 1 for n in _MARKER.findall(block)) for block in blocks)
    if any(not 0 <= n < known for numbers in named for n in numbers):
        raise ReadError(name, f"has a source marker beyond its {known} sources")
    headings = tuple(text for heading in part.headings if (text := plain_inline(heading)) and text != title)
    return Section((title, *headings), "\n\n".join(map(_plain, blocks)), named)


def _plain(block: str) -> str:
    text = _MARKER.sub("", block)
    return item(plain_inline(text[2:])) if text.startswith("- ") else plain_inline(text)
