"""The Flesch–Kincaid grade: by hand, as textstat has it, and without a download."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scoring.readability import ReadabilityScorer, flesch_kincaid_grade, syllable_count
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example, refused

TEXT = "Your kidneys clean the blood. When they fail, waste builds up, and a machine can do the work. Ask your doctor early."


@pytest.fixture(autouse=True)
def no_downloads(monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk  # type: ignore[import-untyped]

    def refuse(*asked: object, **how: object) -> None:
        raise AssertionError(f"a download of {asked} was tried")

    monkeypatch.setattr(nltk, "download", refuse)
    monkeypatch.setattr(nltk.downloader, "download", refuse)


def test_a_grade_worked_by_hand() -> None:
    # 10 words in 2 sentences; 13 syllables: take, one, ta-blet, a, day, drink, wa-ter, with, the, ta-blet
    grade = flesch_kincaid_grade("Take one tablet a day. Drink water with the tablet.")
    assert grade == pytest.approx(0.39 * 10 / 2 + 11.8 * 13 / 10 - 15.59)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1),
        ("use", 1),
        ("are", 1),
        ("rate", 1),
        ("rates", 1),
        ("doses", 2),
        ("table", 2),
        ("muscles", 2),
        ("caused", 1),
        ("treated", 2),
        ("likely", 2),
        ("treatment", 2),
        ("movement", 2),
        ("patient", 2),
        ("diet", 2),
        ("medication", 4),
        ("various", 3),
        ("evaluate", 4),
        ("fluid", 2),
        ("guide", 1),
        ("nucleus", 3),
        ("people", 2),
        ("being", 2),
        ("hypertension", 4),
        ("pneumonia", 4),
        ("bacteria", 4),
        ("patient's", 2),
        ("HPV", 3),
        ("2024", 1),
        ("β", 1),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert syllable_count(word) == syllables


def test_the_rest_of_the_grade_is_textstats(monkeypatch: pytest.MonkeyPatch) -> None:
    """textstat's own grade, with our syllables in the place of the dictionary that it would download."""
    import textstat

    class Sounds(dict[str, list[list[str]]]):
        def __getitem__(self, word: str) -> list[list[str]]:
            return [["AH0"] * syllable_count(word)]

    counting = importlib.import_module("textstat.backend.counts._count_syllables")
    monkeypatch.setattr(counting, "get_cmudict", lambda lang: Sounds())
    for text in (TEXT, "One sentence without a stop", "No. Yes. It is well-known that 5 mg/day don't harm anybody!"):
        assert flesch_kincaid_grade(text) == pytest.approx(textstat.flesch_kincaid_grade(text))


def test_longer_words_and_sentences_ask_for_more() -> None:
    easy, hard = (
        flesch_kincaid_grade("The heart is weak. It pumps less blood."),
        flesch_kincaid_grade(
            "Echocardiographic evaluation demonstrated considerably diminished ventricular contractility."
        ),
    )
    assert easy is not None and hard is not None
    assert easy < 3 < 15 < hard


@given(st.text(max_size=80))
def test_any_text_has_a_finite_grade_or_none(text: str) -> None:
    grade = flesch_kincaid_grade(text)
    assert grade is None or abs(grade) < 2000


@given(st.text(max_size=20))
def test_a_word_has_a_syllable(word: str) -> None:
    assert 1 <= syllable_count(word) <= 2 * max(1, len(word.lower()))


def test_the_scorer_grades_what_was_said_and_nothing_else() -> None:
    scorer: Scorer = ReadabilityScorer()
    plain = flesch_kincaid_grade("Rest in bed. Drink water.")
    assert scorer.score(example(), answered("Rest in bed. [1] Drink water. [2]")).values == {"grade": plain}
    for nothing in (abstained("I found nothing."), refused("I will not."), answered("…")):
        score = scorer.score(example(), nothing)
        assert score.values == {"grade": None}
        assert score.note == "nothing said"
    assert scorer.lower_is_better == {"grade"}
