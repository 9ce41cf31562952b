"""Osler's own questions, one a line: what is written is read back, and every slip is told by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.datasets.question_lines import read_question_lines
from evals.examples import Example, Given, Option
from tests.evals.datasets.tiny import QUESTION, refusal, write_lines

FILLED = st.text(min_size=1, max_size=12).filter(str.strip)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)


@st.composite
def examples(draw: st.DrawFn) -> Example:
    labels = draw(st.just([]) | st.lists(FILLED, min_size=2, max_size=4, unique=True))
    answers = st.sampled_from(labels) if labels else FILLED
    return Example(
        example_id=draw(FILLED),
        question=draw(FILLED),
        answers=tuple(draw(st.lists(answers, max_size=2))),
        options=tuple(Option(label, draw(FILLED)) for label in labels),
        passages=tuple(draw(st.lists(st.builds(Given, FILLED, st.text(max_size=4), st.text(max_size=4)), max_size=2))),
        turns=tuple(draw(st.lists(FILLED, max_size=2))),
        group=draw(st.text(max_size=4)),
        kind=draw(st.text(max_size=4)),
        topic=draw(st.text(max_size=4)),
        details=draw(st.dictionaries(st.text(max_size=4), VALUES, max_size=2)),
    )


@settings(max_examples=30)
@given(st.lists(examples(), min_size=1, max_size=3, unique_by=lambda one: one.example_id), st.booleans())
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[Example], ascii_only: bool
) -> None:
    path = tmp_path_factory.mktemp("lines") / "mine.jsonl"
    lines = (json.dumps(one.to_json(), ensure_ascii=ascii_only) for one in written)
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    assert read_question_lines(path) == tuple(written)


def test_a_question_is_enough(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "mine.jsonl", {"question": "Why?"}, {"id": 12, "question": "How?", "answers": "so"})
    assert read_question_lines(path) == (Example("1", "Why?"), Example("12", "How?", ("so",)))


@pytest.mark.parametrize(
    ("options", "read"),
    [
        (["ice", "heat"], (Option("A", "ice"), Option("B", "heat"))),
        ({"yes": "It does.", "no": "It does not."}, (Option("yes", "It does."), Option("no", "It does not."))),
        ([["1", "ice"], ["2", "heat"]], (Option("1", "ice"), Option("2", "heat"))),
    ],
)
def test_options_in_three_forms(tmp_path: Path, options: object, read: tuple[Option, ...]) -> None:
    line = {**QUESTION, "answers": [read[1].label], "options": options}
    (one,) = read_question_lines(write_lines(tmp_path / "mine.jsonl", line))
    assert one.options == read


def test_passages_in_two_forms(tmp_path: Path) -> None:
    line = {**QUESTION, "passages": ["Ice numbs.", ["Heat warms.", "Heat"], ["Salt?", "", "s1"]]}
    (one,) = read_question_lines(write_lines(tmp_path / "mine.jsonl", line))
    assert one.passages == (Given("Ice numbs."), Given("Heat warms.", "Heat"), Given("Salt?", "", "s1"))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"answer": "ice"}, "its field 'answer' is not known (the fields are id, question, answers"),
        ({"question": " "}, "its 'question' is not a text with something in it"),
        ({"id": ""}, "its 'id' is not a text or a whole number"),
        ({"id": True}, "its 'id' is not a text or a whole number"),
        ({"answers": 3}, "its 'answers' is not a list"),
        ({"answers": ["ice", ""]}, "its 'answers' hold something that is not a text, or is empty"),
        ({"answers": ["ice"], "options": ["ice", "heat"]}, "its answer 'ice' is none of its options A, B"),
        ({"answers": [], "options": ["ice"]}, "not at least two with labels of their own"),
        ({"answers": [], "options": [["A", "ice"], ["A", "heat"]]}, "not at least two with labels of their own"),
        ({"answers": [], "options": [["A", "ice"], "heat"]}, "neither texts nor pairs"),
        ({"answers": [], "options": ["x"] * 27}, "more than there are letters"),
        ({"options": 3}, "its 'options' is not a list"),
        ({"passages": [["a", "b", "c", "d"]]}, "neither texts nor lists of text, title and id"),
        ({"passages": [{"text": "a"}]}, "neither texts nor lists of text, title and id"),
        ({"passages": [""]}, "its 'passages' hold something that is not a text, or is empty"),
        ({"turns": [1]}, "its 'turns' hold something that is not a text, or is empty"),
        ({"group": 4}, "its 'group' is not a text"),
        ({"details": []}, "its 'details' are not an object"),
    ],
)
def test_a_slip_is_told_by_line(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    path = write_lines(tmp_path / "mine.jsonl", QUESTION, {**QUESTION, "id": "q2", **changed})
    message = refusal(read_question_lines, path)
    assert message.startswith(f"{path}, line 2: ") and reason in message
