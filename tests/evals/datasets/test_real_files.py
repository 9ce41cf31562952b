"""The readers on files as publishers ship them, where those lie beside the repository: counts and structure."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.datasets.bioasq import read_bioasq
from evals.datasets.evidence_inference import read_evidence_inference
from evals.datasets.meqsum import read_meqsum
from evals.datasets.mirage import SUBSETS, read_mirage, read_mirage_predictions
from evals.datasets.pubmedqa import read_pubmedqa
from evals.datasets.safety import read_medsafety, read_red_flags, read_xstest
from evals.datasets.squad import read_squad
from evals.examples import Example

pytestmark = pytest.mark.shared_data


@pytest.fixture
def files(shared_data: Path) -> Path:
    return shared_data / "evals"


def answers(examples: tuple[Example, ...]) -> Counter[str]:
    """How often each answer is right, of items with one answer each."""
    return Counter(answer for one in examples for answer in one.answers)


@pytest.mark.parametrize("subset", SUBSETS)
def test_mirage(files: Path, subset: str) -> None:
    examples = read_mirage(files / "qa" / "mirage-sample.json", subset)
    assert len(examples) == 100
    assert {len(one.options) for one in examples} == {{"pubmedqa": 3, "bioasq": 2}.get(subset, 4)}
    assert len({one.kind for one in examples}) == (6 if subset == "mmlu" else 1)


def test_mirages_predictions(files: Path) -> None:
    counts = {}
    for path in sorted((files / "parity").glob("*.jsonl.gz")):
        found = read_mirage_predictions(path)
        counts[path.name.removeprefix("mirage-").removesuffix(".jsonl.gz")] = len(found)
        assert {one.answer for one in found} == set("ABCD")
        assert sum(one.prediction is None for one in found) == (
            27 if "medmcqa-gpt-35-turbo-16k-cot" in path.name else 0
        )
    assert set(counts.values()) == {1089, 4183} and len(counts) == 8


def test_pubmedqa(files: Path) -> None:
    examples = read_pubmedqa(files / "qa" / "pubmedqa-dev.json")
    assert answers(examples) == {"yes": 276, "no": 169, "maybe": 55}
    assert sum(len(one.passages) for one in examples[:3]) > 3
    assert all(given.title.isupper() for given in examples[0].passages)


def test_bioasq(files: Path) -> None:
    examples = read_bioasq(files / "qa" / "bioasq-dev.jsonl.gz")
    assert Counter(one.kind for one in examples) == {"factoid": 740, "yesno": 618, "summary": 543, "list": 409}
    assert all(one.answers and one.passages for one in examples)
    assert answers(tuple(one for one in examples if one.kind == "yesno")) == {"yes": 395, "no": 223}
    assert all(bool(one.details["exact"]) == (one.kind != "summary") for one in examples)


def test_covid_qa(files: Path) -> None:
    examples = read_squad(files / "qa" / "covid-qa-dev.json")
    assert (len(examples), len({one.group for one in examples})) == (1380, 98)
    for one in examples:
        read = " ".join(" ".join(given.text for given in one.passages).split())
        assert all(" ".join(answer.split()) in read for answer in one.answers)
        assert 1 <= len(one.passages) <= one.details["context_passages"]


def test_evidence_inference(files: Path) -> None:
    examples = read_evidence_inference(files / "qa" / "evidence-inference-dev.jsonl.gz")
    assert (len(examples), len({one.group for one in examples})) == (1435, 724)
    assert all(one.answers and one.passages and one.group.startswith("PMC") for one in examples)


def test_safety_sets(files: Path) -> None:
    requests = read_medsafety(files / "safety" / "medsafety-dev.jsonl.gz")
    assert Counter(one.topic for one in requests) == {f"category {number}": 50 for number in range(1, 10)}
    assert answers(read_xstest(files / "safety" / "xstest.csv")) == {"safe": 250, "unsafe": 200}
    assert answers(read_red_flags(files / "safety" / "red-flag-dev.jsonl.gz")) == {"urgent": 205, "not urgent": 19}


def test_meqsum(files: Path) -> None:
    examples = read_meqsum(files / "conversation" / "MeQSum.xlsx")
    assert len(examples) == 1000
    assert sum(len(one.question) > len(one.answers[0]) for one in examples) > 900
