"""Grounded examples: a question, passages of which some answer it and some only look alike, and the sentences to quote.

Made from topics (a title with answered questions under it) and from articles (a title and an abstract). Deterministic by
seed. Knows nothing of tokens. What is taught: passages of the right topic but of another kind of question are distractors,
so are passages of the right kind about another topic; and sometimes nothing answers.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.prompt import PromptPassage
from models.training.documents import TrainingDataUnusable
from models.training.questions import Kind, kind_of, phrased, relevance

Split = Callable[[str], Sequence[str]]
UNANSWERABLE = 0.18
QUOTED_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One answered question of a topic. `heading` is what may stand over its passages.

    `targets` gives each sentence's relevance where only some sentences of the part answer.
    """

    question: str
    kind: Kind | None
    heading: str
    sentences: tuple[str, ...]
    targets: tuple[float, ...] = ()

    def target(self, position: int) -> float:
        """How relevant sentence `position` is to the part's question: given, or else judged by its words and place."""
        if self.targets:
            return self.targets[position]
        return relevance(self.kind, self.sentences[position], position)


@dataclass(frozen=True, slots=True)
class Topic:
    """What one document is about, with its parts. Topics of one `page` hold the same text under several names."""

    title: str
    parts: tuple[Part, ...]
    source: str
    page: str = ""

    def is_apart_from(self, other: Topic) -> bool:
        """Whether the two are of different pages and names, so that text of one may stand as a distractor for the other."""
        return not (self.page and self.page == other.page) and not _same_name(self.title, other.title)


