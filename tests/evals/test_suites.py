"""Osler's own suites: whole, true to the handbook, apart from what triage was built on, and refused where they are wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.answer import Outcome
from agent.handbook import HANDBOOK
from evals.datasets.own import (
    ABSTENTION,
    CONVERSATIONS,
    TRIAGE,
    gate_only,
    read_abstention,
    read_conversations,
    read_triage,
)
from evals.errors import BadDataset
from evals.examples import Example
from evals.scoring.conversation import ExpectedTurn, says

READERS: dict[str, tuple[Callable[[Path], tuple[Example, ...]], Path]] = {
    "conversations": (read_conversations, CONVERSATIONS),
    "abstention": (read_abstention, ABSTENTION),
    "triage": (read_triage, TRIAGE),
}


@cache
def pages() -> Mapping[str, str]:
    """What the handbook says, by document, without what stands above it."""
    return {
        f"handbook:{path.stem}": path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in HANDBOOK.glob("*.md")
    }


def expected(example: Example) -> list[ExpectedTurn]:
    return [ExpectedTurn.from_json(turn) for turn in example.details["turns"]]


# --- what the suites hold


def test_the_conversations_are_many_and_varied() -> None:
    found = read_conversations(CONVERSATIONS)
    assert len(found) >= 30
    assert all(2 <= len(example.turns) + 1 <= 5 for example in found)
    assert len({doc for example in found for turn in expected(example) for doc in turn.cites}) >= 25
    outcomes = Counter(outcome for example in found for turn in expected(example) for outcome in turn.outcomes)
    assert set(outcomes) == set(Outcome) - {Outcome.ERROR}


def test_an_emergency_is_not_taken_back_by_what_follows() -> None:
    for example in read_conversations(CONVERSATIONS):
        raised = False
        for turn in expected(example):
            assert not (raised and None in turn.alerts), example.example_id
            raised = raised or None not in turn.alerts


def test_what_a_conversation_expects_stands_in_the_documents_it_names() -> None:
    for example in read_conversations(CONVERSATIONS):
        for turn in expected(example):
            assert bool(turn.cites) is bool(turn.facts)
            text = " ".join(pages()[doc] for doc in turn.cites)
            for fact in turn.facts:
                assert any(says(text, phrase) for phrase in fact), (example.example_id, fact)


def test_half_of_the_questions_are_answerable_and_each_kind_of_the_others_is_as_common() -> None:
    found = read_abstention(ABSTENTION)
    kinds = Counter(example.kind for example in found)
    assert kinds == {"lay_words": 60, "missing_aspect": 20, "neighbour_topic": 20, "rare_disease": 20}
    assert all(doc in pages() for example in found for doc in (*example.details["docs"], *example.details["near"]))
    assert len({example.question for example in found}) == len(found)


def test_the_handbook_lacks_what_the_unanswerable_ask_for() -> None:
    for example in read_abstention(ABSTENTION):
        searched = " ".join(pages()[doc] for doc in example.details["near"] or pages())
        if example.details["lacks"]:
            assert not says(searched, example.details["lacks"]), example.question


def test_emergencies_and_look_alikes_are_as_many() -> None:
    found = read_triage(TRIAGE)
    counts = Counter(example.answers[0] for example in found)
    assert counts["urgent"] == counts["not urgent"] >= 40
    assert len({example.kind for example in found if example.answers[0] == "urgent"}) >= 30
    tiers = Counter(example.details["tier"] for example in found if example.answers[0] == "urgent")
    assert set(tiers) == {"T1", "T2"}


def test_the_messages_are_not_those_that_triage_was_built_on() -> None:
    folder = Path(__file__).parent.parent / "agent"
    known = {run for path in folder.glob("test_triage*.py") for run in runs(path.read_text(encoding="utf-8"))}
    assert len(known) > 1000
    for example in read_triage(TRIAGE):
        assert not runs(example.question) & known, example.question


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def test_the_small_suite_has_about_forty_items_of_every_sort() -> None:
    gates = {name: gate_only(read(path)) for name, (read, path) in READERS.items()}
    assert {name: len(found) for name, found in gates.items()} == {"conversations": 7, "abstention": 14, "triage": 20}
    for name in ("abstention", "triage"):
        assert set(Counter(example.answers[0] for example in gates[name]).values()) == {len(gates[name]) // 2}


@pytest.mark.parametrize("name", READERS)
def test_no_question_is_asked_in_two_suites_and_no_text_is_long(name: str) -> None:
    read, path = READERS[name]
    asked = {q for example in read(path) for q in (*example.turns, example.question)}
    others = {
        q
        for other, (read_other, path_other) in READERS.items()
        if other != name
        for example in read_other(path_other)
        for q in (*example.turns, example.question)
    }
    assert not asked & others
    assert max(len(question.split()) for question in asked) < 40


# --- reading

TURN: dict[str, Any] = {
    "question": "What helps?",
    "outcome": "answered",
    "facts": [],
    "cites": [],
    "alert": None,
    "absent": [],
}
CONVERSATION: dict[str, Any] = {"id": "c", "topic": "gout", "kind": "k", "gate": True, "turns": [TURN, TURN]}
QUESTION: dict[str, Any] = {
    "id": "q", "question": "Why?", "answerable": True, "docs": ["d"], "near": [], "lacks": "", "kind": "k", "gate": False
}  # fmt: skip
MESSAGE: dict[str, Any] = {"id": "m", "text": "Help", "urgent": True, "tier": "T2", "kind": "k", "gate": False}
WHOLE = {"conversations": CONVERSATION, "abstention": QUESTION, "triage": MESSAGE}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def refusal(name: str, path: Path) -> str:
    with pytest.raises(BadDataset) as refused:
        READERS[name][0](path)
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_a_conversation_becomes_an_example(tmp_path: Path) -> None:
    last = {**TURN, "question": " and then? ", "outcome": ["answered", "emergency"], "alert": [None, "T3"]}
    last |= {"facts": [["salt", "sodium"]], "cites": ["handbook:gout"], "absent": ["sugar"]}
    (example,) = read_conversations(write(tmp_path / "c.jsonl", {**CONVERSATION, "turns": [TURN, last]}))
    assert (example.turns, example.question, example.group) == (("What helps?",), "and then?", "c")
    assert expected(example) == [
        ExpectedTurn((Outcome.ANSWERED,)),
        ExpectedTurn(
            (Outcome.ANSWERED, Outcome.EMERGENCY), (("salt", "sodium"),), ("handbook:gout",), (None, "T3"), ("sugar",)
        ),
    ]
    assert gate_only([example]) == (example,)
    assert json.loads(json.dumps(example.to_json()))["details"] == example.details


def test_questions_and_messages_become_examples(tmp_path: Path) -> None:
    cannot = {**QUESTION, "id": "n", "answerable": False, "docs": [], "near": ["e"], "lacks": "x"}
    yes, no = read_abstention(write(tmp_path / "q.jsonl", QUESTION, cannot))
    assert (yes.answers, yes.group, no.answers, no.group) == (("answerable",), "d", ("unanswerable",), "e")
    calm = {**MESSAGE, "id": "n", "urgent": False, "tier": None}
    urgent, other = read_triage(write(tmp_path / "m.jsonl", MESSAGE, calm))
    assert (urgent.answers, urgent.details["tier"], other.answers) == (("urgent",), "T2", ("not urgent",))
    assert gate_only([yes, no, urgent, other]) == ()


@pytest.mark.parametrize(
    ("name", "changed", "told"),
    [
        ("conversations", {"turns": []}, "it has 0 turns and not 1 to 5"),
        ("conversations", {"turns": [TURN] * 6}, "it has 6 turns"),
        ("conversations", {"turns": [{**TURN, "outcome": "fine"}]}, "'outcome' is ['fine'] and not one or more of"),
        ("conversations", {"turns": [{**TURN, "outcome": []}]}, "'outcome' is []"),
        ("conversations", {"turns": [{**TURN, "facts": ["salt"]}]}, "'facts' is not a list of lists of phrases"),
        ("conversations", {"turns": [{**TURN, "facts": [[]]}]}, "'facts' is not a list of lists of phrases"),
        ("conversations", {"turns": [{**TURN, "alert": "T4"}]}, "'alert' has 'T4' and not T1, T2, T3 or null"),
        ("conversations", {"gate": None}, "it has no 'gate'"),
        ("abstention", {"docs": []}, "'docs' names documents for a question that has no answer"),
        ("abstention", {"answerable": False}, "'docs' names documents"),
        ("abstention", {"answerable": False, "docs": []}, "'lacks' is given for a question that has an answer, or missing"),
        ("abstention", {"lacks": "dose"}, "'lacks' is given"),
        ("abstention", {"answerable": "yes"}, "'answerable' is not true or false"),
        ("triage", {"urgent": False}, "it has a 'tier' and is not urgent"),
        ("triage", {"tier": 1}, "'tier' has 1 and not"),
        ("triage", {"text": " "}, "'text' is not a text with something in it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_line(name: str, changed: dict[str, Any], told: str, tmp_path: Path) -> None:
    first = {**WHOLE[name], "id": "first"}
    message = refusal(name, write(tmp_path / "suite.jsonl", first, {**WHOLE[name], **changed}))
    assert "suite.jsonl, line 2: " in message
    assert told in message


@pytest.mark.parametrize("name", READERS)
def test_two_of_one_id_and_none_at_all_are_refused(name: str, tmp_path: Path) -> None:
    assert "the id" in refusal(name, write(tmp_path / "twice.jsonl", WHOLE[name], WHOLE[name]))
    assert "holds no item" in refusal(name, write(tmp_path / "none.jsonl"))


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.lists(st.text(max_size=3), max_size=2)
)


@given(name=st.sampled_from(sorted(READERS)), data=st.data())
def test_any_other_value_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    row = dict(WHOLE[name])
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(VALUES)
    if name == "conversations" and data.draw(st.booleans()):
        row["turns"] = [TURN | {data.draw(st.sampled_from(sorted(TURN))): data.draw(VALUES)}]
    path = write(tmp_path_factory.getbasetemp() / "suite.jsonl", row)
    try:
        assert len(READERS[name][0](path)) == 1
    except BadDataset as error:
        assert str(error).startswith(str(path))
