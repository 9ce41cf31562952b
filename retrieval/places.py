"""What a user may name after `osler index add`: a path, the bundled handbook, or a source that is downloaded first.

All that is named is checked before anything is downloaded. Knows sources and paths; knows nothing of indexes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import DownloadFailed, NothingToRead, ReadError, StorageError, UnknownSource
from retrieval.ledger import Addition
from retrieval.looking import Located
from retrieval.recording import Place, absolute
from retrieval.sources.catalogue import Wanted, find, names_nothing
from retrieval.sources.download import OnTransfer
from retrieval.sources.fetching import LIMIT, Downloads, fetch

HANDBOOK_NAME = "handbook"
HANDBOOK = Path(__file__).with_name("handbook")


@dataclass(frozen=True, slots=True)
class Named:
    """What one word names: a path, or a source that lies nowhere yet."""

    text: str
    path: Path | None = None
    wanted: Wanted | None = None


def named(text: str) -> Named:
    """What a word names. Raises NothingToRead, ReadError or UnknownSource where it names nothing."""
    if not text:  # Path("") is the current folder, which nobody asked for
        raise NothingToRead("The path given is empty: give a file, a folder, a zip archive or the name of a source.")
    if text == HANDBOOK_NAME:
        return Named(text, HANDBOOK)
    if os.path.exists(text):  # noqa: PTH110  Path.exists raises where a query is longer than a file name may be
        return Named(text, Path(text))
    wanted = find(text)
    if wanted is not None:
        return Named(text, wanted=wanted)
    raise names_nothing(text) or ReadError(text, "does not exist; check the path")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The places to read, and what there is to say of the downloads."""

    places: tuple[Place, ...]
    notes: tuple[str, ...]


def gather(
    words: Sequence[Named], format_name: str | None, limit: int | None, downloads: Downloads, on_transfer: OnTransfer
) -> Gathered:
    """Downloads what is to be downloaded, one source after another."""
    places: list[Place] = []
    notes: list[str] = []
    for word in words:
        forced = format_name or ""
        if word.wanted is not None:
            got = fetch(word.wanted, downloads, on_transfer, limit or LIMIT)
            places.append(Place(Addition(got.name, True, forced, limit or 0), got.path))
            notes += got.notes
        elif word.path == HANDBOOK:
            places.append(Place(Addition(HANDBOOK_NAME, True, forced), HANDBOOK))
        elif word.path is not None:
            places.append(Place(Addition(absolute(word.path), format=forced), word.path))
    return Gathered(tuple(places), tuple(notes))


def locate(addition: Addition, downloads: Downloads, on_transfer: OnTransfer) -> Located:
    """Where an addition is now; a source is downloaded again where its publisher has changed it."""
    if not addition.named:
        return Located(Path(addition.place))
    if addition.place == HANDBOOK_NAME:
        return Located(HANDBOOK)
    try:
        wanted = find(addition.place)
        if wanted is None:
            return Located(None, "this Osler has no such source")
        got = fetch(wanted, downloads, on_transfer, addition.limit or LIMIT)
    except (DownloadFailed, NothingToRead, UnknownSource, StorageError) as error:
        return Located(None, str(error))
    return Located(got.path, " ".join(got.notes))
