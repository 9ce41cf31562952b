"""Fitting by hand, on conversations drawn at random, and on one that grows."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import PromptTooLong
from models.fitting import SHRUNK, Part, Said, fit


def words(said: Said) -> int:
    """A token a word, and three around each message."""
    return len(said.text.split()) + 3


def total(conversation: list[Said]) -> int:
    return sum(words(said) for said in conversation)


def text(name: str, length: int) -> str:
    return " ".join([name] * length)


def asked(turn: int, passages: list[int], question: int = 5) -> Said:
    shown = (Part(text(f"p{turn}.{n}", length), "passage") for n, length in enumerate(passages))
    return Said("user", (*shown, Part(text(f"q{turn}", question))))


def answered(turn: int, length: int = 20) -> Said:
    return Said("assistant", (Part(text(f"a{turn}", length), "answer"),))


def shown(conversation: list[Said]) -> list[str]:
    return [f"{said.role[0]}: " + " ".join(part.text.split()[0] for part in said.parts) for said in conversation]


SYSTEM = Said("system", (Part("rules of the house here"),))  # 8 tokens
# 8 + (3 + 40 + 5) + 23 + 48 + 23 + 48 = 198 tokens
THREE_TURNS = [
    SYSTEM,
    asked(1, [20, 20]),
    answered(1),
    asked(2, [20, 20]),
    answered(2),
    asked(3, [20, 20]),
]


def test_within_the_budget_nothing_is_left_out() -> None:
    assert total(THREE_TURNS) == 198
    assert fit(THREE_TURNS, 198, words) == THREE_TURNS
    assert fit([], 0, words) == []


def test_the_oldest_passages_go_first() -> None:
    """158 tokens are left of 198, more than three quarters of 197, and 118 without the second turn's passages."""
    assert shown(fit(THREE_TURNS, 197, words)) == ["s: rules", "u: q1", "a: a1", "u: q2", "a: a2", "u: p3.0 p3.1 q3"]


def test_no_more_goes_than_half_of_the_room_for_the_old() -> None:
    """What stays takes 72 tokens (8 + 8 + 8 + 48) of 197, so at least (72 + 197) ÷ 2 are left where parts are small."""
    fine = [SYSTEM, asked(1, [1]), answered(1, 100), asked(2, [20] * 8), answered(2, 2), asked(3, [20] * 2)]
    # 8 + 9 + 103 + 168 + 5 + 48 = 341; a budget of 340 leaves the answers, for without the passages 180 are taken.
    assert shown(fit(fine, 340, words)) == ["s: rules", "u: q1", "a: a1", "u: q2", "a: a2", "u: p3.0 p3.1 q3"]
    # 8 + 13 + 53 + 8 + 60·3 + 8 = 270 of 269: what stays takes 8 + 8 + 188 = 204, the target is (204 + 269) ÷ 2 = 236.
    large = [SYSTEM, asked(1, [5]), answered(1, 50), asked(2, [60] * 3)]
    assert total(large) == 262
    assert shown(fit(large, 261, words)) == ["s: rules", "u: q1", "a: a1", "u: p2.0 p2.1 p2.2 q2"]


def test_then_the_oldest_answers() -> None:
    """Without old passages 118 tokens; a budget of 117 shrinks to (72 + 117) ÷ 2 = 94.5, which needs both answers gone:
    95 are left without the first."""
    assert shown(fit(THREE_TURNS, 117, words)) == ["s: rules", "u: q1", "u: q2", "u: p3.0 p3.1 q3"]
    assert shown(fit(THREE_TURNS, 118, words)) == ["s: rules", "u: q1", "a: a1", "u: q2", "a: a2", "u: p3.0 p3.1 q3"]


def test_at_last_the_newest_passages_from_the_end_but_never_the_first() -> None:
    assert shown(fit(THREE_TURNS, 71, words)) == ["s: rules", "u: q1", "u: q2", "u: p3.0 q3"]
    assert total(fit(THREE_TURNS, 52, words)) == 52
    with pytest.raises(PromptTooLong, match="take 52 tokens, and there is room for 51; ask a shorter question"):
        fit(THREE_TURNS, 51, words)


def test_passages_may_stand_in_a_message_of_their_own() -> None:
    evidence = Said("user", (Part(text("p", 20), "passage"), Part(text("r", 20), "passage")))
    question = Said("user", (Part("why"),))
    conversation = [SYSTEM, evidence, question, answered(1), evidence, question]  # 8 + 43 + 4 + 23 + 43 + 4
    assert shown(fit(conversation, 124, words)) == ["s: rules", "u: why", "a: a1", "u: p r", "u: why"]
    assert shown(fit(conversation, 40, words)) == ["s: rules", "u: why", "u: p", "u: why"]


