"""Pairs of a query and a text that answers it, to tune the encoder and the reranker on.

Four kinds: questions with their answers (MedQuAD, the handbook), article titles with sentences of their abstracts,
and questions with a shorter question that entails them. Deterministic by seed. Knows nothing of tokens or weights.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.corpora import CorpusUnusable, held_out
from models.training.examples import Part, Topic
from models.training.questions import phrased

GRAM = 13  # words in a row that two texts share only where one was copied: as GPT-3's contamination check counts
_SHORTEST, _LONGEST = 12, 110  # words of a text
_TITLED = 0.5  # of the texts stand behind their title, as passages are indexed; the others bare, as many corpora are
_FIRST = 0.5  # of the answers are cut at their beginning
_REPHRASED = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """`group` names what the query asks: texts of one group are never each other's negatives."""

    query: str
    text: str
    group: str
    source: str


class LeftOut:
    """The word runs of evaluation texts: whatever shares one with them is not trained on."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._grams = {gram for text in texts for gram in _grams(text)}

    def __call__(self, text: str) -> bool:
        """Whether the text holds a run of 13 words of an evaluation text."""
        return any(gram in self._grams for gram in _grams(text))


def evaluation_texts(folders: Sequence[Path]) -> Iterator[str]:
    """The texts of evaluation sets in BEIR's layout, queries and corpus."""
    for folder in folders:
        for name in ("corpus.jsonl", "queries.jsonl"):
            path = folder / name if (folder / name).exists() else folder / f"{name}.gz"
            if not path.exists():
                raise CorpusUnusable(f"{folder / name} is missing; give --leave-out folders in BEIR's layout.")
            with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
                yield from (json.loads(line)["text"] for line in lines if line.strip())


def topic_pairs(topics: Iterable[Topic], rng: random.Random) -> Iterator[Pair]:
    """Each part of each topic: its question, as the corpus asks it or as people do, with a stretch of its answer."""
    for topic in topics:
        for part in topic.parts:
            text = _stretch(part.sentences, rng, _FIRST)
            if text:
                query = _asked(topic, part, rng)
                about = f"{topic.title} — {part.heading}" if part.heading not in ("", topic.title) else topic.title
                kind = part.kind.name if part.kind else part.question
                shown = f"{about}: {text}" if rng.random() < _TITLED else text
                yield Pair(query, shown, f"{topic.page or topic.title.lower()}|{kind}", topic.source)


def article_pairs(topics: Iterable[Topic], rng: random.Random) -> Iterator[Pair]:
    """Each article's title with one to three sentences in a row from its abstract."""
    for topic in topics:
        sentences = [s for part in topic.parts for s in part.sentences]
        start = rng.randrange(len(sentences)) if sentences else 0
        text = _stretch(sentences[start : start + rng.choice((1, 1, 2, 3))], rng, 1.0)
        if text and len(topic.title.split()) >= 4:
            yield Pair(topic.title.strip("[]. "), text, topic.title.lower(), topic.source)


def entailed_pairs(path: Path) -> Iterator[Pair]:
    """Questions with another question whose answer answers them (RQE: `question`, `faq`, `label`)."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["label"] == "true" and _words(row["question"]) != _words(row["faq"]):
                    yield Pair(row["question"], row["faq"], row["faq"].lower(), "entailment")
    except (OSError, KeyError, json.JSONDecodeError) as error:
        raise CorpusUnusable(f"{path} cannot be read as pairs of questions ({error}); give another.") from error


def for_training(topics: Iterable[Topic]) -> list[Topic]:
    """The topics that are not held out. Split by topic and never by row: both sides of a row know the disease."""
    return [topic for topic in topics if not held_out(topic)]


def _asked(topic: Topic, part: Part, rng: random.Random) -> str:
    # The handbook's own questions say "it": they are always asked with the topic's name.
    if part.kind is not None and (topic.page or rng.random() < _REPHRASED):
        return phrased(part.kind, topic.title, rng)
    return re.sub(r"\s+\?", "?", part.question)


def _stretch(sentences: Sequence[str], rng: random.Random, first: float) -> str:
    """Whole sentences from the beginning or from a random place, up to the longest a text may be."""
    start = 0 if rng.random() < first or len(sentences) < 3 else rng.randrange(len(sentences) - 1)
    taken: list[str] = []
    words, most = 0, rng.randint(30, _LONGEST)
    for sentence in sentences[start:]:
        words += len(sentence.split())
        if taken and words > most:
            break
        taken.append(sentence)
    text = " ".join(" ".join(taken).split()[: 2 * _LONGEST])
    return text if len(text.split()) >= _SHORTEST else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _grams(text: str) -> Iterator[int]:
    words = _words(text)
    for start in range(len(words) - GRAM + 1):
        yield hash(tuple(words[start : start + GRAM]))
