"""Evidence for a question: the passages that answer among such as only look alike, numbered as a search would give them.

Passages are cut like retrieval's (whole sentences of one section, about 110 words) and headed like the agent's ("title —
heading"). What looks alike: other sections of the same page, like-named pages, the same kind of question about something
else, and chance. None of them answers: a passage of another page that holds the name that is asked for is left out, and so
are sections that may answer too. Deterministic by the generator that is given.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.prompt import PromptPassage
from models.training.data.fitting import content
from models.training.examples import Topic

WORDS, MOST_WORDS = 110, 170  # of a passage: as retrieval cuts them
_TINY = 25
_FEWEST, _MOST = 3, 8  # passages of a piece of evidence
_MOST_ANSWERING = 2
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an answer and the number of the passage it stands in, from 1."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Passages in the order of their numbers, and the sentences of them that answer: none where nothing does."""

    passages: tuple[PromptPassage, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    passage: PromptPassage
    answers: bool = False


class EvidenceDrawer:
    """Draws evidence from topics, at most `words` of it for a question."""

    def __init__(self, topics: Sequence[Topic], words: int) -> None:
        self._topics = topics
        self._words = words
        self._named: dict[str, list[int]] = defaultdict(list)
        self._kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._filled = [n for n, topic in enumerate(topics) if any(part.sentences for part in topic.parts)]
        for number, topic in enumerate(topics):
            for word in sorted(content(topic.title)):
                self._named[word].append(number)
            for position, part in enumerate(topic.parts):
                if part.kind is not None:
                    self._kinds[part.kind.name].append((number, position))

    def draw(
        self,
        topic: int,
        part: int,
        wanted: Sequence[int],
        rng: random.Random,
        *,
        question: str = "",
        answerable: bool = True,
        share: float = 1.0,
        beside: Sequence[tuple[int, int]] = (),
    ) -> Drawn:
        """Evidence for a question that sentences `wanted` of a part answer; without them where it is not `answerable`.

        `share` of the words may be used; `beside` are parts to put among the rest first.
        """
        room = int(self._words * share)
        pieces = list(self._answering(topic, part, wanted)) if answerable else []
        used = sum(_words(piece.passage) for piece in pieces)
        count = rng.randint(_FEWEST, _MOST)
        shown = {piece.passage.sentences for piece in pieces}
        for other, position in self._alike(topic, part, rng, beside):
            if len(pieces) >= count or used >= room:
                break
            passage = self._passage(other, position, rng)
            if passage is None or passage.sentences in shown or used + _words(passage) > room:
                continue
            if self._may_answer(topic, part, other, position, passage, question, answerable):
                continue
            pieces.append(_Piece(passage))
            shown.add(passage.sentences)
            used += _words(passage)
        rng.shuffle(pieces)
        if rng.random() < 0.5:  # a search puts what answers first more often than not
            pieces.sort(key=lambda piece: not piece.answers)
        return Drawn(tuple(piece.passage for piece in pieces), self._quotes(topic, part, wanted, pieces))

    def _answering(self, topic: int, part: int, wanted: Sequence[int]) -> Iterator[_Piece]:
        """The passages that hold the wanted sentences: the first, and one more."""
        here = self._topics[topic].parts[part]
        runs = [run for run in cut(here.sentences) if any(position in run for position in wanted)]
        for run in runs[:_MOST_ANSWERING]:
            yield _Piece(self._made(topic, part, run), answers=True)

    def _quotes(self, topic: int, part: int, wanted: Sequence[int], pieces: Sequence[_Piece]) -> tuple[Quote, ...]:
        """The wanted sentences in their order, up to the first that stands in no passage."""
        sentences = self._topics[topic].parts[part].sentences
        found: list[Quote] = []
        for position in wanted:
            text = sentences[position]
            places = (n for n, piece in enumerate(pieces, 1) if piece.answers and text in piece.passage.sentences)
            number = next(places, 0)
            if not number:
                break
            found.append(Quote(text, number))
        return tuple(found)

    def _alike(
        self, topic: int, part: int, rng: random.Random, beside: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Parts that may stand beside what answers, the likest first; it ends."""
        yield from beside
        here = self._topics[topic]
        own = [(topic, n) for n, other in enumerate(here.parts) if n != part and other.sentences]
        rng.shuffle(own)
        near = [n for word in sorted(content(here.title)) for n in self._named[word][:60] if n != topic]
        rng.shuffle(near)
        kind = here.parts[part].kind
        same = self._kinds[kind.name] if kind else []
        first = [*own[:2], *(self._like(n, kind.name if kind else "", rng) for n in dict.fromkeys(near[:2]))]
        rng.shuffle(first)
        yield from first
        for _ in range(_TRIES):
            if same and rng.random() < 0.5:
                yield rng.choice(same)
            elif self._filled:
                number = rng.choice(self._filled)
                yield number, rng.randrange(len(self._topics[number].parts))

    def _like(self, topic: int, kind: str, rng: random.Random) -> tuple[int, int]:
        parts = self._topics[topic].parts
        alike = [n for n, part in enumerate(parts) if part.kind and part.kind.name == kind]
        return topic, rng.choice(alike) if alike else rng.randrange(len(parts))

    def _passage(self, topic: int, part: int, rng: random.Random) -> PromptPassage | None:
        runs = cut(self._topics[topic].parts[part].sentences)[:3]
        return self._made(topic, part, rng.choice(runs)) if runs else None

    def _made(self, topic: int, part: int, run: range) -> PromptPassage:
        here = self._topics[topic]
        heading = here.parts[part].heading
        title = f"{here.title} — {heading}" if heading and heading != here.title else here.title
        return PromptPassage(title, tuple(here.parts[part].sentences[n] for n in run))

    def _may_answer(
        self, topic: int, part: int, other: int, position: int, passage: PromptPassage, question: str, answerable: bool
    ) -> bool:
        """Whether a passage that should not answer may."""
        here, there = self._topics[topic], self._topics[other]
        asked, told = here.parts[part], there.parts[position]
        if other == topic:
            if told.sentences == asked.sentences:
                return True
            if asked.kind is None or (told.kind is not None and told.kind.name == "information"):
                return not answerable
            text = f"{told.heading} {' '.join(passage.sentences)}"
            return not answerable and bool(re.search(asked.kind.asked.pattern.replace("^", ""), text, re.IGNORECASE))
        if not there.is_apart_from(here):
            return True
        name = content(here.title) if asked.kind else content(question)
        held = len(name & content(f"{there.title} {' '.join(passage.sentences)}"))
        return bool(name) and held >= (1.0 if asked.kind else 0.6) * len(name)


def cut(sentences: Sequence[str]) -> list[range]:
    """Positions of sentences as passages of about WORDS words and at most MOST_WORDS, where no sentence alone has more."""
    runs: list[range] = []
    start, words = 0, 0
    for position, sentence in enumerate(sentences):
        count = len(sentence.split())
        if position > start and (words >= WORDS or words + count > MOST_WORDS):
            runs.append(range(start, position))
            start, words = position, 0
        words += count
    if start < len(sentences):
        joins = runs and words < _TINY and _count(sentences, runs[-1]) + words <= MOST_WORDS
        runs.append(range(runs.pop().start if joins else start, len(sentences)))
    return runs


def _count(sentences: Sequence[str], run: range) -> int:
    return sum(len(sentences[n].split()) for n in run)


def _words(passage: PromptPassage) -> int:
    return sum(len(sentence.split()) for sentence in passage.sentences)
