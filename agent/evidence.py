"""Hits become evidence: numbered passages cut into the units that may be quoted, within a budget. Pure.

A unit is a whole sentence, or a sentence that opens a list together with the items it opens ("Signs of a stroke are:" says
nothing alone). Of a text that was cut off, as excerpts are, the sentence that lost its end is one too. Every unit is a span
of its passage, so that what is quoted can be checked to the character. Knows nothing of models; what is
like the question is told by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.documents import Hit, Passage, Span

MOST_WORDS = 640  # of evidence: about what the bundled model reads in one pass
MOST_PASSAGES = 8
LONGEST_LIST = 90  # words of a list quoted with its lead
LEAST_CUT_OFF = 8  # words of a sentence that lost its end, from which it is quoted all the same
ALIKE = 0.8  # share of words in common above which a passage repeats an earlier one
_LEANS = re.compile(
    r"^(it|its|they|their|them|this|these|those|such|he|she|his|her|both|others?|also|however|therefore|thus|but|and|or|"
    r"in addition|for example|for instance|instead|then|some of (these|them)|most of (these|them)|another|the former|"
    r"the latter|in this|in these|as a result|because of this|see |click|visit|read more|key points|"
    r"if so|if not|otherwise|still|even so|after that|afterwards?|first,|second,|finally|you should also|you may also)\b"
    r"|\b(these|this|those|such|the following) (symptoms?|signs?|conditions?|diseases?|disorders?|medicines?|drugs?|tests?|"
    r"problems?|risk factors?|treatments?|changes?|cases?|people|women|men|children)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[.!?…][\"'”’)\]*]*$")
_FURNITURE = re.compile(
    r"(these resources from|gene ?reviews|genetic testing registry|human phenotype ontology|orphanet|"
    r"watch (this|the) video|use the (left and right )?arrows|see figure|\(figure\)|\[figure|see table|pdq summar|"
    r"credit:|creative commons|copyright|for more information|to learn more|clinicaltrials\.gov)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What may be quoted: a span of its passage. `leans` says that it points back to a sentence before it."""

    span: Span
    text: str
    leans: bool


@dataclass(frozen=True, slots=True)
class EvidencePassage:
    """One passage of the evidence, the units of it that may be quoted, and how it was found."""

    hit: Hit
    units: tuple[Unit, ...]

    @property
    def heading(self) -> str:
        """What stands over the passage: its title, and the last heading where that says more."""
        passage = self.hit.passage
        last = passage.heading_path[-1] if passage.heading_path else ""
        return passage.title if last in ("", passage.title) else f"{passage.title} — {last}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages an answer may rest on, best first."""

    passages: tuple[EvidencePassage, ...]

    def unit(self, passage: int, unit: int) -> tuple[Passage, Unit]:
        """The passage and the unit at a place, as a picker names it."""
        found = self.passages[passage]
        return found.hit.passage, found.units[unit]


def gather(hits: Sequence[Hit], most_words: int = MOST_WORDS, most_passages: int = MOST_PASSAGES) -> Evidence:
    """The hits in their order without repeats, until `most_words` or `most_passages`; the first is always taken. Where a text
    was cut off and comes again with its end, that takes its place. What is said in the same words under the title of
    something else ("inherited in an autosomal dominant pattern") is no repeat, unless one title is a part of the other."""
    taken: list[EvidencePassage] = []
    seen: list[tuple[frozenset[str], frozenset[str]]] = []
    words = 0
    for hit in hits:
        key = _words(hit.passage.text), _words(hit.passage.title)
        quotable = tuple(units(hit.passage))
        if not quotable:
            continue
        again = next((n for n, other in enumerate(seen) if _alike(key, other)), None)
        if again is not None:
            if _lost_its_end(taken[again]) and not _cut_off(hit.passage, quotable[-1].span):
                taken[again], seen[again] = EvidencePassage(hit, quotable), key
            continue
        size = sum(len(unit.text.split()) for unit in quotable)
        if taken and (words + size > most_words or len(taken) >= most_passages):
            continue
        taken.append(EvidencePassage(hit, quotable))
        seen.append(key)
        words += size
    return Evidence(tuple(taken))


def units(passage: Passage) -> Iterator[Unit]:
    """The quotable units of a passage, in order; scraps of fewer than four words and lists of links are none."""
    spans = list(passage.sentences)
    index = 0
    while index < len(spans):
        end = _list_end(passage.text, spans, index)
        span = Span(spans[index].start, spans[end].end)
        text = span.of(passage.text)
        item, is_list = _is_item(passage.text, spans[index]), end > index
        index = end + 1
        told = is_list or _stands_alone(text) or _cut_off(passage, span)
        if len(text.split()) >= 4 and told and not _FURNITURE.search(text):
            yield Unit(span, text, item or bool(_LEANS.search(text)))


def _stands_alone(text: str) -> bool:
    """Whether a text is a whole sentence that says something: no heading, no lead of a list, no question."""
    return bool(_WHOLE.search(text)) and not text.endswith("?")


def _cut_off(passage: Passage, span: Span) -> bool:
    """Whether a span is the sentence with which a text breaks off that is all there is of its document: one paragraph, from
    its beginning. Within a longer document such a line is a heading, a row of a table, a name."""
    text = span.of(passage.text)
    excerpt = passage.section == 0 and passage.start == 0 and "\n" not in passage.text.strip()
    last = not passage.text[span.end :].strip()
    broken = not _WHOLE.search(text) and not text.endswith(":")
    return excerpt and last and broken and len(text.split()) >= LEAST_CUT_OFF


def _lost_its_end(taken: EvidencePassage) -> bool:
    return _cut_off(taken.hit.passage, taken.units[-1].span)


def _list_end(text: str, spans: Sequence[Span], index: int) -> int:
    """The last span of the list that span `index` opens; `index` itself where it opens none."""
    end = index
    lead = spans[index].of(text)
    followed = end + 1 < len(spans) and _is_item(text, spans[end + 1])
    if _is_item(text, spans[index]) or not (lead.endswith(":") or (followed and not _WHOLE.search(lead))):
        return end
    words = len(spans[index].of(text).split())
    while end + 1 < len(spans) and (_is_item(text, spans[end + 1]) or _goes_on(text, spans, end, index)):
        words += len(spans[end + 1].of(text).split())
        if words > LONGEST_LIST:
            break
        end += 1
    return end


def _is_item(text: str, span: Span) -> bool:
    """Whether a bullet stands before the span on its line."""
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    return bool(line.strip()) and not re.search(r"\w", line)


def _goes_on(text: str, spans: Sequence[Span], end: int, first: int) -> bool:
    """Whether the next span is a further sentence of the same list item."""
    return end > first and "\n" not in text[spans[end].end : spans[end + 1].start]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _alike(a: tuple[frozenset[str], frozenset[str]], b: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Of two (words of the text, words of the title), whether one repeats the other, its title too or a part of it."""
    (text, title), (other, other_title) = a, b
    return len(text & other) >= ALIKE * max(1, min(len(text), len(other))) and (
        title <= other_title or other_title <= title
    )
