"""`osler chat`: the chat page in the browser. Takes the port first, loads what is heavy after."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    host: Annotated[str, typer.Option(help="Address to listen on. 127.0.0.1 serves this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = 7860,
    index: Annotated[Path | None, typer.Option(help="Folder of the index; without it, the bundled literature.")] = None,
    model: Annotated[str | None, typer.Option(help="Language model; without it, the bundled one.")] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Open the chat page: ask in the browser, and see where every sentence comes from."""
    from agent.errors import AgentError
    from models.errors import ModelError
    from retrieval.errors import RetrievalError

    try:
        _chat(host, port, index, model, open_browser)
    except (AgentError, RetrievalError, ModelError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _chat(host: str, port: int, index: Path | None, model: str | None, open_browser: bool) -> None:
    from agent.page.serving import is_loopback, serve, take_port

    taken = take_port(host, port)
    try:
        if not is_loopback(host):
            typer.echo("Whoever can reach this address can read all conversations kept here.", err=True)
        typer.echo("Loading the literature and the model…")
        from agent.wiring import open_osler

        serve(open_osler(index=index, model=model), taken, host, lambda address: _tell(address, open_browser))
    finally:
        taken.close()


def _tell(address: str, open_browser: bool) -> None:
    typer.echo(f"Osler is at {address} (Ctrl+C ends it).")
    if open_browser:
        import webbrowser

        webbrowser.open(address)
