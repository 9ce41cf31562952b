"""Examples on topics that training never saw, as JSONL: `question`, `passages`, `relevant`, `answerable`, `source`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.errors import ModelError
from models.prompt import PromptPassage
from models.training.bundled import bundled_topics
from models.training.corpora import held_out
from models.training.examples import ExampleBuilder, GroundedExample, Split
from models.training.weighing import Judged

SEED = 123
ANSWERS = 0.5  # a target from here up counts as answering


class ExamplesUnusable(ModelError):
    """A file of examples cannot be read."""


def held_out_examples(
    corpora: Path, handbook: Path, split: Split, count: int, articles: int = 2000
) -> Iterator[GroundedExample]:
    """The first `count` examples on held-out topics; their distractors are of held-out topics too."""
    topics = [topic for topic in bundled_topics(corpora, handbook, articles, split) if held_out(topic)]
    return itertools.islice(ExampleBuilder(topics, SEED).draw(), count)


def write_examples(examples: Iterable[GroundedExample], path: Path) -> int:
    """One example a line; how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(_row(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_examples(path: Path) -> list[Judged]:
    """The examples of a file. Raises ExamplesUnusable, naming the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ExamplesUnusable(f"{path} cannot be read ({error}); give a JSONL file of examples.") from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(_judged(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ExamplesUnusable(f"{path}, line {number}: not an example ({error}); see --help.") from error
    return found


def _row(example: GroundedExample) -> dict[str, object]:
    relevant = [[p, s] for p, row in enumerate(example.relevance) for s, v in enumerate(row) if v >= ANSWERS]
    return {
        "question": example.question,
        "passages": [{"heading": p.heading, "sentences": p.sentences} for p in example.passages],
        "relevant": relevant,
        "answerable": bool(relevant),
        "source": example.source,
    }


def _judged(row: dict[str, Any]) -> Judged:
    passages = tuple(PromptPassage(str(p["heading"]), tuple(p["sentences"])) for p in row["passages"])
    relevant = {(p, s) for p, s in row["relevant"]}
    truth = tuple(tuple((p, s) in relevant for s in range(len(q.sentences))) for p, q in enumerate(passages))
    return Judged(str(row["question"]), passages, truth)
