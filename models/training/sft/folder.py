"""The folder of a run: whether it is new, goes on, is finished or is another's, and its last whole checkpoint.

Knows files; knows nothing of training. A checkpoint is whole when its trainer_state.json, which is written last, reads.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.training.sft.settings import RunRefused

JOURNAL, RECIPE = "training.jsonl", "recipe.json"
_CHECKPOINTS, _RUN, _STATE = "checkpoints", "run.json", "trainer_state.json"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """`checkpoint` is where to go on from, None at the beginning; `writes` is false on all processes but the first."""

    path: Path
    checkpoint: Path | None
    writes: bool

    @classmethod
    def open(cls, path: Path, run: Mapping[str, object], *, writes: bool) -> RunFolder:
        """Begin in a new or empty folder, or go on where the same run (settings, base, data) was stopped.

        Raises RunRefused where the folder holds a finished run, another run, or something else.
        """
        path = path.expanduser().resolve()
        if (path / RECIPE).is_file():
            raise RunRefused(f"{path} holds a finished run; give another --out, or delete that folder first.")
        wanted = json.loads(json.dumps(run))
        found = _read(path / _CHECKPOINTS / _RUN)
        if found is not None and found != wanted:
            differing = sorted(key for key in wanted if found.get(key) != wanted[key])
            raise RunRefused(
                f"{path} holds a run with other {', '.join(differing)}; give the same to go on, or another --out."
            )
        if writes:
            if found is None and path.is_dir() and any(path.iterdir()):
                raise RunRefused(f"{path} is not empty and holds no run to go on with; give a new --out folder.")
            _begin(path, wanted)
        return cls(path, _last_whole(path / _CHECKPOINTS), writes)

    @property
    def checkpoints(self) -> Path:
        """Where trl keeps them."""
        return self.path / _CHECKPOINTS

    @property
    def step(self) -> int | None:
        """The step of the checkpoint to go on from."""
        return None if self.checkpoint is None else int(self.checkpoint.name.rpartition("-")[2])

    def finish(self, facts: Mapping[str, object]) -> None:
        """Write the recipe, which marks the run as finished, and drop the checkpoints."""
        (self.path / RECIPE).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(self.checkpoints, ignore_errors=True)


def _begin(path: Path, run: Mapping[str, object]) -> None:
    """The folder with what the run is; what a killed run left of a checkpoint goes."""
    try:
        (path / _CHECKPOINTS).mkdir(parents=True, exist_ok=True)
        (path / _CHECKPOINTS / _RUN).write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise RunRefused(f"{path} cannot be written ({error.strerror}); give another --out folder.") from error
    for checkpoint in (path / _CHECKPOINTS).glob("checkpoint-*"):
        if _read(checkpoint / _STATE) is None:
            shutil.rmtree(checkpoint)


def _last_whole(folder: Path) -> Path | None:
    whole = [one for one in folder.glob("checkpoint-*") if _read(one / _STATE) is not None]
    return max(whole, key=lambda one: int(one.name.rpartition("-")[2]), default=None)


def _read(path: Path) -> dict[str, object] | None:
    """A JSON object, or None where there is none or half of one."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None