def test_what_was_left_out_stays_out_though_there_would_be_room_again() -> None:
    """The second turn had no room for the first one's passages. The third brings none, but they do not come back."""
    turns = [SYSTEM, asked(1, [30]), answered(1, 2), asked(2, [80]), answered(2, 2), asked(3, [])]
    second = fit(turns[:4], 125, words)
    assert shown(second) == ["s: rules", "u: q1", "a: a1", "u: p2.0 q2"]
    assert fit(turns, 125, words)[:4] == second


def test_a_past_question_that_was_too_long_does_not_matter_once_its_passages_can_go() -> None:
    turns = [SYSTEM, asked(1, [500]), answered(1), asked(2, [20])]
    assert shown(fit(turns, 100, words)) == ["s: rules", "u: q1", "a: a1", "u: p2.0 q2"]


def growing(turns: int, budget: int) -> list[list[Said]]:
    """The fitted prompts of a conversation of three passages a turn."""
    conversation, prompts = [SYSTEM], list[list[Said]]()
    for turn in range(turns):
        conversation.append(asked(turn, [90, 90, 90], 12))
        prompts.append(fit(conversation, budget, words))
        conversation.append(answered(turn, 50))
    assert total(conversation) > 3 * budget
    assert all(total(prompt) <= budget for prompt in prompts)
    return prompts


def unbroken(prompts: list[list[Said]]) -> list[bool]:
    """Whether each prompt begins with the whole of the one before it."""
    return [later[: len(earlier)] == earlier for earlier, later in pairwise(prompts)]


def test_a_growing_conversation_keeps_its_prefix_in_most_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget of 3000 is full after nine turns of 342 tokens; then a turn in three breaks the prefix, not every one."""
    prompts = growing(30, 3000)
    kept = unbroken(prompts)
    assert all(kept[:8])
    assert sum(kept) >= 0.7 * len(kept)
    broken = [total(later) for later, same in zip(prompts[1:], kept, strict=True) if not same]
    assert max(broken) <= SHRUNK * 3000
    monkeypatch.setattr("models.fitting.SHRUNK", 1.0)
    assert not any(unbroken(growing(30, 3000))[8:])


LENGTHS = st.integers(0, 40)
TURN = st.tuples(st.lists(LENGTHS, max_size=4), st.integers(1, 12), LENGTHS)


@settings(max_examples=200, deadline=None)
@given(turns=st.lists(TURN, min_size=1, max_size=8), budget=st.integers(0, 400))
def test_never_over_the_budget_with_all_that_is_pinned_in_order(
    turns: list[tuple[list[int], int, int]], budget: int
) -> None:
    conversation: list[Said] = [SYSTEM]
    for n, (passages, question, answer) in enumerate(turns):
        conversation += [asked(n, passages, question), answered(n, answer)]
    del conversation[-1]
    pinned = [part for said in conversation for part in said.parts if part.kind == "pinned"]
    first = [part for part in conversation[-1].parts if part.kind == "passage"][:1]
    try:
        fitted = fit(conversation, budget, words)
    except PromptTooLong:
        least = [Said(m.role, tuple(p for p in m.parts if p.kind == "pinned")) for m in conversation[:-1]]
        least.append(Said("user", (*first, conversation[-1].parts[-1])))
        assert total([said for said in least if said.parts]) > budget
        return
    parts = [part for said in fitted for part in said.parts]
    assert total(fitted) <= budget
    assert [part for part in parts if part.kind == "pinned"] == pinned
    assert set(first) <= set(fitted[-1].parts)
    everything = iter([part for said in conversation for part in said.parts])
    assert all(part in everything for part in parts)  # a subsequence: the order is kept
    assert all(any(said.role == m.role and set(said.parts) <= set(m.parts) for m in conversation) for said in fitted)
    if total(conversation) <= budget:
        assert fitted == conversation


@settings(max_examples=100, deadline=None)
@given(turns=st.lists(TURN, min_size=2, max_size=8), budget=st.integers(60, 400))
def test_a_turn_that_loses_nothing_new_begins_as_the_one_before(
    turns: list[tuple[list[int], int, int]], budget: int
) -> None:
    conversation, prompts = [SYSTEM], list[list[Said]]()
    try:
        for n, (passages, question, answer) in enumerate(turns):
            conversation.append(asked(n, passages, question))
            prompts.append(fit(conversation, budget, words))
            conversation.append(answered(n, answer))
    except PromptTooLong:
        pass
    for n, (earlier, later) in enumerate(pairwise(prompts)):
        new = [said for said in (answered(n, turns[n][2]), asked(n + 1, *turns[n + 1][:2])) if said.parts]
        if total(earlier) + total(new) <= budget:
            assert later == earlier + new


def test_it_needs_no_torch() -> None:
    code = "import sys, models.fitting; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
