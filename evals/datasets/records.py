"""`Record`: one item of a benchmark's file and where it stands, whose fields are taken out by name and checked.

Knows nothing of files or benchmarks. A field that is missing, or is not what it should be, becomes one `BadDataset` that
names the field, and what the item holds instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BadDataset

_SHOWN = 12  # names listed of what an item holds instead


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one item. `line` counts from 1 (0: not known); `name` is what it is filed under, if anything.

    `form` is a clause that says what the benchmark's files hold.
    """

    path: Path
    fields: Mapping[str, object]
    form: str
    line: int = 0
    name: str = ""

    def refused(self, reason: str) -> BadDataset:
        """The error that this item is at fault, ending in what to do."""
        return BadDataset(self.path, f"{self._subject(reason)}; correct it or take it out.", self.line)

    def text(self, field: str) -> str:
        """A text that must be there and not blank, without the white space around it."""
        value = self._there(field)
        if not isinstance(value, str) or not value.strip():
            raise self.refused(f"its {field!r} is not a text with something in it")
        return value.strip()

    def optional(self, field: str) -> str:
        """A text, or the empty one where there is none."""
        value = self.fields.get(field)
        if value is not None and not isinstance(value, str):
            raise self.refused(f"its {field!r} is not a text")
        return (value or "").strip()

    def identifier(self, field: str) -> str:
        """A text or a whole number, as text."""
        value = self._there(field)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise self.refused(f"its {field!r} is not a text or a whole number")
        return str(value).strip()

    def whole_number(self, field: str) -> int:
        value = self._there(field)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refused(f"its {field!r} is not a whole number")
        return value

    def flag(self, field: str) -> bool:
        value = self._there(field)
        if not isinstance(value, bool):
            raise self.refused(f"its {field!r} is not true or false")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one. Blank ones are left out."""
        value = self._there(field)
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list):
            raise self.refused(f"its {field!r} is not a list of texts")
        found = [one for one in listed if isinstance(one, str)]
        if len(found) != len(listed):
            raise self.refused(f"its {field!r} is not a list of texts")
        return tuple(one.strip() for one in found if one.strip())

    def inner(self, field: str) -> Record:
        """The object of that name, as a record at the same place."""
        value = self._there(field)
        if not isinstance(value, dict):
            raise self.refused(f"its {field!r} is not an object")
        return Record(self.path, value, self.form, self.line, self.name)

    def listed(self, field: str) -> tuple[Record, ...]:
        """The list of objects of that name, as records at the same place; one with an `id` is named by it."""
        value = self._there(field)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.refused(f"its {field!r} is not a list of objects")
        return tuple(
            Record(self.path, one, self.form, self.line, self._name_of(field, number, one))
            for number, one in enumerate(value, start=1)
        )

    def items(self) -> Iterator[Record]:
        """A record for each field, each of which must be an object: an item filed under its id."""
        for name, value in self.fields.items():
            if not isinstance(value, dict):
                raise BadDataset(self.path, f"its {name!r} is not an object; {self.form}.", self.line)
            yield Record(self.path, value, self.form, self.line, name)

    def _name_of(self, field: str, number: int, item: Mapping[str, object]) -> str:
        """What one of a list is called in errors: by its own id, or as what holds it, or by its number if need be."""
        if isinstance(own := item.get("id"), str | int):
            return str(own)
        return self.name or ("" if self.line else f"{field} {number}")

    def _there(self, field: str) -> object:
        if self.fields.get(field) is None:
            found = ", ".join(repr(name) for name in list(self.fields)[:_SHOWN]) or "nothing"
            more = ", …" if len(self.fields) > _SHOWN else ""
            missing = self._subject(f"it has no {field!r} (it has {found}{more})")
            raise BadDataset(self.path, f"{missing}; {self.form}.", self.line)
        return self.fields[field]

    def _subject(self, reason: str) -> str:
        return f"of item {self.name!r}, {reason}" if self.name else reason
