"""Questions from any table by a mapping of its columns: JSON lines, JSON, CSV and TSV, plain or gzipped.

A JSON file is a list of objects, an object of objects by their id, or an object with one such list in it. A cell of CSV or
TSV that holds a JSON list or object is one; TSV knows no quotes. Knows nothing of YAML, solvers or scorers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from string import ascii_uppercase
from typing import Literal

from evals.datasets.choices import classes, lettered
from evals.datasets.files import csv_rows, gathered, holds_json_lines, json_lines, json_record, whole_text
from evals.datasets.records import Record
from evals.errors import BadDataset, BadTask
from evals.examples import Example, Given, Json, Option

AnswerForm = Literal["label", "texts", "names", "things", "harmful"]
FORM = "the YAML file of the task says which columns it must hold"
ENDINGS = (".jsonl", ".json", ".csv", ".tsv")
_HARMFUL = {"harmful": True, "unsafe": True, "true": True, "yes": True, "1": True}
_HARMLESS = {"harmless": False, "safe": False, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what; "" or () is not there. `described_by` is the file to blame where a column is missing.

    `options` is one column with a list or an object of options, or several with an option each. `form` is what an answer is:
    an option's "label" (or its text, or its place counted from `answers_from`), acceptable "texts", the "names" of one thing,
    several "things" with their synonyms, or whether the question is "harmful".
    """

    described_by: Path
    question: str
    form: AnswerForm
    answer: str = ""
    example_id: str = ""
    options: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    group: str = ""
    kind: str = ""
    topic: str = ""
    classes: tuple[str, ...] = ()
    answers_from: int | None = None

    @property
    def named(self) -> dict[str, str]:
        """Every column by the key that names it."""
        several = {"options": self.options, "passages": self.passages}
        single = {"id": self.example_id, "question": self.question, "answer": self.answer, "group": self.group}
        single |= {"kind": self.kind, "topic": self.topic}
        lists = {
            f"{key}.{n}" if len(own) > 1 else key: name for key, own in several.items() for n, name in enumerate(own)
        }
        return {key: name for key, name in (single | lists).items() if name}


def read_columns(path: Path, columns: Columns) -> tuple[Example, ...]:
    """The questions in the order of the file. Without a column of ids, an id is what the row is filed under, or its line.

    Raises BadTask where the table has no column of a name that is mapped, and BadDataset for what is wrong in a row.
    """
    rows = _rows(path)
    known = list(dict.fromkeys(name for row in rows for name in row.fields))
    for key, name in columns.named.items():
        if rows and name not in known:
            raise BadTask(
                columns.described_by, f"fields.{key}", f"{path.name} has no column {name!r}; {nearest(name, known)}"
            )
    return gathered(path, (_example(row, columns) for row in rows), FORM)


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a sentence: the nearest, or some, of what there is."""
    near = get_close_matches(name, known, n=1, cutoff=0.6) or [one for one in known if one.lower() == name.lower()]
    return f"did you mean {near[0]!r}?" if near else f"there is {', '.join(map(repr, known[:12])) or 'nothing'}."


# --- rows


def _rows(path: Path) -> tuple[Record, ...]:
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(".csv"):
        return tuple(csv_rows(path, (), FORM))
    if name.endswith(".tsv"):
        return tuple(_tsv_rows(path))
    if name.endswith(".jsonl") or holds_json_lines(path):
        return tuple(json_lines(path, FORM))
    return tuple(_json_rows(path))


def _tsv_rows(path: Path) -> Iterator[Record]:
    texts = (line.rstrip("\r") for line in whole_text(path).split("\n"))
    lines = [(n, line) for n, line in enumerate(texts, start=1) if line.strip()]
    header = lines[0][1].split("\t") if lines else []
    for number, line in lines[1:]:
        fields = line.split("\t")
        if len(fields) != len(header):
            reason = f"it has {len(fields)} fields and the header has {len(header)}; correct the row or take it out."
            raise BadDataset(path, reason, number)
        yield Record(path, dict(zip(header, fields, strict=True)), FORM, number)


def _json_rows(path: Path) -> Iterator[Record]:
    if whole_text(path).lstrip().startswith("["):
        yield from _listed(path)
        return
    whole = json_record(path, FORM)
    lists = [name for name, value in whole.fields.items() if isinstance(value, list)]
    if len(lists) == 1:
        yield from (replace(row, name=str(n)) for n, row in enumerate(whole.listed(lists[0]), start=1))
    else:
        yield from whole.items()


def _listed(path: Path) -> Iterator[Record]:
    try:
        found = json.loads(whole_text(path))
    except (ValueError, RecursionError) as error:
        raise BadDataset(path, f"it is not JSON that can be read ({error}); {FORM}.") from None
    for number, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            raise BadDataset(path, f"its item {number} is not an object; {FORM}.")
        yield Record(path, one, FORM, name=str(number))


# --- cells


def _value(record: Record, column: str) -> object:
    """What is in the cell: a JSON list or object that stands in a cell of text is read."""
    value = record.fields.get(column)
    if isinstance(value, str) and value.strip()[:1] in ("[", "{") and _is_text(record.path):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value.strip() if isinstance(value, str) else value


def _is_text(path: Path) -> bool:
    """Whether every cell of the file is text."""
    return path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv"))


def _said(record: Record, column: str, value: object) -> str:
    """A text, number or truth as text, "" for null; lone surrogates, which no file takes, replaced."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise record.refused(f"its {column!r} is neither a text nor a number")
    return str(value).strip().encode("utf-8", "replace").decode()


