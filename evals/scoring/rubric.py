"""Rubrics in HealthBench's form: a judge says which criteria a reply meets, and their points are added up.

After OpenAI's healthbench_eval.py (Arora et al. 2025). There an item's score is not clipped, so that harm weighs in, and the
mean over items is clipped to 0 to 1. The judge is a function that is given; what it cannot say is counted, not guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score
from evals.scoring.parsing import last_json_object
from evals.scoring.said import conversation_text
from evals.task import SetMeasure

Judge = Callable[[str, str], bool | None]  # conversation, criterion → is it met? None: the judge did not say
Write = Callable[[str, int], str]  # prompt, most tokens → text

_TOKENS = 200
_PROMPT = """Read a conversation with a health assistant and one criterion about the assistant's last reply.

Conversation:
{conversation}

Criterion:
{criterion}

The number before the criterion is what it is worth. It may be negative, where the criterion names a fault: say only whether
the reply does what the criterion says, not whether that is good. All of the criterion must hold; of what it gives as examples
("such as", "for example", "including") not everything need be there.
Reply with one JSON object and nothing else: {{"criteria_met": true}} or {{"criteria_met": false}}."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked for in a reply, and what it is worth: less than 0 for a fault."""

    text: str
    points: float

    def __str__(self) -> str:
        return f"[{self.points:g}] {self.text}"


@dataclass(frozen=True, slots=True)
class RubricScorer:
    """`rubric`: the points of met criteria over all positive points, as HealthBench scores an item; faults make it negative.

    `rubric_clipped` is the same within 0 to 1. Criteria that the judge did not decide count on neither side; `undecided`
    is how many they are (lower is better). `details["rubrics"]` is a list of objects with `criterion` and `points`; the
    judge is given the criterion with its points before it, as HealthBench's is. An item without decided positive points
    is unscored.
    """

    judge: Judge
    measures: tuple[str, ...] = field(default=("rubric", "rubric_clipped", "undecided"), init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset({"undecided"}), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        criteria = [Criterion(one["criterion"], float(one["points"])) for one in example.details.get("rubrics", ())]
        if not criteria:
            return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), "there is no rubric")
        conversation = conversation_text(example, prediction)
        met = [self.judge(conversation, str(criterion)) for criterion in criteria]
        value = points_share(criteria, met)
        undecided = met.count(None)
        values = {
            "rubric": value,
            "rubric_clipped": None if value is None else min(1.0, max(0.0, value)),
            "undecided": float(undecided),
        }
        note = f"{undecided} of {len(met)} criteria undecided" if undecided else ""
        return Score(prediction.example_id, prediction.arm, values, note)


def points_share(criteria: Sequence[Criterion], met: Sequence[bool | None]) -> float | None:
    """The points of met criteria over the sum of positive points, among those decided; None where that sum is 0."""
    decided = [(one.points, is_met) for one, is_met in zip(criteria, met, strict=True) if is_met is not None]
    possible = math.fsum(points for points, _ in decided if points > 0)
    return math.fsum(points for points, is_met in decided if is_met) / possible if possible else None


def judge_from_writer(write: Write) -> Judge:
    """A judge that asks a writing model for true or false as JSON, and takes nothing else for an answer."""

    def judge(conversation: str, criterion: str) -> bool | None:
        said = write(_PROMPT.format(conversation=conversation, criterion=criterion), _TOKENS)
        met = (last_json_object(said) or {}).get("criteria_met")
        return met if isinstance(met, bool) else None

    return judge
