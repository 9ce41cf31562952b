"""`osler train …`: the commands of `models`, given how retrieval cuts text into sentences and searches words."""

from __future__ import annotations

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

    return training_documents(sources)


def _ask(question: str, passages: Sequence[PromptPassage]) -> str:
    from agent.training_literature import writing_prompt

    return writing_prompt(question, passages)


def _encoder() -> Callable[[Sequence[str]], NDArray[np.float32]]:
    from agent.wiring import likeness_encoder

    return likeness_encoder().encode


def _described(app: typer.Typer, *, help: str) -> typer.Typer:  # noqa: A002  the root command reads this keyword's name
    app.info.help = help
    return app


train = _described(
    train_app(_sentences, _search_by_words, _encoder, Literature(_documents, _ask, ABSTENTION)),
    help="Train the bundled models by their recipes, and measure what they choose.",
)
