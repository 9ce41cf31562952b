"""How fast is literature indexed? Osler beside LangChain's FAISS path, the same documents and the same encoder weights.

    python -m evals.benches.indexing [--texts FILE]... [--documents N] [--sizes 1000,10000,100000] [--json]

Both get documents that were read already, and all-MiniLM-L6-v2 as it comes (Osler's own encoder is that with an
adapter). Osler cuts the documents, encodes, indexes vectors and words, and writes all of it; LangChain is given the
passages that Osler cuts, encodes them through sentence-transformers and saves its store. Seconds are those of the
processor as well as the clock, for a machine that does other work too. Then the same queries go to both, by vector
alone, and their ten best passages are compared. Last, what one more document costs an index of some size.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from evals.benches.fresh import in_fresh_process, memory
from evals.benches.passage_vectors import MixedEncoder
from retrieval.documents import Document, Section

DEPTH = 10
QUERIES = 200


@dataclass(frozen=True, slots=True)
class Indexed:
    """One way's cost for some documents, its encoder loaded before. `best` holds each query's passages, best first."""

    documents: int
    passages: int
    seconds: float
    processor_seconds: float
    peak: int
    best: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OneMore:
    """What adding one document to an index of so many passages took: median of several."""

    passages: int
    seconds: float
    processor_seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """Both ways, how many times faster Osler is, and how alike the rankings are: shared of ten, Spearman of those."""

    compared_with: str
    osler: Indexed
    langchain: Indexed
    ratio: float
    processor_ratio: float
    overlap: float
    same_first: float
    correlation: float
    one_more: tuple[OneMore, ...]


def index_with_osler(paths: Sequence[Path], most: int) -> Indexed:
    from models.encoder import PLAIN, open_encoder
    from retrieval.index import Index

    found, queries = _documents(paths, most)
    encoder = open_encoder(PLAIN)
    encoder.encode(["the first call", "prepares"])
    with tempfile.TemporaryDirectory() as folder:
        clock, processor = time.perf_counter(), time.process_time()
        summary = Index.add(Path(folder) / "index", found, encoder)
        seconds = time.perf_counter() - clock, time.process_time() - processor
        peak = memory().peak
        index = Index.open(Path(folder) / "index", encoder)
        best = tuple(
            tuple(p.passage_id for p in index.passages([s.row for s in index.dense.search(vector, DEPTH)]))
            for vector in (encoder.encode([query])[0] for query in queries)
        )
        index.close()
    return Indexed(len(found), summary.passages, *seconds, peak, best)


def index_with_langchain(paths: Sequence[Path], most: int) -> Indexed:
    from langchain_core.documents import Document as LangChainDocument

    from evals.benches.langchain_store import SentenceTransformersEmbeddings, store
    from retrieval.chunking import passages as cut
    from retrieval.dense import text_to_encode

    found, queries = _documents(paths, most)
    documents = [
        LangChainDocument(text_to_encode(p), metadata={"passage_id": p.passage_id}) for d in found for p in cut(d)
    ]
    embeddings = SentenceTransformersEmbeddings()
    embeddings.embed_documents(["the first call", "prepares"])
    with tempfile.TemporaryDirectory() as folder:
        clock, processor = time.perf_counter(), time.process_time()
        made: Any = store().from_documents(documents, embeddings)
        made.save_local(folder)
        seconds = time.perf_counter() - clock, time.process_time() - processor
    best = tuple(tuple(d.metadata["passage_id"] for d in made.similarity_search(q, k=DEPTH)) for q in queries)
    return Indexed(len(found), len(documents), *seconds, memory().peak, best)


def one_more(passages: int, times: int = 5) -> OneMore:
    """Adds single documents to an index of made-up ones, whose encoder costs nothing."""
    from retrieval.index import Index

    encoder = MixedEncoder()
    with tempfile.TemporaryDirectory() as folder:
        Index.add(Path(folder) / "index", made_up(passages), encoder, checkpoint_passages=50_000)
        Index.compact(Path(folder) / "index")
        costs = []
        for number in range(times):
            clock, processor = time.perf_counter(), time.process_time()
            Index.add(Path(folder) / "index", [_made_up(f"more-{number}", random.Random(number))], encoder)
            costs.append((time.perf_counter() - clock, time.process_time() - processor))
    return OneMore(passages, *(float(np.median(one)) for one in zip(*costs, strict=True)))


def made_up(passages: int) -> Any:
    """Documents of ten passages of about a hundred words each, whose words are as frequent as in a text (Zipf)."""
    rng = random.Random(1)
    return (_made_up(f"document-{number}", rng) for number in range(max(1, passages // 10)))


def _made_up(doc_id: str, rng: random.Random) -> Document:
    sections = tuple(
        Section((f"Part {part}",), " ".join(_sentence(rng) for _ in range(8)))
        for part in range(10)  # each is one passage
    )
    return Document(f"made-up:{doc_id}", f"Page {doc_id}", sections, "made-up", date=str(rng.randrange(1980, 2026)))


def _sentence(rng: random.Random) -> str:
    words = " ".join(f"w{int(rng.paretovariate(0.7))}" for _ in range(12))
    return words.capitalize() + "."


def compared(osler: Indexed, langchain: Indexed, compared_with: str, more: Sequence[OneMore]) -> Report:
    """Both side by side."""
    pairs = list(zip(osler.best, langchain.best, strict=True))
    return Report(
        compared_with,
        osler,
        langchain,
        langchain.seconds / osler.seconds,
        langchain.processor_seconds / osler.processor_seconds,
        float(np.mean([len(set(a) & set(b)) / max(1, len(b)) for a, b in pairs])),
        float(np.mean([a[:1] == b[:1] for a, b in pairs])),
        float(np.mean([_correlation(a, b) for a, b in pairs])),
        tuple(more),
    )


def _correlation(one: Sequence[str], other: Sequence[str]) -> float:
    """Spearman's, over what both found."""
    both = [name for name in one if name in other]
    if len(both) < 2:
        return 1.0 if len(both) == len(one) else 0.0
    places = np.argsort(np.argsort([other.index(name) for name in both]))
    return float(np.corrcoef(range(len(both)), places)[0, 1])


