"""A strategy for any run at all, within what JSON can hold."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

from evals.examples import Status
from evals.results import ArmResult, Bin, Comparison, Estimate, RiskPoint, RunResult, Slice, TaskResult

T = TypeVar("T")

_TEXT = st.text(max_size=8)
_FLOAT = st.floats(allow_nan=False, allow_infinity=False)
_COUNT = st.integers(0, 10**6)
_MAYBE = st.none() | _FLOAT
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _FLOAT | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=4,
)


def _some(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, max_size=2).map(tuple)


def _named(of: st.SearchStrategy[T]) -> st.SearchStrategy[dict[str, T]]:
    return st.dictionaries(_TEXT, of, max_size=2)


ESTIMATES = st.builds(Estimate, _MAYBE, _MAYBE, _MAYBE, _COUNT, _COUNT)
COMPARISONS = st.builds(Comparison, _TEXT, _TEXT, _TEXT, _TEXT, _FLOAT, _FLOAT, _FLOAT, _FLOAT, _FLOAT, _COUNT)
ARMS = st.builds(
    ArmResult,
    arm=_TEXT,
    n=_COUNT,
    statuses=st.dictionaries(st.sampled_from(Status), _COUNT, max_size=5),
    estimates=_named(ESTIMATES),
    slices=_some(st.builds(Slice, _TEXT, _TEXT, ESTIMATES)),
    confusion=_named(_named(_COUNT)),
    reliability=_some(st.builds(Bin, _FLOAT, _FLOAT, _COUNT, _FLOAT, _FLOAT)),
    risk_coverage=_some(st.builds(RiskPoint, _FLOAT, _FLOAT)),
    seconds=_FLOAT,
)
TASKS = st.builds(
    TaskResult,
    task=_TEXT,
    title=_TEXT,
    main=_TEXT,
    lower_is_better=st.frozensets(_TEXT, max_size=2),
    arms=_named(ARMS),
    comparisons=_some(COMPARISONS),
    data_sha256=_TEXT,
    notes=_some(_TEXT),
)
RUNS = st.builds(
    RunResult,
    run_id=_TEXT,
    started=_TEXT,
    seconds=_FLOAT,
    identity=_named(_TEXT),
    settings=_named(_JSON),
    tasks=_some(TASKS),
)