@dataclass(frozen=True, slots=True)
class GroundedExample:
    """`relevance[p][s]` is the target for sentence s of passage p; `answer` lists (p, s) in order, none: abstain."""

    question: str
    passages: tuple[PromptPassage, ...]
    relevance: tuple[tuple[float, ...], ...]
    answer: tuple[tuple[int, int], ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Piece:
    passage: PromptPassage
    relevance: tuple[float, ...]


def medquad_topic(title: str, pairs: Sequence[tuple[str, str]], split: Split) -> Topic:
    """A topic from one focus of MedQuAD and its (question, answer) pairs."""
    parts = []
    for question, answer in pairs:
        kind = kind_of(question)
        sentences = tuple(s for s in split(_plain(answer)) if len(s.split()) >= 3)
        if sentences:
            clean = re.sub(r"\s*\?+\s*\??$", "?", question.strip()).replace("is (are)", "is")
            parts.append(Part(clean, kind, kind.headings[0] if kind else "", sentences))
    return Topic(title.strip(), tuple(parts), "medquad")


def article_topic(title: str, abstract: str, split: Split, source: str) -> Topic | None:
    """A topic from an article: its title asks, its abstract answers. None when there is too little text."""
    sentences = tuple(s for s in split(_plain(abstract)) if len(s.split()) >= 5)
    if len(sentences) < 3 or len(title.split()) < 4:
        return None
    name = title.strip("[] ").rstrip(".")
    targets = tuple(_conclusion(s, i, len(sentences), _words(name)) for i, s in enumerate(sentences))
    return Topic(name, (Part(name, None, "", sentences, targets),), source)


_CONCLUDES = re.compile(
    r"^(\W*conclusions?\b|in conclusion|in summary|we conclude|(these|our) (results|findings|data)|taken together|thus,|"
    r"the (results|findings|data) (suggest|indicate|show)|this study (shows|demonstrates|suggests|found))",
    re.I,
)


def _conclusion(sentence: str, position: int, count: int, asked: set[str]) -> float:
    """How surely a sentence of an abstract says what its title asks: conclusions do, and what has most of its words."""
    if _CONCLUDES.search(sentence) or position == count - 1:
        return 0.9
    shared = len(asked & _words(sentence)) / max(1, len(asked))
    return 0.65 if shared >= 0.6 and position > 0 else 0.0


class ExampleBuilder:
    """Draws grounded examples from topics. Two builders with the same topics and seed draw the same examples."""

    def __init__(self, topics: Sequence[Topic], seed: int) -> None:
        # A topic without a name would count as the namesake of every other, and never find a distractor.
        self._topics = [topic for topic in topics if topic.parts and topic.title.strip()]
        self._rng = random.Random(seed)
        self._near: dict[str, list[int]] = defaultdict(list)
        for index, topic in enumerate(self._topics):
            for word in _words(topic.title):
                self._near[word].append(index)

    def draw(self) -> Iterator[GroundedExample]:
        """Examples without end: every part of every topic once an epoch, in a new order with new distractors.

        Raises TrainingDataUnusable where there is nothing to ask.
        """
        whole = [(t, p) for t, topic in enumerate(self._topics) for p in range(len(topic.parts))]
        if not whole:
            raise TrainingDataUnusable("Nothing in this literature can be asked about; give literature with headings.")
        while True:
            self._rng.shuffle(whole)
            for topic, part in whole:
                yield self.example(topic, part)

    def example(self, topic: int, part: int) -> GroundedExample:
        """One example asking `part` of `topic`."""
        rng, here = self._rng, self._topics[topic]
        asked = here.parts[part]
        question = phrased(asked.kind, here.title, rng) if asked.kind and rng.random() < 0.7 else asked.question
        answerable = rng.random() >= UNANSWERABLE
        gold = self._gold(here, asked) if answerable else []
        others = self._distractors(topic, part, rng.randint(2, 6) - len(gold) + (0 if answerable else 1), answerable)
        pieces = gold + others
        rng.shuffle(pieces)
        if gold and rng.random() < 0.5:  # retrieval puts what answers first more often than not
            pieces.sort(key=lambda piece: piece not in gold)
        return GroundedExample(
            question,
            tuple(piece.passage for piece in pieces),
            tuple(piece.relevance for piece in pieces),
            _order(pieces),
            here.source,
        )

    def _gold(self, topic: Topic, part: Part) -> list[_Piece]:
        """The first passage of the answer, now and then another or two."""
        rng = self._rng
        every = runs = _runs(part.sentences, rng)
        if part.targets:  # only the runs that hold an answering sentence are gold
            runs = [run for run in runs if any(part.target(part.sentences.index(s)) > 0 for s in run)]
            if not runs:  # what answers lies beyond the first runs: then this question goes unanswered
                return []
        chosen = [runs[0]] if part.targets or rng.random() < 0.75 else [rng.choice(runs)]
        if len(runs) > 1 and rng.random() < (0.6 if part.targets else 0.25):
            chosen = list(dict.fromkeys([*chosen, rng.choice(runs)]))
        if part.targets and len(runs) < len(every) and rng.random() < 0.5:  # of the right text, and yet no answer
            chosen.append(rng.choice([run for run in every if run not in runs]))
        return [
            _Piece(
                PromptPassage(_heading(topic, part, rng), run),
                tuple(part.target(part.sentences.index(s)) for s in run),
            )
            for run in chosen
        ]

    def _distractors(self, topic: int, part: int, count: int, same_topic: bool) -> list[_Piece]:
        """Passages that do not answer: the topic's other parts, like-named topics of the same kind, and chance ones."""
        rng, here = self._rng, self._topics[topic]
        asked = here.parts[part]
        own = [
            p
            for i, p in enumerate(here.parts)
            if i != part and _differs(p.kind, asked.kind) and not _shares_text(p, asked)
        ]
        rng.shuffle(own)
        drawn = [(here, p) for p in own[: 2 if same_topic else 1]]
        for other in self._like_named(topic, 2):
            alike = [p for p in other.parts if p.kind is asked.kind] or list(other.parts)
            drawn.append((other, rng.choice(alike)))
        while len(drawn) < count:
            other = rng.choice(self._topics)
            if other.is_apart_from(here):
                drawn.append((other, rng.choice(other.parts)))
        rng.shuffle(drawn)
        return [self._distractor(*pair) for pair in drawn[: max(count, 1)]]

    def _distractor(self, topic: Topic, part: Part) -> _Piece:
        run = self._rng.choice(_runs(part.sentences, self._rng)[:3])
        return _Piece(PromptPassage(_heading(topic, part, self._rng), run), (0.0,) * len(run))

    def _like_named(self, topic: int, count: int) -> list[Topic]:
        words = sorted(_words(self._topics[topic].title))
        pool = [i for word in words for i in self._near[word][:50] if i != topic]
        self._rng.shuffle(pool)
        here = self._topics[topic]
        found = dict.fromkeys(i for i in pool if self._topics[i].is_apart_from(here))
        return [self._topics[i] for i in list(found)[:count]]


def _order(pieces: Sequence[_Piece]) -> tuple[tuple[int, int], ...]:
    """The sentences to quote: the most relevant of each passage, in reading order, at most QUOTED_AT_MOST."""
    scored = [(value, p, s) for p, piece in enumerate(pieces) for s, value in enumerate(piece.relevance) if value > 0]
    best = sorted(scored, key=lambda item: (-item[0], item[1], item[2]))[:QUOTED_AT_MOST]
    return tuple((p, s) for _, p, s in sorted(best, key=lambda item: (item[1], item[2])))


def _runs(sentences: Sequence[str], rng: random.Random) -> list[tuple[str, ...]]:
    """The sentences cut into passages of two to six sentences and at most about 110 words."""
    runs: list[tuple[str, ...]] = []
    start, most = 0, rng.randint(2, 6)
    while start < len(sentences) and len(runs) < 8:
        end, words = start, 0
        while end < len(sentences) and end - start < most and (end == start or words < 85):
            words += len(sentences[end].split())
            end += 1
        runs.append(tuple(sentences[start:end]))
        start = end
    return runs


def _heading(topic: Topic, part: Part, rng: random.Random) -> str:
    """What stands over a passage: nothing, the title, the title with a heading, or with the corpus question."""
    chance = rng.random()
    if chance < 0.12:
        return ""
    if chance < 0.4 or part.kind is None:
        return topic.title
    if chance < 0.8:
        return f"{topic.title} — {rng.choice(part.kind.headings)}"
    return f"{topic.title} — {part.question}"


def _differs(kind: Kind | None, asked: Kind | None) -> bool:
    """Whether a part of one kind surely does not answer a question of another: overviews answer nearly all."""
    return kind is not None and asked is not None and kind is not asked and kind.name != "information"


def _shares_text(part: Part, other: Part) -> bool:
    """One section can answer several kinds of question: then it is no distractor for any of them."""
    return part.sentences[0] == other.sentences[0]


def _same_name(a: str, b: str) -> bool:
    return a.lower() in b.lower() or b.lower() in a.lower()


def _words(title: str) -> set[str]:
    return {w for w in re.findall(r"[a-z]{4,}", title.lower()) if w not in {"syndrome", "disease", "type", "with"}}


def _plain(text: str) -> str:
    """Bullets become lines, so that an item is a sentence; runs of spaces become one."""
    text = re.sub(r"\s+-\s{1,}(?=[A-Z(a-z])", "\n", text)
    text = re.sub(r"^\s*(Key Points|Summary\s*:)\s*", "", text)
    return re.sub(r"[ \t]+", " ", text)
