"""Readable text out of the pieces that readers find: blocks → section text.

A section's paragraphs are separated by a blank line; a list item stands on its own line, after "- ", right under the
paragraph that introduces it. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

ITEM = "- "

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()abcdeni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉⁿⁱ")
_RAISED = re.compile(r"[0-9+\-−–=()]+|[a-eni]")


def one_line(text: str) -> str:
    """The text with every run of white space, no-break spaces included, as one space."""
    return " ".join(text.split())


def item(text: str) -> str:
    """A block that is an item of a list."""
    return ITEM + one_line(text)


def joined(blocks: Iterable[str]) -> str:
    """One section's text from its blocks; empty ones are left out."""
    text = ""
    for block in blocks:
        if block.strip(" -"):
            text += ("" if not text else "\n" if block.startswith(ITEM) else "\n\n") + block
    return text


def superscript(text: str) -> str:
    """Raised text as Unicode spells it, so that 10 to the fifth never reads as 105. Words ("1st") stay as they are."""
    stripped = text.strip()
    raised = stripped.translate(_SUPERSCRIPTS) if _RAISED.fullmatch(stripped) else stripped
    return text.replace(stripped, raised, 1) if stripped else text


def paragraphs_of_plain(text: str) -> str:
    """Plain text as section text: blank lines part paragraphs; lines that were only wrapped are joined again."""
    blocks: list[str] = []
    for part in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        blocks += _unwrapped(lines)
    return joined(blocks)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines as blocks. A line goes on in the next where that begins with a small letter and this one has no end."""
    blocks: list[list[str]] = []  # of lines: to join each as it comes would take time that grows with their square
    for line in lines:
        marked = re.match(r"(?:[-*•‣◦▪·]\s+)(?=\S)", line)
        if marked:
            blocks.append([item(line[marked.end() :])])
        elif blocks and line[0].islower() and blocks[-1][-1][-1] not in ".!?:;":
            blocks[-1].append(one_line(line))
        else:
            blocks.append([one_line(line)])
    return [" ".join(block) for block in blocks]
