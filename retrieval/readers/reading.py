"""The story of reading: paths → files → the format of each → documents, with a word about every file on the way.

Knows which reader takes which format. A bad file is reported and never stops the others. Knows no format itself.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import (
    bookshelf,
    docx,
    fhir,
    handbook,
    html,
    jats,
    json_list,
    jsonl,
    markdown,
    medlineplus,
    medquad,
    openstax,
    pdf,
    plain_text,
    pubmed,
    table,
)
from retrieval.readers.content import (
    BadLine,
    Book,
    Content,
    LeftOut,
    Nothing,
    Outcome,
    Reader,
    Shelf,
    Withdrawn,
    typed_errors,
)
from retrieval.readers.detection import (
    HEAD,
    Kind,
    claims_a_format,
    claims_xml,
    kind_of,
    kind_of_zip,
    may_be_office,
    tells_of_other_files,
)
from retrieval.readers.files import FileGroup, GroupOpener, ListedFile, file_groups, opened_group

_READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {
        "bookshelf": bookshelf.documents,
        "docx": docx.documents,
        "fhir": fhir.documents,
        "handbook": handbook.documents,
        "html": html.documents,
        "jats": jats.documents,
        "json": json_list.documents,
        "jsonl": jsonl.documents,
        "markdown": markdown.documents,
        "medlineplus": medlineplus.documents,
        "medquad": medquad.documents,
        "openstax": openstax.documents,
        "pdf": pdf.documents,
        "pubmed": pubmed.documents,
        "table": table.documents,
        "text": plain_text.documents,
    }
)
FORMATS: tuple[str, ...] = tuple(_READERS)
REVISED = frozenset(
    {"pubmed"}
)  # sources whose later files hold newer records of the same documents: those are given too
_WORDS = frozenset({"plain text", "a JSON text"})  # what any reader of text may be told to take


@dataclass(frozen=True, slots=True)
class ReadStarted:
    """Said once, first: how many files lie at the paths and how many bytes they hold, unpacked."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file gave documents. `size` is its bytes, to move a progress bar by; `path` is where it, or its archive, lies."""

    name: str
    documents: int
    size: int = 0
    path: str = ""
    doc_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSkipped:
    """A file that is nothing to read here, and why: a licence, an image, questions whose answers are missing."""

    name: str
    reason: str
    size: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class FileFailed:
    """A file that should have been readable and was not; `documents` came before the fault."""

    error: ReadError
    size: int = 0
    documents: int = 0
    path: str = ""
    doc_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFailed:
    """One line of a file could not be read; the rest was."""

    name: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentRepeated:
    """A document whose id was already given out; the second is left out."""

    name: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class RecordsLeftOut:
    """How many records of a file that holds many gave no document, and why ("without an abstract")."""

    name: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    """A file says that its publisher withdrew a document: one of that id is to be removed from an index."""

    name: str
    doc_id: str


ReadEvent = (
    ReadStarted
    | FileRead
    | FileSkipped
    | FileFailed
    | LineFailed
    | DocumentRepeated
    | RecordsLeftOut
    | DocumentWithdrawn
)


@dataclass(frozen=True, slots=True)
class ReadTally:
    """What the events so far add up to."""

    documents: int = 0
    read: int = 0
    skipped: int = 0
    failed: int = 0
    bad_lines: int = 0
    repeated: int = 0
    left_out: int = 0
    withdrawn: int = 0

    def plus(self, event: ReadEvent) -> ReadTally:
        """The tally with one more event."""
        match event:
            case FileRead(documents=documents):
                return replace(self, read=self.read + 1, documents=self.documents + documents)
            case FileSkipped():
                return replace(self, skipped=self.skipped + 1)
            case FileFailed(documents=documents):
                return replace(self, failed=self.failed + 1, documents=self.documents + documents)
            case LineFailed():
                return replace(self, bad_lines=self.bad_lines + 1)
            case DocumentRepeated():
                return replace(self, repeated=self.repeated + 1)
            case RecordsLeftOut(count=count):
                return replace(self, left_out=self.left_out + count)
            case DocumentWithdrawn():
                return replace(self, withdrawn=self.withdrawn + 1)
            case ReadStarted():
                return self

    @property
    def anything_read(self) -> bool:
        """Whether there is at least one document; if not, the caller has `NothingToRead`."""
        return self.documents > 0


def _silent(event: ReadEvent) -> None:
    """Listens to nobody."""


def _everything(path: Path) -> bool:
    """Passes nothing over."""
    return True


def read(
    paths: Sequence[Path],
    format: str | None = None,  # noqa: A002
    on_event: Callable[[ReadEvent], None] = _silent,
    wanted: Callable[[Path], bool] = _everything,
) -> Iterator[Document]:
    """The documents at `paths` (files, folders, zip and tar archives), one after the other.

    The format is found from the content; `format` (one of `FORMATS`) forces it. A path that does not exist, or a format
    that does not, raises `ReadError` at once; a bad file is told to `on_event` and the others are read. `wanted` is asked
    of each file, or archive, right before its turn; one that is not wanted is passed over without a word.
    """
    if format is not None and format not in _READERS:
        raise ReadError(", ".join(map(str, paths)), f"no format is called {format!r}; use one of {', '.join(FORMATS)}")
    return _read(file_groups(paths), format, on_event, wanted)


