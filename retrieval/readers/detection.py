"""What a file is, judged by its first bytes (of a zip: by the names in it); its own name decides between plain texts.

Knows the marks of formats that Osler reads and of those it does not. Opens nothing. To add an XML format, add a line to
`_ROOTS`; to add a JSON one, a line to `_JSON_MARKS`; then its ending to `_SUFFIXES`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from retrieval.errors import ReadError
from retrieval.readers.columns import is_header
from retrieval.readers.decoding import decoded_text

HEAD = 16_384  # bytes that decide


@dataclass(frozen=True, slots=True)
class Kind:
    """A format's name where Osler reads it, else empty; `described` is for people ("a PDF")."""

    format: str
    described: str


_MAGIC = (
    (b"%PDF-", Kind("pdf", "a PDF")),
    (b"\x89PNG", Kind("", "a PNG image")),
    (b"\xff\xd8\xff", Kind("", "a JPEG image")),
    (b"GIF8", Kind("", "a GIF image")),
    (b"RIFF", Kind("", "a media file")),
    (b"II*\x00", Kind("", "a TIFF image")),
    (b"MM\x00*", Kind("", "a TIFF image")),
    (b"PK\x03\x04", Kind("", "an archive or office document")),
    (b"\x1f\x8b", Kind("", "a gzip file")),
    (b"BZh", Kind("", "a bzip2 file")),
    (b"\xfd7zXZ", Kind("", "an xz file")),
    (b"7z\xbc\xaf", Kind("", "a 7z archive")),
    (b"\xd0\xcf\x11\xe0", Kind("", "an old office document (save it as .docx)")),
    (b"{\\rtf", Kind("", "an RTF document (save it as .docx)")),
    (b"SQLite format 3", Kind("", "a database")),
    (b"\x7fELF", Kind("", "a program")),
)
_SUFFIXES = {
    ".xml": frozenset({"medquad", "jats", "openstax", "collection", "pubmed", "medlineplus", "bookshelf"}),
    ".nxml": frozenset({"jats", "bookshelf"}),
    ".cnxml": frozenset({"openstax"}),
    ".md": frozenset({"markdown", "handbook"}),
    ".markdown": frozenset({"markdown", "handbook"}),
    ".jsonl": frozenset({"jsonl"}),
    ".ndjson": frozenset({"jsonl"}),
    ".json": frozenset({"json", "jsonl", "fhir"}),
    ".pdf": frozenset({"pdf"}),
    ".html": frozenset({"html"}),
    ".htm": frozenset({"html"}),
    ".xhtml": frozenset({"html"}),
    ".docx": frozenset({"docx"}),
    ".csv": frozenset({"table"}),
    ".tsv": frozenset({"table"}),
    ".tab": frozenset({"table"}),
    ".txt": frozenset({"text", "table"}),
    ".text": frozenset({"text", "table"}),
}
_XML_SUFFIXES = frozenset({".xml", ".nxml", ".cnxml"})
_NOTES = frozenset(  # files of these names tell of the files beside them
    {
        "licence", "license", "copying", "copyright", "notice", "readme", "changelog", "changes", "authors", "version",
        "contributors", "manifest", "requirements", "robots", "install", "todo",
    }
)  # fmt: skip
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\b(?:[^\[>]|\[.*?\]\s*(?=>))*>\s*)*", re.DOTALL | re.I)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_HTML = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", re.I | re.DOTALL)
_HTML_PARTS = frozenset(
    {
        "head", "body", "title", "meta", "link", "div", "p", "h1", "h2", "h3", "table", "center", "main", "section",
        "header", "span", "font", "ul",
    }
)  # fmt: skip
_MHTML = re.compile(r"(?:From: <Saved by|MIME-Version:|Content-Type: multipart/related)", re.I)
_ROOTS = (  # root elements, a mark that must follow within the head, and what the file then is
    (frozenset({"article", "pmc-articleset", "articles"}), "", Kind("jats", "a JATS article")),
    (
        frozenset({"PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle"}),
        "",
        Kind("pubmed", "PubMed records"),
    ),
    (frozenset({"health-topics", "health-topic"}), "", Kind("medlineplus", "MedlinePlus health topics")),
    (frozenset({"nlmSearchResult"}), r"<health-topic\b|<count>", Kind("medlineplus", "MedlinePlus health topics")),
    (frozenset({"book-part-wrapper"}), "", Kind("bookshelf", "a chapter of a book")),
    (
        frozenset({"book", "book-part", "OAI-PMH"}),
        r"<(?:\w+:)?(?:book-meta|book-part-meta|book-part-wrapper|book-id)\b",
        Kind("bookshelf", "a book of Bookshelf"),
    ),
    (frozenset({"MedlineCitationSet", "MedlineCitation"}), "", Kind("pubmed", "PubMed records")),
    (frozenset({"document"}), r"cnx\.rice\.edu/cnxml", Kind("openstax", "an OpenStax module")),
    (frozenset({"collection"}), r"cnx\.rice\.edu/collxml", Kind("collection", "an OpenStax collection")),
    (
        frozenset({"Document", "DiseaseFile", "doc"}),
        r"<(?:Focus|QAPairs|qaPairs|doctitle-focus)\b",
        Kind("medquad", "a MedQuAD file"),
    ),
)
_JSON_MARKS: tuple[tuple[str, Kind], ...] = (  # what JSON of a kind of its own says of itself early on, and the kind
    (r'\A\{(?:[^{}\[\]]|\{[^{}]*\}|\[[^\[\]{}]*\])*?(?<!\\)"resourceType"\s*:\s*"[A-Z]', Kind("fhir", "FHIR")),
)
_IN_ZIP = (
    (re.compile(r"word/document\d*\.xml"), Kind("docx", "a Word document")),
    (re.compile(r"xl/workbook\.(?:xml|bin)"), Kind("", "an Excel workbook (save its sheet as CSV)")),
    (re.compile(r"ppt/presentation\.xml"), Kind("", "a PowerPoint presentation (save it as PDF)")),
    (re.compile(r"META-INF/container\.xml"), Kind("", "an EPUB book (save it as HTML)")),
    (re.compile(r"content\.xml"), Kind("", "an OpenDocument file (save it as .docx)")),
)
_ZIP_OF_OFFICE = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|word/|xl/|ppt/|mimetype)", re.DOTALL
)
_HANDBOOK_KEYS = ("title", "synonyms", "category", "written", "review", "sources")


