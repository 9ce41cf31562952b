"""Plots: things stand where their figures say, in the page's colours, and nothing in a label acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from lxml import etree

from evals.examples import Status
from evals.report import plots, rows
from evals.results import Bin, Estimate, RiskPoint
from tests.evals.report.small_runs import BINS, CURVE, FELL, OPEN, SURE, before, run

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ATTACK = '--><script>"&$x^2$ #000101 #000111'

DRAWN: dict[str, Callable[[str], str]] = {
    "whiskers": lambda name: plots.whiskers(rows.overview(run(), before()), name),
    "differences": lambda name: plots.differences(rows.compared(run(), [SURE, OPEN, FELL]), name),
    "statuses": lambda name: plots.stacked_statuses({"none": run().tasks[0].arms["none"].statuses}, name),
    "reliability": lambda name: plots.reliability({"none": BINS, "retrieval": BINS}, name),
    "risk": lambda name: plots.risk_coverage({"none": CURVE, "retrieval": CURVE}, name),
    "confusion": lambda name: plots.confusion(run().tasks[0].arms["none"].confusion, name),
}
every = pytest.mark.parametrize("kind", DRAWN)


@cache
def drawn(kind: str, name: str = "one") -> str:
    return DRAWN[kind](name)


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return ["".join(str(part) for part in one.itertext()) for one in parsed(svg).iter(f"{SVG}text")]


def text_place(svg: str, text: str) -> float:
    """Where a text stands across the figure, in pixels."""
    (place,) = (one.get("x") for one in parsed(svg).iter(f"{SVG}text") if one.text == text)
    return float(place or "nan")


def marks(svg: str, colour: str) -> list[tuple[float, float, str]]:
    """Where the markers of a colour stand, and their style."""
    found = [(one.get("x"), one.get("y"), one.get("style") or "") for one in parsed(svg).iter(f"{SVG}use")]
    return [(float(x or ""), float(y or ""), style) for x, y, style in found if f"stroke: var(--{colour}," in style]


@every
def test_a_figure_is_one_element_with_words_for_who_cannot_see_it(kind: str) -> None:
    element = parsed(drawn(kind))
    assert element.tag == f"{SVG}svg"
    assert element.get("role") == "img"
    assert "the" in (element.get("aria-label") or "").split()


@every
def test_a_figure_is_the_same_each_time(kind: str) -> None:
    assert drawn(kind) == DRAWN[kind]("one")


@every
def test_two_figures_share_no_id_and_refer_to_their_own(kind: str) -> None:
    first, second = drawn(kind), drawn(kind, "two")
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0].isdisjoint(ids[1])
    for svg, own in zip((first, second), ids, strict=True):
        assert set(re.findall(r'(?:xlink:href="|url\()#([^")]+)', svg)) == own


@every
def test_every_colour_is_the_page_s(kind: str) -> None:
    svg = drawn(kind)
    colours = re.findall(r"(?:fill|stroke): ([^;\"]+)", svg)
    assert colours
    assert {
        colour
        for colour in colours
        if colour != "none" and not re.fullmatch(r"currentColor|var\(.*\)|url\(#one-h\w+\)", colour)
    } == set()
    assert "<style" not in svg and "font-family: inherit" in svg


@every
def test_nothing_tells_when_or_by_what_it_was_drawn(kind: str) -> None:
    assert not re.search(r"matplotlib|<metadata|<!DOCTYPE|<\?xml|\bdate", drawn(kind), re.IGNORECASE)


def test_a_dot_stands_where_its_value_is() -> None:
    svg = plots.whiskers(rows.overview(run()), "w")
    left, right = text_place(svg, "0.0"), text_place(svg, "1.0")
    ((none, _, _), _) = marks(svg, "series-1")  # of choice, and of advice
    ((retrieval, _, _), _) = marks(svg, "series-2")
    assert none == pytest.approx(left + 0.512 * (right - left), abs=0.1)
    assert retrieval == pytest.approx(left + 0.762 * (right - left), abs=0.1)


def test_the_other_run_is_named_and_hollow() -> None:
    svg = plots.whiskers(rows.overview(run(), before()), "w", "theirs")
    assert "theirs" in texts(svg)
    assert "theirs" not in texts(plots.whiskers(rows.overview(run()), "w"))
    hollow = [style for *_, style in marks(svg, "soft") if "fill: var(--paper," in style]
    assert len(hollow) == 3 + 1  # none of choice, both of advice, and the key


def test_a_measure_beyond_1_has_its_own_axis() -> None:
    wide = [
        replace(row, measure="grade", estimate=Estimate(9.25, 8.5, 10.0, 12, 12)) for row in rows.overview(run())[2:]
    ]
    svg = plots.whiskers([*rows.overview(run())[:2], *wide], "w")
    assert texts(svg).count("1.0") == 1
    assert "10" in texts(svg)


def test_an_arm_without_a_value_says_so_and_has_no_dot() -> None:
    row = replace(rows.overview(run())[0], estimate=Estimate(None, None, None, 4, 0))
    svg = plots.whiskers([row], "w")
    assert any(text.strip() == "unscored" for text in texts(svg))
    assert marks(svg, "series-1") == []


def test_a_difference_is_filled_only_where_its_interval_excludes_0() -> None:
    svg = plots.differences(rows.compared(run(), [SURE, OPEN, FELL]), "d")
    zero = text_place(svg, "0")
    found = marks(svg, "series-1")
    assert ["fill: var(--series-1," in style for *_, style in found] == [True, False, True]
    assert [x > zero for x, *_ in found] == [True, True, False]


def bar_ends(svg: str, colour: str) -> tuple[float, float]:
    """The left and right end of the first bar of a colour: the key's patches come later."""
    path = next(one for one in parsed(svg).iter(f"{SVG}path") if f"fill: var(--{colour}," in (one.get("style") or ""))
    across = [float(x) for x in re.findall(r"[ML] (-?[\d.]+) ", path.get("d") or "")]
    return min(across), max(across)


