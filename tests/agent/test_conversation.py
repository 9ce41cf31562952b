"""A conversation from question to stored turn, over two real documents and a picker that needs no weights."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agent.answer import ABSTENTION, Answer, Outcome, faults
from agent.answering import JudgedQuoting, OnRead, Quoting, Writing, probability
from agent.conversation import Osler
from agent.errors import BadQuestion, SessionMissing
from agent.events import AlertRaised, SearchFinished, SentenceReady, TokensWritten, TurnFinished
from agent.evidence import Evidence
from agent.picking import KeywordPicker, Pick
from agent.session import SessionStore
from agent.wiring import sentence_texts
from models.fitting import Said
from tests.agent.literature_of_two import SureAsTold, abilities


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore(tmp_path / "sessions.sqlite") as opened:
        yield opened


@pytest.fixture
def osler(store: SessionStore) -> Osler:
    return Osler(abilities(), store)


def test_an_answer_is_quoted_cited_and_sound(osler: Osler) -> None:
    answer = osler.answer("What are the symptoms of asthma?").answer
    assert answer.outcome is Outcome.ANSWERED
    assert faults(answer) == ()
    first = answer.sources[0]
    assert first.quoted == answer.sentences[0].text == "The most common symptoms of asthma are wheezing and coughing."
    assert first.notice == "Not reviewed."
    assert [page.title for page in first.sources] == ["Asthma page"]


def test_events_come_in_order_and_the_turn_last(osler: Osler) -> None:
    kinds = [type(event) for event in osler.ask("What are the symptoms of asthma?")]
    assert kinds[0] is SearchFinished
    assert kinds[-1] is TurnFinished
    assert set(kinds[1:-1]) == {SentenceReady}


def test_a_follow_up_is_searched_with_its_topic(osler: Osler) -> None:
    first = osler.answer("What is metformin used for?")
    second = osler.answer("what are its side effects?", first.session_id)
    assert "metformin" in second.answer.query.lower()
    assert any("nausea" in sentence.text for sentence in second.answer.sentences)
    assert (first.number, second.number) == (1, 2)


def test_what_finds_no_answer_is_searched_again_with_the_topic(osler: Osler) -> None:
    first = osler.answer("What is metformin used for?")
    events = list(osler.ask("does the doctor want a diary?", first.session_id))
    searched = [event.searched.query for event in events if isinstance(event, SearchFinished)]
    assert searched == ["does the doctor want a diary?", "Metformin: does the doctor want a diary?"]
    last = events[-1]
    assert isinstance(last, TurnFinished)
    assert last.turn.answer.query == searched[1]
    assert last.turn.answer.outcome is Outcome.ANSWERED
    assert faults(last.turn.answer) == ()


def test_of_a_message_that_finds_no_answer_the_question_is_searched_alone(osler: Osler) -> None:
    events = list(osler.ask("My brother saw the doctor about a bee on our roof. which inhalers are there?"))
    searched = [event.searched.query for event in events if isinstance(event, SearchFinished)]
    assert searched[1:] == ["which inhalers are there?"]
    last = events[-1]
    assert isinstance(last, TurnFinished)
    assert last.turn.answer.query == searched[1]
    assert last.turn.answer.outcome is Outcome.ANSWERED
    assert any("inhalers" in sentence.text for sentence in last.turn.answer.sentences)


def test_a_question_with_a_subject_of_its_own_is_not_searched_again(osler: Osler) -> None:
    first = osler.answer("What is metformin used for?")
    events = list(osler.ask("does asthma change the doctor's diary?", first.session_id))
    assert sum(isinstance(event, SearchFinished) for event in events) == 1


def test_a_reloaded_conversation_is_identical(osler: Osler, store: SessionStore, tmp_path: Path) -> None:
    turn = osler.answer("What are the symptoms of asthma?")
    with SessionStore(tmp_path / "sessions.sqlite") as again:
        assert again.turns(turn.session_id) == (turn,)


def test_an_emergency_comes_first_and_stays(osler: Osler) -> None:
    events = list(osler.ask("I have crushing chest pain and my left arm is numb"))
    assert isinstance(events[0], AlertRaised)
    assert isinstance(events[-1], TurnFinished)
    turn = events[-1].turn
    assert turn.answer.outcome is Outcome.EMERGENCY
    later = osler.answer("it is nothing, what is asthma?", turn.session_id)
    assert later.answer.alert == turn.answer.alert


def test_what_the_literature_lacks_is_an_abstention(store: SessionStore) -> None:
    class Silent:
        def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
            yield from ()

    answer = Osler(abilities(Quoting(Silent())), store).answer("Does asthma change the colour of hair?").answer
    assert (answer.outcome, answer.message) == (Outcome.INSUFFICIENT_EVIDENCE, ABSTENTION)
    assert answer.searched.passages > 0
    assert answer.sources == ()


@pytest.mark.parametrize(("log_odds", "unsure"), [(-0.1, True), (0.1, False)])
def test_how_sure_the_picker_is_is_kept_and_doubt_is_told(store: SessionStore, log_odds: float, unsure: bool) -> None:
    turn = Osler(abilities(JudgedQuoting(SureAsTold(log_odds))), store).answer("What are the symptoms of asthma?")
    kept = store.turns(turn.session_id)[0].answer
    assert kept.outcome is Outcome.ANSWERED and kept == turn.answer
    assert kept.surety == pytest.approx(probability(log_odds)) and kept.unsure is unsure
    assert Osler(abilities(), store).answer("What are the symptoms of asthma?").answer.surety is None


def test_a_second_search_that_finds_nothing_leaves_it_a_question_about_health(store: SessionStore) -> None:
    class Silent(SureAsTold):
        def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
            yield from ()

    asked = "My neighbour had an infection and it was treated in spring. How long do people stay off work?"
    answer = Osler(abilities(JudgedQuoting(Silent(-0.9))), store).answer(asked).answer
    assert answer.outcome is Outcome.INSUFFICIENT_EVIDENCE
    assert answer.query != asked


def test_log_odds_are_probabilities() -> None:
    assert [probability(one) for one in (-math.inf, -800.0, 0.0, 800.0)] == [0.0, 0.0, 0.5, 1.0]
    assert probability(2.0) == pytest.approx(1 / (1 + math.exp(-2.0)))


def test_a_turn_kept_before_surety_was_known_lacks_it(osler: Osler) -> None:
    kept = osler.answer("What are the symptoms of asthma?").answer.to_json()
    del kept["surety"]
    assert not Answer.from_json(kept).unsure


def test_a_question_about_something_else_is_out_of_scope(osler: Osler) -> None:
    assert osler.answer("Who won the football championship yesterday?").answer.outcome is Outcome.OUT_OF_SCOPE


def test_a_question_that_points_at_nothing_is_asked_back(osler: Osler) -> None:
    answer = osler.answer("what are its side effects?").answer
    assert answer.outcome is Outcome.NEEDS_CLARIFICATION
    assert answer.message.endswith("?")


@pytest.mark.parametrize("question", ["", "   ", "\x00\x07", "x" * 100_000, "?!"])
def test_bad_questions_are_refused_and_nothing_is_stored(osler: Osler, question: str) -> None:
    with pytest.raises(BadQuestion):
        osler.answer(question)
    assert osler.sessions() == ()


def test_an_unknown_session_is_told(osler: Osler) -> None:
    with pytest.raises(SessionMissing):
        osler.answer("What is asthma?", "nowhere")


def test_a_reader_who_leaves_stops_the_work_and_leaves_nothing(store: SessionStore) -> None:
    made: list[int] = []

    class Endless:
        def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
            while True:
                made.append(1)
                yield Pick(0, 0, 1.0)

    osler = Osler(abilities(Quoting(Endless())), store)
    events = osler.ask("What are the symptoms of asthma?")
    while not isinstance(next(events), SentenceReady):
        pass
    events.close()
    count = len(made)
    assert osler.sessions() == ()
    assert len(made) == count


def test_written_sentences_are_shown_only_when_their_citation_holds(store: SessionStore) -> None:
    def write(conversation: Sequence[Said], on_read: OnRead) -> Iterator[str]:
        assert "[1]" in conversation[-1].text
        yield "Common symptoms of asthma are wheezing and coughing [1]. "
        yield "Take 500 mg of something [1]. Asthma is cured by moonlight [9]."

    osler = Osler(abilities(Writing(write, sentence_texts)), store)
    events = list(osler.ask("What are the symptoms of asthma?"))
    assert any(isinstance(event, TokensWritten) for event in events)
    assert isinstance(events[-1], TurnFinished)
    answer = events[-1].turn.answer
    assert [sentence.text for sentence in answer.sentences] == ["Common symptoms of asthma are wheezing and coughing."]
    assert answer.sentences[0].kind == "written"
    assert faults(answer) == ()


@pytest.mark.parametrize("end", ["[1].", ". [1]", '." [1]', ".) [1] "])
def test_a_marker_after_the_stop_belongs_to_the_sentence_before_it(store: SessionStore, end: str) -> None:
    def write(conversation: Sequence[Said], on_read: OnRead) -> Iterator[str]:
        yield f"Common symptoms of asthma are wheezing and coughing{end} Asthma is cured by moonlight."

    answer = Osler(abilities(Writing(write, sentence_texts)), store).answer("What are the symptoms of asthma?").answer
    (sentence,) = answer.sentences
    assert sentence.text.startswith("Common symptoms of asthma are wheezing and coughing.")


def test_delete_and_export(osler: Osler) -> None:
    turn = osler.answer("What is metformin?")
    assert "metformin" in osler.export(turn.session_id).lower()
    osler.delete(turn.session_id)
    with pytest.raises(SessionMissing):
        osler.turns(turn.session_id)


def test_keyword_picker_keeps_to_the_most_it_may(store: SessionStore) -> None:
    answer = Osler(abilities(Quoting(KeywordPicker(), most=1)), store).answer("symptoms of asthma in children").answer
    assert len(answer.sentences) == 1
