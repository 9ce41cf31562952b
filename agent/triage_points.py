"""How alarming the words of a message are, added up: a second look at what no rule foresaw.

Every word that the person claims (not denied, past, supposed, read in a book) brings its points, above nought or below.
Knows nothing of findings or rules. The points are data (`agent.red_flags.points`), learned from our own messages by
`agent.triage_learning`; no clinician has reviewed them. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.triage_scope import Doubt, Read, Scope

FEWEST = 6  # words: a message of fewer that are known is weighed as if it had so many, lest one word raise an alarm
NUMBER = "#"
_SILENT = frozenset({Doubt.ASKED_IN_GENERAL, Doubt.SUPPOSED, Doubt.FICTION, Doubt.ANIMAL})
# Words that tell how one asks, and not what is the matter: what is asked may be as grave as what is told.
_OF_FORM = frozenset(
    """
    what how is are was were do does did could should would will may might has have had be been being i im me my mine we
    our you your he she his her him they them it its the a an this that these those of to for and or if when where which
    why who there any some am so just on in at with as by from about into than then ,
    """.split()
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sum, and the places (sentence, word) of the words that added to it, the strongest first."""

    total: float
    strongest: tuple[tuple[int, int], ...]


def claimed(read: Sequence[Read], scope: Sequence[Scope]) -> Iterator[tuple[str, int, int]]:
    """Each telling word of the message with its sentence and place; figures are all one word, `#`."""
    for number, (one, around) in enumerate(zip(read, scope, strict=True)):
        if around.whole & _SILENT:
            continue
        doubted = frozenset[int]().union(*around.reached.values())
        for place, word in enumerate(one.words):
            if place not in doubted and word not in _OF_FORM:
                yield (NUMBER if word[0].isdigit() else word), number, place


def weigh(words: Sequence[tuple[str, int, int]], points: Mapping[str, int], start: int) -> Weighed:
    """`start` and the points of the different words, these divided by the root of how many there are."""
    first: dict[str, tuple[int, int]] = {}
    for word, number, place in words:
        if word in points:
            first.setdefault(word, (number, place))
    total = start + sum(points[word] for word in first) / math.sqrt(max(len(first), FEWEST))
    strongest = sorted((word for word in first if points[word] > 0), key=lambda word: -points[word])
    return Weighed(total, tuple(first[word] for word in strongest))

def read_points(text: str) -> dict[str, int]:
    """The points of each word in a text of lines `points: word word …`."""
    points: dict[str, int] = {}
    value = 0
    for part in text.split():
        if part.endswith(":"):
            value = int(part[:-1])
        else:
            points[part] = value
    return points
