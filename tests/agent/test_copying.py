"""Quoting with a model whose words cannot be confined: only copies of whole units count, and what is quoted is the unit."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.answer import ABSTENTION, faults
from agent.answering import Quoting
from agent.conversation import Osler
from agent.copying import EndpointPicker
from agent.evidence import Evidence, gather
from agent.serving.fleeting import FleetingSessions
from agent.triage import triage
from tests.agent.literature_of_two import abilities, search

EVIDENCE = gather(search("asthma symptoms treatment metformin side effects"))
UNITS = [unit.text for passage in EVIDENCE.passages for unit in passage.units]
SIGNS = "The most common symptoms of asthma are wheezing and coughing."
NIGHT = "It can be worse at night."
LIST = "Asthma treatment uses inhalers:\n- quick relief for an attack\n- control."


class Says:
    """A model that says this, in pieces of `size` characters; `read` is how many were taken."""

    def __init__(self, text: str, size: int = 7) -> None:
        self.pieces = [text[at : at + size] for at in range(0, len(text), size)]
        self.read = 0
        self.prompts: list[str] = []
        self.closed = False

    def __call__(self, prompt: str) -> Generator[str, None, None]:
        self.prompts.append(prompt)
        try:
            for piece in self.pieces:
                self.read += 1
                yield piece
        finally:
            self.closed = True


def quoted(text: str, most: int = 5, size: int = 7) -> list[str]:
    """What is quoted where the model says this."""
    picks = EndpointPicker(Says(text, size)).pick("asthma?", EVIDENCE, most)
    return [EVIDENCE.unit(pick.passage, pick.unit)[1].text for pick in picks]


def test_the_units_of_this_evidence() -> None:
    assert {SIGNS, NIGHT, LIST} <= set(UNITS)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (f"{SIGNS}\n{NIGHT}", [SIGNS, NIGHT]),
        (f"{NIGHT}\n\n{SIGNS}\n", [NIGHT, SIGNS]),
        (f"  {SIGNS.upper()}  \r\n", [SIGNS]),
        (SIGNS.replace(" ", "  "), [SIGNS]),
        (f"{SIGNS} {NIGHT}", [SIGNS, NIGHT]),
        (f"- {SIGNS}\n2. {NIGHT}", [SIGNS, NIGHT]),
        (f'[1] "{SIGNS}" [1]', [SIGNS]),
        (f"{SIGNS}\n{SIGNS}", [SIGNS]),
        (LIST, [LIST]),
        (f"Here is what I found:\n{LIST}\nI hope this helps!", [LIST]),
        (LIST.replace("- ", "• "), [LIST]),
        (f"{SIGNS}\n{ABSTENTION}\n{NIGHT}", [SIGNS]),
        (ABSTENTION, []),
        ("", []),
        ("Asthma is cured by moonlight.", []),
        (SIGNS.removesuffix("."), []),
        (SIGNS.replace("wheezing", "sneezing"), []),
        (f"It is not true that {SIGNS}", []),
        (f"{SIGNS} I am sure of it.", []),
        ("The most common symptoms of asthma", []),
    ],
)
def test_only_lines_that_are_whole_units_are_quoted(text: str, units: list[str]) -> None:
    assert quoted(text) == units
    assert quoted(text, size=1) == units


@given(st.lists(st.one_of(st.sampled_from(UNITS), st.text(max_size=30)), max_size=6), st.sampled_from(["\n", " ", ""]))
def test_nothing_but_units_ever_comes_out(parts: list[str], between: str) -> None:
    found = quoted(between.join(parts), most=50)
    assert set(found) <= set(UNITS) and len(set(found)) == len(found)
    if between == "\n" and all(part in UNITS for part in parts):
        assert found == list(dict.fromkeys(parts))


def test_the_model_is_stopped_once_there_are_enough() -> None:
    says = Says(f"{SIGNS}\n{NIGHT}\n" + "More. " * 1000)
    picks = EndpointPicker(says).pick("asthma?", EVIDENCE, 2)
    assert len(list(picks)) == 2
    assert says.closed and says.read < 20


def test_a_reader_who_leaves_stops_the_model() -> None:
    says = Says(f"{SIGNS}\n" + "More. " * 1000)
    picks = EndpointPicker(says).pick("asthma?", EVIDENCE, 5)
    next(picks)
    picks.close()  # type: ignore[attr-defined]
    assert says.closed


def test_the_model_is_given_the_evidence_and_asked_to_copy() -> None:
    says = Says(SIGNS)
    list(EndpointPicker(says).pick("What are the signs?", EVIDENCE, 5))
    (prompt,) = says.prompts
    assert "word for word" in prompt and ABSTENTION in prompt and "What are the signs?" in prompt
    assert all(passage.hit.passage.text in prompt for passage in EVIDENCE.passages)
    assert list(EndpointPicker(says).pick("?", Evidence(()), 5)) == []
    assert len(says.prompts) == 1


def test_an_answer_of_copies_is_sound() -> None:
    parts = abilities(Quoting(EndpointPicker(Says(f"1. {SIGNS.lower()} [2]\nBe well!"))))
    answer = Osler(parts, FleetingSessions(triage)).answer("What are the symptoms of asthma?").answer
    assert [sentence.text for sentence in answer.sentences] == [SIGNS]
    assert faults(answer) == ()
