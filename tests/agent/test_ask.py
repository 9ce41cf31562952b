"""`osler ask` from the outside: what bad input gets, and one real answer from the bundled handbook and model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from agent.cli import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSLER_HOME", str(tmp_path))
    return tmp_path


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["ask", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


@pytest.mark.parametrize("question", ["", "   ", "\x01\x02", "?", "why " * 25_000])
def test_a_question_that_is_none(home: Path, capsys: pytest.CaptureFixture[str], question: str) -> None:
    assert "question" in refusal(capsys, question, "--json")


def test_a_missing_index(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "osler index add" in refusal(capsys, "What is gout?", "--index", str(home / "nowhere"))


def test_a_foreign_index(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "photos").mkdir()
    (home / "photos" / "holiday.jpg").write_bytes(b"no index")
    assert str(home / "photos") in refusal(capsys, "What is gout?", "--index", str(home / "photos"))
    assert (home / "photos" / "holiday.jpg").read_bytes() == b"no index"


def test_a_batch_that_is_none(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "bad.jsonl").write_text("{", encoding="utf-8")
    assert "line 1" in refusal(capsys, "--batch", str(home / "bad.jsonl"))


PAGES = ("asthma.md", "asthma-inhalers.md", "gout.md")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with some pages of the handbook indexed by the real encoder: made once for the tests below."""
    from agent.handbook import set_mark
    from agent.wiring import index_encoder
    from retrieval.index import Index
    from retrieval.places import HANDBOOK
    from retrieval.readers import read

    folder, pages = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("pages")
    for name in PAGES:
        shutil.copy(HANDBOOK / name, pages)
    Index.add(folder / "index", read([pages]), index_encoder())
    set_mark(folder / "index", HANDBOOK)  # or the first question would index the other pages too
    return folder


@pytest.fixture(scope="module")
def with_the_handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the whole handbook."""
    from agent.literature import prepare_handbook
    from agent.wiring import index_encoder

    folder = tmp_path_factory.mktemp("home")
    prepare_handbook(folder / "index", index_encoder)
    return folder


def asked(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str
) -> dict[str, object]:
    monkeypatch.setenv("OSLER_HOME", str(ready))
    assert run(["ask", "--json", *more]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("literature", ["ready", pytest.param("with_the_handbook", marks=pytest.mark.slow)])
def test_a_real_answer_is_quoted_from_the_handbook(
    request: pytest.FixtureRequest, literature: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: Path = request.getfixturevalue(literature)
    answer = asked(ready, capsys, monkeypatch, "What are the symptoms of asthma?")
    assert answer["outcome"] == "answered"
    sentences, sources = answer["sentences"], answer["sources"]
    assert isinstance(sentences, list)
    assert isinstance(sources, list)
    by_number = {source["n"]: source for source in sources}
    for sentence in sentences:
        for n in sentence["citations"]:
            source = by_number[n]
            assert source["passage"][source["start"] : source["end"]] == sentence["text"]
    assert any("wheez" in sentence["text"].lower() for sentence in sentences)
    follow_up = asked(ready, capsys, monkeypatch, "how is it treated?", "--session", str(answer["session_id"]))
    assert "asthma" in str(follow_up["query"]).lower()


def test_a_model_folder_that_is_none(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OSLER_HOME", str(ready))
    (tmp_path / "empty").mkdir()
    assert "config.json" in refusal(capsys, "What is gout?", "--model", str(tmp_path / "empty"))
    assert "--allow-download" in refusal(capsys, "What is gout?", "--model", "someone/some-model")


def test_a_precision_that_the_model_does_not_take_is_refused(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSLER_HOME", str(ready))
    assert "weighed in; leave --precision out" in refusal(capsys, "What is gout?", "--precision", "int8")
    elsewhere = ("--model", "http://localhost:9/v1", "--precision", "int8")
    assert "--model is an address; leave --precision out" in refusal(capsys, "What is gout?", *elsewhere)
    assert "--precision is 'fp8', but it should be auto" in refusal(capsys, "What is gout?", "--precision", "fp8")
    assert run(["chat", "--precision", "int8", "--no-open", "--port", "0"]) == 2
    assert "leave --precision out" in capsys.readouterr().err


def test_an_adapter_for_the_bundled_model_is_refused(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OSLER_HOME", str(ready))
    adapter = str(tmp_path / "adapter")
    assert "--model" in refusal(capsys, "What is gout?", "--adapter", adapter)
    # The page must not open first and tell it with the first question.
    assert run(["chat", "--adapter", adapter, "--no-open", "--port", "0"]) == 2
    assert "--model" in capsys.readouterr().err


def test_an_unknown_session(ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSLER_HOME", str(ready))
    assert "nowhere" in refusal(capsys, "What is gout?", "--session", "nowhere")
