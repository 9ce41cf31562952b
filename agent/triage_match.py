"""Finds phrases, given as data, among the tokens of a sentence. Knows nothing of medicine, of negation or of rules.

A phrase book is text, one entry a block, `name = phrase ; phrase ; …`. In a phrase

    word        that word                     a|b         one word or the other
    word*       a word that begins so         <name>      any phrase of that entry
    #           any number in figures         $           the end of the sentence
    ..          up to four words between      ...         up to ten words between
    a b & c     "a b" and "c", either one first, with up to ten words between

and between any two parts small words ("the", "my", "is", "really") may stand. No gap passes over a word that the book
holds for a barrier ("not"): "fell, did not hit his head" is no fall on the head.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

GAPS = {"..": 4, "...": 10}
MOST_FILLERS = 3
END = "$"
NUMBER = "#"
_ENTRY = re.compile(r"^(?P<name>\w+) =(?P<body>.*(?:\n[ \t]+.*|\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a phrase: the words (or word beginnings) and the entries that fill it, after a gap."""

    words: frozenset[str]
    names: tuple[str, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the entry at `home`. `needs` are words of which a sentence must hold one of each to be looked at."""

    home: int
    slots: tuple[Slot, ...]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """The names of the entries, in the order in which they may refer to each other, and their phrases by what begins them."""

    names: tuple[str, ...]
    by_word: Mapping[str, tuple[Phrase, ...]]
    by_name: Mapping[str, tuple[Phrase, ...]]
    fillers: frozenset[str]
    barriers: frozenset[str]
    beginnings: frozenset[str]


Spans = Mapping[str, Mapping[int, frozenset[int]]]


class BadPhraseBook(ValueError):
    """A phrase book defines an entry twice, or refers to one that is missing or leads back to itself."""


def parse(text: str, fillers: Collection[str], barriers: Collection[str] = ()) -> PhraseBook:
    """The phrase book of a text in the notation above."""
    bodies: dict[str, tuple[tuple[Slot, ...], ...]] = {}
    for match in _ENTRY.finditer(text):
        if match["name"] in bodies:
            raise BadPhraseBook(f"{match['name']} is defined twice")
        parts = " ".join(match["body"].split()).replace("| ", "|").split(";")
        bodies[match["name"]] = tuple(slots for part in parts if part.strip() for slots in _orders(part))
    order: list[str] = []
    for name in bodies:
        _put_after_what_it_needs(name, bodies, order, ())
    by_word: dict[str, list[Phrase]] = {}
    by_name: dict[str, list[Phrase]] = {}
    for home, name in enumerate(order):
        for slots in bodies[name]:
            phrase = Phrase(home, slots, tuple(slot.words for slot in slots[1:] if not slot.names))
            for word in slots[0].words:
                by_word.setdefault(word, []).append(phrase)
            for used in slots[0].names:
                by_name.setdefault(used, []).append(phrase)
    words = (word for body in bodies.values() for slots in body for slot in slots for word in slot.words)
    return PhraseBook(
        tuple(order),
        {word: tuple(begun) for word, begun in by_word.items()},
        {name: tuple(begun) for name, begun in by_name.items()},
        frozenset(fillers),
        frozenset(barriers),
        frozenset(word[:-1] for word in words if word.endswith("*")),
    )


def _put_after_what_it_needs(
    name: str, bodies: Mapping[str, tuple[tuple[Slot, ...], ...]], order: list[str], inside: tuple[str, ...]
) -> None:
    if name in inside or name not in bodies:
        raise BadPhraseBook(f"{' → '.join((*inside, name))} leads nowhere")
    if name in order:
        return
    for referred in sorted({used for slots in bodies[name] for slot in slots for used in slot.names}):
        _put_after_what_it_needs(referred, bodies, order, (*inside, name))
    order.append(name)


def _orders(text: str) -> Iterator[tuple[Slot, ...]]:
    """The phrase, in every order of the parts that an `&` joins."""
    for parts in permutations(text.split("&")):
        yield _slots(" ... ".join(parts))


def _slots(text: str) -> tuple[Slot, ...]:
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
    return _Search(words, book).all()


class _Search:
    """One sentence being searched; entries found are kept, for later entries refer to them."""

    def __init__(self, words: tuple[str, ...], book: PhraseBook) -> None:
        self._book = book
        self._forms = [*(_forms(word, book.beginnings) for word in words), frozenset({END})]
        self._filler = [*(word in book.fillers for word in words), False]
        self._barrier = [*(word in book.barriers for word in words), False]
        self._last = len(words)
        self._all = frozenset().union(*self._forms)
        self._found: dict[str, dict[int, set[int]]] = {}
        self._begun: dict[int, list[tuple[int, int, Phrase]]] = {}
        self._waiting: list[int] = []

    def all(self) -> Spans:
        for at, forms in enumerate(self._forms):
            for form in forms:
                for phrase in self._book.by_word.get(form, ()):
                    self._begin(phrase, at, at + 1)
        while self._waiting:
            self._finish(heapq.heappop(self._waiting))
        return {
            name: {start: frozenset(min(end, self._last) for end in ends) for start, ends in places.items()}
            for name, places in self._found.items()
        }

    def _begin(self, phrase: Phrase, start: int, end: int) -> None:
        """Note that the first part of a phrase stands here, unless a word that it needs is nowhere."""
        for need in phrase.needs:
            if self._all.isdisjoint(need):
                return
        if phrase.home not in self._begun:
            self._begun[phrase.home] = []
            heapq.heappush(self._waiting, phrase.home)
        self._begun[phrase.home].append((start, end, phrase))

    def _finish(self, home: int) -> None:
        found: dict[int, set[int]] = {}
        for start, end, phrase in self._begun[home]:
            ends = {end} if len(phrase.slots) == 1 else self._rest(phrase.slots, 1, end)
            if ends:
                found.setdefault(start, set()).update(ends)
        if not found:
            return
        name = self._book.names[home]
        self._found[name] = found
        for phrase in self._book.by_name.get(name, ()):
            for start, all_ends in found.items():
                for end in all_ends:
                    self._begin(phrase, start, end)

    def _rest(self, slots: tuple[Slot, ...], which: int, at: int) -> set[int]:
        if which == len(slots):
            return {at}
        slot = slots[which]
        ends: set[int] = set()
        fillers = skipped = 0
        while at < len(self._forms):
            if not slot.words.isdisjoint(self._forms[at]):
                ends |= self._rest(slots, which + 1, at + 1)
            for name in slot.names:
                for end in self._found.get(name, {}).get(at, ()):
                    ends |= self._rest(slots, which + 1, end)
            if self._filler[at] and fillers < MOST_FILLERS:
                fillers += 1
            elif skipped < slot.gap and not self._barrier[at]:
                skipped += 1
            else:
                break
            at += 1
        return ends


def _forms(word: str, beginnings: frozenset[str]) -> frozenset[str]:
    begins = (word[:length] for length in range(2, len(word) + 1))
    number = (NUMBER,) if word[0].isdigit() else ()
    return frozenset({word, *number, *(f"{begin}*" for begin in begins if begin in beginnings)})
