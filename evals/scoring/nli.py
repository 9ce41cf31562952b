"""Entailment by a natural-language-inference model in a folder of this machine: a cross-encoder of sentence-transformers.

The only file of the evaluations that knows such a model. Nothing is downloaded. A premise longer than what the model reads
is cut, so that what is said past the cut does not count.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from evals.errors import BadNliModel

_ENTAILMENT, _CONTRADICTION = "entailment", "contradiction"
_WANTED = "take the folder of a model for natural language inference whose config.json names its classes (id2label)."


@dataclass(frozen=True, slots=True)
class NliEntails:
    """Whether a premise entails a hypothesis: entailment is the likeliest class.

    Raises BadNliModel when it is made, where the folder holds no such model or no class of that name. The model opens at
    the first question and stays open.
    """

    folder: Path

    def __post_init__(self) -> None:
        _place(self.folder, _ENTAILMENT)

    def __call__(self, premise: str, hypothesis: str) -> bool:
        return _likeliest(self.folder, premise, hypothesis) == _place(self.folder, _ENTAILMENT)


@dataclass(frozen=True, slots=True)
class NliContradicts:
    """Whether a premise contradicts a hypothesis: contradiction is the likeliest class. Else like NliEntails."""

    folder: Path

    def __post_init__(self) -> None:
        _place(self.folder, _CONTRADICTION)

    def __call__(self, premise: str, hypothesis: str) -> bool:
        return _likeliest(self.folder, premise, hypothesis) == _place(self.folder, _CONTRADICTION)


class _CrossEncoder(Protocol):
    """What is used of the model: a row of scores, one a class, for each pair."""

    def predict(self, inputs: list[tuple[str, str]], *, show_progress_bar: bool) -> Sequence[Sequence[float]]: ...


def _likeliest(folder: Path, premise: str, hypothesis: str) -> int:
    scores = _opened(folder).predict([(premise, hypothesis)], show_progress_bar=False)[0]
    return max(range(len(scores)), key=lambda place: float(scores[place]))


@cache
def _opened(folder: Path) -> _CrossEncoder:
    from sentence_transformers import CrossEncoder

    try:
        model: _CrossEncoder = CrossEncoder(str(folder), local_files_only=True)
    except (OSError, ValueError) as error:
        raise BadNliModel(folder, f"the model does not open ({str(error).splitlines()[0]}); {_WANTED}") from error
    return model


@cache
def _place(folder: Path, name: str) -> int:
    """Where the class stands among the model's scores. "ENTAILMENT" and "entails" are entailment, "not_entailment" is not."""
    labels = _labels(folder)
    beginning = name.removesuffix("ment").removesuffix("ion")
    found = [place for place, label in labels.items() if label.casefold().startswith(beginning)]
    if len(found) != 1:
        raise BadNliModel(folder, f"no class of {', '.join(labels.values()) or 'none'} is called {name}; {_WANTED}")
    return found[0]


def _labels(folder: Path) -> Mapping[int, str]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except OSError:
        raise BadNliModel(folder, f"there is no config.json in it; {_WANTED}") from None
    except ValueError:
        raise BadNliModel(folder, f"its config.json is not JSON; {_WANTED}") from None
    labels = config.get("id2label") if isinstance(config, dict) else None
    if not isinstance(labels, dict):
        raise BadNliModel(folder, f"its config.json names no classes; {_WANTED}")
    return {int(place): str(label) for place, label in labels.items()}
