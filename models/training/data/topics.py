"""Pages become topics: what can be asked of each, under which heading the answer stands, and which sentences give it.

Three shapes are known. Questions (as in MedQuAD): a heading that asks is asked. Pages: a short title that names something,
with headings of a known kind. Articles: a title that asks or can be made to, answered by the conclusions. What fits none of
them, or gives no whole sentence, is counted with the reason. Topics and parts are those of `models.training.examples`; a
part without a question is text that may stand beside what answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from models.training.data.articles import answering, article_question, claims_in, is_article
from models.training.data.asking import asked_as, heading_kind, kind_named, name_in, names_something
from models.training.data.claims import Claim, claim_of, may_claim
from models.training.data.fitting import content, fits
from models.training.data.pages import Page, Stretch, common_sentences
from models.training.data.phrasing import fitting, is_plural
from models.training.data.quotable import chosen, leans, quotable
from models.training.data.sections import concludes
from models.training.examples import Part, Topic
from models.training.handbook import CONDITION_KINDS, MEDICINE_KINDS, SECTIONS
from models.training.questions import Kind

NO_TITLE = "its title names nothing that can be asked about"
NO_SENTENCE = "no whole sentence in it answers"
NO_CONCLUSION = "an article without conclusions"

_CLAIMING = 20  # sentences of a section for people that are searched for claims
_MEDICINE = re.compile(
    r"\b(?:is|are) (?:an? |the |one of )?(?:[\w-]+ ){0,5}(?:medicines?|medications?|drugs?|antibiotics?|vaccines?|"
    r"inhibitors?|steroids?|(?:pain )?relievers?|supplements?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"disease|disorder|condition|infection|syndrome|cancer|illness|inflammation|injur|damage|problem|attack|failure|"
    r"swelling|allerg|defect|tumou?r|deficiency|blood sugar|blood pressure|(?:occurs|happens) when|irritation|bleeding|"
    r"\bpain|itis\b|\b(?:is|are) (?:an? )?(?:\w+ ){0,3}(?:rash|sore|lump|stone|ulcer|fever|temperature|clot|fracture|burn|"
    r"feeling|depression)",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"\b(?:tests?|scans?|screening|vaccines?|vaccination|surgery|x-rays?|imaging|colonoscopy|mammograms?|measurement|"
    r"eating|activity|care|breastfeeding|count|wellness|health|\w+ing (?!disorder)\w+)$|"
    r"\b(?:preventing|quitting|prevention)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that one sentence of a topic makes: sentence `position` of part `part` of topic `topic`."""

    topic: int
    part: int
    position: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Material:
    """What conversations are made of. `nothing` counts the pages that gave none, by reason."""

    topics: tuple[Topic, ...]
    facts: tuple[Fact, ...]
    nothing: Counter[str]


def material_of(pages: Sequence[Page], on_page: Callable[[int], None] = lambda count: None) -> Material:
    """Topics and facts of the pages."""
    common = common_sentences(pages)
    nothing: Counter[str] = Counter()
    topics: list[Topic] = []
    facts: list[Fact] = []
    for page in pages:
        stretches, why = _asked(page, common)
        parts = tuple(part for found in stretches for part in found)
        stated = list(_facts(page, stretches, len(topics), common))
        topics.append(Topic(page.shown, parts, page.source, page.key))
        facts += stated
        if why and not stated:
            nothing[why] += 1
        on_page(len(topics))
    return Material(tuple(topics), tuple(facts), nothing)


def _asked(page: Page, common: Collection[str]) -> tuple[list[list[Part]], str]:
    """The parts of each stretch of a page, and why nothing can be asked of it ("" where something can)."""
    if any(one.heading.endswith("?") for one in page.stretches):
        parts = [[_asking_part(page, one, common)] for one in page.stretches]
        why = NO_SENTENCE
    elif is_article(page):
        parts = _article_parts(page)
        why = NO_SENTENCE if any(concludes(one.heading) for one in page.stretches) else NO_CONCLUSION
    else:
        parts = [list(_headed_parts(page, one, common)) for one in page.stretches]
        why = NO_SENTENCE if names_something(page.title) else NO_TITLE
    return parts, "" if any(part.question for found in parts for part in found) else why


