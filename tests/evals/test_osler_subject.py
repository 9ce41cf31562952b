"""The real subject: the bundled model over a small index, through the agent's own entry point; and the command line on it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.answer import Outcome
from agent.settings import read_settings
from evals.examples import Arm, Given
from evals.osler_subject import OslerSubject

PAGES = {
    "asthma.md": "# Asthma\n\nAsthma narrows the airways. The most common symptoms of asthma are wheezing, coughing and "
    "shortness of breath. An inhaler with salbutamol relieves the symptoms of asthma within minutes.\n",
    "gout.md": "# Gout\n\nGout is a kind of arthritis that comes in attacks. An attack of gout makes a joint red, hot and "
    "very painful, most often the big toe. Drinking less alcohol lowers the risk of gout.\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from agent.wiring import index_encoder
    from retrieval.index import Index
    from retrieval.readers import read

    folder = tmp_path_factory.mktemp("literature")
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    place = tmp_path_factory.mktemp("indexes") / "index"
    Index.add(place, read([folder]), index_encoder())
    return place


@pytest.fixture(scope="module")
def subject(index: Path) -> Iterator[OslerSubject]:
    from agent.wiring import open_library

    settings = read_settings({"index": index})
    found = OslerSubject(settings, open_library(settings, may_make=False))
    yield found
    found.close()


def test_it_asks_the_agent_itself(subject: OslerSubject) -> None:
    first, second = subject.ask(("What are the symptoms of asthma?", "and of gout?"), Arm.RETRIEVAL)
    assert first.outcome is Outcome.ANSWERED and "wheezing" in first.text
    assert first.sources[0].title == "Asthma"
    assert second.outcome is Outcome.ANSWERED and "joint" in second.text


def test_without_retrieval_it_quotes_nothing(subject: OslerSubject) -> None:
    (answer,) = subject.ask(("What are the symptoms of asthma?",), Arm.NONE)
    assert answer.outcome is Outcome.INSUFFICIENT_EVIDENCE
    assert answer.searched.passages == 0


def test_the_oracle_finds_what_is_given(subject: OslerSubject) -> None:
    given = Given("Chilblains are treated by keeping the hands and feet warm and dry.", "Chilblains", "mine")
    (answer,) = subject.ask(("How are chilblains treated?",), Arm.ORACLE, (given,))
    assert answer.searched.documents == ("Chilblains",)
    assert [source.quoted for source in answer.sources] == [given.text] or answer.outcome is not Outcome.ANSWERED


def test_an_emergency_is_seen_in_every_arm(subject: OslerSubject) -> None:
    for arm in Arm:
        (answer,) = subject.ask(("I have crushing chest pain going down my left arm",), arm)
        assert answer.outcome is Outcome.EMERGENCY


def test_log_likelihoods_are_those_of_the_model_read_at_once(subject: OslerSubject) -> None:
    import torch

    from agent.wiring import open_text_model

    prompt, continuations = "Asthma is a disease of the", (" lungs", " joints and the bones")
    found = subject.log_likelihoods(prompt, continuations)
    model = open_text_model(read_settings())
    for text, own in zip(continuations, found, strict=True):
        ids = model.text_ids(prompt + text)
        logits = model.engine.extend(model.engine.start(), ids, range(len(ids))).log_softmax(-1)
        start = len(model.text_ids(prompt))
        expected = sum(float(logits[i - 1][ids[i]]) for i in range(start, len(ids)))
        assert own == pytest.approx(expected, abs=1e-3)
        assert math.isfinite(own) and own < 0
    assert torch.is_grad_enabled()


def test_its_identity_names_all_that_answers(subject: OslerSubject, index: Path) -> None:
    identity = subject.identity
    assert {"model_sha256", "index_sha256", "index_generation", "encoder_sha256", "code_sha256", "torch"} <= set(
        identity
    )
    assert str(index.parent) not in json.dumps(dict(identity))
    assert not subject.writes


def test_a_run_from_the_command_line(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from evals.commands import app

    monkeypatch.setenv("OSLER_HOME", str(tmp_path / "home"))
    questions = tmp_path / "quiz.json"
    items = {
        "1": {"question": "Which disease narrows the airways?", "options": {"A": "gout", "B": "asthma"}, "answer": "B"},
        "2": {"question": "Which joint does gout most often hurt?", "options": {"A": "toe", "B": "hip"}, "answer": "A"},
    }
    questions.write_text(json.dumps({"mmlu": items}))
    out = tmp_path / "run"
    arguments = ["run", "mirage-mmlu", "--data", str(questions), "--index", str(index), "--out", str(out), "--json"]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    arms = json.loads(result.stdout)["tasks"][0]["arms"]
    assert (out / "report.html").read_text().startswith("<!doctype html>")
    assert "Which disease narrows" in (out / "mirage-mmlu" / "examples.jsonl").read_text()
    assert json.dumps(arms).count('"accuracy"') >= 2
    compared = CliRunner().invoke(app, ["compare", str(out), str(out), "--json"], catch_exceptions=False)
    assert {one["difference"] for one in json.loads(compared.stdout)} == {0.0}
