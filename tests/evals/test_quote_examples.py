"""A BEIR folder as questions with the passages found for them: what is written, and what is kept back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from evals.beir import read_beir
from evals.datasets.quote_selection import read_quote_selection
from evals.quote_examples import Wanted, main, quote_examples
from evals.runs import Ranked, Ranking
from tests.evals.beir_sets import DOCUMENTS, write_beir

RUN = tuple(
    Ranking(query, tuple(Ranked(doc_id, 1.0) for doc_id in found))
    for query, found in (("q1", ("anemia", "gout", "flu")), ("q2", ("gout",)), ("q3", ("migraine", "flu")))
)


def test_passages_come_as_ranked_and_the_best_graded_documents_are_the_reference(tmp_path: Path) -> None:
    beir = read_beir(write_beir(tmp_path))
    one, other = quote_examples(beir, RUN, Wanted(passages=2))  # of q2 no document that answers was found
    assert [one["id"], other["id"]] == ["q1", "q3"]
    assert one["passages"] == [{"title": DOCUMENTS[d][0], "text": DOCUMENTS[d][1]} for d in ("anemia", "gout")]
    assert one["reference"] == [DOCUMENTS["gout"][1]]
    assert other["reference"] == [DOCUMENTS["flu"][1], DOCUMENTS["migraine"][1]]


def test_what_answers_is_kept_back(tmp_path: Path) -> None:
    beir = read_beir(write_beir(tmp_path))
    one, *_ = quote_examples(beir, RUN, Wanted(kept_back=1.0))
    assert one["answerable"] is False
    assert one["reference"] == []
    assert [p["text"] for p in one["passages"]] == [DOCUMENTS["anemia"][1], DOCUMENTS["flu"][1]]  # type: ignore[attr-defined]


def test_given_references_are_used_and_a_question_without_one_is_left_out(tmp_path: Path) -> None:
    beir = read_beir(write_beir(tmp_path))
    (one,) = quote_examples(beir, RUN, Wanted(), {"q3": ("Influenza.", "The flu.")})
    assert (one["id"], one["reference"]) == ("q3", ["Influenza.", "The flu."])


@pytest.mark.parametrize("by", ["bm25", "shuffled"])
def test_the_file_is_one_that_the_task_reads(tmp_path: Path, by: str) -> None:
    app = Typer()
    app.command()(main)
    out = tmp_path / "out.jsonl"
    found = CliRunner().invoke(app, [str(write_beir(tmp_path / "set")), str(out), "--by", by])
    assert found.exit_code == 0, found.output
    assert "3 of 3 questions" in found.output
    examples = read_quote_selection(out)
    assert [example.question for example in examples] == [
        json.loads(x)["question"] for x in out.read_text().splitlines()
    ]
    assert all(example.kind == "answerable" and example.details["reference"] for example in examples)


def test_what_is_no_beir_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    app = Typer()
    app.command()(main)
    found = CliRunner().invoke(app, [str(tmp_path / "none"), str(tmp_path / "out.jsonl")])
    assert found.exit_code == 2
    assert len(found.output.strip().splitlines()) == 1
    assert "Nothing was written" in found.output
    unwritable = [str(write_beir(tmp_path / "set")), str(tmp_path / "no" / "out.jsonl"), "--by", "bm25"]
    assert CliRunner().invoke(app, unwritable).exit_code == 2
