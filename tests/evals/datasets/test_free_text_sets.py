"""Sets answered in free text: LiveQA, MEDIQA, K-QA, HealthBench, MeQSum."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from evals.datasets.healthbench import read_healthbench
from evals.datasets.kqa import read_kqa
from evals.datasets.liveqa import read_liveqa
from evals.datasets.mediqa import read_mediqa
from evals.datasets.meqsum import read_meqsum
from tests.evals.datasets.tiny import (
    HEALTHBENCH,
    KQA,
    LIVEQA,
    MEDIQA,
    MEQSUM_ROWS,
    refusal,
    write_lines,
    write_text,
    write_workbook,
)

# --- LiveQA


def test_liveqa_as_it_was_asked_and_in_short(tmp_path: Path) -> None:
    path = write_text(tmp_path / "liveqa.xml", LIVEQA)
    (one,) = read_liveqa(path)
    assert one.question == "ankle\nI fell & it hurts. What now?"
    assert one.answers == ("Rest and ice.", "See a doctor.")
    assert (one.example_id, one.group, one.kind, one.topic) == ("TQ1", "TQ1", "TREATMENT", "Problem")
    assert one.details["paraphrase"] == "How is a sprained ankle treated?"
    assert one.details["references"] == [{"id": "a1", "url": "http://example.org/a"}, {"id": "a2", "url": ""}]
    (short,) = read_liveqa(path, summaries=True)
    assert short.question == "What is the treatment for a sprain?" == one.details["summary"]


def test_liveqa_in_the_case_of_the_other_file(tmp_path: Path) -> None:
    other = LIVEQA
    for name in ("SUBJECT", "MESSAGE", "COMMENT"):
        other = other.replace(f"<{name}>", f"<{name.title()}>").replace(f"</{name}>", f"</{name.title()}>")
    assert read_liveqa(write_text(tmp_path / "a.xml", other)) == read_liveqa(write_text(tmp_path / "b.xml", LIVEQA))


@pytest.mark.parametrize(
    ("old", "new", "summaries", "reason"),
    [
        (
            "<NLM-Summary>What is the treatment for a sprain?</NLM-Summary>",
            "",
            True,
            "has not an NLM-Summary; give the file",
        ),
        ('qid="TQ1"', "", False, "one of its questions has no qid"),
        ("ANSWER>", "REPLY>", False, ""),
        ("</NLM-QUESTION>", "", False, ": it is not XML (mismatched tag"),
    ],
)
def test_a_liveqa_file_that_lacks_something(tmp_path: Path, old: str, new: str, summaries: bool, reason: str) -> None:
    text = LIVEQA.replace(old, new).replace("<Answer>See a doctor.</Answer>", "")
    path = write_text(tmp_path / "liveqa.xml", text)
    expected = reason or "none of its questions has a ReferenceAnswer"
    assert expected in refusal(partial(read_liveqa, summaries=summaries), path)


@pytest.mark.parametrize("read", [read_liveqa, read_mediqa])
def test_entities_of_its_own_are_refused(tmp_path: Path, read: partial[object]) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    assert "it declares entities of its own" in refusal(read, write_text(tmp_path / "bomb.xml", bomb))


@pytest.mark.parametrize("encoding", ["no-such-encoding", "cp037x"])
def test_xml_in_an_encoding_that_is_none(tmp_path: Path, encoding: str) -> None:
    path = write_text(tmp_path / "x.xml", f'<?xml version="1.0" encoding="{encoding}"?><a/>')
    assert "it is not XML" in refusal(read_liveqa, path)


# --- MEDIQA


def test_mediqa_gives_the_correct_answers_best_first(tmp_path: Path) -> None:
    (one,) = read_mediqa(write_text(tmp_path / "mediqa.xml", MEDIQA))
    assert (one.example_id, one.question) == ("9", "What helps a sprain?")
    assert one.answers == ("Rest and ice.", "Rest.")
    assert [given.passage_id for given in one.passages] == ["9_2", "9_1"]
    candidates = one.details["candidates"]
    assert [candidate["id"] for candidate in candidates] == ["9_1", "9_2", "9_3"]
    assert candidates[1] == {
        "id": "9_2",
        "text": "Rest and ice.",
        "url": "http://example.org/2",
        "system_rank": 2,
        "reference_rank": 1,
        "reference_score": 4,
    }


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (' ReferenceScore="1"', "", "its answer '9_3' has no ReferenceScore; give the file with labels."),
        ('"4-Excellent"', '"Excellent"', "its answer '9_2' has 'Excellent' as ReferenceScore"),
        ("QuestionText", "Text", "has no QID or no QuestionText"),
        ("Answer AID", "Reply AID", "its question '9' has no Answer"),
    ],
)
def test_a_mediqa_file_without_its_labels(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = MEDIQA.replace(old, new).replace("</Answer>", "</Reply>" if "Reply" in new else "</Answer>")
    assert reason in refusal(read_mediqa, write_text(tmp_path / "mediqa.xml", text))


# --- K-QA


def test_kqa_gives_the_statements_of_a_good_answer(tmp_path: Path) -> None:
    one, other = read_kqa(write_lines(tmp_path / "q.jsonl", KQA, {**KQA, "Nice_to_have": ["Use ice"]}))
    assert (one.example_id, one.answers, one.topic) == ("0001", ("Rest it first.",), "Sprain")
    assert one.details == {"must_have": ["Rest it"], "nice_to_have": []}
    assert (other.example_id, other.details["nice_to_have"]) == ("0002", ["Use ice"])


def test_the_questions_of_kqa_without_answers_are_refused(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "questions.jsonl", {"Question": "Is it okay?", "ICD_10_diag": "Sprain"})
    assert "it has no 'Free_form_answer' (it has 'Question', 'ICD_10_diag'); K-QA's" in refusal(read_kqa, path)


# --- HealthBench


def test_healthbench_gives_the_conversation_and_its_rubrics(tmp_path: Path) -> None:
    (one,) = read_healthbench(write_lines(tmp_path / "hb.jsonl", HEALTHBENCH))
    assert (one.question, one.turns) == ("Since noon. What now?", ("My ankle hurts.",))
    assert (one.example_id, one.topic, one.answers) == ("h1", "context_seeking", ("Rest it.",))
    assert one.details["messages"] == one.details["prompt"] == HEALTHBENCH["prompt"]
    assert one.details["rubrics"] == HEALTHBENCH["rubrics"]
    assert one.details["tags"] == ["theme:context_seeking"]


@pytest.mark.parametrize("ideal", [None, {"ideal_completion": None}])
def test_healthbench_without_a_physicians_reply(tmp_path: Path, ideal: object) -> None:
    (one,) = read_healthbench(write_lines(tmp_path / "hb.jsonl", {**HEALTHBENCH, "ideal_completions_data": ideal}))
    assert one.answers == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"prompt": [{"role": "assistant", "content": "Hello."}]}, "does not end with a message of the user"),
        ({"prompt": []}, "does not end with a message of the user"),
        ({"rubrics": []}, "hold no criterion"),
        ({"rubrics": [{"criterion": "is kind", "points": "5", "tags": []}]}, "'points' that are a number"),
        ({"rubrics": [{"criterion": "is kind", "points": True, "tags": []}]}, "'points' that are a number"),
    ],
)
def test_a_conversation_that_cannot_be_graded(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    assert reason in refusal(read_healthbench, write_lines(tmp_path / "hb.jsonl", {**HEALTHBENCH, **changed}))


# --- MeQSum


def test_meqsum_asks_the_long_question(tmp_path: Path) -> None:
    (one,) = read_meqsum(write_workbook(tmp_path / "MeQSum.xlsx", [*MEQSUM_ROWS, (None, None, None)]))
    assert (one.example_id, one.question) == ("1.txt", "SUBJECT: ankle\nIt hurts.")
    assert one.answers == ("What helps a sprain?",)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((("File", "Question"), ("1", "Why?")), "line 1: its first row holds File, Question"),
        ((*MEQSUM_ROWS, ("2.txt", "Why?", None)), "line 3: it has no 'Summary'"),
        ((*MEQSUM_ROWS, MEQSUM_ROWS[1]), "two of its items have the id '1.txt'"),
        (MEQSUM_ROWS[:1], "it holds no item"),
    ],
)
def test_a_workbook_that_is_not_meqsums(tmp_path: Path, rows: tuple[tuple[object, ...], ...], reason: str) -> None:
    assert reason in refusal(read_meqsum, write_workbook(tmp_path / "x.xlsx", rows))


def test_a_zip_file_that_is_no_workbook(tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "x.xlsx", "w") as packed:
        packed.writestr("a.txt", "a")
    assert "it is not a workbook that can be read" in refusal(read_meqsum, tmp_path / "x.xlsx")
