"""A question asked about something else than its evidence: its subject's name exchanged for another question's.

Search finds the nearest, and what it says is often the right kind of thing about the wrong one. What reads question and
passage learns from such questions that a name which is missing is an answer which is missing. Knows judged examples;
knows nothing of models.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.training.judged import JudgedExample

COMMON = 0.02  # of the questions, from which a word is no name ("treatment", "children", "diabetes")
MOST = 0.6  # of a title's words, from which what a question has of it is its subject
SHORTEST = 4  # letters of a name that is one word
STEM = 6  # letters by which a word is told again in another form
TRIES = 20  # names drawn for one question

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Name:
    """Where in a question a name stands; `whole` is a whole title's, which never takes the place of a single term."""

    text: str
    start: int
    stop: int
    whole: bool


class Names:
    """What questions are about, as the titles of the passages that answer name it: the whole of a title, or a term of it.

    `known` says of a word whether everybody has it; a word that nobody has is a term (captopril, BRCA1).
    """

    def __init__(self, examples: Sequence[JudgedExample], known: Callable[[str], bool]) -> None:
        self._known = known
        self._counts = Counter(word for one in examples for word in set(_words(one.question)))
        self._common = COMMON * len(examples)
        self._others: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for one in examples:
            for name in self._names(one):
                self._others[one.source, name.whole].append(name.text)

    def renamed(self, example: JudgedExample, rng: random.Random) -> JudgedExample | None:
        """The example with another's name in its question, and nothing that answers; None where it has no name, or where
        each that was drawn is spoken of in its passages."""
        names = self._names(example)
        if not names:
            return None
        name = rng.choice(names)
        there = {_stem(word) for one in example.passages for word in _words(f"{one.heading} {one.text}")}
        for other in rng.choices(self._others[example.source, name.whole], k=TRIES):
            own = [word for word in _words(other) if self._rare(word)]
            if own and not any(_stem(word) in there for word in own):
                question = example.question[: name.start] + other + example.question[name.stop :]
                return replace(example, question=question, best=(), also=())
        return None

    def _rare(self, word: str) -> bool:
        return len(word) >= SHORTEST and self._counts[word] < self._common

    def _names(self, example: JudgedExample) -> list[_Name]:
        found: dict[int, _Name] = {}
        for place in dict.fromkeys(passage for passage, _ in (*example.best, *example.also)):
            title = example.passages[place].heading.partition(" — ")[0]
            stems = [_stem(word) for word in _words(title) if len(word) >= SHORTEST]
            for start, stop in _runs(example.question, frozenset(stems)):
                own = [word for word in _words(example.question[start:stop]) if len(word) >= SHORTEST]
                if len(own) >= MOST * len(stems) and any(map(self._rare, own)):
                    found[start] = _Name(example.question[start:stop], start, stop, True)
            for match in _TERM.finditer(example.question):
                term = match.group().lower()
                if self._rare(term) and not self._known(term) and _stem(term) in stems:
                    found.setdefault(match.start(), _Name(match.group(), match.start(), match.end(), False))
        return list(found.values())


def renamed_too(
    examples: Sequence[JudgedExample], share: float, known: Callable[[str], bool], rng: random.Random
) -> list[JudgedExample]:
    """The examples, and of a share of those that something answers another that nothing does, its name exchanged."""
    names = Names(examples, known)
    answerable = [one for one in examples if one.best or one.also]
    drawn = rng.sample(answerable, round(share * len(answerable)))
    return [*examples, *(other for one in drawn if (other := names.renamed(one, rng)) is not None)]


def _runs(question: str, stems: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where words of the title stand on end; short words between them (of, and) belong to it."""
    start = stop = -1
    for match in _WORD.finditer(question):
        if _stem(match.group().lower()) in stems:
            start, stop = (match.start() if start < 0 else start), match.end()
        elif start >= 0 and len(match.group()) >= SHORTEST:
            yield start, stop
            start = -1
    if start >= 0:
        yield start, stop


def _stem(word: str) -> str:
    return word[:STEM]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
