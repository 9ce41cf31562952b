"""Turns, alerts, sources and the list of conversations as HTML: what is shown, and that nothing shown can act."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from agent.answer import ABSTENTION, UNSURE, Alert, Answer, Outcome, Reference, Searched, Sentence, Source, Turn
from agent.events import AlertRaised, SearchFinished, SentenceReady, TokensWritten
from agent.fakes import FEVER_ALERT, HEART_ALERT, NOTICE, canned_answer
from agent.page.conversation import (
    Live,
    rendered_alert,
    rendered_live,
    rendered_notice,
    rendered_searched,
    rendered_stopped,
    rendered_turn,
    rendered_turns,
    rendered_welcome,
    standing_alert,
)
from agent.page.history import rendered_history
from agent.page.sources import EMPTY, rendered_sources
from agent.session import SessionSummary

HOSTILE = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>\" onclick='alert(1)'"
CREATED = "2026-11-22T03:04:05.000006+00:00"


def turn(answer: Answer, number: int = 1) -> Turn:
    return Turn(f"t{number}", "s1", number, CREATED, answer)


def shown(html: str) -> str:
    """The text a reader sees, without what is for screen readers alone."""
    html = re.sub(r'<(h3|span) class="unseen">.*?</\1>', "", html)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_answer_is_its_sentences_each_followed_by_its_number() -> None:
    html = rendered_turn(turn(canned_answer("What are the symptoms of asthma?")))
    text = shown(html)
    assert text.startswith("What are the symptoms of asthma?")
    assert "shortness of breath. [1] Coughing from asthma" in text
    assert "in the morning. [2] Needing a quick-relief" in text
    assert text.endswith("Quoted word for word Read the 2 passages")


def test_sentences_of_one_passage_run_on_and_another_passage_begins_a_paragraph() -> None:
    answer = rendered_turn(turn(canned_answer("asthma"))).split('class="answer"')[1]
    assert answer.count("<p>") == 2


def test_a_number_names_its_turn_and_source() -> None:
    html = rendered_turn(turn(canned_answer("asthma"), number=7))
    assert 'href="#source-7-2" data-turn="7" data-n="2"' in html
    assert 'aria-label="Source 2: Asthma"' in html


def test_written_sentences_are_told_from_quoted_ones() -> None:
    answer = canned_answer("asthma")
    written = replace(answer, sentences=tuple(replace(sentence, kind="written") for sentence in answer.sentences))
    assert "Each sentence checked against its source" in rendered_turn(turn(written))


@pytest.mark.parametrize(
    ("question", "outcome", "said"),
    [
        ("moonlight", Outcome.INSUFFICIENT_EVIDENCE, ABSTENTION),
        ("I have chest pain", Outcome.EMERGENCY, "Chest pain can be a heart attack"),
        ("a recipe", Outcome.OUT_OF_SCOPE, "Osler answers questions about health"),
        ("is it safe", Outcome.NEEDS_CLARIFICATION, "Which medicine or condition do you mean?"),
        ("stumble", Outcome.ERROR, "The model stopped before it had finished"),
    ],
)
def test_every_outcome_has_a_card_of_its_own(question: str, outcome: Outcome, said: str) -> None:
    html = rendered_turn(turn(canned_answer(question)))
    assert f'class="card {outcome.value}"' in html
    assert said in shown(html)
    assert "Quoted word for word" not in html


def test_an_abstention_says_what_was_searched_and_how_to_ask_otherwise() -> None:
    text = shown(rendered_turn(turn(canned_answer("moonlight"))))
    assert "Searched for “moonlight”: 8 passages in: Kidney stones, Gout, Gallstones and 1 more." in text
    assert "name the condition" in text


def test_doubt_is_said_before_the_answer() -> None:
    answer = canned_answer("What are the symptoms of asthma?")
    sure, unsure = (shown(rendered_turn(turn(replace(answer, surety=surety)))) for surety in (0.51, 0.49))
    assert UNSURE not in sure and "may not answer" not in sure
    assert unsure.index(f"This may not answer your question {UNSURE}") < unsure.index(answer.sentences[0].text)
    assert UNSURE not in shown(rendered_turn(turn(replace(canned_answer("kittens"), surety=0.1))))
    alarmed = replace(answer, surety=0.1, outcome=Outcome.EMERGENCY, alert=FEVER_ALERT, message=FEVER_ALERT.message)
    assert UNSURE in shown(rendered_turn(turn(alarmed)))


def test_an_emergency_can_carry_sentences_below_its_card() -> None:
    answer = replace(canned_answer("asthma"), outcome=Outcome.EMERGENCY, alert=HEART_ALERT, message="Call first.")
    html = rendered_turn(turn(answer))
    assert html.index("Call first.") < html.index("The most common symptoms")


def test_the_alert_that_stands_is_the_gravest() -> None:
    turns = [turn(canned_answer("my newborn has a fever")), turn(canned_answer("I have chest pain"), 2)]
    assert standing_alert(turns) == HEART_ALERT
    assert standing_alert(turns[:1]) == FEVER_ALERT
    assert standing_alert(turns[:1], HEART_ALERT) == HEART_ALERT
    assert standing_alert([]) is None


def test_an_alert_is_announced_and_gives_the_words_that_raised_it() -> None:
    html = rendered_alert(HEART_ALERT)
    assert 'role="alert"' in html
    assert 'class="alert T1"' in html
    assert "Because you wrote: “crushing chest pain”" in html
    assert rendered_alert(None) == ""


def test_words_about_self_harm_are_not_read_back() -> None:
    alert = replace(HEART_ALERT, category="self_harm", matched="the words")
    assert "the words" not in rendered_alert(alert)


def test_a_live_turn_grows_with_its_events() -> None:
    source = canned_answer("asthma").sources[0]
    live = Live("asthma?", 1)
    assert "Searching the literature…" in rendered_live(live)
    live = live.after(SearchFinished(Searched("asthma", 8, ("Asthma", "COPD"))))
    assert "Searched 8 passages in: Asthma, COPD" in rendered_live(live)
    live = live.after(TokensWritten("The most ")).after(TokensWritten("common"))
    assert "The most common" in rendered_live(live)
    live = live.after(SentenceReady(Sentence(source.quoted, "quote", (1,)), source))
    html = rendered_live(live)
    assert "[1]" in html and 'class="draft"' not in html and 'aria-live="polite"' in html
    assert live.after(AlertRaised(HEART_ALERT)).alert == HEART_ALERT


def test_a_live_answer_reads_as_the_stored_one() -> None:
    answer = canned_answer("asthma")
    live = Live("asthma", 1)
    for sentence, source in zip(answer.sentences, answer.sources, strict=True):
        live = live.after(SentenceReady(sentence, source))
    paragraphs = re.findall(r"<p><span class=\"sentence.*?</p>", rendered_live(live))
    assert paragraphs == re.findall(r"<p><span class=\"sentence.*?</p>", rendered_turn(turn(answer)))


def test_what_was_searched() -> None:
    assert rendered_searched(Searched("q", 1, ("A",))) == "1 passage in: A"
    assert rendered_searched(Searched("q", 5, ("A", "A", "B", "C", "D"))) == "5 passages in: A, B, C and 1 more"
    assert rendered_searched(Searched("q", 0)) == "0 passages"


def test_sources_are_grouped_by_passage_with_every_quoted_sentence_marked() -> None:
    html = rendered_sources([turn(canned_answer("asthma"))])
    assert html.count('<details class="source"') == 2
    assert '<details class="source" data-turn="1" data-n="1 2">' in html
    marks = re.findall(r'<mark data-n="(\d)">(.*?)</mark>', html)
    assert marks == [(str(source.n), source.quoted) for source in canned_answer("asthma").sources]
    assert html.count(NOTICE) == 2
    assert "What was searched" in html


def test_sources_of_every_turn_are_there_and_the_last_is_named() -> None:
    html = rendered_sources([turn(canned_answer("asthma")), turn(canned_answer("moonlight"), 2)])
    assert 'data-last="2"' in html
    assert html.count('class="of-turn"') == 2
    assert "This reply quotes nothing." in html
    assert rendered_sources([]) == EMPTY


def hostile_turn() -> Turn:
    reference = Reference(HOSTILE, HOSTILE, "javascript:alert(1)")
    source = Source(
        n=1,
        passage_id=HOSTILE,
        doc_id=HOSTILE,
        title=HOSTILE,
        publisher=HOSTILE,
        url="javascript:alert(1)",
        passage=HOSTILE,
        start=0,
        end=len(HOSTILE),
        heading=HOSTILE,
        notice=HOSTILE,
        sources=(reference,),
    )
    alert = Alert(HOSTILE, "T1", HOSTILE, HOSTILE, HOSTILE)
    searched = Searched(HOSTILE, 1, (HOSTILE,))
    sentences = (Sentence(HOSTILE, "quote", (1,)),)
    answer = Answer(HOSTILE, HOSTILE, Outcome.EMERGENCY, HOSTILE, sentences, (source,), alert, searched)
    return Turn("t", "s", 1, CREATED, answer)


def test_nothing_from_documents_or_people_can_act() -> None:
    hostile = hostile_turn()
    summary = SessionSummary(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, None)
    live = Live(HOSTILE, 1, searched=hostile.answer.searched, draft=HOSTILE)
    pages = [
        rendered_turns([hostile], HOSTILE),
        rendered_sources([hostile], live),
        rendered_alert(hostile.answer.alert),
        rendered_live(live),
        rendered_stopped(HOSTILE),
        rendered_notice(HOSTILE),
        rendered_history([summary], HOSTILE),
    ]
    for html in pages:
        assert "<script" not in html and "<img" not in html
        assert "javascript:" not in html
        tags = re.findall(r"<[^>]*>", html)
        assert not any(re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag)) for tag in tags)


def test_only_web_addresses_are_links() -> None:
    source = replace(canned_answer("asthma").sources[0], url="https://example.org/a")
    answer = replace(canned_answer("asthma"), sources=(source,))
    html = rendered_sources([turn(answer)])
    assert '<a class="out" href="https://example.org/a" target="_blank" rel="noopener noreferrer">' in html
    assert "Open the original" not in rendered_sources([turn(canned_answer("asthma"))])


def test_the_list_of_conversations() -> None:
    summaries = [
        SessionSummary("s1", "Asthma", CREATED, CREATED, 2, None),
        SessionSummary("s2", "Chest pain", CREATED, "no date", 1, HEART_ALERT),
    ]
    html = rendered_history(summaries, "s1")
    assert html.count('aria-current="true"') == 1
    assert f'<time datetime="{CREATED}">22 Nov 2026</time>' in html
    assert "no date" in html
    assert html.count("Urgent") == 1
    assert 'href="/export/s1"' in html and 'data-do="delete" data-session="s2"' in html
    assert "listed here" in rendered_history([])


def test_an_empty_conversation_offers_questions() -> None:
    assert rendered_turns([]) == ""
    assert rendered_welcome().count("data-ask=") == 4
