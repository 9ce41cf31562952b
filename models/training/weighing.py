"""How the model's probabilities and likeness add up: measured on judged examples that training never saw, and fitted.

Each candidate sentence is an observation: the model's log-odds at its label, its log-odds that the passage answers, the
sentence's likeness to the question, the cross-encoder's log-odds that the passage answers, and whether it answers. Thresholds
follow: above which weight, and how far below the best, a sentence is quoted; and below which surety nothing is. Knows nothing
of where examples come from.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.prompt import PromptPassage
from models.quoting import QuotingModel, Scored, Weighing, sureness
from models.training.documents import TrainingDataUnusable
from models.training.judged import JudgedExample

FALSE_ABSTENTIONS = 0.05  # share of the answerable questions about any corpus, in any form, that may go unanswered
ENOUGH = 20  # answerable questions about a corpus in one form that say something of it
MOST = 5  # sentences quoted, when the thresholds are chosen
NEARLY = 0.99

Array = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[np.float32]]
ScorePairs = Callable[[str, Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One example's candidates: features of shape (candidates, 5) in the order relevance, passage, likeness, log of the
    passage's place, cross-encoder; whether each answers; what the surety that anything does rests on, shape (4,); and the
    corpus that it asks about, in which form."""

    features: Array
    truth: NDArray[np.bool_]
    sureness: Array
    group: str = ""

    @property
    def answerable(self) -> bool:
        """Whether anything answers."""
        return bool(self.truth.any())


def measure(
    model: QuotingModel, encode: Encode, score_pairs: ScorePairs, examples: Iterable[JudgedExample], form: str = "whole"
) -> Iterator[Measured]:
    """Read every example; those of which nothing fits are left out. `form` is that of their passages, by name."""
    for example in examples:
        like = likeness(encode, example.question, example.passages)
        reranked = score_pairs(example.question, [one.text for one in example.passages]).tolist()
        scored = model.read(example.question, example.passages, like, reranked).scored
        answers = {*example.best, *example.also}
        if scored:
            yield Measured(
                np.array([_features(one) for one in scored]),
                np.array([(s.candidate.passage, s.candidate.sentence) in answers for s in scored]),
                np.array(sureness(scored)),
                f"{example.source}, {form}",
            )


def _features(one: Scored) -> list[float]:
    return [one.relevance, one.passage, one.likeness, math.log1p(one.candidate.passage), one.reranked]


def likeness(encode: Encode, question: str, passages: Sequence[PromptPassage]) -> list[list[float]]:
    """Cosine of the question and "title: sentence", as the agent computes it."""
    texts = [question]
    for passage in passages:
        title = passage.heading.partition(" — ")[0]
        texts += [f"{title}: {sentence}" if title else sentence for sentence in passage.sentences]
    vectors = encode(texts)
    values = iter((vectors[1:] @ vectors[0]).tolist())
    return [[next(values) for _ in passage.sentences] for passage in passages]


def fit(measured: Sequence[Measured]) -> Weighing:
    """Logistic regressions of "this sentence answers" and "anything answers"; then the thresholds.

    `abstain_below` leaves at most FALSE_ABSTENTIONS of the answerable questions about each corpus unanswered: one quantile
    over all would cost the corpus, or the form, on which the model is least sure most of its answers. Raises
    TrainingDataUnusable where there is no example in which something answers.
    """
    answerable = [m for m in measured if m.answerable]
    if not answerable:
        raise TrainingDataUnusable(
            "None of the examples is answerable; give --corpora and a handbook as they were judged."
        )
    sentence = logistic(np.concatenate([m.features for m in measured]), np.concatenate([m.truth for m in measured]))
    sure = logistic(np.stack([m.sureness for m in measured]), np.array([m.answerable for m in measured]))
    weighing = Weighing(*sentence.tolist())
    weights = [weighed(weighing, m) for m in answerable]
    below = _abstain_below(answerable, [float(sure[0] + m.sureness @ sure[1:]) for m in answerable])
    above, within = _thresholds(list(zip(answerable, weights, strict=True)))
    sure_bias, sure_relevance, sure_passage, sure_likeness, sure_reranked = sure.tolist()
    return replace(
        weighing,
        quote_above=above,
        within=within,
        sure_bias=sure_bias,
        sure_relevance=sure_relevance,
        sure_passage=sure_passage,
        sure_likeness=sure_likeness,
        sure_reranked=sure_reranked,
        abstain_below=below,
    )


def _abstain_below(answerable: Sequence[Measured], surest: Sequence[float]) -> float:
    """The lowest of the groups' own thresholds; of all together where no group has ENOUGH questions."""
    by_group: dict[str, list[float]] = {}
    for one, sure in zip(answerable, surest, strict=True):
        by_group.setdefault(one.group, []).append(sure)
    enough = [sures for sures in by_group.values() if len(sures) >= ENOUGH] or [list(surest)]
    return min(float(np.quantile(sures, FALSE_ABSTENTIONS)) for sures in enough)


def _thresholds(weighed_ones: Sequence[tuple[Measured, Array]]) -> tuple[float, float]:
    """Of the pairs with nearly the best mean F1 the one with the best precision: what does not answer misleads a reader."""
    pairs = list(itertools.product(np.linspace(-4, 1, 21).tolist(), np.linspace(0.2, 4, 20).tolist()))
    found = [np.mean([precision_f1(m, w, *pair) for m, w in weighed_ones], axis=0) for pair in pairs]
    enough = NEARLY * max(f1 for _, f1 in found)
    return max(zip(pairs, found, strict=True), key=lambda one: (one[1][1] >= enough, one[1][0]))[0]


def precision_f1(measured: Measured, weights: Array, above: float, within: float) -> tuple[float, float]:
    """Precision and F1 of what would be quoted: the best, and what is above both thresholds, at most MOST."""
    order = np.argsort(-weights, kind="stable")[:MOST]
    least = max(above, weights[order[0]] - within)
    chosen = [i for rank, i in enumerate(order) if rank == 0 or weights[i] > least]
    hits = int(measured.truth[chosen].sum())
    return hits / len(chosen), 2 * hits / (len(chosen) + int(measured.truth.sum()))


def weighed(weighing: Weighing, measured: Measured) -> Array:
    """The log-odds of every candidate."""
    weights = np.array([weighing.relevance, weighing.passage, weighing.likeness, weighing.rank, weighing.reranked])
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
