"""`osler eval download`: the data of tasks from their publishers, for those tasks that a plain https file holds.

    TO/.downloads/NAME      what came, with the note by which it is gone on with or asked about the next time
    TO/NAME OF THE DATA     the same file as the task looks for it

The network is retrieval's own client: only https, resumed, a mirror where the settings name one. Knows no task's format.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from evals.errors import EvalError
from evals.task import Task

if TYPE_CHECKING:
    from retrieval.sources.download import OnTransfer
    from retrieval.sources.web import Web

KEPT = ".downloads"
_LARGEST = 2 * 2**30  # bytes: no question file comes near
_TEXTS = (".json", ".jsonl", ".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One file to fetch and the places where tasks look for it."""

    url: str
    kept: Path
    places: tuple[Path, ...]


def fetch(tasks: Sequence[Task], to: Path, web: Web | None = None) -> tuple[Path, ...]:
    """Fetches what the tasks need into `to`, which is made; gives the files, each once, in the order of the tasks.

    What has not changed is not fetched again. Raises EvalError where a task has no address, before anything is fetched,
    or where a file of another origin is in its place; and DownloadFailed where it does not come.
    """
    wanted = _wanted(tasks, to)
    for one in wanted:
        _check_places(one)
    from retrieval.errors import StorageError
    from retrieval.sources.display import TransferBar

    client = web or _web()
    try:
        with TransferBar() as bar:
            for one in wanted:
                _fetch(client, one, bar.on_transfer)
    except (StorageError, OSError) as error:
        raise EvalError(f"{to} cannot take the data ({_why(error)}); free some space, or give --to another.") from error
    finally:
        client.close()
    return tuple(dict.fromkeys(place for one in wanted for place in one.places))


def _wanted(tasks: Sequence[Task], to: Path) -> tuple[_Wanted, ...]:
    """One for each address, however many tasks share it."""
    places: dict[str, list[Path]] = {}
    for task in tasks:
        places.setdefault(task.url, []).append(_place(task, to))
    return tuple(_Wanted(url, to / KEPT / _kept_name(url), tuple(dict.fromkeys(own))) for url, own in places.items())


def _place(task: Task, to: Path) -> Path:
    """Where the task looks for it under `to`; within its folder where the task reads one."""
    data = Path(task.data.split("|")[0])
    if data.is_absolute():
        raise EvalError(f"{task.name} needs no download: its data are at {data}.")
    if not task.url:
        where = f"; they come from {task.source}" if task.source else ""
        raise EvalError(f"The data of {task.name} cannot be fetched from here{where}: put them at {to / data}.")
    return to / data / _file_name(task.url) if task.takes_folder and not data.suffix else to / data


def _file_name(url: str) -> str:
    return re.sub(r"[^\w.-]+", "-", PurePosixPath(unquote(urlsplit(url).path)).name) or "data"


def _kept_name(url: str) -> str:
    """Readable, and another for every address."""
    return f"{hashlib.sha256(url.encode()).hexdigest()[:8]}-{_file_name(url)}"


def _check_places(wanted: _Wanted) -> None:
    """Raises where a file is in the way that is not what was fetched before."""
    for place in wanted.places:
        ours = wanted.kept.is_file() and place.is_file() and filecmp.cmp(wanted.kept, place, shallow=False)
        if place.exists() and not ours:
            raise EvalError(f"{place} is there already and was not fetched; move it away, or give --to another folder.")


def _fetch(web: Web, wanted: _Wanted, on_transfer: OnTransfer) -> None:
    from retrieval.sources.download import Order, download

    check = partial(_check, name=_file_name(wanted.url))
    download(web, Order(wanted.url, wanted.kept, _LARGEST, check), on_transfer)
    for place in wanted.places:
        place.parent.mkdir(parents=True, exist_ok=True)
        _put(wanted.kept, place)


def _check(path: Path, name: str) -> None:
    """Raises DownloadFailed unless it can be data: an archive that is whole, or no web page in the place of a text."""
    from retrieval.errors import DownloadFailed
    from retrieval.sources.checking import check_whole

    check_whole(path, name)
    with path.open("rb") as file:
        head = file.read(512)
    if name.lower().endswith(_TEXTS) and re.match(rb"\s*<(?:!doctype|html)", head, re.I):
        raise DownloadFailed(f"{name} came as a web page and not as data: get it with a browser instead.")
    if not head:
        raise DownloadFailed(f"{name} came empty: run the command again.")


def _put(kept: Path, place: Path) -> None:
    """The same file under another name, whole or not at all; a copy where the disk has no links."""
    if place.exists() and place.samefile(kept):
        return  # renaming one link of a file to another of its links does nothing
    new = place.with_name(f".{place.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    try:
        os.link(kept, new)
    except OSError:
        shutil.copyfile(kept, new)
    new.replace(place)


def _web() -> Web:
    from agent.settings import read_settings
    from retrieval.sources.web import Web

    return Web(read_settings().mirror.strip())


def _why(error: Exception) -> str:
    """The system's own word, where there is one."""
    cause = error if isinstance(error, OSError) else error.__cause__
    return cause.strerror or str(cause) if isinstance(cause, OSError) else "there is not enough room"
