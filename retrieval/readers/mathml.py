"""MathML → a line of plain text: fractions with a slash, powers raised, operators spaced as one reads them.

Knows the presentation elements that textbooks and articles use; an unknown element gives the text inside it.
"""

from __future__ import annotations

import re

from lxml import etree

from retrieval.readers.markup import tag
from retrieval.readers.prose import one_line, superscript

_SPACED = frozenset("=+−–×÷·→⇄⇌↔←≈≃≅≡≠≤≥<>±∓∈∼~*-")
_DROPPED = frozenset({"annotation", "annotation-xml", "mspace", "maligngroup", "malignmark", "mphantom", "none"})
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064")


def math_text(math: etree._Element) -> str:
    """One formula on one line."""
    return one_line(re.sub(r"\s+([,.;)\]])", r"\1", _text(math).translate(_INVISIBLE)))


def _text(element: etree._Element) -> str:
    name = tag(element)
    if not name or name in _DROPPED:
        return ""
    parts = [_text(part) for part in element if tag(part)]
    match name, parts:
        case "mfrac", [above, below, *_]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msup", [base, power, *_]:
            return base + _raised(power)
        case "msub" | "munder" | "mover", [base, index, *_]:
            return base + index.strip()
        case "msubsup" | "munderover", [base, index, power, *_]:
            return base + index.strip() + _raised(power)
        case "mmultiscripts", [base, *_]:
            return _with_scripts(element, base)
        case "msqrt", _:
            return f"√{_grouped(_row(element, parts))}"
        case "mroot", [base, degree, *_]:
            return f"{_raised(degree)}√{_grouped(base)}"
        case "mfenced", _:
            return f"{element.get('open', '(')}{', '.join(p.strip() for p in parts)}{element.get('close', ')')}"
        case "mtable", _:
            return "; ".join(p.strip() for p in parts if p.strip())
        case "mtr", _:
            return " ".join(p.strip() for p in parts)
        case "mtext", []:  # a blank one is a space that was meant
            return element.text or ""
        case "mo", _:
            return _operator(one_line(element.text or ""))
        case "semantics", [first, *_]:
            return first
        case _:
            return _row(element, parts)


def _with_scripts(element: etree._Element, base: str) -> str:
    """Scripts stand in pairs, lowered and raised; those after <mprescripts/> belong before the base: ³He."""
    before = after = ""
    scripts = [part for part in element if tag(part)][1:]
    start = next((n for n, part in enumerate(scripts) if tag(part) == "mprescripts"), len(scripts))
    for pairs, is_before in ((scripts[:start], False), (scripts[start + 1 :], True)):
        spelt = [_text(part).strip() for part in pairs]
        for index, power in zip(spelt[::2], spelt[1::2], strict=False):
            told = index + (_raised(power) if power else "")
            before, after = (before + told, after) if is_before else (before, after + told)
    return before + base + after


def _row(element: etree._Element, parts: list[str]) -> str:
    own = element.text or ""
    return (own if own.strip() else "") + "".join(parts)


def _operator(sign: str) -> str:
    return f" {sign} " if sign and sign in _SPACED else f"{sign} " if sign in {",", ";"} else sign


def _grouped(text: str) -> str:
    """Brackets around what would not be read as one thing."""
    stripped = text.strip()
    simple = re.fullmatch(r"[\w.,%√°]+|\([^()]*\)|[A-Za-z][A-Za-z ]*", stripped)
    return stripped if simple else f"({stripped})"


def _raised(power: str) -> str:
    stripped = power.strip().replace(" ", "")
    raised = superscript(stripped)
    return raised if raised != stripped or stripped in {"′", "°", "*", "∗", "†"} else f"^{_grouped(power)}"
