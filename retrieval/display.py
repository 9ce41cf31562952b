"""What the commands show: progress on standard error, tables and passages on standard output. Knows rich, and no files.

The records here are also what `--json` prints.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import TracebackType

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from retrieval.errors import ReadError
from retrieval.index import IndexInfo
from retrieval.readers import FileFailed, FileRead, FileSkipped, LineFailed, ReadEvent, ReadStarted, ReadTally
from retrieval.store import DocumentEntry
from retrieval.writing import AddSummary, Progress


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `index add` did: files, documents, and the index as it is now. `skipped_files` counts by reason."""

    index: str
    files_read: int
    files_skipped: int
    skipped_files: dict[str, int]
    failed_files: tuple[Failed, ...]
    failed_lines: tuple[Failed, ...]
    repeated_documents: int
    added: int
    updated: int
    unchanged: int
    removed_passages: int
    new_passages: int
    seconds: float
    index_documents: int
    index_passages: int
    index_bytes: int
    notes: tuple[str, ...] = ()
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of an index."""

    index: str
    documents: tuple[DocumentEntry, ...]


class ReadLog:
    """Gathers what the readers tell."""

    def __init__(self) -> None:
        self.tally = ReadTally()
        self.skipped: Counter[str] = Counter()
        self.failed: list[ReadError] = []
        self.failed_lines: list[LineFailed] = []

    def note(self, event: ReadEvent) -> None:
        self.tally = self.tally.plus(event)
        if isinstance(event, FileSkipped):
            self.skipped[event.reason] += 1
        elif isinstance(event, FileFailed):
            self.failed.append(event.error)
        elif isinstance(event, LineFailed):
            self.failed_lines.append(event)


class AddProgress:
    """Two bars on standard error: files by their bytes with the time left, and passages with their rate."""

    def __init__(self, log: ReadLog) -> None:
        self._log = log
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[state]}"))
        console = Console(stderr=True)
        # Off a terminal a bar is only a stray line, and an error must be the one sentence on standard error.
        self._bars = Bars(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal)
        self._reading = self._bars.add_task("Reading files", total=None, state="")
        self._encoding: TaskID | None = None

    def __enter__(self) -> AddProgress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bars.stop()

    def on_event(self, event: ReadEvent) -> None:
        self._log.note(event)
        match event:
            case ReadStarted(bytes=total):
                self._bars.update(self._reading, total=total)
            case FileRead(size=size) | FileSkipped(size=size) | FileFailed(size=size):
                self._bars.advance(self._reading, size)

    def on_progress(self, progress: Progress) -> None:
        """Reading waits for encoding, so the time left to read is the time left; of the passages only the rate is told."""
        if progress.stage == "reading":
            state = f"{progress.documents:,} documents, {progress.passages:,} new passages"
            self._bars.update(self._reading, state=state)
            return
        if self._encoding is None:
            self._encoding = self._bars.add_task("Encoding passages", total=None, state="")
        rate = self._bars.tasks[self._encoding].speed
        state = f"{progress.passages_done:,} of {progress.passages:,}" + (f", {rate:.0f}/s" if rate else "")
        description = "Writing the index" if progress.stage == "writing" else "Encoding passages"
        self._bars.update(self._encoding, completed=progress.passages_done, state=state, description=description)


def add_report(
    log: ReadLog, summary: AddSummary, info: IndexInfo, notes: tuple[str, ...] = (), withdrawn: int = 0
) -> AddReport:
    """What was read, what was added, and what the index holds now, in one record."""
    return AddReport(
        index=str(info.folder),
        files_read=log.tally.read,
        files_skipped=log.tally.skipped,
        skipped_files=dict(log.skipped),
        failed_files=tuple(Failed(error.path, error.reason) for error in log.failed),
        failed_lines=tuple(Failed(f"{line.name}, line {line.line}", line.reason) for line in log.failed_lines),
        repeated_documents=log.tally.repeated,
        added=summary.added,
        updated=summary.updated,
        unchanged=summary.unchanged,
        removed_passages=summary.removed,
        new_passages=summary.passages,
        seconds=round(summary.seconds, 2),
        index_documents=info.documents,
        index_passages=info.passages,
        index_bytes=info.bytes,
        notes=notes,
        withdrawn=withdrawn,
    )


def add_table(report: AddReport) -> RenderableType:
    """The report as a table, and under it the files that failed, by name."""
    table = Table(title=f"Index {report.index}", show_header=False, title_justify="left")
    table.add_row("files read", f"{report.files_read:,}")
    for reason, count in sorted(report.skipped_files.items(), key=lambda item: -item[1]):
        table.add_row("files skipped", f"{count:,} ({reason})")
    table.add_row("files failed", f"{len(report.failed_files):,}")
    if report.failed_lines:
        table.add_row("lines failed", f"{len(report.failed_lines):,}")
    if report.repeated_documents:
        table.add_row("documents repeated, left out", f"{report.repeated_documents:,}")
    table.add_row("documents added", f"{report.added:,}")
    table.add_row("documents updated", f"{report.updated:,}")
    table.add_row("documents unchanged", f"{report.unchanged:,}")
    if report.removed_passages:
        table.add_row("passages replaced", f"{report.removed_passages:,}")
    if report.withdrawn:
        table.add_row("documents withdrawn by their publisher, removed", f"{report.withdrawn:,}")
    table.add_row("new passages", f"{report.new_passages:,} in {report.seconds:.1f} s")
    table.add_row("the index holds", f"{report.index_documents:,} documents, {report.index_passages:,} passages")
    table.add_row("size on disk", _megabytes(report.index_bytes))
    return Group(
        table,
        *(Text(note) for note in report.notes),
        *(Text(f"failed: {failed.file}: {failed.reason}") for failed in (*report.failed_files, *report.failed_lines)),
    )


def info_table(info: IndexInfo) -> RenderableType:
    table = Table(title=f"Index {info.folder}", title_justify="left")
    table.add_column("source")
    table.add_column("documents", justify="right")
    table.add_column("passages", justify="right")
    for count in info.sources:
        table.add_row(count.source, f"{count.documents:,}", f"{count.passages:,}")
    table.add_row("all", f"{info.documents:,}", f"{info.passages:,}", style="bold")
    made = f"{info.generation}, made {info.created} by Osler {info.osler_version}, {_megabytes(info.bytes)}"
    made += f", {info.segments} segments" + (f" with {info.removed:,} removed passages" if info.removed else "")
    return Group(table, Text(f"{made}\nencoder {info.encoder_id}, {info.dimensions} dimensions"))


def show(what: RenderableType) -> None:
    """On standard output; as it is, where no terminal is there to fit it to."""
    Console(soft_wrap=True, highlight=False, markup=False).print(what)


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
