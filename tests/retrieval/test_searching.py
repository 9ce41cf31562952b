"""`osler search`: what a person reads, what a script reads, and how a search is narrowed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from retrieval.documents import Document, Section
from retrieval.encoding import HashingEncoder
from retrieval.errors import BadQuery
from retrieval.index import Index
from retrieval.searching import search_app


def page(title: str, text: str, date: str) -> Document:
    return Document(title.lower(), title, (Section((), text),), "tests", date=date, publication_types=("review",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = [
        page("Old", "A heart attack hurts the chest.", "2001"),
        page("New", "After a myocardial infarction the chest hurts.", "2019-05"),
        replace(page("Gone", "A heart attack never hurts.", "2019"), retraction="Retracted: 2020."),
    ]
    Index.add(tmp_path / "index", pages, HashingEncoder())
    return tmp_path / "index"


def last_first(query: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """A reranker that turns the order round."""
    return np.arange(len(texts), dtype=np.float32) * 100


def run(folder: Path, *arguments: str) -> str:
    app = search_app(HashingEncoder, lambda: folder, lambda: last_first)
    return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout


def titles(folder: Path, *arguments: str) -> list[str]:
    found: Any = json.loads(run(folder, "heart attack", "--json", *arguments))
    return [hit["passage"]["title"] for hit in found["hits"]]


def test_a_search_says_what_else_it_looked_for(folder: Path) -> None:
    found = json.loads(run(folder, "heart attack", "--json"))
    assert "heart attack → myocardial infarction" in found["also"]
    assert "Also looked for: heart attack → myocardial infarction" in run(folder, "heart attack")


def test_filters_narrow_a_search(folder: Path) -> None:
    assert set(titles(folder)) == {"Old", "New"}
    assert titles(folder, "--since", "2010") == ["New"]
    assert titles(folder, "--until", "2010-06-01") == ["Old"]
    assert titles(folder, "--type", "Review", "--source", "tests", "--since", "2019-05") == ["New"]
    assert titles(folder, "--language", "de") == []
    assert "fewer filters" in run(folder, "heart attack", "--language", "de")


def test_the_retracted_is_found_only_when_asked_for_and_says_so(folder: Path) -> None:
    assert "Gone" in titles(folder, "--retracted")
    assert "Retracted: 2020." in run(folder, "heart attack", "--retracted")


def test_the_reranker_can_be_left_out(folder: Path) -> None:
    with_it, without = titles(folder), titles(folder, "--no-rerank")
    assert with_it == without[::-1]
    assert "reranker" in run(folder, "heart attack") and "reranker" not in run(folder, "heart attack", "--no-rerank")


def test_a_date_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(BadQuery, match=r"--since is '20x': give a year"):
        run(folder, "heart attack", "--since", "20x")
