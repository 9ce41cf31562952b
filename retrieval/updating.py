"""Reading into an index with a ledger: adding places, and bringing an index up to date by a plan.

The story of an update: read the changed and new files → add their documents → find the documents that no file gives any
more → remove them where that is asked for. Knows nothing of networks. Killed at any moment, the next update goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval import writing
from retrieval.documents import Document
from retrieval.encoding import Encoder
from retrieval.ledger import Ledger, written
from retrieval.looking import Look, Plan, known, ledger_before
from retrieval.readers import DocumentRepeated, DocumentWithdrawn, FileFailed, FileRead, ReadEvent, ReadStarted, read
from retrieval.readers.reading import REVISED
from retrieval.recording import Place, Recorder
from retrieval.writing import AddSummary, OnProgress

OnEvent = Callable[[ReadEvent], None]


class Recording:
    """Reads places that a user adds, and keeps the ledger of it; give `documents` and `ledger` to `Index.add`."""

    def __init__(self, folder: Path, places: Sequence[Place], tell: OnEvent) -> None:
        self._folder = folder
        self._places = places
        self._recorder = Recorder(lambda: ledger_before(folder), places)
        self._tell = tell
        self._withdrawn: set[str] = set()

    def documents(self, format_name: str | None) -> Iterator[Document]:
        """The documents of all places. A path or format that does not exist raises ReadError at once."""
        return self._finishing(read([place.path for place in self._places], format_name, self._note))

    def ledger(self) -> str:
        return self._recorder.text()

    def remove_withdrawn(self) -> int:
        """Takes the documents out of the index that the files just read withdraw; gives how many those were."""
        withdrawn = sorted(self._withdrawn & known(self._folder)[1]) if self._withdrawn else []
        if withdrawn:
            writing.remove(self._folder, withdrawn)
        return len(withdrawn)

    def _finishing(self, documents: Iterator[Document]) -> Iterator[Document]:
        for document in documents:
            self._withdrawn.discard(document.doc_id)
            yield document
        self._recorder.finish()

    def _note(self, event: ReadEvent) -> None:
        if isinstance(event, DocumentWithdrawn):
            self._withdrawn.add(event.doc_id)
        self._recorder.note(event)
        self._tell(event)


@dataclass(frozen=True, slots=True)
class PlaceUpdate:
    """What became of a place: its files counted, and what there is to say of it."""

    place: str
    unchanged: int
    to_read: int
    missing: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did. `missing_documents` have no file any more; `removed` of them were taken out of the index.

    `kept_out` are documents that the user had removed: a changed file does not bring them back. `withdrawn` were taken
    out because their publisher says so.
    """

    places: tuple[PlaceUpdate, ...]
    summary: AddSummary
    missing_documents: int
    removed: int
    withdrawn: int
    kept_out: int
    seconds: float


def update(
    plan: Plan, open_encoder: Callable[[], Encoder], on_event: OnEvent, on_progress: OnProgress | None = None
) -> Updated:
    """Brings the index up to date. The encoder is opened only where there is something to read.

    Raises what adding and removing raise.
    """
    folder, looks = plan.request.folder, plan.looks
    reading = _Reading(folder, looks, known(folder)[1], on_event)
    summary = AddSummary(0, 0, 0, 0, 0.0)
    if any(look.to_read for look in looks):
        documents = reading.documents()
        summary = writing.add(folder, documents, open_encoder(), on_progress, ledger=reading.recorder.text)
    ledger, held = known(folder)
    missing, withdrawn = _missing(ledger, looks) & held, reading.withdrawn & held
    pruned, removed = ledger, withdrawn
    if plan.request.remove_missing:
        pruned, removed = _pruned(ledger, looks), withdrawn | missing
    if removed or pruned != ledger:
        writing.remove(folder, sorted(removed), ledger=lambda: written(pruned))
    return Updated(
        tuple(_told(look) for look in looks),
        summary,
        missing_documents=len(missing),
        removed=len(removed - withdrawn),
        withdrawn=len(withdrawn),
        kept_out=reading.kept_out,
        seconds=time.monotonic() - plan.began,
    )


