"""`osler train …`: the commands of `models`, given how retrieval cuts text into sentences."""

from __future__ import annotations

import typer

from models.commands import train_app


def _sentences(text: str) -> list[str]:
    from retrieval.sentences import split_sentences

    return [span.of(text) for span in split_sentences(text)]


def _described(app: typer.Typer, *, help: str) -> typer.Typer:  # noqa: A002  the root command reads this keyword's name
    app.info.help = help
    return app


train = _described(train_app(_sentences), help="Train the bundled model by its recipe, and measure what it chooses.")
