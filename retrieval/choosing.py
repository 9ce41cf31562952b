"""Which documents the filters of a search choose, by what an index keeps of them. Pure; knows nothing of where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retrieval.filters import Filters
from retrieval.store import Kind


def kinds_chosen(kinds: Iterable[Kind], filters: Filters) -> Iterator[int]:
    """The kinds of document that fit source, publisher, language and publication type."""
    asked = [
        {value.casefold() for value in values}
        for values in (filters.sources, filters.publishers, filters.languages, filters.publication_types)
    ]
    for kind in kinds:
        held = [(kind.source,), (kind.publisher,), (kind.language,), kind.publication_types]
        if all(not some or some & {value.casefold() for value in own} for some, own in zip(asked, held, strict=True)):
            yield kind.kind


def within(date: str, filters: Filters) -> bool:
    """Whether a date lies in the time asked for, compared as far as both go; no date lies in none."""
    if not filters.since and not filters.until:
        return True
    return bool(date) and _compared(date, filters.since) >= 0 and _compared(date, filters.until) <= 0


def _compared(date: str, bound: str) -> int:
    """Below 0 where the date lies before the bound, above 0 where after."""
    length = min(len(date), len(bound))
    return (date[:length] > bound[:length]) - (date[:length] < bound[:length])
