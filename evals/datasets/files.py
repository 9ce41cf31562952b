"""Opens benchmark files as their publishers ship them: JSON, JSON lines and CSV, plain or gzipped, in UTF-8.

Knows files, and the place of a record in one. Knows nothing of any benchmark's fields. Whatever is wrong becomes one
`BadDataset`; `form` is a clause that says what the benchmark's own files hold, for the end of its sentence.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example

_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"


class _RepeatedError(ValueError):
    """A JSON object gives one name twice."""


def whole_bytes(path: Path) -> bytes:
    """The content of the file, unpacked where it is gzipped, whatever it is called."""
    if path.is_dir():
        raise BadDataset(path, "it is a folder; give the file in it.")
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadDataset(path, f"it is damaged or was cut short ({error}); copy it again.") from error
    except OSError as error:
        raise BadDataset(path, f"it cannot be read ({error.strerror}); check the path and its permissions.") from error


def whole_text(path: Path) -> str:
    """The content of the file, without a byte order mark."""
    data = whole_bytes(path)
    try:
        return data.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadDataset(path, "it is not UTF-8; save it as UTF-8.", line) from None


def json_lines(path: Path, form: str) -> Iterator[Record]:
    """A record for each line that is not blank; each must hold one JSON object."""
    for number, line in enumerate(whole_text(path).split("\n"), start=1):
        if line.strip():
            yield _record(path, form, number, line)


def json_record(path: Path, form: str) -> Record:
    """The one JSON object that the file holds."""
    return _record(path, form, 0, whole_text(path))


def holds_json_lines(path: Path) -> bool:
    """Whether the first line is a JSON object by itself, with more after it."""
    first, _, rest = whole_text(path).lstrip().partition("\n")
    try:
        return isinstance(json.loads(first), dict) and bool(rest.strip())
    except (ValueError, RecursionError):
        return False


def csv_rows(path: Path, columns: Sequence[str], form: str) -> Iterator[Record]:
    """A record for each row under a header that names at least these columns; the rest of them come along."""
    rows = csv_fields(path)
    _, header = next(rows, (0, []))
    if missing := [name for name in columns if name not in header]:
        raise BadDataset(path, f"its header has no {_named(missing)} but {_named(header)}; {form}.", 1)
    for line, fields in rows:
        if len(fields) != len(header):
            reason = f"it has {len(fields)} fields and the header has {len(header)}; correct the row or take it out."
            raise BadDataset(path, reason, line)
        yield Record(path, dict(zip(header, fields, strict=True)), form, line)


def csv_fields(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, and the line on which each begins."""
    reader = csv.reader(io.StringIO(whole_text(path), newline=""), strict=True)
    line = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                yield line, fields
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadDataset(path, f"it is not CSV ({error}); save it again as CSV.", line) from None


def files_in(folder: Path, pattern: str, form: str) -> tuple[Path, ...]:
    """The folder's files whose names fit the pattern, in the order of their names; none at all is refused."""
    found = tuple(sorted(path for path in folder.glob(pattern) if path.is_file()))
    if not found:
        raise BadDataset(folder, f"it holds no {pattern}; {form}.")
    return found


def gathered(path: Path, examples: Iterable[Example], form: str) -> tuple[Example, ...]:
    """The examples, at least one, and no two of one id."""
    found: dict[str, Example] = {}
    for example in examples:
        if example.example_id in found:
            raise BadDataset(path, f"two of its items have the id {example.example_id!r}; take one of them out.")
        found[example.example_id] = example
    if not found:
        raise BadDataset(path, f"it holds no item; {form}.")
    return tuple(found.values())


def _record(path: Path, form: str, line: int, text: str) -> Record:
    try:
        found = json.loads(text, object_pairs_hook=_without_repeats)
    except _RepeatedError as error:
        raise BadDataset(path, f"it names {error} twice in one object; take one of them out.", line) from None
    except json.JSONDecodeError as error:
        raise BadDataset(path, f"it is not JSON ({error.msg}); {form}.", line or error.lineno) from None
    except (ValueError, RecursionError):
        raise BadDataset(path, f"it is not JSON that can be read; {form}.", line) from None
    if not isinstance(found, dict):
        raise BadDataset(path, f"it is not a JSON object; {form}.", line)
    return Record(path, _encodable(found) if "\\ud" in text.lower() else found, form, line)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object; `json` alone would keep the last of two values of one name, and lose an item."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _RepeatedError(repr(name))
        found[name] = value
    return found


def _encodable(value: Mapping[str, object]) -> dict[str, object]:
    """Without the lone surrogates that JSON can spell and no tokenizer or file takes."""
    return {_replaced(name): _replaced_in(one) for name, one in value.items()}


def _replaced_in(value: object) -> object:
    if isinstance(value, dict):
        return _encodable(value)
    if isinstance(value, list):
        return [_replaced_in(one) for one in value]
    return _replaced(value) if isinstance(value, str) else value


def _replaced(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _named(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names) or "nothing"
