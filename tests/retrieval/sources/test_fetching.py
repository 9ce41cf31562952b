"""Named sources fetched from a publisher on this machine: pinned archives, dated files, and searches of PubMed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from retrieval.errors import DownloadFailed, NothingToRead, UnknownSource
from retrieval.sources import catalogue, fetching
from retrieval.sources.catalogue import OneFile, Pin, Source, Wanted, find
from retrieval.sources.checking import entries_sha256
from retrieval.sources.download import Transfer
from retrieval.sources.entrez import Asker
from retrieval.sources.fetching import Downloads, Fetched, fetch
from tests.retrieval.sources.publisher import Page, Publisher

COMMIT = "a" * 40
TOPIC = '<Document id="1" source="NHLBI" url="https://x.gov/a"><Focus>Anemia</Focus><QAPairs/></Document>'
LISTING = "/medlineplus.gov/xml.html"
SEARCH, RECORDS = (
    "/eutils.ncbi.nlm.nih.gov/entrez/eutils/esearch.fcgi",
    "/eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi",
)


def packed(entries: dict[str, str], comment: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
        archive.comment = comment.encode()
    return out.getvalue()


def wanted(text: str) -> Wanted:
    found = find(text)
    assert found is not None
    return found


def silent(transfer: Transfer) -> None:
    """Nobody watches."""


GOOD = packed({"top/a/1.xml": TOPIC, "top/readme.txt": "read me"}, COMMIT)


@pytest.fixture
def pinned(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> str:
    """A source whose content is fixed, in the place of MedQuAD; gives the path that its publisher serves it at."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sha256 = entries_sha256(archive, r"\.xml$")
    origin = OneFile(f"https://github.com/x/y/archive/{COMMIT}.zip", Pin(COMMIT, r"\.xml$", sha256))
    source: Source = replace(catalogue.SOURCES["medquad"], origin=origin)
    monkeypatch.setattr(catalogue, "SOURCES", MappingProxyType({"medquad": source}))
    path = f"/github.com/x/y/archive/{COMMIT}.zip"
    publisher.pages[path] = Page(b"", redirect=f"{publisher.url}/codeload.github.com/x")
    publisher.pages["/codeload.github.com/x"] = Page(GOOD, etag='W/"1"', modified="", chunked=True)
    return path


def test_a_pinned_source_is_downloaded_once(publisher: Publisher, downloads: Downloads, pinned: str) -> None:
    first = fetch(wanted("medquad"), downloads, silent)
    assert first.fresh
    assert first.path == downloads.folder / "medquad.zip"
    asked = len(publisher.asked)
    again = fetch(wanted("medquad"), downloads, silent)
    assert (again.fresh, again.sha256) == (False, first.sha256)
    assert len(publisher.asked) == asked


def test_however_it_is_packed_the_content_is_the_same(publisher: Publisher, downloads: Downloads, pinned: str) -> None:
    other = packed({"other-top/readme.txt": "changed", "other-top/a/1.xml": TOPIC}, method=zipfile.ZIP_STORED)
    publisher.pages["/codeload.github.com/x"] = Page(other)
    assert fetch(wanted("medquad"), downloads, silent).fresh


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            packed({"top/a/1.xml": TOPIC.replace("Anemia", "Gout")}, COMMIT),
            "does not hold what its publisher put there",
        ),
        (packed({"top/a/1.xml": TOPIC}, "b" * 40), "is of commit"),
        (GOOD[:-60], "came damaged"),
        (GOOD[:60] + bytes([GOOD[60] ^ 1]) + GOOD[61:], "came damaged"),
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page, not an archive"),
    ],
)
def test_what_is_not_the_pinned_content_is_not_kept(
    publisher: Publisher, downloads: Downloads, pinned: str, body: bytes, words: str
) -> None:
    publisher.pages["/codeload.github.com/x"] = Page(body)
    with pytest.raises(DownloadFailed, match=words):
        fetch(wanted("medquad"), downloads, silent)
    assert [path.name for path in downloads.folder.iterdir() if not path.name.startswith(".")] == []


