"""What can go wrong with an evaluation, as one tree. Every message is one sentence that says what to do next.

EvalError              an AgentError, so that the command line words it as it words the agent's own
├── BadBeirSet         a folder in BEIR's format cannot be used (names the file, and the line where there is one)
├── BadDataset         a benchmark's file is not what its publisher ships (names it, and the line where there is one)
├── BadSketch          a sketch of a model's training text, or a text to make one of, cannot be used (names it)
├── BadRun             a run's folder, or a file in it, is not what Osler wrote (names it)
├── RunDiffers         the folder holds another run than the one that was asked for
├── UnknownTask        there is no task of that name
├── DataMissing        a task's data are not where they were looked for
├── BadTask            a YAML file that describes a task cannot be used (names the file and the key)
├── CannotExport       a run, or a set of questions, cannot be written in the form that was asked for
├── CannotWrite        a task needs a model that writes, and this one only quotes
├── UnknownBenchModel  a benchmark was asked for a model that it does not have
├── UnknownMeasure     a scorer was asked for a measure that it does not have
└── BadNliModel        a folder holds no model that can say whether one text entails another
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agent.errors import AgentError


class EvalError(AgentError):
    """Root of the errors of evaluations; `str(error)` is one sentence that says what to do."""


class BadBeirSet(EvalError):
    """A set of documents, queries and judgements cannot be used. `line` counts from 1; 0 means the whole file."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


class BadDataset(EvalError):
    """A benchmark's file or folder cannot be used. `line` counts from 1; 0 means the whole file."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


class BadSketch(EvalError):
    """A sketch of a model's training text cannot be read, nor a text to make one of."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class BadRun(EvalError):
    """The folder of a run, or a file in it, is not what this Osler writes."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class RunDiffers(EvalError):
    """The folder holds a run of something else. `different` are the settings that are not the same."""

    def __init__(self, path: Path, different: Sequence[str]) -> None:
        super().__init__(
            f"{path} holds another run ({', '.join(different)} differ); give --out a new folder, or ask for the same."
        )
        self.path = path
        self.different = tuple(different)


class UnknownTask(EvalError):
    """There is no task of that name."""

    def __init__(self, name: str, near: str) -> None:
        meant = f"did you mean {near}? " if near else ""
        super().__init__(f"There is no task {name!r}; {meant}`osler eval list` shows all, and a YAML file can add one.")
        self.name = name
        self.near = near


class DataMissing(EvalError):
    """A task's data are not there. `names` are the files or folders that were looked for."""

    def __init__(self, task: str, names: Sequence[str], source: str, looked: Path | None) -> None:
        where = f"There is no {' or '.join(names)} in {looked}" if looked else f"{task} needs its data"
        origin = f" (they come from {source})" if source else ""
        super().__init__(f"{where}: give --data the file or the folder that holds it{origin}.")
        self.task = task
        self.names = tuple(names)


class BadTask(EvalError):
    """The YAML file of a task cannot be used. `key` is where it is wrong ("fields.answer"); "" means the whole file."""

    def __init__(self, path: Path, key: str, reason: str) -> None:
        super().__init__(f"{path}, {key}: {reason}" if key else f"{path}: {reason}")
        self.path = path
        self.key = key
        self.reason = reason


class CannotExport(EvalError):
    """What was to be written cannot be, in the form that was asked for or at the place."""


class NoJudge(EvalError):
    """What a task measures cannot be told by looking at words."""

    def __init__(self, what: str, option: str) -> None:
        super().__init__(f"To judge {what} a model is needed: give {option} the folder of one.")
        self.what = what


class CannotWrite(EvalError):
    """A task needs free writing."""

    def __init__(self, model: str, task: str = "") -> None:
        what = f", which {task} needs" if task else ""
        super().__init__(f"The model {model} quotes and cannot write{what}; give --model a folder of one that writes.")
        self.model = model


class UnknownBenchModel(EvalError):
    """A benchmark was asked for a model that is neither one of its own nor a folder."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no folder {name}; give --model one that holds a model, or {', '.join(known)}.")
        self.name = name


class UnknownMeasure(EvalError):
    """A scorer was asked for a measure that it does not have."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no measure {name!r}; take one of: {', '.join(known)}.")
        self.name = name


class BadNliModel(EvalError):
    """A folder holds no model that can say whether one text entails another."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason
