"""The fake keeps the contract of `Conversations`: order of events, sound answers, nothing stored when it is closed."""

from __future__ import annotations

import pytest

from agent.answer import Outcome, Turn, faults
from agent.errors import BadQuestion, SessionMissing
from agent.events import AlertRaised, Conversations, SearchFinished, SentenceReady, TurnFinished
from agent.fakes import CANNED, FAILING, FakeConversations, canned_answer


@pytest.mark.parametrize("question", [*(canned.words[0] for canned in CANNED), "moonlight"])
def test_canned_answers_are_sound_and_survive_json(question: str) -> None:
    answer = canned_answer(question)
    assert faults(answer) == ()
    assert type(answer).from_json(answer.to_json()) == answer


def test_every_outcome_is_canned() -> None:
    assert {canned.outcome for canned in CANNED} | {Outcome.INSUFFICIENT_EVIDENCE} == set(Outcome)


def test_events_come_in_order_and_the_turn_is_kept() -> None:
    conversations: Conversations = FakeConversations()
    events = list(conversations.ask("asthma?"))
    assert [type(event) for event in events] == [SearchFinished, *[SentenceReady] * 3, TurnFinished]
    finished = events[-1]
    assert isinstance(finished, TurnFinished)
    assert conversations.turns(finished.turn.session_id) == (finished.turn,)
    assert isinstance(next(conversations.ask("chest pain")), AlertRaised)


def test_a_session_goes_on_is_exported_and_deleted() -> None:
    conversations = FakeConversations()
    turns: list[Turn] = []
    for question in ("asthma?", "moonlight"):
        session_id = turns[-1].session_id if turns else None
        turns += [event.turn for event in conversations.ask(question, session_id) if isinstance(event, TurnFinished)]
    (summary,) = conversations.sessions()
    assert (summary.title, summary.turns) == ("asthma?", 2)
    assert [turn.number for turn in conversations.turns(summary.session_id)] == [1, 2]
    assert '"moonlight"' in conversations.export(summary.session_id)
    conversations.delete(summary.session_id)
    for gone in (conversations.turns, conversations.delete, conversations.export):
        with pytest.raises(SessionMissing):
            gone(summary.session_id)


def test_what_is_closed_is_not_kept() -> None:
    conversations = FakeConversations()
    events = conversations.ask("asthma?")
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert conversations.stopped == ["asthma?"] and conversations.sessions() == ()


def test_refusals() -> None:
    conversations = FakeConversations()
    with pytest.raises(BadQuestion):
        next(conversations.ask(" "))
    with pytest.raises(SessionMissing):
        next(conversations.ask("asthma?", "gone"))
    with pytest.raises(Exception, match="still loading"):
        next(conversations.ask(FAILING))
