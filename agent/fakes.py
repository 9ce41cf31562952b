"""`FakeConversations`: a small stand-in for Osler, with canned answers in memory, for tests and for trying the page.

Implements `agent.events.Conversations` to the letter: the order of events, what is stored, what is raised. Knows nothing
of models, indexes or files. Which answer comes is decided by a word in the question (`CANNED`); any other question
gets an abstention. `pause` is how many seconds pass before each event, ten times that for a question with "everything".
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce

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
    graver,
)
from agent.errors import ModelNotReady, SessionMissing
from agent.events import AlertRaised, Event, SearchFinished, SentenceReady, TurnFinished
from agent.query import validate_question
from agent.session import SessionSummary, now_utc, shortened

NOTHING_SEARCHED = Searched("")
SLOW = "everything"
FAILING = "model that fails"
NOTICE = "No clinician has reviewed this page."

_ASTHMA_SIGNS = (
    "The most common symptoms of asthma are wheezing, coughing, chest tightness and shortness of breath. "
    "Coughing from asthma is often worse at night or early in the morning. In children, asthma often starts before "
    "age 5, but wheezing with colds does not always mean that a young child has asthma."
)
_ASTHMA_HELP = (
    "A doctor should be called if asthma medicine does not relieve an attack, or if a peak flow meter (home breathing "
    "test) reads less than half of the personal best. Needing a quick-relief inhaler more than 2 days a week is a "
    "reason to talk with a doctor about asthma control."
)
_PRESSURE = (
    "High blood pressure is treated with healthy habits, and often with medicine as well. Eating less salt, moving "
    "more, losing extra weight and drinking less alcohol all lower blood pressure. Many people need two or more "
    "medicines to reach their goal. Blood pressure medicine should not be stopped without talking to a doctor."
)
_NHLBI = Reference(
    "National Heart, Lung, and Blood Institute", "Asthma", "http://www.nhlbi.nih.gov/health/health-topics/topics/asthma"
)
_MEDLINE = Reference("MedlinePlus", "Asthma", "https://www.nlm.nih.gov/medlineplus/asthma.html")
_MEDLINE_PRESSURE = Reference(
    "MedlinePlus", "High Blood Pressure", "https://www.nlm.nih.gov/medlineplus/highbloodpressure.html"
)


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer to every question that has one of these words in it."""

    words: tuple[str, ...]
    outcome: Outcome
    message: str = ""
    sources: tuple[Source, ...] = ()
    alert: Alert | None = None
    searched: Searched = NOTHING_SEARCHED

    def answers(self, question: str) -> bool:
        return any(word in question.lower() for word in self.words)

    def to(self, question: str) -> Answer:
        sentences = tuple(Sentence(source.quoted, "quote", (source.n,)) for source in self.sources)
        searched = replace(self.searched, query=question) if self.searched.passages else self.searched
        return Answer(
            question, question, self.outcome, self.message, sentences, self.sources, self.alert, searched, Timings()
        )


def quoting(n: int, sentence: int, passage: str, title: str, heading: str, *rests_on: Reference) -> Source:
    """Source [n]: the passage's `sentence`th sentence (from 0), in a handbook page of our own."""
    quoted = passage.split(". ")[sentence].rstrip(".") + "."
    start = passage.index(quoted)
    slug = title.lower().replace(" ", "-")
    return Source(
        n=n,
        passage_id=f"handbook/{slug}#{heading}",
        doc_id=f"handbook/{slug}",
        title=title,
        publisher="Osler patient handbook",
        url="",
        passage=passage,
        start=start,
        end=start + len(quoted),
        heading=heading,
        notice=NOTICE,
        sources=rests_on,
    )


HEART_ALERT = Alert(
    category="chest_pain",
    tier="T1",
    title="Chest pain can be a heart attack",
    message="Call your local emergency number now (911 in the US, 112 in Europe, 999 in the UK). Do not drive yourself."
    "\n\nStay where you are, sit down, and have somebody with you until help comes.",
    matched="crushing chest pain",
)
FEVER_ALERT = Alert(
    category="infant_fever",
    tier="T3",
    title="A fever in a young baby needs to be seen today",
    message="Call a doctor today, day or night: a baby under 3 months with a fever must be examined.",
    matched="my newborn has a fever",
)

