"""Reads and cuts documents in a thread of its own, a little ahead of whoever encodes their passages.

Decides which documents are new, and after how many passages a checkpoint is due; says what it found as a stream of
events. The ledger is asked between two documents, so it never tells of one that is not in the checkpoint with it.
Knows nothing of segments, vectors or disks.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from retrieval.documents import Document, Passage
from retrieval.records import content_hash

Cut = Callable[[Document], tuple[Passage, ...]]
Ledger = Callable[[], str]

_AHEAD = 64  # documents: enough that neither waits for the other's slow moments, little enough to hold in memory
_PATIENCE = 0.1


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document that the index holds as it is."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new or changed document, cut. `passages_known` counts those of all fresh documents read so far."""

    document: Document
    content_hash: str
    passages: tuple[Passage, ...]
    passages_known: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What came before belongs together. `ledger` is None where none is kept; `last` says that nothing follows."""

    ledger: str | None
    last: bool


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


Event = Unchanged | Fresh | Checkpoint


class Known:
    """The content hashes of documents: those of the index, and over them those read since. Safe for several threads."""

    def __init__(self, in_index: Callable[[str], str | None]) -> None:
        self._lock = threading.Lock()
        self._in_index = in_index
        self._read: dict[str, str] = {}

    def is_fresh(self, doc_id: str, content_hash: str) -> bool:
        """Whether the index will not have just this; from now on it counts as read."""
        with self._lock:
            known = self._read.get(doc_id) or self._in_index(doc_id)
            if known != content_hash:
                self._read[doc_id] = content_hash
            return known != content_hash

    def published(self, documents: Iterable[tuple[str, str]]) -> None:
        """These ids and hashes are in the index now. A document that was read again since still counts as read."""
        with self._lock:
            for doc_id, content_hash in documents:
                if self._read.get(doc_id) == content_hash:
                    del self._read[doc_id]


@contextmanager
def cut_ahead(
    documents: Iterable[Document], cut: Cut, known: Known, checkpoint_passages: int, ledger: Ledger | None
) -> Iterator[Iterator[Event]]:
    """The events of reading these documents; the last is a checkpoint. What reading raises is raised here."""
    ahead: queue.Queue[Event | _Failed] = queue.Queue(_AHEAD)
    stopped = threading.Event()

    def work() -> None:
        try:
            for event in _events(documents, cut, known, checkpoint_passages, ledger):
                if not _put(ahead, event, stopped):
                    return
        except BaseException as error:  # noqa: BLE001  raised again where the events are taken
            _put(ahead, _Failed(error), stopped)

    thread = threading.Thread(target=work, name="reading", daemon=True)
    thread.start()
    try:
        yield _taken(ahead)
    finally:
        stopped.set()
        thread.join(timeout=5)  # a reader that waits for the network ends with the process


def _events(
    documents: Iterable[Document], cut: Cut, known: Known, checkpoint_passages: int, ledger: Ledger | None
) -> Iterator[Event]:
    passages_known = since = 0
    for document in documents:
        fresh_hash = content_hash(document)
        if not known.is_fresh(document.doc_id, fresh_hash):
            yield Unchanged()
            continue
        passages = cut(document)
        passages_known, since = passages_known + len(passages), since + len(passages)
        yield Fresh(document, fresh_hash, passages, passages_known)
        if since >= checkpoint_passages:
            since = 0
            yield Checkpoint(None if ledger is None else ledger(), last=False)
    yield Checkpoint(None if ledger is None else ledger(), last=True)


def _put(ahead: queue.Queue[Event | _Failed], event: Event | _Failed, stopped: threading.Event) -> bool:
    """Whether the event was taken into the queue before the taker stopped."""
    while not stopped.is_set():
        try:
            ahead.put(event, timeout=_PATIENCE)
        except queue.Full:
            continue
        return True
    return False


def _taken(ahead: queue.Queue[Event | _Failed]) -> Iterator[Event]:
    while True:
        event = ahead.get()
        if isinstance(event, _Failed):
            raise event.error
        yield event
        if isinstance(event, Checkpoint) and event.last:
            return
