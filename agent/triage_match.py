"""Finds phrases, given as data, among the tokens of a sentence. Knows nothing of medicine, of negation or of rules.

A phrase book is text, one entry a block, `name = phrase ; phrase ; …`. In a phrase

    word        that word                     a|b         one word or the other
    word*       a word that begins so         <name>      any phrase of that entry
    $           the end of the sentence
    ..          up to four words between      ...         up to ten words between

and between any two parts small words ("the", "my", "is", "really") may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

GAPS = {"..": 4, "...": 10}
MOST_FILLERS = 3
END = "$"
_ENTRY = re.compile(r"^(?P<name>\w+) =(?P<body>.*(?:\n[ \t]+.*|\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a phrase: the words (or word beginnings) and the entries that fill it, after a gap."""

    words: frozenset[str]
    names: tuple[str, ...]
    gap: int


Phrases = tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A named set of phrases. `firsts` are all words that can begin one; the rest are indexes by what begins it."""

    name: str
    phrases: Phrases
    firsts: frozenset[str]
    by_word: Mapping[str, Phrases]
    by_name: Mapping[str, Phrases]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Entries in the order in which they may refer to each other, and the word beginnings that they use."""

    entries: tuple[Entry, ...]
    fillers: frozenset[str]
    beginnings: frozenset[str]

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every whole word that stands in a phrase."""
        slots = (slot for entry in self.entries for phrase in entry.phrases for slot in phrase)
        return frozenset(word for slot in slots for word in slot.words if not word.endswith("*"))


Spans = Mapping[str, Mapping[int, frozenset[int]]]


class BadPhraseBook(ValueError):
    """A phrase book defines an entry twice, or refers to one that is missing or leads back to itself."""


def parse(text: str, fillers: frozenset[str]) -> PhraseBook:
    """The phrase book of a text in the notation above."""
    phrases: dict[str, Phrases] = {}
    for match in _ENTRY.finditer(text):
        if match["name"] in phrases:
            raise BadPhraseBook(f"{match['name']} is defined twice")
        parts = " ".join(match["body"].split()).replace("| ", "|").split(";")
        phrases[match["name"]] = tuple(_phrase(part) for part in parts if part.strip())
    entries: dict[str, Entry] = {}
    for name in phrases:
        _define(name, phrases, entries, ())
    slots = (slot for entry in entries.values() for phrase in entry.phrases for slot in phrase)
    beginnings = frozenset(word[:-1] for slot in slots for word in slot.words if word.endswith("*"))
    return PhraseBook(tuple(entries.values()), fillers, beginnings)


def _define(name: str, phrases: Mapping[str, Phrases], entries: dict[str, Entry], inside: tuple[str, ...]) -> None:
    """Put an entry after all that it refers to."""
    if name in inside or name not in phrases:
        raise BadPhraseBook(f"{' → '.join((*inside, name))} leads nowhere")
    if name in entries:
        return
    for referred in sorted({used for phrase in phrases[name] for slot in phrase for used in slot.names}):
        _define(referred, phrases, entries, (*inside, name))
    by_word: dict[str, tuple[tuple[Slot, ...], ...]] = {}
    by_name: dict[str, tuple[tuple[Slot, ...], ...]] = {}
    for phrase in phrases[name]:
        for word in phrase[0].words:
            by_word[word] = (*by_word.get(word, ()), phrase)
        for used in phrase[0].names:
            by_name[used] = (*by_name.get(used, ()), phrase)
    firsts = frozenset(by_word).union(*(entries[used].firsts for used in by_name))
    entries[name] = Entry(name, phrases[name], firsts, by_word, by_name)


def _phrase(text: str) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    gap = 0
    for part in text.split():
        if part in GAPS:
            gap = GAPS[part]
        else:
            slots.append(_slot(part, gap))
            gap = 0
    return tuple(slots)


@cache
def _slot(part: str, gap: int) -> Slot:
    options = part.split("|")
    if "<" not in part:
        return Slot(frozenset(options), (), gap)
    names = tuple(option[1:-1] for option in options if option[0] == "<")
    return Slot(frozenset(option for option in options if option[0] != "<"), names, gap)


def spans(words: tuple[str, ...], book: PhraseBook) -> Spans:
    """Where each entry of the book occurs among the words: entry → start → ends."""
    search = _Search(words, book)
    return {entry.name: found for entry in book.entries if (found := search.find(entry))}


class _Search:
    """One sentence being searched; entries found are kept, for later entries refer to them."""

    def __init__(self, words: tuple[str, ...], book: PhraseBook) -> None:
        self._forms = [*(_forms(word, book.beginnings) for word in words), frozenset({END})]
        self._filler = [*(word in book.fillers for word in words), False]
        self._last = len(words)
        self._places: dict[str, list[int]] = {}
        for at, forms in enumerate(self._forms):
            for form in forms:
                self._places.setdefault(form, []).append(at)
        self._all = frozenset(self._places)
        self._found: dict[str, dict[int, frozenset[int]]] = {}

    def find(self, entry: Entry) -> Mapping[int, frozenset[int]]:
        if self._all.isdisjoint(entry.firsts):
            return {}
        found: dict[int, set[int]] = {}
        for start, end, phrase in self._begun(entry):
            ends = {end} if len(phrase) == 1 else self._rest(phrase, 1, end)
            if ends:
                found.setdefault(start, set()).update(ends)
        self._found[entry.name] = {
            start: frozenset(min(end, self._last) for end in ends) for start, ends in found.items()
        }
        return self._found[entry.name]

    def _begun(self, entry: Entry) -> Iterator[tuple[int, int, tuple[Slot, ...]]]:
        """Where the first part of a phrase stands."""
        for word in self._all.intersection(entry.by_word):
            for phrase in entry.by_word[word]:
                for at in self._places[word]:
                    yield at, at + 1, phrase
        for name, phrases in entry.by_name.items():
            for start, ends in self._found.get(name, {}).items():
                for end in ends:
                    for phrase in phrases:
                        yield start, end, phrase

    def _rest(self, phrase: tuple[Slot, ...], which: int, at: int) -> set[int]:
        if which == len(phrase):
            return {at}
        slot = phrase[which]
        ends: set[int] = set()
        fillers = skipped = 0
        while at < len(self._forms):
            if not slot.words.isdisjoint(self._forms[at]):
                ends |= self._rest(phrase, which + 1, at + 1)
            for name in slot.names:
                for end in self._found.get(name, {}).get(at, ()):
                    ends |= self._rest(phrase, which + 1, end)
            if self._filler[at] and fillers < MOST_FILLERS:
                fillers += 1
            elif skipped < slot.gap:
                skipped += 1
            else:
                break
            at += 1
        return ends


def _forms(word: str, beginnings: frozenset[str]) -> frozenset[str]:
    begins = (word[:length] for length in range(2, len(word) + 1))
    return frozenset({word, *(f"{begin}*" for begin in begins if begin in beginnings)})
