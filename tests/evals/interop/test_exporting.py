"""Exports of runs: read back as the programs they are for read them, and never half-written."""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path
from typing import Any

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.beir import Judgement, read_beir
from evals.errors import BadRun, CannotExport
from evals.examples import Example, Prediction, Status
from evals.interop import exporting
from evals.interop.exporting import FORMS, export_run
from evals.interop.parts import Part
from evals.interop.rankings import rankings
from evals.scoring.parsing import mirage_parity
from tests.evals.interop.runs import FLU, GOUT, answer, question, shown, write_run

BOTH = ("none", "retrieval")


def both(name: str, **options: Any) -> list[Prediction]:
    return [answer(name, arm, **options) for arm in BOTH]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# --- mirage


def scored_by_mirage(folder: Path, split: str, gold: dict[str, str]) -> float:
    """As src/evaluate.py of MIRAGE reads a folder: the first text of each file, after its last "answer_choice"."""
    right = 0
    for name in sorted(gold):
        said = json.loads((folder / f"{split}_{name}.json").read_text(encoding="utf-8"))[:1]
        answers = [mirage_parity(one.split('"answer_choice": "')[-1].strip()) for one in said]
        right += statistics.mode([*answers, answers[-1]]) == gold[name]
    return right / len(gold)


def mirage_run(folder: Path) -> Path:
    """Four questions: one right, one wrong, one not understood and one that failed."""
    examples = [question("anatomy-000", "B"), question("anatomy-001", "C")]
    examples += [question("anatomy-002", "D"), question("anatomy-003", "A")]
    predictions = [
        made
        for arm in BOTH
        for made in (
            answer("anatomy-000", arm),
            answer("anatomy-001", arm),
            answer("anatomy-002", arm, status=Status.UNPARSED, raw='I weighed "both": option D, I think.'),
            Prediction("anatomy-003", arm, Status.ERROR, error="it broke"),
        )
    ]
    other = ([question("0009b2fd", "B")], both("0009b2fd"))
    return write_run(folder, {"mirage-mmlu": (examples, predictions), "mirage-medmcqa": other, "medqa": other})


def test_mirage_s_own_reading_gives_the_choices(tmp_path: Path) -> None:
    written = export_run(mirage_run(tmp_path / "run"), "mirage", tmp_path / "out")
    system = "my-model-likelihood"
    folders = ["mmlu/cot", "mmlu/rag_8", "medmcqa/cot", "medmcqa/rag_8"]
    ends = ["", "/osler/retrieval"] * 2
    expected = [tmp_path / "out" / f"{one}/{system}{end}" for one, end in zip(folders, ends, strict=True)]
    assert list(written) == expected
    gold = {"anatomy-000": "B", "anatomy-001": "C", "anatomy-002": "D", "anatomy-003": "A"}
    # What was not understood says "option D", which MIRAGE finds; what failed says nothing, which it takes as A.
    assert scored_by_mirage(written[0], "test", gold) == 3 / 4
    assert scored_by_mirage(written[2], "dev", {"0009b2fd": "B"}) == 1
    assert json.loads((written[0] / "test_anatomy-000.json").read_text()) == ['{"answer_choice": "B"}']
    assert json.loads((written[0] / "test_anatomy-002.json").read_text()) == ['I weighed "both": option D, I think.']
    assert not (tmp_path / "out" / "medqa").exists()


@given(st.sampled_from("ABCD"), st.text(max_size=40))
def test_mirage_understands_every_choice(tmp_path_factory: pytest.TempPathFactory, label: str, raw: str) -> None:
    folder = tmp_path_factory.mktemp("mirage")
    made = Prediction("0000", "none", Status.ANSWERED, label, raw)
    run = write_run(folder / "run", {"mirage-medqa": ([question("0000")], [made])}, ("none",))
    (written,) = export_run(run, "mirage", folder / "out")
    assert scored_by_mirage(written, "test", {"0000": label}) == 1


