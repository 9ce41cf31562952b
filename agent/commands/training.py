"""`osler train …`: the commands of `models`, given how retrieval cuts text into sentences and searches words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from agent.answer import ABSTENTION
from models.commands import Literature, train_app

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.prompt import PromptPassage
    from models.training.documents import TrainingDocument


def _sentences(text: str) -> list[str]:
    from retrieval.sentences import split_sentences

    return [span.of(text) for span in split_sentences(text)]


def _search_by_words(texts: Sequence[str]) -> Callable[[str, int], Sequence[int]]:
    from retrieval.lexical import LexicalIndex, LexicalSegment

    index = LexicalIndex([(0, LexicalSegment.build(texts), None)])
    return lambda query, most: [scored.row for scored in index.search(query, most)]


def _documents(sources: Sequence[Path]) -> Iterable[TrainingDocument]:
    from agent.training_literature import training_documents

    return training_documents(sources, lambda sentence: typer.echo(sentence, err=True))


def _ask(question: str, passages: Sequence[PromptPassage], first: int) -> tuple[str, str]:
    from agent.training_literature import writing_prompt

    return writing_prompt(question, passages, first)


def _encoder() -> Callable[[Sequence[str]], NDArray[np.float32]]:
    from agent.wiring import likeness_encoder

    return likeness_encoder().encode


def _harness(arguments: Sequence[str]) -> tuple[int, str]:
    """`osler eval …` in a process of its own, so that its models are gone when it ends; what it says of its course is shown.

    Its exit status, and what it printed or, where it failed, why.
    """
    command = [sys.executable, "-m", "agent.cli", "eval", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    typer.echo(done.stderr, err=True, nl=False)
    return done.returncode, done.stderr if done.returncode else done.stdout


def _described(app: typer.Typer, *, help: str) -> typer.Typer:  # noqa: A002  the root command reads this keyword's name
    app.info.help = help
    return app


train = _described(
    train_app(_sentences, _search_by_words, _encoder, Literature(_documents, _ask, ABSTENTION), _harness),
    help="Train the bundled models by their recipes, and measure what they choose.",
)
