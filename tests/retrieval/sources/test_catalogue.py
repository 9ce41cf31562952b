"""The catalogue: every source can be asked for by its name, and says what a reader of its licence must know."""

from __future__ import annotations

import re

import pytest

from retrieval.errors import UnknownSource
from retrieval.sources.catalogue import SOURCES, EntrezSearch, NewestListed, OneFile, find, names_nothing


@pytest.mark.parametrize("name", list(SOURCES))
def test_a_source_says_what_it_is(name: str) -> None:
    source = SOURCES[name]
    assert source.title and source.publisher and source.licence and source.size
    assert source.page.startswith("https://")
    assert source.file.startswith(name)
    match source.origin:
        case OneFile(url, pin):
            assert url.startswith("https://")
            assert pin is None or re.fullmatch(r"[0-9a-f]{40}", pin.commit)
            assert pin is None or pin.commit in url
        case NewestListed(page, pattern):
            assert page.startswith("https://")
            assert re.compile(pattern).groups == 1
        case EntrezSearch(most=most):
            assert most < 10_000


def test_a_word_names_a_source_or_none() -> None:
    found = find("medquad")
    assert found is not None and found.name == "medquad"
    found = find("pubmed:  heart   failure AND 2024[dp]")
    assert found is not None and (found.source.name, found.query) == ("pubmed", "heart failure AND 2024[dp]")
    assert found.name == "pubmed:heart failure AND 2024[dp]"
    assert find("articles/medquad.zip") is None
    assert find("C:\\medquad") is None


@pytest.mark.parametrize(
    ("text", "words"), [("pubmed", "needs a query"), ("pubmed: ", "needs a query"), ("medquad:flu", "takes no query")]
)
def test_a_source_said_wrongly(text: str, words: str) -> None:
    with pytest.raises(UnknownSource, match=words):
        find(text)


def test_a_slip_of_the_pen_is_answered_with_the_name() -> None:
    assert "did you mean medquad?" in str(names_nothing("medqad"))
    assert "osler index sources" in str(names_nothing("wikipedia"))
    assert names_nothing("books/medqad") is None
    assert names_nothing("medqad.zip") is None
