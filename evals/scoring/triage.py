"""Does the agent raise an alert for what is an emergency, and for nothing else?

Pure counts over pairs of example and prediction, by the alert of the first reply. An example's answer is `URGENT` or
`NOT_URGENT`. Knows nothing of how triage decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.answer import Alert
from evals.examples import Example, Prediction, Score
from evals.task import SetMeasure

URGENT, NOT_URGENT = "urgent", "not urgent"

Pairs = Sequence[tuple[Example, Prediction]]


@dataclass(frozen=True, slots=True)
class TriageScorer:
    """`right`: an alert for what is urgent, none for what is not. `tier_right`, of urgent ones: it is grave enough.

    Grave enough is the tier `details["tier"]` or a graver one; an urgent message without a tier asks for none. An example
    without an answer and a prediction without a reply are unscored, and left out of sensitivity, specificity and F1 (of
    urgent).
    """

    measures: tuple[str, ...] = field(default=("right", "tier_right"), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        return (
            SetMeasure("sensitivity", sensitivity),
            SetMeasure("specificity", specificity),
            SetMeasure("f1", f1),
        )

    def score(self, example: Example, prediction: Prediction) -> Score:
        if not prediction.turns or not example.answers:
            note = "there is no gold answer" if prediction.turns else "no reply"
            return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), note)
        alert = first_alert(prediction)
        urgent, wanted = _urgent(example), example.details.get("tier")
        grave = float(alert is not None and alert.tier <= wanted) if urgent and wanted else None
        values = {"right": float((alert is not None) is urgent), "tier_right": grave}
        return Score(prediction.example_id, prediction.arm, values, _note(urgent, alert, grave))


def first_alert(prediction: Prediction) -> Alert | None:
    """The alert of the first reply."""
    data = prediction.turns[0]["alert"]
    return Alert.from_json(data) if data else None


def sensitivity(pairs: Pairs) -> float | None:
    """Of the urgent, the share with an alert."""
    return _share([raised for urgent, raised in _marked(pairs) if urgent])


def specificity(pairs: Pairs) -> float | None:
    """Of those that are not urgent, the share without an alert."""
    return _share([not raised for urgent, raised in _marked(pairs) if not urgent])


def f1(pairs: Pairs) -> float | None:
    """2 × right alerts / (alerts + urgent)."""
    marked = _marked(pairs)
    both = sum(urgent + raised for urgent, raised in marked)
    return 2 * sum(urgent and raised for urgent, raised in marked) / both if both else None


def _marked(pairs: Pairs) -> list[tuple[bool, bool]]:
    """Of each that can be scored: is it urgent, and was an alert raised?"""
    return [(_urgent(e), first_alert(p) is not None) for e, p in pairs if p.turns and e.answers]


def _urgent(example: Example) -> bool:
    return example.answers == (URGENT,)


def _note(urgent: bool, alert: Alert | None, grave: float | None) -> str:
    if urgent and alert is None:
        return "missed"
    if alert is not None and not urgent:
        return f"false alarm ({alert.tier}, {alert.category}) by {alert.matched!r}"
    return f"only {alert.tier}" if alert is not None and grave == 0 else ""


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None
