"""Cuts a document into passages: whole sentences of one section, about `target_words` each.

Knows sections, paragraphs and sentences. Knows nothing of files, tokens, vectors or indexes. The cut points of a
section are those of least total cost: near the target length, at paragraph ends, not right after a line that only
introduces what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.documents import Document, Passage, Section, SourcePage, Span
from retrieval.sentences import BULLET, split_sentences

TINY_WORDS = 25
_TINY_COST = 100.0  # more than any length can cost: a tiny passage stands only where it fits no neighbour
_INSIDE_PARAGRAPH = 0.25
_AFTER_INTRODUCTION = 1.0


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    words: int
    paragraph: int
    cut_cost: float  # what it costs to end a passage after this sentence


def passages(document: Document, target_words: int = 110, max_words: int = 170) -> tuple[Passage, ...]:
    """The passages of a document, numbered through its sections. One sentence longer than `max_words` stays whole."""
    if not 0 < target_words <= max_words:
        raise ValueError("target_words must be positive and at most max_words")
    found: list[Passage] = []
    for index, section in enumerate(document.sections):
        sentences = _sentences(section.text)
        for first, last in _cut(sentences, target_words, max_words):
            found.append(_passage(document, index, sentences[first:last], len(found)))
    return tuple(found)


def _sentences(text: str) -> tuple[_Sentence, ...]:
    starts = _paragraph_starts(text)
    spans = split_sentences(text)
    paragraphs: list[int] = []
    paragraph = 0
    for span in spans:
        while paragraph + 1 < len(starts) and starts[paragraph + 1] <= span.start:
            paragraph += 1
        paragraphs.append(paragraph)
    listed = [_with_bullet(text, span.start) < span.start for span in spans]
    found: list[_Sentence] = []
    for n, (span, own, item) in enumerate(zip(spans, paragraphs, listed, strict=True)):
        words = span.of(text).split()
        last = n + 1 == len(spans)
        cost = _cut_cost(words, last or paragraphs[n + 1] != own, item, not last and listed[n + 1])
        told = text[spans[n - 1].end if n else 0 : span.end].split()  # bullets count as words, as `split` has them
        found.append(_Sentence(span, len(told), own, cost))
    return tuple(found)


def _paragraph_starts(text: str) -> tuple[int, ...]:
    """Where paragraphs begin: one for each part of `text.split("\\n\\n")`."""
    return (0, *(match.end() for match in re.finditer(r"\n\n", text)))


def _cut_cost(words: Sequence[str], ends_paragraph: bool, is_item: bool, next_is_item: bool) -> float:
    """What a cut after a sentence costs: little within a paragraph, much after what only introduces the next."""
    heading = len(words) <= 8 and words[-1][-1].isalnum() if ends_paragraph else len(words) <= 2
    introduces = words[-1].endswith(":") or (next_is_item and not is_item) or (heading and not is_item)
    return (_AFTER_INTRODUCTION if introduces else 0.0) + (0.0 if ends_paragraph else _INSIDE_PARAGRAPH)


def _cut(sentences: Sequence[_Sentence], target: int, longest: int) -> tuple[tuple[int, int], ...]:
    """Index ranges of least total cost, by dynamic programming over where the last passage begins."""
    best = [0.0]
    begins = [0]
    for end in range(1, len(sentences) + 1):
        least, begin, words = float("inf"), end - 1, 0
        for start in range(end - 1, -1, -1):
            words += sentences[start].words
            if words > longest and start < end - 1:
                break
            cost = best[start] + _length_cost(words, target) + sentences[end - 1].cut_cost
            if cost < least:
                least, begin = cost, start
        best.append(least)
        begins.append(begin)
    return _ranges(begins)


def _ranges(begins: Sequence[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    end = len(begins) - 1
    while end > 0:
        ranges.append((begins[end], end))
        end = begins[end]
    return tuple(reversed(ranges))


def _length_cost(words: int, target: int) -> float:
    return ((words - target) / target) ** 2 + (_TINY_COST if words < TINY_WORDS else 0.0)


def _passage(document: Document, index: int, sentences: Sequence[_Sentence], number: int) -> Passage:
    section = document.sections[index]
    start = _with_bullet(section.text, sentences[0].span.start)
    return Passage(
        passage_id=f"{document.doc_id}#{number}",
        doc_id=document.doc_id,
        title=document.title,
        heading_path=section.heading_path,
        text=section.text[start : sentences[-1].span.end],
        sentences=tuple(Span(s.span.start - start, s.span.end - start) for s in sentences),
        section=index,
        start=start,
        source=document.source,
        url=document.url,
        publisher=document.publisher,
        date=document.date,
        notice=document.notice,
        sources=_sources(document, section, {s.paragraph for s in sentences}),
        licence=document.licence,
        language=document.language,
        publication_types=document.publication_types,
        retraction=document.retraction,
        updated_by=document.updated_by,
    )


def _with_bullet(text: str, start: int) -> int:
    """Where the line's bullet marker begins, so that a passage of list items reads as a list; else `start`."""
    line = max(text.rfind(mark, 0, start) for mark in "\n\r") + 1
    bullet = BULLET.match(text, line)
    return line + len(text[line:start]) - len(text[line:start].lstrip()) if bullet and bullet.end() == start else start


def _sources(document: Document, section: Section, paragraphs: set[int]) -> tuple[SourcePage, ...]:
    named = {n for p in paragraphs if p < len(section.paragraph_sources) for n in section.paragraph_sources[p]}
    return tuple(page for n, page in enumerate(document.sources) if n in named)
