"""Word documents: headings, lists, tables, changes, properties, and packages that are damaged or made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as word
import pytest

from retrieval.errors import ReadError
from retrieval.readers import FileFailed, FileSkipped, ReadEvent, read
from tests.retrieval.readers import document_samples
from tests.retrieval.readers.reading_one import nothing, one, told

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def repacked(change: Callable[[dict[str, bytes]], object], data: bytes | None = None) -> bytes:
    """The package of the sample with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data or document_samples.docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def body(xml: str) -> bytes:
    """A document whose body is this XML."""
    part = f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'
    return repacked(lambda parts: parts.update({"word/document.xml": part.encode()}))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_headings_lists_tables_and_properties() -> None:
    document = one("docx", document_samples.docx())
    assert (document.doc_id, document.title, document.publisher) == ("docx:notes/a", "Glub care at home", "Jane Doe")
    assert (document.date, document.language) == ("2024-05-17", "en")
    assert told(document) == [
        (("Glub care at home", "What it is"), "It lasts 10⁵"),
        (("Glub care at home", "What it is", "Symptoms"), "Signs include:\n- a rash\n- fever"),
        (
            ("Glub care at home", "Treatment"),
            "Drug; Dose\n\nGlubocin; 5 mg\n\nGlubocin; 10 mg\n\nCall a doctor if it lasts.",
        ),
    ]


def test_bold_lines_are_headings_where_a_document_has_no_others() -> None:
    document = word.Document()
    for asked, answer in (("What is glub?", "Glub is mild."), ("Who gets glub?", "Everybody.")):
        document.add_paragraph().add_run(asked).bold = True
        document.add_paragraph(answer)
    assert told(one("docx", document_samples.saved(document))) == [
        (("a", "What is glub?"), "Glub is mild."),
        (("a", "Who gets glub?"), "Everybody."),
    ]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f"<w:ins>{paragraph('new')}</w:ins>", "new"),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "new"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>", "shown"),
        ("<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>b</w:t></w:r></w:p>", "a link b"),
        (f"<w:sdt><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>", "controlled"),
        (
            f"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{paragraph('Chapter 1 … 3')}</w:sdtContent></w:sdt>{paragraph('text')}",
            "text",
        ),
        (paragraph("one", "<w:numPr><w:numId w:val='3'/></w:numPr>"), "- one"),
        (paragraph("one", "<w:numPr><w:numId w:val='0'/></w:numPr>"), "one"),
        ("<w:p><w:r><w:t>x</w:t><w:instrText> PAGE </w:instrText><w:footnoteReference/></w:r></w:p>", "x"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('a')}{paragraph('b')}</w:tc></w:tr></w:tbl>", "a\n\nb"),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc><w:tbl><w:tr><w:tc>{paragraph('b')}</w:tc><w:tc>"
            f"{paragraph('c')}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
            "a; b; c",
        ),
        (
            f"<w:p><w:r><w:t>x</w:t><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r></w:p>",
            "x\n\nboxed",
        ),
        (
            "<w:p><m:oMath xmlns:m='m'><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den>"
            "</m:f></m:oMath></w:p>",
            "a/b",
        ),
    ],
)  # fmt: skip
def test_blocks(xml: str, expected: str) -> None:
    document = one("docx", body(xml))
    assert "\n\n".join(section.text for section in document.sections) == expected


def test_headings_by_the_names_that_other_languages_give_their_styles() -> None:
    styles = f"""<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
    </w:style><w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>"""
    xml = "".join(
        paragraph(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in (("Eins", "berschrift1"), ("a", "Loop"), ("Zwei", "Mine"), ("b", "Gone"))
    )
    data = repacked(lambda parts: parts.update({"word/styles.xml": styles.encode()}), body(xml))
    assert [path[-1] for path, _ in told(one("docx", data))] == ["Eins", "Zwei"]


def test_properties_that_programs_fill_in_state_nothing() -> None:
    def change(parts: dict[str, bytes]) -> None:
        core = parts["docProps/core.xml"].decode()
        parts["docProps/core.xml"] = core.replace("Glub care", "Document1").replace("Jane Doe", "Windows User").encode()
        parts["word/document.xml"] = (
            f'<w:document xmlns:w="{W}"><w:body>{paragraph("x")}</w:body></w:document>'.encode()
        )

    document = one("docx", repacked(change))
    assert (document.title, document.publisher) == ("a", "")


def test_links_to_nowhere_damaged_pictures_and_missing_parts_do_no_harm() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/_rels/document.xml.rels"] = b"<Relationships><Relationship Target='NULL' Id='x'/></Relationships>"
        parts["word/media/image1.png"] = b"no picture"
        del parts["word/styles.xml"], parts["docProps/core.xml"]

    document = one("docx", repacked(change))
    assert (document.title, document.date, document.publisher) == ("a", "", "")


def test_a_document_without_text_is_nothing() -> None:
    assert nothing("docx", body("<w:p/>")) == "a Word document without text"


def bomb(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b" " * (65 * 2**20)


def entities(parts: dict[str, bytes]) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + parts["word/document.xml"].decode().partition("?>")[2]
    parts["word/document.xml"] = text.encode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (bomb, "holds more than 64 MiB of text"),
        (entities, "declares XML entities of its own"),
        (lambda parts: parts.update({"word/document.xml": b"<w:document"}), "is not well-formed XML"),
        (lambda parts: parts.update({"word/document.xml": b"<a/>"}), "holds no <body>"),
        (lambda parts: parts.pop("word/document.xml"), "is an archive, not a Word document"),
    ],
)  # fmt: skip
def test_packages_that_are_refused(change: Callable[[dict[str, bytes]], object], reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        one("docx", repacked(change))
    assert reason in caught.value.reason


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    with pytest.raises(ReadError, match="not well-formed"):
        one("docx", body("<w:tbl><w:tr><w:tc>" * 20_000))


def test_office_documents_are_told_apart_by_what_is_in_them(tmp_path: Path) -> None:
    for name, member in (
        ("a.xlsx", "xl/workbook.xml"),
        ("b.epub", "META-INF/container.xml"),
        ("c.pptx", "ppt/presentation.xml"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(member, "<x/>")
    (tmp_path / "d.docx").write_bytes((tmp_path / "a.xlsx").read_bytes())
    (tmp_path / "named by nobody").write_bytes(document_samples.docx())
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("folder/inside.docx", document_samples.docx())
    events: list[ReadEvent] = []
    documents = [document.doc_id for document in read([tmp_path], on_event=events.append)]
    assert documents == [f"docx:{tmp_path.name}/named by nobody", "docx:e/folder/inside"]
    assert sorted(event.reason.partition(" (")[0] for event in events if isinstance(event, FileSkipped)) == [
        "a PowerPoint presentation",
        "an EPUB book",
        "an Excel workbook",
    ]
    (failed,) = [event.error.reason for event in events if isinstance(event, FileFailed)]
    assert failed.startswith("is an Excel workbook (save its sheet as CSV), not what 'd.docx' promises")
