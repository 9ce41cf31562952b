"""The arms that are Osler itself: the corpus through the pipeline that ships, searched as a question is.

Documents become passages, passages an index with the encoder that ships; a document's place is that of its best passage.
The index is kept by the content of the corpus, what decides passages, words and vectors, and the encoder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from math import ceil
from pathlib import Path

from evals.beir import BeirSet, CorpusDocument, Query
from evals.cache import content_key, kept_in
from evals.errors import BadBeirSet
from evals.runs import Arm, Ranked, Ranking, Run
from retrieval.adding import OnProgress
from retrieval.documents import Document, Hit, Section
from retrieval.encoding import Encoder
from retrieval.errors import BadQuery
from retrieval.index import Index, open_catalogue
from retrieval.snapshot import SCHEMA_VERSION

Search = Callable[[str, int], Sequence[Hit]]
Tell = Callable[[int, int], None]

_ROOT = Path(__file__).resolve().parent.parent
# The modules that decide what an index holds of a document: where one has changed, the corpus is indexed anew.
_DECIDING = (
    *(f"retrieval/{name}.py" for name in ("approximate", "chunking", "dense", "lexical", "sentences", "words")),
    *(f"models/{name}.py" for name in ("encoder", "minilm")),
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A corpus in an index: where, and how much of it. `without_passage` documents were empty and cannot be found."""

    folder: Path
    documents: int
    passages: int
    without_passage: int


def index_corpus(beir: BeirSet, encoder: Encoder, cache: Path, on_progress: OnProgress | None = None) -> Indexed:
    """The corpus in an index, made now or kept from before. Raises BadBeirSet where no document has any text."""
    folder = cache / "indexes" / _key(beir.documents, encoder)
    whole = folder.with_suffix(".whole")  # beside it, once all of the corpus is in
    if not (whole.is_file() and folder.is_dir()):
        with kept_in(folder.parent):
            Index.add(folder, as_documents(beir.documents), encoder, on_progress)
            whole.touch()
    catalogue = open_catalogue(folder)
    passages = [entry.passages for entry in catalogue.documents()]
    catalogue.close()
    found = sum(count > 0 for count in passages)
    if not found:
        raise BadBeirSet(beir.folder, "no document of its corpus.jsonl has any text; see that the texts are in it.")
    return Indexed(folder, found, sum(passages), len(beir.documents) - found)


def as_documents(documents: Sequence[CorpusDocument]) -> Iterator[Document]:
    """Documents as the reader of JSON lines makes them, under the corpus's own ids and without invented titles."""
    from retrieval.readers.decoding import clean_characters
    from retrieval.readers.prose import one_line, paragraphs_of_plain

    for one in documents:
        title, text = one_line(clean_characters(one.title)), paragraphs_of_plain(clean_characters(one.text))
        yield Document(one.doc_id, title, (Section((title,) if title else (), text),), "beir")


def osler_arm(search: Search, indexed: Indexed, tell: Tell | None = None) -> Arm:
    """The arm of a search for passages in that index. `tell(done, total)` is called after each query."""

    def rank(queries: Sequence[Query], depth: int) -> Run:
        rankings = []
        for query in queries:
            rankings.append(Ranking(query.query_id, _documents(search, query.text, depth, indexed)))
            if tell is not None:
                tell(len(rankings), len(queries))
        return tuple(rankings)

    return rank


def _documents(search: Search, query: str, depth: int, indexed: Indexed) -> tuple[Ranked, ...]:
    """The best `depth` documents by their best passage. The score is 1 / rank: the search's order is what counts.

    As many passages are searched as so many documents have at the average, then more until they suffice. A query without
    a word finds nothing, as in every arm.
    """
    wanted = min(depth * max(2, ceil(indexed.passages / indexed.documents)), indexed.passages)
    while True:
        try:
            hits = search(query, wanted)
        except BadQuery:
            return ()
        found = list(dict.fromkeys(hit.passage.doc_id for hit in hits))[:depth]
        if len(found) == depth or wanted == indexed.passages or len(hits) < wanted:
            return tuple(Ranked(doc_id, 1.0 / rank) for rank, doc_id in enumerate(found, start=1))
        wanted = min(2 * wanted, indexed.passages)


def _key(documents: Sequence[CorpusDocument], encoder: Encoder) -> str:
    corpus = content_key(part for one in documents for part in (one.doc_id, one.title, one.text))
    sources = [(_ROOT / module).read_text(encoding="utf-8") for module in _DECIDING]
    pipeline = content_key([version("osler"), str(SCHEMA_VERSION), encoder.fingerprint, *sources])
    return f"{corpus[:16]}-{pipeline[:16]}"
