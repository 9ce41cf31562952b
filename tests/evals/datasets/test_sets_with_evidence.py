"""Sets that bring the text they are answered from: PubMedQA, BioASQ, SQuAD and its kin, Evidence Inference."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.bioasq import read_bioasq
from evals.datasets.evidence_inference import CLASSES, read_evidence_inference
from evals.datasets.pubmedqa import read_pubmedqa
from evals.datasets.squad import read_squad
from evals.examples import Given, Option
from tests.evals.datasets.tiny import (
    BIOASQ,
    CONTEXT,
    EVIDENCE,
    PUBMEDQA,
    SQUAD,
    SQUAD_QUESTION,
    refusal,
    write_csv,
    write_json,
    write_lines,
    write_text,
)

# --- PubMedQA


def test_pubmedqa_gives_the_abstract_by_parts(tmp_path: Path) -> None:
    (one,) = read_pubmedqa(write_json(tmp_path / "pqal.json", {"1001": PUBMEDQA}))
    assert (one.example_id, one.group, one.answers) == ("1001", "1001", ("maybe",))
    assert one.options == (Option("yes", "yes"), Option("no", "no"), Option("maybe", "maybe"))
    assert one.passages[1] == Given("Nine hurt less.", "RESULTS", "1001#1")
    assert one.details["long_answer"] == "Ice may help."


def test_a_pubmedqa_folder_gives_the_test_set(tmp_path: Path) -> None:
    write_json(tmp_path / "ori_pqal.json", dict.fromkeys(("1", "2", "3"), PUBMEDQA))
    truth = write_json(tmp_path / "test_ground_truth.json", {"3": "maybe", "1": "maybe"})
    assert [one.example_id for one in read_pubmedqa(tmp_path)] == ["1", "3"]
    write_json(truth, {"3": "maybe", "9": "yes"})
    assert "it lacks 1 of the 2 questions that test_ground_truth.json names" in refusal(read_pubmedqa, tmp_path)
    write_json(truth, {})
    assert "it names no question" in refusal(read_pubmedqa, tmp_path)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"final_decision": None}, "of item '1001', it has no 'final_decision'"),
        ({"final_decision": "perhaps"}, "its answer 'perhaps' is none of yes, no, maybe"),
        ({"CONTEXTS": "all", "LABELS": 3}, "its 'LABELS' is not a list of texts"),
    ],
)
def test_a_pubmedqa_item_that_cannot_be_scored(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    path = write_json(tmp_path / "pqal.json", {"1001": {**PUBMEDQA, **changed}})
    assert reason in refusal(read_pubmedqa, path)


# --- BioASQ


@pytest.mark.parametrize(
    ("kind", "said", "exact", "answers"),
    [
        ("yesno", "yes", [["yes"]], ("yes",)),
        ("yesno", ["No."], [["no"]], ("no",)),
        ("factoid", "gout", [["gout"]], ("gout",)),
        ("factoid", ["gout", "podagra"], [["gout", "podagra"]], ("gout", "podagra")),
        ("factoid", [["gout", "podagra"]], [["gout", "podagra"]], ("gout", "podagra")),
        ("factoid", [["gout"], ["podagra", "gout"]], [["gout", "podagra"]], ("gout", "podagra")),
        ("factoid", [[7]], [["7"]], ("7",)),
        ("list", ["salt", "ice"], [["salt"], ["ice"]], ("salt", "ice")),
        ("list", [["salt", "NaCl"], ["ice"], [" "]], [["salt", "NaCl"], ["ice"]], ("salt", "ice")),
        ("summary", None, [], ("It is.",)),
        ("factoid", None, [], ()),
        ("list", [], [], ()),
    ],
)
def test_exact_answers_of_every_shape(
    tmp_path: Path, kind: str, said: object, exact: list[list[str]], answers: tuple[str, ...]
) -> None:
    asked = {**BIOASQ, "id": "b2", "type": kind, "exact_answer": said}
    _, one = read_bioasq(write_json(tmp_path / "t.json", {"questions": [BIOASQ, asked]}))
    assert (one.details["exact"], one.answers, one.kind) == (exact, answers, kind)


def test_what_bioasq_tells_of_a_question(tmp_path: Path) -> None:
    (one,) = read_bioasq(write_json(tmp_path / "t.json", {"questions": [BIOASQ]}))
    assert (one.example_id, one.group, one.question) == ("b1", "b1", "Is gout a disease of joints?")
    assert one.options == (Option("yes", "yes"), Option("no", "no"))
    assert one.passages == (Given("Gout inflames joints.", "", "http://example.org/1#0"),)
    assert (one.details["ideal"], one.details["documents"]) == (["It is."], ["http://example.org/1"])


def test_bioasq_by_kind_and_by_folder(tmp_path: Path) -> None:
    questions = [{**BIOASQ, "id": kind, "type": kind, "exact_answer": "yes"} for kind in ("yesno", "factoid")]
    write_json(tmp_path / "1_golden.json", {"questions": questions})
    write_json(tmp_path / "2_golden.json", {"questions": [{**BIOASQ, "id": "last", "ideal_answer": "One alone."}]})
    assert [one.example_id for one in read_bioasq(tmp_path)] == ["yesno", "factoid", "last"]
    assert [one.example_id for one in read_bioasq(tmp_path, "yesno")] == ["yesno", "last"]
    assert read_bioasq(tmp_path)[2].details["ideal"] == ["One alone."]
    assert "it holds no item; BioASQ's files hold" in refusal(partial(read_bioasq, kind="list"), tmp_path)
    with pytest.raises(ValueError, match="kind must be one of"):
        read_bioasq(tmp_path, "essay")


def test_bioasq_one_line_alone(tmp_path: Path) -> None:
    assert len(read_bioasq(write_lines(tmp_path / "dev.jsonl", BIOASQ))) == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"exact_answer": "perhaps"}, "of item 'b1', its 'exact_answer' is neither yes nor no"),
        ({"type": "factoid", "exact_answer": [{"a": 1}]}, "neither a text nor lists of texts"),
        ({"type": "essay"}, "its type 'essay' is none of yesno, factoid, list, summary"),
        ({"exact_answer": None}, "it answers none of its questions; give the set that holds the answers."),
        ({"body": ""}, "of item 'b1', its 'body' is not a text"),
    ],
)
def test_a_bioasq_question_that_is_none(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    assert reason in refusal(read_bioasq, write_json(tmp_path / "t.json", {"questions": [{**BIOASQ, **changed}]}))


# --- SQuAD


def squad(tmp_path: Path, *questions: object, **paragraph: object) -> Path:
    held = {"context": CONTEXT, "qas": list(questions), **paragraph}
    return write_json(tmp_path / "squad.json", {"data": [{"title": "Gout", "paragraphs": [held]}]})


def test_squad_gives_the_pieces_that_hold_the_answer(tmp_path: Path) -> None:
    (one,) = read_squad(squad(tmp_path, SQUAD_QUESTION))
    assert (one.example_id, one.group, one.answers) == ("7", "Gout", ("big toe",))
    assert one.details == {"unanswerable": False, "is_impossible": False, "context_passages": 2}
    (passage,) = one.passages
    assert passage.title == "Gout" and passage.text == CONTEXT.partition("\n\n")[0]


def test_an_answer_over_two_pieces_brings_both(tmp_path: Path) -> None:
    text = CONTEXT[CONTEXT.index("pain in it") : CONTEXT.index("is rare")]
    asked = {**SQUAD_QUESTION, "answers": [{"text": text, "answer_start": CONTEXT.index(text)}]}
    assert len(read_squad(squad(tmp_path, asked))[0].passages) == 2


def test_an_answer_is_looked_for_near_where_it_is_said_to_be(tmp_path: Path) -> None:
    second = CONTEXT.rindex("most often")
    asked = {**SQUAD_QUESTION, "answers": [{"text": " most often", "answer_start": second + 2}] * 2}
    (one,) = read_squad(squad(tmp_path, asked))
    assert one.answers == ("most often",) and len(one.passages) == 1
    between = {**SQUAD_QUESTION, "answers": [{"text": "first", "answer_start": CONTEXT.rindex("first") - 2}]}
    assert [given.passage_id for given in read_squad(squad(tmp_path, between))[0].passages] == ["Gout/0#1"]
    scurvy = {**SQUAD_QUESTION, "answers": [{"text": "Scurvy", "answer_start": 0}]}
    assert "Scurvy is rare" in read_squad(squad(tmp_path, scurvy))[0].passages[0].text


def test_the_document_id_of_covid_qa_is_the_group(tmp_path: Path) -> None:
    assert read_squad(squad(tmp_path, SQUAD_QUESTION, document_id=630))[0].group == "630"


@pytest.mark.parametrize(
    ("plausible", "pieces"), [(None, 2), ([{"text": "vitamin C", "answer_start": CONTEXT.index("vitamin C")}], 1)]
)
def test_an_unanswerable_question(tmp_path: Path, plausible: object, pieces: int) -> None:
    asked = {"id": "u", "question": "Who?", "answers": [], "is_impossible": True}
    asked |= {} if plausible is None else {"plausible_answers": plausible}
    (one,) = read_squad(squad(tmp_path, asked))
    assert (one.answers, one.details["unanswerable"], len(one.passages)) == ((), True, pieces)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"answers": []}, "of item '7', it has no answer and is not marked impossible"),
        ({"is_impossible": True}, "of item '7', it is marked as impossible and has answers"),
        ({"answers": [{"text": "liver", "answer_start": 9999}]}, "its answer at 9999 lies outside the context"),
        ({"answers": [{"text": "toe"}]}, "of item '7', it has no 'answer_start'"),
        ({"question": None}, "of item '7', it has no 'question'"),
    ],
)
def test_a_squad_question_that_is_none(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    assert reason in refusal(read_squad, squad(tmp_path, {**SQUAD_QUESTION, **changed}))


def test_squad_items_of_one_id(tmp_path: Path) -> None:
    path = write_json(tmp_path / "squad.json", {"data": [SQUAD, SQUAD]})
    assert "two of its items have the id '7'" in refusal(read_squad, path)


@given(st.integers(0, len(CONTEXT) - 1), st.integers(1, 120))
def test_wherever_an_answer_stands_its_passages_hold_it(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int
) -> None:
    text = CONTEXT[start : start + length]
    if not text.strip():
        return
    asked = {**SQUAD_QUESTION, "answers": [{"text": text, "answer_start": start}]}
    (one,) = read_squad(squad(tmp_path_factory.mktemp("squad"), asked))
    read = " ".join(passage.text for passage in one.passages)
    assert " ".join(text.split()) in " ".join(read.split())


# --- Evidence Inference


def test_a_comparison_becomes_a_question(tmp_path: Path) -> None:
    (one,) = read_evidence_inference(write_lines(tmp_path / "ei.jsonl", EVIDENCE))
    assert one.question == "Compared with rest, what was the effect of ice on pain?"
    assert (one.example_id, one.group, one.answers) == ("11", "PMC5", ("significantly decreased",))
    assert tuple(option.label for option in one.options) == CLASSES
    assert one.passages[1] == Given("p < 0.01", "", "PMC5#11.1")


def test_a_label_that_is_no_class(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "ei.jsonl", {**EVIDENCE, "label": "better"})
    assert "line 1: its answer 'better' is none of significantly increased" in refusal(read_evidence_inference, path)


MORE, LESS, SAME = CLASSES
PROMPTS = (
    ("PromptID", "PMCID", "Outcome", "Intervention", "Comparator"),
    ("1", "5", "pain", "ice", "rest"),
    ("2", "5", "swelling", "ice", "rest"),
    ("3", "6", "sleep", "tea", "coffee"),
    ("4", "6", "tremor", "tea", "coffee"),
    ("5", "6", "mood", "", "coffee"),
    ("6", "7", "gait", "cane", "none"),
)
ANNOTATIONS = (
    ("UserID", "PromptID", "PMCID", "Valid Label", "Valid Reasoning", "Label", "Annotations", "Label Code"),
    ("0", "1", "5", "True", "True", LESS, "Pain fell.", "-1"),
    ("1", "1", "5", "True", "True", LESS, "Pain fell.", "-1"),
    ("2", "1", "5", "True", "True", SAME, "p = 0.06", "0"),
    ("0", "2", "5", "1", "1", MORE, "It swelled.", "1"),
    ("1", "2", "5", "1", "1", SAME, "It did not.", "0"),
    ("0", "3", "6", "1", "0", MORE, "They slept.", "1"),
    ("0", "4", "6", "True", "True", "invalid prompt", "Tea?", "0"),
    ("0", "5", "6", "True", "True", MORE, "Moods rose.", "1"),
    ("0", "6", "7", "True", "True", MORE, "", "1"),
    ("1", "6", "7", "True", "True", SAME, "No change.", "0"),
    ("2", "6", "7", "True", "True", "", "No label.", ""),
)


def publishers_folder(folder: Path, annotations: tuple[tuple[str, ...], ...] = ANNOTATIONS) -> Path:
    write_csv(folder / "prompts_merged.csv", PROMPTS)
    write_csv(folder / "annotations_merged.csv", annotations)
    (folder / "splits").mkdir(exist_ok=True)
    write_text(folder / "splits" / "test_article_ids.txt", "7\n8\n")
    return folder


def test_the_publishers_folder(tmp_path: Path) -> None:
    by_id = {one.example_id: one for one in read_evidence_inference(publishers_folder(tmp_path))}
    assert list(by_id) == ["1", "2", "6"]  # 3 was not verified, 4 is invalid, 5 asks for nothing
    assert (by_id["1"].answers, by_id["1"].group) == ((LESS,), "PMC5")
    assert [given.text for given in by_id["1"].passages] == ["Pain fell.", "p = 0.06"]
    assert by_id["2"].answers == ()  # one says more, one says the same
    assert by_id["6"].answers == (SAME,)


def test_a_split_of_the_publishers_folder(tmp_path: Path) -> None:
    publishers_folder(tmp_path)
    assert [one.example_id for one in read_evidence_inference(tmp_path, "test")] == ["6"]
    assert "there is no such split" in refusal(partial(read_evidence_inference, split="dev"), tmp_path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("0", "1", "5", "maybe", "1", LESS, "Pain fell.", "-1"), "its 'Valid Label' is neither true nor false"),
        (("0", "1", "5", "1", "1", "worse", "Pain fell.", "-1"), "its answer 'worse' is none of"),
    ],
)
def test_an_annotation_that_means_nothing(tmp_path: Path, row: tuple[str, ...], reason: str) -> None:
    publishers_folder(tmp_path, (*ANNOTATIONS, row))
    assert f"annotations_merged.csv, line 13: {reason}" in refusal(read_evidence_inference, tmp_path)
