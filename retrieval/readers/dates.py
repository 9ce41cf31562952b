"""Dates as publishers write them → ISO 8601 as far as they are known: "2024", "2024-05", "2024-05-17"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?:1[5-9]|20|21)[0-9]{2}")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T.*)?")
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:\s.*)?")
_LOOSE = re.compile(r"\b((?:1[5-9]|20|21)[0-9]{2})\b")


def iso_date(year: str, month: str = "", day: str = "") -> str:
    """The date of parts that a file gives apart; a month is a number or begins with its English name."""
    if not _YEAR.fullmatch(year):
        return ""
    number = month_number(month)
    if not number:
        return year
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if _is_day(int(year), number, day) else "")


def month_number(name: str) -> int:
    """1 to 12; 0 for what is no month ("Winter")."""
    if re.fullmatch(r"[0-9]{1,2}", name):
        return int(name) if 1 <= int(name) <= 12 else 0
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def from_iso(text: str) -> str:
    """A date or time stamp of ISO 8601 as a date: "2022-02-16T13:28:17Z" → "2022-02-16"."""
    found = _ISO.fullmatch(text.strip())
    return iso_date(found[1], found[2] or "", found[3] or "") if found else ""


def from_american(text: str) -> str:
    """ "12/22/2015" → "2015-12-22"."""
    found = _AMERICAN.fullmatch(text.strip())
    return iso_date(found[3], found[1], found[2]) if found else ""


def from_words(text: str) -> str:
    """The first year of a free text, and its month where one stands beside it: "1998 Dec-1999 Jan" → "1998-12"."""
    year = _LOOSE.search(text)
    if year is None:
        return ""
    before = re.match(r"\s*([A-Za-z]{3,9})[^A-Za-z]*$", text[: year.start()])
    after = re.match(r"[\s-]*([A-Za-z]{3,9})", text[year.end() :])
    return iso_date(year[1], before[1] if before else after[1] if after else "")


def _is_day(year: int, month: int, day: str) -> bool:
    if not re.fullmatch(r"[0-9]{1,2}", day):
        return False
    try:
        date(year, month, int(day))
    except ValueError:
        return False
    return True
