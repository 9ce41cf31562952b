"""Web pages: what is told, what is left out, what the page says of itself, and pages made to do harm."""

from __future__ import annotations

import pytest

from retrieval.errors import ReadError
from retrieval.readers.html_source import DEEPEST, safe_source
from tests.retrieval.readers import document_samples
from tests.retrieval.readers.reading_one import nothing, one, told


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>"


def text(body: str, head: str = "") -> str:
    return "\n\n".join(section for _, section in told(one("html", page(body, head))))


def test_a_page_by_its_headings_and_without_what_surrounds_them() -> None:
    document = one("html", document_samples.HTML)
    assert told(document) == [
        (("Glub fever",), "Glub fever is mild. It lasts 10⁵ seconds, see this page. It ends by itself."),
        (("Glub fever", "Symptoms"), "Signs include:\n- a rash\n- on the arms\n- fever above 38 °C"),
        (("Glub fever", "Symptoms", "Rare signs"), "- Glubosis: Too much glub."),
        (("Glub fever", "Treatment"), "Drugs\n\nDrug; Dose\n\nGlubocin; 5 mg\n\nGlubocin; 10 mg"),
        (("Glub fever", "Treatment", "Can I swim?"), "Yes, you can."),
    ]


def test_what_the_page_says_of_itself() -> None:
    document = one("html", document_samples.HTML)
    assert (document.doc_id, document.title, document.source) == ("html:notes/a", "Glub fever", "a")
    assert (document.url, document.publisher) == ("https://example.org/glub-fever", "House of Health")
    assert (document.licence, document.date, document.language) == ("CC BY 4.0", "2024-05-17", "en")
    assert document.identifiers == ("doi:10.1000/glub.1",)


def test_what_a_page_does_not_say_is_not_guessed() -> None:
    document = one("html", "<p>Glub is mild.</p>")
    assert (document.title, document.url, document.publisher, document.licence, document.date) == ("a", "", "", "", "")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "<meta property='og:title' content='Glub | The House'><meta property='og:site_name' content='The House'>",
            "Glub",
        ),
        ("<title>Glub - The House</title><meta property='og:site_name' content='The House'>", "Glub"),
        ("<title>Glub - mild or not?</title>", "Glub - mild or not?"),
        ("<meta name='citation_title' content='Glub in men'>", "Glub in men"),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert one("html", f"<html><head>{head}</head><body><p>Glub is mild.</p></body></html>").title == title


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a<p>b", "a\n\nb"),
        ("a<br><br>b<br>c", "a\n\nb c"),
        ("• a<br>• b<br>Then c", "- a\n- b\n\nThen c"),
        ("<ul><li>a<p>b<ul><li>c</ul><li>d</ul>", "- a b\n- c\n- d"),
        ("<p>x</p><ul><li><h3>Card</h3><p>told</p></li></ul>", "x\n\ntold"),
        ("<p>1 cm<sup>2</sup>, 1<sup>st</sup>, so<sup>[3, 4]</sup> it is H<sub>2</sub>O</p>", "1 cm², 1st, so it is H2O"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<table role=presentation><tr><td>left<td>right</table>", "left\n\nright"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a; b\n\nc"),
        ("<p>x = <math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>.</p>", "x = a/2 ."),
        ("<pre>one\ntwo\n\nthree</pre>", "one two\n\nthree"),
        ("<p>a&nbsp;b &lt;c&gt; &amp; d&#0;e\u200bf</p>", "a b <c> & d\ufffdef"),
        ("<form action=x><h2>H</h2><p>Old sites stand in a form.</p><input></form>", "Old sites stand in a form."),
        ("<p>a</p><p hidden>b</p><div style='display: none'>c</div>", "a"),
        ("<p>a</p><div class='panel' hidden>" + "x" * 300 + "</div>", "a\n\n" + "x" * 300),  # what a click opens
        ("<ul><li><a href='#a'>One</a><li><a href='#b'>Two</a><li><a href='#c'>Three</a></ul><p>a</p>", "a"),
        ("<p>a</p><h2>References</h2><ol><li>Some book.</ol>", "a"),
        ("<p>a</p><div class=cookie-banner>Cookies!</div><div class=share>Share</div><nav>n</nav>", "a"),
        ("<dl><dt>a<dt>b<dd>c<dt>d</dl>", "- a, b: c\n\nd"),
    ],
)  # fmt: skip
def test_blocks(body: str, expected: str) -> None:
    assert text(body) == expected


