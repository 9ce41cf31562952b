"""What the tables hold: the marks of comparisons, slices, and which items are picked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.report import rows
from evals.report.rows import Setting, Verdict
from evals.results import Estimate, Item, Slice
from tests.evals.report.small_runs import FELL, ITEMS, OPEN, SURE, before, item, run


@pytest.mark.parametrize(
    ("low", "high", "higher_is_better", "lower_is_better"),
    [
        (0.1, 0.4, Verdict.BETTER, Verdict.WORSE),
        (-0.4, -0.1, Verdict.WORSE, Verdict.BETTER),
        (-0.1, 0.4, Verdict.OPEN, Verdict.OPEN),
        (0.0, 0.4, Verdict.OPEN, Verdict.OPEN),
        (-0.4, 0.0, Verdict.OPEN, Verdict.OPEN),
        (float("nan"), float("nan"), Verdict.OPEN, Verdict.OPEN),
    ],
)
def test_only_an_interval_without_0_is_marked(
    low: float, high: float, higher_is_better: Verdict, lower_is_better: Verdict
) -> None:
    one = replace(SURE, low=low, high=high)
    assert rows.verdict(one, lower_is_better=False) is higher_is_better
    assert rows.verdict(one, lower_is_better=True) is lower_is_better


def test_the_task_says_which_way_is_better() -> None:
    found = rows.compared(run(), [SURE, OPEN, FELL, replace(FELL, task="unknown")])
    assert [row.verdict for row in found] == [Verdict.BETTER, Verdict.OPEN, Verdict.BETTER, Verdict.WORSE]


def test_the_overview_has_what_the_baseline_had() -> None:
    found = rows.overview(run(), before())
    assert [(row.task, row.arm) for row in found[:3]] == [
        ("choice", "none"),
        ("choice", "retrieval"),
        ("advice", "none"),
    ]
    assert found[0].baseline == Estimate(0.333, 0.222, 0.444, 40, 40)
    assert found[1].baseline is None
    assert rows.overview(run())[0].baseline is None


def test_the_main_measure_comes_first_and_each_once() -> None:
    task = replace(run().tasks[1], main="grade")
    assert rows.measures_of(task) == ("grade", "token F1")


def test_a_measure_that_an_arm_lacks_has_no_value() -> None:
    assert rows.estimate_of(run().tasks[1].arms["none"], "accuracy") == Estimate(None, None, None, 12, 0)


def test_slices_stand_by_part_and_arm() -> None:
    (table,) = rows.slice_tables(run().tasks[0])
    assert [(part.part, list(part.estimates)) for part in table.parts] == [
        ("drug", ["none", "retrieval"]),
        ("test", ["none", "retrieval"]),
    ]
    assert [table.share(part.estimates["none"]) for part in table.parts] == [0.25, 0.75]


@pytest.mark.parametrize(("value", "share"), [(2.0, 0.5), (-2.0, 0.0), (None, 0.0)])
def test_a_bar_begins_at_0_and_ends_at_the_largest_value(value: float | None, share: float) -> None:
    task = run().tasks[0]
    slices = tuple(Slice("kind", name, Estimate(v, v, v, 9, 9)) for name, v in (("a", value), ("b", 4.0)))
    (table,) = rows.slice_tables(replace(task, arms={"none": replace(task.arms["none"], slices=slices)}))
    assert table.share(table.parts[0].estimates["none"]) == share


def names(items: tuple[Item, ...]) -> list[str]:
    return [one.example.example_id for one in items]


def test_items_are_ranked_by_their_mean_and_the_unscored_apart() -> None:
    found = rows.picked(run().tasks[0], ITEMS["choice"])
    assert names(found.worst) == ["q2", "q4"]  # 0, and the mean of 0 and 1
    assert names(found.best) == ["q1"]
    assert (names(found.unscored), found.unscored_in_all) == (["q3"], 1)


def test_where_lower_is_better_the_largest_is_the_worst() -> None:
    task = replace(run().tasks[1], main="grade")
    found = rows.picked(task, [item(f"q{n}", float(n), measure="grade") for n in range(4)])
    assert (names(found.worst), names(found.best)) == (["q3", "q2"], ["q0", "q1"])


def test_ties_keep_the_order_of_the_data_and_no_item_is_at_both_ends() -> None:
    found = rows.picked(run().tasks[0], [item(f"q{n}", 1.0) for n in range(7)])
    assert (names(found.worst), names(found.best)) == (["q0", "q1", "q2", "q3"], ["q4", "q5", "q6"])


def test_at_most_five_of_each() -> None:
    items = [item(f"q{n}", float(n)) for n in range(20)] + [item(f"u{n}", None) for n in range(9)]
    found = rows.picked(run().tasks[0], items)
    assert (names(found.worst), names(found.best)) == (
        [f"q{n}" for n in range(5)],
        [f"q{n}" for n in range(19, 14, -1)],
    )
    assert (len(found.unscored), found.unscored_in_all) == (5, 9)


def test_settings_stand_beside_those_of_another_run() -> None:
    found = {one.name: one for one in rows.identity(run(), before())}
    assert found["model"] == Setting("model", "osler", "older") and found["model"].differs
    assert found["torch"] == Setting("torch", "2.9", "not there") and found["torch"].differs
    assert not any(one.differs for one in rows.settings(run(), before()))
    assert [one.differs for one in rows.checksums(run(), before())] == [True, False]
    assert not any(one.differs for one in rows.identity(run()))