def test_a_good_copy_put_there_by_hand_will_do(publisher: Publisher, downloads: Downloads, pinned: str) -> None:
    downloads.folder.mkdir()
    (downloads.folder / "medquad.zip").write_bytes(GOOD)
    assert not fetch(wanted("medquad"), downloads, silent).fresh
    assert publisher.asked == []


def test_the_mirror_must_be_an_address(downloads: Downloads) -> None:
    for mirror in ("http://mirror.example.org", "ftp://x", "nonsense"):
        with pytest.raises(DownloadFailed, match="over https only"):
            fetch(wanted("medquad"), replace(downloads, mirror=mirror), silent)


def listing(*days: str) -> Page:
    links = "".join(f'<a href="/xml/mplus_topics_{day}.xml">XML</a>' for day in days)
    links += "".join(f'<li><a href="xml/mplus_topics_compressed_{day}.zip">zip</a>' for day in days)
    return Page(f"<html>{links}</html>".encode())


def topics(publisher: Publisher, day: str, text: str) -> None:
    path = f"/medlineplus.gov/xml/mplus_topics_compressed_{day}.zip"
    publisher.pages[path] = Page(packed({f"mplus_topics_{day}.xml": text}), etag=f'"{day}"')


def test_the_newest_dated_file_is_found_and_asked_about(publisher: Publisher, downloads: Downloads) -> None:
    publisher.pages[LISTING] = listing("2026-09-29", "2026-10-01", "2026-09-30")
    topics(publisher, "2026-10-01", "<health-topics/>")
    first = fetch(wanted("medlineplus"), downloads, silent)
    assert first.fresh
    assert publisher.asked[-1].path.endswith("2026-10-01.zip")
    assert not fetch(wanted("medlineplus"), downloads, silent).fresh
    publisher.pages[LISTING] = listing("2026-10-01", "2026-10-02")
    topics(publisher, "2026-10-02", "<health-topics><health-topic/></health-topics>")
    later = fetch(wanted("medlineplus"), downloads, silent)
    assert later.fresh
    assert (later.path, later.sha256 == first.sha256) == (first.path, False)


def test_without_a_network_the_earlier_copy_will_do(publisher: Publisher, downloads: Downloads) -> None:
    publisher.pages[LISTING] = listing("2026-10-01")
    topics(publisher, "2026-10-01", "<health-topics/>")
    first = fetch(wanted("medlineplus"), downloads, silent)
    publisher.pages[LISTING].faults = ["503"] * 9
    again = fetch(wanted("medlineplus"), downloads, silent)
    assert (again.fresh, again.path, again.sha256) == (False, first.path, first.sha256)
    assert f"The copy of {first.received[:10]} is used." in again.notes[0]


def test_a_listing_without_the_file(publisher: Publisher, downloads: Downloads) -> None:
    publisher.pages[LISTING] = Page(b"<html>We have moved.</html>")
    with pytest.raises(DownloadFailed, match="may have moved it"):
        fetch(wanted("medlineplus"), downloads, silent)


# PubMed, as far as a search needs it.


class FakeEntrez:
    """Answers searches with ids and gives their records, with faults where it is told to."""

    def __init__(self, publisher: Publisher, ids: Iterable[int]) -> None:
        self.ids = [str(one) for one in ids]
        self.titles = {one: f"Article {one}" for one in self.ids}
        self.search_faults: list[tuple[int, str]] = []
        self.record_faults: list[tuple[int, str]] = []
        self.unknown: list[str] = []
        publisher.services[SEARCH] = self.search
        publisher.services[RECORDS] = self.records

    def search(self, form: dict[str, str]) -> tuple[int, bytes]:
        if self.search_faults:
            status, text = self.search_faults.pop(0)
            return status, text.encode()
        ids = self.ids[: int(form["retmax"])]
        result = {"count": str(len(self.ids)), "idlist": ids, "errorlist": {"phrasesnotfound": self.unknown}}
        return 200, json.dumps({"header": {}, "esearchresult": result}).encode()

    def records(self, form: dict[str, str]) -> tuple[int, bytes]:
        if self.record_faults:
            status, text = self.record_faults.pop(0)
            return status, text.encode()
        articles = "".join(
            f"<PubmedArticle><MedlineCitation><PMID>{one}</PMID><Article><ArticleTitle>{self.titles[one]}</ArticleTitle>"
            f"<Abstract><AbstractText>Of {one}.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
            for one in form["id"].split(",")
            if one in self.titles
        )
        return 200, f'<?xml version="1.0"?><PubmedArticleSet>{articles}</PubmedArticleSet>\n'.encode()