def test_the_main_part_is_chosen_by_what_it_holds() -> None:
    long = "<p>" + "Glub is mild. " * 30 + "</p>"
    assert text(f"<div>menu</div><main>{long}</main>") == ("Glub is mild. " * 30).strip()
    assert "menu" in text("<div>menu</div><main><p>short</p></main>")
    many = "".join(f"<article>{long}</article>" for _ in range(3))
    assert text(many).count("Glub is mild.") == 90


def test_xhtml_and_its_closed_tags() -> None:
    source = """<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">
    <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de"><head><title>Café</title><script src="x.js"/></head>
    <body><div id="top"/><p><a name="a"/>Glub &amp; café.</p></body></html>"""
    document = one("html", source.encode("latin-1"))
    assert (document.title, document.language) == ("Café", "de")
    assert document.sections[0].text == "Glub & café."


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "<meta charset='windows-1252'>"), ("cp1252", ""),
     ("iso8859-2", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'>"),
     ("utf-8", "<meta charset='iso-8859-5-nonsense'>")],
)  # fmt: skip
def test_encodings(encoding: str, declared: str) -> None:
    assert one("html", page("<p>Der Arzt trägt Größe.</p>", declared).encode(encoding)).sections[0].text == (
        "Der Arzt trägt Größe."
    )


def test_a_page_without_text_is_nothing_and_no_document() -> None:
    assert nothing("html", page("<nav>Home</nav>")) == "a page without text in its main part"


def harm(share: int) -> dict[str, str]:
    """Pages that cost a reader too much where nothing is bounded; `share` of a hundred of their full size."""
    return {
        "nesting": "<div>" * (3_000 * share) + "deep",
        "open looks": "".join(f"<b a={n}>" for n in range(300)) + "<p>deep</p>" * (50 * share),
        "nested lists": "<ul><li>" * (1_000 * share) + "deep",
        "nested tables": "<table><tr><td>" * (500 * share) + "deep",
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(2_000 * share)) + ">deep",
        "open quote": "<p>deep</p><a title='" * (500 * share),
        "brackets": "deep" + "<" * (5_000 * share),
        "comments": "<p>deep</p>" + "<!--" * (2_000 * share),
        "headings": "<p>deep</p>" + "<h1>" * (200 * share),
        "raised": "<sup>" * (500 * share) + "deep",
        "linked data": "<p>deep<script type='application/ld+json'>" + "[" * (1_000 * share) + "</script>",
        "definitions": "<dl><dt>" * (500 * share) + "deep",
        "terms": "<dl>" + "<dt>a" * (600 * share) + "<dd>deep</dl>",
        "breaks": "<p>" + "a<br>" * (1_000 * share) + "deep",
        "long item": "<ul><li>" + "<p>a</p>" * (600 * share) + "deep",
        "spans": "<table>" + "<tr><td rowspan=9999 colspan=9999>deep</td><td>b</td></tr>" * (3 * share) + "</table>",
    }


@pytest.mark.parametrize("share", [25, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", harm(1))
def test_a_page_made_to_do_harm_takes_time_and_depth_in_bounds(kind: str, share: int) -> None:
    document = one("html", page(harm(share)[kind]))  # some of these would take hours where nothing is bounded
    assert "deep" in document.sections[0].text


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.readers.html_source.MOST_TAGS", 1_000)
    with pytest.raises(ReadError, match="more than 1,000 tags"):
        one("html", "<p>x" * 1_001)


def test_the_source_is_left_no_deeper_than_its_bound_and_keeps_its_words() -> None:
    markup = safe_source("<div>a" * 500 + "</div>" * 500, "x").markup
    assert (markup.count("<div>"), markup.count("</div>"), markup.count("a")) == (DEEPEST, DEEPEST, 500)


def test_a_page_that_a_browser_saved_knows_where_it_came_from() -> None:
    source = "<!-- saved from url=(0021)https://example.org/a -->\n" + page("<p>Glub is mild.</p>")
    assert one("html", source).url == "https://example.org/a"
