"""Text made plain: one space between words, whole lines, list items on lines of their own, no bibliography marks.

Knows nothing of documents. Passages and answers are both cut from what comes out here, so an answer stands in its
passage to the letter.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# "Call if you have: - fever. - a stiff neck." came from a list; a dash between words of one sentence did not.
_INLINE_BULLET = re.compile(r"(?<=[.:;?!])[ \t]+[-•‣▪·][ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*(?:[-*•‣◦▪·–][ \t]+)+")
# "[3, 7-9]" after a word: the literature's own references, which would read as Osler's markers.
_REFERENCE = re.compile(r"(?<=[\w.,;%)])[ ]?\[\^?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\](?=[\s.,;:)]|$)")
_WRAPPED = 45  # characters from which a line without a stop may have been cut by its margin


def normalised(text: str) -> str:
    """The text with paragraphs apart by one blank line and list items as lines that begin with "- "."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _CONTROL.sub(" ", text)
    text = _INLINE_BULLET.sub("\n- ", text)
    return "\n\n".join(block for raw in re.split(r"\n[^\S\n]*\n", text) if (block := _block(raw)))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, normalised."""
    plain = normalised(text)
    return tuple(plain.split("\n\n")) if plain else ()


def lines(text: str) -> tuple[tuple[str, bool], ...]:
    """The lines of a normalised text without their bullets, each with whether it was a list item."""
    found = ((line.removeprefix("- "), line.startswith("- ")) for line in text.split("\n"))
    return tuple((line, item) for line, item in found if line)


def words(text: str) -> list[str]:
    """Words and numbers in lower case."""
    return re.findall(r"\w+", text.lower())


def _block(raw: str) -> str:
    joined: list[str] = []
    for line in raw.split("\n"):
        plain = _line(line)
        if joined and plain and _goes_on(joined[-1], plain):
            joined[-1] = f"{joined[-1]} {plain}"
        elif plain:
            joined.append(plain)
    return "\n".join(joined)


def _line(line: str) -> str:
    bullet = _BULLET.match(line)
    text = " ".join(line[bullet.end() if bullet else 0 :].split())
    text = _REFERENCE.sub("", text)
    return f"- {text}" if bullet and text else text


def _goes_on(line: str, following: str) -> bool:
    """Whether the second line is the rest of the first one's sentence."""
    if following.startswith("- ") or line[-1] in ".!?:;":
        return False
    return following[0].islower() or len(line) >= _WRAPPED
