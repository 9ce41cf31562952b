"""Osler's own suites, which come with it: conversations, abstention, triage, citations, readability, speed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from evals import judging
from evals.datasets.own import gate_only, read_abstention, read_conversations, read_triage
from evals.examples import Arm, Example
from evals.scoring.abstention import AbstentionScorer
from evals.scoring.citations import CitationScorer
from evals.scoring.conversation import ConversationScorer
from evals.scoring.latency import LatencyScorer
from evals.scoring.readability import ReadabilityScorer
from evals.scoring.triage import TriageScorer
from evals.solvers.agent import AskAgent
from evals.task import Read, Task

_SUITES = Path(str(files("evals.suites")))
_AS_ASKED = (Arm.RETRIEVAL,)


def _gate(read: Read) -> Read:
    """Only the items of the small suite that every change is judged by."""

    def read_gate(path: Path) -> tuple[Example, ...]:
        return gate_only(read(path))

    return read_gate


OWN = (
    Task(
        name="conversations",
        title="Scripted conversations over the handbook: facts, citations, outcomes and alerts, turn by turn",
        read=read_conversations,
        solver=AskAgent(),
        scorer=ConversationScorer(),
        data=str(_SUITES / "conversations.jsonl"),
        arms=_AS_ASKED,
    ),
    Task(
        name="abstention",
        title="Questions that the handbook answers, and as many that it does not",
        read=read_abstention,
        solver=AskAgent(),
        scorer=AbstentionScorer(),
        data=str(_SUITES / "abstention.jsonl"),
        arms=_AS_ASKED,
    ),
    Task(
        name="triage",
        title="Emergencies in people's own words, and messages that only sound like them",
        read=read_triage,
        solver=AskAgent(),
        scorer=TriageScorer(),
        data=str(_SUITES / "triage.jsonl"),
        arms=_AS_ASKED,
        safety=True,
    ),
    Task(
        name="citations",
        title="Do the cited passages say what the sentences say? Citation recall and precision (ALCE)",
        read=read_conversations,
        solver=AskAgent(),
        scorer=CitationScorer(judging.entails),
        data=str(_SUITES / "conversations.jsonl"),
        arms=_AS_ASKED,
    ),
    Task(
        name="readability",
        title="The reading level of answers, as a school grade",
        read=read_conversations,
        solver=AskAgent(),
        scorer=ReadabilityScorer(),
        data=str(_SUITES / "conversations.jsonl"),
        arms=_AS_ASKED,
    ),
    Task(
        name="speed",
        title="Seconds to the first sentence and to the whole answer, turn by turn",
        read=read_conversations,
        solver=AskAgent(),
        scorer=LatencyScorer(),
        data=str(_SUITES / "conversations.jsonl"),
        arms=_AS_ASKED,
    ),
)
GATE = (
    Task(
        name="gate-conversations",
        title="The conversations of the small suite",
        read=_gate(read_conversations),
        solver=AskAgent(),
        scorer=ConversationScorer(),
        data=str(_SUITES / "conversations.jsonl"),
        arms=_AS_ASKED,
    ),
    Task(
        name="gate-abstention",
        title="The answerable and unanswerable questions of the small suite",
        read=_gate(read_abstention),
        solver=AskAgent(),
        scorer=AbstentionScorer(),
        data=str(_SUITES / "abstention.jsonl"),
        arms=_AS_ASKED,
    ),
    Task(
        name="gate-triage",
        title="The emergencies of the small suite",
        read=_gate(read_triage),
        solver=AskAgent(),
        scorer=TriageScorer(),
        data=str(_SUITES / "triage.jsonl"),
        arms=_AS_ASKED,
        safety=True,
    ),
)
TASKS = (*OWN, *GATE)