def _documents(paths: Sequence[Path], most: int) -> tuple[list[Document], list[str]]:
    """At most so many documents, and their titles as queries."""
    from agent.handbook import HANDBOOK
    from retrieval.readers import read

    found = list(islice(read(list(paths) or [HANDBOOK]), most))
    return found, list(dict.fromkeys(document.title for document in found))[:QUERIES]


def text(report: Report) -> str:
    """What a person reads."""
    lines = [f"compared with {report.compared_with}", ""]
    for name, way in (("Osler", report.osler), ("LangChain", report.langchain)):
        lines.append(
            f"{name:10} {way.documents} documents, {way.passages} passages: {way.documents / way.seconds:.1f} documents/s "
            f"({way.passages / way.seconds:.1f} passages/s), {way.processor_seconds:.1f} s of processor, "
            f"peak {way.peak / 1e6:.0f} MB"
        )
    lines += [
        f"Osler is {report.ratio:.1f} times as fast by the clock, {report.processor_ratio:.1f} times by processor time.",
        f"Of the ten best passages {report.overlap:.1%} are shared, the first in {report.same_first:.1%} of queries; "
        f"Spearman of those shared {report.correlation:.4f}.",
        *(
            f"One document more in an index of {more.passages:,} passages: {1000 * more.seconds:.0f} ms "
            f"({1000 * more.processor_seconds:.0f} ms of processor)."
            for more in report.one_more
        ),
    ]
    return "\n".join(lines)


def main(
    texts: Annotated[list[Path] | None, typer.Option(help="Literature to index; else the handbook.")] = None,
    documents: Annotated[int, typer.Option(help="How many documents at most.")] = 1_000_000,
    sizes: Annotated[str, typer.Option(help="Sizes of index to add one document to, in passages.")] = "1000,10000",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure Osler and LangChain, each in a process of its own."""
    from evals.benches.langchain_store import store_name

    osler = in_fresh_process(index_with_osler, texts or [], documents)
    langchain = in_fresh_process(index_with_langchain, texts or [], documents)
    more = [in_fresh_process(one_more, int(size)) for size in sizes.split(",") if size]
    report = compared(osler, langchain, store_name(), more)
    typer.echo(json.dumps(asdict(report)) if as_json else text(report))


if __name__ == "__main__":
    typer.run(main)
