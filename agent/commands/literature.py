"""`osler index …` and `osler search`: retrieval's own commands, given the bundled encoder and the index of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from retrieval.commands import index_app
from retrieval.searching import search_app

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.encoding import Encoder
    from retrieval.retriever import ScorePairs
    from retrieval.sources.fetching import Downloads


def _encoder() -> Encoder:
    from agent.wiring import index_encoder

    return index_encoder()


def _reranker() -> ScorePairs | None:
    from agent.wiring import reranker

    return reranker()


def _index() -> Path:
    from agent.wiring import default_index

    return default_index()


def _downloads() -> Downloads:
    from agent.settings import read_settings
    from retrieval.sources.entrez import Asker
    from retrieval.sources.fetching import Downloads

    settings = read_settings()
    asker = Asker(settings.ncbi_email.strip(), settings.ncbi_api_key.strip())
    return Downloads(settings.downloads, settings.mirror.strip(), asker)


def _described(app: typer.Typer, *, help: str) -> typer.Typer:  # noqa: A002  the root command reads this keyword's name
    app.info.help = help
    return app


index = _described(
    index_app(_encoder, _index, _downloads),
    help="Add literature to the index, and update, list, remove or verify what is there.",
)
search = _described(
    search_app(_encoder, _index, _reranker),
    help="Find the passages of the literature that bear on a query. No language model is asked.",
)
