"""The page as text: complete, well-formed, self-contained, and with nothing in it that data could make act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from lxml import html as lxml_html

from evals.report import html
from evals.results import Bin, RunResult
from tests.evals.report.hostile import ATTACK, hostile_item, hostile_run
from tests.evals.report.small_runs import BINS, FELL, ITEMS, OPEN, SURE, before, run

VOID = {"meta", "link", "br", "img", "input", "hr", "col"}
WITH_BASELINE = replace(SURE, ours="this run none", theirs="baseline none")


@cache
def whole() -> str:
    return html.page(run(), ITEMS, before(), (WITH_BASELINE, FELL))


@cache
def alone() -> str:
    return html.page(run(), {})


@cache
def hostile() -> str:
    return html.page(
        hostile_run(), {f"choice{ATTACK}": [hostile_item()]}, hostile_run(), hostile_run().tasks[0].comparisons
    )


@cache
def compared() -> str:
    return html.comparison_page(run(), before(), (WITH_BASELINE, FELL, OPEN))


@cache
def empty() -> str:
    return html.page(replace(run(), tasks=(), identity={}, settings={}), {})


PAGES = {"whole": whole, "alone": alone, "hostile": hostile, "compared": compared, "empty": empty}
every = pytest.mark.parametrize("page", PAGES)


class Nesting(HTMLParser):
    """Fails where a tag closes another than the one that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> at {self.getpos()}"


