"""Numbers in a message that mean danger by themselves: ages, temperatures, pulse, pressure, oxygen, breaths, sugar.

Works on the plain text; knows nothing of phrases or rules. The limits of `concern` are those of the published National
Early Warning Score 2; no clinician has reviewed their use here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_IS = (
    r"(?:\s*(?:rate|level|levels|sats?|saturation|reading|c|f|celsius)\b)*"
    r"\s*(?:is|was|of|at|=|:|_|-|~|about|around|down to|up to|dropped to|,|\(|\s)*\s*"
)
_NUMBER = r"(?P<value>\d{1,3}(?:[.,]\d)?)"
_NO_SPAN = r"(?![\d/]|\s*(?:days?|hours?|hrs?|weeks?|months?|years?|times|nights?))"


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value and where it stands."""

    kind: str
    value: float
    start: int
    end: int


# What a person writes before (or after) the number; the name up to "_" is the kind of reading.
_READINGS = {
    "pulse": re.compile(rf"\b(?:hr|heart[ _]?rate|pulse|heart ?beat)\b{_IS}{_NUMBER}\b(?!\s*(?:%|/))"),
    "pulse_unit": re.compile(rf"\b{_NUMBER}\s*(?:bpm|beats (?:per|a) minute)\b"),
    "oxygen": re.compile(
        r"\b(?:sp ?o2|o2|oxygen|sats?|pulse ox|oximeter)\b(?:\s+(?:sats?|saturations?|levels?))?"
        rf"{_IS}{_NUMBER}\b(?!\s*(?:l|lit|bpm))"
    ),
    "breaths": re.compile(rf"\b(?:rr|resp(?:iratory)?[ _]?rate|resps|breathing rate)\b{_IS}{_NUMBER}\b"),
    "breaths_unit": re.compile(rf"\b{_NUMBER}\s*(?:breaths (?:per|a) minute|breaths/min)"),
    "systolic": re.compile(
        rf"\b(?:sbp|systolic(?:[ _](?:bp|blood pressure|pressure))?|bp|blood pressure)\b{_IS}{_NUMBER}\b(?!\s*%)"
    ),
    "temperature": re.compile(rf"\b(?:temp(?:erature)?(?:_c|_f)?|fever|t)\b{_IS}{_NUMBER}{_NO_SPAN}"),
    "degrees": re.compile(rf"\b{_NUMBER}\s*(?:°|º|degrees?|deg\b|(?:c|f|celsius|fahrenheit)\b)"),
    "temperature_bare": re.compile(
        r"(?<!bmi )(?<!bmi of )\b(?P<value>3[89]\.\d|4[0-2]\.\d)\b"
        r"(?!\s*(?:kg|kilos?|weeks?|wks?|%|cm|lbs?|mmol|/|x|pounds|euros|kcal|days|hours|years))"
    ),
    "temperature_by": re.compile(
        rf"\b{_NUMBER}\s*(?:rectal|rectally|under (?:the |his |her )?arm|axillary|in (?:the |his |her )?ear|forehead)"
    ),
    "sugar": re.compile(
        r"\b(?:blood (?:sugars?|glucose)|sugars?|glucose|bg|bgl|bs|cbg|fingerstick|bloods)\b"
        rf"(?:\s+(?:meter|levels?|readings?|glucose|reads?|says?|is|are|was|were|been|over|above|under|below|hit|showing|has|have))*{_IS}{_NUMBER}\b"
    ),
}
_RANGES = {
    "pulse": (15, 300),
    "oxygen": (40, 100),
    "breaths": (3, 90),
    "systolic": (40, 280),
    "temperature": (25, 110),
    "sugar": (1, 999),
}
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_NUMBER_WORDS, 1)}
_AGE = re.compile(
    rf"\b(?P<number>\d{{1,3}}(?!\d)|(?:{'|'.join(_WORDS)})\b)[\s-]*"
    r"(?P<unit>days?|weeks?|wks?|wk|months?|mos?|mths?|years?|yrs?|y/?o|yo|m/?o|w/?o)\b[\s.-]*(?P<old>old|of age)?"
)
_NOT_AN_AGE = r"(?!\s*(?:weeks?|wks?|days?|months?|%|/|\.|pounds|lbs|kg|minutes|hours|mins|st|nd|rd|th))"
_AGED = re.compile(
    r"\b(?:age|aged|age:|age is|age of|turned|i'm|im|i am|he's|she's|he is|she is)\s*:?\s*"
    rf"(?P<number>\d{{1,3}})\b{_NOT_AN_AGE}"
)
_SEXED = re.compile(r"\b(?P<number>\d{1,3})\s?(?:m|f|male|female)\b")
_YOUNG = re.compile(
    r"\b(?:baby|newborn|infant|son|daughter|he|she|boy|girl|twins?|preemie|little one|lo|bub|neonate|grandson|"
    r"granddaughter|nephew|niece|month[ -]old|week[ -]old|day[ -]old)\b"
)
_GESTATION = re.compile(r"pregnan|along|gestation|trimester|expecting")
_BORN = re.compile(
    rf"\bborn\s+(?:only |just |about )?(?P<number>\d{{1,3}}|{'|'.join(_WORDS)})\s+(?P<unit>days?|weeks?|months?)\s+ago\b"
)
_WEEKS_PREGNANT = re.compile(
    r"(?<!\bfor )(?<!\bin )(?<!\bpast )(?<!\blast )(?<!\bafter )(?<!\bevery )(?<!\bsince )(?<!\babout )(?<!\bthan )"
    r"\b(?:[5-9]|[1-3]\d|4[0-2])(?:\s?\+\s?[0-6])?\s?(?:weeks?|wks?)\b"
    r"(?!\s*(?:ago|old|later|post|pp|now|since|after|off|of age))"
    r"|\b(?:[1-3]\d|4[0-2])\s?\+\s?[0-6]\b"
)
_SAYS_AGE = re.compile(r"\b(?:is|are|was|just|only|age|aged|age:)\s*(?:only |just |about |now )?$")
_SAYS_SPAN = re.compile(r"\s*(?:ago|post|after|later|along|pregnant)")


