"""PubMed: articles and book chapters as MEDLINE's baseline, its daily updates and efetch give them.

A record with an abstract becomes one document; files of many gigabytes are read record by record. Records without an
abstract are left out and counted, but a retraction notice stays for what it retracts. Subject headings and keywords are
not read: a page is not called by them. What a record says beside its text is read in `pubmed_metadata`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.readers import identifiers
from retrieval.readers.content import Content, LeftOut, Nothing, Outcome, Shelf, Withdrawn
from retrieval.readers.languages import language_code
from retrieval.readers.markup import child, children, names, plain_text, tag
from retrieval.readers.prose import joined, one_line
from retrieval.readers.pubmed_metadata import (
    article_date,
    book_date,
    language,
    own_identifiers,
    publication_types,
    relations,
)
from retrieval.readers.pubmed_text import text_of
from retrieval.readers.xml_stream import records

_SETS = names("PubmedArticleSet PubmedBookArticleSet MedlineCitationSet")
_RECORDS = names("PubmedArticle PubmedBookArticle MedlineCitation DeleteCitation DeleteDocument")
_TRUNCATED = re.compile(r"\s*\(ABSTRACT TRUNCATED(?: AT \d+ WORDS)?\)\.?$")
_NO_LABEL = frozenset({"", "unlabelled", "unassigned", "abstract"})


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's records, then how many were left out and why."""
    left_out: Counter[str] = Counter()
    given = 0
    for record in records(content, _RECORDS, _SETS):
        for outcome in _outcomes(record):
            if isinstance(outcome, Nothing):
                left_out[outcome.reason] += 1
            else:
                given += 1
                yield outcome
    for reason, count in left_out.items():
        yield LeftOut(count, reason)
    if not given:
        yield Nothing("no record in it has an abstract" if left_out else "it holds no record")


def _outcomes(record: etree._Element) -> Iterator[Outcome]:
    match tag(record):
        case "PubmedArticle":
            citation = child(record, "MedlineCitation")
            yield Nothing("without a citation") if citation is None else _article(citation, child(record, "PubmedData"))
        case "MedlineCitation":
            yield _article(record, None)
        case "PubmedBookArticle":
            chapter = child(record, "BookDocument")
            yield (
                Nothing("without a citation") if chapter is None else _chapter(chapter, child(record, "PubmedBookData"))
            )
        case _:
            numbers = (identifiers.pmid(plain_text(part)) for part in children(record, "PMID"))
            yield from (Withdrawn(_doc_id(number)) for number in numbers if number)


def _article(citation: etree._Element, data: etree._Element | None) -> Document | Nothing:
    article = child(citation, "Article")
    own, kinds = own_identifiers(citation, data), publication_types(article)
    if article is None or not own or not own[0].startswith("pmid:"):
        return Nothing("without a PubMed number")
    title = _title(article) or f"PubMed {own[0].removeprefix('pmid:')}"
    sections, spoken = _abstract(citation, article, title)
    told = relations(citation, kinds)
    if not sections and told.retracts:
        sections = (Section((title,), title if title.endswith(("?", "!", ".")) else f"{title}."),)
    if not sections:
        return Nothing("without an abstract")
    return Document(
        doc_id=_doc_id(own[0]),
        title=title,
        sections=sections,
        source="pubmed",
        url=_address(own[0]),
        publisher=_journal(citation, article),
        date=article_date(article),
        language=spoken or language(article),
        notice=told.notice,
        identifiers=own,
        publication_types=kinds,
        retraction=told.retraction,
        retracts=told.retracts,
        updated_by=told.updated_by,
    )


def _chapter(chapter: etree._Element, data: etree._Element | None) -> Document | Nothing:
    own, book = own_identifiers(chapter, data), child(chapter, "Book")
    if not own or not own[0].startswith("pmid:"):
        return Nothing("without a PubMed number")
    book_title = text_of(child(book, "BookTitle"))
    title = _title(chapter) or _without_stop(book_title) or f"PubMed {own[0].removeprefix('pmid:')}"
    sections = _sections(child(chapter, "Abstract"), title)
    if not sections:
        return Nothing("without an abstract")
    house = text_of(child(book, "Publisher", "PublisherName"))
    return Document(
        doc_id=_doc_id(own[0]),
        title=title,
        sections=sections,
        source="pubmed",
        url=_address(own[0]),
        publisher=f"{book_title} ({house})" if book_title and house else book_title or house,
        date=book_date(chapter),
        language=language(chapter),
        identifiers=own,
        publication_types=publication_types(chapter),
    )


def _doc_id(pmid: str) -> str:
    return f"pubmed:{pmid.removeprefix('pmid:')}"


def _address(pmid: str) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid.removeprefix('pmid:')}/"


def _journal(citation: etree._Element, article: etree._Element) -> str:
    places = (
        child(article, "Journal", "Title"),
        child(article, "Journal", "ISOAbbreviation"),
        child(citation, "MedlineJournalInfo", "MedlineTA"),
    )
    return next((text for place in places if (text := text_of(place))), "")


def _title(parent: etree._Element) -> str:
    """The title without its full stop, and without the brackets that mark a translation."""
    title = _without_stop(text_of(child(parent, "ArticleTitle")))
    translated = re.fullmatch(r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]", title)
    title = _without_stop(translated[1].strip()) if translated else title
    if not title or title.lower() in {"not available", "in process citation"}:
        return _without_stop(text_of(child(parent, "VernacularTitle")))
    return title


def _without_stop(title: str) -> str:
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def _abstract(citation: etree._Element, article: etree._Element, title: str) -> tuple[tuple[Section, ...], str]:
    """The abstract; where there is none, one that others supplied, and then the language it is in."""
    sections = _sections(child(article, "Abstract"), title)
    if sections:
        return sections, ""
    others = children(citation, "OtherAbstract")
    for other in sorted(others, key=lambda part: language_code(part.get("Language") or "") != "en"):
        sections = _sections(other, title)
        if sections:
            return sections, language_code(other.get("Language") or "")
    return (), ""


def _sections(abstract: etree._Element | None, title: str) -> tuple[Section, ...]:
    """A section for each label, and one for each run of paragraphs without."""
    found: list[Section] = []
    for part in [] if abstract is None else children(abstract, "AbstractText"):
        label, text = _label(part), _TRUNCATED.sub("", text_of(part))
        path = (title, "Abstract", label) if label else (title, "Abstract")
        if not text:
            continue
        if found and found[-1].heading_path == path:
            text = joined((found.pop().text, text))
        found.append(Section(path, text))
    return tuple(found)


def _label(part: etree._Element) -> str:
    """A label as a heading: "METHODS AND FINDINGS" → "Methods and findings"."""
    label = one_line(part.get("Label") or "").rstrip(":.")
    if label.lower() in _NO_LABEL:
        return ""
    return label.capitalize() if label.isupper() else label
