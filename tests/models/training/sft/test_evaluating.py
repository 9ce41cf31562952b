"""Measuring before and after fine-tuning: what the harness is asked, and what becomes of its answer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.training.sft.evaluating import Evaluation, measure_after, measure_before
from models.training.sft.settings import RunRefused


class FakeHarness:
    def __init__(self, status: int = 0, said: str = "accuracy +.10 [.02, .18]\n") -> None:
        self.asked: list[list[str]] = []
        self._answer = (status, said)

    def __call__(self, arguments: Sequence[str]) -> tuple[int, str]:
        self.asked.append(list(arguments))
        return self._answer


def options(arguments: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in itertools.pairwise(arguments) if name.startswith("--")}


@pytest.mark.parametrize("whole", [False, True])
def test_the_same_tasks_before_and_after_and_their_comparison_on_the_card(tmp_path: Path, whole: bool) -> None:
    (tmp_path / "README.md").write_text("# The card\n", encoding="utf-8")
    harness, evaluation = FakeHarness(), Evaluation(("pubmedqa", "triage"), tmp_path / "data", 20)
    measure_before(harness, evaluation, "base", tmp_path)
    said = measure_after(harness, evaluation, "base", tmp_path, whole=whole)
    before, after, compared = harness.asked
    assert before[:3] == after[:3] == ["run", "pubmedqa", "triage"]
    assert options(before)["--model"] == "base"
    assert options(after)["--model"] == (str(tmp_path) if whole else "base")
    assert options(after).get("--adapter") == (None if whole else str(tmp_path))
    assert options(before)["--limit"] == options(after)["--limit"] == "20"
    assert options(before)["--data"] == str(tmp_path / "data")
    assert compared[:3] == ["compare", options(after)["--out"], options(before)["--out"]]
    assert "accuracy +.10" in said
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert card.startswith("# The card\n")
    assert "accuracy +.10 [.02, .18]" in card


def test_a_harness_that_fails_is_told_in_its_own_words(tmp_path: Path) -> None:
    harness = FakeHarness(2, "reading …\nThere is no task 'pubmeda'; choose one of osler eval list.\n")
    with pytest.raises(RunRefused, match="no task 'pubmeda'"):
        measure_before(harness, Evaluation(("pubmeda",)), "base", tmp_path)
