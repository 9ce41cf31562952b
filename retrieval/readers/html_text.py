"""The main part of a web page → headed parts made of blocks of text.

Navigation, banners, forms and what a page calls by such names is left out; lists, definitions and tables keep their
items and rows. Walks the tree without recursion. Knows HTML's elements, and nothing of what pages say of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from selectolax.lexbor import LexborNode

from retrieval.readers.decoding import clean_characters
from retrieval.readers.markup import names
from retrieval.readers.mathml import math_text
from retrieval.readers.prose import item, one_line, paragraphs_of_plain, superscript

_BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form header hgroup hr legend li main menu nav ol p pre section table tbody td tfoot th thead tr "
    "ul -document html"
)
_DROPPED = names(
    "nav aside footer button select input textarea datalist svg canvas video audio object embed iframe img picture "
    "map head template noscript dialog label rp rt progress meter output -comment -doctype"
)
_DROPPED_ROLES = names(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist"
)
# Classes and ids, each a whole name: "sidebar" is a part of good ones ("has-sidebar").
_DROPPED_NAMES = names(
    "advert advertisement back-to-top breadcrumb breadcrumbs cookie-banner hatnote metadata-nav mw-editsection "
    "mw-jump nav navbar navbox navfooter navheader navigation newsletter newsletter-signup noprint page-footer "
    "pagination print-only related-articles related-links screen-reader-text share share-buttons sharing sidebar "
    "site-footer site-header site-nav skip-link skip-nav skip-to-content skiplink social social-links "
    "social-media social-share sr-only toc usa-banner visually-hidden visuallyhidden"
)
_COOKIES = re.compile(
    r"(?:^|[-_])(?:cookies?|gdpr|onetrust|cookie(?:consent|banner|notice|bar)|consent-banner)(?:$|[-_])"
)
_NO_PROSE = re.compile(
    r"(?:references?|external links|bibliography|works cited|citations|table of contents|contents|on this page|"
    r"in this (?:article|section|page)|share this(?: page| article)?|related (?:articles|links|pages|content)|"
    r"navigation menu|skip navigation|cookies?)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_BULLET = re.compile(r"[ ]*[•‣◦▪·●■–*-][ \xa0]+(?=\S)")
_NOTE = re.compile(
    r"\s*\[\s*(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[a-z*†‡§¶]|note \d+|citation needed)\s*\]\s*", re.IGNORECASE
)
_ANCHOR_SIGNS = frozenset({"#", "¶", "§", "🔗", "⚓", "[edit]", "edit"})
_SHORT = 200  # characters; what is hidden and longer is a panel that a click would open
_LONGEST_CELL = 2_000
_LONG_DEFINITION = 300
_MOST_ROWS_LOOKED_AT = 200
_SUMMARY = 7  # the level of a summary as a heading
_MOST_SPANNED = 50


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: the headings above it, the lowest last, and its blocks."""

    headings: tuple[str, ...]
    blocks: tuple[str, ...]


def page_parts(main: LexborNode) -> tuple[Part, ...]:
    """The readable parts of a page, in its order."""
    page = _Page(len(main.text()))
    _walk(main, page.enter, page.leave)
    page.flush()
    page.new_part()
    return tuple(part for part in page.parts if part.blocks and not any(map(_NO_PROSE.fullmatch, part.headings)))


def _walk(root: LexborNode, enter: Callable[[LexborNode], bool], leave: Callable[[LexborNode], None]) -> None:
    """Calls `enter` on each node, and `leave` on those that were entered: where `enter` said yes."""
    if not enter(root):
        return
    path = [root]
    child = root.first_child
    while path:
        if child is None:
            done = path.pop()
            leave(done)
            child = done.next if path else None
        elif enter(child):
            path.append(child)
            child = child.first_child
        else:
            child = child.next


@dataclass(slots=True)
class _Item:
    """A list item that is open: the place of its block once it has one, and whether it is a card and no list item."""

    block: int = -1
    card: bool = False


