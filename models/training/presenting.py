"""In what form a judged question's passages may be given: whole or as snippets, under titles or under none.

Osler's own search gives whole passages under titles, others give a sentence or two under none; what has learnt from one form
alone doubts the other. Which sentences answer stays as it was judged; those that were cut away answer nothing any more.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.prompt import PromptPassage
from models.training.judged import JudgedExample, Place

LONGEST = 3  # sentences of a snippet
HOLDS = 0.8  # of the passages that answer, the share whose snippet still does


@dataclass(frozen=True, slots=True)
class Presenting:
    """`snippets` is the share of examples whose passages are cut; of these and of the whole ones so many lose titles."""

    snippets: float = 0.4
    untitled_snippets: float = 0.6
    untitled_whole: float = 0.25

    def presented(self, example: JudgedExample, rng: random.Random) -> JudgedExample:
        """The example in one form, as `rng` has it."""
        cut = rng.random() < self.snippets
        bare = rng.random() < (self.untitled_snippets if cut else self.untitled_whole)
        found = snippets(example, rng) if cut else example
        return untitled(found) if bare else found


def forms(example: JudgedExample, rng: random.Random) -> Iterator[JudgedExample]:
    """The example in each form that is told apart: as it was judged, without titles, and as snippets without."""
    yield example
    yield untitled(example)
    yield untitled(snippets(example, rng))


def untitled(example: JudgedExample) -> JudgedExample:
    """With passages under no heading."""
    return replace(example, passages=tuple(replace(passage, heading="") for passage in example.passages))


def snippets(example: JudgedExample, rng: random.Random) -> JudgedExample:
    """With one to LONGEST sentences on end of each passage, among which is most often one that answers, where one does."""
    spans = [
        _span(len(passage.sentences), [s for p, s in (*example.best, *example.also) if p == n], rng)
        for n, passage in enumerate(example.passages)
    ]

    def kept(places: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple((p, s - spans[p].start) for p, s in places if s in spans[p])

    passages = (
        PromptPassage(passage.heading, passage.sentences[span.start : span.stop])
        for passage, span in zip(example.passages, spans, strict=True)
    )
    return replace(example, passages=tuple(passages), best=kept(example.best), also=kept(example.also))


def _span(count: int, answers: list[int], rng: random.Random) -> range:
    """Which of `count` sentences are kept."""
    length = min(count, rng.randint(1, LONGEST))
    if answers and rng.random() < HOLDS:
        first = rng.choice(answers) - rng.randrange(length)
    else:
        first = rng.randint(0, count - length)
    first = max(0, min(first, count - length))
    return range(first, first + length)
