"""Every text of evaluation files, so that what shares a run of 13 words with one is not learnt. Knows nothing of models."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models.training.documents import TrainingDataUnusable
from models.training.pairs import LeftOut

SUFFIXES = (".json", ".jsonl", ".csv", ".tsv", ".txt", ".md")


def left_out_files(paths: Sequence[Path]) -> LeftOut:
    """What holds a run of words of any of the files (JSON, JSON lines, CSV, plain text; .gz too), or of a folder's files."""
    return LeftOut(text for path in paths for text in texts_of(path))


def texts_of(path: Path) -> Iterator[str]:
    """Every string value of a file, or of all the files in a folder. Raises TrainingDataUnusable."""
    if path.is_dir():
        found = [p for p in sorted(path.rglob("*")) if p.is_file() and _suffix(p) in SUFFIXES]
        if not found:
            raise TrainingDataUnusable(f"{path} holds no file to leave out ({', '.join(SUFFIXES)}); give another.")
        for one in found:
            yield from texts_of(one)
        return
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from _values(lines, _suffix(path))
    except (OSError, EOFError, zlib.error, ValueError, csv.Error) as error:
        raise TrainingDataUnusable(f"{path}, to be left out, cannot be read ({error}); give a whole copy.") from error


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()


def _values(lines: Iterable[str], suffix: str) -> Iterator[str]:
    if suffix == ".json":
        yield from _strings(json.loads("".join(lines)))
    elif suffix == ".jsonl":
        for line in lines:
            if line.strip():
                yield from _strings(json.loads(line))
    elif suffix in (".csv", ".tsv"):
        for row in csv.reader(lines, delimiter="\t" if suffix == ".tsv" else ","):
            yield from row
    else:
        yield "".join(lines)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        yield " ".join(one for one in value if isinstance(one, str))  # sentences of one text, perhaps
        for one in value:
            yield from _strings(one)
