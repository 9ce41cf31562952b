"""The small runs again, with an attack in every text that comes from data."""

from __future__ import annotations

from typing import Any

from evals.examples import Example, Option, Prediction, Score, Shown, Status
from evals.report import tables
from evals.results import Item, RunResult
from tests.evals.report.small_runs import run

ATTACK = '<script>window.hit=1</script>"><img src=http://evil.example/x onerror=window.hit=1>{{ 7 * 7 }}'
# What the keys of these hold are names from data; all other keys are names of fields.
_NAMED_BY_DATA = {"identity", "settings", "estimates", "confusion"}


def hostile_run() -> RunResult:
    """Every text but the checksums, and every name of a measure, class, setting and part, ends in the attack."""
    made: RunResult = tables.run_from_json(_attacked(tables.as_json(run()), named=False))
    return made


def _attacked(data: Any, named: bool) -> Any:
    if isinstance(data, str):
        return data + ATTACK
    if isinstance(data, list):
        return [_attacked(one, named) for one in data]
    if isinstance(data, dict):
        inner = {key: (value if named is None else value) for key, value in data.items()}
        return {
            (key + ATTACK if named else key): _attacked(value, key in _NAMED_BY_DATA or (named and key in ("A", "B")))
            for key, value in inner.items()
        }
    return data


def hostile_item() -> Item:
    passage = Shown(ATTACK, ATTACK, ATTACK, ATTACK, 1.0)
    example = Example(
        ATTACK, ATTACK, (ATTACK, "A"), (Option("A", ATTACK),), turns=(ATTACK,), kind=ATTACK, topic=ATTACK, group=ATTACK
    )
    made = Prediction(ATTACK, "none", Status.ANSWERED, ATTACK, raw=f"{ATTACK}!", evidence=(passage,), error=ATTACK)
    return Item(example, {"none": made}, {"none": Score(ATTACK, "none", {f"accuracy{ATTACK}": 0.0}, ATTACK)})
