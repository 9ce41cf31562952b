"""Questions with passages, of which it is known whether anything answers, in the form of `osler eval run quote-selection`.

One JSON object a line: `question`; `passages`, each with `sentences` or a `text`, and a `heading` or `title`; and
`answerable`, or what else tells it: `relevant` or `reference`. Knows nothing of models.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.prompt import PromptPassage
from models.training.documents import TrainingDataUnusable

Split = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """`source` is the name of the file."""

    question: str
    passages: tuple[PromptPassage, ...]
    answerable: bool
    source: str


def read_asked(path: Path, split: Split) -> list[Asked]:
    """Every line. Raises TrainingDataUnusable, naming the line, where it is not of that form."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise TrainingDataUnusable(f"{path} cannot be read ({error}); give a file of JSON lines.") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_asked(json.loads(line), path.stem, split))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise TrainingDataUnusable(
                    f"Line {number} of {path} holds no question with passages ({error!r}); correct it, or take it out."
                ) from error
    if not found:
        raise TrainingDataUnusable(f"{path} holds no questions; give a file of JSON lines.")
    return found


def _asked(row: dict[str, Any], source: str, split: Split) -> Asked:
    question = row["question"]
    if not isinstance(question, str) or not question.strip():
        raise ValueError("no question")
    told = row.get("answerable")
    answerable = bool(row.get("relevant") or row.get("reference")) if told is None else told
    if not isinstance(answerable, bool):
        raise ValueError("'answerable' is neither true nor false")
    return Asked(question, tuple(_passages(row["passages"], split)), answerable, source)


def _passages(rows: Sequence[dict[str, Any]], split: Split) -> Iterator[PromptPassage]:
    for row in rows:
        sentences = row["sentences"] if "sentences" in row else split(row["text"])
        if not all(isinstance(one, str) for one in sentences):
            raise ValueError("a sentence is no text")
        yield PromptPassage(row.get("heading") or row.get("title") or "", tuple(sentences))
