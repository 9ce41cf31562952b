"""MedlinePlus health topics: what becomes of each part, and what is left out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import FileSkipped, ReadEvent, RecordsLeftOut, read
from retrieval.readers.content import Content, Origin, Outcome
from retrieval.readers.medlineplus import documents
from tests.retrieval.readers.medlineplus_samples import BARE, MEDLINEPLUS, SPANISH, TOPIC, answer, topics


def outcomes(text: str) -> list[Outcome]:
    return list(documents(Content(Origin("a.xml", ("folder", "a.xml")), io.BytesIO(text.encode())), {}))


def found(text: str) -> list[Document]:
    return [outcome for outcome in outcomes(text) if isinstance(outcome, Document)]


def test_a_topic() -> None:
    (topic,) = found(topics(TOPIC))
    assert (topic.doc_id, topic.title, topic.source) == ("medlineplus:777", "Glub Fever", "medlineplus")
    assert topic.url == "https://medlineplus.gov/glubfever.html"
    assert topic.publisher == "MedlinePlus, National Library of Medicine"
    assert (topic.date, topic.language, topic.licence) == ("2015-12-22", "en", "public domain")
    assert topic.synonyms == ("Glubitis", "GF", "Fever, glub")
    assert [(section.heading_path[1:], section.text) for section in topic.sections] == [
        (
            ("What is glub fever?",),
            "Glub fever is mild & short. It costs 10⁵ marks.\n\nSigns include:\n- A rash\n- Red eyes, such as\n- both",
        ),
        (("What helps?",), "Rest helps."),
    ]


def test_languages_are_documents_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "mplus_topics_2024-08-10.xml"
    path.write_text(MEDLINEPLUS, encoding="utf-8")
    events: list[ReadEvent] = []
    documents = list(read([path], on_event=events.append))
    assert [(topic.doc_id, topic.language) for topic in documents] == [
        ("medlineplus:777", "en"),
        ("medlineplus:778", "es"),
    ]
    assert [(event.count, event.reason) for event in events if isinstance(event, RecordsLeftOut)] == [
        (1, "without a summary")
    ]


def test_what_the_search_service_says_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "found.xml"
    path.write_text(answer(TOPIC, SPANISH), encoding="utf-8")
    assert [topic.doc_id for topic in read([path])] == ["medlineplus:777", "medlineplus:778"]
    path.write_text(answer(), encoding="utf-8")
    events: list[ReadEvent] = []
    assert list(read([path], on_event=events.append)) == []
    assert [event.reason for event in events if isinstance(event, FileSkipped)] == ["it holds no topic"]


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("National Institute of Glub", False),
        ("Centers for Disease Control and Prevention", False),
        ("NIH: National Eye Institute", False),
        ("National campaigns helped many people.", True),
        ("Ask your doctor", True),
    ],
)
def test_the_line_that_names_the_writers_is_no_part_of_the_summary(last: str, kept: bool) -> None:
    told = TOPIC.replace("NIH: National Institute of Glub", last)
    assert (last in found(topics(told))[0].sections[-1].text) == kept


def test_a_topic_without_a_number_is_called_by_its_page() -> None:
    spanish = SPANISH.replace('id="778"', "")
    assert found(topics(spanish))[0].doc_id == "medlineplus:spanish/glubfever"


def test_a_file_without_summaries_is_skipped() -> None:
    assert [type(outcome).__name__ for outcome in outcomes(topics(BARE))] == ["LeftOut", "Nothing"]


def test_another_root_is_an_error() -> None:
    with pytest.raises(ReadError, match="holds no <health-topic>"):
        outcomes("<topics/>")


def test_a_summary_written_as_elements_is_read_as_well() -> None:
    text = BARE.replace("<full-summary>", "<full-summary><p>It is <b>mild</b>.</p><ul><li>one</li></ul>")
    assert found(topics(text))[0].sections[0].text == "It is mild.\n- one"


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<h3>", "</h3>", "<table>", "<tr>", "<td>", "<b>", "&amp;", "x"]
    )
    | st.text(max_size=5),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(FRAGMENTS)
def test_any_html_gives_text_or_a_read_error(pieces: list[str]) -> None:
    from xml.sax.saxutils import escape

    html = "".join(c for c in "".join(pieces) if c.isprintable())
    try:
        read_topics = found(topics(BARE.replace("<full-summary>", f"<full-summary>{escape(html)}")))
    except ReadError:
        return
    for topic in read_topics:
        assert all(section.text.strip() and section.heading_path for section in topic.sections)
