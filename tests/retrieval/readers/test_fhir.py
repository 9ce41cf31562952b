"""FHIR documents: leaflets become documents, and what is no literature is said to be none."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import FileSkipped, ReadEvent, read
from retrieval.readers.content import Content, LeftOut, Nothing, Origin, Outcome
from retrieval.readers.detection import kind_of
from retrieval.readers.fhir import documents
from tests.retrieval.readers.fhir_samples import EPI, FHIR, HOUSE, bundle, div, leaflet


def outcomes(*resources: Any) -> list[Outcome]:
    data = "\n".join(json.dumps(resource) for resource in resources).encode()
    return list(documents(Content(Origin("a.json", ("folder", "a.json")), io.BytesIO(data)), {}))


def only(resource: Any) -> Document:
    (document,) = outcomes(resource)
    assert isinstance(document, Document)
    return document


def test_a_leaflet_in_its_bundle() -> None:
    document = only(EPI)
    assert (document.doc_id, document.source) == ("fhir:EU/1/96/007/035/composition-en-1", "fhir")
    assert (document.title, document.language, document.date) == ("Glubocin 75 mg tablets", "en", "2022-02-16")
    assert document.url == "https://example.org/fhir/Composition/composition-en-1"
    assert document.publisher == "Glub House Ltd"
    assert document.synonyms == ("Glubocin", "glubacillin")
    assert document.publication_types == ("package leaflet",)
    assert [(section.heading_path[1:], section.text) for section in document.sections] == [
        (("B. Package leaflet", "1. What Glubocin is"), "Glubocin calms glub.\n\nIt is used\n- in adults\n- for glub"),
        (
            ("B. Package leaflet", "2. Before you take it"),
            "Do not take it\n- with milk\n\nUp to 10⁵ units.",
        ),
        (("B. Package leaflet", "2. Before you take it", "Pregnancy"), "Ask first."),
    ]


def test_a_composition_alone() -> None:
    document = only(
        leaflet(subject={"display": "Glubocin"}, author={"display": "Glub House"}, identifier={"value": "urn:uuid:7"})
    )
    assert (document.doc_id, document.publisher, document.synonyms) == (
        "fhir:7/composition-en-1",
        "Glub House",
        ("Glubocin",),
    )


def test_languages_of_one_leaflet_are_documents_of_their_own() -> None:
    german = bundle(leaflet(id="composition-de-1", language="de", title="Glubocin 75 mg Tabletten"), HOUSE)
    both = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": EPI}, {"resource": german}]}
    found = [outcome for outcome in outcomes(both) if isinstance(outcome, Document)]
    assert [(document.doc_id, document.language) for document in found] == [
        ("fhir:EU/1/96/007/035/composition-en-1", "en"),
        ("fhir:EU/1/96/007/035/composition-de-1", "de"),
    ]


def test_several_resources_one_after_the_other() -> None:
    assert [type(outcome) for outcome in outcomes(leaflet(id="a"), leaflet(id="b"))] == [Document, Document]


@pytest.mark.parametrize("kind", ["List", "DocumentReference", "Medication", "Patient"])
def test_resources_without_text_are_nothing_to_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"resourceType": kind, "id": "1", "text": div("<p>Narrative.</p>")}), encoding="utf-8")
    events: list[ReadEvent] = []
    assert list(read([path], on_event=events.append)) == []
    assert [event.reason for event in events if isinstance(event, FileSkipped)] == [
        f"FHIR that holds {kind} and no document with text"
    ]


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/7"},
        [{"reference": "https://example.org/fhir/Patient/7"}],
        {"reference": "urn:uuid:1", "type": "Patient"},
    ],
)
def test_a_patients_own_record_is_not_read(subject: Any) -> None:
    assert outcomes(leaflet(subject=subject)) == [
        LeftOut(1, "a patient's own record, which is not literature"),
        Nothing("a patient's own record, which is not literature"),
    ]


def test_a_patient_is_known_by_the_resource_beside() -> None:
    patient = {"resourceType": "Patient", "id": "x"}
    told = bundle(leaflet(subject={"reference": "urn:uuid:9"}), patient)
    told["entry"][1]["fullUrl"] = "urn:uuid:9"
    assert not any(isinstance(outcome, Document) for outcome in outcomes(told))


def test_a_leaflet_without_text_is_left_out() -> None:
    assert outcomes(leaflet(section=[]))[-1] == Nothing("a FHIR document without text")


@pytest.mark.parametrize(
    ("status", "notice", "retraction"),
    [
        ("final", "", ""),
        ("preliminary", "This document is preliminary.", ""),
        ("entered-in-error", "", "Withdrawn: the publisher marks it as entered in error"),
    ],
)
def test_the_status_is_told(status: str, notice: str, retraction: str) -> None:
    document = only(leaflet(status=status))
    assert (document.notice, document.retraction) == (notice, retraction)


@pytest.mark.parametrize(
    ("relation", "updated_by", "retracts", "retraction"),
    [
        (
            {"type": "replaced-with", "resourceReference": {"reference": "Composition/2"}},
            ("Replaced: Composition/2",),
            (),
            "",
        ),
        ({"type": "amended-with", "display": "Leaflet of 2023"}, ("Amended: Leaflet of 2023",), (), ""),
        ({"code": "replaces", "targetReference": {"reference": "Composition/0"}}, (), (), ""),
        ({"code": "appends", "targetIdentifier": {"value": "1"}}, (), (), ""),
        ({"type": "retracts", "resource": "https://doi.org/10.1000/X"}, (), ("doi:10.1000/x",), ""),
        ({"type": "retracted-by", "citation": "Notice 5"}, (), (), "Retracted: Notice 5"),
    ],
)
def test_relations(
    relation: dict[str, Any], updated_by: tuple[str, ...], retracts: tuple[str, ...], retraction: str
) -> None:
    document = only(leaflet(relatesTo=[relation]))
    assert (document.updated_by, document.retracts, document.retraction) == (updated_by, retracts, retraction)


@pytest.mark.parametrize("indent", [None, 2])
def test_fhir_is_told_from_other_json(indent: int | None) -> None:
    assert kind_of(json.dumps(EPI, indent=indent).encode(), "a.json").format == "fhir"
    late = {"id": "x", "meta": {"profile": ["https://example.org"]}, **leaflet()}
    assert kind_of(json.dumps(late, indent=indent).encode(), "a").format == "fhir"
    other = {"text": 'They wrote {"resourceType": "Bundle"} there.', "meta": {"resourceType": "Bundle"}}
    assert kind_of(json.dumps(other, indent=indent).encode(), "a.jsonl").format != "fhir"


def nested(depth: int) -> dict[str, Any]:
    section: dict[str, Any] = {"title": "S", "text": div("<p>Text.</p>")}
    for _ in range(depth):
        section = {"title": "S", "section": [section]}
    return leaflet(section=[section])


HOSTILE = {
    "deep JSON": '{"resourceType": "Bundle", "entry": ' + "[" * 200_000,
    "deep sections": json.dumps(nested(200)),
    "a deep div": json.dumps(leaflet(section=[{"text": {"div": "<ul><li>" * 3_000}}])),
    "cut short": FHIR[:-50],
    "not an object": "[1, 2]",
    "no resource": '{"a": 1}',
    "a huge number": '{"resourceType": "Bundle", "total": ' + "9" * 10_000 + "}",
    "wrong types": json.dumps(leaflet(title=5, section={"title": [], "text": 7}, subject="x", author=[None], date={})),
    "blank": "  ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_give_nothing_or_a_read_error(name: str) -> None:
    content = Content(Origin("a.json", ("a.json",)), io.BytesIO(HOSTILE[name].encode()))
    try:
        found = list(documents(content, {}))
    except ReadError as error:
        assert len(str(error)) < 400
    else:
        assert not any(isinstance(outcome, Document) and not outcome.sections for outcome in found)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(leaflet())), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=25, deadline=None)
@given(changes=st.dictionaries(st.sampled_from(sorted(set(leaflet()) - {"resourceType"})), VALUES, max_size=5))
def test_any_values_give_documents_or_nothing(changes: dict[str, Any]) -> None:
    for outcome in outcomes(bundle(leaflet(**changes))):
        assert isinstance(outcome, Document | Nothing | LeftOut)
        if isinstance(outcome, Document):
            assert outcome.title and outcome.sections