def test_shares_of_the_statuses_add_up() -> None:
    svg = plots.stacked_statuses({"none": {Status.ANSWERED: 6, Status.ABSTAINED: 3, Status.REFUSED: 1}}, "s")
    left, right = text_place(svg, "0%"), text_place(svg, "100%")
    ends = [bar_ends(svg, status) for status in ("answered", "abstained", "refused")]
    assert [(b - a) / (right - left) for a, b in ends] == pytest.approx([0.6, 0.3, 0.1], abs=0.01)
    assert all(first[1] == pytest.approx(second[0], abs=0.1) for first, second in pairwise(ends))


def test_what_is_unscored_is_hatched() -> None:
    svg = plots.stacked_statuses({"none": {Status.ANSWERED: 3, Status.ERROR: 1}}, "s")
    hatches = re.findall(r"fill: url\(#(s-h\w+)\)", svg)
    assert len(hatches) == 3  # the part of the bar, and both keys
    assert hatches[0] == hatches[2] != hatches[1]


def test_an_empty_bin_is_not_drawn() -> None:
    svg = plots.reliability({"none": BINS}, "r")
    (first, low, _), (second, high, _) = marks(svg, "series-1")
    across, up = (float(n) for n in re.findall(r'<rect x="42" y="24" width="(\d+)" height="(\d+)"', svg)[0])
    assert second - first == pytest.approx((0.9 - 0.6) * across, abs=0.1)
    assert low - high == pytest.approx((1.0 - 0.5) * up, abs=0.1)
    assert plots.reliability({"none": (Bin(0, 1, 0, float("nan"), float("nan")),)}, "r").count("<use") == 6  # the ticks


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    curve = [RiskPoint(n / 9000, 0.25 + 0.2 * (n % 7) / 7) for n in range(1, 9001)]
    svg = plots.risk_coverage({"none": curve}, "c")
    line = next(one for one in parsed(svg).iter(f"{SVG}path") if "stroke: var(--series-1," in (one.get("style") or ""))
    across = [float(x) for x in re.findall(r"[ML] (-?[\d.]+) ", line.get("d") or "")]
    assert len(across) <= 400
    assert across[-1] == pytest.approx(text_place(svg, "100%"), abs=0.5)


def test_every_arm_is_in_the_key_whatever_its_name() -> None:
    assert {"_hidden", "none"} <= set(texts(plots.risk_coverage({"_hidden": CURVE, "none": CURVE}, "c")))


def test_a_cell_is_shaded_by_its_share_of_the_row() -> None:
    svg = plots.confusion({"A": {"A": 9, "B": 1}, "B": {"neither": 2}}, "c")
    assert texts(svg)[:5] == ["A", "B", "neither", "A", "B"]
    shades = [float(shade) for shade in re.findall(r"fill: var\(--series-1,[^)]*\); opacity: ([\d.]+)", svg)]
    assert shades == pytest.approx([0.45, 0.05, 0.5])
    assert texts(svg)[-7:-1] == ["9", "1", "0", "0", "0", "2"]


def test_labels_too_long_to_stand_beside_each_other_are_upright() -> None:
    assert "rotate(-90" not in plots.confusion({"yes": {"no": 1}}, "c").partition("gold")[0]
    assert plots.confusion({"pneumonia": {"bronchitis": 1}}, "c").count("rotate(-90") == 2 + 1  # and "gold" beside


def test_a_label_is_text_whatever_it_holds() -> None:
    svg = plots.confusion({ATTACK[:12]: {ATTACK[12:24]: 1}, ATTACK[20:32]: {"病\n\x7f": 1}}, "c")
    assert "<script" not in svg
    assert {ATTACK[:12], ATTACK[12:24].strip(), ATTACK[20:32].strip()} <= set(texts(svg))
