"""Text becomes safe HTML: escaping, links, marked spans. The only place that escapes.

Knows nothing of answers. Whatever comes from documents, models or people passes through here, and never as HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Mark:
    """A span `[start, end)` to mark, and the number of the source that it belongs to."""

    start: int
    end: int
    n: int


def text(content: str) -> str:
    """The text as HTML, also inside a quoted attribute."""
    return escape(_printable(content), quote=True)


def paragraphs(content: str) -> str:
    """Blank lines part paragraphs; single line ends stay."""
    parts = [part.strip() for part in content.split("\n\n") if part.strip()]
    return "".join(f"<p>{text(part)}</p>" for part in parts)


def link(url: str, label: str) -> str:
    """A link that opens in a new tab; the bare label where the address is not a plain http(s) one."""
    if not is_web_address(url):
        return text(label)
    return (
        f'<a class="out" href="{text(url)}" target="_blank" rel="noopener noreferrer">{text(label)}'
        '<span class="unseen"> (opens in a new tab)</span></a>'
    )


def is_web_address(url: str) -> bool:
    """Whether it is a whole http or https address with a host. (`javascript:` and `data:` are not.)"""
    if any(character.isspace() or ord(character) < 32 for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def marked(content: str, marks: Iterable[Mark]) -> str:
    """The text with `<mark>` exactly at the spans. Where spans overlap, each stretch names all its sources."""
    return "".join(
        f'<mark data-n="{" ".join(map(str, numbers))}">{text(piece)}</mark>' if numbers else text(piece)
        for piece, numbers in _stretches(content, tuple(marks))
    )


def _stretches(content: str, marks: tuple[Mark, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    edges = {0, len(content)} | {min(max(at, 0), len(content)) for mark in marks for at in (mark.start, mark.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        yield content[start:end], tuple(sorted({mark.n for mark in marks if mark.start <= start and end <= mark.end}))


def _printable(content: str) -> str:
    # A lone surrogate cannot be sent as UTF-8, and a zero byte ends strings in places.
    return content.encode("utf-8", "replace").decode().replace("\x00", "�")