def readings(text: str) -> tuple[Reading, ...]:
    """Every believable measurement in a plain text."""
    found: dict[tuple[str, int], Reading] = {}
    for name, pattern in _READINGS.items():
        kind = "temperature" if name == "degrees" else name.partition("_")[0]
        for match in pattern.finditer(text):
            value = float(match["value"].replace(",", "."))
            if name == "degrees" and not 34 <= _celsius(value) <= 43:
                continue  # an angle
            low, high = _RANGES[kind]
            if low <= value <= high:
                value = _celsius(value) if kind == "temperature" else value
                found.setdefault((kind, match.start("value")), Reading(kind, value, match.start(), match.end()))
    return tuple(one for one in found.values() if one.kind != "temperature" or 26 <= one.value <= 43)


def _celsius(value: float) -> float:
    return value if value < 50 else (value - 32) * 5 / 9


def ages(text: str) -> tuple[float, ...]:
    """Ages that the text names, in years."""
    found = [_years(match, text) for match in _AGE.finditer(text)]
    found += [float(match["number"]) for pattern in (_AGED, _SEXED) for match in pattern.finditer(text)]
    found += [_in_years(match["number"], match["unit"]) for match in _BORN.finditer(text)]
    return tuple(age for age in found if age is not None and age <= 120)


def _years(match: re.Match[str], text: str) -> float | None:
    """The age in years; None where the words tell how long something has lasted, or how far a pregnancy is."""
    unit = match["unit"]
    around = text[max(0, match.start() - 40) : match.end() + 25]
    says_old = bool(match["old"]) or unit.replace("mo", "").endswith("o")
    if not says_old:
        before, after = text[max(0, match.start() - 25) : match.start()], text[match.end() : match.end() + 8]
        if not _SAYS_AGE.search(before) or _SAYS_SPAN.match(after) or not _YOUNG.search(around):
            return None
        if unit[0] != "y" and _GESTATION.search(around):
            return None
    return _in_years(match["number"], unit)


def _in_years(number: str, unit: str) -> float:
    return float(_WORDS.get(number, 0) or number) / {"d": 365.0, "w": 52.0, "m": 12.0, "y": 1.0}[unit[0]]


def facts(text: str, claimed: str) -> frozenset[str]:
    """Who the person of the text is, and what its `claimed` part measured, as findings by name."""
    found: set[str] = set()
    years = ages(text)
    young = [age for age in years if age < 0.25]
    if young or re.search(r"\b(?:newborn|neonate)\b", text):
        found.add("young_baby")
    if any(age < 16 for age in years):
        found.add("child")
    if any(age >= 65 for age in years):
        found.add("older")
    if _WEEKS_PREGNANT.search(text) and not young:
        found.add("gestation_weeks")
    for one in readings(claimed):
        found |= set(_named(one))
    return frozenset(found)


def _named(one: Reading) -> Iterator[str]:
    if one.kind == "temperature":
        if one.value >= 37.95:
            yield "fever"
            yield "hot_reading"
        if one.value >= 39.5:
            yield "high_fever"
        if one.value < 36:
            yield "cold_low"
    if one.kind == "sugar":
        mmol = one.value <= 33.5
        if (mmol and one.value < 3.5) or (35 <= one.value < 60):
            yield "sugar_low_number"
        if (mmol and one.value > 18) or one.value > 300:
            yield "sugar_high_number"
    if one.kind == "systolic" and one.value <= 90:
        yield "low_pressure"


# Points of the National Early Warning Score 2: (lowest value of the band, points), falling through to the next.
_BANDS = {
    "breaths": ((25, 3), (21, 2), (12, 0), (9, 1), (0, 3)),
    "oxygen": ((96, 0), (94, 1), (92, 2), (0, 3)),
    "systolic": ((220, 3), (111, 0), (101, 1), (91, 2), (0, 3)),
    "pulse": ((131, 3), (111, 2), (91, 1), (51, 0), (41, 1), (0, 3)),
    "temperature": ((39.05, 2), (38.05, 1), (36.05, 0), (35.05, 1), (0, 3)),
}


@dataclass(frozen=True, slots=True)
class Concern:
    """The early-warning points of an adult's measurements: the sum, the worst one, and which reading it is."""

    total: int
    worst: int
    reading: Reading


def concern(text: str) -> Concern | None:
    """How far the measurements in the text are from safe; None where there are none, or the person is a child."""
    if any(age < 16 for age in ages(text)):
        return None
    worst: dict[str, tuple[int, Reading]] = {}
    for one in readings(text):
        if one.kind in _BANDS:
            points = next(points for lowest, points in _BANDS[one.kind] if one.value >= lowest)
            if one.kind not in worst or points > worst[one.kind][0]:
                worst[one.kind] = (points, one)
    if not worst:
        return None
    points, reading = max(worst.values(), key=lambda pair: pair[0])
    return Concern(sum(points for points, _ in worst.values()), points, reading)
