"""The share of a question's words that a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encoder import MiniLM
from models.wording import Wording, stem

WORDING = Wording(MiniLM().tokenizer)


def test_a_rare_name_counts_more_than_common_words() -> None:
    name, others, both = WORDING.shares(
        "What is Soluvia?", ["Soluvia injects.", "what it is", "Soluvia is what injects"]
    )
    assert name > 0.9
    assert others < 0.1
    assert both == 1.0
    assert name + others == pytest.approx(1.0)


def test_plurals_and_case_are_one_word() -> None:
    plurals, others = ("stones", "diseases", "allergies"), ("gas", "virus", "stress", "diagnosis")
    assert [stem(word) for word in plurals] == ["stone", "disease", "allergy"]
    assert [stem(word) for word in others] == list(others)
    assert WORDING.shares("kidney stones", ["Kidneys. A STONE!"]) == [1.0]
    assert WORDING.shares("kidney stones", ["stonewalling"]) == [0.0]


@given(question=st.text(max_size=60), text=st.text(max_size=60))
def test_a_share_is_a_share(question: str, text: str) -> None:
    share, own, nothing = WORDING.shares(question, [text, question, ""])
    assert 0.0 <= share <= 1.0 + 1e-9
    assert own in (0.0, pytest.approx(1.0))
    assert nothing == 0.0
    assert WORDING.shares(question, []) == []
