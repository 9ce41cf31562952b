"""Files to sides: the same every time, nothing on both, everything left out counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.text import Message
from models.training.documents import Conversation, TrainingDataUnusable, write_conversations
from models.training.sft.data import read_split, render
from models.training.sft.rendering import Renderer
from tests.models.training.sft.families import CONTEXT, conversations, tokenizer


def ask(question: str, answer: str = "Rest.", kind: str = "answer") -> Conversation:
    return Conversation((Message("user", question), Message("assistant", answer)), kind)


@pytest.fixture
def hundred(tmp_path: Path) -> Path:
    write_conversations([ask(f"Question {n}?") for n in range(100)], tmp_path / "hundred.jsonl")
    return tmp_path / "hundred.jsonl"


def test_the_split_is_the_seeds(hundred: Path) -> None:
    first, again, other = (read_split([hundred], 0.1, seed) for seed in (7, 7, 8))
    assert first == again and first.fingerprint == again.fingerprint
    assert len(first.held_out) == 10 and len(first.learnt) == 90
    assert set(first.held_out) != set(other.held_out) and first.fingerprint != other.fingerprint
    assert not set(first.held_out) & set(first.learnt)


def test_a_conversation_more_moves_few_others(hundred: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    write_conversations([ask("One more?")], more)
    before, after = read_split([hundred], 0.1, 7), read_split([hundred, more], 0.1, 7)
    assert len(set(before.held_out) & set(after.held_out)) >= 9


def test_one_question_is_on_one_side_whatever_its_evidence_or_end(tmp_path: Path) -> None:
    """A prompt of Osler's brings passages and ends with the question; a chat goes on after it."""
    rows = []
    for n in range(30):
        rows += [
            ask(f"Passages:\n[1] one {n}\n\nQuestion: What is {n}?"),
            ask(f"Passages:\n[1] other {n}\n\nQuestion: What is  {n}?", "No idea."),
            Conversation(
                (*ask(f"Question: what is {n}?").messages, Message("user", "Why?"), Message("assistant", "So.")), "chat"
            ),
        ]
    write_conversations(rows, tmp_path / "rows.jsonl")
    split = read_split([tmp_path / "rows.jsonl"], 0.2, 3)
    sides = [
        {one.messages[0].content.splitlines()[-1].lower().split()[-1] for one in side}
        for side in (split.learnt, split.held_out)
    ]
    assert not sides[0] & sides[1] and len(split.held_out) >= 18


def test_the_same_twice_counts_once_and_never_on_both_sides(hundred: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    write_conversations([ask("Question 3?"), ask("Another?", kind="")], own)
    split = read_split([hundred, hundred], 0.1, 7, [own])
    assert split.held_out == (ask("Question 3?"), ask("Another?", kind=""))
    assert len(split.learnt) == 99 and split.duplicates == 1
    assert split.sources == {str(own): {"answer": 1, "conversation": 1}, str(hundred): {"answer": 100}}


def test_one_question_alone_cannot_be_split(tmp_path: Path) -> None:
    write_conversations([ask("Why?", "So."), ask("Why?", "Because.")], tmp_path / "one.jsonl")
    with pytest.raises(TrainingDataUnusable, match=r"at least two different questions.*--held-out-data"):
        read_split([tmp_path / "one.jsonl"], 0.5, 7)


def test_the_report_counts_what_was_left_out() -> None:
    wrapped = tokenizer("gemma")
    refused = Conversation(
        (Message("user", "A"), Message("user", "B"), Message("system", "C"), Message("assistant", "D"))
    )
    rows = [*conversations(), ask("Long?", "rest " * 300, "long"), refused]
    part = render(rows, Renderer(wrapped, 64), 64)
    assert part.conversations == 10 and part.answers == 10
    assert part.by_kind == {"abstention": 1, "answer": 7, "conversation": 1, "long": 1}
    assert (part.too_long, part.refused) == (1, 0)
    assert part.tokens == sum(len(e.ids) for e in part.examples) > part.learnt_tokens > 0
    said = str(part)
    assert "10 conversations (abstention 1, answer 7" in said
    assert f"1 answers were left out as too long (the longest needs {part.longest_needed:,} tokens)" in said
    facts: Any = part.facts()
    assert facts["examples"] == 9 and facts["too_long"] == 1 and "kinds" not in facts


def test_nothing_that_fits_or_is_taken_is_said_with_what_to_do() -> None:
    with pytest.raises(TrainingDataUnusable, match=r"No answer fits into 10 tokens .*needs \d+.*raise --max-tokens"):
        render(conversations(), Renderer(tokenizer("llama"), 10), 10)
    with pytest.raises(TrainingDataUnusable, match=r"refuses every conversation \(never\); give another model"):
        render(conversations(), Renderer(tokenizer("llama", "{{ raise_exception('never') }}"), CONTEXT), CONTEXT)
