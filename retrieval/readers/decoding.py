"""Bytes → text: UTF-8, UTF-16 with a byte order mark, and the Windows and Latin-1 pages of older files.

Knows where formats declare their encoding, and nothing else of them. No character that a terminal, a database or JSON
could stumble over leaves here.
"""

from __future__ import annotations

import codecs
import re

from retrieval.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Controls but tab and line ends; soft hyphens, zero-width and direction marks; lone surrogates; non-characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARED_IN_HTML = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_CONTROLS_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def decoded_text(data: bytes, name: str) -> str:
    """Text of a file that does not say how it is encoded: a mark decides, else UTF-8, else the Windows page."""
    mark = next((m for m, _ in _MARKS if data.startswith(m)), None)
    if mark is not None:
        return clean_characters(_strictly(data[len(mark) :] if mark == codecs.BOM_UTF8 else data, _named(mark), name))
    try:
        return clean_characters(data.decode("utf-8"))
    except UnicodeDecodeError:
        if len(_CONTROLS_IN_TEXT.findall(data)) * 100 > len(data):
            raise ReadError(name, "is not text; save it as UTF-8 if it should be") from None
        return clean_characters(_strictly(data, "cp1252", name))


def decoded_xml(data: bytes, name: str) -> str:
    """Text of an XML file in the encoding that its mark or declaration names, UTF-8 where neither does."""
    encoding, mark = xml_encoding(data, name)
    return clean_characters(_strictly(data[mark:], encoding, name))


def xml_encoding(head: bytes, name: str) -> tuple[str, int]:
    """The codec of an XML file with these first bytes, and how many of them are a mark that is no text."""
    mark = next((m for m, _ in _MARKS if head.startswith(m)), None)
    if mark is not None:
        return _named(mark), len(mark) if mark == codecs.BOM_UTF8 else 0
    declared = _DECLARED.match(head[:400])
    return _known(declared[1].decode("ascii") if declared else "utf-8", name), 0


def decoded_html(data: bytes, name: str) -> str:
    """Text of a web page: its mark decides, else what it declares where that holds, else as for plain text."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return decoded_text(data, name)
    declared = _DECLARED.match(data[:400]) or _DECLARED_IN_HTML.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        # A page that can be searched for its declaration is not in UTF-16, whatever it declares.
        return clean_characters(_strictly(data, _known("utf-8" if "utf-16" in encoding else encoding, name), name))
    except ReadError:
        return decoded_text(data, name)


def clean_characters(text: str) -> str:
    """The text without control characters, lone surrogates and invisible marks; line ends become one line feed."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def _named(mark: bytes) -> str:
    return next(encoding for m, encoding in _MARKS if m == mark)


def _known(encoding: str, name: str) -> str:
    """The codec of that name. Latin-1 is read as its Windows superset, as browsers do."""
    try:
        found = codecs.lookup(encoding)
        "".encode(found.name)  # refuses the codecs that are no text encodings (zlib, hex)
    except (LookupError, UnicodeError):
        raise ReadError(name, f"declares the encoding {encoding!r}, which is unknown") from None
    return "cp1252" if found.name == "iso8859-1" else found.name


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"is not valid {encoding.upper()} at byte {error.start}; convert it to UTF-8") from None
    except UnicodeError:
        raise ReadError(name, f"is not valid {encoding.upper()}; convert it to UTF-8") from None
