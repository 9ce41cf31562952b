"""The folder of a run: what was asked of it, every prediction as it came, and what was found. Knows files, not tasks.

    run.json                      what is evaluated, on what, with which settings; written first, whole
    TASK/examples.jsonl           the examples, so that a report needs no data set
    TASK/predictions.jsonl        one line a prediction, appended and flushed as it comes; the last line of a pair counts
    report.json, .html, .md, scores.csv, TASK/items.csv   written last

A killed run is continued: a last line that is not whole is cut off, and what is there is not made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from evals.errors import BadRun, EvalError, RunDiffers
from evals.examples import Example, Prediction

Json = dict[str, Any]
MANIFEST, EXAMPLES, PREDICTIONS, REPORT = "run.json", "examples.jsonl", "predictions.jsonl", "report.json"
_FREE = frozenset({"run_id", "started"})  # may differ between a run and its continuation


class RunFolder:
    """One run on the disk. Made by `begin`, or by `read` for looking only."""

    def __init__(self, path: Path, manifest: Json) -> None:
        self.path = path
        self.manifest = manifest

    @classmethod
    def begin(cls, path: Path, manifest: Mapping[str, Any]) -> RunFolder:
        """A new run in a folder that is empty or not there, or the continuation of the same one.

        Raises RunDiffers where another run is in the folder, and EvalError where it cannot be written.
        """
        with _writing(path):
            path.mkdir(parents=True, exist_ok=True)
            if (path / MANIFEST).exists():
                known = cls.read(path)
                different = [key for key in manifest if key not in _FREE and manifest[key] != known.manifest.get(key)]
                if different:
                    raise RunDiffers(path, different)
                return known
            if any(path.iterdir()):
                raise BadRun(path, "the folder holds other files; give --out a new or an empty one.")
            _write_whole(path / MANIFEST, json.dumps(dict(manifest), indent=2, ensure_ascii=False) + "\n")
        return cls(path, dict(manifest))

    @classmethod
    def read(cls, path: Path) -> RunFolder:
        """A run that is there. Raises BadRun."""
        try:
            manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise BadRun(
                path, f"there is no {MANIFEST} in it, so it is no run; give a folder that --out named."
            ) from None
        except (OSError, ValueError) as error:
            raise BadRun(path, f"its {MANIFEST} cannot be read ({error}); run the evaluation again.") from error
        if not isinstance(manifest, dict) or not isinstance(manifest.get("tasks"), dict):
            raise BadRun(path, f"its {MANIFEST} is none of Osler's; give a folder that --out named.")
        return cls(path, manifest)

    def keep_examples(self, task: str, examples: Sequence[Example]) -> None:
        """Writes them, unless they are there: they are the same, since the manifest holds their checksum."""
        target = self.path / task / EXAMPLES
        if not target.exists():
            with _writing(self.path):
                target.parent.mkdir(exist_ok=True)
                _write_whole(target, "".join(_line(example.to_json()) for example in examples))

    def examples(self, task: str) -> tuple[Example, ...]:
        """As they were asked."""
        path = self.path / task / EXAMPLES
        try:
            return tuple(Example.from_json(data) for _, data in _lines(path))
        except (KeyError, ValueError, TypeError) as error:
            raise BadRun(path, f"it holds no examples of this Osler ({error!r}); run the evaluation again.") from error

    def predictions(self, task: str) -> dict[str, dict[str, Prediction]]:
        """By arm and by example id. Where a pair was made twice (a retry), the last counts."""
        path = self.path / task / PREDICTIONS
        found: dict[str, dict[str, Prediction]] = {}
        for n, data in _lines(path) if path.exists() else ():
            try:
                made = Prediction.from_json(data)
            except (KeyError, ValueError, TypeError) as error:
                raise BadRun(
                    path, f"line {n} is no prediction ({error!r}); run the evaluation in a new folder."
                ) from error
            found.setdefault(made.arm, {})[made.example_id] = made
        return found

    @contextmanager
    def appending(self, task: str) -> Iterator[PredictionLog]:
        """Where predictions go as they come; alone in this file while it is open. Raises BadRun where another is at it."""
        path = self.path / task / PREDICTIONS
        with _writing(self.path):
            path.parent.mkdir(exist_ok=True)
            with path.open("a+b") as file:
                _lock(path, file)
                _cut_off_half_line(file)
                yield PredictionLog(file)

    def write(self, name: str, text: str) -> Path:
        """One file of the report, whole or not at all."""
        with _writing(self.path):
            _write_whole(self.path / name, text)
        return self.path / name


class PredictionLog:
    """Appends predictions, each one line that is on the way to the disk when `add` returns."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, prediction: Prediction) -> None:
        self._file.write(_line(prediction.to_json()).encode("utf-8"))
        self._file.flush()


def sha256_of(path: Path) -> str:
    """Of a file, or of all files of a folder with their names."""
    digest = hashlib.sha256()
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            digest.update(str(file.relative_to(path) if path.is_dir() else "").encode() + b"\0")
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def examples_sha256(examples: Sequence[Example]) -> str:
    """Of what is really asked, after a limit."""
    digest = hashlib.sha256()
    for example in examples:
        digest.update(_line(example.to_json()).encode("utf-8"))
    return digest.hexdigest()


def _line(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def _lines(path: Path) -> Iterator[tuple[int, Json]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for n, line in enumerate(lines, start=1):
                if line.endswith("\n"):  # else it was being written when the run was killed
                    yield n, json.loads(line)
    except (OSError, ValueError) as error:
        raise BadRun(path, f"it cannot be read ({error}); run the evaluation in a new folder.") from error


def _cut_off_half_line(file: IO[bytes]) -> None:
    """A line that a killed run left unfinished would run into the next one."""
    end = at = file.seek(0, os.SEEK_END)
    while at > 0:
        step = min(65536, at)
        file.seek(at - step)
        newline = file.read(step).rfind(b"\n")
        if newline >= 0:
            at = at - step + newline + 1
            break
        at -= step
    if at < end:
        file.truncate(at)
    file.seek(0, os.SEEK_END)


def _lock(path: Path, file: IO[bytes]) -> None:
    from retrieval.publishing import lock_alone

    try:
        lock_alone(file.fileno())
    except OSError:
        raise BadRun(path.parent.parent, "another run is writing it; wait for it, or give another --out.") from None


def _write_whole(path: Path, text: str) -> None:
    """Under another name first, so that what is there under its own name is whole."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EvalError(f"{path} cannot be written ({error.strerror or error}); give --out another folder.") from error
