"""Quoting with a model whose words cannot be confined (one behind an endpoint): it is asked to copy, and only copies count.

Of what it writes a line counts where it is nothing but whole units of the evidence, up to white space, case, and the marks
that models put around a line (a bullet, a number, quotation marks). What is quoted is the unit, never the model's line.
Knows a model by what it gives, a text in pieces; knows nothing of HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing

from agent.answer import ABSTENTION
from agent.answering import filled
from agent.evidence import Evidence
from agent.picking import Pick

Place = tuple[int, int]  # passage and unit, as a picker names them
Copy = Callable[[str], Generator[str, None, None]]  # a prompt → pieces of text
LONGEST_LIST = 40  # lines that may together be one unit: a list with what opens it
# "- ", "* ", "• ", "1. ", "2) ", "[3] " at its beginning; "[3]" at its end; quotation marks around it
_BEFORE = re.compile(r"^(?:[-*•·–—]\s+|\(?\d{1,2}[.)]\s+|\[\d+\]:?\s*)+")
_AFTER = re.compile(r"(?:\s*\[\d+\])+$")
_AROUND = re.compile(r'^["“”«»](.+)["“”«»]$')


class EndpointPicker:
    """Picks the units that a model copies, in its order, each once."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
        """The units as soon as they are written; none where it abstains. Once there are `most`, the model is stopped."""
        if not evidence.passages:
            return
        picked: set[str] = set()
        with closing(self._copy(filled("quote", query, evidence))) as pieces:
            for line, place in copied(pieces, evidence):
                if line not in picked:
                    picked.add(line)
                    yield Pick(*place, 0.0)  # a server does not tell how sure its model is
                if len(picked) >= most:
                    return


def copied(pieces: Iterator[str], evidence: Evidence) -> Iterator[tuple[str, Place]]:
    """The units that the lines of a text consist of, each with its evened words; ends at an abstention."""
    places = _places(evidence)
    open_lines: list[str] = []
    for line in _lines(pieces):
        if line == evened(ABSTENTION):
            return
        open_lines = [*open_lines, line][-LONGEST_LIST:]
        found = _composed(line, places) or _ending(open_lines, places)
        if found:
            open_lines = []
        yield from ((words, places[words]) for words in found)


def evened(text: str) -> str:
    """A text as it is compared: without case, surplus white space, and the marks around each of its lines."""
    return " ".join(line for line in map(_evened_line, text.splitlines()) if line)


def _evened_line(line: str) -> str:
    bare = _AFTER.sub("", _BEFORE.sub("", line.strip()))
    quoted = _AROUND.match(bare)
    return " ".join(_AFTER.sub("", quoted[1] if quoted else bare).split()).casefold()


def _places(evidence: Evidence) -> dict[str, Place]:
    """Where each unit stands, by its evened words; the first place of those that stand in several."""
    found: dict[str, Place] = {}
    for p, passage in enumerate(evidence.passages):
        for u, unit in enumerate(passage.units):
            found.setdefault(evened(unit.text), (p, u))
    found.pop("", None)
    return found


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    """The evened lines of a text as soon as each has ended; those that say nothing are passed over."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from filter(None, map(_evened_line, lines))
    yield from filter(None, [_evened_line(rest)])


def _ending(lines: list[str], places: dict[str, Place]) -> list[str]:
    """The unit that the last of these lines make together, as a list does; none where they make none."""
    joined = (" ".join(lines[begin:]) for begin in range(len(lines) - 2, -1, -1))
    return next(([words] for words in joined if words in places), [])


def _composed(words: str, places: dict[str, Place]) -> list[str]:
    """The units that these words consist of, one after the other; none where anything is left over."""
    ways: dict[int, list[str]] = {len(words): []}
    for start in range(len(words) - 1, -1, -1):
        if start and words[start - 1] != " ":
            continue
        for unit in places:
            end = start + len(unit)
            after = end if end == len(words) else end + 1
            if after in ways and words.startswith(unit, start) and words[end:after] in ("", " "):
                ways.setdefault(start, [unit, *ways[after]])
    return ways.get(0, []) if words else []
