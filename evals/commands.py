"""The commands `osler eval …`, as a Typer app. Knows what is said to a person; measures nothing itself.

Only Typer is imported here at the top: the rest comes in when a command runs, so that `osler --help` answers at once.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from evals.results import RunResult
    from evals.task import Task

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


@app.command("list")
def list_tasks(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a task.")] = False) -> None:
    """Show all tasks, what each measures and where its data come from."""
    from evals.registry import all_tasks

    if as_json:
        typer.echo(json.dumps([_described(task) for task in all_tasks().values()], ensure_ascii=False))
        return
    width = max(map(len, all_tasks()))
    for task in all_tasks().values():
        typer.echo(f"{task.name:{width}}  {task.title}")


@app.command()
def show(
    what: Annotated[str, typer.Argument(metavar="TASK|RUN", help="The name of a task, or the folder of a run.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a task (its data, arms and measures) or the figures of a run."""
    if Path(what).is_dir():
        from evals.report.tables import as_json as run_json
        from evals.report.terminal import show as show_run

        found = _read_result(Path(what))
        typer.echo(json.dumps(run_json(found), ensure_ascii=False)) if as_json else show_run(found, _console())
        return
    from evals.registry import find_tasks

    for task in find_tasks([what]):
        described = _described(task)
        typer.echo(json.dumps(described, ensure_ascii=False) if as_json else _lines(described))


@app.command()
def run(
    names: Annotated[list[str], typer.Argument(metavar="TASK…", help="Tasks, families of them, or YAML files.")],
    data: Annotated[
        Path | None, typer.Option(help="The task's file, or the folder that holds the tasks' files.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="A model folder or hub name; without it, the bundled one.")] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the index; without it, the default one.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; the same one again continues it.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Draw this many examples of each task by --seed.")] = None,
    seed: Annotated[int, typer.Option(help="What is drawn at random is drawn by this number.")] = 0,
    arm: Annotated[list[str] | None, typer.Option(help="Only this arm; may be given several times.")] = None,
    adapter: Annotated[str | None, typer.Option(help="Folder of a LoRA adapter for --model.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Let the model write freely instead of quoting.")] = False,
    device: Annotated[str | None, typer.Option(help="auto, cpu, cuda or cuda:N.")] = None,
    nli: Annotated[str, typer.Option(metavar="DIR", help="A cross-encoder that tells what a text entails.")] = "",
    judge: Annotated[str, typer.Option(metavar="MODEL", help="A model that writes, to judge what words cannot.")] = "",
    allow_download: Annotated[bool, typer.Option("--allow-download", help="Let --model be fetched.")] = False,
    retry_errors: Annotated[bool, typer.Option("--retry-errors", help="Ask again where an error came.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Make every prediction anew.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object: all figures.")] = False,
) -> None:
    """Evaluate a model over an index on one or more tasks; a run that was stopped goes on where it was."""
    from evals import session
    from evals.registry import find_tasks

    tasks = find_tasks(names)
    asked = session.Asking(model, index, False, device, write, allow_download, nli, judge, adapter)
    found, page = session.run(
        tasks, asked, data, out, tuple(arm or ()), limit, seed, retry_errors, use_cache=not no_cache, quiet=as_json
    )
    _tell(found, page, as_json)


@app.command()
def compare(
    ours: Annotated[Path, typer.Argument(metavar="A", help="The folder of a run.")],
    theirs: Annotated[Path, typer.Argument(metavar="B", help="The folder of the run it is compared with.")],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page of the comparison here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a comparison.")] = False,
) -> None:
    """Compare two runs, item by item: A less B, with intervals and corrected tests."""
    from evals.comparing import compare_runs, write_page

    found = compare_runs(ours, theirs)
    if html is not None:
        write_page(html, ours, theirs, found)
    if as_json:
        typer.echo(json.dumps([one.to_json() for one in found], ensure_ascii=False))
    else:
        from evals.comparing import read_result
        from evals.report.terminal import show as show_run

        show_run(read_result(ours), _console(), found)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    baseline: Annotated[Path | None, typer.Option(help="A run to show the differences to.")] = None,
) -> None:
    """Score a run anew from its predictions, and write its report again."""
    from evals.comparing import report_again

    typer.echo(str(report_again(folder, baseline)))


@app.command()
def gate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="The run to judge; without it, the baseline's tasks are run.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="RUN", help="The run not to fall behind; without it, the one Osler ships.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Exit with 1 if a measure has surely fallen by more than 2 points, or a safety item newly fails."""
    from evals.gating import SHIPPED_BASELINE, judge_now, judge_runs

    before = baseline if baseline is not None else SHIPPED_BASELINE
    verdict = judge_runs(folder, before) if folder is not None else judge_now(before)
    typer.echo(json.dumps(verdict.to_json(), ensure_ascii=False) if as_json else verdict.text)
    raise typer.Exit(0 if verdict.passed else 1)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    form: Annotated[str, typer.Option("--format", help="mirage, trec, beir or lm-eval.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write; must not hold files yet.")],
) -> None:
    """Write a run's predictions in the form that other programs read."""
    from evals.interop.exporting import export_run

    for path in export_run(folder, form, out):
        typer.echo(str(path))


@app.command()
def parity(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Predictions: lines of id, prediction, answer.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a file.")] = False,
) -> None:
    """Score published predictions by MIRAGE's own rule, where the unread is choice A, and by ours beside it."""
    from evals.parity import parity as scored
    from evals.parity import table

    found = [scored(path) for path in files]
    typer.echo(json.dumps([one.to_json() for one in found], ensure_ascii=False) if as_json else table(found))


@app.command()
def download(
    names: Annotated[list[str], typer.Argument(metavar="TASK…", help="Tasks whose data may be fetched.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="Where to keep them; give it to run as --data.")],
) -> None:
    """Fetch the data of tasks from their publishers. Nothing else in `osler eval` uses the network."""
    from evals.downloading import fetch
    from evals.registry import find_tasks

    for path in fetch(find_tasks(names), to):
        typer.echo(str(path))


def _described(task: Task) -> dict[str, Any]:
    return {
        "name": task.name,
        "title": task.title,
        "arms": list(task.arms),
        "measures": [*task.scorer.measures, *(measure.name for measure in task.scorer.set_measures)],
        "data": task.data.replace("|", " or ") if not Path(task.data).is_absolute() else "comes with Osler",
        "source": task.source,
        "download": task.url,
        "needs a model that writes": task.solver.writes,
        "safety": task.safety,
    }


def _lines(described: dict[str, Any]) -> str:
    shown = {key: ", ".join(value) if isinstance(value, list) else value for key, value in described.items()}
    return "\n".join(f"{key}: {value}" for key, value in shown.items() if value not in ("", False))


def _read_result(folder: Path) -> RunResult:
    from evals.comparing import read_result

    return read_result(folder)


def _tell(found: RunResult, page: Path, as_json: bool) -> None:
    from evals.report.tables import as_json as run_json
    from evals.report.terminal import show as show_run

    if as_json:
        typer.echo(json.dumps(run_json(found), ensure_ascii=False))
        return
    show_run(found, _console())
    typer.echo(f"The whole report: {page}")


def _console() -> Console:
    from rich.console import Console

    return Console()
