"""Judged examples that training never saw, as JSONL for `osler eval run quote-selection`. Knows nothing of models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from models.training.judged import JudgedExample


def write_examples(examples: Iterable[JudgedExample], path: Path) -> int:
    """One example a line: question, passages (heading, sentences), relevant places, answerable, source, and as group the
    document found first. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(_row(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def _row(example: JudgedExample) -> dict[str, object]:
    relevant = sorted({*example.best, *example.also})
    return {
        "question": example.question,
        "passages": [{"heading": p.heading, "sentences": p.sentences} for p in example.passages],
        "relevant": [list(place) for place in relevant],
        "answerable": bool(relevant),
        "source": example.source,
        "group": f"{example.source}/{example.document}",
    }
