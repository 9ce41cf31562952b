"""What must not be learnt: whatever shares words with the texts of evaluation sets. Knows nothing of files' formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models.training.data.prose import words
from models.training.documents import TrainingDataUnusable
from models.training.leaving_out import texts_of
from models.training.pairs import GRAM, LeftOut


class Leaks:
    """Whether a text shares a run of GRAM words with what is left out, or is one of its shorter texts word for word."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        found = list(texts)
        self._any = bool(found)
        self._shares = LeftOut(found)
        self._short = {" ".join(spelt) for text in found if 3 <= len(spelt := words(text)) < GRAM}

    def __call__(self, text: str) -> bool:
        return self._any and (self._shares(text) or " ".join(words(text)) in self._short)


def left_out_texts(paths: Sequence[Path]) -> Iterator[str]:
    """Every text in files, and in the files of folders. Raises TrainingDataUnusable where a path cannot be read.

    Also where a path holds no text at all: nothing would be left out without a word.
    """
    for path in paths:
        count = 0
        for text in texts_of(path):
            count += bool(text.strip())
            yield text
        if not count:
            raise TrainingDataUnusable(
                f"{path} holds no text; give --leave-out a file or folder of questions or texts."
            )
