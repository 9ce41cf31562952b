"""Corpora in Osler's plain form (`NAME.jsonl.gz`: id, source, licence, title, text) read into topics, split by topic.

Knows nothing of tokens or models.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from models.errors import ModelError
from models.training.examples import Split, Topic, article_topic, medquad_topic

HELD_OUT_PERCENT = 5


class CorpusUnusable(ModelError):
    """A corpus has no usable text, or cannot be read."""


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The documents of one corpus."""
    path = folder / f"{name}.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except FileNotFoundError:
        raise CorpusUnusable(f"{path} is missing; give --corpora the folder that holds it.") from None
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError, zlib.error) as error:
        raise CorpusUnusable(f"{path} cannot be read ({error}); replace it by a whole copy.") from None


def medquad_topics(folder: Path, split: Split) -> list[Topic]:
    """One topic a focus."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(folder, "medquad"):
        question, _, answer = row["text"].partition("\n")
        if answer.strip():
            pairs[row["title"]].append((question, answer))
    return [medquad_topic(title, found, split) for title, found in pairs.items()]


def article_topics(folder: Path, split: Split, limit: int) -> list[Topic]:
    """Titles with abstracts, from MEDLINE abstracts and from trials; at most `limit` of each."""
    found: list[Topic] = []
    for name in ("medline_abstracts", "evidence_inference"):
        taken = 0
        for row in rows(folder, name):
            topic = article_topic(row["title"], _abstract(name, row["text"], row["title"]), split, name)
            if topic is not None:
                found.append(topic)
                taken += 1
            if taken >= limit:
                break
    return found


def held_out(topic: Topic) -> bool:
    """Whether a topic is kept from training: by a checksum of its title, so that all its rows fall on one side."""
    return zlib.crc32(topic.title.lower().encode()) % 100 < HELD_OUT_PERCENT


def documents(folder: Path, seed: int = 0) -> Iterator[tuple[str, str]]:
    """(title, text) of every corpus, mixed: a few documents of each in turn, so that any beginning has some of all."""
    names = sorted(path.name.removesuffix(".jsonl.gz") for path in folder.glob("*.jsonl.gz"))
    if not names:
        raise CorpusUnusable(f"{folder} holds no corpus (NAME.jsonl.gz); give --corpora a folder that does.")
    rng = random.Random(seed)
    open_ones = {
        name: (len(found), iter(_shuffled(found, rng))) for name in names if (found := list(rows(folder, name)))
    }
    longest = max(count for count, _ in open_ones.values())
    for _ in range(longest):
        for count, iterator in open_ones.values():
            # A corpus of half as many documents gives one every other time: all end together.
            if rng.random() < count / longest and (row := next(iterator, None)):
                yield row["title"], row["text"]


def pages(handbook: Path) -> Iterator[tuple[str, str]]:
    """(title, text) of the handbook's pages."""
    for page in sorted(handbook.glob("*.md")):
        yield page.stem, page.read_text(encoding="utf-8").split("---\n", 2)[-1]


def _shuffled(found: list[dict[str, str]], rng: random.Random) -> list[dict[str, str]]:
    rng.shuffle(found)
    return found


def _abstract(name: str, text: str, title: str) -> str:
    if name == "medline_abstracts":
        return text.removeprefix(title).strip()
    parts = re.findall(r"^ABSTRACT[.\w]*:\s*\n(.+?)(?=^\w+[.\w]*:\s*\n|\Z)", text, re.M | re.S)
    return " ".join(part.strip() for part in parts)