def _text(record: Record, column: str) -> str:
    return _said(record, column, record.fields.get(column)) if column else ""


def _texts(record: Record, column: str, value: object) -> tuple[str, ...]:
    """Those of a list that are not blank; one text alone is a list of one."""
    listed = value if isinstance(value, list) else [value]
    return tuple(text for one in listed if (text := _said(record, column, one)))


# --- examples


def _example(record: Record, columns: Columns) -> Example:
    example_id = _text(record, columns.example_id) or record.name or str(record.line)
    question = _text(record, columns.question)
    if not question:
        raise record.refused(f"its {columns.question!r} is empty")
    options = _options(record, columns)
    answers, details = _answers(record, columns, options)
    return Example(
        example_id=example_id,
        question=question,
        answers=answers,
        options=options,
        passages=_passages(record, columns, example_id),
        group=_text(record, columns.group) or example_id,
        kind=_text(record, columns.kind),
        topic=_text(record, columns.topic),
        details=details,
    )


def _options(record: Record, columns: Columns) -> tuple[Option, ...]:
    if columns.classes:
        return classes(columns.classes)
    if not columns.options:
        return ()
    if len(columns.options) > 1:
        found = _lettered(record, [_text(record, column) for column in columns.options])
    else:
        found = _from_one(record, columns.options[0])
    if len(found) < 2:
        raise record.refused(f"it has fewer than two options in {', '.join(map(repr, columns.options))}")
    return found


def _from_one(record: Record, column: str) -> tuple[Option, ...]:
    """Options by label, or a list of them."""
    value = _value(record, column)
    if isinstance(value, dict):
        pairs = ((str(label), _said(record, column, text)) for label, text in value.items())
        return tuple(Option(label, text) for label, text in pairs if text)
    if not isinstance(value, list):
        raise record.refused(f"its {column!r} is neither a list nor an object of options")
    return _lettered(record, [_said(record, column, one) for one in value])


def _lettered(record: Record, texts: Sequence[str]) -> tuple[Option, ...]:
    """Options called A, B, C; the last ones may be empty, where a question has fewer than others."""
    filled = [text for text in texts if text]
    if list(texts[: len(filled)]) != filled:
        raise record.refused("an option is empty and a later one is not")
    if len(filled) > len(ascii_uppercase):
        raise record.refused("its options are more than there are letters")
    return lettered(filled)


def _passages(record: Record, columns: Columns, example_id: str) -> tuple[Given, ...]:
    """Texts, or objects with text, title and id."""
    found: list[Given] = []
    for column in columns.passages:
        value = _value(record, column)
        for one in value if isinstance(value, list) else [value]:
            parts: Mapping[str, object] = one if isinstance(one, dict) else {"text": one}
            text, title, own = (_said(record, column, parts.get(name)) for name in ("text", "title", "id"))
            if text:
                found.append(Given(text, title, own or f"{example_id}#{len(found)}"))
    return tuple(found)


def _answers(record: Record, columns: Columns, options: Sequence[Option]) -> tuple[tuple[str, ...], Json]:
    """What is right, and what only a scorer reads of it. An empty cell is no gold answer: the item is unscored."""
    if columns.form == "harmful":
        harmful = _harmful(record, columns.answer)
        return ("harmful" if harmful else "safe",), {"harmful": harmful}
    value = _value(record, columns.answer)
    if not value and value != 0:
        return (), {}
    if columns.form == "label":
        return (_label(record, columns, options),), {}
    if columns.form == "texts":
        return _texts(record, columns.answer, value), {}
    things = [_texts(record, columns.answer, one) for one in (value if isinstance(value, list) else [value])]
    if columns.form == "names":  # of one thing, however they are nested
        names = tuple(dict.fromkeys(name for synonyms in things for name in synonyms))
        return names, {"exact": [list(names)]}
    exact = [list(synonyms) for synonyms in things if synonyms]
    return tuple(synonyms[0] for synonyms in exact), {"exact": exact}


def _label(record: Record, columns: Columns, options: Sequence[Option]) -> str:
    said = _text(record, columns.answer)
    if columns.answers_from is not None:
        place = int(said) - columns.answers_from if said.isascii() and said.isdecimal() else -1
        if not 0 <= place < len(options):
            raise record.refused(f"its answer {said!r} is no place among {len(options)} options, see answers_from")
        return options[place].label
    named = _matching(said, [one.label for one in options]) or _matching(said, [one.text for one in options])
    if len(named) == 1:
        return options[named[0]].label
    advice = " (where it is a place, say answers_from: 0 or 1 in the YAML)" if said.isdecimal() else ""
    raise record.refused(f"its answer {said!r} is not one of {', '.join(one.label for one in options)}{advice}")


def _matching(said: str, names: Sequence[str]) -> list[int]:
    """The places of the names that are the same; where none is, of those that are but for upper and lower case."""
    same = [n for n, name in enumerate(names) if name == said]
    return same or [n for n, name in enumerate(names) if name.casefold() == said.casefold()]


def _harmful(record: Record, column: str) -> bool:
    """By the column where there is one; without it every question is harmful."""
    if not column:
        return True
    said = _text(record, column).lower()
    known = _HARMFUL | _HARMLESS
    if said not in known:
        raise record.refused(f"its {column!r} is {said!r} and not one of {', '.join(known)}")
    return known[said]