class _Page:
    """What is gathered on the way through the tree. `length` is the page's, in characters."""

    def __init__(self, length: int) -> None:
        self.parts: list[Part] = []
        self._length = length
        self._levels: list[tuple[int, str]] = []
        self._blocks: list[list[str]] = []  # of pieces, joined when the part ends
        self._inline: list[str] = []
        self._items: list[_Item] = []
        self._raised: list[int] = []  # where in `_inline` an open <sup> began
        self._heading = 0  # the level of the heading that is open, and which element it is
        self._heading_element = 0
        self._preformatted = 0
        self._terms: list[str] = []  # told, and not yet what they mean

    def enter(self, node: LexborNode) -> bool:
        """Takes a node in, or what stands for it; whether to go on inside it."""
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            self._inline.append(text if self._preformatted else _SPACE.sub(" ", text))
            return False
        if tag == "math":
            self._inline.append(f" {_formula(node)} ")
            return False
        if self._is_left_out(node, tag):
            return False
        if tag == "table" and not self._heading and _is_data(node):
            self.flush()
            self._blocks += ([row] for row in _table_rows(node))
            return False
        self._open(node, tag)
        return True

    def _is_left_out(self, node: LexborNode, tag: str) -> bool:
        if tag in _DROPPED:
            return not (tag == "button" and self._heading)
        if tag == "header":
            return not self.parts and node.parent is not None and node.parent.tag == "body" and not _holds(node, "h1")
        if tag == "form":
            return not _holds(node, "h1,h2,h3,p,main,article,table")
        if tag == "figure":
            return not _holds(node, "table")
        if tag == "sup":
            return _holds(node, 'a[href^="#"]')
        if tag in {"ul", "ol"} and not self._items and _leads_into_the_page(node):
            return True
        if tag == "a":
            return node.text().strip() in _ANCHOR_SIGNS
        if tag == "td" and _is_menu(node):
            return True
        return tag not in {"html", "body", "main", "article"} and _is_furniture(node, self._length)

    def _open(self, node: LexborNode, tag: str) -> None:
        level = _heading_level(node, tag)
        if tag in _BLOCKS or level:
            self.flush()
        if level:
            self._heading, self._heading_element = level, node.mem_id
        elif tag == "li":
            self._items.append(_Item())
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "sup":
            self._raised.append(len(self._inline))
        elif tag == "br":
            self._inline.append("\n")
        elif tag == "q":
            self._inline.append("“")

    def leave(self, node: LexborNode) -> None:
        """Ends what `enter` began."""
        tag = node.tag or ""
        if self._heading and node.mem_id == self._heading_element:
            self._end_heading()
        elif tag == "sup" and self._raised:
            self._end_raised()
        elif tag == "q":
            self._inline.append("”")
        elif tag == "dt" and not self._heading:
            self._end_term()
        elif tag in _BLOCKS:
            self.flush()
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if tag == "pre":
            self._preformatted -= 1
        elif tag == "li" and self._items:
            self._items.pop()
        elif tag == "dl" and self._terms:
            self._blocks.append([", ".join(self._terms)])
            self._terms = []
        elif tag == "details":
            self.new_part()
            self._levels = [pair for pair in self._levels if pair[0] < _SUMMARY]

    def _end_heading(self) -> None:
        text = one_line(clean_characters("".join(self._inline)))
        level, self._heading, self._inline = self._heading, 0, []
        if not text:
            return
        for open_item in self._items:
            open_item.card = True
        self.new_part()
        self._levels = [*(pair for pair in self._levels if pair[0] < level), (level, text)]

    def _end_raised(self) -> None:
        start = self._raised.pop()
        text = "".join(self._inline[start:])
        del self._inline[start:]
        self._inline.append("" if _NOTE.fullmatch(text) else superscript(text))

    def _end_term(self) -> None:
        term, self._inline = one_line(clean_characters("".join(self._inline))), []
        self._terms += [term] if term else []

    def new_part(self) -> None:
        """Ends the part under the headings so far."""
        if self._blocks:
            self.parts.append(Part(tuple(text for _, text in self._levels), tuple(map(" ".join, self._blocks))))
        self._blocks = []

    def flush(self) -> None:
        """Ends the block that the text so far makes up."""
        if self._heading:
            self._inline.append(" ")
            return
        text, self._inline = clean_characters("".join(self._inline)), []
        if self._preformatted:
            self._add(paragraphs_of_plain(text))
            return
        for paragraph in re.split(r"\n[ \xa0]*\n", text):
            for line in _lines(paragraph):
                self._add(line)

    def _add(self, text: str) -> None:
        """A block, in the list item or under the term that is open."""
        current = self._items[-1] if self._items else None
        if not text.strip():
            return
        if self._terms:
            self._add_definition(text)
        elif current is None or current.card or text.startswith("- "):
            self._blocks.append([text])
        elif 0 <= current.block == len(self._blocks) - 1:
            self._blocks[-1].append(text)
        else:
            self._blocks.append([item(text)])
            current.block = len(self._blocks) - 1

    def _add_definition(self, text: str) -> None:
        term, self._terms = ", ".join(self._terms), []
        told = [item(f"{term.rstrip(':')}: {text}")] if len(text) < _LONG_DEFINITION else [term, text]
        self._blocks += ([block] for block in told)


