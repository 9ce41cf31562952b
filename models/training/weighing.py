"""How the model's probabilities and likeness add up: measured on judged examples that training never saw, and fitted.

Each candidate sentence is an observation: the model's log-odds at its label, its log-odds that the passage answers, the
sentence's likeness to the question, the cross-encoder's log-odds that passage and sentence answer, and whether it answers.
Thresholds follow: above which weight, and how far below the best, a sentence is quoted; and below which surety nothing is.
Knows nothing of where examples come from.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.prompt import PromptPassage
from models.quoting import QuotingModel, Scored, Weighing, sureness
from models.training.documents import TrainingDataUnusable
from models.training.judged import JudgedExample
from models.verdicts import Verdict

FALSE_ABSTENTIONS = 0.04  # share of the answerable questions that may go unanswered, every source counting as much
MOST_SHARE = 4.0  # as much as so many questions of a source of mean size, lest a handful outweighs all others
MOST = 5  # sentences quoted, when the thresholds are chosen
DEEPEST = 16  # candidates of a question among which they are
NEARLY, SAID_AGAIN = 0.995, 0.95  # of the best mean F1

Array = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Judge = Callable[[str, Sequence[PromptPassage]], Sequence[Verdict]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One example's candidates: features of shape (candidates, 6) in the order relevance, passage, likeness, log of the
    passage's place, the cross-encoder's of passage and sentence; the passage in which each stands; whether each answers; what
    the surety that anything does rests on, shape (5,); and the corpus that it asks about."""

    features: Array
    passages: NDArray[np.int_]
    truth: NDArray[np.bool_]
    sureness: Array
    source: str = ""

    @property
    def answerable(self) -> bool:
        """Whether anything answers."""
        return bool(self.truth.any())


def measure(model: QuotingModel, encode: Encode, judge: Judge, examples: Iterable[JudgedExample]) -> Iterator[Measured]:
    """Read every example; those of which nothing fits are left out."""
    for example in examples:
        like = likeness(encode, example.question, example.passages)
        verdicts = judge(example.question, example.passages)
        scored = model.read(example.question, example.passages, like, verdicts).scored
        answers = {*example.best, *example.also}
        if scored:
            yield Measured(
                np.array([_features(one) for one in scored]),
                np.array([one.candidate.passage for one in scored]),
                np.array([(s.candidate.passage, s.candidate.sentence) in answers for s in scored]),
                np.array(sureness(scored)),
                example.source,
            )


def _features(one: Scored) -> list[float]:
    place = math.log1p(one.candidate.passage)
    return [one.relevance, one.passage, one.likeness, place, one.verdict.passage, one.sentence_verdict]


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
    """Logistic regressions of "this sentence answers" and "anything answers"; then the thresholds. In the latter every source
    counts as much as any other, but a question at most MOST_SHARE times.

    `abstain_below` leaves FALSE_ABSTENTIONS of the answerable questions unanswered, the mean of the sources' shares. Raises
    TrainingDataUnusable where there is no example in which something answers.
    """
    answerable = [m for m in measured if m.answerable]
    if not answerable:
        raise TrainingDataUnusable(
            "None of the examples is answerable; give --corpora and a handbook as they were judged."
        )
    sentence = logistic(np.concatenate([m.features for m in measured]), np.concatenate([m.truth for m in measured]))
    sure = logistic(
        np.stack([m.sureness for m in measured]), np.array([m.answerable for m in measured]), _shares(measured)
    )
    weighing = Weighing(*sentence.tolist())
    weights = [weighed(weighing, m) for m in answerable]
    below = _abstain_below(answerable, [float(sure[0] + one.sureness @ sure[1:]) for one in answerable])
    above, within, elsewhere = _thresholds(Ranked.of(answerable, weights))
    sure_bias, sure_relevance, sure_passage, sure_likeness, sure_verdict, sure_words = sure.tolist()
    return replace(
        weighing,
        quote_above=above,
        within=within,
        elsewhere=elsewhere,
        sure_bias=sure_bias,
        sure_relevance=sure_relevance,
        sure_passage=sure_passage,
        sure_likeness=sure_likeness,
        sure_verdict=sure_verdict,
        sure_words=sure_words,
        abstain_below=below,
    )


def _shares(measured: Sequence[Measured]) -> Array:
    """How much each question counts, that every source counts alike: 1 where all have as many."""
    counts = Counter(one.source for one in measured)
    return np.array([min(MOST_SHARE, len(measured) / len(counts) / counts[one.source]) for one in measured])


def _abstain_below(answerable: Sequence[Measured], surest: Sequence[float]) -> float:
    """The quantile of the answerable questions, every source counting alike. To grant each source its own share was worse:
    the source on which the model is least sure then decides, and of the others hardly any is left that should be."""
    order = np.argsort(surest, kind="stable")
    lost = np.cumsum(_shares(answerable)[order])
    first = int(np.searchsorted(lost / lost[-1], FALSE_ABSTENTIONS, side="right"))
    return float(surest[order[first]])


