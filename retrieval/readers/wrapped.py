"""Lines as they were set on a page → running text: wrapped lines joined, words that a line end cut in two made whole.

Whether a hyphen at a line end belongs to the word is told by the rest of the same document where that uses the word, and
by what such hyphens mostly are where it does not. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from retrieval.readers.prose import one_line

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_CUT = re.compile(r"(?P<left>[\w'’/-]*\w)[-‐]$")
_LONGEST_WORD = 60  # a cut word is looked for in so many characters, as a line may be any length
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SOFT = re.compile("[\u00ad\ufffe]\\s*\\n\\s*")
# These keep their hyphen before most words: "self-care", "low-dose", "X-ray".
_KEEP = frozenset(
    {
        "self", "non", "well", "long", "short", "low", "high", "half", "cross", "all", "ex", "full", "part", "mid",
        "post", "anti", "ill", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first",
        "second", "third", "double", "single", "follow", "check", "evidence",
    }
)  # fmt: skip
# These are the first halves of whole words although they are words: "understand", "without", "cannot".
_WHOLE = frozenset(
    {
        "under", "over", "out", "up", "down", "with", "any", "some", "every", "there", "where", "can", "may", "in",
        "on", "to", "a", "for", "be", "an", "as", "at", "by", "no", "so", "or", "inter", "intra", "pre", "re", "de",
        "un", "dis", "mis", "sub", "super", "trans", "hyper", "hypo", "micro", "macro", "auto", "bio", "cardio",
        "neuro", "fore",
    }
)  # fmt: skip


def without_soft_hyphens(text: str) -> str:
    """The text with the words whole that a soft hyphen cuts at a line end."""
    return _SOFT.sub("", text).replace("\u00ad", "")


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document in small letters, but for the halves that line ends cut."""
    found: set[str] = set()
    cut = False
    for line in lines:
        half = _cut_word(line.rstrip())
        whole = line.rstrip()[: -len(half) - 1] if half else line
        if cut:
            whole = _FIRST_WORD.sub("", whole, count=1)
        found.update(word.lower() for word in _WORD.findall(whole))
        cut = bool(half)
    return frozenset(found)


def _cut_word(line: str) -> str:
    """The first half of the word that the line's end cuts; empty where it cuts none."""
    cut = _CUT.search(line[-_LONGEST_WORD:]) if line.endswith(("-", "‐")) else None
    return cut["left"] if cut else ""


def joined_lines(lines: Sequence[str], words: frozenset[str]) -> str:
    """The lines as one, with the hyphens that only a line end brought left out; `words` are the document's own."""
    pieces: list[str] = []
    for line in lines:
        text = one_line(line)
        if not text:
            continue
        half = _cut_word(pieces[-1]) if pieces else ""
        if half and _drops_hyphen(half, text, words):
            pieces[-1] = pieces[-1][:-1]
        elif pieces and not (half and _goes_on(text)):
            pieces.append(" ")
        pieces.append(text)
    return "".join(pieces)


def _goes_on(after: str) -> bool:
    """Whether a line goes on with the word that the one before ended on: not so in "pre- and postnatal"."""
    first = _FIRST_WORD.match(after)
    return after[0].isalnum() and (first is None or first[0] not in {"and", "or", "to"})


def _drops_hyphen(left: str, after: str, words: frozenset[str]) -> bool:
    """Whether the hyphen that stands after `left` is there for the line's end only: not so in "COVID-19", "anti-TNF"."""
    right = _FIRST_WORD.match(after)
    if right is None or not after[0].islower() or not _goes_on(after):
        return False
    return not _keeps_hyphen(left.lower(), right[0].lower(), words)


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    own = re.split(r"[-‐/]", left)[-1]
    if f"{own}-{right}" in words or f"{left}-{right}" in words:
        return True
    if own + right in words:
        return False
    if own != left or own in _KEEP or len(own) == 1 or any(c.isdigit() for c in own):
        return True
    return own not in _WHOLE and len(right) > 2 and own in words and right in words


def likely_width(lines: Sequence[str]) -> int:
    """The width at which the text was wrapped by hand or by a program; 0 where it was not."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths:
        return 0
    width = lengths[(len(lengths) * 19) // 20]
    return width if 40 <= width <= 120 else 0


def was_wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line ended only because the next word did not fit any more."""
    first = following.split(maxsplit=1)
    return bool(width and first) and len(line.rstrip()) + 1 + len(first[0]) > width
