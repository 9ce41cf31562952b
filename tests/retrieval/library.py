"""A small library for tests of updating: files of literature, and the index made of them by the commands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from retrieval.commands import index_app
from retrieval.encoding import Encoder, HashingEncoder
from retrieval.index import open_catalogue
from retrieval.ledger import Ledger, parse
from retrieval.sources.fetching import Downloads
from retrieval.sources.web import Patience


def no_encoder() -> Encoder:
    raise AssertionError("no encoder is needed here")


class Library:
    """Files of literature, and the index made of them."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "literature"
        self.files.mkdir()
        self.index = folder / "index"
        self.downloads = Downloads(folder / "downloads", patience=Patience(tries=1, read_seconds=2.0))

    def write(self, name: str, **topics: str) -> Path:
        """A file of one document a topic."""
        lines = [json.dumps({"id": topic, "title": topic, "text": text}) for topic, text in topics.items()]
        path = self.files / name
        path.write_text("\n".join(lines))
        os.utime(path, ns=(self._tick(), self._tick()))
        return path

    def _tick(self) -> int:
        """A time of change that no other file of the test has, and that lies in the past."""
        self._time = getattr(self, "_time", 1_700_000_000_000_000_000) + 1_000_000_000
        return self._time

    def run(self, *arguments: str, encoder: Any = HashingEncoder) -> str:
        app = typer.Typer()
        app.add_typer(index_app(encoder, lambda: self.index, lambda: self.downloads), name="index")
        return str(CliRunner().invoke(app, ["index", *arguments], catch_exceptions=False).stdout)

    def json(self, *arguments: str, encoder: Any = HashingEncoder) -> Any:
        return json.loads(self.run(*arguments, "--json", encoder=encoder))

    def held(self) -> dict[str, str]:
        """The text of each document of the index, by its title."""
        found = open_catalogue(self.index)
        try:
            whole = [found.document(entry.doc_id) for entry in found.documents()]
            return {document.title: document.sections[0].text for document in whole}
        finally:
            found.close()

    def ledger(self) -> Ledger:
        found = open_catalogue(self.index)
        try:
            return parse(found.ledger(), self.index)
        finally:
            found.close()

    def id_of(self, title: str) -> str:
        return str(next(d["doc_id"] for d in self.json("list")["documents"] if d["title"] == title))


def two_files(folder: Path) -> Library:
    """Three documents in two files, not yet in an index."""
    one = Library(folder)
    one.write("heart.jsonl", Angina="Angina is chest pain.", Stroke="A stroke harms the brain.")
    one.write("lungs.jsonl", Asthma="Asthma narrows the airways.")
    return one


def added(library: Library) -> Library:
    """With its files in the index."""
    library.run("add", str(library.files))
    return library
