"""Questions as a task of lm-evaluation-harness: what the files hold, and what cannot be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.errors import CannotExport
from evals.examples import Example
from evals.interop.lm_eval_task import lm_eval_task
from tests.evals.interop.runs import GOUT, question

ASKED = question("gout", "C", [GOUT])


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "data.jsonl").read_text(encoding="utf-8").splitlines()]


def test_by_label_the_options_stand_in_the_prompt(tmp_path: Path) -> None:
    path = lm_eval_task([ASKED], tmp_path / "out", "mine")
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert (path, found["task"]) == (tmp_path / "out" / "task.yaml", "mine")
    assert found["dataset_kwargs"] == {"data_files": {"test": str(tmp_path / "out" / "data.jsonl")}}
    (line,) = lines(tmp_path / "out")
    assert line["prompt"] == "Question: What helps with gout?\nA. water\nB. rest\nC. salt\nD. both\nAnswer:"
    assert (line["choices"], line["target"]) == (["A", "B", "C", "D"], 2)


def test_by_text_they_are_the_choices_and_passages_come_first(tmp_path: Path) -> None:
    lm_eval_task([ASKED], tmp_path, by_label=False, with_passages=True)
    (line,) = lines(tmp_path)
    assert line["prompt"].startswith("Passages:\n[1] Gout: Gout is a painful")
    assert line["prompt"].endswith("\n\nQuestion: What helps with gout?\nAnswer:")
    assert line["choices"] == ["water", "rest", "salt", "both"]


@pytest.mark.parametrize(
    ("examples", "words"),
    [
        ([], "no example"),
        ([ASKED, Example("open", "Why?", ("because",))], "'open' has no options"),
        ([ASKED, Example("none", "Why?", (), ASKED.options)], "'none' has no gold answer"),
    ],
)
def test_what_is_no_choice_is_refused_and_nothing_written(tmp_path: Path, examples: list[Example], words: str) -> None:
    with pytest.raises(CannotExport, match=words):
        lm_eval_task(examples, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    lm_eval_task([ASKED], tmp_path / "out")
    with pytest.raises(CannotExport, match="holds files already"):
        lm_eval_task([ASKED], tmp_path / "out")
