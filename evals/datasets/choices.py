"""Options of multiple-choice questions and classes, and the check that the answer is one of them. Knows no benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_uppercase

from evals.datasets.records import Record
from evals.examples import Option


def lettered(texts: Sequence[str]) -> tuple[Option, ...]:
    """Options called A, B, C and so on; at most 26."""
    if len(texts) > len(ascii_uppercase):
        raise ValueError(f"there are letters for {len(ascii_uppercase)} options, not for {len(texts)}")
    return tuple(Option(letter, text) for letter, text in zip(ascii_uppercase, texts, strict=False))


def classes(names: Iterable[str]) -> tuple[Option, ...]:
    """Options that are called what they say: "yes", "no"."""
    return tuple(Option(name, name) for name in names)


def options_of(record: Record, field: str) -> tuple[Option, ...]:
    """Options from an object of texts by label, in the order of the file. An option may say nothing."""
    inner = record.inner(field)
    if len(inner.fields) < 2:
        raise record.refused(f"its {field!r} holds fewer than two options")
    return tuple(Option(label, inner.optional(label)) for label in inner.fields)


def one_of(record: Record, answer: str, options: Sequence[Option]) -> tuple[str, ...]:
    """The answer as an example's `answers`; refused where no option is called so."""
    labels = [option.label for option in options]
    if answer not in labels:
        raise record.refused(f"its answer {answer!r} is none of {', '.join(labels)}")
    return (answer,)
