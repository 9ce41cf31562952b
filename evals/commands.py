"""The commands `osler eval …`, as a Typer app. Knows what is said to a person; measures nothing itself.

Only Typer is imported here at the top: the rest comes in when a command runs, so that `osler --help` answers at once.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Measure how well Osler finds and answers, with intervals one can trust.", no_args_is_help=True)


@app.callback()
def evaluations() -> None:
    """Without a callback, typer would take an app of one command for that command."""


@app.command()
def retrieval(
    beir: Annotated[Path, typer.Option(metavar="DIR", help="Folder in BEIR's format: corpus, queries and qrels.")],
    split: Annotated[str | None, typer.Option(help="Which qrels/SPLIT.tsv; without it test, else dev.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Use the first this many judged queries.")] = None,
    k: Annotated[int, typer.Option("--k", min=100, help="How many documents each arm ranks for a query.")] = 100,
    run_out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all runs in TREC's format here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object: the figures of each arm.")] = False,
    details: Annotated[
        bool, typer.Option("--details", help='Time each arm; with --json, also print all else under "_details".')
    ] = False,
) -> None:
    """Compare Osler's search with BM25, with MiniLM and with the fusion of both, on any BEIR folder."""
    began = time.monotonic()
    from evals import retrieval_report
    from evals.arms import open_arms
    from evals.beir import read_beir
    from evals.cache import default_cache
    from evals.retrieval import compare, latencies

    judged = read_beir(beir, split, limit)
    if run_out is not None:
        retrieval_report.check_run_out(judged, run_out)
    with retrieval_report.progress() as tell:
        arms = open_arms(judged, default_cache(), tell)
        comparison = compare(judged, arms.by_name, k, lambda arm: tell(f"Searching with {arm}", 0, 0))
        timed = latencies(arms.by_name, judged.queries) if details else {}
    if run_out is not None:
        retrieval_report.write_run(comparison, run_out)
    if as_json:
        found = retrieval_report.as_json(comparison)
        if details:
            seconds = time.monotonic() - began
            found["_details"] = retrieval_report.details(judged, arms, comparison, timed, seconds)
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        retrieval_report.show(judged, arms, comparison, timed)
