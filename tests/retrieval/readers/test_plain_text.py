"""Plain text: titles, headings, wrapped lines, items, and words that a line end cut."""

from __future__ import annotations

import pytest

from retrieval.readers.wrapped import joined_lines, likely_width, was_wrapped, without_soft_hyphens, words_of
from tests.retrieval.readers import document_samples
from tests.retrieval.readers.reading_one import nothing, one, told


def test_title_headings_paragraphs_and_items() -> None:
    document = one("text", document_samples.TEXT)
    assert (document.doc_id, document.title, document.language) == ("text:notes/a", "Glub fever at home", "en")
    assert told(document) == [
        (
            ("Glub fever at home",),
            "Glub fever is a mild fever that people of every age may get in winter, and that ends by itself within a week."
            " Most people need no doctor.",
        ),
        (
            ("Glub fever at home", "WHAT HELPS"),
            "Rest helps most people. So do these:\n- tea with honey, as hot as it is pleasant to drink, several times"
            " through the day\n- sleep",
        ),
        (("Glub fever at home", "WHAT HELPS", "Getting worse"), "- Call a doctor\n- Take your notes along"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Glub is mild. It ends.", [(("a",), "Glub is mild. It ends.")]),
        ("Glub\n====\n\nText.", [(("Glub",), "Text.")]),
        ("Glub\n\n1. Signs\n\nA rash.\n\n1.1 Early\n\nItch.\n\n2. Care\n\nRest.", [
            (("Glub", "1. Signs"), "A rash."), (("Glub", "1. Signs", "1.1 Early"), "Itch."), (("Glub", "2. Care"), "Rest."),
        ]),
        ("Glub\n\n1. Rest well\n\n2. Drink tea\n\nText.", [(("Glub",), "- Rest well\n- Drink tea\n\nText.")]),
        ("NO SHOUTING\n\nALL OF THIS IS LOUD.\n\nAND SO IS THIS\n\nOR THIS", [
            (("NO SHOUTING",), "ALL OF THIS IS LOUD.\n\nAND SO IS THIS\n\nOR THIS"),
        ]),
        ("Ends like a sentence.\n\nText.", [(("a",), "Ends like a sentence.\n\nText.")]),
        ("A\n-----\nB.\n* * *\nC.", [(("A",), "B.\n\nC.")]),
        ("Dose: 5 mg\nDose: 9 mg", [(("a",), "Dose: 5 mg\n\nDose: 9 mg")]),
    ],
)  # fmt: skip
def test_what_is_a_heading(text: str, expected: list[tuple[tuple[str, ...], str]]) -> None:
    assert told(one("text", text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert one("text", "Größe und Maß.\r\n\r\nMehr.".encode(encoding)).sections[0].text == "Größe und Maß.\n\nMehr."


def test_text_without_a_word() -> None:
    assert nothing("text", "-----\n\n \n=====\n") == "text without a sentence in it"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("the treat-", "ment of glub"), "the treatment of glub"),
        (("a well-", "known fever"), "a well-known fever"),
        (("after COVID-", "19 and an anti-", "TNF drug"), "after COVID-19 and an anti-TNF drug"),
        (("an X-", "ray and state-of-the-", "art care"), "an X-ray and state-of-the-art care"),
        (("pre-", "and postnatal"), "pre- and postnatal"),
        (("people under-", "stand under and stand"), "people understand under and stand"),
        (("blood and sugar, blood-", "sugar"), "blood and sugar, blood-sugar"),
        (("the drug-", "free group was drug-free"), "the drug-free group was drug-free"),
        (("a heartbeat, one heart-", "beat"), "a heartbeat, one heartbeat"),
        (("so it is -", "or not"), "so it is - or not"),
        (("one", "", "two"), "one two"),
    ],
)
def test_words_that_a_line_end_cut(lines: tuple[str, ...], joined: str) -> None:
    assert joined_lines(lines, words_of(lines)) == joined


def test_widths() -> None:
    wrapped = ["x " * 35, "y " * 36, "z " * 34, "w"]
    assert likely_width(wrapped) == 71
    assert likely_width(["short", "lines"]) == likely_width([]) == 0
    assert was_wrapped("x" * 70, "word", 72) and not was_wrapped("x" * 60, "word", 72)
    assert without_soft_hyphens("exam\u00ad\nple so\u00adft") == "example soft"
