"""Reads MedMCQA's JSON lines (Indian entrance examinations). Knows nothing of how they are answered.

The format is that of github.com/medmcqa/medmcqa (Pal et al. 2022): id, question, opa to opd, cop, choice_type, exp,
subject_name, topic_name. In the publisher's files `cop` is 1 to 4 (its own loader takes 1 away); in copies made for the
`datasets` library it is 0 to 3, and -1 where the answer is withheld. Which of the two a file is, its values tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.datasets.choices import lettered, one_of
from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example

FORM = "MedMCQA's files hold lines of id, question, opa, opb, opc, opd and cop"
_OPTIONS = ("opa", "opb", "opc", "opd")


def read_medmcqa(path: Path) -> tuple[Example, ...]:
    """All questions of a file such as dev.json. A file whose `cop` is never 0 is read as the publisher's, from 1.

    `kind` is the choice_type ("single", "multi"), of which both have one right option; `topic` is the subject.
    """
    records = tuple(json_lines(path, FORM))
    first = _first_option(path, [_correct(record) for record in records])
    return gathered(path, (_example(record, first) for record in records), FORM)


def _correct(record: Record) -> int:
    if missing := [field for field in _OPTIONS if field not in record.fields]:
        record.identifier(missing[0])  # raises: an option may say nothing, but a file without options is another set's
    return record.whole_number("cop")


def _first_option(path: Path, given: Sequence[int]) -> int:
    """The value of `cop` that means the first option."""
    if -1 in given:
        raise BadDataset(path, "it withholds answers (its 'cop' is -1); give a file with answers, such as dev.json.")
    if 0 in given and 4 in given:
        raise BadDataset(path, "its 'cop' goes from 0 to 4 and has five values; give a file of one publisher alone.")
    return 0 if 0 in given else 1


def _example(record: Record, first: int) -> Example:
    options = lettered([_option(record, field) for field in _OPTIONS])
    right = record.whole_number("cop") - first
    answer = options[right].label if 0 <= right < len(options) else str(record.fields["cop"])
    example_id = record.identifier("id")
    return Example(
        example_id=example_id,
        question=record.identifier("question"),
        answers=one_of(record, answer, options),
        options=options,
        group=example_id,
        kind=record.optional("choice_type"),
        topic=record.optional("subject_name"),
        details={"explanation": record.optional("exp"), "subtopic": record.optional("topic_name")},
    )


def _option(record: Record, field: str) -> str:
    """A text, a number as text, or nothing."""
    return record.identifier(field) if isinstance(record.fields[field], int) else record.optional(field)
