"""Articles in JATS (PubMed Central's .nxml): title, abstract and body, by the headings the article gives them.

An article becomes one document. Its text is read in `jats_sections`, what the metadata says in `jats_metadata`, and what
it says of other articles in `jats_relations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers.content import Content, Nothing, Outcome, Shelf
from retrieval.readers.jats_metadata import metadata
from retrieval.readers.jats_sections import heading, sections
from retrieval.readers.markup import child, children, parsed, tag

_OTHER_ABSTRACTS = frozenset({"toc", "graphical", "teaser", "video", "web-summary"})


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's article, or articles where it is a set of them."""
    root = parsed(content)
    articles = [root] if tag(root) == "article" else list(root.iter("{*}article"))
    if not articles:
        raise ReadError(content.origin.name, "holds no <article>, so it is not JATS")
    for article in articles:
        yield _document(article, metadata(article, content.origin))


def _document(article: etree._Element, described: Document) -> Document | Nothing:
    """A notice of retraction stays for what it retracts, though it may have no text but its title."""
    found = tuple(section for section in _article(article, described.title) if section.text)
    if not found and described.retracts:
        found = (Section((described.title,), f"{described.title.rstrip('.')}."),)
    return replace(described, sections=found) if found else Nothing("an article without abstract or text")


def _article(article: etree._Element, title: str) -> list[Section]:
    front = child(article, "front", "article-meta")
    abstracts = [] if front is None else children(front, "abstract")
    body = child(article, "body")
    found: list[Section] = []
    for abstract in abstracts:
        if abstract.get("abstract-type") not in _OTHER_ABSTRACTS:
            named = heading(abstract) or "Abstract"
            found += sections(abstract, (title, "Abstract" if named.isupper() else named))
    return found + ([] if body is None else sections(body, (title,)))
