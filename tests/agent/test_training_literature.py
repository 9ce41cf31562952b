"""Literature as training reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.answering import shown_of
from agent.evidence import gather
from agent.prompting import conversation
from agent.training_literature import training_documents, writing_prompt
from models.prompt import PromptPassage
from models.training.documents import TrainingSection
from retrieval.documents import Hit
from retrieval.encoding import HashingEncoder
from retrieval.errors import ReadError
from retrieval.index import Index
from retrieval.readers import read

PAGE = """---
title: Hay fever
synonyms: [pollen allergy]
category: condition
---

## What it is

Hay fever is an allergy to pollen from trees, grass and weeds.

## What helps

Closed windows help against hay fever while there is much pollen in the air.
"""


@pytest.fixture
def literature(tmp_path: Path) -> Path:
    folder = tmp_path / "literature"
    folder.mkdir()
    (folder / "hay-fever.md").write_text(PAGE, encoding="utf-8")
    return folder


def test_files_and_an_index_of_them_give_the_same_documents(literature: Path, tmp_path: Path) -> None:
    (of_files,) = training_documents([literature])
    assert of_files.title == "Hay fever"
    assert (
        TrainingSection("What it is", "Hay fever is an allergy to pollen from trees, grass and weeds.")
        in of_files.sections
    )
    Index.add(tmp_path / "index", read([literature]), HashingEncoder())
    (of_index,) = training_documents([tmp_path / "index"])
    assert of_index == of_files


def test_what_cannot_be_read_is_told_and_the_rest_is_read(literature: Path) -> None:
    (literature / "bad.jsonl").write_text('{"id": "1", "title": "A", "text": "One."}\nnot JSON\n', encoding="utf-8")
    (literature / "bad.docx").write_bytes(b"PK\x03\x04 no archive")
    told: list[str] = []
    assert "Hay fever" in {one.title for one in training_documents([literature], told.append)}
    assert any("bad.docx" in sentence for sentence in told)
    assert any("bad.jsonl, line 2" in sentence for sentence in told)


def test_what_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        list(training_documents([tmp_path / "nothing"]))


def test_what_is_learnt_is_what_is_asked(literature: Path, tmp_path: Path) -> None:
    Index.add(tmp_path / "index", read([literature]), HashingEncoder())
    index = Index.open(tmp_path / "index", HashingEncoder())
    hits: tuple[Hit, ...] = index.search("what helps against hay fever", 2)
    evidence = gather(hits)
    passages = [PromptPassage(p.heading, tuple(unit.text for unit in p.units)) for p in evidence.passages]
    asked = conversation("write", (), "What helps?", shown_of(evidence))
    assert [said.role for said in asked.messages] == ["system", "user"]
    assert writing_prompt("What helps?", passages) == tuple(said.text for said in asked.messages)
