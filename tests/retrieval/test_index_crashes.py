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
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from retrieval.errors import RetrievalError, StorageError
from retrieval.steps import listening
from tests.retrieval.changes import (
    CHANGES,
    Change,
    Facts,
    begin,
    check_done,
    check_visible,
    facts,
    run_and_die,
    steps_of,
)

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


@dataclass(frozen=True, slots=True)
class Uninterrupted:
    """An index before any change; and of each change its steps, and what readers find when nothing interrupted it."""

    base: Path
    steps: dict[str, list[str]]
    facts: dict[str, Facts]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Uninterrupted:
    folder = tmp_path_factory.mktemp("whole")
    begin(CHANGES[1], folder / "base")
    steps = {change.name: steps_of(change, folder / change.name) for change in CHANGES}
    return Uninterrupted(folder / "base", steps, {change.name: facts(folder / change.name) for change in CHANGES})


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
        with suppress(ProcessLookupError):  # it was done before
            os.kill(process.pid, signal.SIGKILL)
    process.join()
    ours.close()
    return process.exitcode == -signal.SIGKILL


def recover(change: Change, folder: Path, whole: Uninterrupted) -> None:
    """What must hold after a kill, and after the change is made once more."""
    check_visible(change, folder)
    change.run(folder)
    check_done(change, folder, whole.facts[change.name])
    shutil.rmtree(folder)


def trial(
    processes: ForkServerContext, name: str, folder: Path, whole: Uninterrupted, at: int | None, after: float = 0.0
) -> bool:
    """Whether the writer was killed in the middle; whether or not, the index must be as it should."""
    begin(BY_NAME[name], folder, whole.base)
    killed = kill(processes, BY_NAME[name], folder, at, after)
    recover(BY_NAME[name], folder, whole)
    return killed


@pytest.mark.parametrize("name", BY_NAME)
def test_a_writer_killed_at_a_few_steps(
    processes: ForkServerContext, whole: Uninterrupted, folder: Path, name: str
) -> None:
    steps = whole.steps[name]
    for at in (steps.index("manifest.json written"), random.Random(name).randrange(len(steps))):
        assert trial(processes, name, folder, whole, at)


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_writer_killed_at_every_step(
    processes: ForkServerContext, whole: Uninterrupted, folder: Path, name: str
) -> None:
    for at in range(len(whole.steps[name])):
        assert trial(processes, name, folder, whole, at)


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_writer_killed_at_random_moments(
    processes: ForkServerContext, whole: Uninterrupted, folder: Path, name: str
) -> None:
    change, chance = BY_NAME[name], random.Random(name)
    begin(change, folder, whole.base)
    began = time.monotonic()
    change.run(folder)
    seconds = time.monotonic() - began
    shutil.rmtree(folder)
    killed = 0
    while killed < 45:
        killed += trial(processes, name, folder, whole, None, chance.uniform(0, seconds))


@pytest.mark.slow
def test_a_writer_killed_again_and_again_comes_to_its_end(
    processes: ForkServerContext, whole: Uninterrupted, folder: Path
) -> None:
    change, chance = BY_NAME["update"], random.Random(1)
    begin(change, folder, whole.base)
    for _ in range(25):
        kill(processes, change, folder, chance.randrange(len(whole.steps["update"])), 0.0)
        check_visible(change, folder)
    recover(change, folder, whole)


def fail(name: str, folder: Path, at: int, error: OSError, whole: Uninterrupted) -> None:
    """The disk fails at a step: a StorageError, unless all was published by then; in any case the index is whole."""
    begin(BY_NAME[name], folder, whole.base)
    count = itertools.count()

    def listener(step: str) -> None:
        if next(count) == at:
            raise OSError(error.errno, error.strerror)

    with listening(listener):
        try:
            BY_NAME[name].run(folder)
        except RetrievalError as raised:
            assert isinstance(raised, StorageError)
            assert str(error.strerror) in str(raised)
    recover(BY_NAME[name], folder, whole)


ERRORS = (OSError(28, "No space left on device"), OSError(5, "Input/output error"))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_disk_that_fails(whole: Uninterrupted, folder: Path, name: str) -> None:
    fail(name, folder, random.Random(name).randrange(len(whole.steps[name])), ERRORS[0], whole)


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_NAME)
def test_a_disk_that_fails_at_any_step(whole: Uninterrupted, folder: Path, name: str) -> None:
    for at in range(len(whole.steps[name])):
        fail(name, folder, at, ERRORS[at % 2], whole)
