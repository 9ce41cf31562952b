"""`osler serve`: the endpoint that other programs ask. Takes the port first, loads what is heavy after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from agent.loading import LoadingOsler
    from agent.serving.app import State


def command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 serves this machine only.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on, 7861 by itself; 0 takes any free one.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="Answer only who sends this key; OSLER_SERVE_KEY keeps it off the command line.")
    ] = None,
    no_key: Annotated[
        bool, typer.Option("--no-key", help="Let anybody ask who can reach an address beyond this machine.")
    ] = False,
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
) -> None:
    """Serve an OpenAI-compatible endpoint: other programs ask, and get answers with their sources."""
    from agent.page.serving import take_port
    from agent.serving.running import check_open_to
    from agent.settings import read_settings

    settings = read_settings({"host": host, "serve_port": port, "serve_key": key})
    check_open_to(settings.host, settings.serve_key, no_key)
    with take_port(settings.host, settings.serve_port) as taken:
        given: dict[str, Any] = {"index": index, "model": model, "adapter": adapter, "device": device, "write": write}
        given |= {"precision": precision, "allow_download": allow_download or None}
        _serve(taken, settings.host, settings.serve_key, given)


def _serve(taken: Any, host: str, key: str, options: dict[str, Any]) -> None:
    from agent.commands.progress import handbook_progress
    from agent.page.serving import is_loopback
    from agent.serving.app import application
    from agent.serving.running import Serving
    from agent.wiring import open_fleeting, open_line

    osler, sessions = open_fleeting(**options, showing=handbook_progress)
    asks = open_line(osler, options["device"])
    app = application(asks, sessions, lambda: _state(osler), key=key, own_names_only=is_loopback(host))
    serving = Serving(app, taken, host)

    def on_ready(address: str) -> None:
        typer.echo(f"Osler answers at {address}/v1 (model: osler; Ctrl+C ends it). Loading…")
        osler.begin()
        assert osler.loaded is not None
        osler.loaded.add_done_callback(serving.end_if_failed)
        osler.loaded.add_done_callback(lambda loaded: None if loaded.exception() else typer.echo("Ready."))

    serving.run(on_ready)
    if osler.loaded is not None and osler.loaded.done():
        osler.loaded.result()  # what could not be loaded is told as the command's own failure


def _state(osler: LoadingOsler) -> State:
    if osler.loaded is None or not osler.loaded.done():
        return "loading"
    return "failed" if osler.loaded.exception() else "ready"
