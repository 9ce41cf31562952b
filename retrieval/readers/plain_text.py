"""Plain text: one file, one document. A short first line is its title; headings are those that are plainly meant so.

A heading is a line that is underlined, or one between blank lines that is numbered or in capitals. Which kind of heading
stands under which is told by the order in which they first appear. Lines that were wrapped at some width are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.documents import Document, Section
from retrieval.readers.content import Content, Nothing, Origin, Outcome, Shelf
from retrieval.readers.decoding import decoded_text
from retrieval.readers.prose import item, joined, one_line
from retrieval.readers.wrapped import joined_lines, likely_width, was_wrapped, words_of

_LONGEST_HEADING = 90
_LONGEST_TITLE = 120
_UNDERLINE = re.compile(r"\s*([=~*#-])\1{2,}\s*$")
_RULE = re.compile(r"[-=_*~#.+\s]{3,}+$")
_NUMBERED = re.compile(r"\s*((?:\d{1,2}\.)*\d{1,2})[.)]?\s+(?=[^\W\d_])")
_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading's text and its style: headings of one style stand on one level."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands under a heading: runs of lines that blank lines part. The first part may have no heading."""

    heading: _Heading | None
    blocks: tuple[tuple[str, ...], ...]


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's one document."""
    text = decoded_text(content.whole(), content.origin.name).expandtabs(4).replace("\f", "\n\n")
    blocks = _blocks(text)
    title = _title(blocks)
    document = _document(content.origin, title, blocks[1:] if title and len(blocks[0]) == 1 else blocks)
    yield document if document.sections else Nothing("text without a sentence in it")


def _blocks(text: str) -> list[tuple[str, ...]]:
    """Runs of lines between blank lines; a line of nothing but dashes parts too, unless it underlines."""
    blocks: list[tuple[str, ...]] = []
    for part in re.split(r"\n(?:[ ]*\n)+", text):
        lines: list[str] = []
        for line in part.split("\n"):
            if not line.strip():
                continue
            if _UNDERLINE.match(line) and len(lines) == 1:
                blocks.append((lines[0], line))
                lines = []
            elif _RULE.match(line):
                blocks.append(tuple(lines))
                lines = []
            else:
                lines.append(line)
        blocks.append(tuple(lines))
    return [block for block in blocks if block]


def _title(blocks: Sequence[tuple[str, ...]]) -> str:
    """The first line, where it is short, stands alone or is underlined, and does not end like a sentence."""
    if not blocks or (len(blocks[0]) > 1 and not _underlined(blocks[0])):
        return ""
    first = one_line(blocks[0][0])
    alone = len(blocks) > 1 and len(first) <= _LONGEST_TITLE and not _ITEM.match(first)
    return first if alone and first[-1] not in ".,;:" and any(c.isalpha() for c in first) else ""


def _underlined(block: tuple[str, ...]) -> bool:
    return len(block) == 2 and bool(_UNDERLINE.match(block[1]))


def _document(origin: Origin, title: str, blocks: Sequence[tuple[str, ...]]) -> Document:
    lines = [line for block in blocks for line in block]
    words, width = words_of(lines), likely_width(lines)
    named = title or origin.stem
    sections: list[Section] = []
    above: list[_Heading] = []
    for part in _parts(blocks, title):
        if part.heading is not None:
            styles = [heading.style for heading in above]
            above = above[: styles.index(part.heading.style)] if part.heading.style in styles else above
            above.append(part.heading)
        told = joined(block for lines in part.blocks for block in _paragraphs(lines, words, width))
        path = [heading.text for heading in above]
        sections.append(Section((named, *(path[1:] if path[:1] == [named] else path)), told))
    return Document(
        doc_id="text:" + "/".join((*origin.parts[:-1], origin.stem)),
        title=named,
        sections=tuple(section for section in sections if section.text),
        source=origin.stem,
    )


def _parts(blocks: Sequence[tuple[str, ...]], title: str) -> list[_Part]:
    lines = [line for block in blocks for line in block]
    in_capitals = sum(1 for line in lines if _is_capitals(line)) * 3 > len(lines)
    parts: list[_Part] = []
    heading: _Heading | None = None
    held: list[tuple[str, ...]] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else ()
        found = _heading(block, (blocks[number - 1] if number else (), following), in_capitals)
        if found is None or (not following and len(block) == 1):
            held.append(block)
            continue
        parts.append(_Part(heading, tuple(held)))
        heading, held = found, [block[1:]] if found.style == "capitals" and len(block) > 1 else []
    return [*parts, _Part(heading, tuple(held))]


def _heading(block: tuple[str, ...], beside: Sequence[tuple[str, ...]], in_capitals: bool) -> _Heading | None:
    """The heading that a block is, or begins with; `beside` are the blocks before and after it."""
    first = one_line(block[0])
    if len(first) > _LONGEST_HEADING or first[-1] in ".,;":
        return None
    if _underlined(block):
        return _Heading(first.rstrip(":"), block[1].strip()[0])
    if _is_capitals(first) and not in_capitals:
        return _Heading(first.rstrip(":"), "capitals")
    number = _NUMBERED.match(first)
    if number and len(block) == 1 and len(first.split()) <= 10 and first[number.end()].isupper():
        depth = number[1].count(".")
        numbers = [_NUMBERED.match(one_line(other[0])) for other in beside if len(other) == 1]
        if all(other is None or other[1].count(".") != depth for other in numbers):  # else it is an item of a list
            return _Heading(first.rstrip(":"), f"numbered {depth}")
    return None


def _is_capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters) and line.strip()[-1] not in ".,;" and len(line) <= 90


def _paragraphs(lines: Sequence[str], words: frozenset[str], width: int) -> Iterator[str]:
    """The paragraphs and list items of a run of lines."""
    held: list[str] = []
    marked = False
    for line in lines:
        bullet = _ITEM.match(line)
        if held and (bullet or not _goes_on(held[-1], line, marked, width)):
            yield _told(held, marked, words)
            held, marked = [], False
        marked = marked or bool(bullet)
        held.append(line[bullet.end() :] if bullet else line)
    if held:
        yield _told(held, marked, words)


def _goes_on(line: str, following: str, marked: bool, width: int) -> bool:
    """Whether the next line goes on with this one: this was wrapped, or the next is set in under its bullet."""
    begins_small = following.lstrip()[0].islower() and line.rstrip()[-1] not in ".!?:;"
    return was_wrapped(line, following, width) or begins_small or (marked and following.startswith("  "))


def _told(lines: Sequence[str], marked: bool, words: frozenset[str]) -> str:
    text = joined_lines(lines, words)
    return item(text) if marked else text
