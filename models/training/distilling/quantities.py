"""The numbers of a text with their units, spelt one way: "5 mg", "5mg" and "five milligrams" are the same. Pure."""

from __future__ import annotations

import re

_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "twenty": "20", "thirty": "30", "fifty": "50", "hundred": "100", "half": "0.5",
    "twice": "2 times", "dozen": "12",
}  # fmt: skip
_UNITS = {
    "mg": "milligrams? mgs? mg",
    "mcg": "micrograms? mcgs? µg μg ug",
    "g": "grams? gm g",
    "kg": "kilograms? kgs? kilos?",
    "lb": "pounds? lbs?",
    "oz": "ounces? oz",
    "ml": "millilit(?:er|re)s? mls? cc",
    "l": "lit(?:er|re)s? l",
    "dl": "decilit(?:er|re)s? dl",
    "mmol": "millimoles? mmols?",
    "%": "% percent per\\s?cent",
    "mmhg": "mm\\s?hg",
    "cm": "centimet(?:er|re)s? cms?",
    "mm": "millimet(?:er|re)s? mms?",
    "iu": "international\\s+units? iu",
    "unit": "units?",
    "minute": "minutes? mins?",
    "hour": "hours? hrs?",
    "day": "days?",
    "week": "weeks? wks?",
    "month": "months?",
    "year": "years? yrs?",
    "time": "times?",
    "tablet": "tablets? pills?",
    "dose": "doses?",
    "f": "degrees?\\s+f(?:ahrenheit)? °\\s?f f",
    "c": "degrees?\\s+c(?:elsius)? °\\s?c c",
    "million": "millions?",
    "thousand": "thousands?",
}
_UNIT_OF = [
    (re.compile(rf"(?:{'|'.join(sorted(forms.split(' '), key=len, reverse=True))})(?![a-z])", re.IGNORECASE), unit)
    for unit, forms in _UNITS.items()
]
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = re.compile(rf"(?<![\w.])({_NUMBER})(?:\s?(?:-|–|—|to|or|and)\s?({_NUMBER}))?")
_SPELT = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def quantities(text: str) -> frozenset[str]:
    """Every number alone ("5") and with the unit that follows it ("5 mg"); both ends of a range have its unit."""
    spelt = _SPELT.sub(lambda match: _WORDS[match[0].lower()], text)
    found: set[str] = set()
    for match in _QUANTITY.finditer(spelt):
        unit = _unit_at(spelt, match.end())
        for number in filter(None, match.groups()):
            plain = _plain(number)
            found.add(plain)
            if unit:
                found.add(f"{plain} {unit}")
    return frozenset(found)


def without_quantities(text: str) -> str:
    """The text without its numbers and their units."""
    spelt = _SPELT.sub(lambda match: _WORDS[match[0].lower()], text)
    kept: list[str] = []
    last = 0
    for match in _QUANTITY.finditer(spelt):
        kept.append(spelt[last : match.start()])
        last = match.end() + _unit_length(spelt, match.end())
    return " ".join([*kept, spelt[max(last, 0) :]])


def _unit_length(text: str, position: int) -> int:
    rest = text[position : position + 30]
    bare = rest.lstrip(" -\u00a0")
    found = next((match for pattern, _ in _UNIT_OF if (match := pattern.match(bare))), None)
    return len(rest) - len(bare) + found.end() if found else 0


def _unit_at(text: str, position: int) -> str:
    rest = text[position : position + 30].lstrip(" -\u00a0")
    return next((unit for pattern, unit in _UNIT_OF if pattern.match(rest)), "")


def _plain(number: str) -> str:
    """ "1,000" → "1000", "2.50" → "2.5", "007" → "7"."""
    value = number.replace(",", "")
    whole, point, part = value.partition(".")
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{point if part else ''}{part}"
