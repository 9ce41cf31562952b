"""The form of the bundled handbook: what every page must have, so that each of its sentences can be quoted alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

import retrieval
from retrieval.documents import Document
from retrieval.readers import FileFailed, ReadEvent, read

FOLDER = Path(retrieval.__file__).parent / "handbook"
PAGES = sorted(FOLDER.glob("*.md"))
HEADINGS = ["What it is", "Reasons and risks", "What you may notice", "What helps", "When to get help"]
KEYS = {"title", "synonyms", "category", "written", "review", "sources"}
CATEGORIES = {"condition", "medicine", "test", "prevention", "first-aid", "mental-health", "pregnancy", "child"}
MARKERS = re.compile(r"[.!?]((?: ?\[\^\d+\])+)$")
POINTS_BACK = re.compile(r"(It|They|This|These|Those|He|She|Some of these|Both|Its|Their|Such)\b")


def split(page: Path) -> tuple[dict[str, object], str]:
    _, front, body = page.read_text(encoding="utf-8").split("---\n", 2)
    values = yaml.safe_load(front)
    assert isinstance(values, dict)
    return values, body


def paragraphs(body: str) -> list[str]:
    return [p.strip() for p in body.split("\n\n") if p.strip() and not p.strip().startswith("## ")]


def test_there_are_enough_topics_and_no_title_twice() -> None:
    titles = Counter(str(split(page)[0]["title"]).lower() for page in PAGES)
    assert len(PAGES) >= 60
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_front_matter(page: Path) -> None:
    values, _ = split(page)
    assert values.keys() >= KEYS
    assert values["category"] in CATEGORIES
    synonyms = values["synonyms"]
    assert isinstance(synonyms, list) and 4 <= len(synonyms) <= 12
    assert all(isinstance(synonym, str) for synonym in synonyms)
    sources = values["sources"]
    assert isinstance(sources, list) and sources
    assert all(s["publisher"] and s["title"] and s["url"].startswith("http") for s in sources)
    assert values["review"] == "No clinician has reviewed this page."


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_body(page: Path) -> None:
    values, body = split(page)
    assert re.findall(r"^## (.+)$", body, re.MULTILINE) == HEADINGS
    used: set[int] = set()
    words = 0
    for paragraph in paragraphs(body):
        markers = MARKERS.search(paragraph)
        assert markers, f"no source marker ends: {paragraph[:60]}"
        used |= {int(number) for number in re.findall(r"\d+", markers[1])}
        text = paragraph[: markers.start(1)]
        assert not re.search(r"\[|\n|\*\*", text), paragraph[:60]
        words += len(text.split())
        assert_quotable(text)
    sources = values["sources"]
    assert isinstance(sources, list)
    assert used == set(range(1, len(sources) + 1))
    assert 250 <= words <= 500


def assert_quotable(text: str) -> None:
    """Each sentence stands alone: neither a fragment nor a run-on, and it points at nothing before it."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        assert 4 <= len(sentence.split()) <= 34, sentence
        assert not POINTS_BACK.match(sentence), sentence


def test_every_page_is_read_with_its_sources() -> None:
    events: list[ReadEvent] = []
    documents = list(read([FOLDER], on_event=events.append))
    assert [event for event in events if isinstance(event, FileFailed)] == []
    assert {document.doc_id for document in documents} == {f"handbook:{page.stem}" for page in PAGES}
    for document in documents:
        assert_complete(document)


def assert_complete(document: Document) -> None:
    assert document.notice == "Osler's own patient handbook; no clinician has reviewed it."
    assert document.publisher == "Osler patient handbook"
    assert [section.heading_path for section in document.sections] == [(document.title, name) for name in HEADINGS]
    for section in document.sections:
        assert "[^" not in section.text
        assert len(section.paragraph_sources) == len(section.text.split("\n\n"))
        assert all(named for named in section.paragraph_sources)
