"""`osler search`, as a Typer app: a query and filters to passages, as text or JSON. Knows what is said to a person.

Whoever builds the app gives the encoder, the reranker and the default folder. Only Typer is imported here at the top, so
that `osler --help` answers at once. Errors are raised, never printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from retrieval.documents import Hit
    from retrieval.encoding import Encoder
    from retrieval.filters import Filters
    from retrieval.retriever import ScorePairs

Several = list[str] | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what it also looked for ("heart attack → myocardial infarction")."""

    query: str
    also: tuple[str, ...]
    hits: tuple[Hit, ...]


def search_app(
    open_encoder: Callable[[], Encoder],
    default_index: Callable[[], Path],
    open_reranker: Callable[[], ScorePairs | None] = lambda: None,
) -> typer.Typer:
    """`osler search QUERY`."""
    app = typer.Typer()

    @app.command()
    def search(
        query: Annotated[str, typer.Argument(help="What to look for.")],
        k: Annotated[int, typer.Option("--k", help="How many passages.")] = 8,
        source: Annotated[Several, typer.Option(help="Only this source; may be given again.")] = None,
        publisher: Annotated[Several, typer.Option(help="Only this publisher; may be given again.")] = None,
        language: Annotated[Several, typer.Option(help="Only this language (en, de, …); may be given again.")] = None,
        kind: Annotated[Several, typer.Option("--type", help="Only this publication type; may be given again.")] = None,
        since: Annotated[str, typer.Option(metavar="DATE", help="Not before this year, month or day.")] = "",
        until: Annotated[str, typer.Option(metavar="DATE", help="Not after this year, month or day.")] = "",
        retracted: Annotated[bool, typer.Option("--retracted", help="Find retracted documents too.")] = False,
        rerank: Annotated[
            bool, typer.Option("--rerank/--no-rerank", help="Read the best again with the query.")
        ] = True,
        index: Annotated[Path | None, typer.Option("--index", metavar="DIR", help="The index folder.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")] = False,
    ) -> None:
        """Find the passages of the literature that bear on a query. No language model is asked."""
        from retrieval.filters import Filters

        sources, publishers, languages, kinds = (tuple(given or ()) for given in (source, publisher, language, kind))
        dates = (_date(since, "--since"), _date(until, "--until"))
        filters = Filters(sources, publishers, languages, kinds, *dates, retracted)
        score_pairs = open_reranker if rerank else lambda: None
        _search(query, k, filters, index or default_index(), open_encoder, score_pairs, as_json)

    return app


def _search(
    query: str,
    k: int,
    filters: Filters,
    folder: Path,
    open_encoder: Callable[[], Encoder],
    open_reranker: Callable[[], ScorePairs | None],
    as_json: bool,
) -> None:
    from retrieval.display import show
    from retrieval.expansion import expand
    from retrieval.index import Index
    from retrieval.snapshot import current_generation

    current_generation(folder)  # a missing index is told before the encoder is loaded, which takes seconds
    index = Index.open(folder, open_encoder(), open_reranker())
    hits = index.search(query, k, filters)
    found = Found(query, tuple(addition.because for addition in expand(query).additions), hits)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        show(_text(found))


def _date(text: str, option: str) -> str:
    import re

    from retrieval.errors import BadQuery

    if text and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise BadQuery(f"{option} is {text!r}: give a year, a month or a day, as 2019, 2019-05 or 2019-05-17.")
    return text


def _text(found: Found) -> Text:
    """Each passage under its number, title and headings, and what each retriever said."""
    from rich.text import Text

    also = [Text(f"Also looked for: {'; '.join(found.also)}", "dim")] if found.also else []
    hits = [_hit(hit) for hit in found.hits] or [Text("Nothing found: use other words, or fewer filters.")]
    return Text("\n\n").join([*also, *hits])


def _hit(hit: Hit) -> Text:
    from rich.text import Text

    passage = hit.passage
    said = [f"{name} {rank}" for name, rank in (("dense", hit.dense_rank), ("lexical", hit.lexical_rank)) if rank]
    said += [] if hit.dense_score is None else [f"cosine {hit.dense_score:.2f}"]
    said += [] if hit.reranker_score is None else [f"reranker {hit.reranker_score:+.1f}"]
    head = " › ".join(dict.fromkeys((passage.title, *passage.heading_path)))
    warnings = [passage.retraction, *(f"Newer: {reference}" for reference in passage.updated_by)]
    about = " · ".join(part for part in (passage.publisher, passage.date, *passage.publication_types) if part)
    return Text.assemble(
        (f"[{hit.rank}] {head}", "bold"),
        f"  ({', '.join(said)})\n",
        ("".join(f"{warning}\n" for warning in warnings if warning), "bold red"),
        f"{passage.text}\n",
        (" ".join(part for part in (passage.passage_id, passage.url, about) if part), "dim"),
    )
