"""Opening a large index and searching it once: Osler beside LangChain's FAISS store, in fresh processes.

    python -m evals.benches.opening [--passages 1000000] [--work DIR] [--json]

Both hold the same made-up passages with the same vectors; Osler's index, written by its own writer, has their words too.
The clock begins when the libraries are imported and ends with the first answer. What the system kept of the files in
memory is dropped before, where it lets us; the second opening, right after, finds it.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from evals.benches.fresh import Memory, in_fresh_process, memory, size_of
from evals.benches.indexing import made_up
from evals.benches.passage_vectors import MixedEncoder
from retrieval.encoding import Vectors

QUERY = "w3 w17 w1200"


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds to open and to answer once, by the clock and of the processor; the process's memory afterwards."""

    open_seconds: float
    search_seconds: float
    processor_seconds: float
    memory: Memory
    hits: int

    @property
    def seconds(self) -> float:
        return self.open_seconds + self.search_seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """One way: the first opening, with nothing of its files in memory, and the second."""

    first: Opening
    second: Opening
    bytes: int
    build_processor_seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """Both ways at one size."""

    passages: int
    compared_with: str
    osler: Measured
    langchain: Measured


def build_osler(folder: Path, passages: int) -> float:
    """Processor seconds."""
    from retrieval.index import Index

    began = time.process_time()
    Index.add(folder, made_up(passages), MixedEncoder(), checkpoint_passages=100_000)
    Index.compact(folder)
    return time.process_time() - began


def build_langchain(folder: Path, index: Path) -> float:
    """The store of an index's passages, with their vectors. Processor seconds."""
    from langchain_core.documents import Document

    from evals.benches.langchain_store import KnownEmbeddings, from_vectors
    from retrieval.index import Index

    opened = Index.open(index, MixedEncoder())
    rows = opened.dense.rows().tolist()
    documents = [
        Document(p.text, metadata={"passage_id": p.passage_id, "title": p.title, "source": p.source})
        for start in range(0, len(rows), 500)
        for p in opened.passages(rows[start : start + 500])
    ]
    vectors = opened.dense.vectors(rows)
    began = time.process_time()
    from_vectors(documents, vectors, KnownEmbeddings(vectors[0].tolist())).save_local(str(folder))
    return time.process_time() - began


def open_osler(folder: Path) -> Opening:
    from retrieval.approximate import load_faiss
    from retrieval.index import Index

    load_faiss()
    encoder = MixedEncoder()
    return _timed(lambda: Index.open(folder, encoder), lambda index: len(index.search(QUERY, 8)))


def open_langchain(folder: Path) -> Opening:
    from evals.benches.langchain_store import KnownEmbeddings, store
    from retrieval.approximate import load_faiss

    load_faiss()
    embeddings, found = KnownEmbeddings(_query().tolist()), store()
    return _timed(
        lambda: found.load_local(str(folder), embeddings, allow_dangerous_deserialization=True),
        lambda opened: len(opened.similarity_search(QUERY, k=8)),
    )


def _timed(open_it: Callable[[], object], search: Callable[..., int]) -> Opening:
    clock, processor = time.perf_counter(), time.process_time()
    opened = open_it()
    opened_at = time.perf_counter()
    hits = search(opened)
    ended = time.perf_counter()
    return Opening(opened_at - clock, ended - opened_at, time.process_time() - processor, memory(), hits)


def _query() -> Vectors:
    vectors = MixedEncoder().encode([QUERY])
    return vectors.reshape(-1)


def measure(folder: Path, open_it: Callable[[Path], Opening], build_seconds: float) -> Measured:
    _forget(folder)
    first = in_fresh_process(open_it, folder)
    return Measured(first, in_fresh_process(open_it, folder), size_of(folder), build_seconds)


def _forget(folder: Path) -> None:
    """Asks the system to drop what it keeps in memory of the files."""
    if hasattr(os, "posix_fadvise"):
        for path in folder.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def text(report: Report) -> str:
    """What a person reads."""
    osler, langchain = report.osler, report.langchain
    lines = [f"{report.passages:,} passages; compared with {report.compared_with}", ""]
    for name, way in (("Osler", osler), ("LangChain", langchain)):
        for which, opening in (("first", way.first), ("second", way.second)):
            lines.append(
                f"{name:10} {which:7} open {opening.open_seconds:.2f} s, search {opening.search_seconds:.2f} s "
                f"({opening.processor_seconds:.2f} s of processor); peak {opening.memory.peak / 1e6:.0f} MB, "
                f"own {opening.memory.own / 1e6:.0f} MB"
            )
        lines.append(
            f"{'':10} {way.bytes / 1e6:.0f} MB on disk, built in {way.build_processor_seconds:.0f} s of processor"
        )
    for which, ours, theirs in (("first", osler.first, langchain.first), ("second", osler.second, langchain.second)):
        lines.append(
            f"LangChain to Osler, {which} opening: {theirs.seconds / ours.seconds:.1f} times the seconds, "
            f"{theirs.memory.peak / ours.memory.peak:.1f} times the peak of memory."
        )
    return "\n".join(lines)


def main(
    passages: Annotated[int, typer.Option(help="How many passages.")] = 1_000_000,
    work: Annotated[
        Path | None, typer.Option(help="Folder for the indexes; kept, and used again where they are.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Build both, open both."""
    from evals.benches.langchain_store import store_name

    with tempfile.TemporaryDirectory() as temporary:
        folder = work or Path(temporary)
        ours, theirs = folder / f"osler-{passages}", folder / f"langchain-{passages}"
        built = [
            0.0 if ours.exists() else in_fresh_process(build_osler, ours, passages),
            0.0 if theirs.exists() else in_fresh_process(build_langchain, theirs, ours),
        ]
        osler, langchain = measure(ours, open_osler, built[0]), measure(theirs, open_langchain, built[1])
    report = Report(passages, store_name(), osler, langchain)
    typer.echo(json.dumps(asdict(report)) if as_json else text(report))


if __name__ == "__main__":
    typer.run(main)
