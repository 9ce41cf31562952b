"""Cuts medical text into sentences: text → spans.

Knows abbreviations, initials, decimals, brackets, quotes and list items as medical prose uses them. Knows nothing of
documents or passages, and changes no character: a sentence is a span of the text it was given. Spans are in order, do
not overlap, begin and end on a non-space character, and cover every such character but bullet markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.documents import Span

LONGEST = 600  # characters; a longer run-on is cut at a semicolon where that leaves two parts that stand alone
SHORTEST_PART = 80


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BULLET = re.compile(r"[ \t]*(?:[-*•‣◦▪·–](?:[ \t]+|$))+")

# Before a name; spelt this way only ("MS" is a disease, "ms" a unit).
TITLES = _words("Dr Drs Mr Mrs Ms Prof St Rev Gen Sen Gov Lt Col Capt Sgt Messrs")
# After these a full stop never ends a sentence.
NEVER_LAST = _words(
    "vs v cf ca e.g i.e eg ie fig figs tab eq ref refs approx resp incl viz sp spp var subsp"
    " ssp ver vol vols pp ed eds nos dept univ assn cat"
)
# After these it does where the next word looks like the first of a sentence.
SOMETIMES_LAST = _words(
    "al inc ltd co corp jr sr bros u.s u.k u.s.a e.u u.n ph.d m.d r.n d.o b.sc m.sc ph m.p.h jan feb mar apr jun"
    " jul aug sep sept oct nov dec no op"
)
# Units and the like: the stop belongs to them only where the sentence plainly goes on.
UNITS = _words(
    "mg mcg g kg ml dl l mg/dl mg/l mg/kg g/dl ng/ml mmol mmol/l cm mm in ft lb lbs oz tsp tbsp min mins hr hrs h"
    " sec wk wks mo mos yr yrs etc a.m p.m q.d b.i.d t.i.d q.i.d p.o i.v i.m s.c"
)
# "hepatitis B." and "vitamin C." end sentences although a single capital usually stands for a name.
LETTERED = _words(
    "vitamin vitamins hepatitis type types group groups factor factors stage class grade phase panel appendix"
    " influenza strain and or category part level interleukin figure table protein subtype hemophilia haemophilia"
    " study arm immunoglobulin botulinum apolipoprotein region zone plan"
)
STARTERS = _words(
    "A According Additionally After All Although Among An And Another Any As At Because Before Both But By Children"
    " Each For From Have He Her How However If In Is It Its Many More Most No None Not Of On One Only Other Our"
    " Patients People She Since So Some Such Than That The Their There Therefore These They This Those Thus To Two"
    " Until Use Using We What When Where Which While Who With Women Men You Your Do Does Are Can Call Ask Take Talk"
    " Participants"
)

_STOP = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++)"  # possessive: a line of dots must not be tried from each of them
    r"(?P<close>[\"'”’»)\]]*+(?:[ ]?\[\^?\d+(?:\s?[,–-]\s?\d+)*\])*)"
    r"(?=\s+(?P<next>[^\s]+))"
)
_WORD_BEFORE = re.compile(r"[^\s(\[{\"“”'‘’—/]*$")
_OPENERS = "([{\"'“‘«¿¡"
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}-?[A-Z0-9]|x-ray", re.ASCII)  # mRNA, pH, eGFR, p53
_PROTEIN = re.compile(r"[a-z]{3,}(?:in|ase)$")  # "lamin A.", "arylsulfatase A."
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,4})$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, as spans of it."""
    return tuple(part for line in _lines(text) for span in _in_line(text, line) for part in _shortened(text, span))


