"""What people and programs state of documents: dates, titles, authors and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.stated import stated_author, stated_date, stated_title, web_address

DATES = {
    "2024-05-17": "2024-05-17",
    "2024-05-17T10:00:00Z": "2024-05-17",
    "2024/5/7": "2024-05-07",
    "2024.05": "2024-05",
    "2024": "2024",
    "20240517": "2024-05-17",
    "D:20240517103000+01'00'": "2024-05-17",
    "17 May 2024": "2024-05-17",
    "17th of May, 2024": "2024-05-17",
    "Fri, 17 May 2024 10:00:00 GMT": "2024-05-17",
    "May 17, 2024": "2024-05-17",
    "Sept. 2024": "2024-09",
    "17/05/2024": "2024-05-17",
    "05/17/2024": "2024-05-17",
    "05/06/2024": "2024",  # which of them is the month?
    "05/05/2024": "2024-05-05",
    "2024-02-31": "2024-02",
    "2024-13-01": "2024",
    "Winter 2019": "2019",
    "2019-2020": "",
    "soon": "",
    "": "",
    "1234567": "",
}


@pytest.mark.parametrize("stated", DATES)
def test_dates(stated: str) -> None:
    assert stated_date(stated) == DATES[stated]


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_nothing(stated: str) -> None:
    found = stated_date(stated)
    assert found == "" or found[:4].isdigit()


def test_titles_and_authors_that_programs_fill_in() -> None:
    assert stated_title("  Glub \n fever ") == "Glub fever"
    assert stated_title("Microsoft Word - Glub fever") == "Glub fever"
    for none in (
        "Untitled",
        "Document1",
        "report final.docx",
        "Microsoft Word - x.doc",
        "PowerPoint Presentation",
        " ",
    ):
        assert stated_title(none) == ""
    assert stated_author("World House of Health") == "World House of Health"
    for none in ("Administrator", "user", "Windows User", "jane@example.org", "(unspecified)", ""):
        assert stated_author(none) == ""


def test_addresses() -> None:
    assert web_address(" https://example.org/a?b=c#d ") == "https://example.org/a?b=c#d"
    for none in (
        "/a",
        "javascript:alert(1)",
        "http://",
        "https://a b",
        "file:///etc/passwd",
        "http://[",
        "https://a/" + "x" * 3000,
    ):
        assert web_address(none) == ""
