"""`osler index …` and `osler search`: retrieval's own commands, given the bundled encoder and the index of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from retrieval.commands import index_app, search_app

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.encoding import Encoder


def _encoder() -> Encoder:
    from agent.wiring import bundled_encoder

    return bundled_encoder()


def _index() -> Path:
    from agent.wiring import default_index

    return default_index()


def _described(app: typer.Typer, *, help: str) -> typer.Typer:  # noqa: A002  the root command reads this keyword's name
    app.info.help = help
    return app


index = _described(
    index_app(_encoder, _index), help="Add literature to the index, and list, remove or verify what is there."
)
search = _described(
    search_app(_encoder, _index),
    help="Find the passages of the literature that bear on a query. No language model is asked.",
)
