"""`osler eval retrieval` as it is called: what it prints, what it writes, and how it refuses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ir_measures
import pytest

from agent.cli import DEFECTIVE, REFUSED, SUCCESS, run
from tests.evals.beir_sets import QRELS, write_beir

ARMS = ["bm25", "minilm", "rrf", "osler", "osler-no-rerank"]
MEASURES = ["nDCG@10", "MRR@10", "recall@10", "recall@100"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all tests here: what is cached is part of what is tested."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("OSLER_HOME", str(home))


@pytest.fixture
def osler(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> tuple[int, str, str]:
        status = run(["eval", "retrieval", *map(str, arguments)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_json_holds_exactly_the_five_arms(osler: Any, tmp_path: Path) -> None:
    status, out, _ = osler("--beir", write_beir(tmp_path), "--json")
    assert status == SUCCESS
    found = json.loads(out)
    assert list(found) == ARMS
    for arm in ARMS:
        assert list(found[arm]) == MEASURES
        for figure in found[arm].values():
            assert list(figure) == ["value", "low", "high"]
            assert 0 <= figure["low"] <= figure["value"] <= figure["high"] <= 1
    assert found["osler"]["recall@100"]["value"] == 1


def test_details_stand_apart(osler: Any, tmp_path: Path) -> None:
    _, plain, _ = osler("--beir", write_beir(tmp_path), "--json")
    status, out, _ = osler("--beir", write_beir(tmp_path), "--json", "--details")
    found = json.loads(out)
    details = found.pop("_details")
    assert status == SUCCESS
    assert found == json.loads(plain)
    assert details["reranks"] is True
    assert details["set"]["queries"] == 3
    assert details["set"]["queries_unjudged"] == 1
    assert details["set"]["documents_without_passage"] == 1
    assert list(details["milliseconds_a_search"]) == ARMS
    gap = details["differences"]["osler - rrf"]["nDCG@10"]
    expected = found["osler"]["nDCG@10"]["value"] - found["rrf"]["nDCG@10"]["value"]
    assert gap["value"] == pytest.approx(expected, abs=2e-6)
    assert set(details["differences"]) == {"osler - rrf", "osler - best single", "osler - osler-no-rerank"}


def test_the_tables_name_every_arm_and_what_was_left_out(osler: Any, tmp_path: Path) -> None:
    status, out, _ = osler("--beir", write_beir(tmp_path))
    assert status == SUCCESS
    assert all(name in out for name in (*ARMS, *MEASURES))
    assert "− rrf" in out and "− best single" in out and "…" not in out
    assert "1 queries without judgements were left out." in out
    assert "1 documents are empty" in out


def test_the_run_file_gives_the_same_figures(osler: Any, tmp_path: Path) -> None:
    run_out = tmp_path / "all.run"
    status, out, _ = osler("--beir", write_beir(tmp_path), "--json", "--run-out", run_out)
    assert status == SUCCESS
    fields = [line.split() for line in run_out.read_text().splitlines()]
    assert {len(line) for line in fields} == {6}
    assert list(dict.fromkeys(line[5] for line in fields)) == ARMS
    qrels = [ir_measures.Qrel(*judgement) for judgement in QRELS]
    spelt = {"nDCG@10": "nDCG@10", "MRR@10": "RR@10", "recall@10": "R@10", "recall@100": "R@100"}
    for arm in ARMS:
        documents = [ir_measures.ScoredDoc(q, d, float(score)) for q, _, d, _, score, tag in fields if tag == arm]
        again = ir_measures.calc_aggregate([ir_measures.parse_measure(s) for s in spelt.values()], qrels, documents)
        by_name = {str(measure): value for measure, value in again.items()}
        for name, spelling in spelt.items():
            assert json.loads(out)[arm][name]["value"] == pytest.approx(by_name[spelling], abs=1e-6)


def test_ranks_count_from_one_and_scores_fall(osler: Any, tmp_path: Path) -> None:
    run_out = tmp_path / "all.run"
    osler("--beir", write_beir(tmp_path), "--json", "--limit", 1, "--run-out", run_out)
    by_arm: dict[str, list[Sequence[str]]] = {}
    for line in run_out.read_text().splitlines():
        by_arm.setdefault(line.split()[5], []).append(line.split())
    for lines in by_arm.values():
        assert {line[0] for line in lines} == {"q1"}
        assert [int(line[3]) for line in lines] == list(range(1, len(lines) + 1))
        scores = [float(line[4]) for line in lines]
        assert scores == sorted(scores, reverse=True)


def test_a_folder_that_is_no_set_is_refused_in_one_sentence(osler: Any, tmp_path: Path) -> None:
    status, out, err = osler("--beir", tmp_path / "nowhere", "--json")
    assert (status, out) == (REFUSED, "")
    assert err.count("\n") == 1
    assert "there is no such folder" in err


def test_a_bad_line_is_refused_by_its_number(osler: Any, tmp_path: Path) -> None:
    path = write_beir(tmp_path) / "corpus.jsonl"
    path.write_text(path.read_text() + "{\n")
    status, _, err = osler("--beir", tmp_path)
    assert status == REFUSED
    assert f"{path}, line 7: it is not JSON" in err


def test_a_run_that_cannot_be_written_is_refused_before_anything_is_searched(osler: Any, tmp_path: Path) -> None:
    status, _, err = osler("--beir", write_beir(tmp_path), "--run-out", tmp_path / "nowhere" / "all.run")
    assert status == REFUSED
    assert "--run-out" in err


def test_ids_that_a_run_cannot_hold_are_refused(osler: Any, tmp_path: Path) -> None:
    folder = write_beir(tmp_path, {"gout": ("", "Gout hurts."), "two words": ("", "Flu.")})
    status, _, err = osler("--beir", folder, "--run-out", tmp_path / "all.run")
    assert status == REFUSED
    assert "'two words'" in err


@pytest.mark.parametrize("wrong", [("--k", 10), ("--limit", 0), ("--split", "train")])
def test_a_wrong_option_is_refused(osler: Any, tmp_path: Path, wrong: tuple[str, object]) -> None:
    status, _, err = osler("--beir", write_beir(tmp_path), *wrong)
    assert status == REFUSED != DEFECTIVE
    assert wrong[0] in err
