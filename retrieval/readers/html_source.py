"""A page's source → the same page in markup that any parser takes in time that grows with its length alone.

One pass over the tags: scripts, styles, comments and the tags of mere looks (<b>, <font>) go, of attributes only those
stay that a reader needs, and what nests deeper than any page does loses its tags but keeps its words. So no page can make
the tree large or the parser slow, which both are quadratic in open tags and attributes. Knows tags, and no page's meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from retrieval.errors import ReadError
from retrieval.readers.markup import names

DEEPEST = 100
MOST_TAGS = 500_000
_LONGEST_ATTRIBUTE = 4_000
_LONGEST_TAG = 16_000

_ATTRIBUTES = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+"
_TOKEN = re.compile(
    rf"<!--.*?(?:--!?>|\Z)|<(?P<raw>script|style|textarea|xmp|iframe|noembed|noframes)(?P<rawrest>(?=[\s/>]){_ATTRIBUTES})>"
    rf"(?P<inside>.*?)(?:</(?P=raw)(?=[\s/>])[^>]*>?|\Z)"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<rest>{_ATTRIBUTES})(?:>|\Z)|<[!?][^>]*>?",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*)))?")
_SELF_CLOSED = re.compile(r"<([a-z][\w:-]*+)([^<>]*+)(?<=/)>", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})", re.IGNORECASE)

_LOOKS = names("b big bdi bdo code em font i nobr s samp small strike strong tt u var kbd mark wbr acronym")
_VOID = names("area base br col embed hr img input link meta param source track wbr keygen")
# An opened one of these closes the one before it by itself, so that any number of them nests no deeper.
_SELF_ENDING = names("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt rb caption a")
_KEPT = names(
    "id class role hidden aria-hidden aria-level lang xml:lang content name property itemprop rel href datetime "
    "http-equiv rowspan colspan style start"
)


@dataclass(frozen=True, slots=True)
class Source:
    """The page's markup, made safe, with what was taken out of it and still matters."""

    markup: str
    linked_data: tuple[str, ...]  # JSON-LD, as it stands in its scripts
    saved_from: str


@dataclass(slots=True)
class _Pass:
    """What one pass over the tags gathers; nothing but `safe_source` sees it."""

    name: str
    open: list[tuple[str, bool]] = field(default_factory=list)  # tags not closed yet, and whether they were let through
    linked_data: list[str] = field(default_factory=list)
    tags: int = 0

    def token(self, match: re.Match[str]) -> str:
        """What stands in the place of a tag, a comment or an element of raw text."""
        if match["raw"]:
            if match["raw"].lower() == "script" and "ld+json" in match["rawrest"]:
                self.linked_data.append(match["inside"])
            return " "
        name = (match["name"] or "").lower()
        if not name or name in _LOOKS:
            return ""
        self.tags += 1
        if self.tags > MOST_TAGS:
            raise ReadError(self.name, f"holds more than {MOST_TAGS:,} tags; split it into smaller pages")
        return self._closed(name) if match["end"] else self._opened(name, match["rest"])

    def _opened(self, name: str, rest: str) -> str:
        nests = name not in _VOID and name not in _SELF_ENDING
        let_through = not nests or len(self.open) < DEEPEST
        if nests:
            self.open.append((name, let_through))
        return f"<{name}{_kept_attributes(rest)}>" if let_through else " "

    def _closed(self, name: str) -> str:
        """The end tag, unless its start was not let through. Tags still open within the element end with it."""
        if name in _VOID or name in _SELF_ENDING:
            return f"</{name}>"
        for back in range(1, min(len(self.open), 50) + 1):
            opened, let_through = self.open[-back]
            if opened == name:
                del self.open[-back:]
                return f"</{name}>" if let_through else " "
        return " "


def safe_source(text: str, name: str) -> Source:
    """The source of a page without what could harm. `name` is told in errors."""
    saved = _SAVED_FROM.search(text[:4000])
    if re.match(r"\s*<\?xml\b", text):  # in XHTML <script/> and <div/> are whole elements; in HTML they only begin
        text = _SELF_CLOSED.sub(_written_out, text)
    gathered = _Pass(name)
    markup = _TOKEN.sub(gathered.token, text)
    return Source(markup, tuple(gathered.linked_data), saved[1] if saved else "")


def _written_out(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in _VOID else f"<{match[1]}{match[2][:-1]}></{match[1]}>"


def _kept_attributes(rest: str) -> str:
    kept: dict[str, str] = {}
    if len(rest) > _LONGEST_TAG:  # an image within its tag, which is not read
        return ""
    for found in _ATTRIBUTE.finditer(rest):
        name = found[1].lower()
        if name in _KEPT and name not in kept:
            kept[name] = (found[2] or found[3] or found[4] or "")[:_LONGEST_ATTRIBUTE]
    return "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in kept.items())
