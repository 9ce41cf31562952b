"""Reads Osler's own plain format: one question a line, as JSON, so that anybody can evaluate on their own questions.

A line holds `question`, and may hold `id` (else it is the line's number), `answers`, `options`, `passages`, `turns`,
`group`, `kind`, `topic` and `details`; what `Example.to_json` writes is read back as it was. Options are {label: text},
pairs of label and text, or texts, which are then called A, B, C. Passages are texts, or [text, title, id]. Knows nothing
of benchmarks.
"""

from __future__ import annotations

import string
from pathlib import Path

from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.examples import Example, Given, Json, Option

FIELDS = ("id", "question", "answers", "options", "passages", "turns", "group", "kind", "topic", "details")
FORM = "each line holds a JSON object with a question, and with answers where it is to be scored"


def read_question_lines(path: Path) -> tuple[Example, ...]:
    """All questions of the file. A field that is not known is refused, so that a slip of the pen is not passed over."""
    return gathered(path, (_example(record) for record in json_lines(path, FORM)), FORM)


def _example(record: Record) -> Example:
    if unknown := [name for name in record.fields if name not in FIELDS]:
        raise record.refused(f"its field {unknown[0]!r} is not known (the fields are {', '.join(FIELDS)})")
    record.text("question")
    options, answers = _options(record), _texts(record, "answers")
    labels = [option.label for option in options]
    if stray := [answer for answer in answers if options and answer not in labels]:
        raise record.refused(f"its answer {stray[0]!r} is none of its options {', '.join(labels)}")
    return Example(
        example_id=_id(record),
        question=_text(record, "question"),
        answers=answers,
        options=options,
        passages=tuple(_given(record, one) for one in _list(record, "passages")),
        turns=_texts(record, "turns"),
        group=_text(record, "group"),
        kind=_text(record, "kind"),
        topic=_text(record, "topic"),
        details=_details(record),
    )


def _id(record: Record) -> str:
    if record.fields.get("id") is None:
        return str(record.line)
    record.identifier("id")
    return str(record.fields["id"])


def _text(record: Record, field: str) -> str:
    """The text as it stands, with the white space around it: what was written is read back."""
    value = record.fields.get(field)
    if value is not None and not isinstance(value, str):
        raise record.refused(f"its {field!r} is not a text")
    return value or ""


def _list(record: Record, field: str) -> list[object]:
    value = record.fields.get(field)
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        raise record.refused(f"its {field!r} is not a list")
    return value


def _texts(record: Record, field: str) -> tuple[str, ...]:
    return tuple(_filled(record, field, one) for one in _list(record, field))


def _filled(record: Record, field: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise record.refused(f"its {field!r} hold something that is not a text, or is empty")
    return value


def _options(record: Record) -> tuple[Option, ...]:
    value = record.fields.get("options")
    pairs = list(value.items()) if isinstance(value, dict) else _list(record, "options")
    if pairs and all(isinstance(one, str) for one in pairs):
        if len(pairs) > len(string.ascii_uppercase):
            raise record.refused("its 'options' are more than there are letters; give them as label and text")
        pairs = list(zip(string.ascii_uppercase, pairs, strict=False))
    options = tuple(_option(record, one) for one in pairs)
    if len({option.label for option in options}) < len(options) or len(options) == 1:
        raise record.refused("its 'options' are not at least two with labels of their own")
    return options


def _option(record: Record, pair: object) -> Option:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise record.refused("its 'options' are neither texts nor pairs of label and text")
    label, text = pair
    return Option(_filled(record, "options", label), _filled(record, "options", text))


def _given(record: Record, value: object) -> Given:
    parts = value if isinstance(value, list) else [value]
    if not 1 <= len(parts) <= 3 or not all(isinstance(part, str) for part in parts):
        raise record.refused("its 'passages' are neither texts nor lists of text, title and id")
    _filled(record, "passages", parts[0])
    return Given(*parts)


def _details(record: Record) -> Json:
    value = record.fields.get("details")
    if value is not None and not isinstance(value, dict):
        raise record.refused("its 'details' are not an object")
    return value or {}
