"""`osler sessions`: the conversations that are kept; export or delete one. Opens neither index nor model."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def command(
    export: Annotated[str | None, typer.Option(metavar="ID", help="Print this conversation as JSON.")] = None,
    delete: Annotated[str | None, typer.Option(metavar="ID", help="Delete this conversation for good.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the conversations that are kept, export one, or delete one."""
    from agent.wiring import open_sessions

    with open_sessions() as store:
        if export is not None:
            typer.echo(store.export(export))
        elif delete is not None:
            store.delete(delete)
            typer.echo(f"Deleted {delete}.")
        elif as_json:
            rows = [
                {"session_id": s.session_id, "title": s.title, "updated": s.updated, "turns": s.turns}
                for s in store.sessions()
            ]
            typer.echo(json.dumps(rows, ensure_ascii=False))
        else:
            for s in store.sessions():
                typer.echo(f"{s.session_id}\t{s.updated[:16]}\t{s.turns} turns\t{s.title}")
