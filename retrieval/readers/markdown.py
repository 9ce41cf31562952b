"""Markdown: headings make sections; links, emphasis, images and HTML are reduced to the words a reader sees.

Front matter, where there is any, names the document: title, synonyms, url, publisher, licence, date, language, notice.
Knows the Markdown that people write, not every corner of CommonMark; code is kept as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.documents import Document, Section
from retrieval.readers.content import Content, Nothing, Origin, Outcome, Shelf
from retrieval.readers.decoding import clean_characters, decoded_text
from retrieval.readers.front_matter import FrontMatter, split_front_matter
from retrieval.readers.prose import item, joined, one_line

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]++(.*))?$")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)*+\|?[ \t]*+$")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s")

_INLINE = (
    (re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])"), ""),  # images
    (re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),  # links
    (re.compile(r"\[\^[^\[\]]+\]"), ""),  # notes
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(?<![\\`])`{1,3}([^`]+)`+"), r"\1"),
    (re.compile(r"(?<![\\*\w])(\*{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\_\w])(_{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"~~(.{1,500}?)~~"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|>])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: the headings above it and its blocks, still with their note markers."""

    headings: tuple[str, ...]
    blocks: tuple[str, ...]


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's one document."""
    name = content.origin.name
    front = split_front_matter(decoded_text(content.whole(), name), name)
    document = _document(front, content.origin)
    yield document if document.sections else Nothing("Markdown without text")


def _document(front: FrontMatter, origin: Origin) -> Document:
    parts = markdown_parts(front.body)
    first = parts[0].headings[:1] if parts and _one_top(parts) else ()
    title = front.text("title") or (plain_inline(first[0]) if first else "") or origin.stem
    sections = (_section(part, title) for part in parts)
    return Document(
        doc_id="markdown:" + "/".join((*origin.parts[:-1], origin.stem)),
        title=title,
        sections=tuple(section for section in sections if section.text),
        source=origin.stem,
        url=front.text("url", "link", "permalink"),
        publisher=front.text("publisher", "author"),
        licence=front.text("licence", "license"),
        date=front.text("date", "written", "updated"),
        language=front.text("language", "lang") or "en",
        synonyms=front.texts("synonyms", "aliases"),
        notice=front.text("notice", "review"),
    )


def _one_top(parts: tuple[Part, ...]) -> bool:
    """Whether one heading stands over the whole file, and so is its title."""
    return bool(parts[0].headings) and all(part.headings[:1] == parts[0].headings[:1] for part in parts)


def _section(part: Part, title: str) -> Section:
    headings = [plain_inline(heading) for heading in part.headings]
    path = headings[1:] if headings[:1] == [title] else headings
    return Section((title, *(h for h in path if h)), joined(_plain_block(block) for block in part.blocks))


def _plain_block(block: str) -> str:
    return item(plain_inline(block[2:])) if block.startswith("- ") else plain_inline(block)


def plain_inline(text: str) -> str:
    """One line of Markdown as the reader sees it."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return one_line(clean_characters(html.unescape(text)))


def markdown_parts(body: str) -> tuple[Part, ...]:
    """The body by its headings. Wrapped lines are joined into their paragraph; a list item is a block of its own."""
    parts: list[Part] = []
    levels: list[tuple[int, str]] = []
    blocks: list[list[str]] = []
    fenced = after_blank = False
    for line in _without_comments(body).split("\n"):
        heading = None if fenced else _heading(line, blocks, after_blank)
        if _FENCE.match(line):
            fenced = not fenced
        elif heading is not None:
            parts.append(_part(levels, blocks))
            levels = [*(pair for pair in levels if pair[0] < heading[0]), heading]
            blocks = []
        elif not line.strip() or (not fenced and any(p.match(line) for p in (_RULE, _TABLE_RULE, _DEFINITION))):
            after_blank = True
            continue
        else:
            _add(blocks, line, after_blank, fenced)
        after_blank = heading is not None
    parts.append(_part(levels, blocks))
    return tuple(part for part in parts if part.blocks)


def _without_comments(body: str) -> str:
    """The body without HTML comments; one that never ends is none."""
    kept: list[str] = []
    at = 0
    while (start := body.find("<!--", at)) >= 0 and (end := body.find("-->", start)) >= 0:
        kept.append(body[at:start])
        at = end + 3
    return "".join([*kept, body[at:]])


def _part(levels: list[tuple[int, str]], blocks: list[list[str]]) -> Part:
    return Part(tuple(text for _, text in levels), tuple(" ".join(lines) for lines in blocks))


def _heading(line: str, blocks: list[list[str]], after_blank: bool) -> tuple[int, str] | None:
    """A heading's level and text; a paragraph of one line that is underlined is taken back and becomes one."""
    found = _HEADING.match(line)
    if found:
        return len(found[1]), _CLOSING.sub("", (found[2] or "").rstrip()).rstrip()
    underline = _UNDERLINE.match(line)
    if underline and blocks and not after_blank and len(blocks[-1]) == 1 and not blocks[-1][0].startswith("- "):
        return (1 if underline[1][0] == "=" else 2), blocks.pop()[0]
    return None


def _add(blocks: list[list[str]], line: str, after_blank: bool, fenced: bool) -> None:
    """Adds a line: to the paragraph it goes on with, or as a new block."""
    text = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", line).strip()
    marked = None if fenced else _ITEM.match(line)
    row = text.startswith("|") and text.endswith("|") and len(text) > 2
    if marked:
        blocks.append(["- " + line[marked.end() :].strip()])
    elif row:
        blocks.append(["; ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())])
    elif after_blank or fenced or not blocks:
        blocks.append([text])
    else:
        blocks[-1].append(text)