class _Reading:
    """Reads what is to be read, and decides document by document what goes into the index."""

    def __init__(self, folder: Path, looks: Sequence[Look], held: Collection[str], tell: OnEvent) -> None:
        self.recorder = Recorder(lambda: ledger_before(folder), [look.place for look in looks if look.to_read])
        self.withdrawn: set[str] = set()
        self._looks = looks
        self._tell = tell
        self._look: Look | None = None
        self._bytes = 0
        self._at = (0, 0)
        self._given: set[str] = set()
        self._kept_out: set[str] = set()
        self._passed_over: dict[str, None] = {}  # documents of the file now read that another file gives
        recorded = {doc_id for look in looks for entry in look.place.addition.files for doc_id in entry.doc_ids}
        self._taken_out = recorded - set(held)  # by the user: who removes a document wants it out
        self._holders = {
            doc_id: look.order.get(str(look.place.disk_path(entry)), (number, 0))
            for number, look in enumerate(looks)
            for entry in look.unchanged
            for doc_id in entry.doc_ids
        }

    @property
    def kept_out(self) -> int:
        return len(self._kept_out)

    def documents(self) -> Iterator[Document]:
        """The documents of all changed and new files that are to be in the index."""
        some = [look for look in self._looks if look.to_read]
        self._bytes = sum(look.bytes for look in some)
        for look in some:
            self._look = look
            forced = look.place.addition.format or None
            for document in read([look.place.path], forced, self._note, self._wanted(look)):
                if self._is_wanted(document):
                    yield document
        self.recorder.finish()

    def _note(self, event: ReadEvent) -> None:
        if isinstance(event, ReadStarted):
            self._started(event)
            return
        if isinstance(event, DocumentWithdrawn):
            self.withdrawn.add(event.doc_id)
        if isinstance(event, FileRead | FileFailed) and self._passed_over:
            for doc_id in self._passed_over:
                self.recorder.note(DocumentRepeated(event.path, doc_id))
            given = tuple(doc_id for doc_id in event.doc_ids if doc_id not in self._passed_over)
            self._passed_over = {}
            self.recorder.note(replace(event, doc_ids=given))
        else:
            self.recorder.note(event)
        self._tell(event)

    def _started(self, event: ReadStarted) -> None:
        """Says how much there is to read at all places, a packed file counted by what is in it, as far as known."""
        if self._look is not None and not self._look.place.path.is_dir():
            self._bytes += event.bytes - self._look.bytes
        self._tell(ReadStarted(sum(len(look.to_read) for look in self._looks), self._bytes))

    def _wanted(self, look: Look) -> Callable[[Path], bool]:
        def wanted(path: Path) -> bool:
            self._at = look.order.get(str(path), self._at)
            return str(path) in look.to_read

        return wanted

    def _is_wanted(self, document: Document) -> bool:
        """Whether a document is to be added: not against the user's wish, nor in the place of one that came first."""
        doc_id = document.doc_id
        if doc_id in self._taken_out:
            self._kept_out.add(doc_id)
            return False
        holder = self._holders.get(doc_id)
        revised = document.source in REVISED  # of these what comes last is the newest
        again = doc_id in self._given
        if (holder is not None and not (revised and self._at > holder)) or (again and not revised):
            self._passed_over[doc_id] = None
            return False
        self._given.add(doc_id)
        self.withdrawn.discard(doc_id)
        return True


def _missing(ledger: Ledger, looks: Sequence[Look]) -> set[str]:
    """The documents on record that no file gives any more."""
    live: set[str] = set()
    missing: set[str] = set()
    for look in looks:
        addition = ledger.addition(look.place.addition.place)
        gone = {entry.path for entry in look.gone}
        for entry in addition.files if addition is not None else ():
            (missing if entry.path in gone else live).update(entry.doc_ids)
            missing.update(entry.lost)
    return missing - live


def _pruned(ledger: Ledger, looks: Sequence[Look]) -> Ledger:
    """The ledger without the files that are gone, and without places that are gone altogether."""
    gone = {look.place.addition.place: {entry.path for entry in look.gone} for look in looks}
    additions = []
    for addition in ledger.additions:
        lost = gone.get(addition.place, set())
        files = tuple(replace(entry, lost=()) for entry in addition.files if entry.path not in lost)
        if files or not addition.files:
            additions.append(replace(addition, files=files))
    return replace(ledger, additions=tuple(additions))


def _told(look: Look) -> PlaceUpdate:
    missing = sum(1 for entry in look.gone if entry.doc_ids)
    return PlaceUpdate(look.place.addition.place, len(look.unchanged), len(look.to_read), missing, look.note)
