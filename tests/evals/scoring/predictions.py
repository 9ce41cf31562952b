"""Small examples and predictions for the tests of scoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.examples import Example, Prediction, Status


def example(*answers: str, example_id: str = "e", details: Mapping[str, Any] | None = None) -> Example:
    return Example(example_id, "What helps?", answers, details=details or {})


def answered(
    answer: str,
    *,
    probabilities: Mapping[str, float] | None = None,
    confidence: float | None = None,
    turns: tuple[dict[str, Any], ...] = (),
) -> Prediction:
    return Prediction(
        "e",
        "retrieval",
        Status.ANSWERED,
        answer,
        raw=answer,
        probabilities=probabilities or {},
        confidence=confidence,
        turns=turns,
    )


def abstained(said: str = "", confidence: float | None = None) -> Prediction:
    return Prediction("e", "retrieval", Status.ABSTAINED, raw=said, confidence=confidence)


def refused(said: str = "") -> Prediction:
    return Prediction("e", "retrieval", Status.REFUSED, raw=said)
