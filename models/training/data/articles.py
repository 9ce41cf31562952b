"""Articles: the title asks, the conclusions answer, and a plain claim of the conclusions decides yes, no or maybe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.training.data.asking import first_low, is_cut_off, main_title, title_question
from models.training.data.claims import Claim, claim_of
from models.training.data.fitting import content
from models.training.data.pages import Page, Stretch
from models.training.data.quotable import Line, chosen, leans
from models.training.data.sections import concludes, finds, reports_research

_AT_THE_END = 3  # sentences of an abstract without labels among which its conclusions are looked for
_STUDY_LEAD = re.compile(
    r"^(?:these|this|our|the (?:present|current)|in this|it (?:is|was)) (?:(?:\w+ ){0,3}(?:results?|findings?|data|"
    r"stud(?:y|ies)|trial|review|evidence|analysis|meta-analysis)|concluded)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"^(?:in (?:conclusion|summary)|to conclude|conclusions?\b|we conclude|(?:it is|it was) concluded|"
    r"(?:these|our|the present|the) (?:results|findings|data|study|observations) (?:\w+ ){0,2}(?:suggest|indicate|show|"
    r"demonstrate|support|confirm|provide))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:case|reports?|letter|comments?|editorial|protocol|reply|response|review|update|perspectives?|introduction|"
    r"study|trial|survey|evaluat\w+|analysis|analyses|investigat\w+|assess\w+|development|validation|experience|overview|"
    r"guidelines?|implications?|challenges?|lessons|towards?|using|preliminary|pilot|randomi\w+|new|novel|recent|is|are|"
    r"can|does|do|should|will|may|not|how|what|why|when|comparison|comparative|its|their|part|rationale|versus|vs|in vitro|"
    r"(?:provid|improv|reduc|increas|decreas|enhanc|prevent|caus|induc|inhibit|promot|predict|attenuat|alter|regulat|lower|"
    r"suppress|stimulat|protect|modulat|mediat|contribut|remain|alleviat|facilitat|associat)(?:e|es|s|ed))\b|ed\b|"
    r"[?!,;]|\d{4}|^(?:no|lack|absence|failure) ",
    re.IGNORECASE,
)


def is_article(page: Page) -> bool:
    """Whether a page is an article: it has headings of research, or a title as only articles have."""
    return (
        any(reports_research(one.heading) for one in page.stretches)
        or len(page.title.split()) > 9
        or bool(title_question(page.title))
    )


def article_question(title: str) -> str:
    """The question of an article's title; of a title that only names something, what is known about it; "" else."""
    asked = title_question(title)
    main = main_title(title)
    if asked or not 3 <= len(main.split()) <= 14 or _NO_NAME.search(main) or is_cut_off(main) or claim_of(main):
        return asked
    return f"What is known about {first_low(re.sub(r'^(?:The|An?) ', '', main))}?"


def concluding(page: Page, stretch: Stretch) -> frozenset[int]:
    """The positions of the sentences that conclude: all under such a heading, else those at the end that say they do."""
    count = len(stretch.lines)
    if concludes(stretch.heading):
        return frozenset(range(count))
    if len(page.stretches) > 3 or finds(stretch.heading) or count <= _AT_THE_END:
        return frozenset()
    return frozenset(n for n in range(count - _AT_THE_END, count) if _CUE.match(stretch.lines[n].text))


def answering(page: Page, stretch: Stretch) -> tuple[int, ...]:
    """The positions of the concluding sentences that answer the title: one or two."""
    positions, wanted = concluding(page, stretch), content(page.title)
    if not positions:
        return ()
    # What does not conclude is passed over as a list item is.
    lines = [line if n in positions else Line(line.text, item=True) for n, line in enumerate(stretch.lines)]
    return chosen(lines, lambda text: _answers(wanted, text), stands=stands, most=2)


def stands(text: str) -> bool:
    """Whether a conclusion can be understood alone; "These results show …" can, beside the title."""
    return not leans(text) or bool(_STUDY_LEAD.match(text))


def claims_in(page: Page, stretch: Stretch, text: str) -> Iterator[tuple[int, Claim]]:
    """The claims of the conclusions, or of the end of an abstract without labels, with the positions of their sentences."""
    for position in sorted(concluding(page, stretch)) or _end(page, stretch):
        if stands(stretch.lines[position].text):
            claim = claim_of(stretch.lines[position].text, text)
            if claim is not None:
                yield position, _asked_by_title(claim, page.title)


def _answers(wanted: frozenset[str], text: str) -> bool:
    shared = len(wanted & content(text))
    return shared >= 2 and shared >= 0.34 * len(wanted)


def _end(page: Page, stretch: Stretch) -> range:
    count = len(stretch.lines)
    alone = len(page.stretches) == 1 and _AT_THE_END < count <= 40 and not stretch.heading
    return range(count - _AT_THE_END, count) if alone else range(0)


def _asked_by_title(claim: Claim, title: str) -> Claim:
    """The claim with its title's question, where the title asks or claims the same."""
    asked, told = title_question(title), claim_of(main_title(title))
    if told is not None and told.verdict == claim.verdict and told.verb == claim.verb:
        question, contrary = told.question, told.contrary
    elif re.match(r"(?:Do|Does|Did|Is|Are|Can|Could|Will)\b", asked) and claim.verb.split()[0] in asked.split():
        question, contrary = asked, ""
    else:
        return claim
    ours, theirs = content(f"{claim.subject} {claim.object}"), content(question)
    same = len(ours & theirs) >= 0.6 * min(len(ours), len(theirs))
    return replace(claim, question=question, contrary=contrary) if same else claim
