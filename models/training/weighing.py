"""How the model's probabilities and likeness add up: measured on examples, fitted by what they rank first.

Each candidate sentence is an observation: the model's log-odds at its label, the log-probability of its label after
`<|answer|>`, its likeness to the question, and whether it answers. Two thresholds follow: above which a sentence is
quoted, and below which the best sentence means abstaining. Knows nothing of where examples come from.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.prompt import PromptPassage
from models.quoting import QuotingModel, Weighing

RELEVANCES, CHOICES = (0.0, 0.3, 0.6, 1.0), (0.0, 0.1, 0.2, 0.3)
LIKENESSES = (1.0, 3.0, 5.0, 7.0, 9.0, 12.0, 16.0, 24.0)

Array = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Judged:
    """An example with its truth: `answers[p][s]` says whether sentence s of passage p answers."""

    question: str
    passages: tuple[PromptPassage, ...]
    answers: tuple[tuple[bool, ...], ...]

    @property
    def answerable(self) -> bool:
        """Whether anything answers."""
        return any(any(row) for row in self.answers)


@dataclass(frozen=True, slots=True)
class Measured:
    """One example's candidates: features of shape (candidates, 3) in the order relevance, choice, likeness; truth; places."""

    features: Array
    truth: NDArray[np.bool_]
    answerable: bool
    places: tuple[tuple[int, int], ...]


def measure(model: QuotingModel, encode: Encode, examples: Sequence[Judged]) -> list[Measured]:
    """Read every example; those of which nothing fits are left out."""
    measured = []
    for example in examples:
        like = likeness(encode, example.question, example.passages)
        scored = model.read(example.question, example.passages, like).scored
        if scored:
            places = tuple((s.candidate.passage, s.candidate.sentence) for s in scored)
            measured.append(
                Measured(
                    np.array([[s.relevance, s.choice, s.likeness] for s in scored]),
                    np.array([example.answers[p][i] for p, i in places]),
                    example.answerable,
                    places,
                )
            )
    return measured


def likeness(encode: Encode, question: str, passages: Sequence[PromptPassage]) -> list[list[float]]:
    """Cosine of the question and "title: sentence", as the agent computes it."""
    texts = [question]
    for passage in passages:
        title = passage.heading.partition(" — ")[0]
        texts += [f"{title}: {sentence}" if title else sentence for sentence in passage.sentences]
    vectors = encode(texts)
    values = iter((vectors[1:] @ vectors[0]).tolist())
    return [[next(values) for _ in passage.sentences] for passage in passages]


def fit_ranking(sets: Sequence[Sequence[Measured]], false_abstentions: float = 0.05) -> Weighing:
    """Weights by what they rank first, each set counting alike; then scale, bias and thresholds on the first set.

    Logistic regression asks how sure a sentence is over all questions; what is quoted depends on the order within one.
    So the proportions are those of a small grid with the best sum of precision at the number of relevant sentences (at
    most 4) and of the first one. The first set should be the most like real use.
    """
    proportions = max(itertools.product(RELEVANCES, CHOICES, LIKENESSES), key=lambda w: _ranking(np.array(w), sets))
    combined = [
        Measured((m.features @ np.array(proportions))[:, None], m.truth, m.answerable, m.places) for m in sets[0]
    ]
    bias, scale = logistic(np.concatenate([m.features for m in combined]), np.concatenate([m.truth for m in combined]))
    best = np.array([bias + scale * m.features.max() for m in combined if m.answerable])
    below = float(np.quantile(best, false_abstentions))
    relevance, choice, like = (float(scale * w) for w in proportions)
    return Weighing(float(bias), relevance, choice, like, quote_above=below, abstain_below=below)


def _ranking(weights: Array, sets: Sequence[Sequence[Measured]]) -> float:
    return sum(float(np.mean([sum(ranked(m, m.features @ weights)) for m in s if m.truth.any()])) for s in sets)


def ranked(measured: Measured, scores: Array) -> tuple[float, float]:
    """Precision among the best k, k being the number of relevant ones but at most 4; and whether the best is relevant."""
    order = np.argsort(-scores, kind="stable")
    k = min(4, int(measured.truth.sum()))
    return float(measured.truth[order[:k]].mean()), float(measured.truth[order[0]])


def weighed(weighing: Weighing, measured: Measured) -> Array:
    """The log-odds of every candidate."""
    weights = np.array([weighing.relevance, weighing.choice, weighing.likeness])
    return np.asarray(weighing.bias + measured.features @ weights)


def logistic(x: Array, y: NDArray[np.bool_], ridge: float = 1.0, steps: int = 30) -> Array:
    """Intercept and weights of a logistic regression, by Newton's method with a slight ridge on all of them."""
    x = np.concatenate([np.ones((len(x), 1)), x], axis=1)
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w = w - np.linalg.solve(hessian, gradient)
    return w


def write_weighing(weighing: Weighing, folder: Path) -> Path:
    """`quoting.json` in the model's folder."""
    path = folder / "quoting.json"
    path.write_text(
        json.dumps({k: round(v, 4) for k, v in asdict(weighing).items()}, indent=2) + "\n", encoding="utf-8"
    )
    return path
