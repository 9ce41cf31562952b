"""A literature of two small documents for the tests of the agent, with a search that needs no model."""

from __future__ import annotations

import re

from agent.answering import Answering, Quoting
from agent.evidence import Evidence
from agent.graph import Abilities
from agent.picking import KeywordPicker, Pick
from agent.triage import triage
from retrieval.chunking import passages
from retrieval.documents import Document, Hit, Section, SourcePage

ASTHMA = Document(
    doc_id="t:asthma",
    title="Asthma",
    sections=(
        Section(
            ("Asthma", "What you may notice"),
            "The most common symptoms of asthma are wheezing and coughing. It can be worse at night. "
            "Symptoms of asthma in children include a cough that lasts.",
            ((0,),),
        ),
        Section(("Asthma", "What helps"), "Asthma treatment uses inhalers:\n- quick relief for an attack\n- control."),
    ),
    source="test",
    publisher="Tests",
    notice="Not reviewed.",
    sources=(SourcePage("A publisher", "Asthma page", "https://example.org/asthma"),),
)
METFORMIN = Document(
    doc_id="t:metformin",
    title="Metformin",
    sections=(
        Section(("Metformin", "What it is"), "Metformin is a medicine for diabetes. Metformin lowers blood sugar."),
        Section(("Metformin", "Side effects"), "Common side effects of metformin are nausea and diarrhea."),
    ),
    source="test",
    publisher="Tests",
)
PASSAGES = tuple(passage for document in (ASTHMA, METFORMIN) for passage in passages(document))


def search(query: str) -> tuple[Hit, ...]:
    """Passages by the words they share with the query; the share stands for the cosine."""
    wanted = set(re.findall(r"\w{4,}", query.lower()))
    scored = []
    for passage in PASSAGES:
        there = set(re.findall(r"\w{4,}", f"{passage.title} {passage.text}".lower()))
        scored.append((len(wanted & there) / max(1, len(wanted)), passage))
    ranked = sorted(scored, key=lambda pair: -pair[0])
    return tuple(Hit(passage, n, share, dense_score=share) for n, (share, passage) in enumerate(ranked, 1) if share > 0)


def topics(text: str) -> tuple[str, ...]:
    """The titles that a text names."""
    return tuple(d.title for d in (ASTHMA, METFORMIN) if d.title.lower() in text.lower())


class SureAsTold(KeywordPicker):
    """The keyword picker, as sure as it is told that the evidence answers (log-odds)."""

    def __init__(self, log_odds: float) -> None:
        self._log_odds = log_odds

    def judged(self, query: str, evidence: Evidence, most: int) -> tuple[tuple[Pick, ...], float]:
        return tuple(self.pick(query, evidence, most)), self._log_odds


def abilities(answering: Answering | None = None) -> Abilities:
    """Everything a conversation needs, with the keyword picker unless another way of answering is given."""
    return Abilities(triage, frozenset({"self_harm"}), topics, search, answering or Quoting(KeywordPicker()))
