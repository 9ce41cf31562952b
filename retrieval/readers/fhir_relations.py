"""What a FHIR document says of others: which replaced, amended or withdrew it.

Release 4 writes `relatesTo` as code and target, release 5 as a RelatedArtifact. That a document *replaces* another says
something of the other one, and has no place in a document of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.readers import identifiers
from retrieval.readers.decoding import clean_characters
from retrieval.readers.prose import one_line

_UPDATED = {
    "replaced-with": "Replaced",
    "successor": "Updated",
    "amended-with": "Amended",
    "appended-with": "Supplemented",
    "correction-in": "Corrected",
}


@dataclass(frozen=True, slots=True)
class Relations:
    """As `Document` has it."""

    retraction: str = ""
    retracts: tuple[str, ...] = ()
    updated_by: tuple[str, ...] = ()


def relations(composition: Mapping[str, object]) -> Relations:
    """The relations that a Composition lists."""
    listed = composition.get("relatesTo")
    links = [link for link in (listed if isinstance(listed, list) else [listed]) if isinstance(link, dict)]
    retraction, retracts, updated = "", list[str](), list[str]()
    for link in links:
        kind, where = _line(link.get("type") or link.get("code")), _where(link)
        if kind == "retracted-by":
            retraction = f"Retracted: {where}".rstrip(": ")
        elif kind == "retracts":
            retracts.append(identifiers.doi(where))
        elif kind in _UPDATED:
            updated.append(f"{_UPDATED[kind]}: {where}".rstrip(": "))
    return Relations(retraction, tuple(dict.fromkeys(name for name in retracts if name)), tuple(dict.fromkeys(updated)))


def _where(link: Mapping[str, object]) -> str:
    """The other document, in the best words that the link has for it."""
    target = next((t for key in ("resourceReference", "targetReference") if isinstance(t := link.get(key), dict)), {})
    number = next((n for n in (link.get("targetIdentifier"), target.get("identifier")) if isinstance(n, dict)), {})
    document = link.get("document")
    address = document.get("url") if isinstance(document, dict) else None
    words = (
        *(link.get(key) for key in ("citation", "display", "label")),
        target.get("display"),
        number.get("value"),
        address,
        link.get("resource"),
        target.get("reference"),
    )
    return next((line for word in words if (line := _line(word))), "")


def _line(value: object) -> str:
    return one_line(clean_characters(value)) if isinstance(value, str) else ""
