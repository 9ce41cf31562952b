"""A folder that is written whole or not at all, in a place that held nothing. Knows no format."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.errors import CannotExport


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into, which becomes `out` when the block ends well and is gone when it does not.

    Raises CannotExport where `out` is a file or holds anything, or where it cannot be written.
    """
    target = _checked(out)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        if target.exists():
            target.rmdir()  # an empty folder is in the way of a rename on some systems
        unfinished.rename(target)
    except OSError as error:
        raise CannotExport(
            f"{out} cannot be written ({error.strerror or error}); give --out another folder."
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _checked(out: Path) -> Path:
    """The folder's own place, links followed."""
    try:
        if out.is_file():
            raise CannotExport(f"{out} is a file; give --out a folder that is new or empty.")
        if out.is_dir() and any(out.iterdir()):
            raise CannotExport(f"{out} holds files already; give --out a folder that is new or empty.")
        return out.resolve()
    except OSError as error:
        raise CannotExport(f"{out} cannot be read ({error.strerror or error}); give --out another folder.") from error
