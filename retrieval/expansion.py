"""Other words for what a query says: "heart attack" is also "myocardial infarction". Pure; knows nothing of an index.

The tables in `terms/` hold consumers' and clinicians' words for the same, brand names of medicines, abbreviations and
British spellings; each says in its first lines how it is written. A query gains the other words of the terms in it, each
with a weight and the reason, so that a person can see why something was found. It is one step: what was added is not
looked up again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from retrieval.words import words

SPELLING = 0.7  # the trust in another spelling of a word, where the word itself has 1,
EQUIVALENT = 0.6  # in another word for the same,
NEAR = 0.3  # and in a word for nearly the same, or for one of several meanings
MOST_ADDITIONS = 8
MOST_OF_ONE_TERM = 3
LONGEST_TERM = 9  # words

TERMS = Path(__file__).with_name("terms")
SPELLINGS_FILE = "spellings.tsv"
ABBREVIATIONS_FILE = "abbreviations.tsv"
TERM_FILES = ("lay.tsv", "medicines.tsv", ABBREVIATIONS_FILE)
TRUST = {  # by the marks of the tables: in the right one where left was said, and the other way
    "=": (EQUIVALENT, EQUIVALENT),
    "~": (NEAR, NEAR),
    "->": (EQUIVALENT, 0.0),
    "~>": (NEAR, 0.0),
    "=>": (EQUIVALENT, NEAR),
    "x": (0.0, 0.0),
}
ANY_CASE, THIS_FORM = "*", "!"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN_WORDS = re.compile(r"[^\w\n]+")
_POSSESSIVE = re.compile(r"['’]s$")
_APOSTROPHE = re.compile(r"['’]")
_PLURAL = re.compile(r"\b\w{3,}(?<![sui])s\b")
_JOINTS = ("-", "‐", "‑", "/")
_SENTENCE_END = re.compile(r"[.;:!?|\n]")
# In a message in capitals these are words, not abbreviations.
_SPELL_WORDS = frozenset(
    {"ACE", "ADD", "AI", "AIDS", "ALL", "APP", "ART", "AS", "DRESS", "ENCODE", "ER", "FISH", "HIT", "IM", "IV", "MS"}
    | {"ODD", "PE", "PET", "SAD", "TIPS", "WHO"}
)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a term of a query is also called, and how sure that is.

    A passage should count a term by the best of its names, not by their sum: else the passages that define it, with all
    its names, would come before those that answer what is asked about it. `weight` is then for each word of the name.
    """

    text: str
    trust: float
    term: str

    @property
    def weight(self) -> float:
        """The trust, less for a longer name: for the same thing it counts for no more than the term would."""
        return self.trust * min(1.0, max(1, len(set(words(self.term)))) / max(1, len(set(words(self.text)))))

    @property
    def because(self) -> str:
        return f"{self.term} → {self.text}"


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query as it was written, and what its terms are also called, the surest first."""

    text: str
    additions: tuple[Expansion, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, as it is written there."""

    left: str
    mark: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a query: where it stands, without accents, in lower case, and in the singular and American spelling."""

    start: int
    end: int
    exact: str
    lower: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A term in a query: which of its words, and the rows that have it on the left and on the right."""

    first: int
    length: int
    left: list[Row]
    right: list[Row]

    def additions(self, written: str) -> tuple[Expansion, ...]:
        """What the term adds, the surest first."""
        ways = [(row.right, TRUST[row.mark][0]) for row in self.left]
        ways += [(row.left.rstrip(ANY_CASE + THIS_FORM), TRUST[row.mark][1]) for row in self.right]
        found = [Expansion(text, trust, written) for text, trust in ways if trust]
        return tuple(sorted(found, key=lambda addition: -addition.trust)[:MOST_OF_ONE_TERM])


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows in which a term stands, by the ways in which it may have to be written to count."""

    exact: dict[str, list[Row]]  # abbreviations on the left, in this case
    this_form: dict[str, list[Row]]  # on the left, in any case but in this form
    left: dict[str, list[Row]]  # folded
    right: dict[str, list[Row]]  # folded

    def find(self, run: list[_Word]) -> tuple[list[Row], list[Row]]:
        """The rows that have a run of words on the left, and those that have it on the right."""
        exact, folded = " ".join(word.exact for word in run), " ".join(word.folded for word in run)
        found = self.exact.get(exact) or self.exact.get(exact.removesuffix("s"))
        found = found or self.this_form.get(" ".join(word.lower for word in run)) or self.left.get(folded, [])
        return found, self.right.get(folded, [])


def expand(query: str) -> Expanded:
    """The query with what its terms are also called: every term's surest before any term's second."""
    found = _words(query)
    groups = [*_spellings(found), *(_additions(query, found, match) for match in _matches(query, found))]
    ranked = [(rank, addition) for group in groups for rank, addition in enumerate(group)]
    ranked.sort(key=lambda one: (-one[1].trust, one[0]))
    return Expanded(query, _without_repeats(found, (addition for _, addition in ranked))[:MOST_ADDITIONS])


def read_rows(name: str) -> list[Row]:
    """The lines of a table of terms, in order."""
    return [Row(*line.split("\t")) for line in _lines(name)]


def read_spellings() -> dict[str, str]:
    """American spellings, by the British ones."""
    return dict(line.split("\t") for line in _lines(SPELLINGS_FILE))


def keys(terms: Iterable[str]) -> list[str]:
    """What is the same for terms that count as one: without case, plural, possessive, hyphens and marks.

    All terms are folded in one go, because a table has thousands.
    """
    text = "".join(f"{term}\n" for term in terms).lower()
    text = _PLURAL.sub(_singular, _BETWEEN_WORDS.sub(" ", _APOSTROPHE.sub("", text)))
    return [line.strip() for line in text.split("\n")[:-1]]


def _additions(query: str, found: list[_Word], match: _Match) -> tuple[Expansion, ...]:
    return match.additions(query[found[match.first].start : found[match.first + match.length - 1].end])


def _spellings(found: list[_Word]) -> Iterator[tuple[Expansion, ...]]:
    twins = _twins()
    for word, key in zip(found, keys(word.lower for word in found), strict=True):
        if key in twins:
            yield (Expansion(twins[key], SPELLING, word.exact),)


def _without_repeats(found: list[_Word], additions: Iterable[Expansion]) -> tuple[Expansion, ...]:
    """Additions with a word that is not in the query, each once."""
    own = set(keys(word.lower for word in found))
    kept: dict[str, Expansion] = {}
    for addition in additions:
        (key,) = keys([addition.text])
        if not own.issuperset(key.split()):
            kept.setdefault(key, addition)
    return tuple(kept.values())


def _matches(query: str, found: list[_Word]) -> list[_Match]:
    """The terms of a query in order, none inside or across another: the longest first, then the leftmost."""
    taken: set[int] = set()
    kept = []
    for match in sorted(_all_matches(query, found), key=lambda match: (-match.length, match.first)):
        places = range(match.first, match.first + match.length)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _all_matches(query: str, found: list[_Word]) -> Iterator[_Match]:
    table = _table()
    shouted = sum(word.exact.isupper() for word in found) > max(2, len(found) // 2)
    for first in range(len(found)):
        for length in range(1, min(LONGEST_TERM, len(found) - first) + 1):
            run = found[first : first + length]
            if length > 1 and _ends_sentence(query, run[-2], run[-1]):
                break
            left, right = table.find(run)
            if (left or right) and not (length == 1 and _is_other_word(query, found, first, shouted)):
                yield _Match(first, length, left, right)


def _ends_sentence(query: str, before: _Word, after: _Word) -> bool:
    """Whether a sentence ends between two words: then they are no term, but "E. coli" is one."""
    between = query[before.end : after.start]
    return bool(_SENTENCE_END.search(between)) and not (between == ". " and len(before.exact) == 1)


def _is_other_word(query: str, found: list[_Word], place: int, shouted: bool) -> bool:
    """Whether a short word is part of a code ("MS-275", "AD/HD"), or an ordinary word of a message in capitals."""
    word = found[place]
    if len(word.exact) > 4:
        return False
    if shouted and word.exact in _SPELL_WORDS:
        return True
    pairs = list(pairwise(found))[max(place - 1, 0) : place + 1]
    joined = [
        before if after is word else after for before, after in pairs if query[before.end : after.start] in _JOINTS
    ]
    return any(len(other.exact) <= 2 or other.exact[0].isdigit() for other in joined)


def _words(query: str) -> list[_Word]:
    american = _american()
    matches = list(_WORD.finditer(query))
    exact = [_APOSTROPHE.sub("", _POSSESSIVE.sub("", _without_accents(match.group()))) for match in matches]
    return [
        _Word(match.start(), match.end(), word, word.lower(), american.get(key, key))
        for match, word, key in zip(matches, exact, keys(exact), strict=True)
    ]


def _without_accents(written: str) -> str:
    """Accents dropped and Greek letters spelt out: "Sjögren", "TNFα"."""
    if written.isascii():
        return written
    letters = (c for c in unicodedata.normalize("NFKD", written) if not unicodedata.combining(c))
    return "".join(_greek_name(letter) or letter for letter in letters)


def _greek_name(letter: str) -> str:
    name = "" if letter.isascii() else unicodedata.name(letter, "")
    return name.rsplit(" ", 1)[-1].lower() if name.startswith("GREEK") else ""


def _singular(plural: re.Match[str]) -> str:
    """A word without its plural s. Where that is wrong, it is wrong in the same way for query and table."""
    word = plural.group()
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("shes", "xes", "sses", "uses")) or (word.endswith("ches") and not word.endswith("aches")):
        return word[:-2]
    return word[:-1]


def _lines(name: str) -> list[str]:
    lines = (TERMS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def _american() -> dict[str, str]:
    """Keys of American spellings, by those of the British ones."""
    spellings = read_spellings()
    return dict(zip(keys(spellings), keys(spellings.values()), strict=True))


@lru_cache(maxsize=1)
def _twins() -> dict[str, str]:
    """The other spelling of a word, by the key of either."""
    spellings = read_spellings()
    american, british = list(spellings.values()), list(spellings)
    # Reversed, so that of two British spellings of a word the one that stands first is its twin.
    return dict(zip(keys([*reversed(american), *british]), [*reversed(british), *american], strict=True))


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = _Table({}, {}, {}, {})
    for name in TERM_FILES:
        rows = read_rows(name)
        left_keys, right_keys = keys(row.left for row in rows), keys(row.right for row in rows)
        for row, left, right in zip(rows, left_keys, right_keys, strict=True):
            _enter(table, row, left, is_abbreviation=name == ABBREVIATIONS_FILE)
            if TRUST[row.mark][1]:
                table.right.setdefault(right, []).append(row)
    return table


def _enter(table: _Table, row: Row, folded: str, *, is_abbreviation: bool) -> None:
    """A row by what stands on its left."""
    if row.left.endswith(THIS_FORM):
        table.this_form.setdefault(row.left.removesuffix(THIS_FORM).lower(), []).append(row)
    elif is_abbreviation and not row.left.endswith(ANY_CASE):
        table.exact.setdefault(_BETWEEN_WORDS.sub(" ", row.left).strip(), []).append(row)
    else:
        table.left.setdefault(folded, []).append(row)
