"""Changes of a small index that tests interrupt, and what must be so after any interruption."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from retrieval.documents import Document
from retrieval.encoding import HashingEncoder
from retrieval.errors import IndexMissing
from retrieval.index import Index, open_catalogue
from retrieval.snapshot import SourceCount
from retrieval.steps import listening
from retrieval.store import DocumentEntry
from tests.retrieval.literature import document

CHECKPOINT = 8  # passages: four documents
BASE = tuple(document(f"Topic {n}") for n in range(12))
FRESH = tuple(document(f"Fresh {n}") for n in range(12))
CHANGED = tuple(document(f"Topic {n}", f"A changed text about topic {n}.") for n in range(8))
REMOVED = tuple(one.doc_id for one in BASE[2:9])
QUERIES = ("topic 3 symptoms", "fresh 5 outlook", "changed text", "medicine")


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to an index, and the documents that it may hold at each moment a reader can see."""

    name: str
    run: Callable[[Path], object]
    visible: tuple[tuple[Document, ...], ...]


def _add(documents: tuple[Document, ...]) -> Callable[[Path], object]:
    return lambda folder: Index.add(folder, documents, HashingEncoder(), checkpoint_passages=CHECKPOINT)


def _after(base: tuple[Document, ...], added: tuple[Document, ...]) -> tuple[Document, ...]:
    """What is in an index after adding; a document that changed goes to the end."""
    new = {one.doc_id for one in added}
    return tuple(one for one in base if one.doc_id not in new) + added


def _prefixes(base: tuple[Document, ...], added: tuple[Document, ...]) -> tuple[tuple[Document, ...], ...]:
    return tuple(_after(base, added[:count]) for count in range(0, len(added) + 1, CHECKPOINT // 2))


CHANGES = (
    Change("first", _add(BASE), _prefixes((), BASE)),
    Change("add", _add(FRESH), _prefixes(BASE, FRESH)),
    Change("update", _add(CHANGED + FRESH[:4]), _prefixes(BASE, CHANGED + FRESH[:4])),
    Change(
        "remove",
        lambda folder: _remove(folder),
        (BASE, tuple(one for one in BASE if one.doc_id not in REMOVED)),
    ),
    Change("compact", Index.compact, (BASE,)),
)


def _remove(folder: Path) -> None:
    held = {entry.doc_id for entry in open_catalogue(folder).documents()}
    Index.remove(folder, [doc_id for doc_id in REMOVED if doc_id in held])


def begin(change: Change, folder: Path, base: Path | None = None) -> None:
    """The index before the change: made, or copied from one that was."""
    if change.name != "first":
        if base is None:
            _add(BASE)(folder)
        else:
            shutil.copytree(base, folder)


def steps_of(change: Change, folder: Path) -> list[str]:
    """The points that the change reaches, in order."""
    begin(change, folder)
    steps: list[str] = []
    with listening(steps.append):
        change.run(folder)
    return steps


def run_and_die(name: str, folder: Path, kill_at: int | None, told: Connection) -> None:
    """In a process of its own: makes the change, and is killed at the step of this number, if one is given."""
    change = next(one for one in CHANGES if one.name == name)
    count = 0

    def listener(step: str) -> None:
        nonlocal count
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1

    with listening(listener) if kill_at is not None else nullcontext():
        told.send("begun")
        change.run(folder)
    told.send("done")


def check_visible(change: Change, folder: Path) -> tuple[Document, ...]:
    """Readers find the index whole and at one of the moments it may show; gives what they find."""
    try:
        catalogue = open_catalogue(folder)
    except IndexMissing:
        assert change.name == "first"
        return ()
    assert catalogue.verify().documents == len(catalogue.documents())
    found = tuple(catalogue.whole_documents())
    assert found in change.visible
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader finds in an index, whatever rows and segments its passages are in."""

    documents: tuple[Document, ...]
    entries: tuple[DocumentEntry, ...]
    sources: tuple[SourceCount, ...]
    found: tuple[list[tuple[str, float]], ...]


def facts(folder: Path) -> Facts:
    """Read from an index that is first verified."""
    index = Index.open(folder, HashingEncoder())
    index.verify()
    searches = tuple(found(index, query) for query in QUERIES)
    return Facts(tuple(index.whole_documents()), index.documents(), index.info().sources, searches)


def check_done(change: Change, folder: Path, expected: Facts) -> None:
    """After the change was made again to its end, the index is as if nothing had interrupted it."""
    assert facts(folder) == expected
    assert expected.documents == change.visible[-1]
    assert len([path for path in folder.iterdir() if path.name.startswith("gen-")]) <= 2


def found(index: Index, query: str) -> list[tuple[str, float]]:
    """What a search finds, by passage: rows, and with them the order of equals, may differ."""
    hits = index.search(query, 60)
    return sorted((hit.passage.passage_id, round(hit.score, 4)) for hit in hits)
