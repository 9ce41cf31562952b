"""Opening files: JSON, JSON lines and CSV in the forms they come in, and the place of what is wrong."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.files import csv_fields, csv_rows, holds_json_lines, json_lines, json_record, whole_text
from evals.datasets.records import Record
from evals.errors import BadDataset
from tests.evals.datasets.tiny import refusal, write_csv, write_json, write_lines, write_text

FORM = "a file of this test holds anything"
FIELDS = st.lists(st.lists(st.text(alphabet='ab",\n é', max_size=6), min_size=3, max_size=3), min_size=1, max_size=5)


def test_gzip_is_known_by_content(tmp_path: Path) -> None:
    path = tmp_path / "plain.json"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf{}"))
    assert whole_text(path) == "{}"


def test_lines_are_counted_with_the_blank_ones(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.jsonl", '\n{"a": 1}\r\n\n{"a": "one\u2028two"}\n')
    assert [(one.line, one.fields) for one in json_lines(path, FORM)] == [(2, {"a": 1}), (4, {"a": "one\u2028two"})]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "it is not JSON"),
        ("[1]", "it is not a JSON object"),
        ('{"a": 1, "a": 2}', "it names 'a' twice in one object"),
        ('{"a": ' + "9" * 5000 + "}", "it is not JSON that can be read"),
        ("[" * 100_000, "it is not JSON"),
    ],
)
def test_a_line_that_is_no_object(tmp_path: Path, line: str, reason: str) -> None:
    path = write_text(tmp_path / "x.jsonl", '{"a": 1}\n' + line + "\n")
    assert f"line 2: {reason}" in refusal(lambda file: list(json_lines(file, FORM)), path)


def test_json_that_breaks_off_is_told_by_line(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.json", '{"a": 1,\n"b": }')
    assert ", line 2: it is not JSON (Expecting value); a file of this test" in refusal(
        lambda f: json_record(f, FORM), path
    )


def test_half_of_a_surrogate_pair_is_no_character(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.json", '{"\\uD800": ["a \\ud83d\\ude00 b", {"c": "\\udc00", "d": 1}]}')
    assert json_record(path, FORM).fields == {"?": ["a \U0001f600 b", {"c": "?", "d": 1}]}


def test_whether_a_file_is_of_lines(tmp_path: Path) -> None:
    assert holds_json_lines(write_lines(tmp_path / "two.jsonl", {"a": 1}, {"a": 2}))
    assert not holds_json_lines(write_lines(tmp_path / "one.json", {"a": 1}))
    assert not holds_json_lines(write_json(tmp_path / "whole.json", {"a": [1, 2]}))
    assert not holds_json_lines(write_text(tmp_path / "empty", ""))


@given(rows=FIELDS)
def test_csv_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = write_csv(tmp_path_factory.mktemp("csv") / "x.csv", rows)
    assert [fields for _, fields in csv_fields(path)] == [row for row in rows if any(one.strip() for one in row)]


def test_a_row_is_told_by_the_line_it_begins_on(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", 'a,b\n"one\ntwo",2\n\nthree\n')
    first = next(csv_rows(path, ("a", "b"), FORM))
    assert (first.line, first.fields) == (2, {"a": "one\ntwo", "b": "2"})
    message = refusal(lambda file: list(csv_rows(file, ("a",), FORM)), path)
    assert "line 5: it has 1 fields and the header has 2" in message


def test_a_header_without_a_column(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", "a,b\n1,2\n")
    assert "its header has no 'c', 'd' but 'a', 'b'" in refusal(
        lambda f: list(csv_rows(f, ("a", "c", "d"), FORM)), path
    )


def test_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", 'a,b\n1,2\n3,"4\n5,6\n')
    assert "line 3: it is not CSV" in refusal(lambda file: list(csv_rows(file, ("a",), FORM)), path)


RECORD = Record(
    Path("x"), {"n": 3, "t": " hi ", "b": True, "l": ["a", " "], "o": {"t": 1}, "no": None, "e": " "}, FORM, 4
)


def test_fields_as_they_are_asked_for() -> None:
    assert (RECORD.text("t"), RECORD.identifier("n"), RECORD.whole_number("n"), RECORD.flag("b")) == (
        "hi",
        "3",
        3,
        True,
    )
    assert (RECORD.texts("l"), RECORD.texts("t"), RECORD.optional("no")) == (("a",), ("hi",), "")
    assert RECORD.inner("o").fields == {"t": 1}


@pytest.mark.parametrize(
    ("ask", "field", "reason"),
    [
        ("text", "n", "is not a text"),
        ("text", "e", "is not a text"),
        ("text", "no", "it has no 'no'"),
        ("optional", "n", "is not a text"),
        ("identifier", "b", "is not a text or a whole number"),
        ("identifier", "e", "is not a text or a whole number"),
        ("whole_number", "b", "is not a whole number"),
        ("whole_number", "t", "is not a whole number"),
        ("flag", "n", "is not true or false"),
        ("texts", "n", "is not a list of texts"),
        ("texts", "o", "is not a list of texts"),
        ("inner", "l", "is not an object"),
        ("listed", "l", "is not a list of objects"),
    ],
)
def test_a_field_that_is_not_what_it_should_be(ask: str, field: str, reason: str) -> None:
    with pytest.raises(BadDataset, match=r"^x, line 4: .*" + reason) as refused:
        getattr(RECORD, ask)(field)
    assert refused.value.line == 4


def test_a_list_of_other_things_than_texts_is_refused() -> None:
    with pytest.raises(BadDataset, match="'l' is not a list of texts"):
        Record(Path("x"), {"l": ["a", 1]}, FORM).texts("l")


def test_listed_items_are_named_by_id_or_number() -> None:
    whole = Record(Path("x"), {"q": [{"id": 5}, {"t": json.dumps(1)}]}, FORM)
    first, second = whole.listed("q")
    assert (first.name, second.name) == ("5", "q 2")
    with pytest.raises(BadDataset, match="of item 'q 2', it has no 'id'"):
        second.identifier("id")
