"""The commands `osler bench …`, as a Typer app. Knows what is said to a person; measures nothing itself.

Only Typer is imported here at the top: the rest comes in when a command runs, so that `osler --help` answers at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from evals.benches.generation import Report, Tell
    from models.number_format import Wanted

app = typer.Typer(help="Measure how fast Osler is on this machine.", no_args_is_help=True)


@app.callback()
def benches() -> None:
    """Without a callback, typer would take an app of one command for that command."""


@app.command()
def generation(
    model: Annotated[
        str, typer.Option(help="bundled, random-100m, random-1.7b, random-4b (random weights), or a model's folder.")
    ] = "bundled",
    device: Annotated[str | None, typer.Option(help="auto, cpu, cuda or cuda:N.")] = None,
    precision: Annotated[str | None, typer.Option(help="auto, fp32, bf16, int8 or int4.")] = None,
    tokens: Annotated[int, typer.Option(min=2, help="How many tokens are decoded.")] = 64,
    repeats: Annotated[int, typer.Option(min=1, help="How often over; the best counts.")] = 3,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    as_json: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write JSON here; - prints it instead of the table.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the goals and what was reached here: .png, .svg or .pdf.")
    ] = None,
) -> None:
    """Time first tokens, decoding, quoting and batches beside transformers.generate, in one run."""
    _check_writable(plot, None if as_json in (None, "-") else Path(as_json))
    report = _measured(model, device, precision, tokens, repeats, threads)
    _tell(report, as_json)
    if plot is not None:
        from evals.benches.plots import plot_goals

        plot_goals(report, plot)


@app.command()
def tuning(
    model: Annotated[
        str,
        typer.Option(help="random-100m, random-1.7b, random-4b (random weights), or a folder with a chat template."),
    ] = "random-100m",
    method: Annotated[
        Literal["lora", "full"], typer.Option(help="What is learnt: an adapter, or all weights.")
    ] = "lora",
    steps: Annotated[int, typer.Option(min=1, help="Steps that are timed, after two that are not.")] = 10,
    batch_tokens: Annotated[int, typer.Option(min=64, help="About how many tokens a step reads.")] = 8192,
    max_tokens: Annotated[int, typer.Option(min=32, help="Longest conversation, and length of what is packed.")] = 2048,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    as_json: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write JSON here; - prints it instead of the table.")
    ] = None,
) -> None:
    """Time fine-tuning beside plain trl on the handbook's sections, in one run: tokens a second, share of peak, memory."""
    _check_writable(None if as_json in (None, "-") else Path(as_json))
    from agent.quiet import silence

    silence()
    from evals.benches import tuning as bench
    from evals.benches.tuning_shown import as_values, table
    from retrieval.places import HANDBOOK

    plan = bench.Plan(method, steps, batch_tokens, max_tokens)
    with _progress() as tell:
        compared = bench.compare(model, HANDBOOK, plan, tell, threads)
    _give(as_values(compared), as_json, lambda: typer.echo(table(compared)))


def _check_writable(*files: Path | None) -> None:
    """Before minutes are spent on what could not be kept."""
    from evals.errors import CannotExport

    for file in files:
        if file is not None and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise CannotExport(f"{file} cannot be written; give a file in a folder that exists.")


def _measured(model: str, device: str | None, precision: str | None, tokens: int, repeats: int, threads: int) -> Report:
    from agent.quiet import silence
    from agent.settings import read_settings

    settings = read_settings({"device": device, "precision": precision})
    silence()
    import torch

    from evals.benches.generation import Plan, all_parts, measure
    from evals.benches.generation_models import open_subject

    if threads:
        torch.set_num_threads(threads)
    wanted: Wanted = settings.precision
    with _progress() as tell:
        tell("loading")
        subject = open_subject(model, settings.device, wanted, settings.home / "cache")
        return measure(subject, Plan.of(subject, tokens, repeats), all_parts(), tell)


def _tell(report: Report, as_json: str | None) -> None:
    from rich.console import Console

    from evals.benches import generation_shown as shown

    console = Console()
    wide = console if console.is_terminal else Console(width=200)
    _give(shown.as_json(report), as_json, lambda: shown.show(report, wide))


def _give(values: object, as_json: str | None, show: Callable[[], None]) -> None:
    """The table for people, or JSON in its place; and JSON in a file where one is named."""
    text = json.dumps(values, indent=1)
    if as_json == "-":
        typer.echo(text)
        return
    show()
    if as_json is not None:
        Path(as_json).write_text(text + "\n", encoding="utf-8")


@contextmanager
def _progress() -> Iterator[Tell]:
    """What is being measured, on standard error: a line that moves on a terminal, else a line each."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("") as status:

        def tell(what: str) -> None:
            if console.is_terminal:
                status.update(f"{what}…")
            else:
                typer.echo(f"{what}…", err=True)

        yield tell
