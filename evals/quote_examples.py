"""Any BEIR folder as questions with the passages found for them, for `osler eval run quote-selection`.

`python -m evals.quote_examples FOLDER OUT` ranks the folder's documents for each of its questions and writes the best of
them as passages. Reference answers come from a file of questions with ideal answers, or are the documents graded highest.
From a share of the questions the documents that answer are kept back: nothing answers those. Knows nothing of how
sentences are chosen.
"""

from __future__ import annotations

import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from evals.beir import BeirSet, CorpusDocument, read_beir
from evals.datasets.bioasq import read_bioasq
from evals.errors import EvalError
from evals.runs import Run

By = Literal["bm25", "minilm", "rrf", "osler-no-rerank", "osler", "shuffled"]
Half = Literal["a", "b", "both"]
DEEP = 50  # ranked, from which what answers may be kept back


@dataclass(frozen=True, slots=True)
class Wanted:
    """`passages` of each question, in an order of chance if `shuffled`; from a share `kept_back` what answers is removed."""

    passages: int = 8
    kept_back: float = 0.0
    shuffled: bool = False
    seed: int = 0


def quote_examples(
    beir: BeirSet, rankings: Run, wanted: Wanted, references: dict[str, tuple[str, ...]] | None = None
) -> Iterator[dict[str, object]]:
    """One record a question, in the form that the task reads. Without `references`, the documents graded highest are
    the reference; a question of which no document that answers is among the passages is left out, unless it was kept back.
    """
    rng = random.Random(wanted.seed)
    documents = {one.doc_id: one for one in beir.documents}
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for one in beir.judgements:
        grades[one.query_id][one.doc_id] = one.grade
    for query, ranking in zip(beir.queries, rankings, strict=True):
        answering = {doc_id for doc_id, grade in grades[query.query_id].items() if grade > 0}
        kept_back = rng.random() < wanted.kept_back
        found = [one.doc_id for one in ranking.documents if not (kept_back and one.doc_id in answering)]
        found = found[: wanted.passages]
        if wanted.shuffled:
            rng.shuffle(found)
        told = [] if kept_back else _references(query.query_id, grades[query.query_id], documents, references)
        if not found or not (kept_back or (told and answering & set(found))):
            continue
        yield {
            "id": query.query_id,
            "question": query.text,
            "passages": [{"title": documents[d].title, "text": documents[d].text} for d in found],
            "reference": told,
            "answerable": not kept_back,
        }


def _references(
    query_id: str,
    grades: dict[str, int],
    documents: dict[str, CorpusDocument],
    references: dict[str, tuple[str, ...]] | None,
) -> Sequence[str]:
    if references is not None:
        return list(references.get(query_id, ()))
    best = max(grades.values(), default=0)
    return [documents[d].text for d, grade in grades.items() if grade == best and best > 0]


def _half(query_id: str) -> Half:
    return "b" if zlib.crc32(query_id.encode()) % 2 else "a"


def main(
    folder: Annotated[Path, typer.Argument(help="A folder in BEIR's layout.")],
    out: Annotated[Path, typer.Argument(help="The JSONL file to write.")],
    answers: Annotated[
        Path | None, typer.Option(help="BioASQ questions, whose ideal answers are the reference.")
    ] = None,
    by: Annotated[By, typer.Option(help="Who ranks the documents; shuffled: bm25, in an order of chance.")] = "osler",
    passages: Annotated[int, typer.Option(min=1, help="Passages a question.")] = 8,
    kept_back: Annotated[float, typer.Option(min=0, max=1, help="Share of questions that nothing may answer.")] = 0.0,
    half: Annotated[
        Half, typer.Option(help="Half of the questions, by their ids: a to fit to, b to measure.")
    ] = "both",
    limit: Annotated[int, typer.Option(min=0, help="Questions, drawn by chance; 0: all.")] = 0,
    seed: Annotated[int, typer.Option(help="Of the draws.")] = 0,
) -> None:
    """Write a file of questions with the passages found for them, for `osler eval run quote-selection --data`."""
    try:
        beir = read_beir(folder)
        queries = tuple(one for one in beir.queries if half in ("both", _half(one.query_id)))
        if limit and limit < len(queries):
            queries = tuple(random.Random(seed).sample(queries, limit))
        references = {e.example_id: tuple(e.details["ideal"]) for e in read_bioasq(answers)} if answers else None
        found = _ranked(replace(beir, queries=queries), by)
        records = list(
            quote_examples(
                replace(beir, queries=queries), found, Wanted(passages, kept_back, by == "shuffled", seed), references
            )
        )
        out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    except (EvalError, OSError) as error:
        typer.echo(f"Nothing was written: {error}", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{len(records)} of {len(queries)} questions written to {out}.")


def _ranked(beir: BeirSet, by: By) -> Run:
    """The DEEP best of each question, with a progress bar where the corpus has to be indexed."""
    from evals import retrieval_report
    from evals.arms import open_arms
    from evals.baselines import bm25_arm
    from evals.cache import default_cache

    if by in ("bm25", "shuffled"):
        return bm25_arm(beir.documents)(beir.queries, DEEP)
    with retrieval_report.progress() as tell:
        return open_arms(beir, default_cache(), tell).by_name[by](beir.queries, DEEP)


if __name__ == "__main__":
    typer.run(main)
