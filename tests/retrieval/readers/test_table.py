"""Tables and JSON texts: which columns are understood, what becomes of rows, and what is said of those that are faulty."""

from __future__ import annotations

import json

import pytest

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import table
from retrieval.readers.columns import UNDERSTOOD, cells_of, delimiter_of, fields_of, is_header, meaning
from tests.retrieval.readers import document_samples
from tests.retrieval.readers.reading_one import bad_lines, one, outcomes, told


def documents(format_name: str, data: bytes | str) -> list[Document]:
    return [outcome for outcome in outcomes(format_name, data) if isinstance(outcome, Document)]


def test_a_row_is_a_document() -> None:
    first, last = documents("table", document_samples.TABLE)
    assert (first.doc_id, first.title, first.url, first.date) == (
        "a:1",
        "What is glub?",
        "https://example.org/1",
        "2024-05-17",
    )
    assert told(first) == [(("What is glub?",), 'Glub is mild, and ends.\n\nIt may "come back".')]
    assert (last.doc_id, last.date) == ("a:4", "2024")


def test_faulty_rows_are_told_by_the_line_they_begin_on() -> None:
    assert bad_lines("table", document_samples.TABLE) == [
        (6, "no answer"),
        (7, "8 cells under 6 column names"),
        (8, "the id of an earlier row"),
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(delimiter: str) -> None:
    data = delimiter.join(("Title", "Body", "Journal")) + "\n" + delimiter.join(("Glub", "Glub is mild.", "J Glub"))
    document = one("table", data)
    assert (document.title, document.publisher, document.sections[0].text) == ("Glub", "J Glub", "Glub is mild.")


def test_abstract_and_text_are_two_sections_unless_one_repeats_the_other() -> None:
    header = "title,abstract,text,doi,pmid,language,synonyms"
    document = one("table", header + "\nA,In short.,At length.,https://doi.org/10.1000/X,12,English,b; c\n")
    assert told(document) == [(("A", "Abstract"), "In short."), (("A",), "At length.")]
    assert document.identifiers == ("pmid:12", "doi:10.1000/x")
    assert (document.language, document.synonyms) == ("en", ("b", "c"))
    assert told(one("table", "title,abstract,text\nA,In short.,In short. At length.\n")) == [
        (("A",), "In short. At length.")
    ]


def test_a_question_stands_below_its_topic() -> None:
    assert told(one("table", "Topic\tQuestion\tAnswer\nGlub\tIs it rare?\tNo.\n")) == [(("Glub", "Is it rare?"), "No.")]


@pytest.mark.parametrize(
    ("data", "listed"),
    [
        ("name;value\na;b\n", "'name', 'value'"),
        ("1,2,3\n4,5,6\n", "'1', '2', '3'"),
        ("answer\nYes.\n", "'answer'"),
        ("\n\n,,\n", "none"),
    ],
)
def test_columns_that_are_not_understood_are_named_with_those_that_would_be(data: str, listed: str) -> None:
    with pytest.raises(ReadError) as caught:
        outcomes("table", data)
    assert caught.value.reason in (
        f"has no column known to hold text (its first row: {listed}); name one of {UNDERSTOOD}",
        "is empty",
    )


def test_an_open_quote_is_told_and_what_stands_before_it_is_read() -> None:
    data = 'title,text\na,one\nb,"two\nc,three\n'
    assert [document.title for document in documents("table", data)] == ["a"]
    assert bad_lines("table", data) == [(3, "a quote is left open in it; what follows was lost to it")]


def test_a_huge_cell_is_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST_CELL", 1_000)
    data = "title,text\na," + "x" * 1_001 + "\nb,two\n"
    assert [document.title for document in documents("table", data)] == ["b"]
    assert bad_lines("table", data) == [(2, "a cell of more than 1,000 characters (is a quote left open?)")]


def test_rows_that_are_too_short_or_too_wide() -> None:
    assert bad_lines("table", "title,text\na\n" + "," * 600 + "\n") == [
        (2, "1 cells under 2 column names"),
        (3, "more than 500 cells"),
    ]


def test_names_of_columns_in_any_dress() -> None:
    names = ("Source URL", "doc_id", " Last-Updated ", "QUESTION", "License", "Notes")
    assert [meaning(name) for name in names] == ["url", "id", "date", "question", "licence", ""]
    assert fields_of(("Body", "text", "Text")) == ("text", "", "")
    assert is_header('"Title","Full text"') and not is_header("Glub is mild, and text is text.")
    assert (delimiter_of("a,b;title;text"), cells_of('a,"b', ",")) == (";", ())


def test_a_json_list_object_by_object() -> None:
    first, last = documents("json", document_samples.JSON)
    assert (first.doc_id, first.identifiers, last.title) == ("a:a", ("doi:10.1000/1",), "Who gets glub?")
    assert told(first) == [(("Glub", "Abstract"), "In short."), (("Glub",), "Glub is mild.")]
    assert bad_lines("json", document_samples.JSON) == [
        (2, 'no text under "text" (in the entry of this number)'),
        (3, "not a JSON object (in the entry of this number)"),
    ]


@pytest.mark.parametrize("key", ["documents", "data", "whatever"])
def test_an_object_that_holds_a_list_or_is_a_document_itself(key: str) -> None:
    assert (
        one("json", json.dumps({"version": 1, "tags": ["x"], key: [{"text": "Glub."}]}, indent=1)).sections[0].text
        == "Glub."
    )
    assert one("json", json.dumps({"title": "T", "text": "Glub.", key: [{"a": 1}]})).title == "T"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"a": 1, "b": [1]}', "is JSON without documents (its keys: 'a', 'b')"),
        ("7", "is JSON, but neither an object nor a list of objects"),
        ('[{"text": "a"}\n{"text": "b"}]', "is not valid JSON (line 2: a comma or ] is missing)"),
        ('{"text": "a"}\n{"text": "b"}', "goes on after its JSON ends"),
        ("[" * 100_000, "is nested too deeply (line 1)"),
        ('[{"a": ' + "1" * 5_000 + "}]", "holds a number that is too long"),
        ('[{"text": "a"}, ', "is not valid JSON"),
    ],
)
def test_json_that_is_refused(data: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        outcomes("json", data)
    assert reason in caught.value.reason


def test_json_of_very_many_small_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.readers.json_list.MOST_BRACKETS", 100)
    with pytest.raises(ReadError, match="too many small values"):
        outcomes("json", "[" + "[]," * 100)
