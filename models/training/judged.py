"""Questions with real evidence, and which of its sentences answer: judged by reading, one by one.

`judged.jsonl` beside this module holds the questions and the judgements, both ours. The evidence is named, not copied: a
document of a corpus or a page of the handbook, and which of its words a sentence is. So whoever has the corpora has the
examples. Those judged are language models in a librarian's part, following one page of rules (docs/judged.md); no clinician
has checked them.

Knows nothing of tokens or of how the model is trained.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.prompt import PromptPassage
from models.training.corpora import rows
from models.training.documents import TrainingDataUnusable
from models.training.examples import GroundedExample

JUDGED = Path(__file__).with_name("judged.jsonl")
HANDBOOK = "handbook"
HELD_OUT_PERCENT = 20
BEST, ALSO = 1.0, 0.75  # targets: what one would quote first, and what answers too

Place = tuple[int, int]  # of a sentence: passage, sentence
Part = Literal["train", "weigh", "test", "near"]


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """`best` are the places one would quote, best first; `also` those that answer too. Both empty: nothing answers.
    `written`: the question was written for the document, not asked of a search."""

    question: str
    passages: tuple[PromptPassage, ...]
    best: tuple[Place, ...]
    also: tuple[Place, ...]
    source: str
    document: str
    written: bool = False

    @property
    def part(self) -> Part:
        """Learnt from, held out to weigh probabilities and likeness, or held out to measure: by the document found first,
        so that all questions about it fall on one side. What was written for a document held out (near misses) is measured
        by itself: where its passage stands among the others says nothing of a search."""
        place = zlib.crc32(self.document.encode()) % 100
        if self.written and place < HELD_OUT_PERCENT:
            return "near"
        return "weigh" if place < HELD_OUT_PERCENT // 2 else "test" if place < HELD_OUT_PERCENT else "train"

    def to_learn(self) -> GroundedExample:
        """With its judgements as targets."""
        values = dict.fromkeys(self.also, ALSO) | dict.fromkeys(self.best, BEST)
        relevance = tuple(
            tuple(values.get((p, s), 0.0) for s in range(len(passage.sentences)))
            for p, passage in enumerate(self.passages)
        )
        return GroundedExample(self.question, self.passages, relevance, self.best, self.source)


def read_judged(corpora: Path, handbook: Path, path: Path = JUDGED) -> list[JudgedExample]:
    """Every example whose evidence can be found. Raises TrainingDataUnusable where a document is not as it was judged."""
    try:
        read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise TrainingDataUnusable(f"{path} cannot be read ({error}); restore it from the repository.") from error
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in read:
        for passage in one["passages"]:
            wanted[passage["corpus"]].add(passage["id"])
    found = {name: _documents(name, ids, corpora, handbook) for name, ids in wanted.items()}
    return [_example(one, found) for one in read]


def checksum(words: Sequence[str]) -> int:
    """Of a sentence's words: a document that has changed is noticed."""
    return zlib.crc32(" ".join(words).encode()) & 0xFFFF


def _documents(name: str, ids: set[str], corpora: Path, handbook: Path) -> dict[str, tuple[str, list[str]]]:
    """(title, words) of the documents."""
    if name == HANDBOOK:
        return {page.stem: _page(page) for page in sorted(handbook.glob("*.md")) if page.stem in ids}
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows(corpora, name):
        if row["id"] in ids and row["id"] not in found:
            found[row["id"]] = row["title"], body(name, row).split()
    return found


def body(name: str, row: dict[str, str]) -> str:
    """A corpus row's text without the question or the title that stands before it."""
    return row["text"].partition("\n")[2] if name == "medquad" else row["text"].removeprefix(row["title"])


def _page(path: Path) -> tuple[str, list[str]]:
    import yaml  # what trains from a pack has no pages to read

    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return str(yaml.safe_load(front)["title"]), page_words(text)


def page_words(text: str) -> list[str]:
    """A page's words without the marks of its sources."""
    return re.sub(r"\[\^\d+\]", " ", text).split()


def _example(one: dict[str, Any], found: dict[str, dict[str, tuple[str, list[str]]]]) -> JudgedExample:
    passages = []
    for passage in one["passages"]:
        try:
            title, words = found[passage["corpus"]][passage["id"]]
        except KeyError:
            raise TrainingDataUnusable(
                f"The corpus {passage['corpus']} has no document {passage['id']}, which judged.jsonl names; "
                "give the corpora it was made with."
            ) from None
        heading = f"{title} — {passage['section']}" if passage.get("section") else title
        passages.append(PromptPassage(heading, tuple(_sentences(passage, words))))
    return JudgedExample(
        one["question"],
        tuple(passages),
        tuple((p, s) for p, s in one["best"]),
        tuple((p, s) for p, s in one["also"]),
        one["passages"][0]["corpus"],
        one["passages"][0]["id"],
        bool(one.get("written_for")),
    )


def _sentences(passage: dict[str, Any], words: list[str]) -> Iterable[str]:
    for first, count, check in passage["sentences"]:
        taken = words[first : first + count]
        if checksum(taken) != check:
            raise TrainingDataUnusable(
                f"{passage['id']} of {passage['corpus']} is not as it was when its sentences were judged; "
                "give the corpora of that time, or judge them again."
            )
        yield " ".join(taken)
