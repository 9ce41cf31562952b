"""Exact answers, as BioASQ asks them: a name, or a list of names, as JSON. Needs a model that writes."""

from __future__ import annotations

import json
from dataclasses import dataclass

from evals.examples import Example, Prediction, Status
from evals.solvers.prompts import evidence_for, exact_answer_prompt, within
from evals.solvers.writing import Asks, written
from evals.subject import Subject

_TOKENS = 400


@dataclass(frozen=True, slots=True)
class WriteExact:
    """At most `most` names, the surest first. What is not one JSON list of texts is unparsed; an empty one abstains."""

    most: int = 5
    version: int = 1
    writes: bool = True

    @property
    def name(self) -> str:
        return f"exact-{self.most}"

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        return written(self, example, arm, subject)

    def asks(self, example: Example, arm: str, subject: Subject) -> Asks:
        evidence = within(evidence_for(example, arm, subject))
        return Asks(exact_answer_prompt(example.question, evidence, self.most), _TOKENS, evidence)

    def read(self, example: Example, arm: str, asks: Asks, raw: str) -> Prediction:
        names = parse_names(raw)
        status = Status.UNPARSED if names is None else Status.ANSWERED if names else Status.ABSTAINED
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=status,
            answer=json.dumps(list(names or ())[: self.most], ensure_ascii=False),
            raw=raw,
            evidence=asks.evidence,
        )


def parse_names(text: str) -> tuple[str, ...] | None:
    """The names of a text that is one JSON list of texts, a code fence around it allowed; else None."""
    bare = text.strip().removeprefix("```json").removeprefix("```").removesuffix("```").strip()
    try:
        read = json.loads(bare)
    except ValueError:
        return None
    if not isinstance(read, list) or not all(isinstance(name, str) and name.strip() for name in read):
        return None
    return tuple(dict.fromkeys(name.strip() for name in read))
