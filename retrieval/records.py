"""Frozen dataclasses to JSON and back, by their field types alone. Knows nothing of what the fields mean.

JSON, because nothing that Osler reads from disk is ever unpickled. A field the reader does not know is passed over and
a field the writer did not know takes its default, so that a field may be added without a new schema version.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(record: Any) -> str:
    """One line of JSON; equal records give equal lines."""
    return json.dumps(dataclasses.asdict(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(kind: type[T], line: str) -> T:
    """The record of type `kind` that `to_json` wrote. Raises ValueError, TypeError or KeyError where it is no such."""
    record: T = _revive(kind, json.loads(line))
    return record


def content_hash(record: Any) -> str:
    """The sha256 of the record's JSON: the same for the same content, whatever file it came from."""
    return hashlib.sha256(to_json(record).encode()).hexdigest()


def _revive(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        types_by_name = _field_types(kind)
        return kind(
            **{name: _revive(types_by_name[name], item) for name, item in value.items() if name in types_by_name}
        )
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_revive(arguments[0], item) for item in value)
        return tuple(_revive(argument, item) for argument, item in zip(arguments, value, strict=True))
    if origin in (typing.Union, types.UnionType):
        return None if value is None else _revive(next(a for a in arguments if a is not type(None)), value)
    return value


@cache
def _field_types(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
