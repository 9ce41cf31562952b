"""Running text of JATS articles. Numbers that point at references are dropped with their brackets; names stay."""

from __future__ import annotations

import re

from lxml import etree

from retrieval.readers.markup import children, names, plain_text, running_text, tag
from retrieval.readers.mathml import math_text
from retrieval.readers.prose import one_line, superscript

_DROPPED = names(
    "table-wrap fig fig-group table-wrap-group supplementary-material inline-supplementary-material media graphic "
    "inline-graphic fn fn-group tex-math label object-id related-article mixed-citation award-id sec boxed-text"
)
_MARK = "\ue000"
_NUMBERS = re.compile(r"[\[\]()\d\s,;–—‐‑-]*\d[a-z]?[\[\]()\d\s,;–—‐‑-]*")
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_SIGNS = r"[\s,;–—‐‑&⁻-]*"
_MARKS = rf"{_MARK}(?:{_SIGNS}(?:and\s+)?{_MARK})*"
_GROUP = rf"[\[(⁽]\s*(?:(?:e\.g\.,?|see|reviewed in|[Rr]efs?\.?)\s*)?{_MARKS}{_SIGNS}[\])⁾]"
_BRACKETED = re.compile(rf"\s*{_GROUP}(?:{_SIGNS}{_GROUP})*")
_LONE = re.compile(rf"\s*{_MARKS}")
_NOTES = frozenset({"fn", "table-fn", "author-notes", "corresp", "aff"})


def inline(element: etree._Element) -> str | None:
    """What stands in an inline element's place; None: its own text."""
    match tag(element):
        case "xref":
            return _reference(element)
        case "sup":
            text = running_text(element, inline)
            return text if _MARK in text else superscript(text)
        case "math":
            return math_text(element)
        case "alternatives" | "inline-formula" | "disp-formula":
            maths = [e for e in element.iter() if tag(e) == "math"]
            return f" {math_text(maths[0])} " if maths else None
        case "break":
            return " "
        case "email" | "ext-link" | "uri" | "italic" | "bold" | "sub":
            return None
        case "contrib-group" | "address":
            return ""
        case name if name in _DROPPED:
            return ""
        case _:
            return " " + running_text(element, inline) + " " if children(element, "p") else None


def _reference(element: etree._Element) -> str | None:
    """A mark where a number points at the literature; nothing where it points at a note; else its words."""
    text = plain_text(element)
    if element.get("ref-type") == "bibr" and _NUMBERS.fullmatch(text[:100]) and not _YEAR.search(text):
        return _MARK
    return "" if element.get("ref-type") in _NOTES and len(text) <= 2 else None


def cleaned(text: str) -> str:
    """One paragraph on one line, without what is left of the references in it."""
    text = _LONE.sub("", _BRACKETED.sub("", one_line(text)))
    text = re.sub(r"\s*[\[(]\s*[,;]*\s*[\])]", "", text)
    text = re.sub(r"\(\s*[,;]?\s+(?=\S)", "(", re.sub(r"\s+\)", ")", text))
    text = re.sub(r"(?<=\w)\.\.(?=\s|$)", ".", re.sub(r",{2,}", ",", text))
    return re.sub(r"(?<=[\w)%\]”\"]) +([,.;:])(?=\s|$)", r"\1", text).strip()
