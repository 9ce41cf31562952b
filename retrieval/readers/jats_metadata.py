"""What a JATS article says of itself: identity, title, journal, kind, licence, date, language. Knows nothing of its text."""

from __future__ import annotations

import re

from lxml import etree

from retrieval.documents import Document
from retrieval.readers import identifiers
from retrieval.readers.content import Origin
from retrieval.readers.dates import iso_date
from retrieval.readers.jats_relations import relations
from retrieval.readers.jats_text import cleaned, inline
from retrieval.readers.languages import language_code
from retrieval.readers.licences import licence_name
from retrieval.readers.markup import child, children, plain_text, running_text, tag

_HREF = "{http://www.w3.org/1999/xlink}href"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATES = ("epub", "pub", "epub-ppub", "ppub", "collection", "pmc-release")


def metadata(article: etree._Element, origin: Origin) -> Document:
    """The article as a document that has no sections yet."""
    meta = child(article, "front", "article-meta")
    ids = {} if meta is None else {e.get("pub-id-type", ""): plain_text(e) for e in children(meta, "article-id")}
    pmc = _pmc(ids, origin)
    doi = ids.get("doi", "")
    told = relations(article, meta, title := _title(meta) or origin.stem)
    journal = plain_text(next((e for e in article.iter() if tag(e) == "journal-title"), None))
    return Document(
        doc_id=f"pmc:{pmc}" if pmc else f"doi:{doi}" if doi else f"jats:{origin.stem}",
        title=title,
        sections=(),
        source="pmc" if pmc else "jats",
        url=f"https://pmc.ncbi.nlm.nih.gov/articles/{pmc}/" if pmc else f"https://doi.org/{doi}" if doi else "",
        publisher=f"{journal} (PMC)" if journal and pmc else journal or ("PubMed Central" if pmc else ""),
        licence=licence_of(meta),
        date=_date(meta),
        language=language_code(article.get(LANG) or ""),
        notice=told.notice,
        identifiers=_identifiers(ids, pmc),
        publication_types=_publication_types(article, meta),
        retraction=told.retraction,
        retracts=told.retracts,
        updated_by=told.updated_by,
    )


def _identifiers(ids: dict[str, str], pmc: str) -> tuple[str, ...]:
    named = (identifiers.pmid(ids.get("pmid", "")), identifiers.pmcid(pmc), identifiers.doi(ids.get("doi", "")))
    return tuple(name for name in named if name)


def _publication_types(article: etree._Element, meta: etree._Element | None) -> tuple[str, ...]:
    """The article's type, and the headings under which its journal shows it; subjects say what it is about instead."""
    listed = child(meta, "article-categories")
    groups = [] if listed is None else children(listed, "subj-group")
    headings = [
        plain_text(subject)
        for group in groups
        if group.get("subj-group-type") in {"heading", "article-type"}
        for subject in children(group, "subject")
    ]
    kinds = [(article.get("article-type") or "").replace("-", " "), *headings]
    return tuple(dict.fromkeys(kind.strip().lower() for kind in kinds if kind.strip()))


def _pmc(ids: dict[str, str], origin: Origin) -> str:
    """The number as "PMC1570354", whichever way the file spells it; the file's own name is the last resort."""
    own_name = origin.stem if origin.stem.upper().startswith("PMC") else ""
    for text in (ids.get("pmcid", ""), ids.get("pmc", ""), own_name):
        digits = re.search(r"\d+", text)
        if digits:
            return f"PMC{digits[0]}"
    return ""


def _title(meta: etree._Element | None) -> str:
    group = child(meta, "title-group")
    found = [] if group is None else children(group, "article-title", "subtitle")
    return ": ".join(text.rstrip(":") for e in found if (text := cleaned(running_text(e, _without_notes))))


def _without_notes(element: etree._Element) -> str | None:
    """Titles carry footnote signs, which are no part of them."""
    return "" if tag(element) in {"xref", "fn"} else inline(element)


def licence_of(meta: etree._Element | None) -> str:
    """The licence that an article's or a book's metadata names."""
    found = child(meta, "permissions", "license")
    if found is None:
        return ""
    linking = (e for e in found.iter() if tag(e) in {"ext-link", "license_ref", "uri"})
    links = " ".join(e.get(_HREF) or plain_text(e) for e in linking)
    kind = (found.get("license-type") or "").replace("creativeCommonsBy", "CC BY").replace("cc-by", "CC BY")
    named = f"{plain_text(found)} {kind if 'CC' in kind else ''}".strip()
    return licence_name(f"{found.get(_HREF) or ''} {links}", named)


def _date(meta: etree._Element | None) -> str:
    """The date of first publication, as far as it is given: year, month, day."""
    if meta is None:
        return ""
    kinds = {(e.get("pub-type") or e.get("date-type") or ""): e for e in reversed(children(meta, "pub-date"))}
    return next((date for kind in (*_DATES, *kinds) if kind in kinds and (date := spelt_date(kinds[kind]))), "")


def spelt_date(element: etree._Element | None) -> str:
    """The date in an element's `year`, `month` and `day`."""
    year, month, day = (plain_text(child(element, part)) for part in ("year", "month", "day"))
    return iso_date(year, month, day)
