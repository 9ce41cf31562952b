"""Reads K-QA: questions that patients asked, with a physician's answer and the statements a good answer makes.

The format is that of github.com/Itaymanes/K-QA (Manes et al. 2024), dataset/questions_w_answers.jsonl: Question,
Free_form_answer, Must_have, Nice_to_have, Sources, ICD_10_diag. Knows nothing of how statements are checked.
"""

from __future__ import annotations

from pathlib import Path

from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.examples import Example

FORM = "K-QA's questions_w_answers.jsonl holds lines of Question, Free_form_answer, Must_have and Nice_to_have"


def read_kqa(path: Path) -> tuple[Example, ...]:
    """All questions that have answers; the lines carry no ids, so an item is called by its number, from "0001".

    details["must_have"] and details["nice_to_have"] are the statements; `topic` is the diagnosis.
    """
    return gathered(path, (_example(record, f"{n:04}") for n, record in enumerate(json_lines(path, FORM), 1)), FORM)


def _example(record: Record, example_id: str) -> Example:
    return Example(
        example_id=example_id,
        question=record.text("Question"),
        answers=(record.text("Free_form_answer"),),
        group=example_id,
        topic=record.optional("ICD_10_diag"),
        details={
            "must_have": list(record.texts("Must_have")),
            "nice_to_have": list(record.texts("Nice_to_have")),
        },
    )
