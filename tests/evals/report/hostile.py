"""The small runs again, with an attack in every text that comes from data."""

from __future__ import annotations

from typing import Any

from evals.examples import Example, Option, Prediction, Score, Shown, Status
from evals.report import tables
from evals.results import Item, RunResult
from tests.evals.report.small_runs import run

ATTACK = '<script>window.hit=1</script>"><img src=http://evil.example/x onerror=window.hit=1>{{ 7 * 7 }}'
# How many levels of keys are names from data, and not names of fields.
_NAMES = {"identity": 1, "settings": 2, "estimates": 1, "confusion": 2}


def hostile_run() -> RunResult:
    """Every text, and every name of a measure, class, setting and part, ends in the attack."""
    return tables.run_from_json(_attacked(tables.as_json(run()), 0))


def _attacked(data: Any, names: int) -> Any:
    if isinstance(data, str):
        return data + ATTACK
    if isinstance(data, list):
        return [_attacked(one, 0) for one in data]
    if not isinstance(data, dict):
        return data
    if names:
        return {key + ATTACK: _attacked(value, names - 1) for key, value in data.items()}
    return {key: _attacked(value, _NAMES.get(key, 0)) for key, value in data.items()}


def hostile_item() -> Item:
    passage = Shown(ATTACK, ATTACK, ATTACK, ATTACK, 1.0)
    example = Example(
        ATTACK, ATTACK, (ATTACK, "A"), (Option("A", ATTACK),), turns=(ATTACK,), kind=ATTACK, topic=ATTACK, group=ATTACK
    )
    made = Prediction(ATTACK, "none", Status.ANSWERED, ATTACK, raw=f"{ATTACK}!", evidence=(passage,), error=ATTACK)
    return Item(example, {"none": made}, {"none": Score(ATTACK, "none", {f"accuracy{ATTACK}": 0.0}, ATTACK)})
