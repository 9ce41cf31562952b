"""How like the question a unit is: the same as the weighing was fitted to."""

from __future__ import annotations

import pytest

from agent.picking import likeness
from evals.examples import Given
from evals.selecting import evidence_of
from models.prompt import PromptPassage
from models.training import weighing
from retrieval.encoding import HashingEncoder


@pytest.mark.parametrize("title", ["Gout", "Gout — Treatment", ""])
def test_likeness_is_that_which_the_weighing_was_fitted_to(title: str) -> None:
    evidence = evidence_of([Given("Gout hurts the joints of the feet. Cold packs help against the pain.", title)])
    encode = HashingEncoder(256).encode
    (passage,) = evidence.passages
    learnt = weighing.likeness(
        encode, "What helps against gout?", [PromptPassage(passage.heading, tuple(unit.text for unit in passage.units))]
    )
    found = likeness("What helps against gout?", evidence, encode)
    assert not any(unit.leans for unit in passage.units)
    assert [list(one) for one in found] == [pytest.approx(one) for one in learnt]
