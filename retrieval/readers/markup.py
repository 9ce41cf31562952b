"""Safe XML trees, and running text out of them.

No entity is expanded, no DTD loaded, nothing fetched. The named entities of HTML (&nbsp;, &beta;) are turned into their
characters before the parser sees them, as without a DTD it would drop them. Knows no format's elements.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from retrieval.errors import ReadError
from retrieval.readers.content import Content
from retrieval.readers.decoding import clean_characters, decoded_xml

_XML_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_NUMBERED = re.compile(r"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));", re.I)


def parsed(content: Content) -> etree._Element:
    """The root element of an XML file, or `ReadError` saying where it breaks off."""
    name = content.origin.name
    text = with_characters(without_declaration(decoded_xml(content.whole(), name)))
    if not text.strip():
        raise ReadError(name, "is empty")
    try:
        root = etree.fromstring(text.encode("utf-8"), _parser())
    except etree.XMLSyntaxError as error:
        raise ill_formed(error, name) from None
    refuse_own_entities(root, name)
    return root


def without_declaration(text: str) -> str:
    """The text without its `<?xml …?>`, whose encoding no longer holds once the text is decoded."""
    return _DECLARATION.sub("", text, count=1)


def with_characters(text: str) -> str:
    """The text with HTML's named entities as characters, and without references to characters that are not wanted."""
    return _ENTITY.sub(_character, _NUMBERED.sub(_wanted, text))


def ill_formed(error: etree.XMLSyntaxError, name: str) -> ReadError:
    """What the parser says, as one sentence."""
    return ReadError(name, f"is not well-formed XML ({error.msg or 'no detail'}); fetch it again")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _wanted(match: re.Match[str]) -> str:
    """The reference as it stands, or nothing where its character would be cleaned away or is none."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if 0 < number <= 0x10FFFF and clean_characters(chr(number)) else ""


def _character(match: re.Match[str]) -> str:
    found = None if match[1] in _XML_OWN else html.entities.html5.get(match[1])
    return match[0] if found is None else html.escape(found, quote=False)  # "&LT;" must not become markup


def refuse_own_entities(root: etree._Element, name: str) -> None:
    """Entities that a file declares itself would silently lose their text, since none is expanded."""
    dtd: Any = root.getroottree().docinfo.internalDTD  # the stubs do not know its methods
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise ReadError(name, "declares XML entities of its own, which are not expanded for safety")


def names(text: str) -> frozenset[str]:
    """A set of element or class names, written as one text."""
    return frozenset(text.split())


def tag(element: etree._Element) -> str:
    """An element's name without its namespace; empty for anything that is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *named: str) -> list[etree._Element]:
    """Child elements of these names, in order, whatever their namespace."""
    return list(element.iterchildren(*(f"{{*}}{name}" for name in named)))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of names; None where the path ends early."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def running_text(element: etree._Element, inline: Callable[[etree._Element], str | None]) -> str:
    """Text within an element. `inline` may put something in a child's place ("" drops it); None means: go inside."""
    pieces = [element.text or ""]
    for part in element:
        replaced = inline(part) if tag(part) else ""
        pieces.append(running_text(part, inline) if replaced is None else replaced)
        pieces.append(part.tail or "")
    return "".join(pieces)


def plain_text(element: etree._Element | None) -> str:
    """All text within an element on one line; empty where there is no element."""
    return "" if element is None else " ".join(running_text(element, lambda _: None).split())
