"""Readers that go on searching, in threads and processes, while a writer publishes, merges and compacts."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event, Semaphore
from pathlib import Path

import pytest

from retrieval.encoding import HashingEncoder
from retrieval.index import Index, open_catalogue
from tests.retrieval.literature import document

STAYS = document("Gout", "Gout is a painful disease of joints, and it stays in the index.")


def write_often(folder: Path, rounds: int) -> None:
    for number in range(rounds):
        documents = [document(f"Topic {number} {n}", f"Round {number}.") for n in range(6)]
        Index.add(folder, documents, HashingEncoder(), checkpoint_passages=4)
        Index.remove(folder, [one.doc_id for one in documents[:4]])
        if number % 3 == 2:
            Index.compact(folder)


def search_until(folder: Path, is_over: Callable[[], bool], opened: Callable[[], object]) -> tuple[int, int]:
    """Searches with one open index after another, and one kept for long; counts searches and switches."""
    kept = Index.open(folder, HashingEncoder())
    index, searches, switches = kept, 0, 0
    opened()
    while not is_over() or not switches:
        for reader in (index, kept):
            hits = reader.search("gout joints", 3)
            assert hits[0].passage.text == STAYS.sections[0].text
            assert reader.passage("gout#0").doc_id == "gout"
            assert reader.topics("gout") == ("Gout",)
            searches += 1
        time.sleep(0.005)  # the writer needs the processor too
        if not index.is_current():
            index = Index.open(folder, HashingEncoder())
            switches += 1
    return searches, switches


def search_in_a_process(folder: Path, over: Event, opened: Semaphore, told: Connection) -> None:
    told.send(search_until(folder, over.is_set, opened.release))


@pytest.mark.parametrize("rounds", [1, pytest.param(15, marks=pytest.mark.slow)])
def test_readers_never_meet_an_error(in_memory: Path, rounds: int) -> None:
    folder = in_memory / "index"
    Index.add(folder, [STAYS], HashingEncoder())
    context = multiprocessing.get_context("forkserver")
    over, opened, failed = context.Event(), context.Semaphore(0), list[BaseException]()
    ours, theirs = context.Pipe()
    process = context.Process(target=search_in_a_process, args=(folder, over, opened, theirs))
    process.start()
    theirs.close()

    def search() -> None:
        try:
            search_until(folder, over.is_set, opened.release)
        except BaseException as error:  # noqa: BLE001  whatever it is, the test tells of it
            failed.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(3):  # all have opened what the writer is about to replace
        assert opened.acquire(timeout=120)
    write_often(folder, rounds)
    over.set()
    for thread in threads:
        thread.join()
    searches, switches = ours.recv()
    process.join()
    assert (process.exitcode, failed) == (0, [])
    assert searches > 1 and switches >= 1
    assert open_catalogue(folder).verify().documents == 1 + 2 * rounds


def test_what_no_reader_holds_is_cleared_away_and_what_one_holds_is_not(in_memory: Path) -> None:
    Index.add(in_memory, [STAYS], HashingEncoder())
    reader = open_catalogue(in_memory)
    for number in range(4):
        Index.add(in_memory, [document(f"Topic {number}")], HashingEncoder())
    generations = {path.name for path in in_memory.iterdir() if path.name.startswith("gen-")}
    assert generations == {"gen-000001", "gen-000004", "gen-000005"}
    assert reader.passage("gout#0").doc_id == "gout"
    reader.close()
    del reader
    Index.compact(in_memory)
    Index.add(in_memory, [document("Scurvy")], HashingEncoder())
    assert {path.name for path in (in_memory / "segments").iterdir()} == {"seg-000006", "seg-000007"}
