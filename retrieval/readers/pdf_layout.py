"""The lines of a PDF's pages → headed parts made of paragraphs.

Lines that pages repeat at their edges go, and page numbers. Headings are those of the outline where the file has one,
else lines that are larger or bolder than the text; where neither tells any, each page is a part. Lines are taken in the
order in which the file sets them, which for columns is mostly column by column. Tables are not put together again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.readers.pdf_pages import Bookmark, Line, Page, Pdf
from retrieval.readers.prose import item, one_line
from retrieval.readers.wrapped import joined_lines, words_of

_COLUMN = 20.0  # points within which lines begin at the same place
_EDGE = 0.11  # of a page's height, above and below
_LONGEST_HEADING = 160
_LARGER = 1.12  # times the size of the text
_LEVELS = 4
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—|\[(]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?\s*(?:(?:of|/|von)\s*\d{1,4})?(?:\s*\|?\s*p\s?a\s?g\s?e)?",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]*\s*$")
_BULLET = re.compile(r"(?:[•‣◦▪·●○■□➢➤✓–*]|-)\s+(?=\S)|[•‣◦▪●○■➢➤✓](?=\S)")
_LONE_BULLET = re.compile(r"[•‣◦▪·●○■□➢➤✓]|o")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_NO_PROSE = re.compile(
    r"(?:\d+\.?\s*)?(?:references?|bibliography|literature cited|works cited|acknowledge?ments?|table of contents|contents|"
    r"list of (?:tables|figures)|index)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?:;][)\]\"'”’»⁰¹²³⁴⁵⁶⁷⁸⁹,–-]*$")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: the headings above it, the lowest last, and its blocks."""

    headings: tuple[str, ...]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """A line of text in the order of reading, with its page; `level` above 0 makes it a heading."""

    line: Line
    page: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the text is set: from line to line in points, and how many characters a full line has.

    `widths` are those of lines that begin at the same place, as columns have widths of their own.
    """

    leading: float
    width: int
    widths: Mapping[int, int]

    def width_of(self, line: Line) -> int:
        """How long lines are that begin where this one does."""
        return self.widths.get(round(line.x / _COLUMN), self.width)


def pdf_parts(pdf: Pdf) -> tuple[Part, ...]:
    """The readable parts of a document, in its order."""
    lines = [_Set(line, page.number) for page in without_running_lines(pdf.pages) for line in page.lines]
    lines = _with_bullets([one for one in lines if not _LEADERS.search(one.line.text)])
    shape = _shape(lines)
    headed = _by_outline(lines, pdf.bookmarks) or _by_size(lines) or _by_page(lines, shape)
    return tuple(
        part for part in _parts(headed, shape) if part.blocks and not any(map(_NO_PROSE.fullmatch, part.headings))
    )


def without_running_lines(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without page numbers, and without what several pages repeat at their upper or lower edge."""
    body = text_size(pages)
    told = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page, body)})
    repeated = {
        key for key, count in told.items() if count >= min(3, max(len(pages), 2)) or (count == 2 and key.numbered)
    }
    kept: list[Page] = []
    for page in pages:
        running = [line for line in _edge_lines(page, body) if _runs(line, repeated)]
        kept.append(replace(page, lines=tuple(line for line in page.lines if line not in running)))
    return tuple(kept)


def _edge_lines(page: Page, body: float) -> list[Line]:
    """The lines at the edges, but for headings."""
    return [line for line in page.lines if _at_edge(line, page) and line.size <= body * _LARGER]


def _at_edge(line: Line, page: Page) -> bool:
    """Whether the line stands at the upper or lower edge; where places are unknown, whether it is first or last."""
    if page.height > 0 and line.y > 0:
        return not _EDGE * page.height < line.y < (1 - _EDGE) * page.height
    return line in page.lines[:1] or line in page.lines[-2:]


@dataclass(frozen=True, slots=True)
class _Key:
    """What running lines have in common: their words, whatever the number in them, and their height on the page."""

    words: str
    height: int
    numbered: bool


def _key(line: Line) -> _Key:
    words = re.sub(r"\d+|\b[ivxlc]+\b", "#", one_line(line.text).lower())
    return _Key(words, round(line.y / 3), words[:1] == "#" or words[-1:] == "#")


def _runs(line: Line, repeated: set[_Key]) -> bool:
    return _key(line) in repeated or bool(_PAGE_NUMBER.fullmatch(line.text))


