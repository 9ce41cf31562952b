"""A document's text under the labels it really has: question lines and the labels of an abstract become headings.

An abstract may come as one paragraph ("OBJECTIVE: … RESULTS: … CONCLUSIONS: …"), and a question with its answer as one
text. Knows nothing of questions to be asked, or of passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.training.data.prose import normalised
from models.training.documents import TrainingDocument, TrainingSection

_LABEL = (
    r"(?:introduction|background(?: and (?:aims?|purpose|objectives?))?|context|rationale|importance|purpose|"
    r"(?:study )?(?:objectives?|aims?)|aims? and objectives?|hypothesis|(?:study |trial )?design(?: and (?:methods?|"
    r"setting))?|"
    r"setting|(?:patients?|subjects?|participants?|materials?|methods?|design)(?:(?:,| and|/)\s?(?:materials?|methods?|"
    r"patients?|subjects?|results?|findings|design|setting|participants?))*|methodology|data sources?|data collection"
    r"(?: and analysis)?|study selection|selection criteria|search (?:strategy|methods)|data extraction|data synthesis|"
    r"(?:main )?outcome measures?|main outcomes?(?: and measures?)?|measurements?(?: and (?:main )?results)?|"
    r"interventions?|(?:main |key |principal )?(?:results?|findings)(?: and (?:conclusions?|discussion|limitations))?|"
    r"discussion|limitations?|(?:authors'? ?|reviewers'? )?conclusions?(?:(?: and|/)\s?[a-z]+)?|interpretation|"
    r"significance|summary|(?:clinical |public health )?(?:implications?|relevance|significance)(?: for (?:practice|"
    r"research))?|"
    r"trial registration(?: number)?|funding|keywords?)"
)
_INLINE = re.compile(rf"(?:^|(?<=[.!?)\]]\s))({_LABEL})\s?:\s+", re.IGNORECASE)
_ALONE = re.compile(r"^([A-Z][A-Z/&,' ()-]*(?:\.[A-Z][A-Z/&,' ()-]*)*):[ ]*", re.MULTILINE)
_CONCLUSION = re.compile(
    r"^(?:authors'? ?|reviewers'? |main )?(?:conclusions?\b.*|interpretation|results? and conclusions?|summary and .*|"
    r"key message.*|bottom line)$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^(?:Summary\s?:\s|Key Points\n)")
_RESEARCH = re.compile(
    r"^(?:abstract|(?:materials?|patients?|subjects?) and methods?|methods?\b.*|(?:study|trial) (?:design|population|"
    r"setting)|"
    r"design and methods|randomi[sz]ation|statistical analys[ei]s|(?:primary |main |secondary )?outcome measures?|"
    r"objectives?|"
    r"sample size.*|participants|data (?:collection|extraction|synthesis).*)$",
    re.IGNORECASE,
)
_FINDING = re.compile(r"\b(?:results?|findings?|data synthesis)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:trial registration|registration number|funding|keywords?|electronic supplementary|competing|acknowledg|"
    r"editorial comment|references|bibliography|copyright|author contributions|abbreviations)",
    re.IGNORECASE,
)


def sections_of(document: TrainingDocument) -> tuple[TrainingSection, ...]:
    """The sections, normalised and cut at their inner labels, without a repeated title and without what is aside."""
    found = [part for section in document.sections for part in _cut(section, document.title)]
    return tuple(part for part in found if part.text and not _ASIDE.search(part.heading))


def concludes(heading: str) -> bool:
    """Whether a heading stands over conclusions."""
    return bool(_CONCLUSION.match(heading))


def finds(heading: str) -> bool:
    """Whether a heading stands over results."""
    return bool(_FINDING.search(heading))


def reports_research(heading: str) -> bool:
    """Whether a heading is one that only articles of research have."""
    return concludes(heading) or finds(heading) or bool(_RESEARCH.match(heading))


def _cut(section: TrainingSection, title: str) -> Iterator[TrainingSection]:
    text = _LABELLED.sub("", _without_title(normalised(section.text), normalised(title)))
    heading = " ".join(section.heading.split())
    first, _, rest = text.partition("\n")
    if len(_ALONE.findall(text)) >= 2:
        yield from _parted(heading, text, _ALONE)
    elif _is_structured(text):
        yield from _parted(heading, text, _INLINE)
    elif not heading.endswith("?") and rest.strip() and _is_question(first):
        yield TrainingSection(first, rest.strip())
    else:
        yield TrainingSection(heading, text)


def _without_title(text: str, title: str) -> str:
    """The text without a first line that only repeats the title; a sentence that begins with it stays whole."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if rest and first.strip("[]. ") == title.strip("[]. ") else text


def _is_question(line: str) -> bool:
    return line.endswith("?") and line[:1].isupper() and 2 < len(line.split()) <= 30


def _is_structured(text: str) -> bool:
    labels = [match[1] for match in _INLINE.finditer(text)]
    return len(labels) >= 2 and any(concludes(label) or finds(label) for label in labels)


def _parted(heading: str, text: str, label: re.Pattern[str]) -> Iterator[TrainingSection]:
    matches = list(label.finditer(text))
    before = text[: matches[0].start()].strip()
    if before:
        yield TrainingSection(heading, before)
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        name = match[1].rpartition(".")[2].strip()
        if name.upper() != "TITLE":
            yield TrainingSection(name[:1].upper() + name[1:].lower(), text[match.end() : end].strip())
