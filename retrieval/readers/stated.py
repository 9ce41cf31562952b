"""What people and programs state about a document, made plain: dates in any form as ISO 8601, addresses that are whole,
titles and authors that are none but what a program put there.

Knows how they write these. Never guesses: a date whose day and month could be swapped is its year alone, and what cannot
be read at all is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from retrieval.readers.dates import iso_date

_LONGEST = 120  # characters of a stated date that are looked at
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?,?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d{2})(?!\d)"
_FORMS = (
    re.compile(
        rf"(?:D:)?{_YEAR}(?:[-/.](?P<month>\d{{1,2}})(?!\d)(?:[-/.](?P<day>\d{{1,2}})(?!\d))?)?(?!\s?[–-]\s?\d)"
    ),
    re.compile(r"(?:D:)?(?P<year>(?:1[5-9]|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})?(?=\D|\d{6}|\d{4}|$)"),
    re.compile(rf"(?:[a-z]+,?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?:[a-z]+,?\s+)?{_MONTH}\s+{_DAY}\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.]{_YEAR}"),
)
_NO_TITLE = re.compile(
    r"(?:|(?:word |new )?document ?\d*|doc ?\d*|(?:no )?titles?|untitled(?: document)?[ -]?\d*|powerpoint presentation|"
    r"layout \d+|print|pdf|slide \d+|microsoft word|.*\.(?:docx?|rtf|odt|indd|qxd|tex|dvi|fm|p65|pdf|html?|pptx?))",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:|python-docx|microsoft office user|windows user|users?|admin(?:istrator)?|authors?|owner|anonymous|unknown|"
    r"\(?unspecified\)?|none|n/?a|[\w.-]+@[\w.-]+)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300
_LONE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def stated_date(stated: str) -> str:
    """The date as ISO 8601, as far as it is clear: "17 May 2024" → "2024-05-17", "05/06/2024" → "2024"."""
    text = " ".join(stated[:_LONGEST].split())
    for form in _FORMS:
        found = form.match(text)
        if found is not None:
            return _spelt(found.groupdict())
    years = _LONE_YEAR.findall(text)
    return years[0] if len(set(years)) == 1 else ""


def _spelt(parts: Mapping[str, str | None]) -> str:
    month, day = parts.get("month") or "", parts.get("day") or ""
    if parts.get("first"):
        first, second = parts["first"] or "", parts["second"] or ""
        if int(first) > 12 or int(first) == int(second):
            month, day = second, first
        elif int(second) > 12:
            month, day = first, second
    return iso_date(parts["year"] or "", month, day)


def stated_title(stated: str) -> str:
    """The title in a document's properties; empty for a file's name and for what programs fill in."""
    text = re.sub(r"^Microsoft \w+ - ", "", " ".join(stated[: 2 * _LONGEST_TITLE].split())).strip()
    return "" if _NO_TITLE.fullmatch(text) else text[:_LONGEST_TITLE]


def stated_author(stated: str) -> str:
    """The author in a document's properties; empty for the names of accounts that programs fill in."""
    text = " ".join(stated[: 2 * _LONGEST_TITLE].split())
    return "" if _NO_AUTHOR.fullmatch(text) else text[:_LONGEST_TITLE]


def web_address(stated: str) -> str:
    """The address where it is a whole one on the web, else empty."""
    text = stated.strip()
    if len(text) > 2000 or any(c.isspace() or c in "<>\"'" for c in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""
