"""Writers killed at every step and at random moments: what was published stays, and going on ends as it should."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from retrieval.errors import RetrievalError, StorageError
from retrieval.steps import listening
from tests.retrieval.changes import CHANGES, Change, begin, check_done, check_visible, run_and_die, steps_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")

BY_NAME = {change.name: change for change in CHANGES}


@pytest.fixture
def folder(in_memory: Path) -> Path:
    """A killed process loses nothing that it has written, in memory or on a disk."""
    return in_memory / "index"


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start with everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.retrieval.changes"])
    return context


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[str]]]:
    """For each change an index that saw it uninterrupted, and the steps that it took."""
    folders = {change.name: tmp_path_factory.mktemp(change.name) / "index" for change in CHANGES}
    return {change.name: (folders[change.name], steps_of(change, folders[change.name])) for change in CHANGES}


def kill(processes: ForkServerContext, change: Change, folder: Path, at: int | None, after: float) -> bool:
    """Whether the writer was killed before it was done: at a step, or so many seconds after it began."""
    ours, theirs = processes.Pipe()
    process = processes.Process(target=run_and_die, args=(change.name, folder, at, theirs))
    process.start()
    theirs.close()
    assert ours.recv() == "begun"
    if at is None:
        time.sleep(after)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    ours.close()
    return process.exitcode == -signal.SIGKILL


def recover(change: Change, folder: Path, uninterrupted: Path) -> None:
    """What must hold after a kill, and after the change is made once more."""
    check_visible(change, folder)
    change.run(folder)
    check_done(change, folder, uninterrupted)


def trial(
    processes: ForkServerContext, change: Change, folder: Path, at: int | None, after: float, uninterrupted: Path
) -> bool:
    begin(change, folder)
    killed = kill(processes, change, folder, at, after)
    recover(change, folder, uninterrupted)
    shutil.rmtree(folder)
    return killed


@pytest.mark.parametrize("name", BY_NAME)
def test_a_writer_killed_at_a_few_steps(
    processes: ForkServerContext, finished: dict[str, tuple[Path, list[str]]], folder: Path, name: str
) -> None:
    uninterrupted, steps = finished[name]
    for at in (steps.index("manifest.json written"), random.Random(name).randrange(len(steps))):
        assert trial(processes, BY_NAME[name], folder, at, 0.0, uninterrupted)


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_writer_killed_at_every_step(
    processes: ForkServerContext, finished: dict[str, tuple[Path, list[str]]], folder: Path, name: str
) -> None:
    uninterrupted, steps = finished[name]
    for at in range(len(steps)):
        assert trial(processes, BY_NAME[name], folder, at, 0.0, uninterrupted)


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_writer_killed_at_random_moments(
    processes: ForkServerContext, finished: dict[str, tuple[Path, list[str]]], folder: Path, name: str
) -> None:
    change, (uninterrupted, _), chance = BY_NAME[name], finished[name], random.Random(name)
    begin(change, folder)
    began = time.monotonic()
    change.run(folder)
    seconds = time.monotonic() - began
    shutil.rmtree(folder)
    killed = 0
    while killed < 45:
        killed += trial(processes, change, folder, None, chance.uniform(0, seconds), uninterrupted)


@pytest.mark.slow
def test_a_writer_killed_again_and_again_comes_to_its_end(
    processes: ForkServerContext, finished: dict[str, tuple[Path, list[str]]], folder: Path
) -> None:
    change, (uninterrupted, steps), chance = BY_NAME["update"], finished["update"], random.Random(1)
    begin(change, folder)
    for _ in range(25):
        kill(processes, change, folder, chance.randrange(len(steps)), 0.0)
        check_visible(change, folder)
    recover(change, folder, uninterrupted)


def fail(change: Change, folder: Path, at: int, error: OSError, uninterrupted: Path) -> None:
    """The disk fails at a step: a StorageError, unless all was published by then; in any case the index is whole."""
    begin(change, folder)
    count = itertools.count()

    def listener(step: str) -> None:
        if next(count) == at:
            raise OSError(error.errno, error.strerror)

    with listening(listener):
        try:
            change.run(folder)
        except RetrievalError as raised:
            assert isinstance(raised, StorageError)
            assert str(error.strerror) in str(raised)
    recover(change, folder, uninterrupted)
    shutil.rmtree(folder)


ERRORS = (OSError(28, "No space left on device"), OSError(5, "Input/output error"))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_disk_that_fails(finished: dict[str, tuple[Path, list[str]]], folder: Path, name: str) -> None:
    uninterrupted, steps = finished[name]
    fail(BY_NAME[name], folder, random.Random(name).randrange(len(steps)), ERRORS[0], uninterrupted)


@pytest.mark.slow
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("name", BY_NAME)
def test_a_disk_that_fails_at_any_step(
    finished: dict[str, tuple[Path, list[str]]], folder: Path, name: str, error: OSError
) -> None:
    uninterrupted, steps = finished[name]
    for at in range(len(steps)):
        fail(BY_NAME[name], folder, at, error, uninterrupted)
