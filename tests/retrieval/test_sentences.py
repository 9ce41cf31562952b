"""Sentences of medical text: what ends one, what does not, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import BULLET, LONGEST, split_sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


WHOLE = (
    "Dr. Smith of St. Mary's saw Mr. Jones.",
    "Some drugs (e.g. ibuprofen, i.e. an NSAID) may harm the stomach.",
    "Use a sunscreen, e.g. Brand X, every day.",
    "A fever of 38.5 °C or approx. 101.3 °F is common.",
    "Surgery vs. Drugs was compared (Fig. 2).",
    "The U.S. Food and Drug Administration approved it.",
    "Infection with E. coli, S. aureus or T. gondii is possible.",
    "As J. R. Smith et al. showed, it works.",
    "The usual dose is 5 mg. per day.",
    "See No. 5 of the list made by Acme Inc. of Boston.",
    "The level was 7.5 mg/dl. in adults.",
    "1. Wash your hands.",
    "The drug (see the label. It is long.) works well.",
    "Values were low (p < .05; 95% CI 1.2 to 3.4).",
    "It was 3 a.m. when the pain began.",
    'Ask "Is it safe?" before you take it.',
    "Ph.D. students and M.D. Smith took part.",
)


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert cut(text) == [text]


PARTED = (
    ("Asthma is common. It can be treated.", ["Asthma is common.", "It can be treated."]),
    ("Is it safe? Yes. Take it!", ["Is it safe?", "Yes.", "Take it!"]),
    ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
    ("It hurts (a lot). See a doctor.", ["It hurts (a lot).", "See a doctor."]),
    ("Call. (Ask for help.) Wait.", ["Call.", "(Ask for help.)", "Wait."]),
    ("It was done in 2010. 30 percent got well.", ["It was done in 2010.", "30 percent got well."]),
    ("He has hepatitis B. People get it by blood.", ["He has hepatitis B.", "People get it by blood."]),
    ("Oranges hold vitamin C. Lemons do too.", ["Oranges hold vitamin C.", "Lemons do too."]),
    ("She has MS. Her walk is slow.", ["She has MS.", "Her walk is slow."]),
    ("He lives in the U.S. He is well.", ["He lives in the U.S.", "He is well."]),
    ("Give 5 mg. The dose may rise.", ["Give 5 mg.", "The dose may rise."]),
    ("Take apples, pears, etc. They help.", ["Take apples, pears, etc.", "They help."]),
    ("The answer is no. The test is normal.", ["The answer is no.", "The test is normal."]),
    ("It failed. mRNA was low. pH was 7.4.", ["It failed.", "mRNA was low.", "pH was 7.4."]),
    ("It is known.[1] The cause is not. [2,3] More is needed.", None),
    ("Symptoms include\n- cough\n- fever", ["Symptoms include", "cough", "fever"]),
    ("First paragraph\n\nsecond one", ["First paragraph", "second one"]),
    ("• one\n• two", ["one", "two"]),
)


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_sentences_are_parted(text: str, expected: list[str] | None) -> None:
    found = cut(text)
    assert len(found) == 3 if expected is None else found == expected


def test_a_run_on_is_cut_at_a_semicolon_outside_brackets() -> None:
    text = "A " + "long clause, " * 30 + "here (one; two); " + "another clause, " * 20 + "ends."
    assert len(text) > LONGEST
    assert [part[-5:] for part in cut(text)] == ["two);", "ends."]


def test_a_run_on_without_a_good_place_stays_whole() -> None:
    text = "word " * 200
    assert cut(text) == [text.strip()]


MEDICAL = st.text(alphabet=st.sampled_from(list("aBc. ?!;()[]\n-•\"'1e.g,—\u00a0\t\x85\u2028")), max_size=200)


@given(st.one_of(st.text(max_size=200), MEDICAL))
def test_spans_are_ordered_trimmed_and_cover_all_but_bullets(text: str) -> None:
    spans = split_sentences(text)
    covered: set[int] = set()
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        covered.update(range(span.start, span.end))
        last = span.end
    for position in (n for n, character in enumerate(text) if not character.isspace() and n not in covered):
        before = "".join(text[:position].splitlines(keepends=True)[-1:])
        line = (before if before.splitlines() == [before] else "") + text[position:].splitlines()[0]
        assert (bullet := BULLET.match(line)) is not None
        assert line.index(text[position]) < bullet.end()
