"""What a file is, judged by its first bytes and not by its name.

Knows the marks of formats that Osler reads and of those it does not. Opens nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.errors import ReadError
from retrieval.readers.decoding import decoded_text

HEAD = 16_384  # bytes that decide

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_SUFFIXES = {
    ".xml": frozenset({"medquad", "jats", "openstax", "collection"}),
    ".nxml": frozenset({"jats"}),
    ".cnxml": frozenset({"openstax"}),
    ".md": frozenset({"markdown", "handbook"}),
    ".markdown": frozenset({"markdown", "handbook"}),
    ".jsonl": frozenset({"jsonl"}),
    ".ndjson": frozenset({"jsonl"}),
}
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\b(?:[^\[>]|\[.*?\]\s*(?=>))*>\s*)*", re.DOTALL | re.I)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_JATS_ROOTS = {"article", "pmc-articleset", "articles"}
_HANDBOOK_KEYS = ("title", "synonyms", "category", "written", "review", "sources")


@dataclass(frozen=True, slots=True)
class Kind:
    """A format's name where Osler reads it, else empty; `described` is for people ("a PDF")."""

    format: str
    described: str


def suffix_of(name: str) -> str:
    """The ending that speaks for the content: ".jsonl" of "a.jsonl.gz"."""
    last = re.split(r"[/\\]", name.lower())[-1].removesuffix(".gz")
    return "." + last.rpartition(".")[2] if "." in last else ""


def claims_a_format(name: str, format_name: str | None = None) -> bool:
    """Whether the file's ending promises a format that Osler reads (or the one named)."""
    promised = _SUFFIXES.get(suffix_of(name), frozenset())
    return bool(promised) if format_name is None else format_name in promised


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of a file with these first bytes. Its name decides only between kinds of plain text."""
    binary = next((described for magic, described in _MAGIC if head.startswith(magic)), None)
    if binary is not None:
        return Kind("", binary)
    if not head.strip():
        return Kind("", "empty")
    try:
        text = decoded_text(_whole_characters(head), name).lstrip()
    except ReadError:
        return Kind("", "not text")
    if len(re.findall(rb"[\x00-\x08]", head)) > len(head) // 20 and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind("", "a binary file")
    return _kind_of_text(text, name)


def _whole_characters(head: bytes) -> bytes:
    """The head without a character that its end cut in two."""
    if len(head) < HEAD:
        return head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 4 * 4]
    cut = len(head)
    while cut > len(head) - 4 and head[cut - 1] & 0xC0 == 0x80:
        cut -= 1
    return head[: cut - 1] if head[cut - 1] >= 0xC0 else head


def _kind_of_text(text: str, name: str) -> Kind:
    markdown = suffix_of(name) in {".md", ".markdown"}
    if text.startswith("<") and not (markdown and not re.match(r"<(?:\?xml|!doctype|html)\b", text, re.I)):
        return _kind_of_markup(text)
    if text.startswith("{"):
        return Kind("jsonl", "JSON lines")
    if text.startswith("[") and not markdown:
        return Kind("", "a JSON list, not one object a line")
    front = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if front is not None:
        ours = all(re.search(rf"^{key}:", front[1], re.MULTILINE) for key in _HANDBOOK_KEYS)
        return Kind("handbook", "a handbook page") if ours else Kind("markdown", "Markdown")
    return Kind("markdown", "Markdown") if markdown else Kind("", "plain text")


def _kind_of_markup(text: str) -> Kind:
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", text, re.I | re.DOTALL):
        return Kind("", "an HTML page")
    prolog = _PROLOG.match(text)
    root = _ROOT.match(text, prolog.end() if prolog else 0)
    if root is None:
        return Kind("", "neither XML nor HTML")
    local, rest = root[2], text[root.start() :]
    if local in _JATS_ROOTS:
        return Kind("jats", "a JATS article")
    if local == "document" and "cnx.rice.edu/cnxml" in rest[:2000]:
        return Kind("openstax", "an OpenStax module")
    if local == "collection" and "cnx.rice.edu/collxml" in rest[:2000]:
        return Kind("collection", "an OpenStax collection")
    if local in {"Document", "DiseaseFile", "doc"} and re.search(r"<(?:Focus|QAPairs|qaPairs|doctitle-focus)\b", rest):
        return Kind("medquad", "a MedQuAD file")
    return Kind("", f"XML of a kind unknown here (<{local}>)")
