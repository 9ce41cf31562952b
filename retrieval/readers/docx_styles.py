"""The styles of a Word document → what each makes of a paragraph: heading, title, list item, table of contents.

Built-in styles keep their English names in the file whatever language Word runs in. Knows no text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from retrieval.readers.markup import child, children

_DEEPEST = 20  # styles that are based on one another
_HEADING = re.compile(r"heading ([1-6])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph of a style is: `level` 1 to 6 for headings, 0 for the document's title, None for text.

    `language` is filled in the style of the empty name only: that of the document's text unless it says otherwise.
    """

    level: int | None = None
    is_item: bool = False
    is_contents: bool = False
    language: str = ""


def styles_of(root: etree._Element | None) -> Mapping[str, Style]:
    """Every paragraph style by its id; under the empty id the defaults, and what the default style makes of text."""
    if root is None:
        return {}
    elements = {_attribute(e, "styleId"): e for e in children(root, "style") if _attribute(e, "type") == "paragraph"}
    language = child(root, "docDefaults", "rPrDefault", "rPr", "lang")
    found = {name: _style(name, elements) for name in elements}
    return {**found, "": Style(language="" if language is None else _attribute(language, "val"))}


def _style(name: str, elements: Mapping[str, etree._Element]) -> Style:
    """The style's own word on each point, else that of the style it is based on."""
    level: int | None = None
    is_item = is_contents = False
    for _ in range(_DEEPEST):
        element = elements.get(name)
        if element is None:
            break
        title = value_of(child(element, "name"))
        level = _level(element, title) if level is None else level
        is_item = is_item or title.lower().startswith("list") or child(element, "pPr", "numPr") is not None
        is_contents = is_contents or bool(re.match(r"toc\b|table of (?:figures|authorities)", title, re.IGNORECASE))
        name = value_of(child(element, "basedOn"))
    return Style(level, is_item and level is None, is_contents)


def _level(element: etree._Element, title: str) -> int | None:
    heading = _HEADING.match(title)
    if heading:
        return int(heading[1])
    if title.lower() == "title":
        return 0
    outline = value_of(child(element, "pPr", "outlineLvl"))
    return int(outline) + 1 if outline in {"0", "1", "2", "3", "4", "5"} else None


def value_of(element: etree._Element | None) -> str:
    """The `val` of a property, whatever its namespace; empty where it is not there."""
    return "" if element is None else _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