def _lines(text: str) -> Iterator[Span]:
    """Lines without their bullet markers; a line break or a list item always ends a sentence."""
    for match in re.finditer(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", text):
        bullet = BULLET.match(match[0])
        span = _trimmed(text, match.start() + (bullet.end() if bullet else 0), match.end())
        if span.start < span.end:
            yield span


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _in_line(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    brackets = _bracketed(text, line)
    for match in _STOP.finditer(text, line.start, line.end):
        end = match.end()
        if any(start <= b.start < end < b.end for b in brackets):
            continue
        if _ends_sentence(text, start, match):
            yield _trimmed(text, start, end)
            start = end
    if start < line.end:
        yield _trimmed(text, start, line.end)


def _bracketed(text: str, line: Span) -> tuple[Span, ...]:
    """Outermost bracketed stretches of a line that close again and are not themselves too long for one sentence."""
    found: list[Span] = []
    opened: list[int] = []
    for match in re.compile(r"[()\[\]]").finditer(text, line.start, line.end):
        if match[0] in "([":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= LONGEST:
                while found and found[-1].start > start:
                    found.pop()
                found.append(Span(start, match.end()))
    return tuple(found)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop that `match` found, in a sentence begun at `start`, is its last."""
    following = match["next"].lstrip(_OPENERS)
    if not following or not _can_begin(following):
        return False
    if match["stop"] != "." or re.sub(r"\[[^\]]*\]", "", match["close"]).strip():
        return True
    before = text[start : match.start()]
    word = _last_word(before)
    if _ENUMERATOR.fullmatch(before.strip()):
        return False
    return _stop_is_no_abbreviation(before, word, following)


def _last_word(before: str) -> str:
    found = _WORD_BEFORE.search(before)
    return found[0] if found else ""


def _can_begin(word: str) -> bool:
    return (not word[0].islower() and (word[0].isalnum() or word[0] in "-–—•*≥≤<>~±°#$€£&@§†‡")) or bool(
        _INNER_CAPITAL.match(word)
    )


def _stop_is_no_abbreviation(before: str, word: str, following: str) -> bool:
    lowered = word.lower()
    starter = re.split(r"[^\w]", following, maxsplit=1)[0] in STARTERS
    if word in TITLES or (len(word) > 1 and word.isupper() and word.isalpha() and word not in {"NO", "AL"}):
        return word not in TITLES  # an acronym ("MS", "ED", "CF") is a word like any other
    if lowered in NEVER_LAST:
        return word == "V" and starter
    if lowered == "no":  # "No. 5" is a number; "The answer is no." is not
        return not following[0].isdigit()
    if lowered in UNITS:
        return following[0].isupper() and (lowered not in {"a.m", "p.m", "i.v", "i.m"} or starter)
    if lowered in SOMETIMES_LAST or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]{1,2}", word):
        return starter
    if len(word) == 1 and word.isalpha() and word.isupper():
        return _initial_can_end(before, starter, following)
    return True


def _initial_can_end(before: str, starter: bool, following: str) -> bool:
    """Whether it can: "J. Smith" and "E. coli" go on; "…with hepatitis B. People…" ends."""
    words = before[:-1].split()
    if not words:
        return False
    lettered = words[-1].lower().strip("(,;") in LETTERED or bool(_PROTEIN.search(words[-1]))
    acronym = re.match(r"[A-Z]{2,}", following)
    return starter or bool(acronym) or (lettered and following[0].isupper())


def _shortened(text: str, span: Span) -> Iterator[Span]:
    """The span, or its parts where it is a run-on that a semicolon outside brackets cuts in two sensible halves."""
    if span.end - span.start <= LONGEST:
        yield span
        return
    brackets = _bracketed(text, span)
    cuts = [
        match.end()
        for match in re.compile(r";(?=\s)").finditer(text, span.start + SHORTEST_PART, span.end - SHORTEST_PART)
        if not any(b.start < match.start() < b.end for b in brackets)
    ]
    if not cuts:
        yield span
        return
    middle = (span.start + span.end) // 2
    cut = min(cuts, key=lambda position: abs(position - middle))
    yield from _shortened(text, _trimmed(text, span.start, cut))
    yield from _shortened(text, _trimmed(text, cut, span.end))
