"""Questions to be answered with yes, no or maybe, and the sentence of the evidence that decides.

Which sentences decide, and how, is told in `claims`. As many of each answer as the literature gives, and never many more of
one than of the others together; a sentence that says yes may be asked its contrary, so that the form of the question does
not give the answer away.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from models.training.data.dialogues import Dialogue, Exchange, in_turn, shuffled
from models.training.data.evidence import EvidenceDrawer
from models.training.data.topics import Fact, Material

_CONTRARY = 0.35  # of the sentences that say yes are asked the other way round
_UNANSWERABLE = 0.12
_MOST_OF_ONE = 0.6  # of all
_FREE = 10  # of one answer before its share counts
_SAID = {"yes": "Yes.", "no": "No.", "maybe": "Maybe."}


def verdicts(material: Material, drawer: EvidenceDrawer, seed: int) -> Iterator[Dialogue]:
    """One question each, of every claim, answer by answer and source by source in turn."""
    rng = random.Random(f"{seed} verdicts")
    asked = [(fact, *_asked(fact, rng)) for fact in shuffled(material.facts, rng)]
    asked.sort(key=lambda one: _source(material, one[0]))
    told: Counter[str] = Counter()
    for fact, question, verdict in in_turn(shuffled(asked, rng), lambda one: one[2]):
        if told[verdict] >= _FREE and told[verdict] + 1 > _MOST_OF_ONE * (told.total() + 1):
            continue
        answerable = rng.random() >= _UNANSWERABLE
        drawn = drawer.draw(fact.topic, fact.part, (fact.position,), rng, question=question, answerable=answerable)
        if drawn.passages:
            label = verdict if drawn.quotes else ""
            told[verdict] += bool(label)
            exchange = Exchange(question, drawn, _SAID[verdict] if label else "")
            yield Dialogue("verdict" if label else "abstention", _source(material, fact), (exchange,), label)


def _asked(fact: Fact, rng: random.Random) -> tuple[str, str]:
    """The question and its answer; now and then the contrary question, which a plain yes answers with no."""
    if fact.claim.contrary and rng.random() < _CONTRARY:
        return fact.claim.contrary, "no"
    return fact.claim.question, fact.claim.verdict


def _source(material: Material, fact: Fact) -> str:
    return material.topics[fact.topic].source
