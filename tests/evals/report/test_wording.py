"""How figures and times are said."""

from __future__ import annotations

import pytest

from evals.examples import Example
from evals.report import wording
from evals.results import Estimate
from tests.evals.report.small_runs import OPTIONS


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0.000"),
        (-0.0001, "0.000"),
        (0.12345, "0.123"),
        (-0.5, "−0.500"),
        (12.34, "12.340"),
        (123.45, "123.5"),
        (12345.6, "12,346"),
        (-1.5e300, "−1.50e+300"),
        (None, "—"),
        (float("nan"), "—"),
        (float("inf"), "—"),
    ],
)
def test_a_figure(value: float | None, said: str) -> None:
    assert wording.number(value) == said


@pytest.mark.parametrize(("value", "said"), [(0.5, "+0.500"), (-0.5, "−0.500"), (0.0, "0.000"), (0.0001, "0.000")])
def test_a_difference_has_its_sign(value: float, said: str) -> None:
    assert wording.signed(value) == said


def test_an_interval_has_both_ends_or_is_not_there() -> None:
    assert wording.interval(Estimate(0.5, 0.25, 0.75, 4, 4)) == "[0.250, 0.750]"
    assert wording.interval(Estimate(None, None, None, 4, 0)) == ""


@pytest.mark.parametrize(("p", "said"), [(0.0009, "< 0.001"), (0.001, "0.001"), (1.0, "1.000"), (float("nan"), "—")])
def test_a_p_value(p: float, said: str) -> None:
    assert wording.p_value(p) == said


@pytest.mark.parametrize(("scored", "few"), [(0, False), (1, True), (29, True), (30, False)])
def test_few_items_are_fewer_than_thirty(scored: int, few: bool) -> None:
    assert wording.is_few(scored) is few


@pytest.mark.parametrize(
    ("seconds", "said"), [(8.21, "8.2 s"), (725.4, "12 min 5 s"), (3599.9, "1 h 0 min"), (12000, "3 h 20 min")]
)
def test_a_duration(seconds: float, said: str) -> None:
    assert wording.duration(seconds) == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-11-02T14:03:09Z", "2 November 2026, 14:03 UTC"),
        ("2026-11-02T01:03:09+02:00", "1 November 2026, 23:03 UTC"),
        ("2026-11-02T14:03:09", "2 November 2026, 14:03 UTC"),
        ("last spring", "last spring"),
    ],
)
def test_a_moment(iso: str, said: str) -> None:
    assert wording.moment(iso) == said


def test_settings_are_flat() -> None:
    settings = {"seed": 7, "decoding": {"greedy": True, "stop": ["é"]}, "name": "x", "empty": {}}
    assert wording.flat(settings) == {
        "seed": "7",
        "decoding.greedy": "true",
        "decoding.stop": '["é"]',
        "name": "x",
        "empty": "{}",
    }


def test_checksums_are_cut_and_words_are_not() -> None:
    assert wording.short_sum("v2 " + "0123456789ab" * 4) == "v2 0123456789ab"
    assert wording.short_sum("facade " * 3) == "facade " * 3


def test_a_label_is_followed_by_its_option() -> None:
    example = Example("e", "?", ("B",), OPTIONS)
    assert wording.gold_texts(example) == ["B: Ice"]
    assert wording.option_text(example, "C") == "C"
    assert wording.gold_texts(Example("e", "?")) == []


def test_a_short_line_is_left_and_a_long_one_cut() -> None:
    assert wording.shortened("two\n words", 9) == "two words"
    assert wording.shortened("more than nine", 9) == "more tha…"
