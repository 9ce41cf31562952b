"""What the commands show of sources: the list of them, and a bar while one is downloaded. Knows rich.

The records here are also what `--json` prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from rich.console import Console, RenderableType
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as Bars
from rich.text import Text

from retrieval.sources import catalogue
from retrieval.sources.catalogue import EntrezSearch, Source, Wanted
from retrieval.sources.download import Transfer
from retrieval.sources.fetching import kept_receipt

_HANDBOOK = "Osler's own patient handbook; it comes with Osler"


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as the listing shows it. `downloaded` is the day of the copy on this disk, or empty."""

    name: str
    title: str
    publisher: str
    licence: str
    size: str
    page: str
    downloaded: str


@dataclass(frozen=True, slots=True)
class SourcesListing:
    """The sources there are, and the folder where downloads lie."""

    folder: str
    sources: tuple[Listed, ...]


def listing(folder: Path) -> SourcesListing:
    return SourcesListing(str(folder), tuple(_listed(source, folder) for source in catalogue.SOURCES.values()))


def listing_text(found: SourcesListing) -> RenderableType:
    """A name a line, and under it what a reader must know of it."""
    lines = Text.assemble(
        "For ", ("osler index add NAME", "bold"), ". Nothing is downloaded unless you ask for it.\n\n"
    )
    lines.append_text(Text.assemble(("handbook", "bold"), f"\n  {_HANDBOOK}\n"))
    for source in found.sources:
        here = f"; downloaded {source.downloaded}" if source.downloaded else ""
        lines.append_text(Text.assemble((source.name, "bold"), f"\n  {source.title}\n  {source.publisher}\n"))
        lines.append_text(Text(f"  {source.licence}\n  {source.size}{here}\n"))
    return lines.append_text(Text(f"\nDownloads lie in {found.folder}."))


class TransferBar:
    """A bar on standard error: bytes, rate and time left; what holds a download up is said in its place."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        # Off a terminal a bar is only a stray line, and an error must be the one sentence on standard error.
        self._bars = Bars(
            *columns,
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> TransferBar:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bars.stop()

    def on_transfer(self, transfer: Transfer) -> None:
        if transfer.name not in self._tasks:
            # What came in an earlier run is no part of this run's rate.
            self._tasks[transfer.name] = self._bars.add_task(
                f"Downloading {transfer.name}", completed=transfer.received, total=transfer.total, note=""
            )
        self._bars.update(
            self._tasks[transfer.name], completed=transfer.received, total=transfer.total, note=transfer.note
        )


def _listed(source: Source, folder: Path) -> Listed:
    receipt = None if isinstance(source.origin, EntrezSearch) else kept_receipt(Wanted(source), folder)
    day = "" if receipt is None else receipt.received[:10]
    return Listed(source.spelt, source.title, source.publisher, source.licence, source.size, source.page, day)
