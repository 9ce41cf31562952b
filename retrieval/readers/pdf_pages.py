"""A PDF → the lines of its pages as they are set: text, size, weight and place. The one home of pypdf.

Every limit that pypdf offers is set, no program is called, and reading stops when it takes too long. A page that cannot
be read is told and the others are. Knows nothing of headings or paragraphs.
"""

from __future__ import annotations

import io
import logging
import math
import re
import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retrieval.errors import ReadError
from retrieval.readers.content import MIB
from retrieval.readers.decoding import clean_characters
from retrieval.readers.prose import one_line, superscript
from retrieval.readers.wrapped import without_soft_hyphens

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 5_000
SECONDS = 300.0  # of this thread's own work for a file; a page of text takes a tenth of a second
SECONDS_A_PAGE = 20.0
_MOST_BOOKMARKS = 5_000
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 64 * MIB,
    "array_based_stream_maximum_output_length": 16 * MIB,
    "lzw_maximum_output_length": 16 * MIB,
    "run_length_maximum_output_length": 16 * MIB,
    "zlib_maximum_output_length": 16 * MIB,
    "zlib_maximum_recovery_input_length": 2 * MIB,
    "stream_decoding_work_maximum_length": 64 * MIB,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 2 * MOST_PAGES,
    "outline_maximum_entries": _MOST_BOOKMARKS,
    "outline_maximum_depth": 20,
    "xform_maximum_invocations_per_extraction": 1_000,
}
# What pypdf lets out where a file is damaged, besides its own errors; a page's recursion and memory are bounded by these too.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_LETTERFORMS = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x7f": "•", "\uf0b7": "•",
        "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf0fc": "•", "\uf06e": "•", "\u25aa": "•", "\u25cf": "•",
        "\u25e6": "•",
    }
)  # fmt: skip


class _OutOfTime(BaseException):
    """Ends the reading of a page. No `Exception`, as pypdf passes over those that come up within a form."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is set: `x` and `y` are where it begins, in points from the lower left corner; y grows upwards."""

    text: str
    size: float
    bold: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; numbers count from 1. `fault` says why it has no lines, where that is not how it was meant."""

    number: int
    lines: tuple[Line, ...]
    height: float = 0.0
    has_images: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its level, from 1, and the page it leads to."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Pdf:
    """All that is read of a PDF."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)  # the properties, by their names in small letters


def read_pdf(data: bytes, name: str) -> Pdf:
    """The file's pages, outline and properties. `name` is told in errors."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, PyPdfError

    ends = time.thread_time() + SECONDS
    faults = (*_FAULTS, PyPdfError, DependencyError)
    with _silence(), apply_configuration(jbig2dec_binary=None, disable_legacy_handling=True, **_LIMITS):
        try:
            reader = PdfReader(io.BytesIO(data))
            _opened(reader, name)
            count = len(reader.pages)
        except faults as error:
            raise _unreadable(error, name) from error
        if count > MOST_PAGES:
            raise ReadError(name, f"has more than {MOST_PAGES:,} pages; split it into smaller files")
        pages = tuple(_page(reader, number, ends, faults) for number in range(1, count + 1))
        if all(page.fault for page in pages):
            raise ReadError(name, f"has no page that can be read ({pages[0].fault if pages else 'it has none'})")
        return Pdf(pages, _bookmarks(reader, faults), _stated(reader, faults))


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps pypdf's warnings about damaged files off the terminal: what matters of them is told as a fault."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _opened(reader: PdfReader, name: str) -> None:
    """Opens a file that is encrypted without a password, as many are; one with a password is refused."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(name, "is encrypted; save a copy without a password")


def _unreadable(error: BaseException, name: str) -> ReadError:
    if isinstance(error, ReadError):
        return error
    words = _words(error)
    if type(error).__name__ in {"DependencyError", "FileNotDecryptedError", "WrongPasswordError"}:
        return ReadError(name, "is encrypted; save a copy without a password")
    return ReadError(name, f"is a PDF that cannot be read ({words}); fetch it again or save it anew")


def _words(error: BaseException) -> str:
    return (one_line(clean_characters(str(error))) or type(error).__name__).rstrip(".")[:120]


def _page(reader: PdfReader, number: int, ends: float, faults: tuple[type[Exception], ...]) -> Page:
    if time.thread_time() > ends:
        return Page(number, (), fault="the file took too long to read")
    try:
        page = reader.pages[number - 1]
        lines = _lines(page, ends)
        return Page(number, lines, _height(page), _has_images(page))
    except _OutOfTime:
        return Page(number, (), fault="it takes too long to read")
    except faults as error:
        return Page(number, (), fault=_words(error))


def _height(page: PageObject) -> float:
    height = float(page.mediabox.top)
    return height if math.isfinite(height) else 0.0


def _has_images(page: PageObject) -> bool:
    """Whether the page shows an image, itself or by a form on it."""
    shown = _objects(page)
    within = [inner for entry in shown if entry.get("/Subtype") == "/Form" for inner in _objects(entry)]
    return any(entry.get("/Subtype") == "/Image" for entry in (*shown, *within))


def _objects(holder: Any) -> list[Any]:
    resources = holder.get("/Resources")
    listed = resources.get_object().get("/XObject") if resources is not None else None
    return [] if listed is None else [entry.get_object() for entry in listed.get_object().values()]


