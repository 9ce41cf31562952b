"""Running text of PubMed's titles and abstracts: raised numbers, formulas, and signs that were written as markup.

Some years' records lost the spaces around italics ("at the<i>TERT</i>gene"). They are put back only in a text that
shows the loss: where a word like "the" stands right before an italic one.
"""

from __future__ import annotations

import re

from lxml import etree

from retrieval.readers.jats_text import inline
from retrieval.readers.markup import plain_text, running_text, tag
from retrieval.readers.prose import one_line

_UNDERLINED = {"<": "≤", ">": "≥", "+": "±", "=": "="}
_OPENED, _CLOSED = "\ue001", "\ue002"  # where an italic or bold stretch begins and ends
_LOST = re.compile(
    r"(?<![\w-])(?:the|of|in|and|at|by|with|for|from|to|on|or|between|against|than|that|both|is|are|was|were|as|an?)"
    rf"{_OPENED}\w"
)
_GLUED = re.compile(rf"(?<=[A-Za-z0-9,;:)])[{_OPENED}{_CLOSED}](?=[A-Za-z(])")
_TWO_STOPS = re.compile(r"(?<=\w)\.\.(?=\s|$)")  # "1.. First", as lists of book chapters come
_EDGES = str.maketrans("", "", _OPENED + _CLOSED)


def text_of(element: etree._Element | None) -> str:
    """An element's text on one line."""
    if element is None:
        return ""
    text = running_text(element, _inline)
    if _LOST.search(text):
        text = _GLUED.sub(" ", text)
    return _TWO_STOPS.sub(".", one_line(text.translate(_EDGES)))


def _inline(element: etree._Element) -> str | None:
    match tag(element):
        case "u" if (sign := plain_text(element)) in _UNDERLINED:
            return _UNDERLINED[sign]
        case "i" | "b":
            return f"{_OPENED}{running_text(element, _inline)}{_CLOSED}"
        case "DispFormula":
            return f" {running_text(element, _inline)} "
        case _:
            return inline(element)
