"""Chapters of Bookshelf: alone, in whole books, and in the archives they are shipped in."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import FileSkipped, ReadEvent, read
from retrieval.readers.bookshelf import documents
from retrieval.readers.content import Content, LeftOut, Nothing, Origin, Outcome
from retrieval.readers.detection import kind_of
from tests.retrieval.readers.bookshelf_samples import BOOK, CHAPTER


def outcomes(text: str, *parts: str) -> list[Outcome]:
    origin = Origin("a.nxml", parts or ("glubpearls_NBK430685", "article-22102.nxml"))
    return list(documents(Content(origin, io.BytesIO(text.encode())), {}))


def found(text: str, *parts: str) -> list[Document]:
    return [outcome for outcome in outcomes(text, *parts) if isinstance(outcome, Document)]


def test_a_chapter() -> None:
    (chapter,) = found(CHAPTER)
    assert (chapter.doc_id, chapter.title) == ("bookshelf:glubpearls/article-22102", "Glub Fever")
    assert chapter.url == "https://www.ncbi.nlm.nih.gov/books/n/glubpearls/article-22102/"
    assert (chapter.source, chapter.publisher) == ("bookshelf", "GlubPearls Publishing")
    assert (chapter.licence, chapter.date, chapter.language) == ("CC BY-NC-ND 4.0", "2023-08-07", "en")
    assert (chapter.identifiers, chapter.publication_types) == (("pmid:28722928",), ("chapter",))
    assert [(section.heading_path[1:], section.text) for section in chapter.sections] == [
        (("Introduction",), "Glub fever is mild. It ends.\n\nSigns:\n- rash\n- 10⁵ spots"),
        (("Treatment / Management",), "Rest."),
        (("Treatment / Management", "Children"), "More rest."),
    ]


def test_a_whole_book() -> None:
    parts = found(BOOK, "glubrep1", "book.xml")
    assert [(part.doc_id, part.title) for part in parts] == [
        ("bookshelf:glubrep1", "A Report on Glub: Report 1"),
        ("bookshelf:glubrep1/p1", "Findings"),
        ("bookshelf:NBK123", "A Report on Glub: Introduction"),
        ("bookshelf:glubrep1/ch2", "Harms of Glub"),
    ]
    assert [section.text for part in parts for section in part.sections] == [
        "To look at glub.",
        "This part has two chapters.",
        "Glub is common.",
        "There are few.",
    ]
    assert parts[2].url == "https://www.ncbi.nlm.nih.gov/books/NBK123/"
    assert (parts[2].identifiers, parts[3].identifiers) == (("nbk:NBK123",), ("doi:10.5555/ch2",))
    assert {(part.date, part.publisher) for part in parts} == {("2015-04", "A Report on Glub (Glub Agency)")}
    assert outcomes(BOOK, "glubrep1", "book.xml")[-1] == LeftOut(1, "a part of a book without text")


def test_chapters_in_their_archive(tmp_path: Path) -> None:
    path = tmp_path / "glubpearls_NBK430685.tar.gz"
    nameless = CHAPTER.replace('<book-part-id book-part-id-type="pmcid">article-22102</book-part-id>', "").replace(
        ' id="article-22102"', ""
    )
    contents = BOOK[
        BOOK.index('<book-part book-part-type="toc"') : BOOK.index('<book-part book-part-type="chapter" id="ch3"')
    ]
    files = {
        "article-22102.nxml": CHAPTER,
        "other.nxml": nameless,
        "TOC.nxml": f"<book-part-wrapper>{contents}</book-part-wrapper>",
        "cover.jpg": "\xff\xd8\xff",
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(f"glubpearls_NBK430685/{name}")
            data = text.encode("latin-1")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    events: list[ReadEvent] = []
    read_chapters = list(read([path], on_event=events.append))
    assert [chapter.doc_id for chapter in read_chapters] == [
        "bookshelf:glubpearls/article-22102",
        "bookshelf:glubpearls/other",
    ]
    assert read_chapters[1].url == "https://www.ncbi.nlm.nih.gov/books/NBK430685/"
    skipped = {Path(event.name).name: event.reason for event in events if isinstance(event, FileSkipped)}
    assert skipped["TOC.nxml"] == "a part of a book without text"
    assert set(skipped) == {"TOC.nxml", "cover.jpg"}


def test_a_book_wrapped_in_a_harvest_is_found() -> None:
    chapter = CHAPTER[CHAPTER.index("<book-part-wrapper") :]
    wrapped = f"<OAI-PMH><GetRecord><record><metadata>{chapter}</metadata></record></GetRecord></OAI-PMH>"
    assert [part.doc_id for part in found(wrapped)] == ["bookshelf:glubpearls/article-22102"]


def test_a_default_namespace_does_no_harm() -> None:
    spaced = CHAPTER.replace("<book-part-wrapper ", '<book-part-wrapper xmlns="https://jats.nlm.nih.gov/ns/bits/2.0/" ')
    assert found(spaced) == found(CHAPTER)
    assert kind_of(spaced.encode(), "a.nxml").format == "bookshelf"


def test_other_books_are_not_taken_for_these() -> None:
    docbook = (
        b'<?xml version="1.0"?><book id="x"><title>T</title><bookinfo/><chapter><para>Text.</para></chapter></book>'
    )
    assert kind_of(docbook, "a.xml").format == ""
    assert kind_of(BOOK.encode(), "a.xml").format == "bookshelf"


def test_a_chapter_without_text_is_nothing_to_read() -> None:
    bare = CHAPTER[: CHAPTER.index("<body>")] + "</book-part></book-part-wrapper>"
    assert outcomes(bare) == [Nothing("a part of a book without text")]


@pytest.mark.parametrize(
    "text", ["<articles/>", CHAPTER[:-30], "", "<!DOCTYPE book [<!ENTITY a 'b'>]><book>&a;</book>"]
)
def test_what_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(ReadError):
        outcomes(text)
