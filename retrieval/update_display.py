"""What `osler index update` shows: a line a place, what became of documents, and files that failed. Knows rich.

The record here is also what `--json` prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from retrieval.display import Failed, ReadLog
from retrieval.index import IndexInfo
from retrieval.updating import PlaceUpdate, Updated


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did: places, files, documents, and the index as it is now. `skipped_files` counts by reason."""

    index: str
    places: tuple[PlaceUpdate, ...]
    files_unchanged: int
    files_read: int
    files_missing: int
    skipped_files: dict[str, int]
    failed_files: tuple[Failed, ...]
    failed_lines: tuple[Failed, ...]
    added: int
    updated: int
    unchanged: int
    kept_out: int
    missing_documents: int
    removed: int
    withdrawn: int
    new_passages: int
    seconds: float
    index_documents: int
    index_passages: int


def update_report(log: ReadLog, done: Updated, info: IndexInfo) -> UpdateReport:
    return UpdateReport(
        index=str(info.folder),
        places=done.places,
        files_unchanged=sum(place.unchanged for place in done.places),
        files_read=log.tally.read,
        files_missing=sum(place.missing for place in done.places),
        skipped_files=dict(log.skipped),
        failed_files=tuple(Failed(error.path, error.reason) for error in log.failed),
        failed_lines=tuple(Failed(f"{line.name}, line {line.line}", line.reason) for line in log.failed_lines),
        added=done.summary.added,
        updated=done.summary.updated,
        unchanged=done.summary.unchanged,
        kept_out=done.kept_out,
        missing_documents=done.missing_documents,
        removed=done.removed,
        withdrawn=done.withdrawn,
        new_passages=done.summary.passages,
        seconds=round(done.seconds, 2),
        index_documents=info.documents,
        index_passages=info.passages,
    )


def update_view(report: UpdateReport) -> RenderableType:
    """The report for a person: the places, then the sums that are not nothing, then what failed and what to do."""
    return Group(_places(report), _sums(report), *(Text(line) for line in _sentences(report)))


def _places(report: UpdateReport) -> Table:
    table = Table(title=f"Index {report.index}", title_justify="left")
    for column in ("place", "unchanged", "read", "missing"):
        table.add_column(column, justify="left" if column == "place" else "right", overflow="fold")
    for place in report.places:
        counts = (place.unchanged, place.to_read, place.missing)
        table.add_row(place.place, *(f"{count:,}" if count else "" for count in counts))
    return table


def _sums(report: UpdateReport) -> Table:
    sums = [(f"files skipped ({reason})", count) for reason, count in report.skipped_files.items()]
    sums += [
        ("files failed", len(report.failed_files)),
        ("lines failed", len(report.failed_lines)),
        ("documents added", report.added),
        ("documents updated", report.updated),
        ("documents unchanged, in files that changed", report.unchanged),
        ("documents you had removed, left out", report.kept_out),
        ("documents withdrawn by their publisher, removed", report.withdrawn),
        ("documents without a file, removed", report.removed),
        ("new passages", report.new_passages),
    ]
    table = Table(show_header=False)
    for what, count in sums:
        if count:
            table.add_row(what, f"{count:,}")
    table.add_row("the index holds", f"{report.index_documents:,} documents, {report.index_passages:,} passages")
    return table


def _sentences(report: UpdateReport) -> list[str]:
    lines = [f"{place.place}: {place.note}" for place in report.places if place.note]
    lines += [f"failed: {failed.file}: {failed.reason}" for failed in (*report.failed_files, *report.failed_lines)]
    if report.missing_documents and not report.removed:
        lines.append(
            f"{report.missing_documents:,} documents are in the index that no file gives any more: they stay, "
            "unless you run `osler index update --remove-missing`."
        )
    if not (report.files_read or report.added or report.updated or report.removed or report.withdrawn or lines):
        lines.append(f"Nothing has changed: the index is up to date ({report.seconds:.1f} s).")
    return lines
