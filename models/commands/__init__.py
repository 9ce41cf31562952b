"""`osler train`: the recipes as commands, one file each. Heavy imports wait until a command runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from models.commands.bundled import Encode, Split, WordSearch, add_bundled
from models.commands.data import Ask, Read, add_data
from models.commands.distill import add_distill
from models.commands.pretrain import add_pretrain
from models.commands.sft import add_sft
from models.commands.stay import add_stay
from models.training.sft.evaluating import Harness

if TYPE_CHECKING:
    from models.training.sft.callbacks import OnStep


@dataclass(frozen=True, slots=True)
class Literature:
    """How literature is read for training, how a writing model is asked about it, and the words of its abstention."""

    read: Read
    ask: Ask
    abstention: str


def train_app(
    split: Split, search: WordSearch, encoder: Callable[[], Encode], literature: Literature, harness: Harness
) -> typer.Typer:
    """The commands of `osler train`, given how text is cut into sentences and searched by words, the search's encoder, and
    how `osler eval` is run."""
    app = typer.Typer(no_args_is_help=True)
    add_data(app, literature.read, split, literature.ask, literature.abstention)
    add_sft(app, harness)
    add_distill(app, literature.read, split, literature.ask, literature.abstention, _fine_tuned)
    add_pretrain(app, literature.read)
    add_bundled(app, split, search, encoder)
    add_stay(app, split)
    return app


def _fine_tuned(
    *,
    student: str,
    data: Path,
    out: Path,
    steps: int,
    seed: int,
    allow_download: bool,
    on_step: OnStep,
    on_stage: Callable[[str], None],
) -> None:
    """The student of a distillation learns what its teacher wrote, as `osler train sft` would teach it."""
    from models.training.sft.settings import SftSettings
    from models.training.sft.tuning import Files, train_sft

    settings = SftSettings(steps=steps, seed=seed)
    train_sft(student, Files((data,)), out, settings, allow_download=allow_download, on_step=on_step, on_stage=on_stage)
