"""Which index at which size? Build time, disk, memory, recall and latency of each kind, in fresh processes.

    python -m evals.benches.scale --sizes 10000,100000,1000000 [--texts FILE]... [--questions FILE] [--out DIR]

Vectors are MiniLM's of real passages as far as those go, then mixtures of them (`evals.benches.passage_vectors`).
Queries are the texts of a JSONL file, or headings of the passages. Recall is the share of the ten nearest by float32
that are found. One caller searches with one query after another; then two at once, each in a thread of its own.
Memory is what opening and searching added to a process with FAISS in it; mapped pages of files count in all, not in own.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from evals.benches.fresh import Memory, in_fresh_process, memory, size_of
from evals.benches.kinds import KINDS, Search
from evals.benches.passage_vectors import encoded, kept, write_vectors
from retrieval.encoding import Vectors
from retrieval.records import from_json

DEPTH = 10
OUT = Path("docs/scale")
_WARM_UP = 20
_BLOCK = 100_000


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a query: by the clock, and of processor time, which other programs on the machine do not lengthen."""

    median: float
    p99: float
    processor: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind's search at one effort: `one` caller, and `two` at once."""

    effort: int
    recall: float
    one: Latency
    two: Latency


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening and searching an index took. `before` is the process with FAISS imported and nothing opened."""

    open_seconds: float
    before: Memory
    after: Memory
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind at one size. Building is told in processor seconds; `build_peak` counts pages of the file of vectors too,
    as far as they were in memory."""

    kind: str
    size: int
    build_seconds: float
    build_peak: int
    bytes: int
    opened: Opened


