"""Searches of the databases of the National Center for Biotechnology Information, by their E-utilities.

A search gives ids, and the records of those ids come in pages of XML. Knows the replies of E-utilities and their faults,
and how often they may be asked. Knows nothing of what the records hold.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from retrieval.errors import DownloadFailed, NothingToRead
from retrieval.sources.catalogue import ENTREZ, MIB, EntrezSearch
from retrieval.sources.web import Hiccup, OnPause, Web

LARGEST_REPLY = 512 * MIB
_PARTS = {"pubmed": ("PubmedArticleSet", r"<Pubmed(?:Book)?Article[ >]"), "pmc": ("pmc-articleset", r"<article[ >]")}
_NAMES = {"pubmed": "PubMed", "pmc": "PubMed Central"}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as NCBI wishes to know it. The key, from an NCBI account, allows ten requests a second, not three."""

    email: str = ""
    api_key: str = ""

    def form(self) -> dict[str, str]:
        given = {"tool": "osler", "email": self.email, "api_key": self.api_key}
        return {name: value for name, value in given.items() if value}

    @property
    def seconds_apart(self) -> float:
        return 0.11 if self.api_key else 0.35


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of a search, in ascending order so that equal results make equal files; `count` is of all it found."""

    ids: tuple[str, ...]
    count: int
    notes: tuple[str, ...] = ()


class Entrez:
    """Asks one question after another, never faster than is allowed."""

    def __init__(self, web: Web, asker: Asker, on_pause: OnPause, clock: Callable[[], float] = time.monotonic) -> None:
        self._web = web
        self._asker = asker
        self._on_pause = on_pause
        self._clock = clock
        self._next = 0.0

    def search(self, origin: EntrezSearch, query: str, limit: int) -> Found:
        """The first records that a query finds, the best first where there are more. Raises NothingToRead for none."""
        term = f"({query}) AND {origin.restriction}" if origin.restriction else query
        form = {"db": origin.database, "term": term, "retmode": "json", "sort": "relevance", "retmax": str(limit)}
        result = self._web.persistently(lambda: _search_result(self._ask("esearch.fcgi", form)), self._on_pause)
        name = _NAMES.get(origin.database, origin.database)
        ids = [str(one) for one in result.get("idlist", [])][:limit]
        if not ids:
            raise NothingToRead(f"{name} finds nothing for {query!r}{_unknown_words(result)}: try other words.")
        return Found(
            tuple(sorted(ids, key=lambda one: (len(one), one))),
            int(result.get("count", len(ids))),
            _notes(name, result),
        )

    def records(self, origin: EntrezSearch, ids: tuple[str, ...]) -> str:
        """The records of these ids, as the XML that the database gives. Raises DownloadFailed where it gives none."""
        form = {"db": origin.database, "id": ",".join(ids), "retmode": "xml"}
        return self._web.persistently(
            lambda: _checked_records(self._ask("efetch.fcgi", form), origin.database), self._on_pause
        )

    def _ask(self, utility: str, form: dict[str, str]) -> str:
        """One request, by POST: neither long lists of ids nor the key belong into an address."""
        self._web.wait(max(0.0, self._next - self._clock()))
        try:
            return self._web.text(f"{ENTREZ}/{utility}", LARGEST_REPLY, {**form, **self._asker.form()})
        finally:
            self._next = self._clock() + self._asker.seconds_apart


def _search_result(text: str) -> dict[str, Any]:
    try:
        reply = json.loads(text, strict=False)  # NCBI sends raw control characters in its messages
    except ValueError as error:
        raise Hiccup(f"NCBI's search answers with {text.strip()[:80]!r}, which is no JSON") from error
    if not isinstance(reply, dict):
        raise Hiccup("NCBI's search answers with JSON that is no result")
    if "error" in reply:
        raise Hiccup(f"NCBI's search answers: {str(reply['error'])[:200]}")
    result = reply.get("esearchresult")
    if not isinstance(result, dict):
        raise Hiccup("NCBI's search answers with JSON that is no result")
    if "ERROR" in result:
        raise DownloadFailed(f"NCBI cannot search for that: {' '.join(str(result['ERROR']).split())[:200]}.")
    return result


def _checked_records(text: str, database: str) -> str:
    root, record = _PARTS[database]
    if text.lstrip().startswith("{"):
        raise Hiccup(f"NCBI answers: {text.strip()[:200]}")
    if re.search(record, text) is None:
        said = re.search(r"<ERROR>(.*?)</ERROR>", text, re.DOTALL)
        raise Hiccup(f"NCBI sends no records ({' '.join((said[1] if said else text).split())[:120] or 'nothing'})")
    if not text.rstrip().endswith(f"</{root}>"):
        raise Hiccup("NCBI's records broke off")
    return text


def record_count(text: str, database: str) -> int:
    """How many records a page of XML holds."""
    return len(re.findall(_PARTS[database][1], text))


def _unknown_words(result: dict[str, Any]) -> str:
    words = _errors(result)
    return f" (it does not know {', '.join(words)})" if words else ""


def _notes(name: str, result: dict[str, Any]) -> tuple[str, ...]:
    words = _errors(result)
    return (f"{name} does not know {', '.join(words)}, and left it out of the search.",) if words else ()


def _errors(result: dict[str, Any]) -> list[str]:
    found = result.get("errorlist")
    phrases = found.get("phrasesnotfound", []) if isinstance(found, dict) else []
    return [repr(str(phrase)) for phrase in phrases]
