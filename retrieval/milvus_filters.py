"""Filters in Milvus's language, over the fields of a passage that are kept there. Pure; knows nothing of pymilvus."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.filters import Filters

TEXT_BYTES = 1024  # of a field, at most


def expression(filters: Filters) -> str:
    """The filters in Milvus's language, over the fields that `push` keeps. Empty where nothing is asked."""
    conditions = [
        _any_of("source", filters.sources),
        _any_of("publisher", filters.publishers),
        _any_of("language", filters.languages),
        f"array_contains_any(publication_types, {_listed(filters.publication_types)})"
        if filters.publication_types
        else "",
        _since(filters.since),
        f'(date != "" and (date <= {_quoted(filters.until)} or date like {_quoted(filters.until + "%")}))'
        if filters.until
        else "",
        "" if filters.retracted else "retracted == false",
    ]
    return " and ".join(condition for condition in conditions if condition)


def _since(date: str) -> str:
    """A shorter date fits where the wanted one begins with it: both are compared as far as both go."""
    if not date:
        return ""
    shorter = tuple(date[:length] for length in (4, 7) if length < len(date))
    return f"(date >= {_quoted(date)} or date in {_listed(shorter)})" if shorter else f"date >= {_quoted(date)}"


def _any_of(field: str, values: Sequence[str]) -> str:
    return f"{field} in {_listed(values)}" if values else ""


def _listed(values: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(folded(value)) for value in values) + "]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def folded(text: str) -> str:
    """As it is kept and compared: without regard to case, and no longer than Milvus was told."""
    return text.casefold().encode()[:TEXT_BYTES].decode(errors="ignore")
