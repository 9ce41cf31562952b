"""What a PubMed record says of itself and of others: names, date, language, kind, retraction, corrections.

Knows where MEDLINE's XML puts these, for articles and for book chapters. Knows nothing of titles and abstracts.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from retrieval.readers import dates, identifiers
from retrieval.readers.languages import language_code
from retrieval.readers.markup import child, children, plain_text

_RETRACTED = {
    "RetractionIn": "Retracted",
    "RetractedandRepublishedIn": "Retracted and republished",
}
_UPDATED = {
    "UpdateIn": "Updated",
    "CorrectedandRepublishedIn": "Corrected and republished",
    "RetractedandRepublishedIn": "Republished",
    "ErratumIn": "Corrected",
}
_NOTICES = {
    "ExpressionOfConcernIn": "An expression of concern was published about this article",
    "PartialRetractionIn": "A part of this article was retracted",
}
_RETRACTING = frozenset({"RetractionOf", "RetractedandRepublishedFrom"})


@dataclass(frozen=True, slots=True)
class Relations:
    """What other records do to this one, and this one to others, as `Document` has it."""

    retraction: str = ""
    retracts: tuple[str, ...] = ()
    updated_by: tuple[str, ...] = ()
    notice: str = ""


def own_identifiers(citation: etree._Element, data: etree._Element | None) -> tuple[str, ...]:
    """The record's own names, its PubMed number first; those of the literature it cites stand deeper and are not read."""
    found = [identifiers.pmid(plain_text(child(citation, "PMID")))]
    for place in (child(citation, "ArticleIdList"), child(data, "ArticleIdList")):
        for part in [] if place is None else children(place, "ArticleId"):
            found.append(identifiers.named(part.get("IdType") or "pubmed", plain_text(part)))
    article = child(citation, "Article")
    for part in [] if article is None else children(article, "ELocationID"):
        if part.get("EIdType") == "doi" and part.get("ValidYN") != "N":
            found.append(identifiers.doi(plain_text(part)))
    return tuple(dict.fromkeys(name for name in found if name))


def publication_types(parent: etree._Element | None) -> tuple[str, ...]:
    """The kinds of publication, in lower case, in the record's order."""
    listed = child(parent, "PublicationTypeList")
    parts = [] if parent is None else children(parent if listed is None else listed, "PublicationType")
    return tuple(dict.fromkeys(text.lower() for part in parts if (text := plain_text(part))))


def article_date(article: etree._Element | None) -> str:
    """The day it first appeared, on line or in an issue, as far as it is given."""
    issue = child(article, "Journal", "JournalIssue", "PubDate")
    electronic = child(article, "ArticleDate")
    return (_spelt(electronic) if electronic is not None else "") or _spelt(issue)


def book_date(document: etree._Element) -> str:
    """The day a chapter was last revised, or contributed, or its book published."""
    places = (child(document, "DateRevised"), child(document, "ContributionDate"), child(document, "Book", "PubDate"))
    return next((spelt for place in places if (spelt := _spelt(place))), "")


def language(parent: etree._Element | None) -> str:
    """English where that is one of its languages, else the first."""
    named = [] if parent is None else [language_code(plain_text(part), "") for part in children(parent, "Language")]
    known = [code for code in named if code]
    return "en" if "en" in known or not known else known[0]


def relations(citation: etree._Element, kinds: tuple[str, ...]) -> Relations:
    """Retractions, corrections and updates that the record lists."""
    listed = child(citation, "CommentsCorrectionsList")
    links = [] if listed is None else children(listed, "CommentsCorrections")
    said = [(link.get("RefType") or "", link) for link in links]
    retraction = "; ".join(_told(said, _RETRACTED))
    if not retraction and "retracted publication" in kinds:
        retraction = "Retracted: PubMed marks it as a retracted publication"
    return Relations(
        retraction=retraction,
        retracts=tuple(dict.fromkeys(name for kind, link in said if kind in _RETRACTING and (name := _target(link)))),
        updated_by=tuple(_told(said, _UPDATED)),
        notice=" ".join(f"{text}." for text in _told(said, _NOTICES)),
    )


def _told(said: list[tuple[str, etree._Element]], words: dict[str, str]) -> list[str]:
    """ "Retracted: Lancet. 2010;375:445, pmid:20137807" of each link of a kind that has words."""
    told = [
        f"{words[kind]}: {where}" if (where := _where(link)) else words[kind] for kind, link in said if kind in words
    ]
    return list(dict.fromkeys(told))


def _where(link: etree._Element) -> str:
    source = plain_text(child(link, "RefSource")).rstrip(".")
    return ", ".join(part for part in (source, identifiers.pmid(plain_text(child(link, "PMID")))) if part)


def _target(link: etree._Element) -> str:
    """The name of the record that a link points at; some old notices give a DOI in their words and no number."""
    number = identifiers.pmid(plain_text(child(link, "PMID")))
    words = plain_text(child(link, "RefSource")).replace("doi:", " ").split()
    return number or next((name for word in words if (name := identifiers.doi(word))), "")


def _spelt(element: etree._Element | None) -> str:
    if element is None:
        return ""
    year, month, day = (plain_text(child(element, part)) for part in ("Year", "Month", "Day"))
    return dates.iso_date(year, month, day) or dates.from_words(plain_text(child(element, "MedlineDate")))
