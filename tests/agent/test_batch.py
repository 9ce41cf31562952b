"""Batches: what a file may hold, what is refused, and that nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.batch import answer_batch, read_batch, write_lines
from agent.conversation import Osler
from agent.errors import BadBatchFile
from agent.session import SessionStore
from tests.agent.literature_of_two import abilities


def file_of(folder: Path, *lines: str) -> Path:
    path = folder / "batch.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_questions_and_conversations_come_back_in_order_with_their_ids(tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        '{"id": "a", "question": "What is metformin?"}',
        "",
        '{"id": 2, "questions": ["What is metformin?", "what are its side effects?"]}',
        '"What are the symptoms of asthma?"',
        '{"question": ""}',
    )
    with SessionStore(tmp_path / "s.sqlite") as store:
        done: list[int] = []
        results = list(answer_batch(Osler(abilities(), store), read_batch(path), lambda: done.append(1)))
    assert [r.get("id") for r in results] == ["a", 2, None, None]
    assert len(done) == 5
    assert "metformin" in results[1]["turns"][1]["query"].lower()
    assert results[3]["outcome"] == "error"
    assert "empty" in results[3]["message"]
    out = tmp_path / "out.jsonl"
    write_lines(results, out)
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == results


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1"),
        ("[1]", "line 1"),
        ('{"questions": []}', "line 1"),
        ('{"id": [1], "question": "x"}', "id"),
        ("", "no question"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadBatchFile, match=said):
        read_batch(file_of(tmp_path, line))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.jsonl", tmp_path):
        with pytest.raises(BadBatchFile):
            read_batch(path)
    (tmp_path / "latin.jsonl").write_bytes(b'"caf\xe9"')
    with pytest.raises(BadBatchFile, match="UTF-8"):
        read_batch(tmp_path / "latin.jsonl")