CANNED: tuple[Canned, ...] = (
    Canned(
        ("chest pain", "heart attack right now"),
        Outcome.EMERGENCY,
        HEART_ALERT.message,
        alert=HEART_ALERT,
    ),
    Canned(
        ("newborn has a fever",),
        Outcome.EMERGENCY,
        "Have your baby seen first. Osler can answer general questions about fever afterwards.",
        alert=FEVER_ALERT,
    ),
    Canned(
        ("asthma", SLOW),
        Outcome.ANSWERED,
        sources=(
            quoting(1, 0, _ASTHMA_SIGNS, "Asthma", "What you may notice", _NHLBI),
            quoting(2, 1, _ASTHMA_SIGNS, "Asthma", "What you may notice", _NHLBI),
            quoting(3, 1, _ASTHMA_HELP, "Asthma", "When to get help", _NHLBI, _MEDLINE),
        ),
        searched=Searched("", 8, ("Asthma", "Asthma inhalers", "COPD", "Pneumonia", "Allergic reaction")),
    ),
    Canned(
        ("blood pressure",),
        Outcome.ANSWERED,
        sources=(
            quoting(1, 0, _PRESSURE, "High blood pressure", "What helps", _MEDLINE_PRESSURE),
            quoting(2, 1, _PRESSURE, "High blood pressure", "What helps", _MEDLINE_PRESSURE),
            quoting(3, 3, _PRESSURE, "High blood pressure", "What helps", _MEDLINE_PRESSURE),
        ),
        searched=Searched("", 8, ("High blood pressure", "Diuretics", "ACE inhibitors")),
    ),
    Canned(
        ("weather", "recipe", "football"), Outcome.OUT_OF_SCOPE, "Osler answers questions about health and medicine."
    ),
    Canned(("is it safe", "what about it"), Outcome.NEEDS_CLARIFICATION, "Which medicine or condition do you mean?"),
    Canned(
        ("stumble",),
        Outcome.ERROR,
        "The model stopped before it had finished; ask again, or restart Osler if it happens twice.",
    ),
)
NOT_FOUND = Canned(
    (),
    Outcome.INSUFFICIENT_EVIDENCE,
    ABSTENTION,
    searched=Searched("", 8, ("Kidney stones", "Gout", "Gallstones", "Osteoporosis")),
)


def canned_answer(question: str) -> Answer:
    """The answer that the fake gives to this question."""
    return next((canned for canned in CANNED if canned.answers(question)), NOT_FOUND).to(question)


class FakeConversations:
    """Conversations in memory; any number of threads. `stopped` lists the questions whose iterator was closed early."""

    def __init__(
        self,
        pause: float = 0.0,
        clock: Callable[[], datetime] = now_utc,
        answer: Callable[[str], Answer] = canned_answer,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._answer = answer
        self._lock = threading.Lock()
        self._turns: dict[str, tuple[Turn, ...]] = {}
        self.stopped: list[str] = []

    def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
        question = validate_question(question)
        if session_id is not None:
            self.turns(session_id)
        if FAILING in question:
            raise ModelNotReady("The model is still loading; wait a moment and ask again.")
        answer = self._answer(question)
        pause = self._pause * (10 if SLOW in question else 1)
        try:
            for event in _events(answer):
                time.sleep(pause)
                yield event
            time.sleep(pause)
        except GeneratorExit:
            self.stopped.append(question)
            raise
        yield TurnFinished(self._keep(session_id, answer))

    def sessions(self) -> tuple[SessionSummary, ...]:
        with self._lock:
            kept = tuple(self._turns.values())
        return tuple(sorted((_summary(turns) for turns in kept), key=lambda one: one.updated, reverse=True))

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        with self._lock:
            if session_id not in self._turns:
                raise SessionMissing(session_id)
            return self._turns[session_id]

    def delete(self, session_id: str) -> None:
        self.turns(session_id)
        with self._lock:
            self._turns.pop(session_id, None)

    def export(self, session_id: str) -> str:
        turns = [turn.to_json() for turn in self.turns(session_id)]
        return json.dumps({"osler": 1, "session_id": session_id, "turns": turns}, indent=2, ensure_ascii=False)

    def _keep(self, session_id: str | None, answer: Answer) -> Turn:
        key = session_id or uuid.uuid4().hex
        created = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
        with self._lock:
            earlier = self._turns.get(key, ())
            turn = Turn(uuid.uuid4().hex, key, len(earlier) + 1, created, answer)
            self._turns[key] = (*earlier, turn)
        return turn


def _events(answer: Answer) -> Iterator[Event]:
    if answer.alert:
        yield AlertRaised(answer.alert)
    if answer.searched.query:
        yield SearchFinished(answer.searched)
    for sentence in answer.sentences:
        yield SentenceReady(sentence, next(source for source in answer.sources if source.n in sentence.citations))


def _summary(turns: tuple[Turn, ...]) -> SessionSummary:
    first, last = turns[0], turns[-1]
    alert = reduce(graver, (turn.answer.alert for turn in turns), None)
    title = shortened(first.answer.question)
    return SessionSummary(first.session_id, title, first.created, last.created, len(turns), alert)