@pytest.fixture
def entrez(publisher: Publisher) -> FakeEntrez:
    return FakeEntrez(publisher, range(950, 1400))


def pubmed(downloads: Downloads, limit: int = 1000, query: str = "heart failure") -> Fetched:
    return fetch(wanted(f"pubmed:{query}"), downloads, silent, limit)


def contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_search_comes_in_pages(
    publisher: Publisher, downloads: Downloads, entrez: FakeEntrez, waits: list[float]
) -> None:
    found = pubmed(replace(downloads, asker=Asker("me@example.org", "secret")))
    assert found.fresh
    assert found.notes == ()
    pages = contents(found.path)
    assert [text.count("<PMID>") for text in pages.values()] == [200, 200, 50]
    assert "<PMID>950</PMID>" in pages["records-000000.xml"]
    asked = publisher.asked
    assert [one.path.rpartition("/")[2] for one in asked] == ["esearch.fcgi", *["efetch.fcgi"] * 3]
    assert {one.method for one in asked} == {"POST"}
    assert asked[0].form["term"] == "heart failure"
    assert all(
        (a.form["tool"], a.form["email"], a.form["api_key"]) == ("osler", "me@example.org", "secret") for a in asked
    )
    assert not list(downloads.folder.glob("*.pages"))
    assert found.path.name.startswith("pubmed-heart-failure-")


def test_no_more_than_three_requests_a_second(downloads: Downloads, entrez: FakeEntrez, waits: list[float]) -> None:
    pubmed(downloads)
    assert waits[0] == 0
    assert all(0.2 < wait <= 0.35 for wait in waits[1:])  # what is left of it when the next one is made
    assert len(waits) == 4


def test_a_limit_is_said(downloads: Downloads, entrez: FakeEntrez) -> None:
    found = pubmed(downloads, limit=30)
    assert sum(text.count("<PMID>") for text in contents(found.path).values()) == 30
    assert found.notes == ("pubmed:heart failure finds 450 records; the 30 most relevant were taken (--limit).",)
    with pytest.raises(UnknownSource, match="from 1 to 9,999"):
        pubmed(downloads, limit=20_000)


def test_the_same_result_again_leaves_the_file_alone(downloads: Downloads, entrez: FakeEntrez) -> None:
    first = pubmed(downloads)
    entrez.ids.reverse()
    assert not pubmed(downloads).fresh
    entrez.titles["1000"] = "Retracted: article 1000"
    later = pubmed(downloads)
    assert (later.fresh, later.sha256 == first.sha256) == (True, False)


def test_nothing_found_is_a_sentence(downloads: Downloads, entrez: FakeEntrez) -> None:
    entrez.ids, entrez.unknown = [], ["hart falure"]
    with pytest.raises(
        NothingToRead, match=r"PubMed finds nothing for 'hart falure' \(it does not know 'hart falure'\)"
    ):
        pubmed(downloads, query="hart falure")


def test_words_left_out_of_the_search_are_told(downloads: Downloads, entrez: FakeEntrez) -> None:
    entrez.unknown = ["falure"]
    assert pubmed(downloads, limit=450).notes == ("PubMed does not know 'falure', and left it out of the search.",)


def test_records_that_are_not_given_out_are_counted(downloads: Downloads, entrez: FakeEntrez) -> None:
    del entrez.titles["1001"]
    assert pubmed(downloads).notes == ("1 of the 450 records of pubmed:heart failure are not given out.",)


