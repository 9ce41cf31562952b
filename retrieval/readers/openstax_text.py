"""Running text of OpenStax's CNXML: formulas, raised and lowered signs, and references to figures that are not there.

The books number figures and tables when they are set; the files hold an empty link. Such a reference in brackets is
dropped; elsewhere it reads "the figure", so that the sentence stays whole.
"""

from __future__ import annotations

import re

from lxml import etree

from retrieval.readers.markup import names, plain_text, running_text, tag
from retrieval.readers.mathml import math_text
from retrieval.readers.prose import one_line, superscript

_DROPPED = names("figure media iframe image exercise footnote note table")
_OPEN, _CLOSE = "\ue000", "\ue001"
_REFERENCE = rf"{_OPEN}\w+{_CLOSE}(?:\s?[a-z](?:[–-][a-z])?\b)?"
_BRACKETED = re.compile(
    rf"\s*\((?:(?:[Ss]ee|refer to|as (?:shown|seen) in|shown in|[Rr]eview)\s+(?:also\s+)?)?"
    rf"{_REFERENCE}(?:(?:\s*(?:,|;|–|-|and|or|to))+\s*(?:see\s+)?{_REFERENCE})*[.,]?\)"
)
_LONE = re.compile(rf"{_OPEN}(\w+){_CLOSE}(?:\s?([a-h])\b)?")


def inline(element: etree._Element) -> str | None:
    """What stands in an inline element's place; None: its own text."""
    match tag(element):
        case "math":
            return math_text(element)
        case "newline" | "space":
            return " "
        case "sup":
            return superscript(running_text(element, inline))
        case "link":
            return _link(element)
        case name if name in _DROPPED:
            return ""
        case _:
            return None


def _link(element: etree._Element) -> str | None:
    if plain_text(element):
        return None
    target = (element.get("target-id") or "").lower()
    if element.get("url") or not (target or element.get("document")):
        return ""
    kind = "figure" if target.startswith("fig") else "table" if target.startswith(("tab", "tbl")) else "section"
    return f"{_OPEN}{kind}{_CLOSE}"


def cleaned(text: str) -> str:
    """One paragraph on one line, its references to what is not there resolved."""
    text = _BRACKETED.sub("", one_line(text))
    text = _LONE.sub(_named, text)
    return re.sub(r"\s+([,.;:])(?=\s|$)", r"\1", text).strip()


def _named(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    article = "The" if not before or before[-1] in ".?!" else "the"
    return f"{article} {match[1]}" + (f" ({match[2]})" if match[2] else "")