def text_size(pages: Sequence[Page]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _plain(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _by_outline(lines: Sequence[_Set], bookmarks: Sequence[Bookmark]) -> list[_Set]:
    """The lines with the outline's entries as headings; none where the outline does not fit the text."""
    by_page: dict[int, list[int]] = {}
    for number, one in enumerate(lines):
        by_page.setdefault(one.page, []).append(number)
    headings: dict[int, tuple[int, int]] = {}  # the first line of a heading → how many lines it takes, and its level
    for bookmark in bookmarks:
        place = _place(bookmark, lines, by_page.get(bookmark.page, []), headings)
        if place is not None:
            headings[place[0]] = (place[1], bookmark.level)
    if len(headings) < 2 or len(headings) * 2 < len(bookmarks):
        return []
    return _with_headings(lines, headings)


def _place(
    bookmark: Bookmark, lines: Sequence[_Set], numbers: Sequence[int], taken: dict[int, tuple[int, int]]
) -> tuple[int, int] | None:
    """Where on its page a bookmark's title stands, and in how many lines; the line may have a number before it."""
    wanted = _plain(bookmark.title)
    for start, number in enumerate(numbers):
        text = ""
        for count, following in enumerate(numbers[start : start + 3], start=1):
            text += _plain(lines[following].line.text)
            if number not in taken and text.endswith(wanted) and len(text) <= len(wanted) + 6:
                return number, count
            if len(text) > len(wanted) + 6:
                break
    return None


def _with_headings(lines: Sequence[_Set], headings: dict[int, tuple[int, int]]) -> list[_Set]:
    """The lines, those of each heading joined into one."""
    headed: list[_Set] = []
    skipped = 0
    for number, one in enumerate(lines):
        if skipped:
            skipped -= 1
            continue
        if number not in headings:
            headed.append(one)
            continue
        count, level = headings[number]
        text = one_line(" ".join(other.line.text for other in lines[number : number + count]))
        headed.append(_Set(Line(text, one.line.size, one.line.bold, one.line.x, one.line.y), one.page, level))
        skipped = count - 1
    return headed


def _by_size(lines: Sequence[_Set]) -> list[_Set]:
    """The lines with those as headings that are larger than the text, or bold; none where there are none or too many."""
    body = text_size([Page(1, tuple(one.line for one in lines))])
    found = [number for number in range(len(lines)) if _looks_like_heading(lines, number, body)]
    if not found or len(found) * 3 > len(lines):
        return []
    sizes = sorted({_rank(lines[number].line, body) for number in found}, reverse=True)
    headings: dict[int, tuple[int, int]] = {}
    last = -2
    start = -1
    for number in found:
        level = min(sizes.index(_rank(lines[number].line, body)) + 1, _LEVELS)
        if number == last + 1 and headings[start][1] == level and _follows(lines[last], lines[number]):
            headings[start] = (headings[start][0] + 1, level)  # a heading that was wrapped
        else:
            start = number
            headings[start] = (1, level)
        last = number
    return _with_headings(lines, headings)


def _rank(line: Line, body: float) -> float:
    """What orders headings: their size, those of the text's own size, which are only bold, last."""
    return round(line.size * 2) / 2 if line.size > body * _LARGER else 0.0


def _looks_like_heading(lines: Sequence[_Set], number: int, body: float) -> bool:
    line = lines[number].line
    if len(line.text) > _LONGEST_HEADING or not _LETTERS.search(line.text) or line.text[-1] in ",;":
        return False
    if len(_plain(line.text)) < 3 or _BULLET.match(line.text):
        return False
    if line.size > body * _LARGER:
        return True
    before = lines[number - 1] if number else None
    apart = (
        before is None or before.page != lines[number].page or before.line.y - line.y > 1.4 * body or before.line.bold
    )
    return line.bold and line.size >= body * 0.95 and line.text[-1] != "." and len(line.text) < 100 and apart


def _follows(one: _Set, other: _Set) -> bool:
    """Whether a line stands right below another."""
    return one.page == other.page and 0 <= one.line.y - other.line.y <= 1.6 * max(one.line.size, other.line.size)


def _by_page(lines: Sequence[_Set], shape: _Shape) -> list[_Set]:
    """The lines under a heading a page; what goes on from the page before still stands under that one's."""
    headed: list[_Set] = []
    page = 0
    for number, one in enumerate(lines):
        if one.page > page and (not number or _starts(lines[number - 1], one, shape)):
            headed.append(_Set(Line(f"Page {one.page}", one.line.size, False, 0.0, 0.0), one.page, 1))
            page = one.page
        headed.append(one)
    return headed


def _shape(lines: Sequence[_Set]) -> _Shape:
    body = text_size([Page(1, tuple(one.line for one in lines))])
    text = [one for one in lines if abs(one.line.size - body) < 0.1 * body]
    pairs = pairwise(text)
    gaps = sorted(a.line.y - b.line.y for a, b in pairs if a.page == b.page and 0 < a.line.y - b.line.y < 3 * body)
    columns: dict[int, list[int]] = {}
    for one in text:
        columns.setdefault(round(one.line.x / _COLUMN), []).append(len(one.line.text))
    return _Shape(
        leading=gaps[len(gaps) // 3] if gaps else 1.2 * body,
        width=_nearly_longest([len(one.line.text) for one in text]),
        widths={column: _nearly_longest(lengths) for column, lengths in columns.items() if len(lengths) > 9},
    )


def _nearly_longest(lengths: Sequence[int]) -> int:
    return sorted(lengths)[(len(lengths) * 9) // 10] if lengths else 0


def _parts(lines: Sequence[_Set], shape: _Shape) -> Iterator[Part]:
    words = words_of(one.line.text for one in lines)
    levels: list[tuple[int, str]] = []
    held: list[_Set] = []
    for one in lines:
        if not one.level:
            held.append(one)
            continue
        yield Part(tuple(text for _, text in levels), tuple(_paragraphs(held, words, shape)))
        levels = [*(pair for pair in levels if pair[0] < one.level), (one.level, one.line.text)]
        held = []
    yield Part(tuple(text for _, text in levels), tuple(_paragraphs(held, words, shape)))


def _paragraphs(lines: Sequence[_Set], words: frozenset[str], shape: _Shape) -> Iterator[str]:
    held: list[_Set] = []
    for one in lines:
        if held and (_starts(held[-1], one, shape) or _leaves_item(held, one)):
            yield _told(held, words)
            held = []
        held.append(one)
    if held:
        yield _told(held, words)


def _told(lines: Sequence[_Set], words: frozenset[str]) -> str:
    text = joined_lines([one.line.text for one in lines], words)
    bullet = _BULLET.match(text)
    return item(text[bullet.end() :]) if bullet else text


def _starts(before: _Set, one: _Set, shape: _Shape) -> bool:
    """Whether a line begins a new paragraph after the one before it."""
    a, b = before.line, one.line
    ended = bool(_ENDED.search(a.text))
    if before.level or _BULLET.match(b.text) or abs(a.size - b.size) > 0.12 * max(a.size, b.size):
        return True
    width = shape.width_of(a)
    if before.page != one.page or b.y > a.y + 0.5 * a.size:  # another page or column, or a place elsewhere on the page
        return ended or not (b.text[0].islower() or a.text[-1] == "-" or len(a.text) >= 0.7 * width)
    if a.y - b.y > 1.4 * shape.leading and a.text[-1] != "-":
        return True
    if len(a.text) < 0.5 * width and not b.text[0].islower() and a.text[-1] not in ",-–":
        return True  # a row of a table, a line of an address
    return ended and (bool(_NUMBER.match(b.text)) or b.x > a.x + 0.6 * b.size or len(a.text) < 0.7 * width)


def _leaves_item(held: Sequence[_Set], one: _Set) -> bool:
    """Whether a line stands no further in than the bullet of the item before it, and so is no part of that."""
    first = held[0]
    within = first.page == one.page and one.line.y < first.line.y
    return within and bool(_BULLET.match(first.line.text)) and one.line.x <= first.line.x + 0.2 * one.line.size


def _with_bullets(lines: Sequence[_Set]) -> list[_Set]:
    """The lines, with bullets that stand alone put before the line they belong to."""
    joined: list[_Set] = []
    bullet: _Set | None = None
    for one in lines:
        if bullet is not None and bullet.page == one.page and abs(bullet.line.y - one.line.y) <= one.line.size:
            line = one.line
            joined.append(_Set(Line(f"• {line.text}", line.size, line.bold, bullet.line.x, line.y), one.page))
            bullet = None
        elif _LONE_BULLET.fullmatch(one.line.text):
            bullet = one
        else:
            joined.append(one)
            bullet = None
    return joined
