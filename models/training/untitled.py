"""Titles left out: a caller may give passages under none, and what has only learnt from titled ones doubts them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from models.training.examples import GroundedExample
from models.training.judged import JudgedExample

UNTITLED_SHARE = 0.35

E = TypeVar("E", JudgedExample, GroundedExample)


def untitled(example: E) -> E:
    """The same question with passages under no heading."""
    return replace(example, passages=tuple(replace(passage, heading="") for passage in example.passages))
