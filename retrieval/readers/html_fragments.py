"""Fragments of HTML inside other formats (a topic's summary, a leaflet's section) → headed parts of section text.

As a page is read, by the same code: here stands only what a fragment needs besides. Fetches and runs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.errors import ReadError
from retrieval.readers.decoding import clean_characters
from retrieval.readers.html_source import safe_source
from retrieval.readers.html_text import page_parts
from retrieval.readers.markup import with_characters
from retrieval.readers.prose import joined

LONGEST = 4_000_000  # characters; a whole leaflet has a twentieth of it


@dataclass(frozen=True, slots=True)
class HeadedText:
    """Section text, and the fragment's headings that it stands under, the lowest last."""

    headings: tuple[str, ...]
    text: str


def headed_texts(html: str, name: str) -> tuple[HeadedText, ...]:
    """The readable parts of a fragment in its order. `name` is told in errors."""
    from selectolax.lexbor import LexborHTMLParser  # a page's reader needs it too; most formats do not

    if len(html) > LONGEST:
        raise ReadError(name, f"holds HTML of more than {LONGEST:,} characters in one part; it is not read")
    if not html.strip():
        return ()
    whole_elements = '<?xml version="1.0"?>'  # tells `safe_source` that <a/> is an element with nothing in it
    body = LexborHTMLParser(safe_source(whole_elements + with_characters(clean_characters(html)), name).markup).body
    parts = () if body is None else page_parts(body)
    return tuple(HeadedText(part.headings, joined(part.blocks)) for part in parts)