def _asking_part(page: Page, stretch: Stretch, common: Collection[str]) -> Part:
    """A heading that asks, asked as it stands."""
    if not stretch.heading.endswith("?") or not page.title:
        return _part("", None, stretch, ())
    kind = heading_kind(stretch.heading)
    if kind and kind.name == "information" and content(stretch.heading) - content(page.title) - {"inform"}:
        kind = None  # "What are the stages of X?" only begins like "What is X?"
    question = asked_as(stretch.heading.replace(page.title, name_in(page.title)))
    named = page.title.lower() in question.lower() or bool(content(page.title) & content(question))
    taken = chosen(stretch.lines, partial(fits, kind, page.title), common=common) if named else ()
    return _part(question if taken else "", kind, stretch, taken)


def _headed_parts(page: Page, stretch: Stretch, common: Collection[str]) -> Iterator[Part]:
    """The questions that a heading of a known kind answers; the bare text where it answers none."""
    told = False
    for kind, words in _kinds(page, stretch):
        taken = chosen(stretch.lines, partial(fits, kind, page.title, words=words), common=common)
        if taken and fitting(kind, stretch.lines[taken[0]].text):
            told = True
            question = kind.phrasings[0].format(x=page.title)
            if is_plural(page.title):
                question = question.replace("What is ", "What are ")
            yield _part(question, kind, stretch, taken)
    if not told:
        yield _part("", None, stretch, ())


def _kinds(page: Page, stretch: Stretch) -> list[tuple[Kind, str]]:
    """The kinds of question that a heading may answer for a page of this sort, and words that must then stand there."""
    if not names_something(page.title):
        return []
    if stretch.heading in SECTIONS:
        barred = _barred(page)
        return [(kind_named(name), words) for name, words in SECTIONS[stretch.heading] if name not in barred]
    kind = heading_kind(stretch.heading)
    return [(kind, "")] if kind and (stretch.heading or _is_defined(page.title, stretch)) else []


def _is_defined(title: str, stretch: Stretch) -> bool:
    """Whether a text without a heading begins by saying what its title is: "Gout is a …"."""
    first = next((line.text for line in stretch.lines[:3] if quotable(line)), "")
    name = re.escape(title.lower().removesuffix("s"))
    begins = rf"(?:the |an? )?{name}s?\b[^.;]{{0,80}}?\b(?:is|are|refers? to|means?)\b"
    return len(title.split()) <= 6 and bool(re.match(begins, first, re.IGNORECASE))


def _barred(page: Page) -> frozenset[str]:
    """The kinds of question that cannot be asked of what the page is about: nobody has symptoms of a test."""
    first = next((line.text for one in page.stretches for line in one.lines if quotable(line)), "")
    if _MEDICINE.search(first):
        return CONDITION_KINDS
    if _PROCEDURE.search(page.title) or not (_CONDITION.search(first) or _CONDITION.search(page.title)):
        return CONDITION_KINDS | MEDICINE_KINDS | {"frequency"}
    return MEDICINE_KINDS


def _article_parts(page: Page) -> list[list[Part]]:
    """The conclusions, which answer the title, and the rest of the article, which does not."""
    asked = article_question(page.title) if page.title else ""
    parts: list[list[Part]] = []
    for stretch in page.stretches:
        taken = answering(page, stretch) if asked else ()
        parts.append([_part(asked if taken else "", None, stretch, taken)])
        asked = "" if taken else asked
    return parts


def _part(question: str, kind: Kind | None, stretch: Stretch, taken: Sequence[int]) -> Part:
    sentences = tuple(line.text for line in stretch.lines)
    targets = tuple(1.0 if position in taken else 0.0 for position in range(len(sentences)))
    return Part(question, kind, stretch.heading, sentences, targets)


def _facts(page: Page, parts: Sequence[Sequence[Part]], topic: int, common: Collection[str]) -> Iterator[Fact]:
    """The claims of a page: an article's conclusions, any other page's sentences where they say yes or no."""
    text = page.text[:8000]
    claims = claims_in if is_article(page) or not page.title else _claims_for_people
    number = 0
    seen: set[str] = set()
    for stretch, found in zip(page.stretches, parts, strict=True):
        for position, claim in claims(page, stretch, text):
            line = stretch.lines[position]
            if quotable(line) and line.text not in common and line.text not in seen:
                seen.add(line.text)
                yield Fact(topic, number, position, claim)
        number += len(found)


def _claims_for_people(page: Page, stretch: Stretch, text: str) -> Iterator[tuple[int, Claim]]:
    """Plain yes and no only: "may" on a page for people tells what can happen, not what is in doubt."""
    for position, line in enumerate(stretch.lines[:_CLAIMING]):
        if may_claim(line.text) and quotable(line) and not leans(line.text):
            claim = claim_of(line.text, text)
            if claim is not None and claim.verdict != "maybe":
                yield position, claim
