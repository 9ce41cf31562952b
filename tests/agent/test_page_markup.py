"""Text that comes from anywhere becomes HTML that does nothing; marks stand exactly at their spans."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.page.markup import Mark, is_web_address, link, marked, paragraphs, text

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="http://evil.example/?leak" onerror="alert(1)">',
    "![leak](http://evil.example/leak.png)",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</div></article><iframe src=//evil.example>",
    "${alert(1)} {{constructor}} `x`",
    "&lt;script&gt;",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_has_no_markup_left_and_reads_as_it_was(hostile: str) -> None:
    safe = text(hostile)
    assert not set(safe) & set("<>\"'")
    assert unescape(safe) == hostile


def test_text_can_always_be_sent() -> None:
    text("lone \ud800 surrogate and \x00 zero").encode("utf-8")


def test_paragraphs() -> None:
    assert paragraphs("One.\n\nTwo <b>.\nStill two.") == "<p>One.</p><p>Two &lt;b&gt;.\nStill two.</p>"


@pytest.mark.parametrize(
    "url", ["https://medlineplus.gov/asthma.html", "http://localhost:80/x?a=1#b", "HTTPS://NIH.GOV"]
)
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "JaVaScRiPt://nih.gov/%0aalert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.example",
        "nih.gov",
        "http://",
        "http://[broken",
        "",
    ],
)
def test_other_addresses_become_no_link(url: str) -> None:
    assert not is_web_address(url)
    assert link(url, "the <label>") == "the &lt;label&gt;"


def test_a_link_opens_apart_and_tells_nothing() -> None:
    made = link('https://nih.gov/?q="><script>', "NIH")
    assert 'target="_blank" rel="noopener noreferrer"' in made
    assert "<script" not in made
    assert made.count('"') == 10  # five attributes, and none that the address brought


def test_marks_stand_at_their_spans() -> None:
    assert marked("a <b> c", [Mark(2, 5, 1)]) == 'a <mark data-n="1">&lt;b&gt;</mark> c'


def test_neighbours_and_overlaps() -> None:
    assert marked("abcd", [Mark(0, 2, 1), Mark(2, 4, 2)]) == '<mark data-n="1">ab</mark><mark data-n="2">cd</mark>'
    assert marked("abc", [Mark(0, 2, 1), Mark(1, 3, 2)]) == (
        '<mark data-n="1">a</mark><mark data-n="1 2">b</mark><mark data-n="2">c</mark>'
    )


def test_an_empty_span_marks_nothing_and_one_too_long_ends_with_the_text() -> None:
    assert marked("abc", [Mark(1, 1, 1)]) == "abc"
    assert marked("abc", [Mark(1, 99, 1)]) == 'a<mark data-n="1">bc</mark>'
    assert marked("", [Mark(0, 0, 1)]) == ""


@given(
    st.text(alphabet="ab<>&\"' \n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_every_character_is_there_once_and_marked_where_a_span_covers_it(
    content: str, spans: list[tuple[int, int]]
) -> None:
    made = marked(content, [Mark(min(span), max(span), n) for n, span in enumerate(spans, 1)])
    characters: list[tuple[str, bool]] = []
    for piece in re.split(r"(<mark[^>]*>.*?</mark>)", made, flags=re.DOTALL):
        inside = piece.startswith("<mark")
        characters += [(character, inside) for character in unescape(re.sub(r"</?mark[^>]*>", "", piece))]
    covered = [any(min(span) <= at < max(span) for span in spans) for at in range(len(content))]
    assert characters == list(zip(content, covered, strict=True))
