"""The tables as Markdown, read by a Markdown parser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import html as lxml_html

from evals.report import markdown
from evals.results import RunResult
from tests.evals.report.any_runs import RUNS
from tests.evals.report.hostile import ATTACK, hostile_run
from tests.evals.report.small_runs import FELL, OPEN, SURE, run

markdown_it = pytest.importorskip("markdown_it")


def rendered(text: str) -> lxml_html.HtmlElement:
    parser = markdown_it.MarkdownIt("commonmark").enable("table")
    return lxml_html.document_fromstring(parser.render(text))


def tables(text: str) -> list[list[list[str]]]:
    return [[[cell.text_content() for cell in row] for row in one.iter("tr")] for one in rendered(text).iter("table")]


def test_the_overview_comes_first() -> None:
    head, *rows = tables(markdown.page(run()))[0]
    assert head == ["task", "arm", "measure", "value", "95% interval", "n", "scored", "unscored"]
    assert rows[0] == ["choice", "none", "accuracy", "0.512", "[0.401, 0.623]", "40", "35", "5"]
    assert rows[2] == ["advice", "none", "token F1", "0.441", "[0.331, 0.551]", "12", "11†", "1"]


def test_the_measures_and_endings_of_a_task() -> None:
    _, measures, endings, *_ = tables(markdown.page(run()))
    assert measures[1] == ["accuracy", "0.512 [0.401, 0.623] (35 of 40 scored)", "0.762 [0.651, 0.873] (n 40)"]
    assert measures[2] == ["ECE ↓", "— (0 of 40 scored)", "0.061 [0.011, 0.111] (n 40)"]
    assert endings[1] == ["none", "30", "5", "0", "3", "2", "40"]


def test_comparisons_of_any_task_are_there() -> None:
    found = tables(markdown.page(run(), (FELL, replace(OPEN, task="elsewhere", measure="other"))))
    rows = {row[0]: row for one in found for row in one}
    assert rows["grade ↓"][1:] == [
        *("this run retrieval − baseline retrieval", "−1.500", "[−2.500, −0.500]", "0.004", "0.008", "12†", "▲ better")
    ]
    assert rows["other"][-1] == ""
    assert [row[-1] for one in found for row in one if row[0] == "accuracy" and row[1] == "retrieval − none"] == [
        "▲ better"
    ]
    assert SURE in run().tasks[0].comparisons


def test_slices_settings_and_notes_are_there() -> None:
    text = markdown.page(run())
    rows = [row for one in tables(text) for row in one]
    assert ["drug", "0.250 [0.100, 0.400] (18† of 20 scored)", "0.250 [0.100, 0.400] (18† of 20 scored)"] in rows
    assert ["decoding.greedy", "true"] in rows and ["SHA-256 of choice", "f" * 64] in rows
    assert "Two items leaked." in text


@pytest.mark.parametrize(
    "words", ["95% bootstrap intervals", "neither right nor wrong", "† Fewer than 30", "excludes 0"]
)
def test_it_says_how_to_read_it(words: str) -> None:
    assert words in markdown.page(run())


def test_what_is_not_there_is_not_explained() -> None:
    many = replace(run(), tasks=(replace(run().tasks[0], comparisons=()),))
    assert "†  Fewer" not in markdown.page(many) and "Holm" not in markdown.page(many)


def test_text_from_data_stays_text() -> None:
    found = rendered(markdown.page(hostile_run()))
    assert {one.tag for one in found.iter() if isinstance(one.tag, str)} <= {
        *("html", "body", "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li")
    }
    assert f"accuracy{ATTACK}" in found.text_content()


@settings(max_examples=25)
@given(RUNS)
def test_every_row_of_a_table_has_as_many_cells(made: RunResult) -> None:
    text = markdown.page(made, [one for task in made.tasks for one in task.comparisons])
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("|"):
            assert len({re.sub(r"\\.", "", line).count("|") for line in lines}) == 1


@pytest.mark.parametrize(
    "text", ["a|b", "a\\|b", "*a* _b_ `c` ~~d~~", "[a](b)", "![a](b)", "&amp; <b>", "snake_case", "a\\", "$x$ [a]: b"]
)
def test_special_characters_are_seen_as_they_are(text: str) -> None:
    named = replace(run(), identity={"what": text})
    assert ["what", text] in [row for one in tables(markdown.page(named)) for row in one]
