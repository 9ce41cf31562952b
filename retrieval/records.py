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
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(record: Any) -> str:
    """One line of JSON; equal records give equal lines."""
    return plain_to_json(dataclasses.asdict(record))


def plain_to_json(plain: Any) -> str:
    """What JSON knows, on one line, the keys in order."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(kind: type[T], line: str | bytes) -> T:
    """The record of type `kind` that `to_json` wrote. Raises ValueError, TypeError or KeyError where it is no such."""
    return revive(kind, json.loads(line))


def revive(kind: type[T], plain: Any) -> T:
    """The record of type `kind` from what its JSON says. Raises ValueError, TypeError or KeyError where it says less."""
    record: T = _revive(kind, plain)
    return record


def told(record: Any) -> dict[str, Any]:
    """The fields that differ from their defaults, as JSON has them: the same however many fields are added later."""
    return {
        field.name: _plain(getattr(record, field.name))
        for field in dataclasses.fields(record)
        if field.default is dataclasses.MISSING or getattr(record, field.name) != field.default
    }


def content_hash(record: Any) -> str:
    """The sha256 of what the record tells: the same for the same content, whatever file or version it came from."""
    return hashlib.sha256(plain_to_json(told(record)).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return told(value) if dataclasses.is_dataclass(value) else value


def _revive(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _revive_record(kind, value)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _revive_tuple(arguments, value)
    if origin in (typing.Union, types.UnionType):
        return None if value is None else _revive(next(a for a in arguments if a is not type(None)), value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind}")
    return value


def _revive_record(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not an object")
    types_by_name = _field_types(kind)
    return kind(**{name: _revive(types_by_name[name], item) for name, item in value.items() if name in types_by_name})


def _revive_tuple(arguments: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_revive(arguments[0], item) for item in value)
    return tuple(_revive(argument, item) for argument, item in zip(arguments, value, strict=True))


@cache
def _field_types(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
