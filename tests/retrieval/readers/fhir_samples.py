"""A package leaflet made up for the tests: the shape is that of FHIR's electronic product information."""

from __future__ import annotations

import json
from typing import Any


def div(html: str) -> dict[str, str]:
    """A narrative."""
    return {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{html}</div>'}


def leaflet(**changed: Any) -> dict[str, Any]:
    """A Composition; what is given takes the place of its own fields."""
    composition: dict[str, Any] = {
        "resourceType": "Composition",
        "id": "composition-en-1",
        "text": div("<p>Generated narrative.</p>"),
        "language": "en-GB",
        "identifier": [{"system": "https://example.org/rms", "value": "0d69"}],
        "status": "final",
        "type": {"coding": [{"code": "100000155538", "display": "Package Leaflet"}], "text": "Package leaflet"},
        "subject": [{"reference": "MedicinalProductDefinition/glubocin"}],
        "date": "2022-02-16T13:28:17Z",
        "author": [{"reference": "Organization/house"}],
        "title": "Glubocin 75 mg tablets",
        "section": [
            {
                "title": "B. Package leaflet",
                "text": div("unavailable"),
                "emptyReason": {"coding": [{"code": "unavailable"}]},
                "section": [
                    {
                        "title": "1. What Glubocin is",
                        "text": div(
                            '<a name="s1"/><p>Glubocin calms glub.</p><p>It is used</p><ul><li>in <b>adults</b></li>'
                            "<li>for glub</li></ul>"
                        ),
                    },
                    {
                        "code": {"text": "2. Before you take it"},
                        "text": div("<b>Do not take it</b><p>- with milk</p><p>Up to 10<sup>5</sup> units.</p>"),
                        "section": [{"title": "Pregnancy", "text": div("<p>Ask first.</p>")}],
                    },
                ],
            }
        ],
    }
    return {**composition, **changed}


def bundle(*resources: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A document Bundle of these resources."""
    entries = [
        {"fullUrl": f"https://example.org/fhir/{r['resourceType']}/{r.get('id', 'none')}", "resource": r}
        for r in resources
    ]
    return {
        "resourceType": "Bundle",
        "id": "bundle-1",
        "identifier": {"system": "https://example.org/doc", "value": "EU/1/96/007/035"},
        "type": "document",
        "timestamp": "2018-06-23T08:38:00+02:00",
        "entry": entries,
        **changed,
    }


PRODUCT = {
    "resourceType": "MedicinalProductDefinition",
    "id": "glubocin",
    "name": [
        {
            "productName": "Glubocin 75 mg tablets",
            "part": [
                {"part": "Glubocin", "type": {"coding": [{"code": "220000000002"}]}},
                {"part": "glubacillin", "type": {"coding": [{"code": "220000000003"}]}},
                {"part": "75 mg", "type": {"coding": [{"code": "220000000004"}]}},
            ],
        }
    ],
}
HOUSE = {"resourceType": "Organization", "id": "house", "name": "Glub House Ltd"}
EPI = bundle(leaflet(), PRODUCT, HOUSE)
FHIR = json.dumps(EPI, indent=2)
