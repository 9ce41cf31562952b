"""Repeats: MinHash against the true overlap, and what counts as one."""

from __future__ import annotations

import random

import numpy as np
import pytest

from models.training.data.prose import words
from models.training.data.repeats import RUN, Repeats

VOCABULARY = [f"word{n}" for n in range(2000)]


def a_text(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=length)


def changed(text: list[str], every: int) -> list[str]:
    return [f"other{n}" if n % every == every // 2 else word for n, word in enumerate(text)]


def overlap(first: list[str], second: list[str]) -> float:
    """Jaccard of the runs, by the definition."""
    a, b = ({tuple(t[n : n + RUN]) for n in range(len(t) - RUN + 1)} for t in (first, second))
    return len(a & b) / len(a | b)


def test_the_share_of_equal_slots_estimates_the_overlap() -> None:
    repeats = Repeats()
    errors = []
    for seed in range(40):
        text = a_text(seed)
        other = changed(text, 20 + 10 * (seed % 6))
        estimate = float((repeats.signature(text) == repeats.signature(other)).mean())
        errors.append(estimate - overlap(text, other))
    assert abs(float(np.mean(errors))) < 0.05  # unbiased: one estimate of 32 slots is off by about 0.08
    assert float(np.std(errors)) < 0.13


@pytest.mark.parametrize(("every", "found"), [(1000, "exact"), (110, "near"), (8, "")])
def test_word_for_word_nearly_and_not(every: int, found: str) -> None:
    repeats = Repeats()
    verdicts = []
    for seed in range(30):
        text = a_text(seed)
        assert repeats.seen(" ".join(text)) == ""
        verdicts.append(repeats.seen(" ".join(changed(text, every))))
    assert verdicts.count(found) >= 29


def test_case_and_points_do_not_matter_and_short_texts_must_be_the_same() -> None:
    repeats = Repeats()
    assert repeats.seen("Drink water, and rest.") == ""
    assert repeats.seen("drink water and REST") == "exact"
    assert repeats.seen("drink water and sleep") == ""


def test_a_thousand_texts_that_differ_are_all_new() -> None:
    repeats = Repeats()
    assert not any(repeats.seen(" ".join(a_text(seed, 40))) for seed in range(1200))


def test_words() -> None:
    assert words("Vitamin-D, 5 µg!") == ["vitamin", "d", "5", "µg"]
