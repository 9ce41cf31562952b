"""The commands `osler index …`, as a Typer app. Knows what is said to a person; finds nothing itself.

Whoever builds the app gives the encoder and the default folder. Only Typer is imported here at the top: the rest comes
in when a command runs, so that `osler --help` answers at once. Errors are raised, never printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retrieval.errors import NothingToRead
from retrieval.upkeep import add_upkeep

if TYPE_CHECKING:
    from retrieval.display import ReadLog
    from retrieval.encoding import Encoder
    from retrieval.looking import Request
    from retrieval.places import Named
    from retrieval.sources.fetching import Downloads

IndexOption = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="The index folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|NAME...", help="Files, folders, archives, or sources (`osler index sources` names them)."
    ),
]


def index_app(
    open_encoder: Callable[[], Encoder],
    default_index: Callable[[], Path],
    downloads: Callable[[], Downloads] | None = None,
) -> typer.Typer:
    """`osler index add | update | sources | list | remove | verify | info | repair | compact | export`.

    Downloads lie beside the index unless `downloads` says otherwise.
    """

    def places_of_downloads() -> Downloads:
        from retrieval.sources.fetching import Downloads

        return downloads() if downloads is not None else Downloads(default_index().parent / "downloads")

    app = typer.Typer(help="Make and look after the index of medical literature.", no_args_is_help=True)

    @app.command()
    def add(
        paths: PathsArgument,
        index: IndexOption = None,
        format_name: Annotated[str | None, typer.Option("--format", help="Read every file as this format.")] = None,
        limit: Annotated[
            int | None,
            typer.Option("--limit", min=1, help="Records of a search, as of pubmed:QUERY; 1,000 if not said."),
        ] = None,
        ray: Annotated[
            str | None, typer.Option("--ray", metavar="ADDRESS", help="Encode on the Ray cluster there, or `local`.")
        ] = None,
        as_json: JsonOption = False,
    ) -> None:
        """Add literature to the index. What is there already and unchanged is left alone."""
        from retrieval.distributed import encoding_at
        from retrieval.places import named

        words, encoding = [named(path) for path in paths], encoding_at(ray, open_encoder)
        _add(words, index or default_index(), format_name, limit, places_of_downloads(), encoding, as_json)

    @app.command()
    def update(
        index: IndexOption = None,
        remove_missing: Annotated[
            bool, typer.Option("--remove-missing", help="Remove documents whose files are gone.")
        ] = False,
        everything: Annotated[bool, typer.Option("--all", help="Read unchanged files again too.")] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Read again what has changed since it was added, and download sources that are newer."""
        from retrieval.looking import Request

        request = Request(index or default_index(), remove_missing, everything)
        _update(request, places_of_downloads(), open_encoder, as_json)

    @app.command()
    def sources(as_json: JsonOption = False) -> None:
        """List the sources that can be added by name, with their licences. Nothing is downloaded."""
        from retrieval.sources import display

        found = display.listing(places_of_downloads().folder)
        _say(found, display.listing_text(found), as_json)

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

    add_upkeep(app, open_encoder, default_index)
    return app


def _add(
    words: Sequence[Named],
    folder: Path,
    format_name: str | None,
    limit: int | None,
    downloads: Downloads,
    encoding: AbstractContextManager[Encoder],
    as_json: bool,
) -> None:
    from retrieval import display
    from retrieval.index import Index, open_catalogue
    from retrieval.places import gather
    from retrieval.sources.display import TransferBar
    from retrieval.updating import Recording

    with TransferBar() as bar:
        gathered = gather(words, format_name, limit, downloads, bar.on_transfer)
    log = display.ReadLog()
    with display.AddProgress(log) as progress, encoding as encoder:
        recording = Recording(folder, gathered.places, progress.on_event)
        documents = recording.documents(format_name)
        summary = Index.add(folder, documents, encoder, progress.on_progress, ledger=recording.ledger)
    if not log.tally.anything_read:
        raise NothingToRead(_nothing_read([place.path for place in gathered.places], log))
    withdrawn = recording.remove_withdrawn()
    report = display.add_report(log, summary, open_catalogue(folder).info(), gathered.notes, withdrawn)
    _say(report, display.add_table(report), as_json)


def _update(request: Request, downloads: Downloads, open_encoder: Callable[[], Encoder], as_json: bool) -> None:
    from retrieval import display
    from retrieval.index import open_catalogue
    from retrieval.looking import look_around
    from retrieval.places import locate
    from retrieval.sources.display import TransferBar
    from retrieval.update_display import update_report, update_view
    from retrieval.updating import update

    log = display.ReadLog()
    with TransferBar() as bar:
        plan = look_around(request, lambda addition: locate(addition, downloads, bar.on_transfer))
    with display.AddProgress(log) as progress:
        done = update(plan, open_encoder, progress.on_event, progress.on_progress)
    report = update_report(log, done, open_catalogue(request.folder).info())
    _say(report, update_view(report), as_json)


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
