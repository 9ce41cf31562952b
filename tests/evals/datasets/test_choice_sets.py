"""Multiple-choice sets: MIRAGE and its predictions, MedQA, MedMCQA, MMLU."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from evals.datasets.choices import lettered
from evals.datasets.medmcqa import read_medmcqa
from evals.datasets.medqa import read_medqa
from evals.datasets.mirage import PublishedPrediction, read_mirage, read_mirage_predictions
from evals.datasets.mmlu import MEDICAL, read_mmlu
from evals.examples import Option
from tests.evals.datasets.tiny import (
    MEDMCQA,
    MEDQA,
    MIRAGE,
    MMLU_ROWS,
    OPTIONS,
    refusal,
    write_csv,
    write_json,
    write_lines,
    write_text,
)

FOUR = tuple(Option(label, text) for label, text in OPTIONS.items())


def test_there_are_letters_for_26_options() -> None:
    assert lettered(["x"] * 26)[-1] == Option("Z", "x")
    with pytest.raises(ValueError, match="26"):
        lettered(["x"] * 27)


# --- MIRAGE


def test_mirage_gives_one_of_its_sets(tmp_path: Path) -> None:
    path = write_json(tmp_path / "benchmark.json", MIRAGE)
    (one,) = read_mirage(path, "mmlu")
    assert (one.example_id, one.kind, one.group, one.answers) == ("anatomy-007", "anatomy", "anatomy-007", ("B",))
    assert one.options == FOUR
    (other,) = read_mirage(path, "medqa")
    assert (other.example_id, other.kind, other.answers) == ("0003", "", ("C",))


def test_an_option_may_say_nothing(tmp_path: Path) -> None:
    item = {**MIRAGE["medqa"]["0003"], "options": {**OPTIONS, "D": ""}}
    (one,) = read_mirage(write_json(tmp_path / "benchmark.json", {"medqa": {"0003": item}}), "medqa")
    assert one.options[3] == Option("D", "")
    (other,) = read_medmcqa(write_lines(tmp_path / "dev.json", {**MEDMCQA, "opd": None}))
    assert other.options[3] == Option("D", "")
    (last,) = read_mmlu(write_csv(tmp_path / "anatomy_test.csv", [("Why?", "a", "b", "c", "", "A")]))
    assert last.options[3] == Option("D", "")


def test_a_set_that_mirage_lacks_is_named_with_those_it_has(tmp_path: Path) -> None:
    path = write_json(tmp_path / "benchmark.json", MIRAGE)
    message = refusal(partial(read_mirage, subset="bioasq"), path)
    assert "it has no 'bioasq' (it has 'mmlu', 'medqa'); MIRAGE's benchmark.json holds" in message


def test_mirage_items_of_one_id(tmp_path: Path) -> None:
    item = json.dumps(MIRAGE["medqa"]["0003"])
    path = write_text(tmp_path / "benchmark.json", f'{{"medqa": {{"0003": {item}, "0003": {item}}}}}')
    assert "it names '0003' twice in one object" in refusal(partial(read_mirage, subset="medqa"), path)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"answer": "E"}, "of item '0003', its answer 'E' is none of A, B, C, D; correct it or take it out."),
        ({"answer": None}, "of item '0003', it has no 'answer'"),
        ({"options": {"A": "rest"}}, "fewer than two options"),
        ({"options": ["rest", "ice"]}, "its 'options' is not an object"),
        ({"options": {"A": "rest", "B": 2}}, "its 'B' is not a text"),
    ],
)
def test_a_mirage_item_that_cannot_be_scored(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    item = {**MIRAGE["medqa"]["0003"], **changed}
    path = write_json(tmp_path / "benchmark.json", {"medqa": {"0003": item}})
    assert reason in refusal(partial(read_mirage, subset="medqa"), path)


def test_predictions_of_mirage(tmp_path: Path) -> None:
    lines = [{"id": "a", "prediction": "B!", "answer": "B"}, {"id": "b", "prediction": None, "answer": "C"}]
    path = write_lines(tmp_path / "p.jsonl", *lines)
    assert read_mirage_predictions(path) == (PublishedPrediction("a", "B!", "B"), PublishedPrediction("b", None, "C"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"id": "a", "prediction": "B", "answer": "B"}, "two of its lines have the id 'a'"),
        ({"id": "b", "answer": "B"}, "it has no 'prediction'"),
        ({"id": "b", "prediction": 3, "answer": "B"}, "neither a text nor null"),
        ({"id": "b", "prediction": "B"}, "it has no 'answer'"),
    ],
)
def test_predictions_that_are_not_mirages(tmp_path: Path, line: object, reason: str) -> None:
    path = write_lines(tmp_path / "p.jsonl", {"id": "a", "prediction": "B", "answer": "B"}, line)
    assert reason in refusal(read_mirage_predictions, path)
    assert "it holds no prediction" in refusal(read_mirage_predictions, write_text(tmp_path / "empty", ""))


# --- MedQA


def test_medqa_counts_its_items_from_0000(tmp_path: Path) -> None:
    five = {**MEDQA, "options": {**OPTIONS, "E": "sand"}, "answer_idx": "E", "meta_info": "step2&3"}
    first, second = read_medqa(write_lines(tmp_path / "test.jsonl", MEDQA, five))
    assert (first.example_id, first.answers, first.kind, first.options) == ("0000", ("B",), "step1", FOUR)
    assert (second.example_id, second.answers, second.kind, len(second.options)) == ("0001", ("E",), "step2&3", 5)


def test_a_medqa_answer_that_is_no_option(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "test.jsonl", MEDQA, {**MEDQA, "answer_idx": "ice"})
    assert "line 2: its answer 'ice' is none of A, B, C, D" in refusal(read_medqa, path)


# --- MedMCQA


@pytest.mark.parametrize(
    ("given", "right"),
    [((1, 2, 3, 4), "ABCD"), ((0, 1, 2, 3), "ABCD"), ((0, 3), "AD"), ((4, 1), "DA"), ((2, 3), "BC")],
)
def test_medmcqa_counts_from_1_unless_there_is_a_0(tmp_path: Path, given: tuple[int, ...], right: str) -> None:
    path = write_lines(tmp_path / "dev.json", *({**MEDMCQA, "id": f"m-{n}", "cop": cop} for n, cop in enumerate(given)))
    assert [one.answers for one in read_medmcqa(path)] == [(letter,) for letter in right]


def test_what_medmcqa_tells_of_an_item(tmp_path: Path) -> None:
    (one,) = read_medmcqa(write_lines(tmp_path / "dev.json", {**MEDMCQA, "opa": 12, "choice_type": "multi"}))
    assert one.options == (Option("A", "12"), *FOUR[1:])
    assert (one.example_id, one.kind, one.topic, one.answers) == ("m-1", "multi", "Surgery", ("B",))
    assert one.details == {"explanation": "", "subtopic": "Ankle"}


@pytest.mark.parametrize(
    ("cops", "reason"),
    [
        ((1, -1), "withholds answers"),
        ((0, 4), "has five values"),
        ((1, 7), "line 2: its answer '7' is none of A, B, C, D"),
        ((1, "2"), "line 2: its 'cop' is not a whole number"),
        ((1, None), "line 2: it has no 'cop'"),
    ],
)
def test_medmcqa_answers_that_mean_nothing(tmp_path: Path, cops: tuple[object, ...], reason: str) -> None:
    path = write_lines(tmp_path / "dev.json", *({**MEDMCQA, "id": f"m-{n}", "cop": cop} for n, cop in enumerate(cops)))
    assert reason in refusal(read_medmcqa, path)


# --- MMLU


def test_an_mmlu_file_of_any_subject(tmp_path: Path) -> None:
    (one,) = read_mmlu(write_csv(tmp_path / "virology_val.csv", MMLU_ROWS))
    assert (one.example_id, one.kind, one.question, one.answers) == (
        "virology-000",
        "virology",
        "What helps a sprain?",
        ("B",),
    )
    assert one.options == FOUR


@pytest.mark.parametrize("inner", ["", "test"])
def test_an_mmlu_folder_gives_the_medical_subjects(tmp_path: Path, inner: str) -> None:
    (tmp_path / inner).mkdir(exist_ok=True)
    for subject in (*MEDICAL, "sociology"):
        write_csv(tmp_path / inner / f"{subject}_test.csv", [*MMLU_ROWS, ('Why,\n"oh" why?', 1, 2, 3, 4, "D")])
    examples = read_mmlu(tmp_path)
    assert [one.example_id for one in examples[:3]] == ["anatomy-000", "anatomy-001", "clinical_knowledge-000"]
    assert {one.kind for one in examples} == set(MEDICAL)
    assert examples[1].question == 'Why,\n"oh" why?'
    assert {one.kind for one in read_mmlu(tmp_path, subjects=("sociology",))} == {"sociology"}


def test_an_mmlu_folder_that_lacks_a_subject(tmp_path: Path) -> None:
    for subject in MEDICAL[1:]:
        write_csv(tmp_path / f"{subject}_test.csv", MMLU_ROWS)
    assert "there is no anatomy_test.csv in it" in refusal(read_mmlu, tmp_path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Why?", "a", "b", "c", "A"), "line 2: it has not six fields"),
        ((" ", "a", "b", "c", "d", "A"), "line 2: it has not six fields"),
        (("Why?", "a", "b", "c", "d", "E"), "line 2: its answer 'E' is none of A, B, C, D"),
    ],
)
def test_an_mmlu_row_that_is_none(tmp_path: Path, row: tuple[str, ...], reason: str) -> None:
    assert reason in refusal(read_mmlu, write_csv(tmp_path / "anatomy_test.csv", [*MMLU_ROWS, row]))