def parsed(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(PAGES[page]())


def said(element: lxml_html.HtmlElement) -> str:
    """All text of an element, on one line; the mark of few items stays with its number."""
    return " ".join(" ".join(element.itertext()).split()).replace(" †", "†")


def table(page: str, caption: str, place: int = 0) -> list[list[str]]:
    """The cells of a table, row by row."""
    found = [one for one in parsed(page).iter("table") if (one.findtext("caption") or "").startswith(caption)]
    return [[said(cell) for cell in row] for row in found[place].iter("tr")]


@every
def test_every_tag_closes_what_it_opened(page: str) -> None:
    nesting = Nesting()
    nesting.feed(PAGES[page]())
    assert nesting.open == []


@every
def test_no_id_stands_twice_and_every_link_leads_somewhere(page: str) -> None:
    ids = re.findall(r'\bid="([^"]*)"', PAGES[page]())
    assert len(ids) == len(set(ids))
    targets = {str(link) for link in parsed(page).xpath("//a/@href | //@*[name()='xlink:href']")}
    assert targets and all(target.startswith("#") for target in targets)
    assert {target[1:] for target in targets} | {str(one) for one in parsed(page).xpath("//@aria-labelledby")} <= set(
        ids
    )


@every
def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    document = parsed(page)
    assert document.xpath("//script | //img | //iframe | //object | //form | //base | //@src | //@srcset") == []
    assert document.xpath("//@*[starts-with(name(), 'on')]") == []
    assert [str(link) for link in document.xpath("//link/@href")] == ["data:,"]
    assert all(address.startswith("#") for address in re.findall(r"url\(([^)]*)", PAGES[page]()))
    assert "@import" not in PAGES[page]()
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert str(policy[0]).startswith("default-src 'none'")


@every
def test_a_reader_without_eyes_finds_their_way(page: str) -> None:
    document = parsed(page)
    assert document.get("lang") == "en"
    for one in document.iter("table"):
        assert (one.findtext("caption") or "").strip()
        assert all(head.get("scope") in ("col", "row", "colgroup", "rowgroup") for head in one.iter("th"))
        assert one.xpath("boolean(.//th)")
    for box in document.xpath("//*[@class='scroll']"):
        assert (box.get("tabindex"), box.get("role")) == ("0", "group") and box.get("aria-label")
    assert all(figure.get("aria-label") for figure in document.xpath("//*[local-name()='svg']"))
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("page", ["whole", "alone", "compared"])
def test_rows_are_as_wide_as_their_heads(page: str) -> None:
    for one in parsed(page).iter("table"):
        spans = [sum(int(cell.get("colspan", "1")) for cell in row) for row in one.iter("tr")]
        spanned = [cell for cell in one.iter("th") if cell.get("rowspan")]
        if not spanned:
            assert len(set(spans)) == 1, one.findtext("caption")


def test_data_are_shown_and_not_obeyed() -> None:
    text = said(parsed("hostile"))
    attack = " ".join(ATTACK.split())
    for where in ("spring", "Choose one", "Advise freely", "accuracy", "torch", "Two items leaked.", "drug", "osler"):
        assert f"{where}{attack}" in text, where
    assert text.count(attack) > 40
    assert "49" not in re.sub(r"[\d.]{3,}", "", text)


def test_the_head_says_what_was_run() -> None:
    text = said(parsed("whole").xpath("//header")[0])
    assert text.startswith("Evaluation spring Model osler Model sha256 0123456789ab Date 22 November 2026, 14:03 UTC")
    assert "Duration 1 h 2 min" in text and "Baseline winter" in text


def test_the_overview_has_every_task_and_arm() -> None:
    head, *rows = table("whole", "Main measure")
    assert head[2:] == ["Measure", "Value", "95% interval", "n", "Scored", "Unscored", "Baseline", "95% interval"]
    assert rows == [
        ["Choose one", "none", "accuracy", "0.512", "[0.401, 0.623]", "40", "35", "5", "0.333", "[0.222, 0.444]"],
        ["retrieval", "accuracy", "0.762", "[0.651, 0.873]", "40", "40", "0", "—", "not in that run"],
        ["Advise freely", "none", "token F1", "0.441", "[0.331, 0.551]", "12", "11†", "1", "0.441", "[0.331, 0.551]"],
        ["retrieval", "token F1", "0.441", "[0.331, 0.551]", "12", "11†", "1", "0.441", "[0.331, 0.551]"],
    ]
    assert "Baseline" not in table("alone", "Main measure")[0]


def test_all_measures_stand_with_intervals_and_what_was_scored() -> None:
    _, head, *rows = table("whole", "Every measure by arm, with 95% bootstrap intervals")
    assert head[:4] == ["Measure", "Value", "95% interval", "Scored"]
    assert rows[0] == ["accuracy", "0.512", "[0.401, 0.623]", "35 of 40", "0.762", "[0.651, 0.873]", "40 of 40"]
    assert rows[1][:4] == ["ECE ↓ (lower is better)", "—", "", "0 of 40"]


def test_endings_are_counted_apart() -> None:
    head, none, _ = table("whole", "Predictions by arm")
    assert head == ["Arm", "answered", "abstained", "refused", "unparsed", "error", "n", "Time"]
    assert none == ["none", "30", "5", "0", "3", "2", "40", "1 min 1 s"]


def test_comparisons_are_marked_only_where_the_interval_excludes_0() -> None:
    assert table("whole", "Between arms")[1] == [
        *("accuracy", "retrieval − none", "+0.250", "[+0.100, +0.400]", "< 0.001", "0.001", "40", "▲ better")
    ]
    assert table("whole", "Between arms", 1)[1] == [
        *("token F1", "retrieval − none", "+0.050", "[−0.020, +0.120]", "0.310", "0.310", "12†", "")
    ]
    fell = table("whole", "With the baseline winter", 1)[1]
    assert fell[0] == "grade ↓ (lower is better)" and fell[2] == "−1.500" and fell[-1] == "▼ better"


def test_comparisons_of_tasks_that_are_not_there_are_not_lost() -> None:
    page = html.page(replace(run(), tasks=run().tasks[1:]), {}, comparisons=(SURE,))
    assert "Other comparisons" in page and "+0.250" in page


def test_slices_have_bars_as_long_as_their_values() -> None:
    _, _, drug, test = table("whole", "By kind")
    assert drug[:4] == ["drug", "0.250", "[0.100, 0.400]", "18†"]
    assert test[:4] == ["test", "0.750", "[0.700, 0.800]", "20†"]
    assert re.findall(r'class="bar"><i style="width: ([\d.]+)%', whole()) == ["25.0", "25.0", "75.0", "75.0"]


def test_calibration_gives_the_error_and_its_bins() -> None:
    notes = said(parsed("whole"))
    assert "none 0.100; retrieval 0.061 [0.011, 0.111]. The bars" in notes  # of the bins, and as the run gives it
    assert table("whole", "Predictions by their probability")[1:3] == [
        ["none", "0.500 to 0.600", "4", "0.600", "0.500"],
        ["none", "0.800 to 0.900", "6", "0.900", "1.000"],
    ]


def test_risk_stands_at_each_tenth_of_coverage() -> None:
    rows = {row[0]: row[1] for row in table("whole", "Share of wrong answers")[1:]}
    assert [rows[at] for at in ("10%", "20%", "30%", "50%", "60%", "100%")] == [
        "0.000",
        "0.000",
        "0.500",
        "0.500",
        *["0.250"] * 2,
    ]


def test_the_confusion_is_a_table_too() -> None:
    assert table("whole", "none: gold down") == [
        ["Gold", "A", "B", "neither"],
        ["A", "9", "1", "0"],
        ["B", "4", "6", "2"],
    ]


def test_items_show_question_gold_prediction_and_evidence() -> None:
    articles = parsed("whole").xpath("//article")
    assert [one.findtext("h4") for one in articles] == [f"What of {q}?" for q in ("q2", "q4", "q1", "q3")]
    text = said(articles[1])
    assert "Gold B: Ice Id q4 · drug · joints" in text
    assert "none answered 0.000 A: Rest retrieval error 1.000 it ran out of room" in text
    assert "unscored —" not in text and "Asked before: 1 And before?" in text
    assert "retrieval: 1 passage 1" not in text and "On ice p1 · 3.500 Ice helps q4." in text
    folded = articles[1].xpath(".//details[not(@open)]//*[@class='passage']")
    assert [one.text_content() for one in folded] == ["Ice helps q4."]


def test_what_has_no_score_is_unscored_and_not_0() -> None:
    text = said(parsed("whole").xpath("//article")[3])
    assert "none unparsed unscored" in text and "0.000" not in text
    assert "Unscored in every arm: 1 of 1" in whole()


def test_how_it_was_measured() -> None:
    assert ["model_sha256", "0123456789abcdef" * 4] in table("alone", "What was evaluated")
    assert table("alone", "Settings and seeds")[1:] == [["seed", "7"], ["decoding.greedy", "true"]]
    assert table("alone", "SHA-256")[1:] == [["choice", "f" * 64], ["advice", "e" * 64]]
    assert ["choice", "f" * 64, "0" * 64, "differs"] in table("whole", "SHA-256")
    assert "Choose one: Two items leaked." in said(parsed("alone"))


@pytest.mark.parametrize(
    "words", ["95% bootstrap interval", "neither right nor wrong", "Fewer than 30", "excludes 0", "Holm"]
)
def test_the_page_says_how_to_read_it(words: str) -> None:
    assert words in said(parsed("whole"))


def test_a_comparison_page_has_the_differences_and_what_else_differs() -> None:
    text = said(parsed("compared"))
    assert text.index("Choose one") < text.index("Advise freely")
    assert table("compared", "Ours less theirs")[1][2] == "+0.250"
    assert ["model", "osler", "older", "differs"] in table("compared", "What was evaluated")
    assert table("compared", "Main measure")[0][-2] == "Theirs"


def test_runs_without_a_common_item_are_told() -> None:
    assert "have no scored item in common" in html.comparison_page(run(), before(), ())


def test_an_arm_without_anything_is_shown() -> None:
    bare = replace(run().tasks[0], arms={}, comparisons=())
    assert "Choose one" in html.page(replace(run(), tasks=(bare,)), {"choice": ()})


def test_the_calibration_error_by_hand_and_item_by_item() -> None:
    assert html.expected_calibration_error(BINS) == pytest.approx(0.1)
    assert html.expected_calibration_error(()) is None
    rng = np.random.default_rng(5)
    confidence = rng.uniform(0.5, 1, 400)
    right = rng.uniform(size=400) < confidence**2
    places = np.floor(confidence * 10)
    held = [places == place for place in np.unique(places)]
    bins = [Bin(0, 1, int(own.sum()), float(confidence[own].mean()), float(right[own].mean())) for own in held]
    gaps = sum(abs(float((right[own] - confidence[own]).sum())) for own in held)
    assert html.expected_calibration_error(bins) == pytest.approx(gaps / 400)


# Colours, as WCAG 2 measures contrast.


def schemes() -> Iterator[dict[str, str]]:
    """The colours of the light page, and of the dark one."""
    style = files("evals.report").joinpath("page.html.j2").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part))
        for part in re.findall(r":root \{(.*?)\}", style, re.S)[:2]
    )
    yield light
    yield dark


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_by_hand() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", list(schemes()), ids=["light", "dark"])
def test_text_and_marks_stand_out(scheme: dict[str, str]) -> None:
    for name in ("ink", "soft", "link", "better", "worse"):
        assert contrast(scheme[name], scheme["paper"]) >= 4.5, name
        assert contrast(scheme[name], scheme["tint"]) >= 4.5, name
    series = [f"series-{n}" for n in range(1, 7)]
    for name in (*series, "answered", "abstained", "refused", "unparsed", "error"):
        assert contrast(scheme[name], scheme["paper"]) >= 3, name


def test_a_run_is_the_same_page_each_time() -> None:
    again: RunResult = run()
    assert html.page(again, {}) == alone()
