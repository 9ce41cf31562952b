"""The text of MedQuAD's answers, from web pages whose markup was lost: runs of spaces and dashes → paragraphs and items.

Only what is certain is repaired: white space, list items, words glued where a tag was dropped ("options.The"). No word
is changed; dashes and apostrophes that the data set lost ("bodys", "phospholipidsa type of fat") stay lost.
"""

from __future__ import annotations

import re

from retrieval.readers.decoding import clean_characters
from retrieval.readers.prose import item, joined, one_line

_HPO_TABLE = re.compile(
    r"(Signs and Symptoms) (Approximate number of patients \(when available\)) (.*?)(?= The Human Phenotype Ontology|$)",
    re.DOTALL,
)
_HPO_ROW = re.compile(r"\s*(.+?)\s+(\d+(?:\.\d+)?%|-(?=\s|$))")
_BULLET = re.compile(
    r"(?:^|\n|\s{2,})[-•*]\s+"  # "   - item"
    r"|\s[-•]\s{2,}"  # " -  item"
    r"|(?<=[:.?!)])\s[-•]\s+(?=\S)"  # "the following: - item"
    r"|\s{2,}-(?=[a-z])"  # "   -item"
)
_FIRST_BULLET = re.compile(r"\b(include|including|are|as|by|or|to|if|following) - (?=\w)")
_GAP = re.compile(r"[ \t]{3,}|\t+")
_GHR_GAP = re.compile(r"(?<=[.?!)])  (?=[A-Z])")

_GLUED = (
    (re.compile(r"(?<!\S)([A-Za-z(\"'-]*[a-z)]{2}[.?!])\.?(?=[A-Z][a-z]+(?:[\s,.]|$))"), r"\1 "),
    (re.compile(r"(?<=[a-z]{2}),(?=[a-z]{2})"), ", "),
    (re.compile(r"(?<=[a-z]{2});(?=[a-z]{2})"), "; "),
    (re.compile(r"(?<=[a-z]{4})\((?=[A-Za-z][^()]{2,}[- ][^()]*\))"), " ("),
    (re.compile(r"\)(?=(?:for|and|is|are|was|were|has|have|to|of|or|in|on|with|that|which|who|may|can|also|the)\b)"), ") "),
    (re.compile(r"(?<=[a-z])([.)])\)(?=[A-Z][a-z])"), r"\1) "),
    (re.compile(r"\b(the|for|of|in|see|visit|to|and|from|or)(?=[A-Z][a-z]{3,})"), r"\1 "),
    (re.compile(r"(?<=[a-z]{3})\.\.(?=\s|$)"), "."),
    (re.compile(r"(?<=[\w)]) ([.,;])(?=\s|$)"), r"\1"),
    (re.compile(r"\( (?=\w)"), "("),
    (re.compile(r"(?<=\w) \)"), ")"),
    (re.compile(r"(?<=\w) :(?= \w)"), ":"),
)


def answer_text(raw: str, publisher: str = "") -> str:
    """One answer as section text. `publisher` is MedQuAD's short name; one of them parts paragraphs by two spaces."""
    text = _as_items(clean_characters(raw).replace("\xa0", " ").strip())
    if publisher == "GHR":
        text = _GHR_GAP.sub("\n", text)
    text = _BULLET.sub("\n\x00", text)
    if "\x00" in text:
        text = _FIRST_BULLET.sub("\\1\n\x00", text)
    blocks = [_repaired(block) for line in text.split("\n") for block in _parted(line)]
    return joined(blocks)


def _as_items(text: str) -> str:
    """The phenotype table, flattened by the data set into one run-on, as the rows it was."""

    def rows(match: re.Match[str]) -> str:
        listed = (name if value == "-" else f"{name} {value}" for name, value in _HPO_ROW.findall(match[3] + " "))
        return f"{match[1]}: {match[2]}\n" + "".join(f"  - {row}\n" for row in listed)

    return _HPO_TABLE.sub(rows, text)


def _parted(line: str) -> list[str]:
    """The blocks of a line: wide gaps part them, but not within a sentence that plainly goes on."""
    marked = line.startswith("\x00")
    blocks: list[str] = []
    for part in _GAP.split(line.removeprefix("\x00")):
        stripped = part.strip()
        if not stripped:
            continue
        if blocks and _goes_on(blocks[-1], stripped):
            blocks[-1] += " " + stripped
        else:
            blocks.append(item(stripped) if marked and not blocks else stripped)
    return blocks


def _goes_on(before: str, after: str) -> bool:
    return after[0] in ".,;)" or (after[0].islower() and before[-1] not in ".?!:")


def _repaired(block: str) -> str:
    text = one_line(block)
    for pattern, replacement in _GLUED:
        text = pattern.sub(replacement, text)
    return text
