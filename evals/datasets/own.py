"""Reads Osler's own suites (evals/suites/*.jsonl): scripted conversations, questions to abstain from, messages to triage.

Knows the fields of these files and checks every one; knows nothing of how they are scored, save what a turn may expect.
Every example keeps `details["gate"]`: whether it is of the small suite that is run with every change (`gate_only`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from agent.answer import Outcome, Tier
from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.examples import Example
from evals.scoring.abstention import ANSWERABLE, UNANSWERABLE
from evals.scoring.conversation import MOST_TURNS, ExpectedTurn
from evals.scoring.triage import NOT_URGENT, URGENT

SUITES = Path(__file__).resolve().parent.parent / "suites"
CONVERSATIONS = SUITES / "conversations.jsonl"
ABSTENTION = SUITES / "abstention.jsonl"
TRIAGE = SUITES / "triage.jsonl"

_CONVERSATION = f"a conversation has id, topic, kind, gate and up to {MOST_TURNS} turns, each with question and outcome"
_QUESTION = "a line has id, question, answerable, docs (none where it is not), near, lacks, kind and gate"
_MESSAGE = "a line has id, text, urgent, tier (T1, T2, T3, or null), kind and gate"
_TIERS: tuple[Tier, ...] = get_args(Tier)


def read_conversations(path: Path) -> tuple[Example, ...]:
    """One example a conversation: its last question, the earlier ones as `turns`. Raises BadDataset.

    `details["turns"]` holds what is expected, one `ExpectedTurn` a turn as JSON.
    """
    return gathered(path, (_conversation(record) for record in json_lines(path, _CONVERSATION)), _CONVERSATION)


def read_abstention(path: Path) -> tuple[Example, ...]:
    """One example a question; its answer is `ANSWERABLE` or `UNANSWERABLE`. Raises BadDataset.

    `details["docs"]` are the documents that answer; `details["near"]` those that one might take for it.
    Of an unanswerable question `details["lacks"]` is a phrase that no page has (or none of `near`): what is missing.
    """
    return gathered(path, (_question(record) for record in json_lines(path, _QUESTION)), _QUESTION)


def read_triage(path: Path) -> tuple[Example, ...]:
    """One example a message; its answer is `URGENT` or `NOT_URGENT`. Raises BadDataset.

    `details["tier"]` says how grave an urgent one is at least.
    """
    return gathered(path, (_message(record) for record in json_lines(path, _MESSAGE)), _MESSAGE)


def gate_only(examples: Sequence[Example]) -> tuple[Example, ...]:
    """The examples of the small suite."""
    return tuple(example for example in examples if example.details.get("gate"))


def _conversation(record: Record) -> Example:
    turns = record.listed("turns")
    if not 1 <= len(turns) <= MOST_TURNS:
        raise record.refused(f"it has {len(turns)} turns and not 1 to {MOST_TURNS}")
    questions = [turn.text("question") for turn in turns]
    name = record.text("id")
    return Example(
        example_id=name,
        question=questions[-1],
        turns=tuple(questions[:-1]),
        group=name,
        kind=record.text("kind"),
        topic=record.text("topic"),
        details={"turns": [_expected(turn).to_json() for turn in turns], "gate": record.flag("gate")},
    )


def _expected(turn: Record) -> ExpectedTurn:
    return ExpectedTurn(_outcomes(turn), _facts(turn), turn.texts("cites"), _alerts(turn), turn.texts("absent"))


def _outcomes(turn: Record) -> tuple[Outcome, ...]:
    names = turn.texts("outcome")
    known = [outcome.value for outcome in Outcome]
    if not names or any(name not in known for name in names):
        raise turn.refused(f"its 'outcome' is {list(names)} and not one or more of {', '.join(known)}")
    return tuple(Outcome(name) for name in names)


def _facts(turn: Record) -> tuple[tuple[str, ...], ...]:
    """Of each fact the phrases that say it."""
    facts = turn.fields.get("facts")
    if not isinstance(facts, list) or not all(_are_texts(fact) for fact in facts):
        raise turn.refused("its 'facts' is not a list of lists of phrases")
    return tuple(tuple(fact) for fact in facts)


def _alerts(turn: Record) -> tuple[Tier | None, ...]:
    """One tier or none, or a list of what may be."""
    given = turn.fields.get("alert")
    listed = given if isinstance(given, list) and given else [given]
    return tuple(_tier(turn, "alert", value) for value in listed)


def _tier(record: Record, field: str, value: object) -> Tier | None:
    if value is None:
        return None
    for tier in _TIERS:
        if value == tier:
            return tier
    raise record.refused(f"its {field!r} has {value!r} and not {', '.join(_TIERS)} or null")


def _question(record: Record) -> Example:
    answerable, docs, near = record.flag("answerable"), record.texts("docs"), record.texts("near")
    if answerable is not bool(docs):
        raise record.refused("its 'docs' names documents for a question that has no answer, or none for one that has")
    lacks = record.optional("lacks")
    if answerable is bool(lacks):
        raise record.refused("its 'lacks' is given for a question that has an answer, or missing for one that has none")
    name = record.text("id")
    return Example(
        example_id=name,
        question=record.text("question"),
        answers=(ANSWERABLE if answerable else UNANSWERABLE,),
        group=(*docs, *near, name)[0],
        kind=record.text("kind"),
        topic=(*docs, *near, "")[0],
        details={"docs": list(docs), "near": list(near), "lacks": lacks, "gate": record.flag("gate")},
    )


def _message(record: Record) -> Example:
    urgent = record.flag("urgent")
    tier = _tier(record, "tier", record.fields.get("tier"))
    if tier and not urgent:
        raise record.refused("it has a 'tier' and is not urgent")
    return Example(
        example_id=record.text("id"),
        question=record.text("text"),
        answers=(URGENT if urgent else NOT_URGENT,),
        kind=record.text("kind"),
        details={"tier": tier, "gate": record.flag("gate")},
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
