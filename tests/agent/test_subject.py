"""A passage that names nothing of what is asked must not answer."""

from __future__ import annotations

import pytest

from agent.evidence import gather
from agent.subject import named_subject, on_subject, sounds_medical, subject_words, touching
from retrieval.documents import Hit
from tests.agent.literature_of_two import PASSAGES

EVIDENCE = gather([Hit(passage, n, 1.0) for n, passage in enumerate(PASSAGES, start=1)])


def titles(query: str) -> set[str]:
    return {p.hit.passage.title for p in on_subject(query, EVIDENCE).passages}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("What are the symptoms of asthma?", {"Asthma"}),
        ("What are the symptoms of lupus?", set()),
        ("How is Fabry disease treated?", set()),
        ("what about side effects", {"Asthma", "Metformin"}),
        ("is metformin safe for diabetics", {"Metformin"}),
    ],
)
def test_only_passages_about_the_subject_stay(query: str, kept: set[str]) -> None:
    assert titles(query) == kept


def test_another_word_for_the_subject_counts_as_the_word_itself() -> None:
    query = "Is bronchialitis inherited?"
    assert titles(query) == set()
    assert {p.hit.passage.title for p in on_subject(query, EVIDENCE, [("bronchialitis", "Asthma")]).passages} == {
        "Asthma"
    }


def test_a_passage_that_is_near_in_meaning_stays_whatever_its_words() -> None:
    near = gather([Hit(p, n, 1.0, dense_score=0.65 / n) for n, p in enumerate(PASSAGES, start=1)])
    kept = on_subject("Is bronchialitis inherited?", near).passages
    assert [one.hit.rank for one in kept] == [1]


def test_generic_words_are_no_subject_unless_there_is_nothing_else() -> None:
    assert subject_words("What are the symptoms of gout in children?") == frozenset({"gout"})
    assert subject_words("is it safe to drink coffee?") == frozenset({"drink", "coffe"})


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("could you book a taxi for Tuesday", set()),
        ("does wheezing upset neighbours", {"Asthma"}),
        ("which foods matter", {"Asthma", "Metformin"}),  # "matter" alone is too little to go by
    ],
)
def test_what_a_topic_was_put_into_must_touch_the_passage_itself(question: str, kept: set[str]) -> None:
    assert {p.hit.passage.title for p in touching(question, EVIDENCE).passages} == kept


def test_a_medical_question_that_the_literature_lacks_still_sounds_medical() -> None:
    assert sounds_medical("Is Huntington disease inherited?")
    assert not sounds_medical("Who won the football championship yesterday?")


def test_what_a_turn_was_about_is_named_by_the_words_that_question_and_quotes_share() -> None:
    quoted = "Metformin is a medicine that lowers blood sugar."
    assert named_subject("My doctor started me on metformin. What is it for?", quoted) == "metformin"
    assert named_subject("What is it for?", quoted) == ""
