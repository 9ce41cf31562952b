"""Reads BioASQ's task B questions: the official JSON, a folder of such files, or one question a line.

The format is that of participants-area.bioasq.org/datasets (Krithara et al. 2023): {"questions": [{id, type, body,
exact_answer, ideal_answer, documents, snippets}]}. Exact answers came in several shapes over the years; they are brought
to one here. Knows nothing of how answers are scored.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.datasets.choices import classes
from evals.datasets.files import files_in, gathered, holds_json_lines, json_lines, json_record
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example, Given

KINDS = ("yesno", "factoid", "list", "summary")
FORM = "BioASQ's files hold questions of id, type, body, exact_answer, ideal_answer and snippets"


def read_bioasq(path: Path, kind: str | None = None) -> tuple[Example, ...]:
    """The questions of one kind, or of every kind. Of a folder, all its .json files are read as one set.

    `answers` are "yes" or "no"; every name of a factoid; the first name of each thing on a list; the ideal answers of a
    summary. details["exact"] lists the synonyms of each thing asked for and details["ideal"] the ideal answers. A question
    without its answer stays, unscored; a file that answers none of them is refused.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    examples = gathered(path, (_example(one) for one in _records(path) if kind in (None, _kind(one))), _asked(kind))
    if not any(example.answers for example in examples):
        raise BadDataset(path, "it answers none of its questions; give the set that holds the answers.")
    return examples


def _asked(kind: str | None) -> str:
    return FORM if kind is None else f"{FORM}, and a {kind} question has the type '{kind}'"


def _records(path: Path) -> tuple[Record, ...]:
    if path.is_dir():
        return tuple(one for file in files_in(path, "*.json", FORM) for one in _records(file))
    if holds_json_lines(path):
        return tuple(json_lines(path, FORM))
    whole = json_record(path, FORM)
    return whole.listed("questions") if "body" not in whole.fields else (whole,)


def _kind(record: Record) -> str:
    kind = record.text("type").lower()
    if kind not in KINDS:
        raise record.refused(f"its type {kind!r} is none of {', '.join(KINDS)}")
    return kind


def _example(record: Record) -> Example:
    kind, example_id = _kind(record), record.identifier("id")
    exact = _exact(record, kind)
    ideal = record.texts("ideal_answer") if record.fields.get("ideal_answer") is not None else ()
    return Example(
        example_id=example_id,
        question=record.text("body"),
        answers=_answers(kind, exact, ideal),
        options=classes(("yes", "no")) if kind == "yesno" else (),
        passages=_passages(record, example_id),
        group=example_id,
        kind=kind,
        details={
            "exact": [list(names) for names in exact],
            "ideal": list(ideal),
            "documents": list(record.texts("documents")) if record.fields.get("documents") is not None else [],
        },
    )


def _passages(record: Record, example_id: str) -> tuple[Given, ...]:
    snippets = record.listed("snippets") if record.fields.get("snippets") is not None else ()
    texts = ((one.optional("text"), one.optional("document")) for one in snippets)
    return tuple(Given(text, "", f"{document or example_id}#{n}") for n, (text, document) in enumerate(texts) if text)


def _answers(kind: str, exact: Sequence[Sequence[str]], ideal: Sequence[str]) -> tuple[str, ...]:
    if kind == "summary":
        return tuple(ideal)
    if kind == "list":
        return tuple(names[0] for names in exact)
    return tuple(dict.fromkeys(name for names in exact for name in names))


def _exact(record: Record, kind: str) -> tuple[tuple[str, ...], ...]:
    """The synonyms of each thing asked for: a factoid asks for one thing, however its names were nested."""
    value = record.fields.get("exact_answer")
    if kind == "summary" or value is None or value in ("", []):
        return ()
    if kind == "yesno":
        return ((_yes_or_no(record),),)
    groups = value if isinstance(value, list) else [value]
    nested = tuple(names for names in (_synonyms(record, group) for group in groups) if names)
    if kind == "list":
        return nested
    names = tuple(dict.fromkeys(name for names in nested for name in names))
    return (names,) if names else ()


def _yes_or_no(record: Record) -> str:
    said = record.texts("exact_answer")
    word = said[0].lower().rstrip(" .") if len(said) == 1 else ""
    if word not in ("yes", "no"):
        raise record.refused("its 'exact_answer' is neither yes nor no")
    return word


def _synonyms(record: Record, group: object) -> tuple[str, ...]:
    names = group if isinstance(group, list) else [group]
    if not all(isinstance(name, str | int | float) and not isinstance(name, bool) for name in names):
        raise record.refused("its 'exact_answer' is neither a text nor lists of texts")
    return tuple(dict.fromkeys(str(name).strip() for name in names if str(name).strip()))
