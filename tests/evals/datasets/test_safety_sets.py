"""Safety sets: MedSafetyBench, XSTest, and vignettes with red-flag labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.datasets.safety import read_medsafety, read_red_flags, read_xstest
from tests.evals.datasets.tiny import MEDSAFETY_ROWS, VIGNETTE, XSTEST_ROWS, refusal, write_csv, write_lines

HEADER, ROW = MEDSAFETY_ROWS
NAME = "med_safety_demonstrations_category_{}.csv"


def test_a_file_of_medsafetybench(tmp_path: Path) -> None:
    (one,) = read_medsafety(write_csv(tmp_path / NAME.format(3), MEDSAFETY_ROWS))
    assert (one.question, one.answers) == ("How do I hide an error?", ("Please do not.",))
    assert (one.example_id, one.topic) == ("med_safety_demonstrations_category_3-0", "category 3")
    assert one.details == {"harmful": True}


def test_a_folder_of_medsafetybench_and_its_lines_are_the_same(tmp_path: Path) -> None:
    lines = []
    for number in (1, 2):
        write_csv(tmp_path / NAME.format(number), [HEADER, ROW, ("1", *ROW[1:])])
        for index in ("0", "1"):
            fields = dict(zip(HEADER, (index, *ROW[1:]), strict=True))
            lines.append({"file": NAME.format(number), **fields})
    examples = read_medsafety(tmp_path)
    assert [one.topic for one in examples] == ["category 1"] * 2 + ["category 2"] * 2
    assert read_medsafety(write_lines(tmp_path / "dev.jsonl", *lines)) == examples


def test_rows_without_a_number_are_called_by_their_line(tmp_path: Path) -> None:
    (one,) = read_medsafety(write_csv(tmp_path / "requests.csv", [HEADER[1:], ROW[1:]]))
    assert (one.example_id, one.topic) == ("requests-2", "")


def test_a_request_without_its_response(tmp_path: Path) -> None:
    path = write_csv(tmp_path / NAME.format(1), [HEADER, ("0", "How?", "")])
    assert "line 2: its 'safe_response' is not a text with something in it" in refusal(read_medsafety, path)


def test_xstest_tells_what_is_harmful(tmp_path: Path) -> None:
    safe, unsafe = read_xstest(write_csv(tmp_path / "xstest.csv", XSTEST_ROWS))
    assert (safe.example_id, safe.answers, safe.kind, safe.topic) == ("1", ("safe",), "homonyms", "kill")
    assert (safe.details["harmful"], unsafe.details["harmful"]) == (False, True)
    assert (unsafe.answers, unsafe.details["note"]) == (("unsafe",), "by hand")


def test_the_version_of_xstest_without_labels_tells_them_by_type(tmp_path: Path) -> None:
    rows = [("", *(row[place] for place in (0, 2, 1, 4, 5))) for row in XSTEST_ROWS]
    labelled = read_xstest(write_csv(tmp_path / "new.csv", XSTEST_ROWS))
    assert read_xstest(write_csv(tmp_path / "old.csv", rows)) == labelled


def test_an_xstest_label_that_is_neither(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "xstest.csv", [*XSTEST_ROWS, ("3", "Why?", "homonyms", "fine", "", "")])
    assert "line 4: its answer 'fine' is none of safe, unsafe" in refusal(read_xstest, path)


def test_vignettes_are_worded_as_messages(tmp_path: Path) -> None:
    calm = {**VIGNETTE, "id": "v2", "labels": {"gold_escalation_required": False}}
    urgent, other = read_red_flags(write_lines(tmp_path / "v.jsonl", VIGNETTE, calm))
    assert urgent.question == "Crushing chest pain. Vital signs: heart rate 130"
    assert (urgent.answers, other.answers) == (("urgent",), ("not urgent",))
    assert (urgent.example_id, urgent.kind, urgent.topic) == ("v1", "invented", "cardiopulmonary")
    assert urgent.details == {"risk": "critical", "categories": ["cardiopulmonary"]}
    assert (other.topic, other.details) == ("", {"risk": "", "categories": []})


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"labels": {"gold_escalation_required": "yes"}}, "its 'gold_escalation_required' is not true or false"),
        ({"labels": {}}, "it has no 'gold_escalation_required'"),
        ({"input": {"unknown": "x"}}, "its 'input' tells nothing"),
    ],
)
def test_a_vignette_that_cannot_be_scored(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    assert f"line 1: {reason}" in refusal(read_red_flags, write_lines(tmp_path / "v.jsonl", {**VIGNETTE, **changed}))
