"""Titles and headings as questions, and phrasings that fit their answers."""

from __future__ import annotations

import random

import pytest

from models.training.data.asking import (
    asked_as,
    clean_title,
    heading_kind,
    in_sentence_case,
    names_something,
    title_question,
)
from models.training.data.phrasing import NEEDS, fitting, in_plural, is_plural, phrased_for
from models.training.questions import KINDS

BY_NAME = {kind.name: kind for kind in KINDS}


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Does zinc help against colds? A trial", "Does zinc help against colds?"),
        ("SLEEP-2: can zinc improve sleep in adults?", "Can zinc improve sleep in adults?"),
        ("Effects of zinc on sleep: a trial", "What is the effect of zinc on sleep?"),
        ("The efficacy and safety of zinc tablets in croup", "How effective and safe are zinc tablets in croup?"),
        ("Prevalence of croup in young children", "How common is croup in young children?"),
        ("Zinc versus iron for night cramps", "How does zinc compare with iron for night cramps?"),
        ("Comparison of zinc and iron in croup", "How do zinc and iron in croup compare?"),
        ("Prevention of falls in old age", "How can falls in old age be prevented?"),
        ("Prevention of falls by exercise", ""),
        ("Effects of zinc: study protocol", ""),
        ("A new look at zinc", ""),
        ("", ""),
    ],
)
def test_titles_as_questions(title: str, question: str) -> None:
    assert title_question(title) == question


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("[Zinc and sleep]. [Review] [12 refs] [French]", "Zinc and sleep"),
        ("Zinc and sleep [see comment]2035", "Zinc and sleep"),
        ("Zinc and sleep?290", "Zinc and sleep?"),
        ("Diabetes type 2", "Diabetes type 2"),
    ],
)
def test_what_catalogues_add_goes(title: str, clean: str) -> None:
    assert clean_title(title) == clean


def test_capitals_of_a_title_stay_where_the_text_has_them() -> None:
    text = "We gave zinc to people with Crohn disease and with COPD."
    assert (
        in_sentence_case("Effects Of Zinc In Crohn Disease And COPD", text)
        == "Effects of zinc in Crohn disease and COPD"
    )


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Kidney stones", True), ("Allergies", True), ("Diuretics (water pills)", True), ("Burns", True),
        ("Bleeding and wounds", True), ("Diabetes", False), ("Arthritis", False), ("Rabies", False), ("Measles", False),
        ("AIDS", False), ("Infection with hookworms", False), ("Sepsis", False), ("", False),
    ],
)  # fmt: skip
def test_singular_and_plural(name: str, several: bool) -> None:
    assert is_plural(name) is several


def test_questions_about_several_things() -> None:
    assert in_plural("Is Warts dangerous?", "Warts") == "Are Warts dangerous?"
    assert in_plural("Warts: what causes it?", "Warts") == "Warts: what causes them?"
    assert in_plural("Warts: how can it be prevented?", "Warts") == "Warts: how can they be prevented?"
    assert in_plural("How does Warts show itself?", "Warts") == "How do Warts show themselves?"


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        ("What is (are) Gout ?", "What is Gout?"),
        ("What is (are) Kidney stones ?", "What are Kidney stones?"),
        ("Who is at risk for Gout? ?", "Who is at risk for Gout?"),
        ("How to diagnose Gout ?", "How do you diagnose Gout?"),
        ("what research (or clinical trials) is being done for Gout ?", "What research is being done for Gout?"),
    ],
)
def test_corpus_questions_as_people_write_them(raw: str, asked: str) -> None:
    assert asked_as(raw) == asked


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Signs and symptoms", "symptoms"), ("Treatment", "treatment"), ("Overview", "information"), ("", "information"),
     ("What causes gout?", "causes"), ("When to see a doctor", "help"), ("Sources of funding", None), ("Methods", None)],
)  # fmt: skip
def test_headings_of_known_kinds(heading: str, kind: str | None) -> None:
    found = heading_kind(heading)
    assert (found.name if found else None) == kind


@pytest.mark.parametrize(
    ("title", "names"), [("Gout", True), ("Introduction", False), ("Is gout bad?", False), ("", False)]
)
def test_titles_that_name_something(title: str, names: bool) -> None:
    assert names_something(title) is names


def test_every_need_is_of_a_phrasing_that_exists() -> None:
    assert set(NEEDS) <= {phrasing for kind in KINDS for phrasing in kind.phrasings}


def test_a_phrasing_is_asked_only_where_its_answer_has_the_words() -> None:
    treatment = BY_NAME["treatment"]
    assert "Is there a cure for {x}?" not in fitting(treatment, "Gout is treated with rest.")
    assert "Is there a cure for {x}?" in fitting(treatment, "Gout has no cure.")
    asked = {phrased_for(treatment, "Gout", "Gout is treated with rest.", random.Random(n)) for n in range(60)}
    assert len(asked) > 5
    assert not any("cure" in question.lower() for question in asked)


def test_nothing_is_asked_where_no_phrasing_fits() -> None:
    assert phrased_for(BY_NAME["caution"], "Zinc", "Zinc is a metal.", random.Random(1)) == ""
