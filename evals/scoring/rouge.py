"""Overlap with reference texts: ROUGE-L and ROUGE-2 by rouge-score, and ROUGE-SU4, which it does not have (Lin 2004).

Of several references the best counts, for each measure by itself. Words are runs of a–z and 0–9 in lower case, as
rouge-score takes them; stemming (Porter's, of words longer than three letters) is off unless asked for. BioASQ reports
recall and F1 of ROUGE-2 and ROUGE-SU4 of ideal answers. Which switches its organisers give to the original program we
could not confirm, and that program averages over references by default: figures are close to BioASQ's, not the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from evals.errors import UnknownMeasure
from evals.examples import Example, Prediction, Score, Status
from evals.task import SetMeasure

_GAP = 4  # words that may stand between the two of a skip-bigram
_PARTS = ("precision", "recall", "f1")

Words = list[str]


class _Found(Protocol):
    """What rouge-score gives, as far as it is read here."""

    @property
    def precision(self) -> float: ...
    @property
    def recall(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share of the text's units that are the reference's, the share of the reference's that the text has, and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def part(self, name: str) -> float:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}[name]


@dataclass(frozen=True, slots=True)
class OverlapScorer:
    """The overlap of the answer with the example's answers, or with the texts that its details hold under `references`.

    A measure is called "rougeL_f1", "rouge2_recall", "rougeSU4_precision" and so on; raises UnknownMeasure for another. An
    abstention or a refusal shares nothing and scores 0; an example without references is unscored.
    """

    measures: tuple[str, ...] = ("rougeL_f1", "rouge2_f1")
    references: str = ""
    stem: bool = False
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        known = [f"{family}_{part}" for family in _FAMILIES for part in _PARTS]
        for name in self.measures:
            if name not in known:
                raise UnknownMeasure(name, known)

    def score(self, example: Example, prediction: Prediction) -> Score:
        references = self._references(example)
        if not references:
            return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), "there is no reference")
        said = prediction.answer if prediction.status is Status.ANSWERED else ""
        values = {name: _best(name, said, references, self.stem) for name in self.measures}
        return Score(prediction.example_id, prediction.arm, values)

    def _references(self, example: Example) -> tuple[str, ...]:
        texts = example.details.get(self.references, ()) if self.references else example.answers
        return tuple(text for text in ([texts] if isinstance(texts, str) else texts) if text.strip())


def rouge_l(text: str, reference: str, stem: bool = False) -> Overlap:
    """By the longest common subsequence of the whole texts."""
    return _of_rouge_score("rougeL", text, reference, stem)


def rouge_2(text: str, reference: str, stem: bool = False) -> Overlap:
    """By pairs of adjacent words."""
    return _of_rouge_score("rouge2", text, reference, stem)


def rouge_su4(text: str, reference: str, stem: bool = False) -> Overlap:
    """By pairs of words in order with at most four words between them, and by single words."""
    ours, theirs = _skip_units(_words(text, stem)), _skip_units(_words(reference, stem))
    if not ours or not theirs:
        return Overlap(0.0, 0.0)
    shared = (ours & theirs).total()
    return Overlap(shared / ours.total(), shared / theirs.total())


_FAMILIES: dict[str, Callable[[str, str, bool], Overlap]] = {
    "rougeL": rouge_l,
    "rouge2": rouge_2,
    "rougeSU4": rouge_su4,
}


def _best(measure: str, text: str, references: Sequence[str], stem: bool) -> float:
    family, _, part = measure.partition("_")
    return max(_FAMILIES[family](text, reference, stem).part(part) for reference in references)


def _of_rouge_score(kind: str, text: str, reference: str, stem: bool) -> Overlap:
    found = _scorer(kind, stem)(reference, text)[kind]
    return Overlap(float(found.precision), float(found.recall))


def _skip_units(words: Words) -> Counter[tuple[str, ...]]:
    """Every word, and every pair of words in order with at most `_GAP` words between them."""
    units: Counter[tuple[str, ...]] = Counter((word,) for word in words)
    units.update((word, other) for n, word in enumerate(words) for other in words[n + 1 : n + 2 + _GAP])
    return units


@cache
def _scorer(kind: str, stem: bool) -> Callable[[str, str], dict[str, _Found]]:
    """rouge-score's scorer of one kind, from reference and text; imported when it is first needed."""
    from rouge_score.rouge_scorer import RougeScorer

    score: Callable[[str, str], dict[str, _Found]] = RougeScorer([kind], use_stemmer=stem).score
    return score


@cache
def _tokenizer(stem: bool) -> Callable[[str], Words]:
    from rouge_score.tokenizers import DefaultTokenizer

    tokenize: Callable[[str], Words] = DefaultTokenizer(stem).tokenize
    return tokenize


def _words(text: str, stem: bool) -> Words:
    return _tokenizer(stem)(text)
