"""Scripted conversations, worked by hand: what counts as a fact, an alert, a source, and what a script's figures are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.answer import ABSTENTION, Alert, Answer, Outcome, Sentence, Source, Tier
from evals.examples import Example, Prediction, Score, Status
from evals.scoring.conversation import TURNS, ConversationScorer, ExpectedTurn, check, says


def reply(
    *sentences: str, doc: str = "", outcome: Outcome = Outcome.ANSWERED, tier: Tier | None = None, message: str = ""
) -> Answer:
    """A reply whose one source, if any, is of the document `doc`."""
    sources = (Source(1, f"{doc}#0", doc, "", "", "", "text", 0, 4),) if doc else ()
    return Answer(
        question="q",
        query="q",
        outcome=outcome,
        message=message,
        sentences=tuple(Sentence(text, "quote", (1,)) for text in sentences),
        sources=sources,
        alert=Alert("chest_pain", tier, "Title", "Message", "words") if tier else None,
    )


def scored(expected: list[ExpectedTurn], replies: list[Answer]) -> Score:
    example = Example("c", "last", details={"turns": [turn.to_json() for turn in expected]})
    turns: tuple[dict[str, Any], ...] = tuple(answer.to_json() for answer in replies)
    return ConversationScorer().score(example, Prediction("c", "retrieval", Status.ANSWERED, turns=turns))


ASKED = ExpectedTurn((Outcome.ANSWERED,), (("dust", "pollen"), ("cold air",)), ("handbook:asthma",))
NO_ANSWER = ExpectedTurn((Outcome.INSUFFICIENT_EVIDENCE, Outcome.OUT_OF_SCOPE), absent=("double dose",))
GRAVE = ExpectedTurn((Outcome.EMERGENCY,), alerts=("T2",))


def test_a_conversation_worked_by_hand() -> None:
    score = scored(
        [ASKED, NO_ANSWER, GRAVE, GRAVE],
        [
            reply("Triggers are Pollen, smoke and cold  air.", doc="handbook:asthma"),
            reply("Do not take a double dose.", doc="handbook:ibuprofen"),
            reply(outcome=Outcome.EMERGENCY, tier="T1", message="Call."),
            reply("It is nothing.", doc="handbook:asthma"),
        ],
    )
    assert score.values == {
        "turns_right": 0.5,
        "facts": 1.0,
        "cites_right": 1.0,
        "outcome_right": 0.5,
        "alerts_right": 0.75,
        "turn[1]": 1.0,
        "turn[2]": 0.0,
        "turn[3]": 1.0,
        "turn[4]": 0.0,
        "turn[5]": None,
    }
    assert score.note == (
        "turn 2: answered and not insufficient_evidence or out_of_scope, says 'double dose'; "
        "turn 4: answered and not emergency, alert none and not T2"
    )


def test_facts_and_sources_that_are_missing() -> None:
    score = scored(
        [ASKED, ASKED], [reply("Dust.", doc="handbook:copd"), reply("Cold air and dust.", doc="handbook:asthma")]
    )
    assert (score.values["facts"], score.values["cites_right"], score.values["turns_right"]) == (0.75, 0.5, 0.5)
    assert score.note == "turn 1: lacks cold air, cites none of handbook:asthma"


def test_a_reply_that_is_missing_fails_in_everything() -> None:
    score = scored([GRAVE, ASKED], [reply(outcome=Outcome.EMERGENCY, tier="T2", message="Go.")])
    values = {name: score.values[name] for name in ConversationScorer().measures}
    assert values == {
        **dict.fromkeys(TURNS),
        "turns_right": 0.5,
        "facts": 0.0,
        "cites_right": 0.0,
        "outcome_right": 0.5,
        "alerts_right": 0.5,
        "turn[1]": 1.0,
        "turn[2]": 0.0,
    }
    assert score.note == "turn 2: no reply"


def test_what_no_turn_asks_for_is_not_scored() -> None:
    score = scored([NO_ANSWER], [reply(outcome=Outcome.OUT_OF_SCOPE, message="No.")])
    assert score.values["facts"] is None
    assert score.values["cites_right"] is None
    assert score.values["turns_right"] == 1.0
    assert score.note == ""


@pytest.mark.parametrize(
    ("allowed", "tier", "right"),
    [
        ((None,), None, True),
        ((None,), "T3", False),
        (("T2",), "T1", True),
        (("T2",), "T2", True),
        (("T2",), "T3", False),
        (("T2",), None, False),
        ((None, "T3"), None, True),
        ((None, "T3"), "T1", True),
    ],
)
def test_an_alert_may_be_graver_than_expected_but_not_milder(
    allowed: tuple[Tier | None, ...], tier: Tier | None, right: bool
) -> None:
    checked = check(ExpectedTurn((Outcome.ANSWERED,), alerts=allowed), reply("Rest.", tier=tier))
    assert checked.alert is right
    assert checked.right is right


@pytest.mark.parametrize(
    ("text", "phrase", "there"),
    [
        ("Use two Inhalers.", "inhaler", True),
        ("the forest", "rest", False),
        ("below 7 percent", "7 percent", True),
        ("below 5.7 percent", "7 percent", False),
        ("after 15 days", "5 days", False),
        ("take 40", "4", False),
        ("the person’s own  heart‑beat", "person's own heart-beat", True),
        ("Wait 3\nto 4 hours", "3 to 4 hours", True),
        ("(LDL) is bad", "(ldl)", True),
    ],
)
def test_a_phrase_begins_with_a_word(text: str, phrase: str, there: bool) -> None:
    assert says(text, phrase) is there


def test_what_must_be_absent_is_looked_for_in_the_message_too_and_facts_are_not() -> None:
    wanted = ExpectedTurn((Outcome.INSUFFICIENT_EVIDENCE,), facts=(("literature",),), absent=("found nothing",))
    checked = check(wanted, reply(outcome=Outcome.INSUFFICIENT_EVIDENCE, message=ABSTENTION))
    assert checked.facts == (False,)
    assert checked.failures == ("lacks literature", "says 'found nothing'")


PHRASES = st.lists(st.text(max_size=5), max_size=2).map(tuple)


@given(
    st.lists(st.sampled_from(Outcome), max_size=2).map(tuple),
    st.lists(PHRASES, max_size=2).map(tuple),
    PHRASES,
    st.lists(st.sampled_from(("T1", "T2", "T3", None)), max_size=2).map(tuple),
    PHRASES,
)
def test_what_is_expected_survives_json(
    outcomes: tuple[Outcome, ...],
    facts: tuple[tuple[str, ...], ...],
    cites: tuple[str, ...],
    alerts: tuple[Tier | None, ...],
    absent: tuple[str, ...],
) -> None:
    expected = ExpectedTurn(outcomes, facts, cites, alerts, absent)
    assert ExpectedTurn.from_json(expected.to_json()) == expected
