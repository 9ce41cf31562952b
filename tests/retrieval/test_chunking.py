"""Passages: whole sentences of one section, of sensible length, and exact spans of the document."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chunking import TINY_WORDS, passages
from retrieval.documents import Document, Section, SourcePage
from retrieval.sentences import split_sentences

SENTENCE = "Asthma is a disease of the airways of the lungs."  # ten words


def made(*texts: str) -> Document:
    return Document("d:1", "T", tuple(Section(("T", str(n)), text) for n, text in enumerate(texts)), "s", date="2024")


WORDS = st.lists(st.sampled_from(["Asthma", "is", "e.g.", "a.", "5", "mg.", "It", "(see", "x)", "?", ":"]), max_size=60)
TEXTS = st.lists(WORDS.map(" ".join), max_size=8).flatmap(
    lambda parts: st.sampled_from(["\n\n", "\n- ", "\n", "\n\n\n"]).map(lambda joint: joint.join(parts))
)


@given(st.lists(TEXTS, max_size=3), st.integers(1, 60), st.integers(0, 60))
def test_what_the_docstring_of_passage_promises(texts: list[str], target: int, more: int) -> None:
    document = made(*texts)
    found = passages(document, target, target + more)
    assert [p.passage_id for p in found] == [f"d:1#{n}" for n in range(len(found))]
    for passage in found:
        section = document.sections[passage.section]
        assert passage.text == section.text[passage.start : passage.start + len(passage.text)]
        assert passage.heading_path == section.heading_path
        assert passage.sentences and passage.sentences[-1].end == len(passage.text)
        assert len(passage.text.split()) <= target + more or len(passage.sentences) == 1
    for index, section in enumerate(document.sections):
        own = [p for p in found if p.section == index]
        starts = [p.start + s.start for p in own for s in p.sentences]
        assert starts == [span.start for span in split_sentences(section.text)]


@given(st.lists(TEXTS.filter(lambda text: "\n- \n" not in text), min_size=1, max_size=2))
def test_no_tiny_passage_where_a_neighbour_has_room(texts: list[str]) -> None:
    found = passages(made(*texts), 40, 60)
    sizes = [(p.section, len(p.text.split())) for p in found]
    for (section, words), (next_section, next_words) in pairwise(sizes):
        if section == next_section and min(words, next_words) < TINY_WORDS:
            assert words + next_words > 60


def test_paragraph_ends_are_preferred() -> None:
    paragraph = " ".join([SENTENCE] * 5)
    found = passages(made(f"{paragraph}\n\n{paragraph}\n\n{paragraph}"), target_words=60, max_words=100)
    assert [p.text for p in found] == [paragraph] * 3


def test_an_introduction_stays_with_its_list() -> None:
    text = " ".join([SENTENCE] * 5) + "\n\nSymptoms include:\n" + "\n".join(f"- {SENTENCE}" for _ in range(5))
    first, second = passages(made(text), target_words=55, max_words=80)
    assert second.text.startswith("Symptoms include:\n- ")
    assert first.text.endswith("lungs.")


def test_a_passage_of_items_keeps_its_bullets_and_the_spans_leave_them_out() -> None:
    text = "\n".join(f"- {SENTENCE}" for _ in range(10))
    second = passages(made(text), 50, 60)[1]
    assert second.text.startswith("- Asthma")
    assert second.sentences[0].of(second.text) == SENTENCE


def test_sections_are_never_mixed_and_an_empty_one_gives_nothing() -> None:
    assert [p.section for p in passages(made("One is here.", " \n\n - \n", "Two is here."))] == [0, 2]


def test_a_passage_carries_the_sources_of_its_own_paragraphs() -> None:
    pages = (SourcePage("A", "a", "u1"), SourcePage("B", "b", "u2"), SourcePage("C", "c", "u3"))
    paragraph = " ".join([SENTENCE] * 5)
    section = Section(("T",), f"{paragraph}\n\n{paragraph}", ((2, 0), (1,)))
    document = Document("d", "T", (section,), "s", sources=pages)
    assert [p.sources for p in passages(document, 50, 60)] == [(pages[0], pages[2]), (pages[1],)]
    assert [p.sources for p in passages(document, 100, 120)] == [pages]


def test_lengths_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="target_words"):
        passages(made(SENTENCE), 100, 50)
