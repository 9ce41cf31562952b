"""Conversations of several turns: a question about a topic, then what a person goes on to ask, with new evidence each time.

A later question refers back by a pronoun and so can only be understood with the earlier ones. Questions about children,
pregnancy or old age are asked only where a sentence of the literature speaks of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.training.data.asking import name_in
from models.training.data.dialogues import PASSES, Dialogue, Exchange, in_turn, question_of, shuffled, wanted_of
from models.training.data.evidence import EvidenceDrawer
from models.training.data.fitting import content
from models.training.data.phrasing import is_plural
from models.training.data.quotable import Line, leans, quotable
from models.training.data.topics import Material
from models.training.examples import Topic

_SHARE = 0.5  # of a single question's evidence, for each turn
_MOST_TURNS = 4
_UNANSWERED = 0.14  # of later turns

# Kind → how it is asked of something just spoken of: of one thing, of several.
_FOLLOWING: dict[str, tuple[tuple[str, str], ...]] = {
    "symptoms": (
        ("What are its symptoms?", "What are their symptoms?"),
        ("How would I notice it?", "How would I notice them?"),
        ("And what are the signs of it?", "And what are the signs of them?"),
    ),
    "treatment": (
        ("And how is it treated?", "And how are they treated?"),
        ("How is it treated?", "How are they treated?"),
        ("What can be done about it?", "What can be done about them?"),
    ),
    "causes": (("What causes it?", "What causes them?"), ("And why does it happen?", "And why do they happen?")),
    "risk": (("Who is at risk of it?", "Who is at risk of them?"), ("Who gets it?", "Who gets them?")),
    "diagnosis": (
        ("How is it diagnosed?", "How are they diagnosed?"),
        ("How do doctors find out if someone has it?", "How do doctors find out if someone has them?"),
    ),
    "prevention": (
        ("Can it be prevented?", "Can they be prevented?"),
        ("And how can I prevent it?", "And how can I prevent them?"),
    ),
    "outlook": (
        ("What is the outlook for people with it?", "What is the outlook for people with them?"),
        ("What happens to people who have it?", "What happens to people who have them?"),
    ),
    "complications": (
        ("What can go wrong with it?", "What can go wrong with them?"),
        ("What complications can it have?", "What complications can they have?"),
    ),
    "inheritance": (
        ("Is it inherited?", "Are they inherited?"),
        ("Does it run in families?", "Do they run in families?"),
    ),
    "frequency": (
        ("How common is it?", "How common are they?"),
        ("How many people have it?", "How many people have them?"),
    ),
    "side effects": (
        ("What are its side effects?", "What are their side effects?"),
        ("Does it have side effects?", "Do they have side effects?"),
    ),
    "caution": (("Who should not take it?", "Who should not take them?"),),
    "use": (("How should I take it?", "How should I take them?"),),
    "help": (
        ("When should I see a doctor about it?", "When should I see a doctor about them?"),
        ("And when do I need help with it?", "And when do I need help with them?"),
    ),
}
_OFFERS = {
    "inheritance": re.compile(r"inherit|hereditary|autosomal|famil|x-linked", re.IGNORECASE),
    "frequency": re.compile(r"\d|rare|common|unknown", re.IGNORECASE),
    "caution": re.compile(r"should not|do not|not be (?:taken|used)|avoid", re.IGNORECASE),
}
_ORDER = ("information", "symptoms", "frequency", "causes", "risk", "inheritance", "diagnosis", "use", "treatment",
          "side effects", "caution", "complications", "outlook", "prevention", "help")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """People whom literature speaks of apart, and how one asks about them."""

    speaks: re.Pattern[str]
    one: tuple[str, ...]
    several: tuple[str, ...]
    dangerous: tuple[str, str]


_DANGER = re.compile(
    r"danger|harm|serious|severe|risk|death|fatal|life[- ]threatening|damage|should not", re.IGNORECASE
)
_GROUPS = (
    _Group(
        re.compile(r"\b(?:children|infants?|bab(?:y|ies)|newborns?)\b", re.IGNORECASE),
        ("What about children?", "And in children?", "Is it different in children?"),
        ("What about children?", "And in children?"),
        ("Is that dangerous for children?", "Are they dangerous for children?"),
    ),
    _Group(
        re.compile(r"\b(?:pregnan\w*|unborn)\b", re.IGNORECASE),
        ("And during pregnancy?", "What about pregnant women?"),
        ("And during pregnancy?", "What about pregnant women?"),
        ("Is that dangerous in pregnancy?", "Are they dangerous in pregnancy?"),
    ),
    _Group(
        re.compile(r"\b(?:older (?:people|adults|men|women)|elderly|old age)\b", re.IGNORECASE),
        ("What about older people?", "And in older people?"),
        ("What about older people?", "And in older people?"),
        ("Is that dangerous for older people?", "Are they dangerous for older people?"),
    ),
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A part that can be asked, with which sentences answer, and the question where it is no question of its kind."""

    part: int
    wanted: tuple[int, ...]
    question: str = ""


