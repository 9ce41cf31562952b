"""Predictions kept between runs, in one SQLite file, by a checksum of everything that made them.

The key covers the solver and its version, the arm, the whole example, and the subject's identity (model, index,
encoder, versions). So nothing here is ever stale, and the file may be deleted at any time. Errors are never kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from evals.cache import content_key, kept_in
from evals.errors import EvalError
from evals.examples import Example, Prediction, Status
from evals.task import Solver

FILE = "predictions.sqlite"
_LAYOUT = 1  # of what is kept; another number makes all keys new


class PredictionCache:
    """Reads and writes predictions by key. Several processes may share the file."""

    def __init__(self, folder: Path) -> None:
        with kept_in(folder):
            try:
                self._db = sqlite3.connect(folder / FILE, timeout=30, isolation_level=None)
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("CREATE TABLE IF NOT EXISTS prediction (key TEXT PRIMARY KEY, json TEXT NOT NULL)")
            except sqlite3.Error as error:
                raise _unusable(folder / FILE, error) from error
        self._path = folder / FILE

    def find(self, key: str) -> Prediction | None:
        """What was kept under the key."""
        try:
            row = self._db.execute("SELECT json FROM prediction WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from error
        return Prediction.from_json(json.loads(row[0])) if row else None

    def keep(self, key: str, prediction: Prediction) -> None:
        """Keeps it, unless it is an error: that may be over the next time."""
        if prediction.status is Status.ERROR:
            return
        try:
            text = json.dumps(prediction.to_json(), ensure_ascii=False)
            self._db.execute("INSERT OR REPLACE INTO prediction VALUES (?, ?)", (key, text))
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from error

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def prediction_key(solver: Solver, example: Example, arm: str, identity: Mapping[str, str]) -> str:
    """The checksum of all that a prediction depends on."""
    example_json = json.dumps(example.to_json(), sort_keys=True, ensure_ascii=False)
    identity_json = json.dumps(dict(identity), sort_keys=True, ensure_ascii=False)
    return content_key([str(_LAYOUT), solver.name, str(solver.version), arm, example_json, identity_json])


def _unusable(path: Path, error: sqlite3.Error) -> EvalError:
    return EvalError(f"The cache {path} cannot be used ({error}): delete the file, or run with --no-cache.")
