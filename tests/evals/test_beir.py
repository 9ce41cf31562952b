"""Reading BEIR folders: every form they come in, and one clear sentence for each way they can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.beir import BeirSet, CorpusDocument, Judgement, Query, read_beir
from evals.errors import BadBeirSet
from tests.evals.beir_sets import QUERIES, qrels_text, write_beir, write_text


def grades(found: BeirSet) -> dict[tuple[str, str], int]:
    return {(one.query_id, one.doc_id): one.grade for one in found.judgements}


def refusal(folder: Path, split: str | None = None) -> str:
    with pytest.raises(BadBeirSet) as refused:
        read_beir(folder, split)
    message = str(refused.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_whole_set(tmp_path: Path, gzipped: bool) -> None:
    found = read_beir(write_beir(tmp_path, gzipped=gzipped))
    assert found.split == "test"
    assert found.documents[3] == CorpusDocument("migraine", "", found.documents[3].text)
    assert found.documents[0].whole.startswith("Gout Gout is a painful")
    assert [query.query_id for query in found.queries] == ["q1", "q2", "q3"]
    assert found.judgements[0] == Judgement("q1", "gout", 2)
    assert (found.unjudged, found.unknown_queries, found.unknown_documents) == (1, 0, 0)


def test_limit_takes_the_first_judged_queries_and_their_judgements(tmp_path: Path) -> None:
    queries = {"unjudged": "of these there may be many", **QUERIES}
    found = read_beir(write_beir(tmp_path, queries=queries), limit=2)
    assert found.queries == (Query("q1", QUERIES["q1"]), Query("q2", QUERIES["q2"]))
    assert {one.query_id for one in found.judgements} == {"q1", "q2"}
    assert found.unjudged == 2
    assert len(found.documents) == 6


@pytest.mark.parametrize(
    "text",
    [
        "query-id\tcorpus-id\tscore\nq1\tgout\t1\nq2\tasthma\t1\n",
        "q1\tgout\t1\nq2\tasthma\t1",
        "q1\tgout\t1.0\r\nq2\tasthma\t1.0\r\n",
        "q1\tgout\nq2\tasthma\n",
        "query-id\tcorpus-id\nq1\tgout\n\nq2\tasthma\n",
        "question\tanswer\trelevance\nq1\tgout\t1\nq2\tasthma\t1\n",
        "q1 0 gout 1\nq2 0 asthma 1\n",
        "\ufeffquery-id\tcorpus-id\tscore\nq1\tgout\t1\nq2\tasthma\t1\nq2\tasthma\t1\n",
    ],
)
def test_judgements_in_the_forms_they_come_in(tmp_path: Path, text: str) -> None:
    found = read_beir(write_beir(tmp_path, qrels={"test.tsv": text}))
    assert grades(found) == {("q1", "gout"): 1, ("q2", "asthma"): 1}


def test_a_grade_below_zero_counts_as_zero(tmp_path: Path) -> None:
    found = read_beir(write_beir(tmp_path, qrels={"test.tsv": "q1\tgout\t-1\nq2\tasthma\t3\n"}))
    assert grades(found) == {("q1", "gout"): 0, ("q2", "asthma"): 3}


@pytest.mark.parametrize(
    ("names", "asked", "taken"),
    [
        (("train", "dev", "test"), None, "test"),
        (("train", "dev"), None, "dev"),
        (("expert",), None, "expert"),
        (("train", "dev", "test"), "train", "train"),
    ],
)
def test_which_judgements_are_taken(tmp_path: Path, names: tuple[str, ...], asked: str | None, taken: str) -> None:
    folder = write_beir(tmp_path, qrels={f"{name}.tsv": qrels_text() for name in names})
    assert read_beir(folder, asked).split == taken


def test_several_judgements_and_none_to_prefer(tmp_path: Path) -> None:
    folder = write_beir(tmp_path, qrels={"a.tsv": qrels_text(), "b.tsv": qrels_text()})
    assert "choose with --split from: a, b" in refusal(folder)
    assert "has no test.tsv" in refusal(folder, "test")


def test_what_the_set_does_not_hold_is_counted(tmp_path: Path) -> None:
    judged = (("q1", "gout", 1), ("q1", "nowhere", 1), ("q9", "gout", 1), ("q2", "elsewhere", 0))
    found = read_beir(write_beir(tmp_path, qrels={"test.tsv": qrels_text(judgements=judged)}))
    assert (found.unknown_documents, found.unknown_queries, found.unjudged) == (2, 1, 2)
    assert grades(found) == {("q1", "gout"): 1, ("q1", "nowhere"): 1, ("q2", "elsewhere"): 0}


def test_ids_may_be_numbers_and_lines_repeat(tmp_path: Path) -> None:
    folder = write_beir(tmp_path, qrels={"test.tsv": "1\t7\t1\n"})
    write_text(folder / "corpus.jsonl", '{"_id": 7, "text": "Gout hurts."}\n{"_id": 7, "text": "Gout hurts."}\n')
    write_text(folder / "queries.jsonl", '{"_id": 1, "text": "gout", "metadata": {}}\n')
    found = read_beir(folder)
    assert found.documents == (CorpusDocument("7", "", "Gout hurts."),)
    assert found.queries == (Query("1", "gout"),)


def test_half_of_a_surrogate_pair_is_no_character(tmp_path: Path) -> None:
    folder = write_beir(tmp_path)
    with (folder / "queries.jsonl").open("a") as file:
        file.write('{"_id": "q9", "text": "gout \\ud800 toe"}\n')
    (folder / "qrels" / "test.tsv").write_text("q9\tgout\t1\n")
    assert read_beir(folder).queries == (Query("q9", "gout ? toe"),)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    folder = write_beir(tmp_path)
    (folder / missing).unlink()
    assert missing.replace("test", "*") in refusal(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "there is no such folder" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("corpus.jsonl", "{not json", "not JSON"),
        ("corpus.jsonl", "[1, 2]", "not a JSON object"),
        ("corpus.jsonl", '{"text": "no id"}', 'no "_id"'),
        ("corpus.jsonl", '{"_id": true, "text": "no id"}', 'no "_id"'),
        ("corpus.jsonl", '{"_id": "new", "text": 5}', '"text" is not a text'),
        ("corpus.jsonl", '{"_id": "gout", "text": "another"}', "another document has its _id"),
        ("queries.jsonl", '{"_id": "q9"}', 'no "text"'),
        ("queries.jsonl", '{"_id": "q1", "text": "another"}', "another query has its _id"),
        ("qrels/test.tsv", "q1\tgout\tgood", "is not a whole number"),
        ("qrels/test.tsv", "q1\tgout\t0.5", "is not a whole number"),
        ("qrels/test.tsv", "q1", "with tabs between"),
        ("qrels/test.tsv", "q1\t\t1", "with tabs between"),
        ("qrels/test.tsv", "q1\tgout\t1", "another grade"),
    ],
)
def test_a_bad_line_is_told_by_file_and_number(tmp_path: Path, name: str, line: str, reason: str) -> None:
    path = write_beir(tmp_path) / name
    path.write_text(path.read_text() + line + "\n")
    number = len(path.read_text().splitlines())
    message = refusal(tmp_path)
    assert message.startswith(f"{path}, line {number}: ")
    assert reason in message


def test_a_line_that_is_no_utf8(tmp_path: Path) -> None:
    path = write_beir(tmp_path) / "corpus.jsonl"
    path.write_bytes(path.read_bytes() + b'{"_id": "x", "text": "caf\xe9"}\n')
    assert "line 7: it is not UTF-8" in refusal(tmp_path)


def test_a_file_cut_short(tmp_path: Path) -> None:
    path = write_beir(tmp_path, gzipped=True) / "corpus.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-12])
    assert "damaged or was cut short" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("qrels", "reason"),
    [
        ("query-id\tcorpus-id\tscore\n", "holds no judgement"),
        ("q1\tnowhere\t1\n", "names no document"),
        ("q8\tgout\t1\n", "judges none of the queries"),
    ],
)
def test_judgements_of_another_set(tmp_path: Path, qrels: str, reason: str) -> None:
    assert reason in refusal(write_beir(tmp_path, qrels={"test.tsv": qrels}))


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    (write_beir(tmp_path) / name).write_text("\n\n")
    assert "it holds no" in refusal(tmp_path)
