"""How sure a figure is: bootstrap intervals and paired permutation tests, by group where items share a source; Holm.

Pure numbers. Efron & Tibshirani 1993 for the percentile bootstrap, with whole groups drawn (Field & Welsh 2007); Wilson 1927
where every item has the same score of 0 or 1, since resampling what never varies would claim certainty. A seed makes all
of it repeatable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from evals.results import Estimate

RESAMPLES = 5000
SET_RESAMPLES = 500  # of measures on a whole set, each of which is computed anew for every resample
SEED = 20261122
Z95 = 1.959964
_MIDDLE_95 = (0.025, 0.975)
_A_BLOCK = 250  # resamples at once, so that what is in memory stays small

Floats = NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paired:
    """A mean paired difference, its 95% interval, and the two-sided p-value of a permutation test that flips groups."""

    difference: float
    low: float
    high: float
    p: float
    n: int


def estimate(values: Sequence[float | None], groups: Sequence[str] | None = None) -> Estimate:
    """The mean of the values that are there. `groups` are parallel to `values`; an empty name is a group by itself."""
    kept = [n for n, value in enumerate(values) if value is not None]
    if not kept:
        return Estimate(None, None, None, len(values), 0)
    known = np.array([values[n] for n in kept], dtype=np.float64)
    sums, counts = _by_group(known, [groups[n] for n in kept] if groups is not None else None)
    mean = float(known.mean())
    if np.all(known == known[0]) and known[0] in (0.0, 1.0):
        low, high = wilson(round(known[0]) * len(sums), len(sums))  # as many trials as there are groups
        return Estimate(mean, min(low, mean), max(high, mean), len(values), len(kept))
    low, high = _percentiles(sums, counts)
    return Estimate(mean, low, high, len(values), len(kept))


def set_estimate(
    items: Sequence[T], groups: Sequence[str], of: Callable[[Sequence[T]], float | None], n: int
) -> Estimate:
    """A measure of the whole set, with the interval of its values on resamples. `n` counts also what is not scored."""
    value = of(items) if items else None
    if value is None:
        return Estimate(None, None, None, n, 0)
    members = _members(groups)
    rng = np.random.default_rng(SEED)
    found: list[float] = []
    for _ in range(SET_RESAMPLES):
        drawn = rng.integers(0, len(members), len(members))
        again = of([items[i] for group in drawn for i in members[group]])
        if again is not None:
            found.append(again)
    low, high = np.quantile(found, _MIDDLE_95) if found else (value, value)
    return Estimate(float(value), float(low), float(high), n, len(items))


def paired(ours: Sequence[float], theirs: Sequence[float], groups: Sequence[str] | None = None) -> Paired:
    """Ours less theirs, item by item. Raises ValueError where there is nothing to compare."""
    if not ours or len(ours) != len(theirs):
        raise ValueError("a paired comparison needs as many items on one side as on the other, and at least one")
    gaps = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)
    sums, counts = _by_group(gaps, groups)
    low, high = _percentiles(sums, counts)
    return Paired(float(gaps.mean()), low, high, _permutation_p(sums), len(gaps))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down correction (1979), in the order given: never below the value itself, never above 1."""
    order = sorted(range(len(p_values)), key=lambda n: p_values[n])
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, n in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[n]))
        corrected[n] = highest
    return tuple(corrected)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95% Wilson score interval of a proportion; the whole of 0 to 1 where nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * float(np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _members(groups: Sequence[str]) -> list[list[int]]:
    """The positions of each group; an item without a group is one by itself."""
    found: dict[object, list[int]] = {}
    for position, group in enumerate(groups):
        found.setdefault(group or position, []).append(position)
    return list(found.values())


def _by_group(values: Floats, groups: Sequence[str] | None) -> tuple[Floats, Floats]:
    """The sum of each group's values, and how many there are."""
    if groups is None:
        return values, np.ones(len(values))
    members = _members(groups)
    return np.array([values[m].sum() for m in members]), np.array([float(len(m)) for m in members])


def _percentiles(sums: Floats, counts: Floats) -> tuple[float, float]:
    """The middle 95% of the means of resamples that draw as many groups as there are, with replacement."""
    rng = np.random.default_rng(SEED)
    means: list[Floats] = []
    for begin in range(0, RESAMPLES, _A_BLOCK):
        drawn = rng.integers(0, len(sums), (min(_A_BLOCK, RESAMPLES - begin), len(sums)))
        means.append(sums[drawn].sum(1) / counts[drawn].sum(1))
    low, high = np.quantile(np.concatenate(means), _MIDDLE_95)
    return float(low), float(high)


def _permutation_p(sums: Floats) -> float:
    """How often flipping the sign of whole groups gives a sum at least as large. What was observed is one of the ways."""
    observed = abs(float(sums.sum())) - 1e-12  # sums in another order may differ in their last bits
    rng = np.random.default_rng(SEED)
    as_large = 0
    for begin in range(0, RESAMPLES, _A_BLOCK):
        signs = rng.integers(0, 2, (min(_A_BLOCK, RESAMPLES - begin), len(sums))) * 2.0 - 1.0
        as_large += int((np.abs(signs @ sums) >= observed).sum())
    return (as_large + 1) / (RESAMPLES + 1)
