"""The nouns of literature: `Document`, `Section`, `SourcePage`, `Passage`, `Span`, `Hit`.

Knows nothing of files, indexes or models. All are frozen: a stage makes new ones, it never changes those it was given.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range `[start, end)` in some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page that a document of our own rests on: who published it, what it is called, where it stands."""

    publisher: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of a document. Paragraphs of `text` are separated by a blank line.

    `paragraph_sources` is empty, or has one entry a paragraph: the positions (from 0) in the document's `sources`
    of the pages that the paragraph names.
    """

    heading_path: tuple[str, ...]
    text: str
    paragraph_sources: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One readable unit of literature: a handbook topic, a MedQuAD file, a textbook module, an article.

    `source` names the collection ("handbook", "medquad", "openstax", "pmc", or the file's own stem);
    `notice` is a sentence that must be shown wherever the document is cited (a missing clinical review, say).
    `date` is ISO 8601 as far as it is known: "2024", "2024-05" or "2024-05-17". Empty text means: not known.
    `identifiers` are the names others know it by: "pmid:31452104", "pmcid:PMC6943287", "doi:10.1000/182" (lower case DOI).
    `publication_types` are the publisher's own words, in lower case ("randomized controlled trial", "package insert").
    `retraction` is empty, or says how the document was withdrawn ("Retracted: Lancet 2010;375:445, pmid:20137807").
    `retracts` are identifiers of documents that this one withdraws: a retraction notice names the article here.
    `updated_by` are references to later versions or updates of it, as they are to be shown.
    """

    doc_id: str
    title: str
    sections: tuple[Section, ...]
    source: str
    url: str = ""
    publisher: str = ""
    licence: str = ""
    date: str = ""
    language: str = "en"
    synonyms: tuple[str, ...] = ()
    notice: str = ""
    sources: tuple[SourcePage, ...] = ()
    identifiers: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    retraction: str = ""
    retracts: tuple[str, ...] = ()
    updated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one section.

    `text == document.sections[section].text[start:start + len(text)]`, exactly; `sentences` are spans in `text`.
    `sources` are the pages that the passage's own paragraphs name, in the document's order.
    """

    passage_id: str
    doc_id: str
    title: str
    heading_path: tuple[str, ...]
    text: str
    sentences: tuple[Span, ...]
    section: int
    start: int
    source: str = ""
    url: str = ""
    publisher: str = ""
    date: str = ""
    notice: str = ""
    sources: tuple[SourcePage, ...] = ()
    licence: str = ""
    language: str = "en"
    publication_types: tuple[str, ...] = ()
    retraction: str = ""
    updated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found. `rank` counts from 1; `score` is what it was ranked by (higher is better).

    `dense_score` is the cosine similarity of query and passage, `lexical_score` the BM25 score; a rank is None where that
    retriever did not return the passage. `reranker_score` is None where the reranker did not read it.
    """

    passage: Passage
    rank: int
    score: float
    dense_rank: int | None = None
    dense_score: float | None = None
    lexical_rank: int | None = None
    lexical_score: float | None = None
    reranker_score: float | None = None
