"""The library a conversation searches: the handbook gets into the index once, and again only when it changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from agent.handbook import set_mark
from agent.literature import Library, prepare_handbook
from retrieval.encoding import HashingEncoder
from retrieval.index import Index, open_catalogue

PAGE = """---
title: {title}
synonyms: [first name, second name, third name, fourth name]
category: condition
written: 2026-11-22
review: No clinician has reviewed this page.
sources:
  - publisher: A publisher
    title: A page
    url: https://example.org/page
---

## What it is

{title} is a condition that affects many people every year. [^1]
"""


def handbook(folder: Path, *titles: str) -> Path:
    folder.mkdir(exist_ok=True)
    for title in titles:
        (folder / f"{title.lower().replace(' ', '-')}.md").write_text(PAGE.format(title=title), encoding="utf-8")
    return folder


def test_the_handbook_is_indexed_once_and_again_when_it_changed(tmp_path: Path) -> None:
    pages, index = handbook(tmp_path / "pages", "Gout", "Croup"), tmp_path / "index"
    assert prepare_handbook(index, HashingEncoder, handbook=pages)
    generation = open_catalogue(index).info().generation
    assert not prepare_handbook(index, HashingEncoder, handbook=pages)
    assert open_catalogue(index).info().generation == generation
    handbook(pages, "Scurvy")
    assert prepare_handbook(index, HashingEncoder, handbook=pages)
    assert {entry.title for entry in open_catalogue(index).documents()} == {"Gout", "Croup", "Scurvy"}


def test_a_page_that_was_dropped_leaves_the_index(tmp_path: Path) -> None:
    pages, index = handbook(tmp_path / "pages", "Gout", "Croup"), tmp_path / "index"
    prepare_handbook(index, HashingEncoder, handbook=pages)
    (pages / "croup.md").unlink()
    assert prepare_handbook(index, HashingEncoder, handbook=pages)
    assert {entry.title for entry in open_catalogue(index).documents()} == {"Gout"}


def test_a_handbook_that_the_user_removed_stays_removed(tmp_path: Path) -> None:
    pages, index = handbook(tmp_path / "pages", "Gout"), tmp_path / "index"
    prepare_handbook(index, HashingEncoder, handbook=pages)
    Index.remove(index, source="handbook")
    handbook(pages, "Croup")
    assert not prepare_handbook(index, HashingEncoder, handbook=pages)


def test_a_library_follows_a_writer(tmp_path: Path) -> None:
    pages, index = handbook(tmp_path / "pages", "Gout"), tmp_path / "index"
    prepare_handbook(index, HashingEncoder, handbook=pages)
    library = Library(index, HashingEncoder())
    assert library.topics("what is croup?") == ()
    handbook(pages, "Croup")
    prepare_handbook(index, HashingEncoder, handbook=pages)
    assert library.topics("what is croup?") == ("Croup",)
    assert library.search("croup", 1)[0].passage.title == "Croup"


@pytest.mark.parametrize("sources", [["handbook"], ["handbook", "pmc"]])
def test_an_index_of_an_older_osler_is_put_aside_and_the_handbook_indexed_anew(
    tmp_path: Path, sources: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    pages, index = handbook(tmp_path / "pages", "Gout"), tmp_path / "index"
    (index / "gen-000001").mkdir(parents=True)
    manifest = {"schema_version": 1, "sources": [{"source": source} for source in sources]}
    text = json.dumps(manifest).encode()
    (index / "gen-000001" / "manifest.json").write_bytes(text)
    (index / "CURRENT").write_text(f"gen-000001 {hashlib.sha256(text).hexdigest()}\n")
    set_mark(index, pages)
    assert prepare_handbook(index, HashingEncoder, handbook=pages)
    assert {entry.title for entry in open_catalogue(index).documents()} == {"Gout"}
    assert (tmp_path / "index.old-1" / "gen-000001").is_dir()
    assert ("add pmc again" in caplog.text) is ("pmc" in sources)
