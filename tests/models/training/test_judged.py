"""Judged examples: named evidence is found again, and what has changed is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.training.corpora import rows
from models.training.documents import TrainingDataUnusable
from models.training.held_out import write_examples
from models.training.judged import JUDGED, body, checksum, read_judged
from tests.models.tiny import write_corpora, write_handbook

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "corpora"
HANDBOOK = Path(__file__).resolve().parents[3] / "retrieval" / "handbook"


def sentence(words: list[str], first: int, count: int) -> list[int]:
    return [first, count, checksum(words[first : first + count])]


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """One question on a page of the handbook and a document of a corpus, and one that nothing answers."""
    write_corpora(tmp_path / "corpora")
    write_handbook(tmp_path / "handbook")
    page = "Hay fever is an allergy to pollen from trees, grass and weeds."
    offset = 4  # the heading's two signs and three words, less one
    row = next(r for r in rows(tmp_path / "corpora", "medquad") if r["id"] == "gout")
    words = body("medquad", row).split()
    passages = [
        {
            "corpus": "handbook",
            "id": "hay-fever",
            "section": "What it is",
            "sentences": [[offset, 12, checksum(page.split())]],
        },
        {"corpus": "medquad", "id": "gout", "sentences": [sentence(words, 0, 4), sentence(words, 4, 6)]},
    ]
    lines = [
        {"question": "what is hay fever", "passages": passages, "best": [[0, 0]], "also": [[1, 0]]},
        {"question": "how common is it", "passages": passages[:1], "best": [], "also": []},
    ]
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    return path


def test_evidence_is_found_by_its_words(judged: Path) -> None:
    first, second = read_judged(judged.parent / "corpora", judged.parent / "handbook", judged)
    assert [p.heading for p in first.passages] == ["Hay fever — What it is", "Gout"]
    assert first.passages[0].sentences == ("Hay fever is an allergy to pollen from trees, grass and weeds.",)
    assert first.passages[1].sentences == ("gout is a disease.", "It is known to doctors. People")
    learnt = first.to_learn()
    assert learnt.relevance == ((1.0,), (0.75, 0.0))
    assert second.to_learn().answer == ()
    assert first.part == second.part  # the same document was found first


def test_what_is_written_is_read_by_the_evaluation(judged: Path, tmp_path: Path) -> None:
    examples = read_judged(judged.parent / "corpora", judged.parent / "handbook", judged)
    assert write_examples(examples, tmp_path / "out.jsonl") == 2
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [one["relevant"] for one in written] == [[[0, 0], [1, 0]], []]
    assert [one["answerable"] for one in written] == [True, False]


def test_a_changed_document_is_noticed(judged: Path) -> None:
    page = judged.parent / "handbook" / "hay-fever.md"
    page.write_text(page.read_text().replace("pollen from", "pollen of"))
    with pytest.raises(TrainingDataUnusable, match="hay-fever of handbook is not as it was"):
        read_judged(judged.parent / "corpora", judged.parent / "handbook", judged)


def test_a_missing_document_and_a_broken_file_are_told(judged: Path) -> None:
    (judged.parent / "handbook" / "hay-fever.md").unlink()
    with pytest.raises(TrainingDataUnusable, match="has no document hay-fever"):
        read_judged(judged.parent / "corpora", judged.parent / "handbook", judged)
    judged.write_text("{")
    with pytest.raises(TrainingDataUnusable, match="restore it"):
        read_judged(judged.parent / "corpora", judged.parent / "handbook", judged)


def test_the_handbook_is_as_it_was_judged(tmp_path: Path) -> None:
    """A page that is edited must be judged again: this names it."""
    lines = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    ours = [one for one in lines if {p["corpus"] for p in one["passages"]} == {"handbook"}]
    kept = tmp_path / "handbook.jsonl"
    kept.write_text("\n".join(map(json.dumps, ours)))
    read = read_judged(tmp_path, HANDBOOK, kept)
    assert len(read) > 500
    assert 0.2 < sum(not one.best for one in read) / len(read) < 0.5
    assert {one.part for one in read} == {"train", "weigh", "test", "near"}


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.exists(), reason="the development data is not here")
def test_every_judged_example_is_found_in_the_corpora() -> None:
    read = read_judged(SHARED, HANDBOOK)
    assert len(read) > 2500
    assert all(p.sentences for one in read for p in one.passages)
