"""The text of one paragraph of a Word document, with tracked changes accepted and formulas on one line.

Knows runs, and nothing of styles or sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from retrieval.readers.markup import child, names, tag
from retrieval.readers.prose import superscript

_DROPPED = names(
    "pPr rPr sectPr del moveFrom delText instrText Fallback txbxContent footnoteReference endnoteReference "
    "commentReference annotationRef drawing pict object ruby sdtPr fPr sSupPr sSubPr radPr ctrlPr"
)
_SPACES = names("tab br cr ptab")
_OFF = frozenset({"0", "false", "off", "none"})


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of a paragraph in their order, still with the white space of the file."""
    name = tag(paragraph)
    match name:
        case "t":
            return paragraph.text or ""
        case "r":
            return _run_text(paragraph)
        case "noBreakHyphen":
            return "-"
        case "f":
            return f"{_grouped(paragraph, 'num')}/{_grouped(paragraph, 'den')}"
        case "sSup":
            return _inside(child(paragraph, "e")) + superscript(_inside(child(paragraph, "sup")))
        case "rad":
            return f"√({_inside(child(paragraph, 'e'))})"
        case _ if name in _SPACES:
            return " "
        case _:
            return "" if name in _DROPPED or not name else _inside(paragraph)


def _inside(element: etree._Element | None) -> str:
    return "" if element is None else "".join(paragraph_text(part) for part in element)


def _grouped(fraction: etree._Element, part: str) -> str:
    text = _inside(child(fraction, part)).strip()
    return text if len(text.split()) < 2 and not set(text) & set("+−-") else f"({text})"


def _run_text(run: etree._Element) -> str:
    if _is_on(child(run, "rPr", "vanish")):
        return ""
    text = _inside(run)
    raised = child(run, "rPr", "vertAlign")
    return superscript(text) if raised is not None and "superscript" in str(raised.attrib.values()) else text


def _is_on(switch: etree._Element | None) -> bool:
    """Whether a property that is on or off is there, and on."""
    return switch is not None and not any(str(value) in _OFF for value in switch.attrib.values())


def is_bold(paragraph: etree._Element) -> bool:
    """Whether every run of a paragraph that shows something is bold."""
    runs = [run for run in paragraph.iter() if tag(run) == "r" and _run_text(run).strip()]
    return bool(runs) and all(_is_on(child(run, "rPr", "b")) for run in runs)


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of the boxes that hang on a paragraph, each once although files hold them in two forms."""
    for element in paragraph.iter():
        if tag(element) == "txbxContent":
            around = {tag(above) for above in element.iterancestors()}
            if "Fallback" not in around and not _is_within_another(element, paragraph):
                yield element


def _is_within_another(box: etree._Element, paragraph: etree._Element) -> bool:
    for above in box.iterancestors():
        if above is paragraph:
            return False
        if tag(above) == "txbxContent":
            return True
    return False