def measure(kind: str, vectors_file: Path, queries: Vectors, truth: NDArray[np.int64], work: Path) -> Measured:
    """Builds an index in one process, opens and searches it in another."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        seconds, peak = in_fresh_process(build, kind, vectors_file, Path(folder))
        opened = in_fresh_process(open_and_search, kind, Path(folder), queries, truth)
        size = len(np.load(vectors_file, mmap_mode="r"))
        return Measured(kind, size, seconds, peak, size_of(Path(folder)), opened)


def build(kind: str, vectors_file: Path, folder: Path) -> tuple[float, int]:
    """Processor seconds, and the peak of memory."""
    began = time.process_time()
    KINDS[kind].build(vectors_file, folder)
    return time.process_time() - began, memory().peak


def open_and_search(kind: str, folder: Path, queries: Vectors, truth: NDArray[np.int64]) -> Opened:
    from retrieval.approximate import load_faiss

    load_faiss().omp_set_num_threads(1)
    before = memory()
    began = time.perf_counter()
    searches = KINDS[kind].open(folder)
    seconds = time.perf_counter() - began
    settings = tuple(_at(effort, searches(effort), queries, truth) for effort in KINDS[kind].efforts)
    return Opened(seconds, before, memory(), settings)


def _at(effort: int, search: Search, queries: Vectors, truth: NDArray[np.int64]) -> Setting:
    for query in queries[:_WARM_UP]:
        search(query, DEPTH)
    found = [search(query, DEPTH) for query in queries]
    right = sum(len(np.intersect1d(one, best)) for one, best in zip(found, truth, strict=True))
    return Setting(effort, right / truth.size, _latency(search, queries, 1), _latency(search, queries, 2))


def _latency(search: Search, queries: Vectors, callers: int) -> Latency:
    def timed(query: Vectors) -> tuple[float, float]:
        began = time.perf_counter(), time.thread_time()
        search(query, DEPTH)
        return time.perf_counter() - began[0], time.thread_time() - began[1]

    with ThreadPoolExecutor(callers) as threads:
        clock, processor = 1000 * np.array(list(threads.map(timed, queries))).T
    return Latency(float(np.median(clock)), float(np.percentile(clock, 99)), float(np.median(processor)))


def nearest(vectors_file: Path, queries: Vectors) -> NDArray[np.int64]:
    """The ten nearest of each query by float32, block after block."""
    vectors = np.load(vectors_file, mmap_mode="r")
    scores = np.full((len(queries), DEPTH), -np.inf, dtype=np.float32)
    best = np.zeros((len(queries), DEPTH), dtype=np.int64)
    for start in range(0, len(vectors), _BLOCK):
        block = queries @ vectors[start : start + _BLOCK].T
        scores = np.concatenate([scores, block], axis=1)
        best = np.concatenate([best, np.broadcast_to(np.arange(start, start + block.shape[1]), block.shape)], axis=1)
        order = np.argsort(-scores, axis=1)[:, :DEPTH]
        scores, best = np.take_along_axis(scores, order, 1), np.take_along_axis(best, order, 1)
    return best


def table(measured: Sequence[Measured]) -> str:
    """A Markdown table, one line a setting."""
    lines = [
        "| vectors | kind | effort | recall@10 | ms a query: processor | one caller: median, p99 | two: median, p99 "
        "| build s | disk MB | memory MB: all, own | open ms |",
        "|" + "---|" * 11,
    ]
    for m in measured:
        memory_grown = f"{_grown(m.opened.before.peak, m.opened.after.peak)}, "
        memory_grown += _grown(m.opened.before.own, m.opened.after.own)
        for s in m.opened.settings:
            lines.append(
                f"| {m.size:,} | {m.kind} | {s.effort or ''} | {s.recall:.3f} | {s.one.processor:.2f} "
                f"| {s.one.median:.2f}, {s.one.p99:.2f} | {s.two.median:.2f}, {s.two.p99:.2f} "
                f"| {m.build_seconds:.1f} | {m.bytes / 1e6:.0f} | {memory_grown} | {1000 * m.opened.open_seconds:.0f} |"
            )
    return "\n".join(lines) + "\n"


def _grown(before: int, after: int) -> str:
    return f"{max(0, after - before) / 1e6:.0f}"


def main(
    sizes: Annotated[str, typer.Option(help="Numbers of vectors, separated by commas.")] = "10000,100000,1000000",
    texts: Annotated[list[Path] | None, typer.Option(help="Literature to encode; else the handbook.")] = None,
    questions: Annotated[Path | None, typer.Option(help='JSONL file of queries, under "text" or "question".')] = None,
    kinds: Annotated[str, typer.Option(help="Names of kinds, separated by commas; else all.")] = "",
    real: Annotated[int, typer.Option(help="How many real passages to encode at most.")] = 10_000,
    queries: Annotated[int, typer.Option(help="How many queries at most.")] = 400,
    vectors: Annotated[
        Path | None, typer.Option(help="File (.npz) to keep encoded texts in, or to find them in.")
    ] = None,
    work: Annotated[Path | None, typer.Option(help="Folder for large temporary files.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the figures; those there of other kinds and sizes stay.")] = OUT,
) -> None:
    """Measure kinds of index at several sizes; write scale.json, scale.md and scale.png."""
    from evals.benches.plots import plot_scale

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        passages, asked = kept(vectors, lambda: encoded(texts or [], questions, real, queries))
        typer.echo(f"{len(passages)} real passages and {len(asked)} queries.")
        for size in (int(size) for size in sizes.split(",")):
            vectors_file = Path(folder) / f"{size}.npy"
            write_vectors(vectors_file, passages, size)
            truth = nearest(vectors_file, asked)
            for kind in [name.strip() for name in kinds.split(",") if name.strip()] or list(KINDS):
                measured = measure(kind, vectors_file, asked, truth, Path(folder))
                so_far = _keep(out / "scale.json", measured)
                (out / "scale.md").write_text(table(so_far), encoding="utf-8")
                plot_scale(so_far, out / "scale.png")
                typer.echo("\n".join(table([measured]).splitlines()[2:]))
            vectors_file.unlink()


def _keep(path: Path, measured: Measured) -> list[Measured]:
    """All figures so far, in order of size and kind; a new one takes the place of an older one."""
    before = [from_json(Measured, json.dumps(m)) for m in json.loads(path.read_text())] if path.exists() else []
    so_far = [m for m in before if (m.kind, m.size) != (measured.kind, measured.size)] + [measured]
    so_far.sort(key=lambda m: (m.size, list(KINDS).index(m.kind)))
    path.write_text(json.dumps([asdict(m) for m in so_far], indent=1) + "\n", encoding="utf-8")
    return so_far


if __name__ == "__main__":
    typer.run(main)