@dataclass(frozen=True, slots=True)
class Ranked:
    """The DEEPEST candidates of examples by weight, best first, all arrays (examples, DEEPEST): weight, how far below the
    best, whether in the passage of the best, whether it answers; and of each example how many answer. Filled up with -inf."""

    weights: Array
    below: Array
    beside: NDArray[np.bool_]
    truth: NDArray[np.bool_]
    answering: NDArray[np.int_]

    @classmethod
    def of(cls, measured: Sequence[Measured], weights: Sequence[Array]) -> Ranked:
        """`weights[n]` are those of the candidates of `measured[n]`."""
        shape = (len(measured), DEEPEST)
        ranked, beside, truth = np.full(shape, -np.inf), np.zeros(shape, bool), np.zeros(shape, bool)
        for row, (one, own) in enumerate(zip(measured, weights, strict=True)):
            order = np.argsort(-own, kind="stable")[:DEEPEST]
            ranked[row, : len(order)] = own[order]
            beside[row, : len(order)] = one.passages[order] == one.passages[order[0]]
            truth[row, : len(order)] = one.truth[order]
        answering = np.array([int(one.truth.sum()) for one in measured])
        return cls(ranked, ranked[:, :1] - ranked, beside, truth, answering)

    def precision_f1(self, above: float, within: float, elsewhere: float) -> tuple[Array, Array]:
        """Of each example, precision and F1 of what would be quoted: the best, and what is above the thresholds, at most
        MOST."""
        near = (self.weights > above) & (self.below < np.where(self.beside, within, elsewhere))
        near[:, 0] = True
        chosen = near & (np.cumsum(near, 1) <= MOST)
        hits, count = (chosen & self.truth).sum(1), chosen.sum(1)
        return hits / count, 2 * hits / (count + self.answering)


def _thresholds(ranked: Ranked) -> tuple[float, float, float]:
    """`quote_above`, `within`, `elsewhere`. The last is the least with which the mean F1 can still be SAID_AGAIN of the best:
    for F1 a sentence that says the same again in another passage is found, for a reader it is nothing new. `within`, of those
    with nearly the best F1 then, has the best precision: what does not answer misleads. `quote_above` is the least with
    nearly the best: it withholds the second and third where the order is unsure, and there they are often the right ones."""
    steps = np.arange(0.3, 3.01, 0.3).round(2).tolist()
    grid = [(a, w, e) for a, w, e in itertools.product(np.linspace(-4, 1, 11).tolist(), steps, steps) if e <= w]
    found = [[float(value.mean()) for value in ranked.precision_f1(*one)] for one in grid]
    enough = SAID_AGAIN * max(f1 for _, f1 in found)
    elsewhere = min(one[2] for one, (_, f1) in zip(grid, found, strict=True) if f1 >= enough)
    with_it = [(*one, *two) for one, two in zip(grid, found, strict=True) if one[2] == elsewhere]
    nearly = [one for one in with_it if one[4] >= NEARLY * max(other[4] for other in with_it)]
    within = max(nearly, key=lambda one: one[3])[1]
    return min(one[0] for one in nearly if one[1] == within), within, elsewhere


def precision_f1(measured: Measured, weighing: Weighing) -> tuple[float, float]:
    """Precision and F1 of what would be quoted of one example, if it is not left unanswered."""
    ranked = Ranked.of([measured], [weighed(weighing, measured)])
    precision, f1 = ranked.precision_f1(weighing.quote_above, weighing.within, weighing.elsewhere)
    return float(precision[0]), float(f1[0])


def surety(weighing: Weighing, measured: Measured) -> float:
    """The log-odds that anything answers."""
    return weighing.surety(measured.sureness.tolist())


def weighed(weighing: Weighing, measured: Measured) -> Array:
    """The log-odds of every candidate."""
    w = weighing
    weights = np.array([w.relevance, w.passage, w.likeness, w.rank, w.verdict, w.sentence_verdict])
    return np.asarray(weighing.bias + measured.features @ weights)


def logistic(x: Array, y: NDArray[np.bool_], shares: Array | None = None, ridge: float = 1.0, steps: int = 30) -> Array:
    """Intercept and weights of a logistic regression, by Newton's method with a slight ridge on all of them; each
    observation counts `shares` times, once if not given."""
    x = np.concatenate([np.ones((len(x), 1)), x], axis=1)
    shares = np.ones(len(x)) if shares is None else shares
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (shares * (p - y)) + ridge * w
        hessian = (x * (shares * p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w = w - np.linalg.solve(hessian, gradient)
    return w
