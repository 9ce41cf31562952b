"""Who judges: the verifier by itself, a refusal where words cannot tell, and verdicts that are asked for once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals import judging
from evals.datasets.kqa import read_kqa
from evals.errors import NoJudge
from evals.evaluating import Request, read_asked
from evals.registry import find_tasks


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    yield
    judging.use(judging.Judging())


def test_without_a_judge_entailment_is_told_by_words() -> None:
    judging.use(judging.Judging())
    assert judging.entails("Gout hurts. Rest helps.", "Rest helps.")
    assert not judging.entails("Gout hurts.", "Metformin lowers glucose in 7 days.")


def test_what_words_cannot_tell_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    for name, option in (("k-qa", "--nli or --judge"), ("healthbench", "--judge")):
        with pytest.raises(NoJudge, match=option):
            read_asked(Request(find_tasks([name]), tmp_path / "run", data=tmp_path / "nothing"))
    assert not (tmp_path / "run").exists()


def test_a_judge_is_asked_once_for_each_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def write(prompt: str, most: int) -> str:
        asked.append(prompt)
        if "criteria_met" in prompt:
            return '{"criteria_met": true}' if "kind" in prompt else "I cannot say."
        return '{"verdict": "contradicts"}' if "harmless" in prompt else '{"verdict": "entails"}'

    monkeypatch.setattr(judging, "_writer", lambda: write)
    monkeypatch.setattr(judging, "_current", judging.Judging(judge="some-model", cache=tmp_path))
    for _ in range(2):
        assert judging.entails_statement("Gout hurts.", "Gout is painful.")
        assert not judging.contradicts("Gout hurts.", "Gout is painful.")
        assert judging.contradicts("Gout hurts.", "Gout is harmless.")
        assert judging.meets("User: hi", "It is kind.") is True
        assert judging.meets("User: hi", "It is short.") is None
    assert len(asked) == 5


def test_statements_are_scored_with_the_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evals.examples import Prediction, Status

    path = tmp_path / "questions_w_answers.jsonl"
    line = {
        "Question": "Does gout hurt?",
        "Free_form_answer": "It does.",
        "Must_have": ["Gout is painful.", "Gout is harmless."],
        "Nice_to_have": [],
        "Sources": "",
        "ICD_10_diag": "Gout",
    }
    path.write_text(json.dumps(line) + "\n")
    (example,) = read_kqa(path)
    monkeypatch.setattr(judging, "_current", judging.Judging(judge="some-model"))
    monkeypatch.setattr(
        judging,
        "_writer",
        lambda: lambda prompt, most: json.dumps({"verdict": "contradicts" if "harmless" in prompt else "entails"}),
    )
    (task,) = find_tasks(["k-qa"])
    score = task.scorer.score(example, Prediction(example.example_id, "retrieval", Status.ANSWERED, "Gout hurts."))
    assert (score.values["comprehensiveness"], score.values["hallucinations"]) == (0.5, 1.0)
