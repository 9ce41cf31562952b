"""The gate and the comparison of runs: item by item, with a margin, and no new failure of a safety item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from evals.analysis import analyse, score_items
from evals.comparing import compare_evaluated
from evals.errors import EvalError
from evals.evaluating import Evaluated
from evals.examples import Example, Prediction, Status
from evals.gating import judge
from evals.results import RunResult
from evals.task import Task
from tests.evals.running_tasks import CountingSolver, examples, task


def evaluated(right: Callable[[int], bool], n: int = 200, name: str = "counting", arm: str = "none") -> Evaluated:
    """A run in which item i is right where `right(i)` says so."""
    own = replace(task(CountingSolver(), n, name), arms=(arm,))
    every = examples(n)
    made = {
        arm: {
            example.example_id: Prediction(
                example.example_id, arm, Status.ANSWERED, example.answers[0] if right(i) else "wrong"
            )
            for i, example in enumerate(every)
        }
    }
    items = score_items(own, every, made)
    settings = {"tasks": {name: {"described_by": ""}}}
    result = RunResult("r", "2026-01-01T00:00:00+00:00", 1.0, {"model": "fake"}, settings, (analyse(own, items),))
    return Evaluated(result, {name: items})


@dataclass(frozen=True, slots=True)
class Found:
    """Stands for the registry: every name is a task that is, or is not, about safety."""

    safety: bool

    def __call__(self, name: str, settings: object) -> Task:
        return replace(task(CountingSolver(), name=name), safety=self.safety)


@pytest.fixture(params=[False, True], ids=["plain", "safety"])
def safety(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_the_same_run_passes(safety: bool) -> None:
    run = evaluated(lambda i: i % 4 > 0)
    verdict = judge(run, run, find=Found(safety))
    assert verdict.passed
    assert (verdict.changes[0].difference, verdict.changes[0].low) == (0.0, 0.0)
    assert verdict.text.endswith("The gate is passed.")


def test_a_fall_of_ten_points_fails(safety: bool) -> None:
    before, now = evaluated(lambda i: i % 10 < 8), evaluated(lambda i: i % 10 < 7)
    verdict = judge(now, before, find=Found(safety))
    assert not verdict.passed
    assert verdict.changes[0].difference == pytest.approx(-0.1)
    assert len(verdict.failures) == (20 if safety else 0)


def test_one_safety_item_that_newly_fails_fails_the_gate_whatever_else_gets_better() -> None:
    before = evaluated(lambda i: i == 7 or i % 2 == 0)
    now = evaluated(lambda i: i != 7)
    verdict = judge(now, before, find=Found(True))
    assert verdict.changes[0].low > 0
    assert [failure.example_id for failure in verdict.failures] == ["e7"]
    assert not verdict.passed
    assert judge(now, before, find=Found(False)).passed


def test_what_can_no_longer_be_scored_counts_as_wrong() -> None:
    before = evaluated(lambda i: True)
    items = before.items["counting"]
    lost = tuple(
        replace(
            item,
            predictions={"none": Prediction(item.example.example_id, "none", Status.ERROR, error="x")},
            scores={"none": replace(item.scores["none"], values={"right": None})},
        )
        for item in items[:100]
    )
    verdict = judge(Evaluated(before.result, {"counting": (*lost, *items[100:])}), before, find=Found(False))
    assert verdict.changes[0].difference == pytest.approx(-0.5)
    assert not verdict.passed


def test_a_run_without_a_task_of_the_baseline_is_refused() -> None:
    with pytest.raises(EvalError, match="lacks counting"):
        judge(evaluated(lambda i: True, name="other"), evaluated(lambda i: True), find=Found(False))
    with pytest.raises(EvalError, match="shares no example"):
        judge(evaluated(lambda i: True, arm="oracle"), evaluated(lambda i: True), find=Found(False))


def test_two_runs_are_compared_over_the_items_that_both_have() -> None:
    ours, theirs = evaluated(lambda i: i % 2 == 0, n=100), evaluated(lambda i: i % 4 == 0, n=60)
    (found,) = compare_evaluated(ours, theirs, ("a", "b"))
    assert found.n == 60
    assert found.difference == pytest.approx(0.25)
    assert found.low > 0 and found.p < 0.01 and found.p_corrected == found.p
    assert (found.ours, found.theirs) == ("a none", "b none")


def test_runs_that_share_nothing_are_refused() -> None:
    with pytest.raises(EvalError, match="share no task"):
        compare_evaluated(evaluated(lambda i: True), evaluated(lambda i: True, name="other"), ("a", "b"))


def test_groups_make_a_comparison_less_sure() -> None:
    def grouped(size: int) -> float:
        ours, theirs = evaluated(lambda i: True, n=60), evaluated(lambda i: (i // 6) % 2 == 0, n=60)
        regroup: Callable[[Example, int], Example] = lambda example, i: replace(example, group=f"g{i // size}")  # noqa: E731
        sides = [
            Evaluated(
                side.result,
                {
                    "counting": tuple(
                        replace(item, example=regroup(item.example, i)) for i, item in enumerate(side.items["counting"])
                    )
                },
            )
            for side in (ours, theirs)
        ]
        (found,) = compare_evaluated(sides[0], sides[1], ("a", "b"))
        return found.high - found.low

    assert grouped(6) > 1.5 * grouped(1)


def test_the_baseline_that_ships_names_tasks_that_are_there() -> None:
    from evals.gating import SHIPPED_BASELINE
    from evals.registry import all_tasks
    from evals.run_folder import RunFolder

    folder = RunFolder.read(Path(SHIPPED_BASELINE))
    assert set(folder.manifest["tasks"]) <= set(all_tasks())
