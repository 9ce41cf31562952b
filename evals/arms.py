"""The one place where the arms of `osler eval retrieval` are put together: baselines, and what ships.

Everything heavy is imported here when it is first needed. Knows nothing of measures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from evals.beir import BeirSet
from evals.runs import Arm
from evals.shipped import Indexed, index_corpus, osler_arm

if TYPE_CHECKING:
    from models.encoder import MiniLM
    from retrieval.adding import Progress

Tell = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and of how much; 0 where that is not known yet."""


@dataclass(frozen=True, slots=True)
class Arms:
    """The ways to search a corpus, by name, in the order in which they are shown; and the index of Osler's own."""

    by_name: dict[str, Arm]
    indexed: Indexed
    encoder_id: str
    reranks: bool


def open_arms(beir: BeirSet, cache: Path, tell: Tell) -> Arms:
    """Indexes and encodes the corpus where that is not kept from before, and opens every arm over it."""
    from agent.wiring import index_encoder, reranker
    from evals.baselines import bm25_arm, minilm_arm, rrf_arm
    from retrieval.index import Index

    encoder, score_pairs = index_encoder(), reranker()
    indexed = index_corpus(beir, encoder, cache, _indexing(tell))
    search = Index.open(indexed.folder, encoder, score_pairs).retriever.search
    # A document that repeats another is still a document of the corpus, so nothing is set aside as repeated.
    osler = partial(search, rerank=True, distinct=False)
    no_rerank = partial(search, rerank=False, distinct=False)
    bm25 = bm25_arm(beir.documents)
    minilm = minilm_arm(beir.documents, plain_minilm(), cache, _named(tell, "Encoding the corpus for minilm"))
    return Arms(
        {
            "bm25": bm25,
            "minilm": minilm,
            "rrf": rrf_arm(bm25, minilm),
            "osler": osler_arm(osler, indexed, _named(tell, "Searching with osler")),
            "osler-no-rerank": osler_arm(no_rerank, indexed, _named(tell, "Searching with osler-no-rerank")),
        },
        indexed,
        encoder.encoder_id,
        reranks=score_pairs is not None,
    )


@cache
def plain_minilm() -> MiniLM:
    """The bundled all-MiniLM-L6-v2 as its authors left it."""
    from models.encoder import MiniLM

    return MiniLM()


def _named(tell: Tell, what: str) -> Callable[[int, int], None]:
    return lambda done, total: tell(what, done, total)


def _indexing(tell: Tell) -> Callable[[Progress], None]:
    return lambda progress: tell("Indexing the corpus", progress.passages_done, progress.passages)
