"""`osler train …`: the commands of `models`, given how retrieval cuts text into sentences and searches words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import typer

from models.commands import train_app


def _sentences(text: str) -> list[str]:
    from retrieval.sentences import split_sentences

    return [span.of(text) for span in split_sentences(text)]


def _search_by_words(texts: Sequence[str]) -> Callable[[str, int], Sequence[int]]:
    from retrieval.lexical import LexicalIndex, LexicalSegment

    index = LexicalIndex([(0, LexicalSegment.build(texts), None)])
    return lambda query, most: [scored.row for scored in index.search(query, most)]


def _described(app: typer.Typer, *, help: str) -> typer.Typer:  # noqa: A002  the root command reads this keyword's name
    app.info.help = help
    return app


train = _described(
    train_app(_sentences, _search_by_words),
    help="Train the bundled models by their recipes, and measure what they choose.",
)
