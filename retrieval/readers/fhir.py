"""FHIR: documents as JSON, above all electronic product information (package leaflets and product characteristics).

A Composition becomes one document, its sections by their titles; it may stand alone, in a Bundle, or in Bundles within a
Bundle, and a file may hold several resources one after the other. A patient's own records are no literature and are not
read. Resources that hold no text (List, DocumentReference, a substance) are nothing to read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers import dates
from retrieval.readers.content import Content, LeftOut, Nothing, Origin, Outcome, Shelf
from retrieval.readers.decoding import clean_characters, decoded_text
from retrieval.readers.fhir_relations import relations
from retrieval.readers.html_fragments import headed_texts
from retrieval.readers.languages import language_code
from retrieval.readers.prose import one_line
from retrieval.readers.stated import web_address

_BLANK = re.compile(r"\s+")
DEEPEST = 16  # sections within sections; Bundles within Bundles
Resource = Mapping[str, object]
_PERSONAL = frozenset({"Patient", "RelatedPerson", "Person", "Group"})
_NAME_PARTS = frozenset({"220000000002", "220000000003"})  # the EMA's codes: invented and scientific part of a name
_NOTICES = {
    "registered": "This document is registered but not finished.",
    "partial": "This document is not finished.",
    "preliminary": "This document is preliminary.",
    "deprecated": "The publisher marks this document as deprecated.",
}
_WITHDRAWN = {
    "cancelled": "Withdrawn: the publisher cancelled it",
    "entered-in-error": "Withdrawn: the publisher marks it as entered in error",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A Composition, and the Bundle and resources around it that it may refer to."""

    composition: Resource
    bundle: Resource
    beside: Mapping[str, Resource]
    address: str


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's Compositions, then how many were left out and why."""
    left_out: Counter[str] = Counter()
    others: Counter[str] = Counter()
    given = 0
    for resource in _resources(content):
        for found in _compositions(resource, {}, "", content.origin.name, 0, others):
            outcome = _document(found, content.origin)
            if isinstance(outcome, Nothing):
                left_out[outcome.reason] += 1
            else:
                given += 1
                yield outcome
    for reason, count in left_out.items():
        yield LeftOut(count, reason)
    if not given:
        yield Nothing(next(iter(left_out), "") or _no_text(others))


def _no_text(others: Counter[str]) -> str:
    kinds = ", ".join(kind for kind, _ in others.most_common(3)) or "nothing"
    return f"FHIR that holds {kinds} and no document with text"


def _resources(content: Content) -> Iterator[Resource]:
    """The JSON objects of the file: one, or several one after the other."""
    name = content.origin.name
    text = decoded_text(content.whole(), name)
    decoder, position = json.JSONDecoder(), 0
    while (position := _next(text, position)) < len(text):
        try:
            found, position = decoder.raw_decode(text, position)
        except RecursionError:
            raise ReadError(name, "is JSON nested too deeply to be read") from None
        except ValueError as error:
            raise ReadError(name, f"is not JSON ({str(error)[:100]}); fetch it again") from None
        if not isinstance(found, dict) or not isinstance(found.get("resourceType"), str):
            raise ReadError(name, 'holds JSON without a "resourceType", so it is not FHIR')
        yield found


def _next(text: str, position: int) -> int:
    """Where the next value begins."""
    found = _BLANK.match(text, position)
    return position if found is None else found.end()


def _compositions(
    resource: Resource, bundle: Resource, address: str, name: str, depth: int, others: Counter[str]
) -> Iterator[_Found]:
    kind = _text(resource.get("resourceType"))
    if kind == "Composition":
        yield _Found(resource, bundle, _beside(bundle), address)
    elif kind != "Bundle":
        others[kind] += 1
    elif depth > DEEPEST:
        raise ReadError(name, f"holds Bundles nested more than {DEEPEST} deep")
    else:
        for entry in _objects(resource.get("entry")):
            inner = entry.get("resource")
            if isinstance(inner, dict):
                where = _text(entry.get("fullUrl"))
                yield from _compositions(inner, resource, where, name, depth + 1, others)


def _beside(bundle: Resource) -> Mapping[str, Resource]:
    """The Bundle's resources by the references that its Composition may use for them."""
    found: dict[str, Resource] = {}
    for entry in _objects(bundle.get("entry")):
        resource = entry.get("resource")
        if isinstance(resource, dict):
            found[_text(entry.get("fullUrl"))] = resource
            found[f"{_text(resource.get('resourceType'))}/{_text(resource.get('id'))}"] = resource
    return found