RATE = '{"error":"API rate limit exceeded","count":"4"}'


@pytest.mark.parametrize("fault", [(429, RATE), (200, RATE), (500, ""), (200, "<html>Busy</html>"), (200, "[]")])
def test_faults_of_the_search_pass(downloads: Downloads, entrez: FakeEntrez, fault: tuple[int, str]) -> None:
    entrez.search_faults = [fault]
    assert pubmed(downloads).fresh


@pytest.mark.parametrize(
    "fault",
    [
        (429, RATE),
        (200, RATE),
        (502, ""),
        (200, "<eFetchResult><ERROR>Empty result - nothing todo</ERROR></eFetchResult>"),
        (200, "<PubmedArticleSet><PubmedArticle><PMID>950</PMID>"),
        (200, ""),
    ],
)
def test_faults_of_the_records_pass(downloads: Downloads, entrez: FakeEntrez, fault: tuple[int, str]) -> None:
    entrez.record_faults = [fault]
    assert sum(text.count("<PMID>") for text in contents(pubmed(downloads).path).values()) == 450


def test_a_query_that_cannot_be_is_said_at_once(publisher: Publisher, downloads: Downloads, entrez: FakeEntrez) -> None:
    entrez.search_faults = [(200, '{"esearchresult":{"ERROR":"Search Backend failed:\\tbad\\nsyntax"}}')]
    with pytest.raises(DownloadFailed, match="NCBI cannot search for that: Search Backend failed: bad syntax"):
        pubmed(downloads)
    assert len(publisher.asked) == 1


def test_pages_that_came_before_a_fault_are_not_asked_for_again(
    publisher: Publisher, downloads: Downloads, entrez: FakeEntrez
) -> None:
    whole = entrez.records

    def once(form: dict[str, str]) -> tuple[int, bytes]:
        return (503, b"") if form["id"].startswith("1150") else whole(form)

    publisher.services[RECORDS] = once
    with pytest.raises(DownloadFailed, match="try again later"):
        pubmed(downloads)
    publisher.services[RECORDS] = whole
    publisher.asked.clear()
    assert pubmed(downloads).fresh
    assert [one.form["id"].partition(",")[0] for one in publisher.asked if one.path == RECORDS] == ["1150", "1350"]


def test_the_key_is_in_no_message(downloads: Downloads, publisher: Publisher) -> None:
    publisher.services[SEARCH] = lambda form: (400, b"")
    with pytest.raises(DownloadFailed) as failure:
        pubmed(replace(downloads, asker=Asker(api_key="secret")))
    assert "secret" not in str(failure.value)


def test_open_access_articles_are_searched_with_the_restriction(publisher: Publisher, downloads: Downloads) -> None:
    article = "<pmc-articleset><article article-type='x'><front/></article></pmc-articleset>"
    publisher.services[SEARCH] = lambda form: (200, b'{"esearchresult":{"count":"1","idlist":["77"]}}')
    publisher.services[RECORDS] = lambda form: (200, article.encode())
    found = fetch(wanted("pmc-oa:asthma"), downloads, silent)
    assert publisher.asked[0].form["term"] == "(asthma) AND open access[filter]"
    assert publisher.asked[1].form["db"] == "pmc"
    assert contents(found.path) == {"records-000000.xml": article}


@pytest.mark.slow
@pytest.mark.shared_data
def test_medquad_is_what_the_catalogue_says(publisher: Publisher, downloads: Downloads, shared_data: Path) -> None:
    origin = wanted("medquad").source.origin
    assert isinstance(origin, OneFile)
    body = (shared_data / "native" / "MedQuAD-master.zip").read_bytes()
    publisher.pages[origin.url.replace("https:/", "")] = Page(body, faults=["cut:5000000"])
    assert fetch(
        wanted("medquad"), replace(downloads, patience=replace(downloads.patience, read_seconds=5)), silent
    ).fresh
    assert fetching.file_name(wanted("medquad")) == "medquad.zip"
