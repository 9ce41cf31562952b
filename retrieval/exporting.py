"""Lines into a file that is there whole or not at all. Knows nothing of what they say."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from retrieval.errors import StorageError


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Writes the lines beside the path and then puts them in its place; gives how many. Raises StorageError."""
    new = path.with_name(f"{path.name}.new")
    count = 0
    try:
        try:
            with new.open("w", encoding="utf-8", newline="\n") as file:
                for line in lines:
                    file.write(line + "\n")
                    count += 1
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"Cannot write {path} ({error.strerror or error}): choose another file.") from error
    return count
