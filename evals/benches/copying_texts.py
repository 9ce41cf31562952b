"""Known answers for the benchmark of copying: evidence of the handbook, and texts that copy all of it, most, or none.

Knows the handbook's sentences; knows nothing of models or time. The same seed gives the same texts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

SENTENCES = 5  # of an answer
CHANGED = 9  # of a loose quote every so manieth word is another one

Ids = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A text to be written, and what it copies."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """A prompt with its evidence: the sentences that may be quoted, those of the answer, and answers in full."""

    prompt: str
    sentences: tuple[str, ...]
    quoted: tuple[int, ...]
    answers: tuple[Answer, ...]


def task(ids: Ids, tokens: int, seed: int = 0) -> Task:
    """A prompt of about `tokens` tokens: whole passages, of one page of the handbook each, then a question.

    The answers: "quotes" gives sentences word for word, each with its marker; "nearly quotes" changes some words;
    "copies nothing" is the text of other pages, which shares with the evidence what such texts share.
    """
    rng = random.Random(seed)
    pages = list(_pages())
    rng.shuffle(pages)
    passages: list[Sequence[str]] = []
    taken = 0
    while pages and (taken < tokens or len(passages) < 2):
        page = pages.pop()
        passages.append(_fitting(page, ids, max(tokens - taken, 0)) or page[:2])
        taken += sum(len(ids(sentence + " ")) for sentence in passages[-1])
    sentences = [(n, sentence) for n, passage in enumerate(passages, start=1) for sentence in passage]
    chosen = rng.sample(range(len(sentences)), min(SENTENCES, len(sentences)))
    other = " ".join(sentence for page in pages for sentence in page[:2]).split()
    quotes = [(sentences[at][1], f"[{sentences[at][0]}]") for at in chosen]
    length = sum(len(sentence.split()) for sentence, _ in quotes)
    shown = "\n\n".join(f"[{n}] " + " ".join(passage) for n, passage in enumerate(passages, start=1))
    return Task(
        f"Answer from these passages.\n\n{shown}\n\nQuestion: What should I know?\n\n",
        tuple(sentence for _, sentence in sentences),
        tuple(chosen),
        (
            Answer("quotes", " ".join(f"{sentence} {mark}" for sentence, mark in quotes)),
            Answer("nearly quotes", " ".join(f"{_loosely(s, other, rng)} {mark}" for s, mark in quotes)),
            Answer("copies nothing", " ".join(other[-length:])),
        ),
    )


@cache
def _pages() -> tuple[tuple[str, ...], ...]:
    """The sentences of each page of the handbook, without headings and notes; pages of at least eight."""
    from retrieval.places import HANDBOOK
    from retrieval.sentences import split_sentences

    pages = []
    for path in sorted(HANDBOOK.glob("*.md")):
        text = path.read_text(encoding="utf-8").split("---", 2)[-1]
        text = re.sub(r"^#.*$|\[\^\d+\]", "", text, flags=re.MULTILINE)
        text = re.sub(r"\s+", " ", text)
        pages.append(tuple(text[span.start : span.end].strip() for span in split_sentences(text)))
    return tuple(page for page in pages if len(page) >= 8)


def _fitting(page: Sequence[str], ids: Ids, tokens: int) -> list[str]:
    """The first sentences of a page that take at most `tokens` tokens, and no more than a passage usually does."""
    kept: list[str] = []
    room = min(tokens, 240)
    for sentence in page:
        room -= len(ids(sentence + " "))
        if room < 0:
            break
        kept.append(sentence)
    return kept


def _loosely(sentence: str, other: Sequence[str], rng: random.Random) -> str:
    words = sentence.split()
    for at in range(rng.randrange(CHANGED), len(words), CHANGED):
        words[at] = rng.choice(other)
    return " ".join(words)
