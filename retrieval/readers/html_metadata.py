"""What a web page says of itself: title, address, publisher, licence, date, language. Knows nothing of its text.

Said in <meta> and <link>, in JSON-LD, and in <time>. The date is that of the last review or change where one is told,
else of publication: it is what the page says now that is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.documents import Document
from retrieval.readers import identifiers
from retrieval.readers.content import Origin
from retrieval.readers.decoding import clean_characters
from retrieval.readers.html_source import Source
from retrieval.readers.languages import language_code
from retrieval.readers.licences import licence_name
from retrieval.readers.markup import names
from retrieval.readers.prose import one_line
from retrieval.readers.stated import stated_date, web_address

_LONGEST = 300
_MOST_OBJECTS = 2_000
_PAGE_TYPES = names(
    "article medicalwebpage webpage newsarticle blogposting scholarlyarticle medicalscholarlyarticle report faqpage "
    "aboutpage itempage medicalguideline medicalcondition drug techarticle healthtopiccontent"
)
_DATES = (
    "lastreviewed", "datemodified", "article:modified_time", "og:updated_time", "last-modified", "dcterms.modified",
    "dc.date.modified", "citation_publication_date", "citation_date", "citation_online_date", "datepublished",
    "article:published_time", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "date",
)  # fmt: skip
_PUBLISHERS = (
    "citation_journal_title", "publisher.name", "publisher", "og:site_name", "dc.publisher", "dcterms.publisher",
    "citation_publisher", "dc.creator", "author.name", "author",
)  # fmt: skip
_LICENCES = ("license", "dcterms.license", "dcterms.rights", "dc.rights", "dc.rights.license", "copyright", "rights")


def metadata(tree: LexborHTMLParser, source: Source, main: LexborNode, origin: Origin) -> Document:
    """The page as a document that has no sections yet."""
    said = _said(tree, source.linked_data)
    return Document(
        doc_id="html:" + "/".join((*origin.parts[:-1], origin.stem)),
        title=_title(tree, said, main) or origin.stem,
        sections=(),
        source=origin.stem,
        url=_address(tree, said, source),
        publisher=_first(said, *_PUBLISHERS),
        licence=_licence(tree, said),
        date=_date(said, main),
        language=_language(tree, said),
        identifiers=_identifiers(said),
    )


def _said(tree: LexborHTMLParser, linked_data: Sequence[str]) -> Mapping[str, str]:
    """All that <meta> and JSON-LD say, by name in small letters; what is said first holds."""
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        name = name or attributes.get("http-equiv") or ""
        text = one_line(clean_characters(attributes.get("content") or ""))
        if name and text:
            said.setdefault(name.strip().lower(), text[: 4 * _LONGEST])
    for found in _objects(linked_data):
        for key, value in _told(found):
            said.setdefault(key, value[: 4 * _LONGEST])
    return said


def _objects(linked_data: Sequence[str]) -> Iterator[Mapping[str, object]]:
    """The JSON-LD objects that tell of the page itself."""
    for text in linked_data:
        try:
            waiting: list[object] = [json.loads(text)]
        except (ValueError, RecursionError):
            continue  # scripts are the site's, and their faults do not make the page worse
        for _ in range(_MOST_OBJECTS):
            if not waiting:
                break
            found = waiting.pop(0)
            if isinstance(found, list):
                waiting = found[:_MOST_OBJECTS] + waiting
            elif isinstance(found, dict):
                if _types(found) & _PAGE_TYPES:
                    yield found
                waiting += [found[key] for key in ("@graph", "mainEntityOfPage", "mainEntity") if key in found]


def _types(found: Mapping[str, object]) -> frozenset[str]:
    kinds = found.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.lower() for kind in listed if isinstance(kind, str))


def _told(found: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """An object's texts, and the names of the persons and organisations in it."""
    for key, value in found.items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str) and first.strip():
            yield key.lower(), one_line(clean_characters(first))
        elif isinstance(first, dict) and isinstance(name := first.get("name"), str):
            yield f"{key.lower()}.name", one_line(clean_characters(name))


def _first(said: Mapping[str, str], *keys: str) -> str:
    return next((said[key][:_LONGEST] for key in keys if said.get(key)), "")


def _title(tree: LexborHTMLParser, said: Mapping[str, str], main: LexborNode) -> str:
    """The page's own heading where its title begins or ends with it; else the title, without the site's name."""
    headings = [_text(node) for node in main.css("h1")]
    titled = _first(said, "citation_title", "og:title", "headline", "dc.title", "dcterms.title")
    named = titled or _text(tree.css_first("title"))
    if len(headings) == 1 and headings[0] and (not named or _same(headings[0]) in _same(named)):
        return headings[0][:_LONGEST]
    return _without_site(named, said.get("og:site_name", "")) or next((h for h in headings if h), "")


def _same(text: str) -> str:
    return one_line(text).casefold()


def _text(node: LexborNode | None) -> str:
    return "" if node is None else one_line(clean_characters(node.text()))[:_LONGEST]


def _without_site(title: str, site: str) -> str:
    for sign in (" | ", " - ", " – ", " — ", " :: "):
        before, found, after = title.rpartition(sign)
        if found and before and (sign == " | " or (site and _same(after) == _same(site))):
            return before
    return title


def _address(tree: LexborHTMLParser, said: Mapping[str, str], source: Source) -> str:
    canonical = tree.css_first('link[rel="canonical"]')
    linked = "" if canonical is None else canonical.attributes.get("href") or ""
    stated = (
        linked,
        said.get("og:url", ""),
        said.get("citation_public_url", ""),
        said.get("url", ""),
        source.saved_from,
    )
    return next((address for text in stated if (address := web_address(text))), "")


def _licence(tree: LexborHTMLParser, said: Mapping[str, str]) -> str:
    linked = [node.attributes.get("href") or "" for node in tree.css('link[rel~="license"],a[rel~="license"]')]
    stated = _first(said, *_LICENCES)
    return licence_name(" ".join(linked), stated) if linked or stated else ""


def _date(said: Mapping[str, str], main: LexborNode) -> str:
    """The stated date; else that of the one <time> in the page's text."""
    stated = next((date for key in _DATES if (date := stated_date(said.get(key, "")))), "")
    times = {node.attributes.get("datetime") or _text(node) for node in main.css("time")}
    return stated or (stated_date(times.pop()) if len(times) == 1 else "")


def _language(tree: LexborHTMLParser, said: Mapping[str, str]) -> str:
    root = tree.css_first("html")
    attributes = root.attributes if root is not None else {}
    stated = attributes.get("lang") or attributes.get("xml:lang") or ""
    return language_code(stated or _first(said, "content-language", "dc.language", "inlanguage", "og:locale"))


def _identifiers(said: Mapping[str, str]) -> tuple[str, ...]:
    doi = identifiers.doi(_first(said, "citation_doi", "dc.identifier.doi", "prism.doi", "dc.identifier"))
    found = (identifiers.pmid(said.get("citation_pmid", "")), identifiers.pmcid(said.get("citation_pmcid", "")), doi)
    return tuple(name for name in found if name)