def _read(
    groups: Sequence[FileGroup],
    forced: str | None,
    tell: Callable[[ReadEvent], None],
    wanted: Callable[[Path], bool],
) -> Iterator[Document]:
    tell(ReadStarted(sum(len(g.files) + len(g.refused) for g in groups), sum(f.size for g in groups for f in g.files)))
    seen: set[str] = set()
    for group in groups:
        if group.archive and not wanted(group.path):
            continue
        for error in group.refused:
            tell(FileFailed(error, path=str(group.path)))
        if not group.files:
            continue
        try:
            with opened_group(group) as opener:
                shelf = _shelf(group, opener)
                for file in group.files:
                    place = group.path if group.archive else Path(file.key)
                    if group.archive or wanted(place):
                        yield from _documents(opener, file, shelf, forced, seen, _telling(tell, place))
        except ReadError as error:  # an archive that went away after it was listed
            tell(FileFailed(error, path=str(group.path)))


def _telling(tell: Callable[[ReadEvent], None], place: Path) -> Callable[[ReadEvent], None]:
    """Tells of a file with the place where it, or its archive, lies."""

    def told(event: ReadEvent) -> None:
        match event:
            case FileRead() | FileSkipped() | FileFailed():
                tell(replace(event, path=str(place)))
            case _:
                tell(event)

    return told


def _shelf(group: FileGroup, opener: GroupOpener) -> Shelf:
    """The books of the group's collection files, or of those that lie beside a single module."""
    books: dict[str, Book] = {}
    for file in group.files:
        if file.origin.parts[-1].endswith(".collection.xml"):
            try:
                with opener.open(file) as stream:
                    books = {**openstax.shelf(Content(file.origin, stream)), **books}
            except ReadError:
                continue  # it is reported when its own turn comes
    if not group.archive and len(group.files) == 1 and group.files[0].asked_for:
        books = {**openstax.shelf_beside(group.path), **books}
    return books


def _documents(
    opener: GroupOpener,
    file: ListedFile,
    shelf: Shelf,
    forced: str | None,
    seen: set[str],
    tell: Callable[[ReadEvent], None],
) -> Iterator[Document]:
    """One file's documents; whatever happens, exactly one file event follows them."""
    given: list[str] = []
    nothing = ""
    try:
        for outcome in _outcomes(opener, file, shelf, forced):
            match outcome:
                case Nothing(reason):
                    nothing = reason
                case BadLine(line, reason):
                    tell(LineFailed(file.origin.name, line, reason))
                case LeftOut(count, reason):
                    tell(RecordsLeftOut(file.origin.name, count, reason))
                case Withdrawn(doc_id):
                    tell(DocumentWithdrawn(file.origin.name, doc_id))
                    nothing = "it only withdraws documents"
                case Document(doc_id=doc_id, source=source) if doc_id in seen and source not in REVISED:
                    tell(DocumentRepeated(file.origin.name, doc_id))
                    nothing = "its documents were read already"
                case Document(doc_id=doc_id):
                    seen.add(doc_id)
                    given.append(doc_id)
                    yield outcome
    except ReadError as error:
        tell(FileFailed(error, file.size, len(given), doc_ids=tuple(given)))
        return
    if given:
        tell(FileRead(file.origin.name, len(given), file.size, doc_ids=tuple(given)))
    elif nothing:
        tell(FileSkipped(file.origin.name, nothing, file.size))
    else:
        tell(FileFailed(ReadError(file.origin.name, "holds no text"), file.size))


def _outcomes(opener: GroupOpener, file: ListedFile, shelf: Shelf, forced: str | None) -> Iterator[Outcome]:
    """What the file's reader makes of it."""
    name = file.origin.name
    if forced is not None and not file.asked_for and not claims_a_format(file.origin.parts[-1], forced):
        yield Nothing(f"its ending is not one of {forced} files")
        return
    with opener.open(file) as stream:
        with typed_errors(name):
            kind = _kind(stream, file.origin.parts[-1])
        chosen = _chosen(kind, file, forced)
        if isinstance(chosen, Nothing):
            yield chosen
            return
        yield from _READERS[chosen](Content(file.origin, stream), shelf)


def _kind(stream: io.BufferedReader, name: str) -> Kind:
    """What the file is; the stream is at its beginning again afterwards."""
    head = stream.peek(HEAD)[:HEAD]
    if not may_be_office(head) or not stream.seekable():
        return kind_of(head, name)
    with zipfile.ZipFile(stream) as archive:
        names = archive.namelist()
    stream.seek(0)
    return kind_of_zip(names)


def _chosen(kind: Kind, file: ListedFile, forced: str | None) -> str | Nothing:
    """The reader for a file of that kind, or why none is tried. What promises a format and breaks it, fails."""
    name = file.origin.name
    if kind.format == "collection":
        return Nothing("a table of contents; its books' titles were used")
    if forced is not None and kind.described in _WORDS:
        return forced
    if kind.format == "html" and claims_xml(name):
        raise ReadError(name, "is an HTML page, not the XML its name promises (a site's error page?); fetch it again")
    if kind.format == "text" and not file.asked_for and tells_of_other_files(name):
        return Nothing("a note about the files beside it")
    if kind.format:
        return forced or kind.format
    if kind.described == "empty":
        raise ReadError(name, "is empty")
    if file.asked_for or claims_a_format(file.origin.parts[-1]):
        promised = f", not what {file.origin.parts[-1]!r} promises" if claims_a_format(file.origin.parts[-1]) else ""
        raise ReadError(name, f"is {kind.described}{promised}; Osler reads {', '.join(FORMATS)}")
    return Nothing(f"{kind.described}, which is not read here")
