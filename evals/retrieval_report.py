"""How a comparison of arms is shown: JSON, tables for people, a TREC run file, and a bar while it is made.

Knows rich; measures nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from evals.arms import Arms, Tell
from evals.beir import BeirSet
from evals.errors import EvalError
from evals.measures import MEASURES, RESAMPLES, SEED
from evals.retrieval import Comparison, Latency
from evals.runs import trec_lines

_LIBRARIES = ("osler", "ir-measures", "bm25s", "torch")


@contextmanager
def progress() -> Iterator[Tell]:
    """One bar on standard error for whatever is being done, with the time left; nothing where that is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for task in tasks.values():
                    bars.update(task, visible=False)
                tasks[what] = bars.add_task(what, total=None)
            bars.update(tasks[what], completed=done, total=total or None, visible=True)

        yield tell


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Every arm's figures by measure: `{arm: {measure: {value, low, high}}}`."""
    return {name: {m: _rounded(asdict(one)) for m, one in own.items()} for name, own in comparison.figures.items()}


def details(
    beir: BeirSet, arms: Arms, comparison: Comparison, milliseconds: Mapping[str, Latency], seconds: float
) -> dict[str, Any]:
    """All else that is known: what was measured on, paired differences, times, versions."""
    return {
        "set": {
            "folder": str(beir.folder),
            "split": beir.split,
            "queries": len(beir.queries),
            "documents": len(beir.documents),
            "judgements": len(beir.judgements),
            **counts(beir, arms, comparison),
        },
        "index": {"folder": str(arms.indexed.folder), "passages": arms.indexed.passages, "encoder": arms.encoder_id},
        "reranks": arms.reranks,
        "differences": {name: _compared(one) for name, one in comparison.compared.items()},
        "queries_nothing_found": comparison.nothing_found,
        "milliseconds_a_search": {name: _rounded(asdict(one)) for name, one in milliseconds.items()},
        "seconds": round(seconds, 1),
        "intervals": {"resamples": RESAMPLES, "seed": SEED, "level": 0.95},
        "versions": {name: version(name) for name in _LIBRARIES},
    }


def counts(beir: BeirSet, arms: Arms, comparison: Comparison) -> dict[str, int]:
    """What a reader of the figures should know of the set, by name."""
    return {
        "queries_unjudged": beir.unjudged,
        "queries_unknown": beir.unknown_queries,
        "queries_without_relevant": comparison.queries_without_relevant,
        "documents_judged_but_missing": beir.unknown_documents,
        "documents_without_passage": arms.indexed.without_passage,
        "documents_repeating_another": comparison.twin_documents,
    }


def _compared(one: Any) -> dict[str, Any]:
    return {m: {**_rounded(asdict(gap)), "against": one.against[m]} for m, gap in one.by_measure.items()}


def _rounded(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(value, 6) if isinstance(value, float) else value for name, value in record.items()}


def show(beir: BeirSet, arms: Arms, comparison: Comparison, milliseconds: Mapping[str, Latency]) -> None:
    """The figures and differences as tables on standard output, and below what a reader should know."""
    console = Console()
    console.print(figures_table(beir, comparison, milliseconds))
    console.print(differences_table(comparison))
    for line in notes(beir, arms, comparison):
        console.print(line, highlight=False)


def figures_table(beir: BeirSet, comparison: Comparison, milliseconds: Mapping[str, Latency]) -> Table:
    """An arm a row: each figure, and its interval below it."""
    title = f"{beir.folder.name} ({beir.split}): {len(beir.queries):,} queries, {len(beir.documents):,} documents"
    table = _table(title, "arm", *(["ms a query"] if milliseconds else []))
    for name, own in comparison.figures.items():
        cells = [f"{own[m].value:.4f}\n{own[m].low:.3f}–{own[m].high:.3f}" for m in MEASURES]
        times = [f"{milliseconds[name].median:.1f}\np95 {milliseconds[name].p95:.1f}"] if milliseconds else []
        table.add_row(name, *cells, *times)
    return table


def differences_table(comparison: Comparison) -> Table:
    """A pair of arms a row: each difference, its interval and its p-value."""
    table = _table("Paired differences", "arms")
    for name, one in comparison.compared.items():
        gaps = [one.by_measure[m] for m in MEASURES]
        cells = [f"{gap.value:+.4f}\n{gap.low:+.3f}, {gap.high:+.3f}\np = {gap.p:.4f}" for gap in gaps]
        table.add_row(name.replace(" - ", "\n− "), *cells)
    return table


def _table(title: str, first: str, *last: str) -> Table:
    """Narrow enough for 80 columns, and never cut: half a number is none."""
    columns = [Column(name, no_wrap=True) for name in (first, *MEASURES, *last)]
    return Table(*columns, title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 1, 1, 0))


def notes(beir: BeirSet, arms: Arms, comparison: Comparison) -> Iterator[str]:
    """How to read the tables, and whatever of the set could mislead."""
    yield f"Intervals: 95%, {RESAMPLES:,} bootstrap resamples of the queries. p: paired permutation test, two-sided."
    best = comparison.compared.get("osler - best single")
    if best is not None:
        yield "Best single: " + ", ".join(f"{arm} at {m}" for m, arm in best.against.items()) + "."
    if not arms.reranks:
        yield "Osler does not rerank here: osler and osler-no-rerank are the same search."
    for name, count in counts(beir, arms, comparison).items():
        if count:
            yield f"{count:,} {_SAID[name]}"
    for name, count in comparison.nothing_found.items():
        if count:
            yield f"{count:,} queries for which {name} found nothing score 0."


_SAID = {
    "queries_unjudged": "queries without judgements were left out.",
    "queries_unknown": "judged queries are not in queries.jsonl, and were left out.",
    "queries_without_relevant": "queries have no relevant document, and score 0 in every arm.",
    "documents_judged_but_missing": "judged documents are not in the corpus; where relevant, they count as not found.",
    "documents_without_passage": "documents are empty: Osler has no passage of them.",
    "documents_repeating_another": "documents have the very text of another: they share a score in every arm.",
}


def write_run(comparison: Comparison, path: Path) -> None:
    """All arms' runs in TREC's format, one after the other, the arm as the tag."""
    try:
        with path.open("w", encoding="utf-8") as file:
            for name, run in comparison.runs.items():
                file.writelines(f"{line}\n" for line in trec_lines(run, name))
    except OSError as error:
        raise EvalError(f"{path} cannot be written ({error.strerror}); give --run-out another path.") from error


def check_run_out(beir: BeirSet, path: Path) -> None:
    """Before hours of searching: that a run can be written there, and its ids stand in fields parted by spaces."""
    if path.is_dir() or not path.parent.is_dir():
        raise EvalError(f"{path} cannot be written: give --run-out a file in a folder that is there.")
    ids = (*(query.query_id for query in beir.queries), *(one.doc_id for one in beir.documents))
    for name in ids:
        if name.split() != [name]:
            raise EvalError(f"The id {name!r} has a space in it, which a TREC run cannot hold: leave --run-out out.")
