"""Predictions as the samples of lm-evaluation-harness: samples_TASK_ARM.jsonl, a line for each example.

Of the fields that the harness logs (`--log_samples`) a line has these, with its meanings:

doc_id          the place of the example, from 0
doc             the example itself, as Osler keeps it
target          the gold answer as a text; several as a JSON list; "" where there is none
resps           [[what was said]]
filtered_resps  [the answer that was scored], [""] where there was none: the form of its generate_until tasks
filter          "osler"

and besides, of Osler's own: `arm`, `status`, `probabilities` (by label, where the solver has them). What the harness alone
knows (arguments, hashes, log-likelihoods of single requests, its metrics) is left out. Knows nothing of scores.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evals.examples import Example, Json, Prediction, Status
from evals.interop.parts import Part, safe


def write(parts: Sequence[Part], folder: Path) -> tuple[Path, ...]:
    """One file for each task and arm."""
    return tuple(_write(part, folder / f"samples_{safe(part.task)}_{safe(part.arm)}.jsonl") for part in parts)


def _write(part: Part, path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for n, (example, prediction) in enumerate(part.pairs):
            file.write(json.dumps(_sample(n, example, prediction), ensure_ascii=False) + "\n")
    return path


def _sample(n: int, example: Example, prediction: Prediction) -> Json:
    answered = prediction.answer if prediction.status is Status.ANSWERED else ""
    return {
        "doc_id": n,
        "doc": example.to_json(),
        "target": _target(example.answers),
        "resps": [[prediction.raw]],
        "filtered_resps": [answered],
        "filter": "osler",
        "arm": prediction.arm,
        "status": prediction.status.value,
        "probabilities": dict(prediction.probabilities),
    }


def _target(answers: Sequence[str]) -> str:
    return json.dumps(list(answers), ensure_ascii=False) if len(answers) > 1 else "".join(answers)
