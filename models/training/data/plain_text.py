"""Plain text to pretrain on: a document a line, its paragraphs without repeats and without what is left out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TextIO

from models.training.data.prose import normalised, paragraphs
from models.training.data.repeats import Repeats
from models.training.documents import TrainingDocument

_FEWEST = 20  # words of a document that is worth a line
_LETTERS = re.compile(r"[^\W\d_]+")
_PROSE = 0.6  # share of letters below which a paragraph is a table or a formula


@dataclass(frozen=True, slots=True)
class TextReport:
    """What went into the plain text: documents and paragraphs in and out, words and characters out, what was dropped."""

    documents: int = 0
    written: int = 0
    paragraphs: int = 0
    kept: int = 0
    words: int = 0
    characters: int = 0
    exact_repeats: int = 0
    near_repeats: int = 0
    left_out: int = 0
    no_prose: int = 0

    def to_json(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


class PlainText:
    """Writes documents as they come; `report` is right at any time."""

    def __init__(self, out: TextIO, leaks: Callable[[str], bool]) -> None:
        self._out = out
        self._leaks = leaks
        self._repeats = Repeats()
        self._counts: Counter[str] = Counter()

    @property
    def report(self) -> TextReport:
        """What was written so far."""
        return TextReport(**self._counts)

    def add(self, document: TrainingDocument) -> None:
        """Write what of a document is new, a blank line between paragraphs (JSON: text, id, source)."""
        self._counts["documents"] += 1
        kept: list[str] = []
        count = 0
        for section in document.sections:
            fresh = [text for text in paragraphs(section.text) if self._takes(text)]
            count += sum(len(text.split()) for text in fresh)
            heading = normalised(section.heading)
            kept += [heading, *fresh] if fresh and heading and heading != document.title else fresh
        if count < _FEWEST:
            return
        title = normalised(document.title)
        text = "\n\n".join(kept if not title or kept[0] == title or self._leaks(title) else [title, *kept])
        self._counts.update(written=1, words=len(text.split()), characters=len(text))
        line = {"text": text, "id": document.doc_id, "source": document.source}
        self._out.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _takes(self, text: str) -> bool:
        self._counts["paragraphs"] += 1
        if not _is_prose(text):
            self._counts["no_prose"] += 1
        elif self._leaks(text):
            self._counts["left_out"] += 1
        elif repeat := self._repeats.seen(text):
            self._counts[f"{repeat}_repeats"] += 1
        else:
            self._counts["kept"] += 1
            return True
        return False


def _is_prose(text: str) -> bool:
    """Whether most of a paragraph is letters."""
    letters = len(text) - len(_LETTERS.sub("", text))
    return letters >= _PROSE * (len(text) - text.count(" ") - text.count("\n"))
