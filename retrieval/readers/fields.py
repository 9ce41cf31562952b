"""Named values → a document: what a line of JSON, an element of a JSON list and a row of a table have in common.

Knows what the names mean, and how values may be written. Knows no files. A licence is taken as it stands; a date is
spelt as ISO 8601 as far as it is clear.
"""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.documents import Document, Section
from retrieval.readers import identifiers
from retrieval.readers.content import Origin
from retrieval.readers.decoding import clean_characters
from retrieval.readers.languages import language_code
from retrieval.readers.prose import one_line, paragraphs_of_plain
from retrieval.readers.stated import stated_date

_LONGEST_TITLE = 300
_TEXT = ("text", "contents", "body", "content")


class UnfitError(Exception):
    """Why values are no document; the readers that use this file tell it of the line, and let it go no further."""


def document_of(found: Mapping[str, object], origin: Origin, number: int) -> Document:
    """The document that the values describe; `number`, its place in the file, names it where no id does."""
    own_id = one_line(_text(found, "id", "_id", "doc_id")) or str(number)
    question = one_line(_text(found, "question"))[:_LONGEST_TITLE]
    title = one_line(_text(found, "title"))[:_LONGEST_TITLE] or question or own_id
    return Document(
        doc_id=f"{origin.stem}:{own_id}",
        title=title,
        sections=_sections(found, title, question),
        source=origin.stem,
        url=one_line(_text(found, "url")),
        publisher=one_line(_text(found, "publisher", "source")),
        licence=one_line(_text(found, "licence", "license")),
        date=stated_date(_text(found, "date")),
        language=language_code(one_line(_text(found, "language", "lang"))),
        synonyms=_texts(found, "synonyms"),
        notice=one_line(_text(found, "notice")),
        identifiers=_identifiers(found),
    )


def _identifiers(found: Mapping[str, object]) -> tuple[str, ...]:
    named = (identifiers.named(kind, _text(found, kind)) for kind in ("pmid", "pmcid", "doi"))
    return tuple(name for name in named if name)


def _sections(found: Mapping[str, object], title: str, question: str) -> tuple[Section, ...]:
    """Abstract and text, or the answer. An abstract that the text repeats is left out."""
    text = _paragraphs(_text(found, *_TEXT))
    abstract = _paragraphs(_text(found, "abstract"))
    answer = _paragraphs(_text(found, "answer"))
    asked = (title, question) if question and question != title else (title,)
    told = [
        Section((title, "Abstract") if text else (title,), "" if abstract[:200] in text else abstract),
        Section(asked if not answer else (title,), text),
        Section(asked, answer),
    ]
    if not any(section.text for section in told):
        raise UnfitError("no answer" if question else 'no text under "text"')
    return tuple(section for section in told if section.text)


def _paragraphs(text: str) -> str:
    return paragraphs_of_plain(clean_characters(text))


def _text(found: Mapping[str, object], *names: str) -> str:
    """The first of these values that is there. A number is taken as text (an id, a year), anything else refused."""
    for name in names:
        value = found.get(name)
        if isinstance(value, str):
            if value.strip():
                return clean_characters(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            return str(value) if abs(value) < 10**30 else ""
        elif value is not None:
            raise UnfitError(f'"{name}" is not text')
    return ""


def _texts(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = found.get(name)
    listed = value if isinstance(value, list) else [value]
    return tuple(one_line(clean_characters(v)) for v in listed if isinstance(v, str) and v.strip())
