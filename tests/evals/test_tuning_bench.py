"""The benchmark of fine-tuning: both ways learn the same, and what is told is what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.benches.tuning import Compared, Plan, Tuned, compare, write_sections
from evals.benches.tuning_shown import as_values, table
from evals.errors import UnknownBenchModel
from models.training.documents import read_conversations
from models.training.sft.throughput import Speed
from tests.models.training.sft.families import save_base

HANDBOOK = Path(__file__).resolve().parents[2] / "retrieval" / "handbook"


def test_the_sections_are_asked_by_their_headings(tmp_path: Path) -> None:
    (tmp_path / "gout.md").write_text(
        "---\ntitle: Gout\n---\n\n## What it is\n\nA pain in the joints. [^1] [^2]\n\n## Empty\n\n## What helps\n\nRest.\n",
        encoding="utf-8",
    )
    found = list(read_conversations(write_sections(tmp_path, tmp_path / "out.jsonl")))
    assert [[message.content for message in one.messages] for one in found] == [
        ["What it is: Gout", "A pain in the joints."],
        ["What helps: Gout", "Rest."],
    ]


def test_what_is_no_model_is_told() -> None:
    with pytest.raises(UnknownBenchModel, match="random-100m"):
        compare("random-9z", HANDBOOK, Plan())


def test_the_ratio_by_hand() -> None:
    ours, plain = Tuned(Speed(300.0), 2**30, 1.25), Tuned(Speed(120.0), 2**31, 1.5)
    found = Compared("tiny", 5_000_000, Plan("full", 3, 256, 64), ours, plain)
    assert found.ratio == 2.5
    assert as_values(found)["ratio"] == 2.5
    json.dumps(as_values(found))
    assert "5M parameters, all weights, 3 steps of about 256 tokens" in table(found)
    assert "2.0 GiB at most; last loss 1.50" in table(found)


@pytest.mark.slow
def test_both_learn(tmp_path: Path) -> None:
    base = save_base("llama", tmp_path / "base")
    found = compare(str(base), HANDBOOK, Plan("full", 3, 2048, 512))
    for tuned in (found.ours, found.plain):
        assert tuned.speed.tokens_per_second > 0
        assert tuned.memory > 2**27
        assert 0 < tuned.loss < 8
