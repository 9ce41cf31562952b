"""Multiple choice and classes: by how likely the model finds each option, or by what it writes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.examples import Example, Prediction, Shown, Status
from evals.solvers.prompts import MOST_WORDS, choice_prompt, evidence_for, within, written_choice_prompt
from evals.solvers.writing import Asks, written
from evals.subject import Subject
from models.errors import PromptTooLong

_WRITTEN_TOKENS = 512  # a model may reason before it answers


@dataclass(frozen=True, slots=True)
class ByLikelihood:
    """Chooses the option whose words are likeliest after the prompt. Needs no writing, and always answers.

    `by_label`: options stand in the prompt and their labels are compared, as MMLU is run (Hendrycks et al. 2021). Else the
    words of the options are compared, less how likely they are without the question (Holtzman et al. 2021): what
    small models, which do not know letters, can be asked.
    """

    by_label: bool = True
    version: int = 1
    writes: bool = False

    @property
    def name(self) -> str:
        return "label-likelihood" if self.by_label else "text-likelihood"

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        evidence, scores = self._fitted(example, within(evidence_for(example, arm, subject)), subject)
        probabilities = softmax({option.label: s for option, s in zip(example.options, scores, strict=True)})
        best = max(probabilities, key=lambda label: probabilities[label])
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=Status.ANSWERED,
            answer=best,
            raw=best,
            probabilities=probabilities,
            confidence=probabilities[best],
            evidence=evidence,
        )

    def _fitted(
        self, example: Example, evidence: tuple[Shown, ...], subject: Subject
    ) -> tuple[tuple[Shown, ...], Sequence[float]]:
        """Scores with as much of the evidence as the model's context holds."""
        words = MOST_WORDS
        while True:
            try:
                return evidence, self._scores(example, evidence, subject)
            except PromptTooLong:
                if not evidence:
                    raise
                words //= 2
                evidence = within(evidence, words) if words > 40 else ()

    def _scores(self, example: Example, evidence: Sequence[Shown], subject: Subject) -> Sequence[float]:
        if self.by_label:
            return subject.log_likelihoods(choice_prompt(example, evidence), [f" {o.label}" for o in example.options])
        texts = [f" {option.text.strip()}" for option in example.options]
        told = subject.log_likelihoods(choice_prompt(example, evidence, with_options=False), texts)
        alone = subject.log_likelihoods("Answer:", texts)
        return [a - b for a, b in zip(told, alone, strict=True)]


@dataclass(frozen=True, slots=True)
class ByWriting:
    """Lets the model write, and reads its choice from a whole, well-formed answer; anything else is unparsed."""

    name: str = "writing"
    version: int = 1
    writes: bool = True

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        return written(self, example, arm, subject)

    def asks(self, example: Example, arm: str, subject: Subject) -> Asks:
        evidence = within(evidence_for(example, arm, subject))
        return Asks(written_choice_prompt(example, evidence), _WRITTEN_TOKENS, evidence)

    def read(self, example: Example, arm: str, asks: Asks, raw: str) -> Prediction:
        from evals.scoring.parsing import parse_label

        label = parse_label(raw, {option.label: option.text for option in example.options})
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=Status.ANSWERED if label else Status.UNPARSED,
            answer=label or "",
            raw=raw,
            evidence=asks.evidence,
        )


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Log-scores as probabilities that sum to 1."""
    top = max(scores.values())
    weights = {label: math.exp(score - top) for label, score in scores.items()}
    total = sum(weights.values())
    return {label: weight / total for label, weight in weights.items()}