def _lines(page: PageObject, ends: float) -> tuple[Line, ...]:
    """The upright lines in the order of the page's own commands; those of a page that is turned, where none is upright."""
    upright = _Setting(min(ends, time.thread_time() + SECONDS_A_PAGE))
    page.extract_text(orientations=0, visitor_text=upright.text, visitor_operand_before=upright.watch)
    if upright.lines():
        return upright.lines()
    turned = _Setting(upright.ends)
    page.extract_text(visitor_text=turned.text, visitor_operand_before=turned.watch)
    return turned.lines()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters in one font."""

    text: str
    size: float
    bold: bool
    x: float
    y: float


class _Setting:
    """Gathers the lines of a page while pypdf goes through its commands."""

    def __init__(self, ends: float) -> None:
        self.ends = ends
        self._lines: list[Line] = []
        self._pieces: list[_Piece] = []
        self._rise = self._shown_rise = 0.0  # how far text is raised now, and how far that last shown was

    def watch(self, operator: Any, operands: Any, cm: Any, tm: Any) -> None:
        """Called before each command of the page. pypdf does not tell of the rise of text, so it is noted here."""
        if time.thread_time() > self.ends:
            raise _OutOfTime
        if operator == b"Ts" and operands:
            self._rise = float(operands[0])
        elif operator in _SHOWING:
            self._shown_rise = self._rise

    def text(self, text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        """Called with each run of characters, and with each line's end."""
        first, *rest = text.split("\n")
        if first:
            self._pieces.append(_piece(first, cm, tm, font, size, self._shown_rise))
        for line in rest:
            self._end()
            if line:
                self._pieces.append(_piece(line, cm, tm, font, size, self._shown_rise))

    def _end(self) -> None:
        line = _line(self._pieces)
        self._pieces = []
        if line is not None:
            self._lines.append(line)

    def lines(self) -> tuple[Line, ...]:
        """The lines so far; called when the page is done."""
        self._end()
        return tuple(self._lines)


def _piece(text: str, cm: Any, tm: Any, font: Any, size: Any, rise: float) -> _Piece:
    """The run with its place and size on the page, which two matrices tell."""
    a = [float(value) for value in cm]
    b = [float(value) for value in tm]
    x = b[4] * a[0] + b[5] * a[2] + a[4]
    y = b[4] * a[1] + b[5] * a[3] + a[5]
    height = math.hypot(b[2] * a[0] + b[3] * a[2], b[2] * a[1] + b[3] * a[3]) * abs(float(size))
    named = str(font.get("/BaseFont", "")) if font else ""
    bold = bool(re.search(r"bold|black|heavy|semibold|demi|CMBX|-Bd|\bBd\b", named, re.IGNORECASE))
    y += rise * height / abs(float(size)) if size else 0.0
    finite = all(math.isfinite(value) for value in (x, y, height))
    return _Piece(text, height if finite else 0.0, bold, x if finite else 0.0, y if finite else 0.0)


def _line(pieces: list[_Piece]) -> Line | None:
    """The pieces as one line; its size is that of most of its characters."""
    shown = [piece for piece in pieces if piece.text.strip()]
    if not shown:
        return None
    characters: dict[float, int] = {}
    for piece in shown:
        characters[piece.size] = characters.get(piece.size, 0) + len(piece.text.strip())
    size = max(characters, key=lambda s: (characters[s], s))
    text = "".join(_raised(piece, size, shown[0].y) for piece in pieces)
    text = one_line(clean_characters(without_soft_hyphens(text).translate(_LETTERFORMS)))
    return Line(text, round(size, 1), all(p.bold for p in shown), shown[0].x, shown[0].y) if text else None


def _raised(piece: _Piece, size: float, y: float) -> str:
    """The piece's text; small and raised, as Unicode spells it, so that 10 to the fifth never reads as 105."""
    is_raised = piece.size < 0.85 * size and piece.y > y + 0.15 * size
    return superscript(piece.text) if is_raised and len(piece.text.strip()) <= 6 else piece.text


def _bookmarks(reader: PdfReader, faults: tuple[type[Exception], ...]) -> tuple[Bookmark, ...]:
    """The outline in its order. One that is damaged is none: the text is read all the same."""
    found: list[Bookmark] = []
    try:
        waiting: list[tuple[Any, int]] = [(entry, 1) for entry in reversed(reader.outline)]
        while waiting and len(found) < _MOST_BOOKMARKS:
            entry, level = waiting.pop()
            if isinstance(entry, list):
                waiting += [(below, level + 1) for below in reversed(entry)]
                continue
            page = reader.get_destination_page_number(entry)
            title = one_line(clean_characters(str(entry.title or "").translate(_LETTERFORMS)))
            if page is not None and title:
                found.append(Bookmark(title, level, page + 1))
    except faults:
        return ()
    return tuple(found)


def _stated(reader: PdfReader, faults: tuple[type[Exception], ...]) -> Mapping[str, str]:
    """Title, author, dates and language as the file states them."""
    stated: dict[str, str] = {}
    try:
        for key, value in (reader.metadata or {}).items():
            stated[str(key).strip("/").lower()] = one_line(clean_characters(str(value)))[:1000]
        language: Any = reader.root_object.get("/Lang")
        stated["language"] = one_line(clean_characters(str(language or "")))[:40]
    except faults:
        return stated
    return stated