def _lines(paragraph: str) -> list[str]:
    """The lines of a paragraph as blocks: those that begin with a bullet are items, the others run on."""
    blocks: list[list[str]] = []
    for line in paragraph.split("\n"):
        bullet = _BULLET.match(line)
        text = one_line(line)
        if bullet:
            blocks.append([item(line[bullet.end() :])])
        elif blocks and not blocks[-1][0].startswith("- "):
            blocks[-1].append(text)
        else:
            blocks.append([text])
    return [" ".join(piece for piece in block if piece) for block in blocks]


def _heading_level(node: LexborNode, tag: str) -> int:
    """1 to 6; a summary, which stands over what it opens, is below them; 0 for what is no heading."""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if tag == "summary":
        return _SUMMARY
    if tag in {"div", "p", "span"} and node.attributes.get("role") == "heading":
        level = node.attributes.get("aria-level") or "2"
        return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
    return 0


def _holds(node: LexborNode, selector: str) -> bool:
    return node.css_first(selector) is not None


def _leads_into_the_page(node: LexborNode) -> bool:
    """Whether a list is a table of contents: links within the page and nothing else."""
    links = node.css("a")
    inside = all((link.attributes.get("href") or "").startswith("#") for link in links)
    return len(links) > 2 and inside and sum(len(link.text()) for link in links) * 5 > len(node.text().strip()) * 4


def _is_menu(cell: LexborNode) -> bool:
    """Whether a cell of a table that lays out the page holds links and nothing else."""
    links = cell.css("a")
    return len(links) > 4 and sum(len(link.text()) for link in links) * 10 > len(cell.text().strip()) * 9


def _is_furniture(node: LexborNode, length: int) -> bool:
    """Whether an element's role, name or hiddenness says that it is no part of what the page has to tell."""
    attributes = node.attributes
    if not attributes:
        return False
    if (attributes.get("role") or "").lower() in _DROPPED_ROLES:
        return True
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if hidden or "display:none" in (attributes.get("style") or "").replace(" ", ""):
        return len(node.text()) < _SHORT
    own = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()
    if not any(name in _DROPPED_NAMES or _COOKIES.search(name) for name in own):
        return False
    return len(node.text()) * 3 < length + 3 * _SHORT and not _holds(node, "h1")


def _formula(node: LexborNode) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return math_text(etree.fromstring((node.html or "").encode("utf-8"), parser))
    except (etree.XMLSyntaxError, ValueError):
        return one_line(node.text())


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data, and is not there to lay out a page."""
    if table.attributes.get("role") in {"presentation", "none"} or len(table.css("table")) > 1:
        return False
    cells = table.css("td,th")
    several = any(len(row.css("td,th")) > 1 for row in table.css("tr")[:_MOST_ROWS_LOOKED_AT])
    short = all(len(cell.text()) <= _LONGEST_CELL for cell in cells)
    return several and short and not _holds(table, "h1,h2,h3,h4,h5,h6")


def _table_rows(table: LexborNode) -> list[str]:
    """The caption, then a block a row: its cells, parted by semicolons. A cell that spans rows is told in each."""
    caption = table.css_first("caption")
    told = [] if caption is None else [_cell_text(caption)]
    above: dict[int, tuple[int, str]] = {}  # column → rows it still spans, and its text
    for row in table.css("tr"):
        cells: list[str] = []
        below = {column: (left - 1, text) for column, (left, text) in above.items() if left > 1}
        own = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
        while own or len(cells) in above:
            if len(cells) in above:
                cells.append(above[len(cells)][1])
                continue
            cell = own.pop(0)
            spanned = _number(cell.attributes.get("rowspan"))
            text = _cell_text(cell)
            if spanned > 1:
                below[len(cells)] = (spanned - 1, text)
            cells += [text, *([""] * (_number(cell.attributes.get("colspan")) - 1))]
        above = below
        told.append("; ".join(cell for cell in cells if cell))
    return [row for row in told if row]


def _number(attribute: str | None) -> int:
    found = re.fullmatch(r"\s*(\d{1,4})\s*", attribute or "1")
    return min(max(int(found[1]), 1), _MOST_SPANNED) if found else 1


def _cell_text(cell: LexborNode) -> str:
    """The blocks of a cell on one line."""
    inside = _Page(0)
    _walk(cell, inside.enter, inside.leave)
    inside.flush()
    inside.new_part()
    return one_line(" ".join(block.removeprefix("- ") for part in inside.parts for block in part.blocks))
