"""Questions asked of the agent itself, as the page asks them: one conversation an example."""

from __future__ import annotations

from dataclasses import dataclass

from agent.answer import Answer, Outcome
from evals.examples import Example, Prediction, Shown, Status
from evals.subject import Subject

_STATUS = {
    Outcome.ANSWERED: Status.ANSWERED,
    Outcome.EMERGENCY: Status.ANSWERED,  # the alert is the answer
    Outcome.INSUFFICIENT_EVIDENCE: Status.ABSTAINED,
    Outcome.NEEDS_CLARIFICATION: Status.ABSTAINED,
    Outcome.OUT_OF_SCOPE: Status.REFUSED,
    Outcome.ERROR: Status.ERROR,
}


@dataclass(frozen=True, slots=True)
class AskAgent:
    """Asks all turns of the example, its question last. The prediction is the last answer; all replies are kept."""

    name: str = "agent"
    version: int = 1
    writes: bool = False

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        answers = subject.ask((*example.turns, example.question), arm, example.passages)
        last = answers[-1]
        status = _STATUS[last.outcome]
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=status,
            answer=said(last),
            raw=last.text,
            evidence=tuple(
                Shown(source.passage_id, source.doc_id, source.title, source.passage) for source in last.sources
            ),
            confidence=_confidence(last),
            turns=tuple(answer.to_json() for answer in answers),
            error=last.message if status is Status.ERROR else "",
        )


def _confidence(answer: Answer) -> float | None:
    """How sure the model is that the evidence answers; 0 where the question was none for the literature, so that no model
    was asked; None where a model was and says nothing of it."""
    return 0.0 if answer.surety is None and answer.outcome is Outcome.OUT_OF_SCOPE else answer.surety


def said(answer: Answer) -> str:
    """What was answered, without the marks of citations; empty where nothing was."""
    if answer.sentences:
        return " ".join(sentence.text for sentence in answer.sentences)
    return answer.message if answer.outcome is Outcome.EMERGENCY else ""
