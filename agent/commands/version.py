"""`osler version`: what is installed, for the report of a fault. Reads package metadata; imports no heavy library."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from agent import session
from retrieval import snapshot

PACKAGES = ("torch", "transformers", "sentence-transformers", "faiss-cpu", "bm25s", "langchain", "langgraph", "gradio")

command = typer.Typer(add_completion=False)


@command.command()
def show(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Show the versions of Osler, Python and the libraries it stands on."""
    versions = installed_versions()
    if as_json:
        typer.echo(json.dumps(versions))
    else:
        width = max(map(len, versions))
        typer.echo("\n".join(f"{name:{width}}  {value}" for name, value in versions.items()))


def installed_versions() -> dict[str, str | int | None]:
    """Version by name; None for a package that is not installed."""
    return {
        "osler": _version("osler"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "index schema": snapshot.SCHEMA_VERSION,
        "sessions schema": len(session.MIGRATIONS),
        **{name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
