"""Running text of JATS articles. Numbers that point at references are dropped with their brackets; names stay."""

from __future__ import annotations

import re

from lxml import etree

from retrieval.readers.markup import children, plain_text, running_text, tag
from retrieval.readers.mathml import math_text
from retrieval.readers.prose import one_line, superscript

_DROPPED = frozenset(
    "table-wrap fig fig-group table-wrap-group supplementary-material inline-supplementary-material media graphic "
    "inline-graphic fn fn-group tex-math label object-id related-article mixed-citation award-id sec boxed-text".split()
)
_MARK = "\ue000"
_NUMBERS = re.compile(r"[\[\]()\d\s,;–—‐‑-]*\d[a-z]?[\[\]()\d\s,;–—‐‑-]*")
_BETWEEN = r"[\s,;–—‐‑&-]*(?:and\s+)?"
_BRACKETED = re.compile(rf"\s*[\[(]\s*(?:(?:e\.g\.,?|see|reviewed in|[Rr]efs?\.?)\s*)?(?:{_MARK}{_BETWEEN})+[\])]")
_LONE = re.compile(rf"\s*{_MARK}(?:{_BETWEEN}{_MARK})*")


def inline(element: etree._Element) -> str | None:
    """What stands in an inline element's place; None: its own text."""
    match tag(element):
        case "xref":
            numbers = element.get("ref-type") == "bibr" and _NUMBERS.fullmatch(plain_text(element))
            return _MARK if numbers else None
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


def cleaned(text: str) -> str:
    """One paragraph on one line, without what is left of the references in it."""
    text = _LONE.sub("", _BRACKETED.sub("", one_line(text)))
    text = re.sub(r"\s*[\[(]\s*[,;]*\s*[\])]", "", text) if re.search(r"[\[(]\s*[,;]*\s*[\])]", text) else text
    return re.sub(r"(?<=[\w)%\]”\"]) +([,.;:])(?=\s|$)", r"\1", text).strip()
