"""A comparison of arms on one set: each arm's run, its figures, and the paired differences that say who wins.

Knows neither how an arm finds nor how a report is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.beir import BeirSet, Query
from evals.measures import MEASURES, Difference, Figure, Values, differences, figures, values_by_query
from evals.runs import Arm, Run, level, twins

TIMED_QUERIES = 50
TIMED_DEPTH = 10  # what a person looks at; a fusion still fuses all it fuses
_SINGLE = ("bm25", "minilm")
_COMPARED = (("osler", "rrf"), ("osler", "osler-no-rerank"))


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a whole search for the best ten documents, one query after the other."""

    median: float
    p95: float
    queries: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One arm less another on the same queries, by measure. `against` names the other, which may differ by measure."""

    arm: str
    against: dict[str, str]
    by_measure: dict[str, Difference]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All arms on one set. `nothing_found` counts the queries an arm found nothing for; they score 0."""

    runs: dict[str, Run]
    figures: dict[str, dict[str, Figure]]
    compared: dict[str, Compared]
    nothing_found: dict[str, int]
    twin_documents: int
    queries_without_relevant: int


def compare(beir: BeirSet, arms: Mapping[str, Arm], depth: int, tell: Callable[[str], None]) -> Comparison:
    """Runs every arm on every query and scores it. `tell` is called with the name of each arm as its turn comes."""
    same = twins(beir.documents)
    runs: dict[str, Run] = {}
    for name, arm in arms.items():
        tell(name)
        runs[name] = level(arm(beir.queries, depth), same)
    values = {name: values_by_query(beir.judgements, run) for name, run in runs.items()}
    answered = {one.query_id for one in beir.judgements if one.grade > 0}
    return Comparison(
        runs=runs,
        figures={name: dict(zip(MEASURES, figures(own), strict=True)) for name, own in values.items()},
        compared=_compared(values),
        nothing_found={name: sum(not ranking.documents for ranking in run) for name, run in runs.items()},
        twin_documents=len(same),
        queries_without_relevant=sum(query.query_id not in answered for query in beir.queries),
    )


def latencies(arms: Mapping[str, Arm], queries: Sequence[Query]) -> dict[str, Latency]:
    """How long one search takes in each arm, over queries taken evenly from all. The first, untimed, warms up.

    In turns, query by query, so that whatever else the machine does slows all arms alike.
    """
    step = max(1, len(queries) // TIMED_QUERIES)
    taken = queries[::step][:TIMED_QUERIES]
    milliseconds: dict[str, list[float]] = {name: [] for name in arms}
    for query in (*taken[:1], *taken):
        for name, arm in arms.items():
            began = time.perf_counter()
            arm((query,), TIMED_DEPTH)
            milliseconds[name].append(1000 * (time.perf_counter() - began))
    return {name: _latency(own[1:]) for name, own in milliseconds.items()}


def _latency(milliseconds: Sequence[float]) -> Latency:
    return Latency(float(np.median(milliseconds)), float(np.quantile(milliseconds, 0.95)), len(milliseconds))


def _compared(values: Mapping[str, Values]) -> dict[str, Compared]:
    """Osler with each arm it should beat. Which single arm is best is seen on the same queries: that favours it."""
    found = {
        f"{a} - {b}": _pair(a, dict.fromkeys(MEASURES, b), values) for a, b in _COMPARED if {a, b} <= values.keys()
    }
    single = [name for name in _SINGLE if name in values]
    if single and "osler" in values:
        means = {name: values[name].mean(0) for name in single}
        best = {measure: max(single, key=lambda name: float(means[name][n])) for n, measure in enumerate(MEASURES)}
        found["osler - best single"] = _pair("osler", best, values)
    return found


def _pair(arm: str, against: dict[str, str], values: Mapping[str, Values]) -> Compared:
    other = np.stack([values[against[measure]][:, n] for n, measure in enumerate(MEASURES)], axis=1)
    return Compared(arm, against, dict(zip(MEASURES, differences(values[arm], other), strict=True)))
