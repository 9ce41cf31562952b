"""Retrieval as a task: the figures of `osler eval retrieval`; documents by BioASQ's measures; latency from timings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.answer import Answer, Outcome, Timings
from agent.cli import SUCCESS, run
from evals.evaluating import Request, evaluate, read_asked
from evals.examples import Example, Prediction, Status
from evals.fakes import FakeSubject
from evals.registry import find_tasks
from evals.scoring.found import DocumentScorer
from evals.scoring.latency import LatencyScorer
from evals.solvers.search import pubmed_id
from tests.evals.beir_sets import write_beir


def test_the_task_gives_the_figures_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OSLER_HOME", str(tmp_path / "home"))
    folder = write_beir(tmp_path / "set")
    assert run(["eval", "retrieval", "--beir", str(folder), "--json"]) == SUCCESS
    told = json.loads(capsys.readouterr().out)
    request = Request(find_tasks(["beir"]), tmp_path / "run", data=folder)
    (result,) = evaluate(request, read_asked(request), FakeSubject()).result.tasks
    assert {arm: {name: one.value for name, one in own.estimates.items()} for arm, own in result.arms.items()} == {
        arm: {name: pytest.approx(figure["value"], abs=1e-6) for name, figure in own.items()}
        for arm, own in told.items()
    }


def test_documents_by_hand() -> None:
    example = Example("q", "?", details={"documents": ["http://www.ncbi.nlm.nih.gov/pubmed/1", "pubmed:2"]})
    made = Prediction("q", "retrieval", Status.ANSWERED, json.dumps(["pubmed:3", "pubmed:2", "pmid:1"]))
    scorer = DocumentScorer(pubmed_id)
    assert scorer.score(example, made).values == {
        "map": pytest.approx((1 / 2 + 2 / 3) / 2),
        "precision": pytest.approx(2 / 3),
        "recall": 1.0,
        "f1": pytest.approx(0.8),
    }
    assert scorer.set_measures[0].of([(example, made)]) == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-4)
    assert set(scorer.score(Example("q", "?"), made).values.values()) == {None}


def test_latency_is_read_from_the_turns() -> None:
    def turn(seconds: float, first: float | None) -> dict[str, object]:
        steps = (("total", seconds), *((("first_sentence", first),) if first is not None else ()))
        return Answer("q", "q", Outcome.OUT_OF_SCOPE, "no", timings=Timings(steps)).to_json()

    made = Prediction("e", "retrieval", Status.ANSWERED, turns=(turn(1.0, 0.5), turn(3.0, None)))
    scorer, example = LatencyScorer(), Example("e", "?")
    assert scorer.score(example, made).values == {"seconds": 2.0, "first_sentence": 0.5}
    assert [measure.of([(example, made)]) for measure in scorer.set_measures] == [2.0, pytest.approx(2.9)]
    nothing = Prediction("e", "retrieval", Status.ABSTAINED)
    assert set(scorer.score(example, nothing).values.values()) == {None}
