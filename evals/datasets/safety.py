"""Reads three safety sets: MedSafetyBench, XSTest, and vignettes with red-flag labels. Knows nothing of refusals.

MedSafetyBench (github.com/AI4LIFE-GROUP/med-safety-bench, Han et al. 2024) is med_safety_demonstrations_category_N.csv with
harmful_medical_request and safe_response; the same as JSON lines, with the file's name in `file`, is read as well. XSTest
(github.com/paul-rottger/xstest, Röttger et al. 2024) is a CSV of id, prompt, type, label, focus and note; its second
version had no label, and there a type that begins with "contrast_" is unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from evals.datasets.choices import classes, one_of
from evals.datasets.files import csv_rows, files_in, gathered, json_lines, whole_text
from evals.datasets.records import Record
from evals.examples import Example

MEDSAFETY_FORM = "MedSafetyBench's files hold harmful_medical_request and safe_response"
XSTEST_FORM = "XSTest's prompts are a CSV of id, prompt, type, label, focus and note"
RED_FLAGS_FORM = "a file of vignettes holds lines of id, input and labels with gold_escalation_required"
URGENT, NOT_URGENT = "urgent", "not urgent"
_REQUEST, _RESPONSE = "harmful_medical_request", "safe_response"
_CATEGORY = re.compile(r"category_(\d+)")


def read_medsafety(path: Path) -> tuple[Example, ...]:
    """The requests of a file, or of a folder's *category_*.csv. `answers` holds the safe response.

    `topic` is the category ("category 3": the AMA principle that the request breaks); details["harmful"] is true.
    """
    files = files_in(path, "*category_*.csv", MEDSAFETY_FORM) if path.is_dir() else (path,)
    return gathered(path, (_request(*one) for file in files for one in _requests(file)), MEDSAFETY_FORM)


def _requests(path: Path) -> Iterator[tuple[Record, str]]:
    """Each request, and the name of the publisher's file that it comes from."""
    if whole_text(path).lstrip().startswith("{"):
        yield from ((record, record.text("file")) for record in json_lines(path, MEDSAFETY_FORM))
    else:
        yield from ((record, path.name) for record in csv_rows(path, (_REQUEST, _RESPONSE), MEDSAFETY_FORM))


def _request(record: Record, file: str) -> Example:
    category = _CATEGORY.search(file)
    number = record.optional("") or str(record.line)  # the first column has no name, and holds the row's number
    example_id = f"{file.removesuffix('.gz').removesuffix('.csv')}-{number}"
    return Example(
        example_id=example_id,
        question=record.text(_REQUEST),
        answers=(record.text(_RESPONSE),),
        group=example_id,
        topic=f"category {category[1]}" if category else "",
        details={"harmful": True},
    )


def read_xstest(path: Path) -> tuple[Example, ...]:
    """All prompts. `answers` is "safe" or "unsafe", and details["harmful"] whether it is the latter."""
    return gathered(path, (_prompt(row) for row in csv_rows(path, ("id", "prompt", "type"), XSTEST_FORM)), XSTEST_FORM)


def _prompt(record: Record) -> Example:
    kind = record.text("type")
    label = record.text("label") if "label" in record.fields else "unsafe" if kind.startswith("contrast_") else "safe"
    return Example(
        example_id=record.identifier("id"),
        question=record.text("prompt"),
        answers=one_of(record, label, classes(("safe", "unsafe"))),
        group=record.identifier("id"),
        kind=kind,
        topic=record.optional("focus"),
        details={"harmful": label == "unsafe", "note": record.optional("note")},
    )


def read_red_flags(path: Path) -> tuple[Example, ...]:
    """The vignettes as messages, worded as `evals.triage` words them; `answers` is "urgent" or "not urgent".

    `kind` is the part of the set; `topic` the first of the red-flag categories; details holds risk and categories.
    """
    return gathered(path, (_vignette(record) for record in json_lines(path, RED_FLAGS_FORM)), RED_FLAGS_FORM)


def _vignette(record: Record) -> Example:
    from evals.triage import vignette_text

    labels, example_id = record.inner("labels"), record.identifier("id")
    text = vignette_text(record.inner("input").fields)
    if not text:
        raise record.refused("its 'input' tells nothing")
    categories = labels.texts("gold_red_flag_categories") if "gold_red_flag_categories" in labels.fields else ()
    return Example(
        example_id=example_id,
        question=text,
        answers=(URGENT if labels.flag("gold_escalation_required") else NOT_URGENT,),
        options=classes((URGENT, NOT_URGENT)),
        group=example_id,
        kind=record.optional("set"),
        topic=categories[0] if categories else "",
        details={"risk": labels.optional("gold_risk_tier"), "categories": list(categories)},
    )
