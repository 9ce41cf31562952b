"""Picked units become sentences with citations, and what does not hold is removed and counted. Pure.

A source is a quoted span: two sentences from one passage are two sources, so that each number opens exactly the words it
stands for. Knows nothing of how units were picked.
"""

from __future__ import annotations

from agent.answer import Reference, Sentence, Source
from agent.evidence import Unit
from retrieval.documents import Passage


def source_of(n: int, passage: Passage, unit: Unit) -> Source:
    """Source [n]: the passage, and the span of it that is quoted."""
    last = passage.heading_path[-1] if passage.heading_path else ""
    return Source(
        n=n,
        passage_id=passage.passage_id,
        doc_id=passage.doc_id,
        title=passage.title,
        publisher=passage.publisher,
        url=passage.url,
        passage=passage.text,
        start=unit.span.start,
        end=unit.span.end,
        heading="" if last == passage.title else last,
        notice=_notice(passage),
        sources=tuple(Reference(page.publisher, page.title, page.url) for page in passage.sources),
    )


def _notice(passage: Passage) -> str:
    """What must be said wherever the passage is cited: that it was withdrawn, that there is a newer one, its notice."""
    newer = f"There is a newer version or an update: {'; '.join(passage.updated_by)}." if passage.updated_by else ""
    return " ".join(part for part in (passage.retraction, newer, passage.notice) if part)


def quote_of(n: int, unit: Unit) -> Sentence:
    """The sentence that quotes source [n]."""
    return Sentence(unit.text, "quote", (n,))


def checked(
    sentences: tuple[Sentence, ...], sources: tuple[Source, ...]
) -> tuple[tuple[Sentence, ...], tuple[Source, ...], int]:
    """What can be shown: every citation resolves, every quote is verbatim, only cited sources remain; and how many fell.

    An invented citation is removed and counted; a sentence that is left without any is removed too.
    """
    by_number = {source.n: source for source in sources}
    kept: list[Sentence] = []
    removed = 0
    for sentence in sentences:
        good = tuple(n for n in sentence.citations if n in by_number and _holds(sentence, by_number[n]))
        removed += len(sentence.citations) - len(good)
        if good:
            kept.append(Sentence(sentence.text, sentence.kind, good))
        elif not sentence.citations:
            removed += 1
    cited = {n for sentence in kept for n in sentence.citations}
    return tuple(kept), tuple(source for source in sources if source.n in cited), removed


def _holds(sentence: Sentence, source: Source) -> bool:
    return sentence.kind == "written" or source.quoted == sentence.text
