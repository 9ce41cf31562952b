"""What clicks do, over the fake conversations: no browser and no Gradio."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from agent.errors import BadQuestion
from agent.events import Event
from agent.fakes import FAILING, FEVER_ALERT, HEART_ALERT, FakeConversations, canned_answer
from agent.page.handlers import Handlers, Place, Screen

TAB = "tab"


def last(screens: Iterator[Screen]) -> Screen:
    return list(screens)[-1]


def place_of(screen: Screen) -> Place:
    assert screen.place is not None
    return screen.place


def asked(handlers: Handlers, question: str, place: Place | None = None) -> Screen:
    return last(handlers.ask(TAB, place or Place(), question))


def test_a_question_streams_and_ends_as_the_stored_turn() -> None:
    conversations = FakeConversations()
    screens = list(Handlers(conversations).ask(TAB, Place(), "asthma?"))
    lives = [screen.live or "" for screen in screens]
    assert "Searching the literature" in lives[0]
    assert "Searched 8 passages" in lives[1]
    assert [live.count('class="sentence') for live in lives[2:5]] == [1, 2, 3]
    assert screens[0].working is True and screens[0].box == ""
    assert screens[-1].working is False and screens[-1].live == ""
    assert screens[-1].past is not None and screens[-1].past.count('class="sentence') == 3


def test_a_reloaded_conversation_is_the_same() -> None:
    conversations = FakeConversations()
    handlers = Handlers(conversations)
    first = asked(handlers, "asthma?")
    second = asked(handlers, "I have chest pain", place_of(first))
    reloaded = Handlers(conversations).show("another tab", place_of(second).session_id)
    for part in ("past", "sources", "alert", "history", "place"):
        assert getattr(reloaded, part) == getattr(second, part), part


def test_an_alert_comes_before_anything_else_and_stands() -> None:
    handlers = Handlers(FakeConversations())
    screens = list(handlers.ask(TAB, Place(), "I have chest pain"))
    assert screens[1].alert and HEART_ALERT.title in screens[1].alert
    later = asked(handlers, "it is nothing, what is asthma?", place_of(screens[-1]))
    assert later.alert and HEART_ALERT.title in later.alert
    milder = asked(handlers, "my newborn has a fever", place_of(later))
    assert milder.alert and HEART_ALERT.title in milder.alert


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 30_000])
def test_a_question_that_cannot_be_taken_is_told_and_stays_in_the_box(question: str) -> None:
    screen = asked(Handlers(FakeConversations()), question)
    assert screen.box == question
    assert screen.notice and 'role="alert"' in screen.notice
    assert screen.live == "" and screen.working is False


def test_a_failure_says_what_to_do_and_keeps_the_question_and_the_conversation() -> None:
    handlers = Handlers(FakeConversations())
    first = asked(handlers, "asthma?")
    failed = asked(handlers, FAILING, place_of(first))
    assert failed.notice and "still loading" in failed.notice
    assert failed.box == FAILING
    assert failed.past and "asthma?" in failed.past


def test_an_unknown_error_is_a_sentence_too(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(FakeConversations):
        def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
            raise ZeroDivisionError(question)

    screen = asked(Handlers(Broken()), "asthma?")
    assert screen.notice and "ZeroDivisionError" in screen.notice and screen.box == "asthma?"
    assert "ZeroDivisionError" in caplog.text


def test_stop_closes_the_question_and_nothing_is_kept() -> None:
    conversations = FakeConversations(pause=0.2)
    handlers = Handlers(conversations)
    place = Place()
    screens = handlers.ask(TAB, place, "asthma?")
    next(screens), next(screens)
    stopped = handlers.stop(TAB, place, "asthma?")
    assert conversations.stopped == ["asthma?"]
    assert conversations.sessions() == ()
    assert stopped.box == "asthma?" and stopped.live and "You stopped this answer" in stopped.live
    assert list(screens) == []


def test_a_stop_that_comes_too_late_shows_the_turn() -> None:
    conversations = FakeConversations()
    handlers = Handlers(conversations)
    screens = handlers.ask(TAB, Place(), "asthma?")
    next(screens), next(screens)
    while not conversations.sessions():
        time.sleep(0.01)
    stopped = handlers.stop(TAB, Place(), "asthma?")
    (session,) = conversations.sessions()
    assert place_of(stopped).session_id == session.session_id
    assert stopped.live == "" and stopped.past and "asthma?" in stopped.past


def test_an_alert_of_a_stopped_question_stays() -> None:
    answer = replace(canned_answer("asthma?"), alert=FEVER_ALERT)
    handlers = Handlers(FakeConversations(pause=0.2, answer=lambda _: answer))
    screens = handlers.ask(TAB, Place(), "my newborn wheezes")
    next(screens)
    place = place_of(next(screens))
    assert handlers.stop(TAB, place, "my newborn wheezes").alert is None  # left as it is
    later = asked(handlers, "asthma?", place)
    assert later.alert and FEVER_ALERT.title in later.alert


def test_a_reader_who_leaves_stops_the_work() -> None:
    conversations = FakeConversations(pause=0.02)
    screens = Handlers(conversations).ask(TAB, Place(), "asthma?")
    next(screens), next(screens)
    screens.close()
    deadline = time.monotonic() + 5
    while not conversations.stopped and time.monotonic() < deadline:
        time.sleep(0.01)
    assert conversations.stopped == ["asthma?"]


def test_another_question_in_the_tab_stops_the_first_and_other_tabs_go_on() -> None:
    conversations = FakeConversations(pause=0.02)
    handlers = Handlers(conversations)
    first, other = handlers.ask(TAB, Place(), "asthma?"), handlers.ask("other", Place(), "blood pressure")
    next(first), next(other)
    second = asked(handlers, "is it safe")
    assert list(first) == []
    assert last(other).working is False and second.working is False
    assert {session.title for session in conversations.sessions()} == {"blood pressure", "is it safe"}


def test_a_page_that_comes_up_late_leaves_a_question_at_work_alone() -> None:
    handlers = Handlers(FakeConversations())
    screens = handlers.ask(TAB, Place(), "asthma?")
    next(screens)
    assert handlers.open(TAB, None).live is None
    assert last(screens).working is False
    assert handlers.open(TAB, None).live == ""


def test_many_tabs_at_once_each_have_their_own_conversation() -> None:
    conversations = FakeConversations(pause=0.001)
    handlers = Handlers(conversations)
    places: dict[str, Place] = {}

    def talk(tab: str) -> None:
        place = Place()
        for question in (f"asthma {tab}", f"blood pressure {tab}"):
            place = place_of(last(handlers.ask(tab, place, question)))
        places[tab] = place

    threads = [threading.Thread(target=talk, args=(f"tab{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for tab, place in places.items():
        assert place.session_id
        questions = [turn.answer.question for turn in conversations.turns(place.session_id)]
        assert questions == [f"asthma {tab}", f"blood pressure {tab}"]


def test_deleting_the_current_conversation_empties_the_page_and_another_does_not() -> None:
    conversations = FakeConversations()
    handlers = Handlers(conversations)
    first, second = place_of(asked(handlers, "asthma?")), place_of(asked(handlers, "blood pressure"))
    assert first.session_id and second.session_id
    other = handlers.delete(TAB, second, first.session_id)
    assert other.past is None and other.history and "asthma?" not in other.history
    current = handlers.delete(TAB, second, second.session_id)
    assert current.place == Place() and current.past and "welcome" in current.past
    gone = handlers.delete(TAB, Place(), "no-such-session")
    assert gone.notice and "no longer there" in gone.notice


def test_a_conversation_that_is_gone_shows_an_empty_page_and_says_so() -> None:
    screen = Handlers(FakeConversations()).show(TAB, "gone")
    assert screen.place == Place() and screen.notice and "no longer there" in screen.notice


def test_asking_on_in_a_conversation_that_is_gone_begins_a_new_one() -> None:
    handlers = Handlers(FakeConversations())
    screen = asked(handlers, "asthma?", Place("gone", FEVER_ALERT))
    assert screen.place == Place(None, FEVER_ALERT) and screen.box == "asthma?"
    assert place_of(asked(handlers, "asthma?", screen.place)).session_id


def test_chat_for_programs() -> None:
    handlers = Handlers(FakeConversations())
    first = handlers.chat("asthma?", None)
    second = handlers.chat("moonlight", first["session_id"])
    assert first["outcome"] == "answered" and second["outcome"] == "insufficient_evidence"
    assert second["session_id"] == first["session_id"]
    with pytest.raises(BadQuestion):
        handlers.chat("", None)