def test_a_run_without_mirage_s_sets_is_refused(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", {"mirages": ([question("a")], both("a"))})
    with pytest.raises(CannotExport, match="none of MIRAGE's sets"):
        export_run(run, "mirage", tmp_path / "out")


# --- trec and beir


def ranked_run(folder: Path) -> Path:
    """Two questions: one finds its own passage second, the other by its text; without scores in the second."""
    examples = [question("q 1", passages=[GOUT]), question("q2", passages=[FLU, GOUT])]
    found = {
        "q 1": [shown("other#1", 0.9, "other"), shown("gout 1", 0.5), shown("other#1", 0.4, "other")],
        "q2": [shown("", text="Influenza brings fever and cough."), shown("x#3", doc_id="gout 1"), shown("y#1")],
    }
    predictions = [
        answer(name, arm, evidence=own if arm == "retrieval" else ()) for name, own in found.items() for arm in BOTH
    ]
    return write_run(folder, {"mine": (examples, predictions)})


def test_a_trec_run_is_what_ir_measures_reads(tmp_path: Path) -> None:
    (path,) = export_run(ranked_run(tmp_path / "run"), "trec", tmp_path / "out")
    assert path.name == "mine.retrieval.trec"
    assert path.read_text().splitlines() == [
        "q%201 Q0 other#1 1 0.9 my-model-retrieval",
        "q%201 Q0 gout%201 2 0.5 my-model-retrieval",
        "q2 Q0 q2#1 1 1.0 my-model-retrieval",
        "q2 Q0 gout%201 2 0.5 my-model-retrieval",
        f"q2 Q0 y#1 3 {1 / 3!r} my-model-retrieval",
    ]
    read: Any = ir_measures.read_trec_run
    run = list(read(str(path)))
    qrels = [ir_measures.Qrel("q%201", "gout%201", 1), ir_measures.Qrel("q2", "q2#1", 1)]
    assert ir_measures.calc_aggregate([ir_measures.RR], qrels, run)[ir_measures.RR] == pytest.approx((1 / 2 + 1) / 2)


def test_a_beir_folder_is_read_back_and_its_results_score(tmp_path: Path) -> None:
    written = export_run(ranked_run(tmp_path / "run"), "beir", tmp_path / "out")
    folder = tmp_path / "out" / "mine"
    names = ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv", "results-retrieval.json"]
    assert list(written) == [folder / name for name in names]
    found = read_beir(folder)
    assert found.judgements == (
        Judgement("q%201", "gout%201", 1),
        Judgement("q2", "q2#1", 1),
        Judgement("q2", "gout%201", 1),
    )
    assert [one.doc_id for one in found.documents] == ["gout%201", "q2#1"]
    assert (found.documents[0].title, found.documents[0].text) == (GOUT.title, GOUT.text)
    assert found.queries[0].text == "What helps with q 1?"
    results = json.loads((folder / "results-retrieval.json").read_text())
    assert results["q%201"] == {"other#1": 0.9, "gout%201": 0.5}
    qrels = [ir_measures.Qrel(one.query_id, one.doc_id, one.grade) for one in found.judgements]
    scores = ir_measures.calc_aggregate([ir_measures.R @ 10], qrels, results)
    assert scores[ir_measures.R @ 10] == 1


def test_a_ranking_that_is_the_answer_is_exported_with_its_judgements(tmp_path: Path) -> None:
    asked = Example("q1", "painful toe", details={"judgements": {"gout": 2, "flu": 0}})
    made = Prediction("q1", "bm25", Status.ANSWERED, '[["flu", 3.5], ["gout", 1.25]]')
    run = write_run(tmp_path / "run", {"beir": ([asked], [made])}, ("bm25",))
    (path,) = export_run(run, "trec", tmp_path / "trec")
    assert path.read_text().splitlines()[1] == "q1 Q0 gout 2 1.25 my-model-bm25"
    export_run(run, "beir", tmp_path / "beir")
    assert files(tmp_path / "beir") == ["beir/qrels/test.tsv", "beir/queries.jsonl", "beir/results-bm25.json"]
    assert "q1\tgout\t2\n" in (tmp_path / "beir/beir/qrels/test.tsv").read_text()


def test_without_evidence_there_is_no_ranking(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", {"mine": ([question("a")], both("a"))})
    for form in ("trec", "beir"):
        with pytest.raises(CannotExport, match="--arm retrieval"):
            export_run(run, form, tmp_path / "out")


NAMES = st.text(min_size=1, max_size=6).filter(str.strip)


@given(st.lists(st.tuples(NAMES, st.floats(0, 10)), max_size=8))
def test_every_ranking_has_each_document_once_best_first_in_fields_without_spaces(
    found: list[tuple[str, float]],
) -> None:
    made = answer("q", "retrieval", evidence=[shown(name, score) for name, score in found])
    (ranking,) = rankings(Part("t", "retrieval", "m", "s", ((question("q"), made),)))
    ids = [one.doc_id for one in ranking.documents]
    assert len(set(ids)) == len(ids) == len({name for name, _ in found})
    assert not any(re.search(r"\s", name) for name in ids)
    scores = [one.score for one in ranking.documents]
    assert scores == sorted(scores, reverse=True)


# --- lm-eval


def test_samples_hold_what_was_asked_said_and_wanted(tmp_path: Path) -> None:
    examples = [question("a", "B"), Example("b", "Name some", ("one", "two"))]
    predictions = [*both("a", raw="B. rest"), *both("b", status=Status.ABSTAINED, raw="I cannot say")]
    run = write_run(tmp_path / "run", {"mine": (examples, predictions)})
    paths = export_run(run, "lm-eval", tmp_path / "out")
    assert [path.name for path in paths] == ["samples_mine_none.jsonl", "samples_mine_retrieval.jsonl"]
    first, second = (json.loads(line) for line in paths[0].read_text(encoding="utf-8").splitlines())
    assert Example.from_json(first["doc"]) == examples[0]
    assert (first["doc_id"], first["target"], first["resps"], first["filtered_resps"]) == (0, "B", [["B. rest"]], ["B"])
    assert (second["target"], second["filtered_resps"], second["status"]) == ('["one", "two"]', [""], "abstained")


# --- whatever the form


@pytest.mark.parametrize(
    ("form", "near"), [("TREC", "did you mean trec"), ("lmeval", "did you mean lm-eval"), ("x", "")]
)
def test_an_unknown_form_names_the_nearest(tmp_path: Path, form: str, near: str) -> None:
    with pytest.raises(CannotExport, match=rf"{near}.*mirage, trec, beir, lm-eval\."):
        export_run(mirage_run(tmp_path / "run"), form, tmp_path / "out")


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_that_holds_files_is_refused(tmp_path: Path, form: str) -> None:
    run, out = mirage_run(tmp_path / "run"), tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(CannotExport, match=r"holds files already; give --out"):
        export_run(run, form, out)
    with pytest.raises(CannotExport, match="is a file"):
        export_run(run, form, out / "mine.txt")
    assert files(out) == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert export_run(mirage_run(tmp_path / "run"), "lm-eval", tmp_path / "out")[0].is_file()


@pytest.mark.parametrize("trouble", [OSError(28, "No space left on device"), CannotExport("it cannot be")])
def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    def write(parts: object, folder: Path) -> list[Path]:
        (folder / "begun.txt").write_text("begun")
        raise trouble

    monkeypatch.setitem(exporting.FORMS, "trec", write)
    run = mirage_run(tmp_path / "run")
    with pytest.raises(CannotExport):
        export_run(run, "trec", tmp_path / "there" / "out")
    assert not (tmp_path / "there" / "out").exists()
    assert files(tmp_path / "there") == []


@pytest.mark.parametrize("form", FORMS)
def test_a_run_that_has_not_come_to_its_end_is_refused(tmp_path: Path, form: str) -> None:
    begun = write_run(tmp_path / "begun", {"mirage-mmlu": ([question("a")], [answer("a", "none")])})
    with pytest.raises(BadRun, match="not come to its end"):
        export_run(begun, form, tmp_path / "out")
    with pytest.raises(BadRun, match="it is no run"):
        export_run(tmp_path, form, tmp_path / "out")
    assert not (tmp_path / "out").exists()
