"""Questions of which it is only known whether anything answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.prompt import PromptPassage
from models.training.asked import Asked, read_asked
from models.training.documents import TrainingDataUnusable


def split(text: str) -> list[str]:
    return [f"{part}." for part in text.rstrip(".").split(". ")]


def written(path: Path, *rows: object) -> Path:
    path.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_what_the_evaluation_reads_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path / "own.jsonl",
        {
            "question": "What is gout?",
            "passages": [{"title": "Gout", "text": "It hurts. It passes."}],
            "reference": "Pain.",
        },
        {"question": "And flu?", "passages": [{"heading": "A — B", "sentences": ["No."]}], "answerable": False},
    )
    assert read_asked(path, split) == [
        Asked("What is gout?", (PromptPassage("Gout", ("It hurts.", "It passes.")),), True, "own"),
        Asked("And flu?", (PromptPassage("A — B", ("No.",)),), False, "own"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"question": "What?"},
        {"question": "", "passages": []},
        {"question": "What?", "passages": [{}]},
        {"question": "What?", "passages": [{"sentences": [1]}]},
        {"question": "What?", "passages": [{"text": "A."}], "answerable": "yes"},
        ["What?"],
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, row: object) -> None:
    good = {"question": "What is gout?", "passages": [], "answerable": False}
    with pytest.raises(TrainingDataUnusable, match=r"Line 3 of .*own"):
        read_asked(written(tmp_path / "own.jsonl", good, row), split)


def test_a_file_without_questions_is_told(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n")
    with pytest.raises(TrainingDataUnusable, match="holds no questions"):
        read_asked(tmp_path / "none.jsonl", split)
    with pytest.raises(TrainingDataUnusable, match="cannot be read"):
        read_asked(tmp_path / "missing.jsonl", split)
