"""Scores of runs, through ir-measures, and how sure one may be of them: bootstrap intervals and paired tests over queries.

Pure: judgements, rankings and numbers in, numbers out. Every resample takes the same queries for every arm, and every
test flips the same ones, so that arms are compared on equal terms; a seed makes all of it repeatable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.beir import Judgement
from evals.runs import Run

MEASURES = ("nDCG@10", "MRR@10", "recall@10", "recall@100")
RESAMPLES = 5000
SEED = 20261122
# As ir-measures spells them. Its nDCG takes a grade as the gain, as trec_eval does; the others take 1 and up as relevant.
_SPELT = {"nDCG@10": "nDCG@10", "MRR@10": "RR@10", "recall@10": "R@10", "recall@100": "R@100"}
_A_BLOCK = 250  # resamples at once: what is in memory stays small for thousands of queries
_MIDDLE_95 = (0.025, 0.975)

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over queries with its 95% bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean paired difference over queries, its 95% bootstrap interval, and the p-value of a paired permutation test.

    `p` is two-sided: how often flipping arms at random, query by query, gives a mean difference at least as large.
    """

    value: float
    low: float
    high: float
    p: float


def values_by_query(judgements: Sequence[Judgement], run: Run) -> Values:
    """One row a ranking of the run, one column a measure. What was not found scores 0."""
    rows = {ranking.query_id: n for n, ranking in enumerate(run)}
    columns = {measure: n for n, measure in enumerate(_measures())}
    values = np.zeros((len(run), len(MEASURES)))
    found = {ranking.query_id: {one.doc_id: one.score for one in ranking.documents} for ranking in run}
    for metric in _ir_measures().iter_calc(_measures(), _qrels(judgements), found):
        values[rows[metric.query_id], columns[metric.measure]] = metric.value
    return values


def figures(values: Values) -> tuple[Figure, ...]:
    """The mean of each column with its interval."""
    low, high = _interval(values)
    return tuple(Figure(*map(float, triple)) for triple in zip(values.mean(0), low, high, strict=True))


def differences(ours: Values, theirs: Values) -> tuple[Difference, ...]:
    """Ours less theirs on the same queries, column by column."""
    gaps = ours - theirs
    low, high = _interval(gaps)
    columns = zip(gaps.mean(0), low, high, _p_values(gaps), strict=True)
    return tuple(Difference(*map(float, column)) for column in columns)


def _interval(values: Values) -> Values:
    """The percentile interval of the means, as two rows."""
    means = np.concatenate([weights @ values for weights in _resamples(len(values))])
    bounds: Values = np.quantile(means, _MIDDLE_95, axis=0)
    return bounds


def _resamples(n: int) -> Iterator[Values]:
    """Blocks of resamples of `n` queries with replacement, as the weight of each query: (resamples, n)."""
    rng = np.random.default_rng(SEED)
    for begin in range(0, RESAMPLES, _A_BLOCK):
        drawn = rng.integers(0, n, (min(_A_BLOCK, RESAMPLES - begin), n))
        places = drawn + n * np.arange(len(drawn))[:, None]
        yield np.bincount(places.ravel(), minlength=drawn.size).reshape(drawn.shape) / n


def _p_values(gaps: Values) -> Values:
    """Of each column. One is added to both counts, since what was observed is itself one of the ways to flip."""
    observed = np.abs(gaps.mean(0)) - 1e-12  # sums in another order may differ in their last bits
    as_large = np.zeros(gaps.shape[1])
    rng = np.random.default_rng(SEED)
    for begin in range(0, RESAMPLES, _A_BLOCK):
        signs = rng.integers(0, 2, (min(_A_BLOCK, RESAMPLES - begin), len(gaps))) * 2.0 - 1.0
        as_large += (np.abs(signs @ gaps / len(gaps)) >= observed).sum(0)
    p: Values = (as_large + 1) / (RESAMPLES + 1)
    return p


def _qrels(judgements: Sequence[Judgement]) -> list[Any]:
    qrel = _ir_measures().Qrel
    return [qrel(one.query_id, one.doc_id, one.grade) for one in judgements]


@cache
def _measures() -> tuple[Any, ...]:
    return tuple(_ir_measures().parse_measure(_SPELT[name]) for name in MEASURES)


def _ir_measures() -> Any:
    """ir-measures, imported when it is first needed. It has no types."""
    import ir_measures

    return ir_measures
