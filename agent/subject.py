"""Is a passage about what is asked? A last check between search and answer. Pure.

Search always finds something: asked about a disease that the literature lacks, it returns the nearest other one. A passage
that has none of the question's own subject words, nor another word for them, must not answer, unless it is near in meaning:
people have words of their own ("booze", "Q-tips"). Knows words and what the search said, no models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.evidence import Evidence, EvidencePassage
from agent.query_words import GENERIC, GENERIC_AT_FIRST

STEM = 5  # letters by which two forms of a word are taken for one ("depressed", "depression")
NEAR = (
    0.6  # cosine from which a passage is about the same (docs/log.md: no lacking disease of our own suite came so near)
)
SHORT = 6  # a question of up to so many subject words must have half of them in a passage; a longer message two

_MEDICAL = re.compile(
    r"\b(diseases?|syndromes?|disorders?|symptoms?|diagnos\w+|treatments?|medicines?|medications?|vaccin\w+|surgery|"
    r"side effects?|dos(e|es|age)|therap\w+|infections?|cancers?|tumou?rs?|pregnan\w+|pain|doctors?|illness(es)?)\b",
    re.IGNORECASE,
)


def sounds_medical(query: str) -> bool:
    """Whether a question has a word that only questions about health have; that the literature lacks it is another matter."""
    return bool(_MEDICAL.search(query))


def on_subject(query: str, evidence: Evidence, also: Sequence[tuple[str, str]] = ()) -> Evidence:
    """The evidence without passages about something else; all of it where the query has no subject of its own.

    `also` are other words for a term of the query: ("coeliac", "celiac").
    """
    names = [_names(word, also) for word in subject_words(query)]
    if not names:
        return evidence
    needed = (len(names) + 1) // 2 if len(names) <= SHORT else 2
    return Evidence(
        tuple(one for one in evidence.passages if _named(names, one) >= needed or (one.hit.dense_score or 0.0) >= NEAR)
    )


def touching(question: str, evidence: Evidence) -> Evidence:
    """The evidence without passages that have none of two or more subject words of the question.

    For a question that a topic was put into: what is about the topic alone has nothing to say to "can you book me a taxi?".
    """
    names = [(word,) for word in subject_words(question)]
    if len(names) < 2:
        return evidence
    return Evidence(tuple(one for one in evidence.passages if _named(names, one)))


def _names(word: str, also: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """A subject word, and the other words for the terms that have it."""
    others = (other.lower() for term, other in also if re.search(rf"\b{re.escape(word)}", term.lower()))
    return word, *others


def subject_words(query: str) -> frozenset[str]:
    """The stems of the words that name what is asked about; what any question could hold is none."""
    words = re.findall(r"[^\W\d_][\w-]{2,}", query.lower())
    chosen = [word for word in words if word not in GENERIC] or [word for word in words if word not in GENERIC_AT_FIRST]
    return frozenset(word[:STEM] for word in chosen)


def named_subject(query: str, quoted: str) -> str:
    """The query's own subject words, as they stand in it, that the quoted text has too: what a turn was about; or none."""
    there = quoted.lower()
    words = [word for word in re.findall(r"[^\W\d_][\w-]{2,}", query) if word.lower() not in GENERIC]
    kept = [word for word in words if re.search(rf"\b{re.escape(word.lower()[:STEM])}", there)]
    return " ".join(dict.fromkeys(kept)) if len(kept) <= 3 else ""


def _named(names: Sequence[tuple[str, ...]], passage: EvidencePassage) -> int:
    found = passage.hit.passage
    there = " ".join((found.title, *found.heading_path, found.text)).lower()
    return sum(any(re.search(rf"\b{re.escape(name)}", there) for name in one) for one in names)
