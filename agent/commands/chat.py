"""`osler chat`: the chat page in the browser. Takes the port first, loads what is heavy after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from agent.events import Conversations


def command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 serves this machine only.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 7860 by itself; 0 takes any free one.")] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the index; without it, the default one.")] = None,
    model: Annotated[
        str | None, typer.Option(help="A model folder, hub name or endpoint's address; without it, the bundled one.")
    ] = None,
    adapter: Annotated[
        str | None, typer.Option(help="Folder of a LoRA adapter for --model, as `osler train sft` writes.")
    ] = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu, cuda or cuda:N.")] = None,
    precision: Annotated[
        str | None, typer.Option(help="Numbers to compute in: auto, fp32, bf16, int8 or int4.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Let the model write freely; each sentence is verified.")
    ] = False,
    allow_download: Annotated[
        bool, typer.Option("--allow-download", help="Let --model be fetched from the model hub.")
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Open the chat page: ask in the browser, and see where every sentence comes from."""
    given: dict[str, Any] = {"index": index, "model": model, "adapter": adapter, "device": device, "write": write}
    _chat(host, port, {**given, "precision": precision, "allow_download": allow_download or None}, open_browser)


def _chat(host: str | None, port: int | None, options: dict[str, Any], open_browser: bool) -> None:
    from agent.page.serving import is_loopback, serve, take_port
    from agent.settings import read_settings
    from agent.wiring import open_line

    settings = read_settings({"host": host, "port": port})
    taken = take_port(settings.host, settings.port)
    try:
        if not is_loopback(settings.host):
            typer.echo("Whoever can reach this address can read all conversations kept here.", err=True)
        typer.echo("Loading the literature and the model…")
        conversations, begin = _conversations(options)

        def ready(address: str) -> None:
            _tell(address, open_browser)
            begin()

        serve(open_line(conversations, options["device"]), taken, settings.host, ready)
    finally:
        taken.close()


def _conversations(options: dict[str, Any]) -> tuple[Conversations, Callable[[], None]]:
    """Osler, and what to call once the page is up.

    When nothing can be wrong that a person should hear of before the page opens (the bundled model as it comes, an
    index that holds the handbook as it is) the models load behind the open page; else they load first, and a failure ends
    the command.
    """
    from agent.commands.progress import handbook_progress
    from agent.settings import BUNDLED, read_settings
    from agent.wiring import handbook_is_ready, open_osler, open_sessions

    settings = read_settings({name: options[name] for name in ("model", "adapter", "precision")})
    as_it_comes = settings.model == BUNDLED and not settings.adapter and settings.precision == "auto"
    if options["index"] is None and as_it_comes and handbook_is_ready():
        from agent.loading import LoadingOsler

        loading = LoadingOsler(lambda: open_osler(**options, ready=True), open_sessions())
        return loading, loading.begin
    with handbook_progress() as on_progress:
        return open_osler(**options, on_progress=on_progress, ready=True), _nothing


def _nothing() -> None:
    """Everything is loaded already."""


def _tell(address: str, open_browser: bool) -> None:
    typer.echo(f"Osler is at {address} (Ctrl+C ends it).")
    if open_browser:
        import webbrowser

        webbrowser.open(address)
