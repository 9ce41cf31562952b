"""Bytes changed and files cut short, of every kind: refused with a clear error, and never a crash."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from retrieval import approximate, dense
from retrieval.encoding import HashingEncoder
from retrieval.errors import RetrievalError
from retrieval.index import Index, open_catalogue
from tests.retrieval.literature import document

UNREAD = re.compile(r"\.lock|gen-000001/.*|.*/manifest\.sha256|damaged-.*")  # what no reader of the index reads


@pytest.fixture
def folder(in_memory: Path) -> Path:
    """An index with several segments, one of them searched approximately, tombstones and a ledger."""
    folder = in_memory / "index"
    small = [replace(document(f"Topic {n}"), identifiers=(f"pmid:{n}",)) for n in range(60)]
    exact_up_to, dense.EXACT_UP_TO = dense.EXACT_UP_TO, 50
    try:
        Index.add(folder, small, HashingEncoder())
    finally:
        dense.EXACT_UP_TO = exact_up_to
    Index.add(
        folder,
        [document("Topic 3", "Changed."), document("Gout")],
        HashingEncoder(),
        ledger=lambda: '{"read": ["a", "b"]}',
    )
    assert (folder / "segments/seg-000001" / dense.INVERTED_FILE).exists()
    assert approximate.CLUSTERS_PROBED
    return folder


def kinds(folder: Path) -> list[str]:
    """Every file that a reader of the index may read."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return [name for name in names if not UNREAD.fullmatch(name)]


def damage(path: Path, chance: random.Random) -> str:
    """Changes a byte, or cuts the file short; says what was done. An empty file gets a byte."""
    content = bytearray(path.read_bytes())
    if content and chance.random() < 0.7:
        place = chance.randrange(len(content))
        content[place] ^= chance.randrange(1, 256)
        path.write_bytes(content)
        return f"{path}: byte {place} changed"
    if content:
        length = chance.randrange(len(content))
        os.truncate(path, length)
        return f"{path}: cut to {length}"
    path.write_bytes(b"x")
    return f"{path}: filled"


def use(folder: Path, told: Connection) -> None:
    """In a process of its own, all that readers do with an index; tells the error that refused it, if any."""
    try:
        index = Index.open(folder, HashingEncoder())
        index.search("topic 7 symptoms", 20)
        index.topics("is gout treated?")
        index.documents()
        index.ledger()
        list(index.whole_documents())
        told.send(("found", ""))
        index.verify()
    except RetrievalError as error:
        told.send((type(error).__name__, str(error)))
    else:
        told.send(("whole", ""))


def refused(folder: Path) -> tuple[str, str]:
    """How a process that uses the index ends: the last thing it tells. A crash is a failed test."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("forkserver").Process(target=use, args=(folder, theirs))
    process.start()
    theirs.close()
    said = ("nothing", "")
    while True:
        try:
            said = ours.recv()
        except EOFError:
            break
    process.join()
    assert process.exitcode == 0, f"crashed with {process.exitcode}"
    return said


def check_damage(folder: Path, names: list[str], seed: int) -> None:
    chance = random.Random(seed)
    for number, name in enumerate(names):
        copy = folder.with_name(f"copy-{number}")
        shutil.copytree(folder, copy)
        done = damage(copy / name, chance)
        kind, sentence = refused(copy)
        assert kind in ("IndexCorrupt", "IndexForeign", "IndexMissing"), f"{done}: {kind}"
        assert sentence.count(". ") == 0
        assert "osler index" in sentence or "--index" in sentence
        shutil.rmtree(copy)


def test_the_index_is_whole_to_begin_with(folder: Path) -> None:
    multiprocessing.get_context("forkserver").set_forkserver_preload(["tests.retrieval.test_index_damage"])
    assert refused(folder) == ("whole", "")
    assert len(kinds(folder)) > 15


def test_some_damaged_files_are_refused(folder: Path) -> None:
    check_damage(folder, ["CURRENT", "segments/seg-000001/literature.sqlite", "segments/seg-000001/dense-ivf.faiss"], 1)


@pytest.mark.slow
def test_five_hundred_damaged_files_are_refused(folder: Path) -> None:
    names = kinds(folder)
    check_damage(folder, [names[number % len(names)] for number in range(500)], 2)


def test_a_changed_byte_of_a_text_is_found_when_the_passage_is_read(folder: Path) -> None:
    """The literature is not read through when an index is opened, so a passage vouches for itself."""
    path = folder / "segments/seg-000001/literature.sqlite"
    content = path.read_bytes()
    assert content.count(b"A doctor can treat Topic 7 with medicine") == 1
    path.write_bytes(content.replace(b"A doctor can treat Topic 7 with", b"A doctor can treat Topic 7 sans"))
    catalogue = open_catalogue(folder)
    assert catalogue.passage("topic-8#0").doc_id == "topic-8"
    with pytest.raises(RetrievalError, match="changed after it was written"):
        catalogue.passage("topic-7#0")
