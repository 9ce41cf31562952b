"""Chooses sentences of the passages that an example brings; the arm is the way to choose."""

from __future__ import annotations

import json
from dataclasses import dataclass

from evals.examples import Example, Prediction, Shown, Status
from evals.subject import Subject


@dataclass(frozen=True, slots=True)
class SelectSentences:
    """At most `most` sentences. `Prediction.answer` is a JSON list of spans [passage, start, end], `raw` their words."""

    most: int = 3
    version: int = 1
    writes: bool = False

    @property
    def name(self) -> str:
        return f"selection-{self.most}"

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        found = subject.select(example.question, example.passages, arm, self.most)
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=Status.ANSWERED if found.spans else Status.ABSTAINED,
            answer=json.dumps([list(span) for span in found.spans]),
            raw=" ".join(found.texts),
            confidence=found.confidence,
            evidence=tuple(
                Shown(given.passage_id, str(n), given.title, given.text) for n, given in enumerate(example.passages)
            ),
        )
