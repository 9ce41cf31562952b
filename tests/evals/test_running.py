"""Runs: every prediction once, whatever stops them; errors kept apart; nothing written before all is checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.errors import BadRun, EvalError, RunDiffers
from evals.evaluating import Evaluated, Request, evaluate, read_asked, write_report
from evals.examples import Example, Status
from evals.fakes import FakeSubject
from evals.prediction_cache import PredictionCache, prediction_key
from evals.run_folder import PREDICTIONS, RunFolder
from evals.running import Progress, sampled
from tests.evals.running_tasks import CountingSolver, Killed, Trouble, examples, task


def run(solver: CountingSolver, out: Path, n: int = 6, **options: object) -> Evaluated:
    request = Request((task(solver, n),), out, **options)  # type: ignore[arg-type]
    return evaluate(request, read_asked(request), FakeSubject())


@pytest.fixture(autouse=True)
def unreported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing a report takes longer than the run, and says nothing of how a run goes on."""
    monkeypatch.setattr("evals.evaluating.write_report", lambda folder, found: None)


def test_a_run_scores_every_example_in_every_arm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.evaluating.write_report", write_report)
    found = run(CountingSolver(), tmp_path / "run")
    (result,) = found.result.tasks
    assert {arm: own.estimates["right"].value for arm, own in result.arms.items()} == {
        "none": pytest.approx(4 / 6),
        "retrieval": pytest.approx(4 / 6),
    }
    assert result.comparisons[0].difference == 0
    assert [one.part for one in result.arms["none"].slices if one.by == "kind"] == ["a", "b"]
    for name in ("report.json", "report.html", "report.md", "scores.csv", "counting/items.csv"):
        assert (tmp_path / "run" / name).stat().st_size > 100


@pytest.mark.parametrize("killed_at", range(1, 13))
def test_a_killed_run_goes_on_without_a_lost_or_doubled_item(tmp_path: Path, killed_at: int) -> None:
    first = CountingSolver()

    def kill(example: Example, arm: str) -> None:
        if len(first.solved) == killed_at:
            raise Killed

    first.before = kill
    with pytest.raises(Killed):
        run(first, tmp_path / "run")
    second = CountingSolver()
    run(second, tmp_path / "run")
    lines = (tmp_path / "run" / "counting" / PREDICTIONS).read_text().splitlines()
    pairs = [(data["id"], data["arm"]) for data in map(json.loads, lines)]
    assert len(pairs) == len(set(pairs)) == 12
    assert len(second.solved) == 12 - (killed_at - 1)


@settings(max_examples=15)
@given(cut=st.integers(0, 400))
def test_a_half_written_line_is_cut_off(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    out = tmp_path_factory.mktemp("run") / "run"
    run(CountingSolver(), out)
    path = out / "counting" / PREDICTIONS
    whole = path.read_bytes()
    path.write_bytes(whole[: max(0, len(whole) - cut)])
    again = CountingSolver()
    run(again, out)
    pairs = [(data["id"], data["arm"]) for data in map(json.loads, path.read_text().splitlines())]
    assert len(pairs) == len(set(pairs)) == 12
    assert len(again.solved) == 12 - whole[: max(0, len(whole) - cut)].count(b"\n")


def test_an_example_that_fails_is_recorded_and_retried_when_asked(tmp_path: Path) -> None:
    def fail(example: Example, arm: str) -> None:
        if example.example_id == "e1":
            raise Trouble("there was no memory; ask again.")

    found = run(CountingSolver(before=fail), tmp_path / "run")
    arm = found.result.tasks[0].arms["none"]
    assert arm.statuses[Status.ERROR] == 1
    assert (arm.estimates["right"].scored, arm.estimates["right"].unscored) == (5, 1)
    assert found.items["counting"][1].scores["none"].note == "there was no memory; ask again."
    quiet = CountingSolver()
    run(quiet, tmp_path / "run")
    assert quiet.solved == []
    retried = CountingSolver()
    found = run(retried, tmp_path / "run", retry_errors=True)
    assert retried.solved == [("e1", "none"), ("e1", "retrieval")]
    assert found.result.tasks[0].arms["none"].statuses == {Status.ANSWERED: 6}


def test_a_folder_of_another_run_is_refused(tmp_path: Path) -> None:
    run(CountingSolver(), tmp_path / "run")
    with pytest.raises(RunDiffers, match="tasks differ"):
        run(CountingSolver(), tmp_path / "run", n=5)
    with pytest.raises(RunDiffers, match="settings"):
        run(CountingSolver(), tmp_path / "run", seed=3)


def test_a_folder_of_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadRun, match="other files"):
        run(CountingSolver(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    run(CountingSolver(), tmp_path / "run")
    folder = RunFolder.read(tmp_path / "run")
    with folder.appending("counting"), pytest.raises(BadRun, match="another run"), folder.appending("counting"):
        pass


def test_an_unknown_arm_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no arm oracle; its arms are none, retrieval"):
        run(CountingSolver(), tmp_path / "run", arms=("oracle",))
    assert not (tmp_path / "run").exists()


def test_predictions_come_from_the_cache(tmp_path: Path) -> None:
    first, second = CountingSolver(), CountingSolver()
    run(first, tmp_path / "a", cache=tmp_path / "cache")
    run(second, tmp_path / "b", cache=tmp_path / "cache")
    assert len(first.solved) == 12
    assert second.solved == []


def test_the_cache_is_keyed_by_everything_that_matters(tmp_path: Path) -> None:
    solver, example = CountingSolver(), examples()[0]
    keys = {
        prediction_key(solver, example, "none", {"model": "a"}),
        prediction_key(solver, example, "none", {"model": "b"}),
        prediction_key(solver, example, "oracle", {"model": "a"}),
        prediction_key(CountingSolver(version=2), example, "none", {"model": "a"}),
        prediction_key(CountingSolver(name="other"), example, "none", {"model": "a"}),
        prediction_key(solver, examples()[1], "none", {"model": "a"}),
    }
    assert len(keys) == 6


def test_errors_are_not_kept_in_the_cache(tmp_path: Path) -> None:
    from evals.examples import Prediction

    with PredictionCache(tmp_path) as cache:
        cache.keep("k", Prediction("e", "none", Status.ERROR, error="x"))
        assert cache.find("k") is None
        made = Prediction("e", "none", Status.ANSWERED, "a", probabilities={"a": 1.0})
        cache.keep("k", made)
        assert cache.find("k") == made


def test_a_broken_cache_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "predictions.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(EvalError, match="delete the file, or run with --no-cache"):
        PredictionCache(tmp_path)


def test_progress_tells_the_running_score(tmp_path: Path) -> None:
    told: list[Progress] = []
    request = Request((task(CountingSolver()),), tmp_path / "run", arms=("none",))
    evaluate(request, read_asked(request), FakeSubject(), told.append)
    assert [one.done for one in told] == [1, 2, 3, 4, 5, 6]
    assert told[-1].running == pytest.approx(4 / 6)
    assert {one.total for one in told} == {6}


def test_a_limit_draws_by_the_seed_and_keeps_the_order() -> None:
    every = examples(50)
    drawn = sampled(every, 10, seed=1)
    assert len(drawn) == 10 and drawn == sampled(every, 10, seed=1) != sampled(every, 10, seed=2)
    assert [every.index(one) for one in drawn] == sorted(every.index(one) for one in drawn)
    assert sampled(every, 80, seed=1) == every
