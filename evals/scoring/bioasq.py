"""BioASQ's official measures of task B, exact answers and what was found, as its organisers' program computes them.

After github.com/BioASQ/Evaluation-Measures (QuestionAnswerEvaluator, version 8 of the challenge and later) and the FAQ of
the participants' area. Texts are the same when they are equal in lower case. Nothing is known of how answers were made.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score, Status
from evals.scoring.columns import Items, Reader
from evals.task import SetMeasure

TOP = 5  # names that may be given for a factoid question
MOST_FOUND = 10  # documents or snippets that may be given for a question
EPSILON = 1e-5  # keeps one question without a hit from making the geometric mean 0
_CLASSES = ("yes", "no")

Synonyms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """How much of what was given is right, and how much of what is right was given."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


# --- yes or no


@dataclass(frozen=True, slots=True)
class YesNoScorer:
    """Accuracy, and F1 of either class; the organisers rank by `macro_f1`, the mean of the two.

    As in their program, a question that is not answered rightly counts as answered with the other class, be it abstained.
    """

    measures: tuple[str, ...] = field(default=("accuracy",), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        reader = Reader(_CLASSES)

        def measure(name: str, of: Callable[[Items], float]) -> SetMeasure:
            return SetMeasure(name, lambda pairs: _where_asked(reader.items(pairs), of))

        return (
            measure("macro_f1", lambda items: (_f1_of(items, 0) + _f1_of(items, 1)) / 2),
            measure("f1_yes", lambda items: _f1_of(items, 0)),
            measure("f1_no", lambda items: _f1_of(items, 1)),
        )

    def score(self, example: Example, prediction: Prediction) -> Score:
        if not example.answers or example.answers[0] not in _CLASSES:
            return _unscored(prediction, self.measures, "the gold answer is neither yes nor no")
        right = prediction.status is Status.ANSWERED and prediction.answer == example.answers[0]
        return Score(prediction.example_id, prediction.arm, {"accuracy": float(right)})


def _where_asked(items: Items, of: Callable[[Items], float]) -> float | None:
    asked = items.where(items.gold >= 0)
    return of(asked) if len(asked.table) else None


def _f1_of(items: Items, label: int) -> float:
    """2TP / (2TP + FP + FN), and 0 where there is nothing of the class."""
    own = items.gold == label
    hits = float(items.right[own].sum())
    misses = float((1 - items.right).sum())  # of this class missed, or of the other one taken for it
    return 2 * hits / (2 * hits + misses) if hits else 0.0


# --- names


@dataclass(frozen=True, slots=True)
class FactoidScorer:
    """Over the first five names: is the first one right (strict), is any (lenient), and 1 / the rank of the first that is.

    `Prediction.answer` is a JSON list of names, the surest first; `details["exact"]` a list of lists of synonyms.
    """

    measures: tuple[str, ...] = field(default=("mrr", "strict_accuracy", "lenient_accuracy"), init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        return _scored(example, prediction, self.measures, _factoid)


@dataclass(frozen=True, slots=True)
class ListScorer:
    """Precision, recall and F1 of the names of one question; each right answer counts once, under whichever synonym."""

    measures: tuple[str, ...] = field(default=("f1", "precision", "recall"), init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        return _scored(example, prediction, self.measures, _list)


def reciprocal_rank(names: Sequence[str], exact: Sequence[Synonyms]) -> float:
    """1 / the rank of the first of five names that is right, or 0."""
    ranks = (rank for rank, name in enumerate(names[:TOP], start=1) if any(name in same for same in exact))
    return 1 / next(ranks, math.inf)


def list_match(names: Sequence[str], exact: Sequence[Synonyms]) -> Found:
    """Names are matched in their order, each with the first answer that is still free; a second synonym of one is wrong.

    A free answer is not missed where a name says it too: gold answers may share a synonym, and then one name is enough.
    """
    if not names or not exact:
        return Found(0.0, 0.0)
    free, unused = list(exact), list(names)
    hits = missed = 0
    for name in names:
        if (match := next((same for same in free if name in same), None)) is not None:
            free.remove(match)
            hits += 1
    for same in free:
        if (again := next((name for name in unused if name in same), None)) is not None:
            unused.remove(again)
        else:
            missed += 1
    return Found(hits / len(names), hits / (hits + missed) if hits else 0.0)


def _factoid(names: Sequence[str], exact: Sequence[Synonyms]) -> dict[str, float | None]:
    reciprocal = reciprocal_rank(names, exact)
    strict, lenient = float(reciprocal == 1), float(reciprocal > 0)
    return {"mrr": reciprocal, "strict_accuracy": strict, "lenient_accuracy": lenient}


def _list(names: Sequence[str], exact: Sequence[Synonyms]) -> dict[str, float | None]:
    found = list_match(names, exact)
    return {"f1": found.f1, "precision": found.precision, "recall": found.recall}


def _scored(
    example: Example,
    prediction: Prediction,
    measures: Sequence[str],
    of: Callable[[Sequence[str], Sequence[Synonyms]], Mapping[str, float | None]],
) -> Score:
    exact = [_synonyms(entry) for entry in example.details.get("exact") or ()]
    if not exact:
        return _unscored(prediction, measures, "there is no exact answer")
    names = _names(prediction.answer) if prediction.status is Status.ANSWERED else []
    if names is None:
        return _unscored(prediction, measures, "the answer is no JSON list of names")
    return Score(prediction.example_id, prediction.arm, of(names, exact))


def _synonyms(entry: str | Sequence[str]) -> Synonyms:
    return frozenset(_same(name) for name in ([entry] if isinstance(entry, str) else entry))


def _names(answer: str) -> list[str] | None:
    try:
        read = json.loads(answer)
    except ValueError:
        return None
    if not isinstance(read, list) or not all(isinstance(name, str) for name in read):
        return None
    return [_same(name) for name in read]


def _same(name: str) -> str:
    return name.strip().lower()


def _unscored(prediction: Prediction, measures: Sequence[str], note: str) -> Score:
    return Score(prediction.example_id, prediction.arm, dict.fromkeys(measures), note)


# --- what was found: documents


def documents_match(found: Sequence[str], relevant: Sequence[str]) -> Found:
    """Precision and recall of the first ten documents; a document that is listed twice counts once."""
    given, wanted = list(dict.fromkeys(found))[:MOST_FOUND], set(relevant)
    hits = len(wanted.intersection(given))
    return Found(hits / len(given), hits / len(wanted)) if given and wanted else Found(0.0, 0.0)


def average_precision(found: Sequence[str], relevant: Sequence[str]) -> float:
    """The precision at each relevant document of the first ten, summed and divided by min(relevant documents, 10)."""
    wanted = set(relevant)
    hits, total = 0, 0.0
    for rank, document in enumerate(list(dict.fromkeys(found))[:MOST_FOUND], start=1):
        if document in wanted:
            hits += 1
            total += hits / rank
    return total / min(len(wanted), MOST_FOUND) if wanted else 0.0


def mean(values: Sequence[float]) -> float | None:
    """Over questions: MAP of average precisions, mean precision, and so on. None where there is no question."""
    return math.fsum(values) / len(values) if values else None


def geometric_mean(values: Sequence[float]) -> float | None:
    """GMAP of average precisions: exp of the mean log of (value + 0.00001)."""
    return math.exp(math.fsum(math.log(value + EPSILON) for value in values) / len(values)) if values else None


# --- what was found: snippets


@dataclass(frozen=True, slots=True)
class Snippet:
    """Characters `begin` to `end`, both included, of a section ("title", "abstract") of a document."""

    document: str
    section: str
    begin: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.begin + 1

    def shared(self, other: Snippet) -> int:
        """How many characters two snippets have in common."""
        if (self.document, self.section) != (other.document, other.section):
            return 0
        return max(0, min(self.end, other.end) - max(self.begin, other.begin) + 1)


def snippets_match(found: Sequence[Snippet], relevant: Sequence[Snippet]) -> Found:
    """By characters, after snippets that overlap were made one: the official measure of snippets is its F1."""
    given, wanted = merged(found), merged(relevant)
    shared = sum(one.shared(other) for one in given for other in wanted)
    sizes = [sum(snippet.size for snippet in snippets) for snippets in (given, wanted)]
    return Found(shared / sizes[0], shared / sizes[1]) if all(sizes) else Found(0.0, 0.0)


def merged(snippets: Sequence[Snippet]) -> tuple[Snippet, ...]:
    """Snippets of one section that overlap as one, in the order of document, section and place."""
    kept: list[Snippet] = []
    for one in sorted(snippets, key=lambda snippet: (snippet.document, snippet.section, snippet.begin, snippet.end)):
        if kept and kept[-1].shared(one):
            last = kept.pop()
            kept.append(Snippet(last.document, last.section, last.begin, max(last.end, one.end)))
        else:
            kept.append(one)
    return tuple(kept)
