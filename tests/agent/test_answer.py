"""The JSON form is exact, and an unsound answer is named as such."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.answer import (
    ABSTENTION,
    Alert,
    Answer,
    Outcome,
    Reference,
    Searched,
    Sentence,
    Source,
    Timings,
    Turn,
    faults,
    graver,
)

TEXT = st.text(st.characters(), max_size=12)  # lone surrogates and control characters included
NUMBER = st.integers(-3, 9)
ALERTS = st.builds(Alert, TEXT, st.sampled_from(["T1", "T2", "T3"]), TEXT, TEXT, TEXT)
SENTENCES = st.builds(Sentence, TEXT, st.sampled_from(["quote", "written"]), st.lists(NUMBER, max_size=3).map(tuple))
SOURCES = st.builds(
    Source,
    *(NUMBER, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, NUMBER, NUMBER, TEXT, TEXT),
    st.lists(st.builds(Reference, TEXT, TEXT, TEXT), max_size=2).map(tuple),
)
TIMINGS = st.dictionaries(TEXT, st.floats(0, allow_infinity=False), max_size=3).map(
    lambda steps: Timings(tuple(steps.items()))
)
ANSWERS = st.builds(
    Answer,
    *(TEXT, TEXT, st.sampled_from(Outcome), TEXT),
    st.lists(SENTENCES, max_size=3).map(tuple),
    st.lists(SOURCES, max_size=3).map(tuple),
    st.none() | ALERTS,
    st.builds(Searched, TEXT, NUMBER, st.lists(TEXT, max_size=2).map(tuple)),
    TIMINGS,
)
TURNS = st.builds(Turn, TEXT, TEXT, NUMBER, TEXT, ANSWERS)

PASSAGE = "Drink water. Rest until the fever is gone."
SOURCE = Source(1, "p1", "d1", "Fever", "Osler", "", PASSAGE, 0, 12)
ANSWER = Answer("q", "q", Outcome.ANSWERED, "", (Sentence("Drink water.", "quote", (1,)),), (SOURCE,))


@settings(deadline=None)
@given(TURNS)
def test_json_round_trip_is_exact(turn: Turn) -> None:
    assert Turn.from_json(json.loads(json.dumps(turn.to_json(), allow_nan=False))) == turn


@settings(deadline=None)
@given(ANSWERS)
def test_faults_never_raises_and_speaks_in_sentences(answer: Answer) -> None:
    assert all(fault.endswith(".") for fault in faults(answer))


def test_sound_answer_has_no_faults_and_reads_with_its_marks() -> None:
    assert faults(ANSWER) == ()
    assert ANSWER.text == "Drink water. [1]"
    assert SOURCE.quoted == "Drink water."


def test_abstention_reads_as_its_message() -> None:
    abstained = Answer("q", "q", Outcome.INSUFFICIENT_EVIDENCE, ABSTENTION)
    assert faults(abstained) == ()
    assert abstained.text == ABSTENTION


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (replace(ANSWER, sentences=()), "no sentence"),
        (replace(ANSWER, sources=()), "Citation [1] has no source"),
        (replace(ANSWER, sources=(SOURCE, SOURCE)), "listed 2 times"),
        (replace(ANSWER, sources=(SOURCE, replace(SOURCE, n=2))), "[2] is listed, but not cited"),
        (replace(ANSWER, sources=(replace(SOURCE, end=13),)), "not a verbatim quote"),
        (replace(ANSWER, sources=(replace(SOURCE, end=500),)), "outside its passage"),
        (replace(ANSWER, sentences=(Sentence("Drink water.", "quote", ()),)), "cites nothing"),
        (replace(ANSWER, outcome=Outcome.INSUFFICIENT_EVIDENCE), "no message"),
        (replace(ANSWER, outcome=Outcome.EMERGENCY, message="m"), "no alert"),
        (replace(ANSWER, outcome=Outcome.OUT_OF_SCOPE, message="m"), "there are sentences"),
    ],
)
def test_each_fault_is_named(answer: Answer, words: str) -> None:
    assert any(words in fault for fault in faults(answer))


def test_a_written_sentence_need_not_be_verbatim() -> None:
    assert faults(replace(ANSWER, sentences=(Sentence("Water helps.", "written", (1,)),))) == ()


def test_timings_read_like_a_dict_and_refuse_nonsense() -> None:
    timings = Timings((("triage", 0.1),)).including("total", 2.0).including("triage", 0.2)
    assert dict(timings) == {"total": 2.0, "triage": 0.2}
    with pytest.raises(KeyError):
        timings["absent"]
    for steps in ((("a", float("nan")),), (("a", -1.0),), (("a", 1.0), ("a", 2.0))):
        with pytest.raises(ValueError, match="tim"):
            Timings(steps)


def test_the_graver_alert_stands() -> None:
    urgent, soon = Alert("a", "T1", "", "", ""), Alert("b", "T3", "", "", "")
    assert graver(soon, urgent) is urgent
    assert graver(urgent, soon) is urgent
    assert graver(None, soon) is soon
    assert graver(None, None) is None
    assert graver(soon, replace(soon, category="c")) is soon
