"""Reads PubMedQA's labelled questions: yes, no or maybe, with the abstract they are answered from.

The format is that of github.com/pubmedqa/pubmedqa (Jin et al. 2019): {PubMed id: {QUESTION, CONTEXTS, LABELS, final_decision,
LONG_ANSWER, …}}. Knows nothing of how the questions are answered.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import zip_longest
from pathlib import Path

from evals.datasets.choices import classes, one_of
from evals.datasets.files import gathered, json_record
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example, Given

CLASSES = ("yes", "no", "maybe")
FORM = "PubMedQA's files hold QUESTION, CONTEXTS, final_decision and LONG_ANSWER by PubMed id"
_LABELLED, _TEST = "ori_pqal.json", "test_ground_truth.json"


def read_pubmedqa(path: Path) -> tuple[Example, ...]:
    """The questions of a file; of a folder, those of ori_pqal.json that test_ground_truth.json beside it names.

    `passages` are the parts of the abstract without its conclusion, titled as the abstract titles them.
    """
    if not path.is_dir():
        return gathered(path, (_example(record) for record in json_record(path, FORM).items()), FORM)
    labelled = path / _LABELLED
    wanted = _test_ids(path / _TEST)
    records = [record for record in json_record(labelled, FORM).items() if record.name in wanted]
    if len(records) < len(wanted):
        lost = f"it lacks {len(wanted) - len(records)} of the {len(wanted)} questions that {_TEST} names"
        raise BadDataset(labelled, f"{lost}; give the files of one release.")
    return gathered(labelled, (_example(record) for record in records), FORM)


def _test_ids(path: Path) -> Collection[str]:
    """The publisher's test set, as {PubMed id: decision}."""
    ids = json_record(path, f"PubMedQA's {_TEST} holds decisions by PubMed id").fields
    if not ids:
        raise BadDataset(path, "it names no question; copy it again.")
    return set(ids)


def _example(record: Record) -> Example:
    options = classes(CLASSES)
    parts = zip_longest(record.texts("CONTEXTS"), record.texts("LABELS") if "LABELS" in record.fields else ())
    return Example(
        example_id=record.name,
        question=record.text("QUESTION"),
        answers=one_of(record, record.text("final_decision").lower(), options),
        options=options,
        passages=tuple(
            Given(text, title or "", f"{record.name}#{number}") for number, (text, title) in enumerate(parts) if text
        ),
        group=record.name,
        details={"long_answer": record.text("LONG_ANSWER"), "year": record.optional("YEAR")},
    )