def suffix_of(name: str) -> str:
    """The ending that speaks for the content: ".jsonl" of "a.jsonl.gz"."""
    last = _last(name).removesuffix(".gz")
    return "." + last.rpartition(".")[2] if "." in last else ""


def _last(name: str) -> str:
    return re.split(r"[/\\]", name.lower())[-1]


def claims_a_format(name: str, format_name: str | None = None) -> bool:
    """Whether the file's ending promises a format that Osler reads (or the one named)."""
    promised = _SUFFIXES.get(suffix_of(name), frozenset())
    return bool(promised) if format_name is None else format_name in promised


def claims_xml(name: str) -> bool:
    """Whether the ending promises XML: an HTML page under such a name is a site's error page, saved in its place."""
    return suffix_of(name) in _XML_SUFFIXES


def tells_of_other_files(name: str) -> bool:
    """Whether a text of this name is a licence, a readme or the like, and not literature."""
    return _last(name).partition(".")[0].rstrip("0123456789_- ") in _NOTES


def may_be_office(head: bytes) -> bool:
    """Whether a zip with this head may be an office document, so that its names are worth a look."""
    return bool(_ZIP_OF_OFFICE.search(head))


def kind_of_zip(names: Collection[str]) -> Kind:
    """The kind of a zip file that holds files of these names."""
    found = (kind for pattern, kind in _IN_ZIP if any(pattern.fullmatch(name) for name in names))
    return next(found, Kind("", "an archive"))


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of a file with these first bytes. Its name decides only between kinds of plain text."""
    binary = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if binary is not None:
        return binary
    if b"%PDF-" in head[:1024]:  # a few bytes before the mark do no harm to readers of PDF
        return Kind("pdf", "a PDF")
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
        return _kind_of_markup(text, name)
    if re.match(r"\{\s*(?:[\"}]|$)", text) or (re.match(r"\[\s*[\[{\"\]]", text) and not markdown):
        return _kind_of_json(text, name)
    return _kind_of_words(text, name)


def _kind_of_markup(text: str, name: str) -> Kind:
    html = claims_a_format(name, "html")
    if _HTML.match(text):
        return Kind("html", "an HTML page")
    prolog = _PROLOG.match(text)
    root = _ROOT.match(text, prolog.end() if prolog else 0)
    if root is None:
        return Kind("html", "an HTML page") if html else Kind("", "neither XML nor HTML")
    local, rest = root[2], text[root.start() :]
    if html and local == "article" and not re.search(r"JATS|<front\b", text):
        return Kind("html", "an HTML page")
    found = (kind for roots, mark, kind in _ROOTS if local in roots and re.search(mark, rest))
    known = next(found, None)
    if known is None and (html or (local.lower() in _HTML_PARTS and not text.startswith("<?xml"))):
        return Kind("html", "an HTML page")
    return known or Kind("", f"XML of a kind unknown here (<{local}>)")


def _kind_of_json(text: str, name: str) -> Kind:
    """JSON lines where the first line is a whole object, or where the name says so; else one JSON text."""
    marked = next((kind for mark, kind in _JSON_MARKS if re.search(mark, text)), None)
    if marked is not None:
        return marked
    lines, one = Kind("jsonl", "JSON lines"), Kind("json", "a JSON text")
    if text.startswith("["):
        return one
    if claims_a_format(name, "jsonl") and not claims_a_format(name, "json"):
        return lines
    first, newline, rest = text.partition("\n")
    if not newline or not rest.strip():
        return one if suffix_of(name) == ".json" else lines
    return lines if _is_object(first) else one


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _kind_of_words(text: str, name: str) -> Kind:
    suffix = suffix_of(name)
    front = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if front is not None:
        ours = all(re.search(rf"^{key}:", front[1], re.MULTILINE) for key in _HANDBOOK_KEYS)
        return Kind("handbook", "a handbook page") if ours else Kind("markdown", "Markdown")
    if suffix in {".md", ".markdown"}:
        return Kind("markdown", "Markdown")
    if claims_a_format(name, "html") and re.search(r"<[a-z][a-z0-9]*[\s/>]", text, re.I):
        return Kind("html", "an HTML page")
    if _MHTML.match(text) and re.search(r"multipart/related", text, re.I):
        return Kind("", "a saved web archive (MHTML; save the page as HTML alone)")
    if suffix in {".csv", ".tsv", ".tab"} or is_header(text.partition("\n")[0]):
        return Kind("table", "a table")
    return Kind("text", "plain text") if claims_a_format(name, "text") else Kind("", "plain text")
