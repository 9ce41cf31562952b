"""Reads MedQA's JSON lines (USMLE questions, of four or five options). Knows nothing of how they are answered.

The format is that of github.com/jind11/MedQA (Jin et al. 2021): question, options {label: text}, answer_idx (the label) and
meta_info (the examination's step). The lines carry no ids: an item is called by its number, from "0000".
"""

from __future__ import annotations

from pathlib import Path

from evals.datasets.choices import one_of, options_of
from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.examples import Example

FORM = "MedQA's files hold lines of question, options, answer_idx and meta_info"


def read_medqa(path: Path) -> tuple[Example, ...]:
    """All questions of a file such as US/test.jsonl or US/4_options/phrases_no_exclude_test.jsonl."""
    records = enumerate(json_lines(path, FORM))
    return gathered(path, (_example(record, f"{number:04}") for number, record in records), FORM)


def _example(record: Record, example_id: str) -> Example:
    options = options_of(record, "options")
    return Example(
        example_id=example_id,
        question=record.text("question"),
        answers=one_of(record, record.text("answer_idx"), options),
        options=options,
        group=example_id,
        kind=record.optional("meta_info"),
    )