def _document(found: _Found, origin: Origin) -> Document | Nothing:
    composition = found.composition
    if _is_personal(found):
        return Nothing("a patient's own record, which is not literature")
    title = _line(composition.get("title")) or _concept(composition.get("type")) or origin.stem
    sections = tuple(_sections(composition, (title,), origin.name, 0))
    if not sections:
        return Nothing("a FHIR document without text")
    status = _text(composition.get("status")).lower()
    told = relations(composition)
    return Document(
        doc_id=_doc_id(found, origin),
        title=title,
        sections=sections,
        source="fhir",
        url=_address(found),
        publisher=", ".join(dict.fromkeys(_displays(composition.get("author"), found.beside))),
        date=dates.from_iso(_text(composition.get("date"))) or dates.from_iso(_text(found.bundle.get("timestamp"))),
        language=language_code(_line(composition.get("language")) or _line(found.bundle.get("language"))),
        synonyms=_names(found, title),
        notice=_NOTICES.get(status, ""),
        publication_types=_kinds(composition),
        retraction=told.retraction or _WITHDRAWN.get(status, ""),
        retracts=told.retracts,
        updated_by=told.updated_by,
    )


def _sections(parent: Resource, path: tuple[str, ...], name: str, depth: int) -> Iterator[Section]:
    """The sections in order, each under the titles above it."""
    if depth > DEEPEST:
        raise ReadError(name, f"holds sections nested more than {DEEPEST} deep")
    for section in _objects(parent.get("section")):
        title = _line(section.get("title")) or _concept(section.get("code"))
        own = (*path, title) if title and title != path[-1] else path
        narrative = section.get("text")
        if isinstance(narrative, dict) and not section.get("emptyReason"):
            for part in headed_texts(_text(narrative.get("div")), name):
                yield Section((*own, *(heading for heading in part.headings if heading != own[-1])), part.text)
        yield from _sections(section, own, name, depth + 1)


def _is_personal(found: _Found) -> bool:
    """Whether the subject is a person, as its type, its reference or the resource referred to says."""
    for subject in _objects(found.composition.get("subject")):
        reference = _text(subject.get("reference"))
        resolved = found.beside.get(reference, {})
        kinds = {_text(subject.get("type")), _text(resolved.get("resourceType")), *reference.split("/")[-2:-1]}
        if kinds & _PERSONAL:
            return True
    return False


def _doc_id(found: _Found, origin: Origin) -> str:
    """The document's number at its publisher, and the Composition's own: languages of one leaflet share the first."""
    numbers = [
        _line(item.get("value")).removeprefix("urn:uuid:")
        for holder in (found.bundle, found.composition)
        for item in _objects(holder.get("identifier"))
    ]
    parts = [*[number for number in numbers if number][:1], _line(found.composition.get("id"))]
    return "fhir:" + ("/".join(dict.fromkeys(part for part in parts if part)) or origin.stem)


def _address(found: _Found) -> str:
    return web_address(_text(found.composition.get("url"))) or web_address(found.address)


def _names(found: _Found, title: str) -> tuple[str, ...]:
    """What the document is about, by name: the subject as it is shown, and the product's invented and scientific names."""
    shown = _displays(found.composition.get("subject"), found.beside)
    parts = [
        _line(part.get("part"))
        for resource in dict.fromkeys(_subjects(found))
        for name in _objects(found.beside[resource].get("name"))
        for part in (*_objects(name.get("part")), *_objects(name.get("namePart")))
        if _codes(part.get("type")) & _NAME_PARTS
    ]
    return tuple(name for name in dict.fromkeys((*shown, *parts)) if name and name != title)


def _subjects(found: _Found) -> Iterator[str]:
    for subject in _objects(found.composition.get("subject")):
        reference = _text(subject.get("reference"))
        if reference in found.beside:
            yield reference


def _displays(value: object, beside: Mapping[str, Resource]) -> list[str]:
    """References as they are shown: by their own words, or by the name of what they refer to."""
    shown: list[str] = []
    for reference in _objects(value):
        resolved = beside.get(_text(reference.get("reference")), {})
        own, name = _line(reference.get("display")), resolved.get("name")
        named = name if isinstance(name, str) else next((_text(n.get("productName")) for n in _objects(name)), "")
        shown.append(own or _line(named))
    return [text for text in shown if text]


def _kinds(composition: Resource) -> tuple[str, ...]:
    kind = composition.get("type")
    shown = [_concept(kind), *(_line(c.get("display")) for c in _codings(kind))]
    return tuple(dict.fromkeys(text.lower() for text in shown if text))


def _concept(value: object) -> str:
    """A CodeableConcept in words."""
    if not isinstance(value, dict):
        return ""
    return _line(value.get("text")) or next((shown for c in _codings(value) if (shown := _line(c.get("display")))), "")


def _codings(value: object) -> Sequence[Resource]:
    return _objects(value.get("coding")) if isinstance(value, dict) else []


def _codes(value: object) -> set[str]:
    return {_text(coding.get("code")) for coding in _codings(value)}


def _objects(value: object) -> list[Resource]:
    """The objects of a list; one alone counts as a list of one, as older and newer releases differ in that."""
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, dict)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _line(value: object) -> str:
    return one_line(clean_characters(_text(value)))
