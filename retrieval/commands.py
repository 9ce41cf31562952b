"""The commands `osler index …` and `osler search`, as Typer apps. Knows what is said to a person; finds nothing itself.

Whoever builds the apps gives the encoder and the default folder. Only Typer is imported here at the top: the rest comes
in when a command runs, so that `osler --help` answers at once. Errors are raised, never printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retrieval.errors import NothingToRead

if TYPE_CHECKING:
    from retrieval.display import ReadLog
    from retrieval.encoding import Encoder
    from retrieval.index import Index

HANDBOOK = Path(__file__).with_name("handbook")

IndexOption = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="The index folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders or zip archives; `handbook` is the bundled one.")
]


def index_app(open_encoder: Callable[[], Encoder], default_index: Callable[[], Path]) -> typer.Typer:
    """`osler index add | list | remove | verify | info`."""
    app = typer.Typer(help="Make and look after the index of medical literature.", no_args_is_help=True)

    @app.command()
    def add(
        paths: PathsArgument,
        index: IndexOption = None,
        format_name: Annotated[str | None, typer.Option("--format", help="Read every file as this format.")] = None,
        as_json: JsonOption = False,
    ) -> None:
        """Add literature to the index. What is there already and unchanged is left alone."""
        _add([_path(path) for path in paths], index or default_index(), format_name, open_encoder, as_json)

    @app.command("list")
    def list_documents(index: IndexOption = None, as_json: JsonOption = False) -> None:
        """List the documents: id, passages, source and title, separated by tabs."""
        _list(index or default_index(), as_json)

    @app.command()
    def remove(
        doc_ids: Annotated[list[str] | None, typer.Argument(metavar="[DOC_ID]...", help="Documents to remove.")] = None,
        source: Annotated[str | None, typer.Option("--source", help="Remove all documents of this source.")] = None,
        index: IndexOption = None,
        as_json: JsonOption = False,
    ) -> None:
        """Remove documents from the index."""
        _remove(index or default_index(), doc_ids or [], source, as_json)

    @app.command()
    def verify(index: IndexOption = None, as_json: JsonOption = False) -> None:
        """Read every byte of the index and check it."""
        _verify(index or default_index(), as_json)

    @app.command()
    def info(index: IndexOption = None, as_json: JsonOption = False) -> None:
        """Say what the index holds, from which sources, and with which encoder it was built."""
        _info(index or default_index(), as_json)

    return app


def search_app(open_encoder: Callable[[], Encoder], default_index: Callable[[], Path]) -> typer.Typer:
    """`osler search QUERY`."""
    app = typer.Typer()

    @app.command()
    def search(
        query: Annotated[str, typer.Argument(help="What to look for.")],
        k: Annotated[int, typer.Option("--k", help="How many passages.")] = 8,
        index: IndexOption = None,
        as_json: JsonOption = False,
    ) -> None:
        """Find the passages of the literature that bear on a query. No language model is asked."""
        _search(query, k, _open_index(index or default_index(), open_encoder), as_json)

    return app


def _add(
    paths: list[Path], folder: Path, format_name: str | None, open_encoder: Callable[[], Encoder], as_json: bool
) -> None:
    from retrieval import display
    from retrieval.index import Index, open_catalogue
    from retrieval.readers import read

    log = display.ReadLog()
    with display.AddProgress(log) as progress:
        documents = read(paths, format_name, progress.on_event)
        summary = Index.add(folder, documents, open_encoder(), progress.on_progress)
    if not log.tally.anything_read:
        raise NothingToRead(_nothing_read(paths, log))
    report = display.add_report(log, summary, open_catalogue(folder).info())
    _say(report, display.add_table(report), as_json)


def _list(folder: Path, as_json: bool) -> None:
    from retrieval import display
    from retrieval.index import open_catalogue

    documents = open_catalogue(folder).documents()
    lines = [f"{d.doc_id}\t{d.passages}\t{d.source}\t{d.title}" for d in documents]
    _say(display.Listing(str(folder), documents), "\n".join(lines), as_json)


def _remove(folder: Path, doc_ids: list[str], source: str | None, as_json: bool) -> None:
    from retrieval.index import Index

    if not doc_ids and source is None:
        raise typer.BadParameter("Give the ids of documents (`osler index list` shows them), or --source.")
    summary = Index.remove(folder, doc_ids, source)
    _say(summary, f"Removed {summary.documents} documents ({summary.passages} passages) from {folder}.", as_json)


def _verify(folder: Path, as_json: bool) -> None:
    from retrieval.index import open_catalogue

    verified = open_catalogue(folder).verify()
    text = f"{folder} is whole: {verified.documents} documents, {verified.passages} passages, {verified.files} files."
    _say(verified, text, as_json)


def _info(folder: Path, as_json: bool) -> None:
    from retrieval import display
    from retrieval.index import open_catalogue

    info = open_catalogue(folder).info()
    _say(info, display.info_table(info), as_json)


def _search(query: str, k: int, index: Index, as_json: bool) -> None:
    from retrieval import display

    hits = index.search(query, k)
    _say(display.Found(query, hits), display.hits_text(hits), as_json)


def _open_index(folder: Path, open_encoder: Callable[[], Encoder]) -> Index:
    from retrieval.index import Index
    from retrieval.snapshot import current_generation

    current_generation(folder)  # a missing index is told before the encoder is loaded, which takes seconds
    return Index.open(folder, open_encoder())


def _path(text: str) -> Path:
    if not text:  # Path("") is the current folder, which nobody asked for
        raise NothingToRead("The path given is empty: give a file, a folder or a zip archive.")
    return HANDBOOK if text == "handbook" else Path(text)


def _nothing_read(paths: list[Path], log: ReadLog) -> str:
    reasons = [f"{error.path}: {error.reason}" for error in log.failed[:3]]
    reasons += [f"{count} skipped ({reason})" for reason, count in log.skipped.most_common(3)]
    where = ", ".join(map(str, paths))
    return f"Nothing to read at {where} ({'; '.join(reasons) or 'no files'}): give other paths, or --format."


def _say(record: Any, text: Any, as_json: bool) -> None:
    """A record as one JSON object, or what a person reads in its place: a string or a rich table."""
    from retrieval.display import show

    if as_json:
        typer.echo(json.dumps(asdict(record), ensure_ascii=False, default=str))  # a Path, as it is spelt
    elif isinstance(text, str):
        typer.echo(text)
    else:
        show(text)
