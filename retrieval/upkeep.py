"""The commands `osler index repair | compact | export`. Knows what is said to a person; mends and writes nothing itself.

Only Typer is imported here at the top, so that `osler --help` answers at once. Errors are raised, never printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from retrieval.encoding import Encoder
    from retrieval.repairing import Repaired

IndexOption = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="The index folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]


class ExportFormat(StrEnum):
    """What a line of an export is."""

    osler = "osler"
    beir = "beir"


def add_upkeep(app: typer.Typer, open_encoder: Callable[[], Encoder], default_index: Callable[[], Path]) -> None:
    """Adds the commands to the app of `osler index`."""

    @app.command()
    def repair(
        index: IndexOption = None,
        yes: Annotated[bool, typer.Option("--yes", help="Go on though documents are lost.")] = False,
        as_json: JsonOption = False,
    ) -> None:
        """Make a damaged index whole again, and say which documents are lost. Nothing is deleted."""
        from retrieval.repairing import repair as repair_index

        repaired = repair_index(index or default_index(), open_encoder, accept_loss=yes)
        _say(repaired, _repaired_text(repaired), as_json)

    @app.command()
    def compact(index: IndexOption = None, as_json: JsonOption = False) -> None:
        """Merge all segments of the index into one, without what was removed."""
        from retrieval.index import Index

        done = Index.compact(index or default_index())
        size = f"{done.bytes_before / 1e6:,.1f} MB to {done.bytes / 1e6:,.1f} MB"
        _say(done, f"{done.segments_before} segments became {done.segments}: {size}.", as_json)

    @app.command()
    def export(
        output: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Standard output if not given.")] = None,
        export_format: Annotated[
            ExportFormat, typer.Option("--format", help="`osler` reads back as it was; `beir` is a BEIR corpus.")
        ] = ExportFormat.osler,
        index: IndexOption = None,
    ) -> None:
        """Write all documents as JSON lines, which `osler index add` reads back."""
        _export(index or default_index(), output, export_format)


def _export(folder: Path, output: Path | None, export_format: ExportFormat) -> None:
    from retrieval.exporting import write_lines
    from retrieval.index import open_catalogue
    from retrieval.interchange import to_beir_line, to_line

    catalogue = open_catalogue(folder)
    lines = map(to_beir_line if export_format is ExportFormat.beir else to_line, catalogue.whole_documents())
    if output is None:
        for line in lines:
            typer.echo(line)
    else:
        typer.echo(f"Wrote {write_lines(output, lines):,} documents to {output}.", err=True)


def _repaired_text(repaired: Repaired) -> str:
    if not repaired.changed:
        return f"The index is whole: {repaired.documents} documents; nothing was changed."
    text = [f"The index is whole again: {repaired.generation}, {repaired.documents} documents."]
    text += [f"lost: {doc_id}" for doc_id in repaired.lost]
    text += [f"back to an earlier version: {doc_id}" for doc_id in repaired.older]
    text += [f"{repaired.unnamed} more are lost, and their names too."] if repaired.unnamed else []
    text += ["Run `osler index add PATH` with their files again."] if len(text) > 1 else []
    text += [f"set aside: {name}" for name in repaired.set_aside]
    return "\n".join(text)


def _say(record: Any, text: str, as_json: bool) -> None:
    typer.echo(json.dumps(asdict(record), ensure_ascii=False, default=str) if as_json else text)
