"""CSV that others read, and JSON that comes back whole or is refused in one sentence."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from evals.errors import BadRun, EvalError
from evals.report import tables
from evals.results import RunResult
from tests.evals.report.any_runs import RUNS
from tests.evals.report.small_runs import ITEMS, item, run


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def refusal(data: object) -> str:
    with pytest.raises(BadRun) as refused:
        tables.run_from_json(data, Path("spring/report.json"))
    assert isinstance(refused.value, EvalError)
    message = str(refused.value)
    assert message.startswith("spring/report.json: ") and message.endswith(".") and "\n" not in message
    return message


def test_every_estimate_is_a_row() -> None:
    rows = read(tables.csv(run()))
    assert list(rows[0]) == ["task", "arm", "measure", "value", "low", "high", "n", "scored", "unscored"]
    assert list(rows[0].values()) == ["choice", "none", "accuracy", "0.512", "0.401", "0.623", "40", "35", "5"]
    assert list(rows[1].values()) == ["choice", "none", "ECE", "", "", "", "40", "0", "40"]
    assert [(row["task"], row["arm"]) for row in rows[4:]] == [
        ("advice", arm) for arm in ("none", "none") + ("retrieval",) * 2
    ]


def test_figures_keep_their_digits() -> None:
    assert float(read(tables.csv(run()))[0]["value"]) == run().tasks[0].arms["none"].estimates["accuracy"].value


def test_an_item_has_a_row_for_each_arm() -> None:
    rows = read(tables.items_csv(ITEMS["choice"]))
    assert len(rows) == 8
    first = {"id": "q1", "arm": "none", "status": "answered", "gold": "B", "answer": "A", "accuracy": "1.0"}
    assert rows[0] == first
    assert rows[5] == {"id": "q3", "arm": "retrieval", "status": "error", "gold": "B", "answer": "", "accuracy": ""}


def test_measures_of_all_items_have_a_column() -> None:
    rows = read(tables.items_csv([item("q1", 1.0), item("q2", 0.5, measure="F1")]))
    assert (rows[0]["accuracy"], rows[0]["F1"]) == ("1.0", "")
    assert (rows[2]["accuracy"], rows[2]["F1"]) == ("", "0.5")


def test_no_items_are_a_heading() -> None:
    assert tables.items_csv([]) == "id,arm,status,gold,answer\n"


@settings(max_examples=25)
@given(RUNS)
def test_a_run_comes_back_whole(made: RunResult) -> None:
    back = tables.run_from_json(json.loads(json.dumps(tables.as_json(made))))
    assert back == made
    assert [list(task.arms) for task in back.tasks] == [list(task.arms) for task in made.tasks]
    assert json.dumps(tables.as_json(back)) == json.dumps(tables.as_json(made))


def test_what_a_newer_osler_adds_is_passed_over() -> None:
    data = tables.as_json(run())
    data["tasks"][0]["colour"] = "blue"
    assert tables.run_from_json(data) == run()


@pytest.mark.parametrize("data", [None, [], "run", 3, {}, {"run_id": "x"}, {"tasks": []}])
def test_what_is_no_report_is_refused(data: object) -> None:
    assert "it is no report of an evaluation" in refusal(data)


def test_a_newer_format_asks_for_a_newer_osler() -> None:
    assert "a newer Osler wrote it (format 2, this one reads 1); update Osler." in refusal(
        {**tables.as_json(run()), "format": 2}
    )


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("n", "40", "at tasks.0.arms.none.n: input should be a valid integer"),
        ("n", True, "at tasks.0.arms.none.n"),
        ("seconds", None, "at tasks.0.arms.none.seconds"),
        ("statuses", {"asleep": 1}, "at tasks.0.arms.none.statuses.asleep"),
        ("slices", {}, "at tasks.0.arms.none.slices"),
        ("confusion", {"A": {"B": 0.5}}, "at tasks.0.arms.none.confusion.A.B"),
        ("reliability", [{"low": 0.0}], "at tasks.0.arms.none.reliability.0.high: field required"),
        ("estimates", {"accuracy": {"value": "high"}}, "at tasks.0.arms.none.estimates.accuracy.value"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(key: str, value: object, place: str) -> None:
    data = tables.as_json(run())
    data["tasks"][0]["arms"]["none"][key] = value
    assert place in refusal(data)


def test_a_figure_that_is_no_number_is_refused() -> None:
    data = tables.as_json(run())
    data["tasks"][0]["arms"]["none"]["seconds"] = float("nan")
    assert "not JSON" in refusal(data)
