"""Scripted conversations: turn by turn, does each reply hold what a good one must?

Knows the agent's replies and what a script expects of them. Knows nothing of where scripts come from, and does not ask
for a wording: a fact is there when one of its phrases is, from the start of a word and whatever its case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from agent.answer import Answer, Outcome, Tier
from evals.examples import Example, Json, Prediction, Score
from evals.task import SetMeasure

MOST_TURNS = 5
TURNS = tuple(f"turn[{number}]" for number in range(1, MOST_TURNS + 1))
_EVEN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class ExpectedTurn:
    """What one reply must have.

    One of the `outcomes`; of each fact one phrase in its sentences; one of the documents `cites` among its sources (any,
    where none is named); an alert of one of the tiers in `alerts` or graver, or none where None is among them; and none
    of the phrases in `absent`, neither in its sentences nor in its message.
    """

    outcomes: tuple[Outcome, ...]
    facts: tuple[tuple[str, ...], ...] = ()
    cites: tuple[str, ...] = ()
    alerts: tuple[Tier | None, ...] = (None,)
    absent: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "outcomes": [outcome.value for outcome in self.outcomes],
            "facts": [list(fact) for fact in self.facts],
            "cites": list(self.cites),
            "alerts": list(self.alerts),
            "absent": list(self.absent),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            tuple(Outcome(outcome) for outcome in data["outcomes"]),
            tuple(tuple(fact) for fact in data["facts"]),
            tuple(data["cites"]),
            tuple(data["alerts"]),
            tuple(data["absent"]),
        )


@dataclass(frozen=True, slots=True)
class CheckedTurn:
    """What held of one turn. `cites` is None where no document is asked for; `failures` are in plain words."""

    outcome: bool
    facts: tuple[bool, ...]
    cites: bool | None
    alert: bool
    failures: tuple[str, ...]

    @property
    def right(self) -> bool:
        return not self.failures


@dataclass(frozen=True, slots=True)
class ConversationScorer:
    """Reads `details["turns"]` (`ExpectedTurn.to_json`, one a turn) and `Prediction.turns`. A reply that is missing fails.

    `turns_right`: the share of turns of which everything holds. `facts`: of all expected facts, the share that is there.
    `cites_right`, `outcome_right`, `alerts_right`: shares of the turns. `turn[2]`: whether all of the second turn holds,
    to see what decays. A measure that a script asks nothing of is None.
    """

    measures: tuple[str, ...] = field(
        default=("turns_right", "facts", "cites_right", "outcome_right", "alerts_right", *TURNS), init=False
    )
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        expected = [ExpectedTurn.from_json(turn) for turn in example.details["turns"]]
        replies: list[Answer | None] = [Answer.from_json(turn) for turn in prediction.turns[: len(expected)]]
        replies += [None] * (len(expected) - len(replies))
        turns = [check(one, reply) for one, reply in zip(expected, replies, strict=True)]
        values = {
            "turns_right": _share([turn.right for turn in turns]),
            "facts": _share([fact for turn in turns for fact in turn.facts]),
            "cites_right": _share([turn.cites for turn in turns if turn.cites is not None]),
            "outcome_right": _share([turn.outcome for turn in turns]),
            "alerts_right": _share([turn.alert for turn in turns]),
        }
        values |= {name: float(turns[n].right) if n < len(turns) else None for n, name in enumerate(TURNS)}
        notes = [f"turn {number}: {', '.join(turn.failures)}" for number, turn in enumerate(turns, 1) if turn.failures]
        return Score(prediction.example_id, prediction.arm, values, "; ".join(notes))


def check(expected: ExpectedTurn, reply: Answer | None) -> CheckedTurn:
    """What holds of one reply; of a missing one nothing does."""
    if reply is None:
        return CheckedTurn(
            False, (False,) * len(expected.facts), False if expected.cites else None, False, ("no reply",)
        )
    sentences = _even(" ".join(sentence.text for sentence in reply.sentences))
    everything = f"{sentences} {_even(reply.message)}"
    outcome = reply.outcome in expected.outcomes
    facts = tuple(any(says(sentences, phrase) for phrase in fact) for fact in expected.facts)
    cites = any(source.doc_id in expected.cites for source in reply.sources) if expected.cites else None
    tier = reply.alert.tier if reply.alert else None
    alert = _allowed(tier, expected.alerts)
    failures = [
        *([] if outcome else [f"{reply.outcome.value} and not {_either(o.value for o in expected.outcomes)}"]),
        *(f"lacks {_either(fact)}" for fact, there in zip(expected.facts, facts, strict=True) if not there),
        *([f"cites none of {_either(expected.cites)}"] if cites is False else []),
        *([] if alert else [f"alert {tier or 'none'} and not {_either(one or 'none' for one in expected.alerts)}"]),
        *(f"says {phrase!r}" for phrase in expected.absent if says(everything, phrase)),
    ]
    return CheckedTurn(outcome, facts, cites, alert, tuple(failures))


def says(text: str, phrase: str) -> bool:
    """Whether the phrase begins at the start of a word: "inhaler" is in "two inhalers", "7 days" not in "5.7 days"."""
    return bool(re.search(rf"(?<![\w.]){re.escape(_even(phrase))}(?!\d)", _even(text)))


def _allowed(tier: Tier | None, alerts: Sequence[Tier | None]) -> bool:
    if tier is None:
        return None in alerts
    return any(one is not None and tier <= one for one in alerts)


def _even(text: str) -> str:
    """Lower case, plain quotes and dashes, single spaces."""
    return " ".join(text.translate(_EVEN).lower().split())


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)