def turns(material: Material, drawer: EvidenceDrawer, seed: int) -> Iterator[Dialogue]:
    """Conversations of two to four turns, one of each topic that two questions can be asked of, in turn by source."""
    places = [n for n, topic in enumerate(material.topics) if len(_askable(topic)) >= 2]
    for number in range(PASSES):
        rng = random.Random(f"{seed} turns {number}")
        for place in in_turn(shuffled(places, rng), lambda n: material.topics[n].source):
            exchanges = _exchanges(material.topics[place], place, drawer, rng)
            if len(exchanges) >= 2:
                yield Dialogue("turns", material.topics[place].source, tuple(exchanges))


def _exchanges(topic: Topic, number: int, drawer: EvidenceDrawer, rng: random.Random) -> list[Exchange]:
    several = is_plural(name_in(topic.title))
    found: list[Exchange] = []
    told: set[str] = set()
    for turn in _plan(topic, several, rng):
        sentences = topic.parts[turn.part].sentences
        wanted = tuple(n for n in turn.wanted if sentences[n] not in told)
        if not wanted or wanted[0] != turn.wanted[0]:
            continue
        question = turn.question
        if not question:
            question = _following(topic, turn, several, rng) if found else question_of(topic, turn.part, rng)
        may_fail = bool(found) and not turn.question
        answerable = not may_fail or rng.random() >= _UNANSWERED
        drawn = drawer.draw(number, turn.part, wanted, rng, answerable=answerable, share=_SHARE)
        if question and drawn.passages and (found or drawn.quotes):
            found.append(Exchange(question, drawn))
            told.update(quote.text for quote in drawn.quotes)
    return found


def _plan(topic: Topic, several: bool, rng: random.Random) -> list[_Turn]:
    """What is asked, in an order that people ask in: what it is, then some of the rest, then how it is for others."""
    parts = _askable(topic)
    first = [n for n in parts if _kind(topic, n) == "information"][:1] if rng.random() < 0.6 else []
    rest = [n for n in parts if n not in first and _kind(topic, n) != "information"]
    chosen = sorted(
        rng.sample(rest, min(len(rest), rng.randint(1, _MOST_TURNS - 1))), key=lambda n: _ORDER.index(_kind(topic, n))
    )
    plan = [_Turn(n, wanted_of(topic, n)) for n in (first + chosen)]
    about = _about_people(topic, several, rng)
    if about is not None and plan and rng.random() < 0.6:
        plan = [*plan[: _MOST_TURNS - 1], about]
    return plan[:_MOST_TURNS]


def _askable(topic: Topic) -> list[int]:
    """The parts that can be asked about with a pronoun, one of each kind."""
    first_of_kind: dict[str, int] = {}
    for number, part in enumerate(topic.parts):
        if part.question and part.kind is not None and (part.kind.name == "information" or _can_follow(topic, number)):
            first_of_kind.setdefault(part.kind.name, number)
    return list(first_of_kind.values())


def _can_follow(topic: Topic, number: int) -> bool:
    """Whether a part's answer begins with what its later question asks for."""
    part = topic.parts[number]
    needs = _OFFERS.get(_kind(topic, number))
    first = part.sentences[wanted_of(topic, number)[0]]
    return _kind(topic, number) in _FOLLOWING and (needs is None or bool(needs.search(first)))


def _kind(topic: Topic, number: int) -> str:
    kind = topic.parts[number].kind
    return kind.name if kind else ""


def _following(topic: Topic, turn: _Turn, several: bool, rng: random.Random) -> str:
    phrasings = _FOLLOWING.get(_kind(topic, turn.part), ())
    return rng.choice(phrasings)[several] if phrasings else ""


def _about_people(topic: Topic, several: bool, rng: random.Random) -> _Turn | None:
    """A question about children, pregnancy or old age, with the sentence of the literature that speaks of them."""
    name = content(topic.title)
    for group in shuffled(_GROUPS, rng):
        if group.speaks.search(topic.title):
            continue
        for number, part in enumerate(topic.parts):
            for position, text in enumerate(part.sentences[:20]):
                fits = (
                    group.speaks.search(text)
                    and name & content(text)
                    and quotable(Line(text, False))
                    and not leans(text)
                )
                if fits:
                    phrasings = [*(group.several if several else group.one)]
                    phrasings += [group.dangerous[several]] * 3 if _DANGER.search(text) else []
                    return _Turn(number, (position,), rng.choice(phrasings))
    return None
