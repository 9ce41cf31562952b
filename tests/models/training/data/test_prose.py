"""Text made plain, and cut at the labels it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.data.prose import lines, normalised, paragraphs
from models.training.data.quotable import Line, chosen, leans, quotable, sentences_of
from models.training.data.sections import sections_of
from models.training.documents import TrainingDocument, TrainingSection
from tests.models.training.data.literature import split


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Two  words\u00a0here.\r\nNext", "Two words here.\nNext"),
        ("Call if you have: - a fever. - a stiff neck.", "Call if you have:\n- a fever.\n- a stiff neck."),
        ("* one\n• two\n- - three", "- one\n- two\n- three"),
        ("Known for years [3, 7-9]. And (now [12]) too [2004].", "Known for years. And (now) too [2004]."),
        ("A line that was cut by the margin of its page\nGoes on", "A line that was cut by the margin of its page Goes on"),
        ("Heading\nText under it.", "Heading\nText under it."),
        ("ends with a small\nletter", "ends with a small letter"),
        ("soft\u00adhyphen and zero\u200bwidth\x00", "softhyphen and zerowidth"),
        ("One.\n \n\n\nTwo.", "One.\n\nTwo."),
        ("beta-blockers - not for all", "beta-blockers - not for all"),
    ],
)  # fmt: skip
def test_normalised(raw: str, plain: str) -> None:
    assert normalised(raw) == plain


@given(st.text())
def test_normalising_twice_changes_nothing_and_leaves_no_odd_space(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert "  " not in once
    assert not once.startswith((" ", "\n"))
    assert all(paragraph.strip() for paragraph in paragraphs(text))


def test_lines_know_list_items() -> None:
    assert lines("Signs:\n- fever\nCall.") == (("Signs:", False), ("fever", True), ("Call.", False))


@pytest.mark.parametrize(
    "text",
    [
        "Asthma is a disease of the airways.",
        "Call the local emergency number at once.",
        "In 2 of 3 patients (67%) pain fell by 2.5 points.",
    ],
)
def test_whole_sentences_may_be_quoted(text: str) -> None:
    assert quotable(Line(text, False))


@pytest.mark.parametrize(
    "text",
    [
        "Is asthma a disease of the airways?",
        "Symptoms of asthma include the following:",
        "asthma is a disease of the airways.",
        "Asthma is a disease",
        "Rest and sleep.",
        "For more information about asthma, ask your doctor.",
        "The gene makes a protein called -actin in the skin.",
        "The dose is given in the table (see Table 2).",
        "Asthma is a disease (of the airways.",
        "People should take vitamins.3 Choosing salt is good.",
        "CONCLUSIONS Asthma is a disease of the airways.",
        "Word " * 60 + "is long.",
    ],
)
def test_scraps_and_furniture_may_not(text: str) -> None:
    assert not quotable(Line(text, False))
    assert not quotable(Line("Asthma is a disease of the airways.", True))


@pytest.mark.parametrize(
    "text", ["It helps.", "These symptoms pass.", "However, it may.", "People with such changes rest."]
)
def test_what_points_back_leans(text: str) -> None:
    assert leans(text)


def test_a_leaning_sentence_is_taken_only_after_the_one_it_leans_on() -> None:
    text = (
        "It comes at night. Asthma is treated with sprays. These open the swollen airways. "
        "The sky is very blue. They help against asthma."
    )
    found = sentences_of(text, split)
    taken = chosen(found, lambda one: "sthma" in one)
    assert [found[n].text for n in taken] == ["Asthma is treated with sprays.", "These open the swollen airways."]


def document(text: str, heading: str = "", title: str = "A title") -> TrainingDocument:
    return TrainingDocument("d", title, (TrainingSection(heading, text),), "s")


def test_a_labelled_abstract_becomes_sections() -> None:
    text = "Objective: To see whether X helps. Methods: Ten people took X. RESULTS: Six were well. Conclusion: X helps some."
    assert [(one.heading, one.text) for one in sections_of(document(text))] == [
        ("Objective", "To see whether X helps."),
        ("Methods", "Ten people took X."),
        ("Results", "Six were well."),
        ("Conclusion", "X helps some."),
    ]


def test_labels_on_lines_of_their_own_with_a_title() -> None:
    text = (
        "TITLE: Does X help?\n\nABSTRACT.METHODS/DESIGN:\n\nTen took X.\n\n"
        "ABSTRACT.TRIAL REGISTRATION:\n\nNumber 5.\n\nBODY.NOTES:\n\nMore."
    )
    assert [one.heading for one in sections_of(document(text))] == ["Methods/design", "Notes"]


def test_a_word_with_a_colon_is_no_label() -> None:
    text = "There are two results: one good and one bad. The method: wait."
    assert [one.heading for one in sections_of(document(text, "Abstract"))] == ["Abstract"]


def test_a_question_that_begins_a_text_becomes_its_heading() -> None:
    (found,) = sections_of(document("What is (are) Gout ?\n\nGout is a disease.", title="Gout"))
    assert (found.heading, found.text) == ("What is (are) Gout ?", "Gout is a disease.")


def test_a_title_that_the_text_repeats_goes_and_a_sentence_that_begins_with_it_stays() -> None:
    assert sections_of(document("Gout.\n\nIt hurts.", title="Gout"))[0].text == "It hurts."
    assert (
        sections_of(document("Gout is a disease.\nIt hurts.", title="Gout"))[0].text == "Gout is a disease.\nIt hurts."
    )


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_cut(text: str, heading: str, title: str) -> None:
    for section in sections_of(document(text, heading, title)):
        assert section.text
        assert normalised(section.text) == section.text
