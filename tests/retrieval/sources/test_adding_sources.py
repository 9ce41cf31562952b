"""Named sources all the way: downloaded from a publisher on this machine, read by their own reader, in an index."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from retrieval.commands import index_app
from retrieval.encoding import HashingEncoder
from retrieval.index import open_catalogue
from retrieval.sources.catalogue import OneFile, find
from retrieval.sources.fetching import Downloads
from tests.retrieval.sources.publisher import Page, Publisher
from tests.retrieval.sources.test_fetching import FakeEntrez

TOPICS = """<?xml version="1.0" encoding="UTF-8"?>
<health-topics total="1" date-generated="10/01/2026 02:30:32">
<health-topic title="Gout" url="https://medlineplus.gov/gout.html" id="1" language="English" date-created="01/02/2020">
<full-summary>&lt;p&gt;Gout is a painful swelling of a joint. It often begins in the big toe.&lt;/p&gt;</full-summary>
</health-topic></health-topics>"""
CHAPTER = """<?xml version="1.0"?><book-part-wrapper><book-meta><book-title-group><book-title>StatPearls</book-title>
</book-title-group></book-meta><book-part book-part-type="chapter" id="c1"><book-part-meta><title-group><title>Scurvy</title>
</title-group></book-part-meta><body><sec><title>Etiology</title><p>Scurvy comes from a lack of vitamin C. It is rare
now.</p></sec></body></book-part></book-part-wrapper>"""


class Shell:
    """Runs `osler index` against an index and a download folder of the test."""

    def __init__(self, folder: Path, downloads: Downloads) -> None:
        self.index, self.downloads = folder / "index", downloads

    def json(self, *arguments: str) -> Any:
        app = typer.Typer()
        app.add_typer(index_app(HashingEncoder, lambda: self.index, lambda: self.downloads), name="index")
        out = CliRunner().invoke(app, ["index", *arguments, "--json"], catch_exceptions=False).stdout
        return json.loads(out)

    def titles(self) -> list[str]:
        found = open_catalogue(self.index)
        try:
            return sorted(entry.title for entry in found.documents())
        finally:
            found.close()


@pytest.fixture
def shell(tmp_path: Path, downloads: Downloads) -> Shell:
    return Shell(tmp_path, downloads)


def zipped(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def test_abstracts_of_a_search(shell: Shell, publisher: Publisher) -> None:
    entrez = FakeEntrez(publisher, range(1, 8))
    report = shell.json("add", "pubmed:heart failure", "--limit", "5")
    assert (report["added"], report["failed_files"]) == (5, [])
    assert report["notes"] == ["pubmed:heart failure finds 7 records; the 5 most relevant were taken (--limit)."]
    assert shell.titles() == [f"Article {number}" for number in range(1, 6)]
    assert shell.json("update")["files_unchanged"] == 1
    entrez.ids = ["3", "4", "5", "6", "7"]
    entrez.titles["4"] = "Article 4, corrected"
    report = shell.json("update", "--remove-missing")
    assert (report["added"], report["updated"], report["unchanged"], report["removed"]) == (2, 1, 2, 2)
    assert shell.titles() == ["Article 3", "Article 4, corrected", "Article 5", "Article 6", "Article 7"]


def test_topics_of_medlineplus(shell: Shell, publisher: Publisher) -> None:
    day = "2026-10-01"
    link = f'<a href="https://medlineplus.gov/xml/mplus_topics_compressed_{day}.zip">'
    publisher.pages["/medlineplus.gov/xml.html"] = Page(link.encode())
    path = f"/medlineplus.gov/xml/mplus_topics_compressed_{day}.zip"
    publisher.pages[path] = Page(zipped(f"mplus_topics_{day}.xml", TOPICS))
    assert shell.json("add", "medlineplus")["added"] == 1
    assert shell.titles() == ["Gout"]


def test_chapters_of_statpearls(shell: Shell, publisher: Publisher) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo("statpearls_NBK430685/article-1.nxml")
        entry.size = len(CHAPTER.encode())
        archive.addfile(entry, io.BytesIO(CHAPTER.encode()))
    wanted = find("statpearls")
    assert wanted is not None and isinstance(wanted.source.origin, OneFile)
    publisher.pages[wanted.source.origin.url.replace("https:/", "")] = Page(out.getvalue())
    report = shell.json("add", "statpearls")
    assert (report["added"], report["failed_files"]) == (1, [])
    assert shell.titles() == ["Scurvy"]
    assert shell.json("update")["files_unchanged"] == 1


@pytest.mark.slow
@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "file", "documents"),
    [
        ("openstax-anatomy-physiology", "osbooks-anatomy-physiology.zip", 197),
        ("openstax-nursing", "osbooks-nursing-external-bundle.zip", 487),
    ],
)
def test_textbooks(shell: Shell, publisher: Publisher, shared_data: Path, name: str, file: str, documents: int) -> None:
    wanted = find(name)
    assert wanted is not None and isinstance(wanted.source.origin, OneFile)
    body = (shared_data / "native" / file).read_bytes()
    publisher.pages[wanted.source.origin.url.replace("https:/", "")] = Page(
        body, chunked=True, etag='W/"1"', modified=""
    )
    patience = replace(shell.downloads.patience, read_seconds=10.0)
    shell.downloads = replace(shell.downloads, patience=patience)
    assert shell.json("add", name)["added"] == documents
    assert shell.json("update")["files_unchanged"] == 1
