"""MedQuAD's answers are web pages whose markup was lost: runs of spaces and dashes → paragraphs and items.

Only what is certain is repaired: white space, list items, words glued where a tag was dropped ("options.The"),
apostrophes of words that are none without ("doesnt"), dashes whose loss glued two words, where the same answer shows
them to be two ("urologista doctor"). No word is changed; what is not certain ("bodys", "bladderto") stays as it came.
"""

from __future__ import annotations

import re
from collections import Counter

from retrieval.readers.decoding import clean_characters
from retrieval.readers.prose import item, joined, one_line

_HPO_TABLE = re.compile(
    r"(Signs and Symptoms) (Approximate number of patients \(when available\)) "
    r"(.*?)(?= The Human Phenotype Ontology|$)",
    re.DOTALL,
)
_HPO_VALUE = re.compile(r"\s(\d+(?:\.\d+)?%|-)(?=\s)")
_BULLET = re.compile(
    r"(?:^|\n|(?<!\s)\s{2,}+)[-•*]\s+"  # "   - item"
    r"|\s[-•]\s{2,}"  # " -  item"
    r"|(?<=[:.?!)])\s[-•]\s+(?=\S)"  # "the following: - item"
    r"|(?<!\s)\s{2,}+-(?=[a-z])"  # "   -item"
)
_FIRST_BULLET = re.compile(r"\b(include|including|are|as|by|or|to|if|following) - (?=\w)")
_GAP = re.compile(r"[ \t]{3,}|\t+")
_GHR_GAP = re.compile(r"(?<=[.?!)])  (?=[A-Z])")

# Each begins with the sign itself and looks back after it: so the search jumps from sign to sign.
_GLUED = (
    (re.compile(r"(?<!\S)([A-Za-z(\"'-]*[a-z)]{2}[.?!])\.?(?=[A-Z][a-z]+(?:[\s,.]|$))"), r"\1 "),
    (re.compile(r",(?<=[a-z]{2},)(?=[a-z]{2})"), ", "),
    (re.compile(r";(?<=[a-z]{2};)(?=[a-z]{2})"), "; "),
    (re.compile(r"\((?<=[a-z]{4}\()(?=[A-Za-z][^()\n]{2,300}[- ][^()\n]{0,300}\))"), " ("),
    (re.compile(r"\)(?=(?:for|and|is|are|was|were|has|have|to|of|or|in|on|with|that|which|may|can)\b)"), ") "),
    (re.compile(r"([.)])\)(?<=[a-z][.)]\))(?=[A-Z][a-z])"), r"\1) "),
    (re.compile(r"\b(the|for|of|in|see|visit|to|and|from|or)(?=[A-Z][a-z]{3,})"), r"\1 "),
    (re.compile(r"\.\.(?<=[a-z]{3}\.\.)(?=\s|$)"), "."),
    (re.compile(r" ([.,;])(?<=[\w)] [.,;])(?=\s|$)"), r"\1"),
    (re.compile(r"\( (?=\w)"), "("),
    (re.compile(r" \)(?<=\w \))"), ")"),
    (re.compile(r" :(?<=\w :)(?= \w)"), ":"),
)

_WITH_APOSTROPHE = """
don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't wouldn't shouldn't won't can't
you're you've you'll they're they've Don't Doesn't Isn't Aren't You're You've They're
Crohn's Alzheimer's Parkinson's Huntington's Hodgkin's Raynaud's Cushing's Hashimoto's Wilson's
"""
_APOSTROPHES = {word.replace("'", ""): word for word in _WITH_APOSTROPHE.split()}
_NO_APOSTROPHE = re.compile(rf"\b(?:{'|'.join(_APOSTROPHES)})\b")
_GLUED_BY_DASH = re.compile(
    r"\b([a-z]{5,})(a|an|the|which|such|also(?= called| known)|called|including|usually)(?= [a-z])"
)


def answer_text(raw: str, publisher: str = "") -> str:
    """One answer as section text. `publisher` is MedQuAD's short name; one of them parts paragraphs by two spaces."""
    text = _as_items(clean_characters(raw).replace("\xa0", " ").strip())
    if publisher == "GHR":
        text = _GHR_GAP.sub("\n", text)
    text = _BULLET.sub("\n\x00", text)
    if "\x00" in text:
        text = _FIRST_BULLET.sub("\\1\n\x00", text)
    return _repaired(joined(one_line(block) for line in text.split("\n") for block in _parted(line)))


def _as_items(text: str) -> str:
    """The phenotype table, flattened by the data set into one run-on, as the rows it was."""

    def rows(match: re.Match[str]) -> str:
        parts = _HPO_VALUE.split(match[3] + " ")  # a name, its value, a name, its value, …, what is left
        named = zip(parts[::2], parts[1::2], strict=False)
        listed = [*(name if value == "-" else f"{name} {value}" for name, value in named), parts[-1]]
        return f"{match[1]}: {match[2]}\n" + "".join(f"  - {row.strip()}\n" for row in listed if row.strip())

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


def _repaired(text: str) -> str:
    for pattern, replacement in _GLUED:
        text = pattern.sub(replacement, text)
    text = _NO_APOSTROPHE.sub(lambda match: _APOSTROPHES[match[0]], text)
    return _with_dashes(text)


def _with_dashes(text: str) -> str:
    """Puts a lost dash back between two words ("urologista doctor"), where the same answer uses the first one alone and

    the glued one nowhere else.
    """
    if not _GLUED_BY_DASH.search(text):
        return text
    words = Counter(re.findall(r"[a-z]+", text))

    def parted(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        return f"{first}—{second}" if words[first] and words[first + second] == 1 else match[0]

    return _GLUED_BY_DASH.sub(parted, text)
