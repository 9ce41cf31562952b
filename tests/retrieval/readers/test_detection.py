"""What a file is, by its content; which names promise what; and what is said of files that are not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.readers import FileFailed, FileRead, FileSkipped, ReadEvent, read
from retrieval.readers.detection import kind_of, kind_of_zip, may_be_office, tells_of_other_files
from tests.retrieval.readers import document_samples
from tests.retrieval.samples import MEDQUAD


@pytest.mark.parametrize(
    ("head", "name", "format_name"),
    [
        ("<!-- saved from url=(0001)x -->\n<HTML><p>x", "a", "html"),
        ("<p>A piece of a page.</p>", "a.txt", "html"),
        ("<article><p>x</p></article>", "a.html", "html"),
        ("<article><front/></article>", "a.html", "jats"),
        ("Glub <b>is</b> mild", "a.htm", "html"),
        ("Glub is mild", "a.htm", ""),
        ("# Glub\n<p>x</p>", "a.md", "markdown"),
        ("<p>x</p>\n# Glub", "a.md", "markdown"),
        ('{"text": "a"}\n{"text": "b"}\n', "a.json", "jsonl"),
        ('{"text": "a"}\n', "a.json", "json"),
        ('{"text": "a"}\n', "a", "jsonl"),
        ('{\n  "text": "a"\n}', "a.jsonl", "jsonl"),
        ('{\n  "text": "a"\n}', "a.json", "json"),
        ('[{"text": "a"}]', "a", "json"),
        ("[1] A reference.", "a.txt", "text"),
        ("[a] A note.", "a.txt", "text"),
        ("{braces} of prose", "a.txt", "text"),
        ("title,text\na,b", "a.txt", "table"),
        ("question\tanswer\na\tb", "a", "table"),
        ("a,b\nc,d", "a.csv", "table"),
        ("Glub, text and more.", "a.txt", "text"),
        ("Glub is mild.", "a", ""),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x", "a.mhtml", ""),
        ("junk\n%PDF-1.4", "a", "pdf"),
    ],
)  # fmt: skip
def test_kinds_of_text(head: str, name: str, format_name: str) -> None:
    assert kind_of(head.encode(), name).format == format_name


def test_zips_by_the_names_in_them() -> None:
    assert kind_of_zip(["[Content_Types].xml", "word/document2.xml"]).format == "docx"
    assert kind_of_zip(["a.txt"]).described == "an archive"
    assert may_be_office(document_samples.docx()[:200]) and not may_be_office(b"PK\x03\x04" + b"\0" * 26 + b"a.txt")


def told(folder: Path) -> dict[str, str]:
    """What is said of each file in a folder."""
    events: list[ReadEvent] = []
    list(read([folder], on_event=events.append))
    said: dict[str, str] = {}
    for event in events:
        match event:
            case FileRead(name=name, documents=documents):
                said[Path(name).name] = f"{documents} read"
            case FileSkipped(name=name, reason=reason):
                said[Path(name).name] = reason
            case FileFailed(error=error):
                said[Path(error.path).name] = error.reason
    return said


def test_a_folder_of_many_kinds(tmp_path: Path) -> None:
    files: dict[str, bytes] = {
        "a.bin": document_samples.pdf(pages=1),
        "b": document_samples.docx(),
        "c.txt": document_samples.TEXT.encode(),
        "d.html": document_samples.HTML.encode(),
        "README.txt": b"Words about the files.",
        "LICENSE-2.0.txt": b"Words about the files.",
        "e.mht": b"From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n",
        "f.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "g.xml": document_samples.HTML.encode(),
        "h.html": MEDQUAD.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert told(tmp_path) == {
        "a.bin": "1 read",
        "b": "1 read",
        "c.txt": "1 read",
        "d.html": "1 read",
        "README.txt": "a note about the files beside it",
        "LICENSE-2.0.txt": "a note about the files beside it",
        "e.mht": "a saved web archive (MHTML; save the page as HTML alone), which is not read here",
        "f.doc": "an old office document (save it as .docx), which is not read here",
        "g.xml": "is an HTML page, not the XML its name promises (a site's error page?); fetch it again",
        "h.html": "1 read",
    }
    assert len(list(read([tmp_path / "README.txt"]))) == 1  # it was asked for


def test_names_of_notes() -> None:
    assert all(map(tells_of_other_files, ("LICENCE.txt", "x/readme.txt", "license_1.txt", "Changelog")))
    assert not any(map(tells_of_other_files, ("readme of glub.txt", "glub.txt", "installation.md")))
