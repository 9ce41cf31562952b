"""Follow-ups become queries that stand alone; a new subject never drags the old one in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import BadQuestion
from agent.query import PastTurn, StandaloneQuery, standalone, validate_question, with_titles

SINGLE = """
metformin ibuprofen asthma diabetes colonoscopy warfarin migraine pregnancy children alcohol flu statins psoriasis
shingles measles paracetamol amoxicillin gout anemia smoking fever insulin naproxen eczema
"""
TITLES: tuple[str, ...] = (
    "type 2 diabetes",
    "high blood pressure",
    "heart failure",
    "blood test",
    "side effects",
    "MMR vaccine",
)
TITLES += tuple(SINGLE.split())
POINTING = "it its that this they the and what how is are for of in with safe dose why you ? , . hello thanks"


def topics(text: str) -> tuple[str, ...]:
    """The titles that occur in the text as whole words, longest first, as an index gives them."""
    found = [title for title in TITLES if re.search(rf"\b{re.escape(title)}\b", text, re.IGNORECASE)]
    return tuple(sorted(found, key=lambda title: (-len(title), title)))


def converse(*questions: str) -> StandaloneQuery:
    """The query of the last question, after the others were asked."""
    history: list[PastTurn] = []
    for question in questions[:-1]:
        asked = standalone(question, history, topics)
        history.append(PastTurn(question, "" if asked.needs_clarification else asked.query, asked.topic))
    return standalone(questions[-1], history, topics)


METFORMIN = "What is metformin used for?"
ASTHMA = "How is asthma treated?"

CONVERSATIONS = [
    # what points back is replaced
    ((METFORMIN, "what are its side effects?"), "what are the side effects of metformin?"),
    ((METFORMIN, "What are its side effects in children?"), "What are metformin's side effects in children?"),
    ((METFORMIN, "Is it safe in pregnancy?"), "Is metformin safe in pregnancy?"),
    ((METFORMIN, "is it better than ibuprofen?"), "is metformin better than ibuprofen?"),
    ((METFORMIN, "can I take it with ibuprofen?"), "can I take metformin with ibuprofen?"),
    ((METFORMIN, "How does this medicine work?"), "How does metformin work?"),
    ((METFORMIN, "What if I stop taking the drug?"), "What if I stop taking metformin?"),
    ((METFORMIN, "is it safe?"), "is metformin safe?"),
    ((METFORMIN, "does it interact with alcohol"), "does metformin interact with alcohol"),
    ((METFORMIN, "It's expensive, is there a cheaper option?"), "metformin is expensive, is there a cheaper option?"),
    ((ASTHMA, "Can it be cured?"), "Can asthma be cured?"),
    ((ASTHMA, "is that dangerous?"), "is asthma dangerous?"),
    ((ASTHMA, "what causes this?"), "what causes asthma?"),
    ((ASTHMA, "How common is the condition?"), "How common is asthma?"),
    ((ASTHMA, "is this contagious"), "is asthma contagious"),
    ((ASTHMA, "can you die from that?"), "can you die from asthma?"),
    (("What are statins?", "How do they work?"), "How do statins work?"),
    (("What are statins?", "When should I take them?"), "When should I take statins?"),
    (("What are statins?", "what are their risks"), "what are the risks of statins"),
    (("What is a colonoscopy?", "How long does the test take?"), "How long does the colonoscopy test take?"),
    (("What is a colonoscopy?", "Does it hurt?"), "Does colonoscopy hurt?"),
    # ellipsis
    ((ASTHMA, "and for children?"), "How is asthma treated for children?"),
    ((ASTHMA, "what about pregnancy?"), "How is asthma treated in pregnancy?"),
    ((ASTHMA, "And in adults?"), "How is asthma treated in adults?"),
    ((ASTHMA, "how about during pregnancy"), "How is asthma treated during pregnancy?"),
    ((ASTHMA, "if I am pregnant?"), "How is asthma treated if I am pregnant?"),
    ((ASTHMA, "how long?"), "how long is asthma treated?"),
    ((METFORMIN, "why?"), "why is metformin used for?"),
    (("Does asthma get worse at night?", "why?"), "why does asthma get worse at night?"),
    (("What is asthma?", "why?"), "asthma: why?"),
    (("What is asthma?", "treatment?"), "treatment of asthma"),
    ((METFORMIN, "and the dose?"), "dose of metformin"),
    ((METFORMIN, "side effects?"), "side effects of metformin"),
    ((METFORMIN, "What if I miss a dose?"), "metformin: What if I miss a dose?"),
    ((METFORMIN, "can I drink alcohol?"), "metformin: can I drink alcohol?"),
    ((ASTHMA, "tell me more"), "asthma: tell me more"),
    ((ASTHMA, "How long does treatment last?"), "asthma: How long does treatment last?"),
    ((METFORMIN, "Is it safe to take with ibuprofen?"), "Is it safe to take metformin with ibuprofen?"),
    ((METFORMIN, "ok and what about kids under 10?"), "What is metformin used for in kids under 10?"),
    ((METFORMIN, "what about my kidneys?"), "metformin: what about my kidneys?"),
    ((METFORMIN, "Does ibuprofen affect it?"), "Does ibuprofen affect metformin?"),
    ((METFORMIN, "versus insulin?"), "metformin versus insulin?"),
    ((METFORMIN, "and how does it work?"), "how does metformin work?"),
    (("How is fever treated in children?", "and adults?"), "How is fever treated in adults?"),
    (("Is ibuprofen safe with warfarin?", "why not?"), "Is ibuprofen safe with warfarin? Why not?"),
    (("my toenail is ingrown", "what can I do about it?"), "my toenail is ingrown: what can I do about it?"),
    ((METFORMIN, "my toenail is ingrown", "what can I do?"), "my toenail is ingrown: what can I do?"),
    # a subject of its own
    ((METFORMIN, "How can I stop smoking?"), "How can I stop smoking?"),
    ((METFORMIN, "What are the stages of pregnancy?"), "What are the stages of pregnancy?"),
    ((METFORMIN, "My skin is peeling, is it dangerous?"), "My skin is peeling, is it dangerous?"),
    ((METFORMIN, "What is gout?"), "What is gout?"),
    ((METFORMIN, "How long does it take to recover from flu?"), "How long does it take to recover from flu?"),
    ((METFORMIN, "Is it safe to take ibuprofen every day?"), "Is it safe to take ibuprofen every day?"),
    ((METFORMIN, "I have gout, is it dangerous?"), "I have gout, is it dangerous?"),
    ((METFORMIN, "What is gout and what are its causes?"), "What is gout and what are its causes?"),
    ((METFORMIN, "My toenail is ingrown, what should I do?"), "My toenail is ingrown, what should I do?"),
    ((METFORMIN, "it hurts when I pee"), "it hurts when I pee"),
    (("Is metformin safe in pregnancy?", "what about ibuprofen?"), "Is ibuprofen safe in pregnancy?"),
    ((ASTHMA, "and eczema?"), "How is eczema treated?"),
    # three and four turns
    ((METFORMIN, "What is asthma?", "what are its causes?"), "what are the causes of asthma?"),
    ((METFORMIN, "is it safe?", "and for children?"), "is metformin safe for children?"),
    ((METFORMIN, "and the dose?", "what about pregnancy?"), "dose of metformin in pregnancy?"),
    ((ASTHMA, "and eczema?", "what causes it?"), "what causes eczema?"),
    ((ASTHMA, METFORMIN, "What is gout?", "how is it treated?"), "how is gout treated?"),
    ((ASTHMA, "is it contagious?", "can it be cured?", "and in adults?"), "can asthma be cured in adults?"),
    (
        (METFORMIN, "Is it better than insulin?", "What are its side effects?"),
        "What are the side effects of metformin?",
    ),
    # "they" who treat and test
    ((ASTHMA, "how do they treat it?"), "how do they treat asthma?"),
    (
        (ASTHMA, "they gave her two inhalers, which one is for attacks"),
        "they gave her two inhalers, which one is for attacks",
    ),
    (
        ("they want to do a sugar drink test. What is that for?",),
        "they want to do a sugar drink test. What is that for?",
    ),
    # an earlier subject, named again by one of its words
    (
        ("What is heart failure?", METFORMIN, "back to the heart one, is it curable?"),
        "back to the heart one, is heart failure curable?",
    ),
    # the person answers Osler's own question
    (("what are its side effects?", "metformin"), "what are the side effects of metformin?"),
    (("is it contagious?", "I mean shingles"), "is shingles contagious?"),
    (("dose?", "paracetamol"), "dose of paracetamol"),
]


@pytest.mark.parametrize(("questions", "query"), CONVERSATIONS)
def test_the_query_stands_alone(questions: tuple[str, ...], query: str) -> None:
    found = converse(*questions)
    assert found.query == query
    assert found.needs_clarification is None


@pytest.mark.parametrize(
    "question",
    ["what are its side effects?", "dose?", "help", "is it safe?", "and for children?", "why?", "hello", "thanks!"],
)
def test_a_first_question_without_a_subject_is_asked_back(question: str) -> None:
    found = converse(question)
    assert found.needs_clarification
    assert found.needs_clarification.count("?") == 1
    assert found.query
    assert found.topic == ""


@pytest.mark.parametrize(
    "question",
    [
        "What are the side effects of zorblaximab?",
        "Is it safe to fly with a cold?",
        "Is it normal for my period to be late?",
        "My skin is peeling, is it dangerous?",
        "it hurts when I pee",
        "Why do I sneeze in bright light?",
        "What is gout?",
        "How much sleep do I need?",
        "Is coffee bad for you?",
        "What helps with pain?",
        "Should I get a vaccine?",
    ],
)
def test_a_first_question_with_a_subject_is_searched_as_it_is(question: str) -> None:
    found = converse(question)
    assert (found.query, found.rewritten, found.needs_clarification) == (question, False, None)


@pytest.mark.parametrize(
    ("message", "query"),
    [
        ("Hi there! What is gout? Thanks in advance.", "What is gout?"),
        ("Hello doctor, how is asthma treated?", "how is asthma treated?"),
        ("Thanks. What is gout?", "What is gout?"),
        ("SUBJECT: gout\nMESSAGE: Can I eat red meat?", "gout: Can I eat red meat?"),
    ],
)
def test_greetings_and_thanks_are_not_searched(message: str, query: str) -> None:
    assert converse(message).query == query


STORY = """Hello, my name is Ann and I am 54 years old. I was told about four years ago that I have psoriasis, and
since then I have tried five different creams from three doctors. My sister came to stay last summer and we went
walking a lot. The psoriasis on my elbows cleared up while we were on the coast, and came back in November. My work is
in an office, and I sit near the heating. Does sunlight help? Also should I change my soap? Thank you so much for your
time, best regards, Ann"""


def test_of_a_long_message_the_questions_and_the_subject_are_searched() -> None:
    found = converse(STORY)
    assert found.query == "psoriasis: Does sunlight help? Also should I change my soap?"
    assert found.topic == "psoriasis"
    assert found.rewritten


def test_a_long_message_with_a_subject_of_its_own_ignores_the_old_one() -> None:
    assert "metformin" not in converse(METFORMIN, STORY).query


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("I'm a teacher and one pupil is type 1. what does a hypo look like", "what does a hypo look like"),
        ("Dad's 82 and wobbly, how do I make the house safer?", "how do I make the house safer?"),
        ("He broke his wrist last year - should he be checked for thin bones?", "should he be checked for thin bones?"),
    ],
)
def test_where_nothing_is_found_the_question_of_a_message_is_searched_alone(message: str, alone: str) -> None:
    found = converse(message)
    assert (found.query, found.otherwise) == (message, alone)
    again = found.asked_otherwise()
    assert (again.query, again.otherwise, again.without, again.rewritten) == (alone, "", "", True)


@pytest.mark.parametrize(
    "message",
    [
        "She's on warfarin, can she have something for her back?",
        "I am pregnant. which cold remedies can I buy?",
        "He is 4 months old. what temperature is dangerous?",
        "My son's got a sore throat, what painkiller helps?",
        "My knee clicks a lot. is it serious?",
        "My knee clicks. What helps the joint? Should I stop running?",
        "What helps a knee that clicks?",
    ],
)
def test_what_could_change_the_answer_is_never_left_out(message: str) -> None:
    assert converse(message).otherwise == ""


def test_titles_that_were_answered_from_serve_as_topic() -> None:
    history = (PastTurn("why do my ears ring", "why do my ears ring", "", ("Tinnitus",)),)
    assert standalone("can it be cured?", history, topics).query == "can Tinnitus be cured?"


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07\u200b", "?!…", "\n\n", "👍", "x" * 20_001, "a" * 100_000])
def test_bad_questions_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        validate_question(text)
    assert str(refused.value).endswith(".")
    assert "." not in str(refused.value)[:-1]


def test_control_characters_are_removed() -> None:
    assert validate_question(" what\x00 is\u202e gout?\x1b\r\n") == "what is gout?"
    assert validate_question("x" * 20_000) == "x" * 20_000
    assert validate_question("Was ist Gicht? Что это? 痛風") == "Was ist Gicht? Что это? 痛風"


WORDS = st.sampled_from([*TITLES, *POINTING.split()])
QUESTIONS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join) | st.text(max_size=60)


@settings(deadline=None, max_examples=80)
@given(st.lists(QUESTIONS, min_size=1, max_size=4))
def test_it_never_raises_but_for_a_bad_question_and_is_never_empty(questions: list[str]) -> None:
    history: list[PastTurn] = []
    for question in questions:
        try:
            found = standalone(question, history, topics)
        except BadQuestion:
            continue
        assert found.query.strip()
        history.append(PastTurn(question, found.query, found.topic))


@settings(deadline=None, max_examples=80)
@given(QUESTIONS, st.sampled_from(["", "metformin", "gout"]))
def test_a_query_that_stands_alone_stays_as_it_is(question: str, topic: str) -> None:
    history = [PastTurn(f"What is {topic}?", f"What is {topic}?", topic)] if topic else []
    try:
        query = standalone(question, history, topics).query
    except BadQuestion:
        return
    assert standalone(query, history, topics).query == query


@pytest.mark.parametrize(("questions", "query"), CONVERSATIONS)
def test_each_of_these_queries_needs_no_history(questions: tuple[str, ...], query: str) -> None:
    assert converse(query).query == query


def test_a_name_is_followed_by_the_title_under_which_the_literature_has_it() -> None:
    titles = {"metoprolol": "Beta blockers", "warfarin": "Blood thinners (warfarin)"}
    assert with_titles("Quit Metoprolol or METOPROLOL?", titles) == "Quit Metoprolol (see Beta blockers) or METOPROLOL?"
    assert with_titles("Is warfarin safe?", titles) == "Is warfarin safe?"  # the title names it
    assert with_titles("Is metoprolol one of the beta blockers?", titles) == "Is metoprolol one of the beta blockers?"
    assert with_titles("Is it safe?", titles) == "Is it safe?"
