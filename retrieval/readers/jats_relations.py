"""What a JATS article says of other articles: which it retracts, and by which it is retracted, corrected or updated.

Publishers name these relations differently; a notice's own article type tells which way a relation points. Knows nothing
of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from retrieval.readers import identifiers
from retrieval.readers.markup import children, names, plain_text, tag

_HREF = "{http://www.w3.org/1999/xlink}href"
_NOTICE_TYPES = names("retraction retraction-notice withdrawal removal")
_RETRACTED = {
    "retraction-forward": "Retracted",
    "retracted-by": "Retracted",
    "retraction": "Retracted",
    "withdrawal-forward": "Withdrawn",
    "removal-forward": "Removed",
}
_UPDATED = {
    "correction-forward": "Corrected",
    "correction": "Corrected",
    "corrected-by": "Corrected",
    "corrigendum": "Corrected",
    "erratum": "Corrected",
    "addendum": "Supplemented",
    "update": "Updated",
    "updated-by": "Updated",
    "republication": "Republished",
    "republished-article": "Republished",
}
_NOTICES = {
    "expression-of-concern": "An expression of concern was published about this article",
    "concern-forward": "An expression of concern was published about this article",
    "partial-retraction": "A part of this article was retracted",
    "partial-retraction-forward": "A part of this article was retracted",
}
_TITLE_OF_RETRACTED = re.compile(r"(?:RETRACTED|WITHDRAWN)(?: ARTICLE)?\s*[:.–—-]|\[?(?:Retracted|Withdrawn) Article\b")
_TITLE_OF_NOTICE = re.compile(r"\W*(?:retract|withdraw)", re.IGNORECASE)
_REPEATED = re.compile(
    r"^(?:retract(?:ed|ion)|correct(?:ed|ion)|erratum|corrigendum)(?: (?:of|to))?\s*:\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Relations:
    """As `Document` has it."""

    retraction: str = ""
    retracts: tuple[str, ...] = ()
    updated_by: tuple[str, ...] = ()
    notice: str = ""


def relations(article: etree._Element, meta: etree._Element | None, title: str) -> Relations:
    """The relations that the article's metadata lists, and what its title says of itself."""
    own = article.get("article-type") or ""
    links = [] if meta is None else children(meta, "related-article", "related-object")
    said = [(link.get("related-article-type") or link.get("link-type") or "", link) for link in links]
    is_notice = own in _NOTICE_TYPES
    retracts = _targets(said) if is_notice or _TITLE_OF_NOTICE.match(title) else ()
    retraction = "" if is_notice else "; ".join(_told(said, _RETRACTED))
    if not retraction and not is_notice and _TITLE_OF_RETRACTED.match(title):
        retraction = "Retracted: its title says so"
    return Relations(
        retraction=retraction,
        retracts=retracts,
        updated_by=tuple(_told(said, _UPDATED)) if own not in _UPDATED else (),
        notice=" ".join(f"{text}." for text in _told(said, _NOTICES)) if own not in _NOTICES else "",
    )


def _targets(said: list[tuple[str, etree._Element]]) -> tuple[str, ...]:
    found = [name for kind, link in said if kind == "retracted-article" for name in _names(link)]
    return tuple(dict.fromkeys(found))


def _told(said: list[tuple[str, etree._Element]], words: dict[str, str]) -> list[str]:
    told = [
        f"{words[kind]}: {where}" if (where := _where(link)) else words[kind] for kind, link in said if kind in words
    ]
    return list(dict.fromkeys(told))


def _where(link: etree._Element) -> str:
    """The other article as it is shown: by the link's own words, with its names."""
    words = _REPEATED.sub("", plain_text(link))
    shown = "" if len(words) < 8 or any(words in name for name in _names(link)) else words[:200].rstrip(" .,")
    return ", ".join(part for part in (shown, *_names(link)) if part)


def _names(link: etree._Element) -> list[str]:
    """The other article's names, from the link and the identifiers inside it."""
    given = [(link.get("ext-link-type") or "", link.get(_HREF) or "")]
    for part in link.iter():
        if tag(part) == "pub-id":
            given.append((part.get("pub-id-type") or "", plain_text(part)))
        elif tag(part) in {"ext-link", "uri"}:
            given.append((part.get("ext-link-type") or "", part.get(_HREF) or plain_text(part)))
    found = [identifiers.named(kind, text) or identifiers.named("", text) for kind, text in given if text]
    return list(dict.fromkeys(name for name in found if name))
