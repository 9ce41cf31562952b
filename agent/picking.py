"""Who picks the units that answer: a Protocol, and the picker that joins the bundled model with an encoder.

Knows what a quoting model and an encoder give; knows nothing of how they compute it, or of sessions and pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from agent.evidence import Evidence

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
LEANING = 0.12  # taken from the likeness of a sentence that points back to one before it: alone it says less


@dataclass(frozen=True, slots=True)
class Pick:
    """A unit that answers: its place in the evidence, and how surely (log-odds; larger is surer)."""

    passage: int
    unit: int
    weight: float


class Picker(Protocol):
    """Chooses and orders the units that answer a query; yields none when the evidence does not answer it."""

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]: ...


class JudgingPicker(Picker, Protocol):
    """A picker that says too how sure it is (log-odds) that the evidence answers, whether or not it then quotes."""

    def judged(self, query: str, evidence: Evidence, most: int) -> tuple[tuple[Pick, ...], float]: ...


def likeness(query: str, evidence: Evidence, encode: Encode) -> tuple[tuple[float, ...], ...]:
    """How like the query each unit is: the cosine of query and "title: unit", less a little where the unit leans.

    The title, where there is one, goes before, so that a sentence which does not name its subject is not taken for one about
    something else. The weighing was fitted to the same texts (models/training/weighing.py).
    """
    texts = [query]
    for passage in evidence.passages:
        title = passage.hit.passage.title
        texts += [f"{title}: {unit.text}" if title else unit.text for unit in passage.units]
    vectors = encode(texts)
    cosines = iter((vectors[1:] @ vectors[0]).tolist())
    return tuple(
        tuple(float(next(cosines)) - (LEANING if unit.leans else 0.0) for unit in passage.units)
        for passage in evidence.passages
    )


class KeywordPicker:
    """A fake for tests that ships: quotes every unit that shares a longer word with the query, in reading order."""

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
        wanted = set(re.findall(r"\w{5,}", query.lower()))
        picks = (
            Pick(p, u, 1.0)
            for p, passage in enumerate(evidence.passages)
            for u, unit in enumerate(passage.units)
            if wanted & set(re.findall(r"\w{5,}", unit.text.lower()))
        )
        for count, pick in enumerate(picks):
            if count >= most:
                return
            yield pick
