"""Reads XML files of benchmarks, plain or gzipped, and takes text out of their elements. Knows no benchmark.

Entities that a file declares itself are refused. Names are compared without regard to case: publishers write them both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from evals.datasets.files import whole_bytes
from evals.errors import BadDataset


def root_of(path: Path, form: str) -> Element:
    """The root element of the file."""
    try:
        root: Element = fromstring(whole_bytes(path))
        return root
    except DefusedXmlException:
        raise BadDataset(path, "it declares entities of its own, which are not read; take them out.") from None
    except ParseError as error:
        raise BadDataset(path, f"it is not XML ({error}); {form}.", error.position[0]) from None
    except (LookupError, ValueError) as error:
        raise BadDataset(path, f"it is not XML that can be read ({error}); {form}.") from None


def named(element: Element, *names: str) -> Iterator[Element]:
    """The elements of any of these names under the element, at any depth, in the order of the file."""
    wanted = {name.lower() for name in names}
    return (one for one in element.iter() if isinstance(one.tag, str) and one.tag.lower() in wanted)


def words(element: Element, *names: str) -> str:
    """The text of the first element of these names, on one line; empty where there is none."""
    first = next(named(element, *names), None)
    return "" if first is None else " ".join("".join(first.itertext()).split())


def attribute(element: Element, name: str) -> str:
    """The attribute's value; empty where there is none."""
    return next((value.strip() for key, value in element.attrib.items() if key.lower() == name.lower()), "")
