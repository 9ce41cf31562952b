"""Which files of an index were verified before and have not been touched since, so that opening a large one is quick.

A file is not read again whose size, times and place on the disk are those noted when its sha256 last held: any program
that changes a file changes these. Notes are kept while the process runs, and for an index of more than `ALWAYS_READ`
bytes beside it as well. What a failing disk changes by itself is found by `osler index verify`, which reads every byte.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from retrieval.durable import FileRecord, check_contents

ALWAYS_READ = 256 << 20
_NOTES = ".verified.json"
_SETTLED_NS = 3_000_000_000  # a file changed twice within one tick of the clock has the same times

Chosen = Sequence[tuple[Path, FileRecord]]
Mark = list[int | str]  # a list, because JSON knows no tuple

_of_this_process: dict[str, Mark] = {}


def check_unless_verified(folder: Path, chosen: Chosen, always_read: int = ALWAYS_READ) -> None:
    """Raises IndexCorrupt where a file is not what its record says."""
    is_large = sum(file.bytes for _, file in chosen) > always_read
    notes = _of_this_process | (_read_notes(folder) if is_large else {})
    began = time.time_ns()
    marks = {str(at / file.name): _mark(at / file.name, file) for at, file in chosen}
    unknown = [(at, file) for at, file in chosen if notes.get(path := str(at / file.name)) != marks[path]]
    _check(folder, unknown)
    settled = {path: mark for path, mark in marks.items() if _last_touched(mark) < began - _SETTLED_NS}
    _of_this_process.update(settled)
    if is_large and unknown and settled:
        others = {path: mark for path, mark in _read_notes(folder).items() if Path(path).exists()}
        _write_notes(folder, others | settled)


def _check(folder: Path, chosen: Chosen) -> None:
    """The largest first, so that the threads end together."""
    records = [FileRecord((at / f.name).relative_to(folder).as_posix(), f.bytes, f.sha256) for at, f in chosen]
    check_contents(folder, sorted(records, key=lambda file: -file.bytes))


def _mark(path: Path, file: FileRecord) -> Mark:
    stat = path.stat()
    return [file.sha256, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns]


def _last_touched(mark: Mark) -> int:
    return max(int(mark[3]), int(mark[4]))


def _read_notes(folder: Path) -> dict[str, Mark]:
    """By the file's whole path: notes that lie in a folder that was moved say nothing."""
    try:
        found = json.loads((folder / _NOTES).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_notes(folder: Path, notes: dict[str, Mark]) -> None:
    """Replaced in one step, since several readers may write; a folder that cannot be written goes without."""
    new = folder / f"{_NOTES}.{os.getpid()}"
    with suppress(OSError):
        new.write_text(json.dumps(notes), encoding="utf-8")
        new.replace(folder / _NOTES)
