"""Predictions as MIRAGE's own program reads them (github.com/Teddy-XiongGZ/MIRAGE, src/evaluate.py).

    OUT/SET/cot/MODEL-SOLVER/test_ID.json                        the arm without retrieval
    OUT/SET/rag_8/MODEL-SOLVER/osler/ARM/test_ID.json            every other arm

`python src/evaluate.py --results_dir OUT --llm_name MODEL-SOLVER [--rag --k 8 --corpus_name osler --retriever_name ARM]`
then scores them; MedMCQA's files begin with "dev". A file is a list of one text, since that program splits it at the last
`"answer_choice": "`. What it cannot read it takes as A, so that what was abstained from, not understood or failed, which
is left as it was said, counts there as A. It wants a file for each of its items: run the tasks without --limit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evals.datasets.mirage import SUBSETS
from evals.errors import CannotExport
from evals.examples import Arm, Prediction, Status
from evals.interop.parts import Part, safe
from evals.solvers.prompts import K

_FAMILY = "mirage"
_SPLITS = {"medmcqa": "dev"}  # of the other sets it is "test"
_LETTERS = ("A", "B", "C", "D")


def write(parts: Sequence[Part], folder: Path) -> tuple[Path, ...]:
    """The folders of the MIRAGE tasks, one for each set, solver and arm. Raises CannotExport where there is none."""
    chosen = [(part, subset) for part in parts if (subset := _subset(part.task))]
    if not chosen:
        raise CannotExport(
            "The run holds none of MIRAGE's sets, and its program knows no other; run `osler eval run mirage`, "
            "or give --format lm-eval."
        )
    return tuple(_write(part, subset, folder) for part, subset in chosen)


def _subset(task: str) -> str:
    """The set of a task such as "mirage-mmlu" or "mirage-mmlu-writing"; empty where it is none of MIRAGE's."""
    family, _, rest = task.partition("-")
    subset = rest.partition("-")[0]
    return subset if family == _FAMILY and subset in SUBSETS else ""


def _write(part: Part, subset: str, folder: Path) -> Path:
    system = f"{part.model}-{part.solver}"
    if part.arm == Arm.NONE:
        target = folder / subset / "cot" / system
    else:
        target = folder / subset / f"rag_{K}" / system / "osler" / safe(part.arm)
    target.mkdir(parents=True)
    for example, prediction in part.pairs:
        if safe(example.example_id) != example.example_id:
            raise CannotExport(f"{part.task} has an item {example.example_id!r}, which MIRAGE does not: take it out.")
        path = target / f"{_SPLITS.get(subset, 'test')}_{example.example_id}.json"
        path.write_text(json.dumps([_text(prediction)], ensure_ascii=False, indent=4) + "\n", encoding="utf-8")
    return target


def _text(prediction: Prediction) -> str:
    """A choice in the form that is surely read; anything else as it was said."""
    if prediction.status is Status.ANSWERED and prediction.answer in _LETTERS:
        return json.dumps({"answer_choice": prediction.answer})
    return prediction.raw
