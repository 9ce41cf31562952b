"""`osler index add NAME` and `osler index update`, of sources that a publisher on this machine serves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from retrieval.errors import DownloadFailed, NothingToRead, ReadError, UnknownSource
from retrieval.ledger import Addition
from retrieval.looking import Located, Request, look_around
from retrieval.sources import catalogue
from retrieval.sources.catalogue import OneFile
from tests.retrieval.library import Library, added, no_encoder, two_files
from tests.retrieval.sources.publisher import Page, Publisher, serving


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return two_files(tmp_path)


@pytest.fixture
def publisher(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """StatPearls is a small file here."""
    source = replace(
        catalogue.SOURCES["statpearls"], origin=OneFile("https://publisher.org/topics.jsonl"), file="statpearls.jsonl"
    )
    monkeypatch.setattr(catalogue, "SOURCES", MappingProxyType({"statpearls": source}))
    with serving(Publisher()) as one:
        library.downloads = replace(library.downloads, mirror=one.url, wait=lambda seconds: None)
        yield one


def topics(etag: str, **texts: str) -> Page:
    lines = [json.dumps({"id": topic, "title": topic, "text": text}) for topic, text in texts.items()]
    return Page("\n".join(lines).encode(), etag=etag)


PATH = "/publisher.org/topics.jsonl"


def test_a_source_is_downloaded_and_updated_only_when_it_changed(library: Library, publisher: Publisher) -> None:
    publisher.pages[PATH] = topics('"1"', Gout="Gout hurts.", Scurvy="Scurvy is rare.")
    assert library.json("add", "statpearls")["added"] == 2
    assert library.ledger().additions == (Addition("statpearls", True, files=library.ledger().additions[0].files),)
    assert library.ledger().additions[0].files[0].path == "statpearls.jsonl"
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 1
    assert publisher.asked[-1].headers["if-none-match"] == '"1"'
    publisher.pages[PATH] = topics('"2"', Gout="Gout hurts at night.", Scurvy="Scurvy is rare.")
    report = library.json("update")
    assert (report["updated"], report["unchanged"]) == (1, 1)


def test_a_source_that_cannot_be_reached_is_told_and_nothing_is_lost(library: Library, publisher: Publisher) -> None:
    publisher.pages[PATH] = topics('"1"', Gout="Gout hurts.")
    library.run("add", "statpearls", str(library.files))
    publisher.pages[PATH].faults = ["503"] * 9
    library.write("lungs.jsonl", Asthma="Asthma is common.")
    report = library.json("update", "--remove-missing")
    assert "answers 503" in report["places"][0]["note"] and "is used" in report["places"][0]["note"]
    assert (report["removed"], report["updated"]) == (0, 1)
    (library.downloads.folder / "statpearls.jsonl").unlink()
    publisher.pages[PATH].faults = ["503"] * 9
    out = library.run("update", "--remove-missing", encoder=no_encoder)
    assert "answers 503" in out
    assert "Gout" in library.held()


def test_a_moved_download_folder_changes_nothing(library: Library, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH] = topics('"1"', Gout="Gout hurts.")
    library.run("add", "statpearls")
    library.downloads.folder.rename(tmp_path / "moved")
    library.downloads = replace(library.downloads, folder=tmp_path / "moved")
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 1


def test_a_file_of_that_name_is_the_file(
    library: Library, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    library.files.rename(tmp_path / "statpearls")
    assert library.json("add", "statpearls")["added"] == 3
    assert publisher.asked == []


def test_a_wrong_word_is_said_before_anything_is_downloaded(library: Library, publisher: Publisher) -> None:
    with pytest.raises(UnknownSource, match="did you mean statpearls"):
        library.run("add", "statpearls", "statpearl")
    with pytest.raises(ReadError, match="does not exist"):
        library.run("add", "statpearls", "no/such/file.jsonl")
    with pytest.raises(NothingToRead, match="path given is empty"):
        library.run("add", "")
    assert publisher.asked == []
    publisher.pages.clear()
    with pytest.raises(DownloadFailed, match="There is nothing at"):
        library.run("add", "statpearls")


def test_the_sources_are_listed(library: Library) -> None:
    listed = {source["name"]: source for source in library.json("sources")["sources"]}
    assert {"medquad", "medlineplus", "statpearls", "pubmed:QUERY", "openstax-nursing"} <= set(listed)
    assert listed["medquad"]["licence"] == "CC BY 4.0"
    assert listed["medquad"]["downloaded"] == ""
    text = library.run("sources")
    assert "Nothing is downloaded unless you ask for it" in text
    assert all(name in text for name in listed)


def test_a_source_that_this_osler_does_not_know(library: Library) -> None:
    added(library)
    plan = look_around(Request(library.index), lambda addition: Located(None, "this Osler has no such source"))
    assert (plan.looks[0].to_read, plan.looks[0].gone) == (frozenset(), ())
