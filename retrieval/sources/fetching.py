"""The story of fetching: a name the user gave → the newest file of that source on this disk, checked.

Given the folder, the mirror and who asks; knows the three kinds of origin. Knows nothing of formats or indexes.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from retrieval.errors import DownloadFailed
from retrieval.sources.catalogue import MIB, EntrezSearch, NewestListed, OneFile, Wanted
from retrieval.sources.checking import check_pinned, check_whole
from retrieval.sources.download import Downloaded, OnTransfer, Order, Transfer, download
from retrieval.sources.entrez import Asker
from retrieval.sources.keeping import Kept, Receipt, Validators
from retrieval.sources.searching import SearchOrder, collect
from retrieval.sources.web import Patience, Wait, Web

LIMIT = 1_000  # records of a search, unless the user says otherwise


@dataclass(frozen=True, slots=True)
class Downloads:
    """Where downloads lie, through which mirror they come, and who asks for them."""

    folder: Path
    mirror: str = ""
    asker: Asker = field(default_factory=Asker)
    patience: Patience = field(default_factory=Patience)
    wait: Wait = time.sleep


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source's file. `fresh`: it came just now; `received`: when; `notes` are sentences the user should see."""

    name: str
    path: Path
    fresh: bool
    received: str
    sha256: str
    notes: tuple[str, ...] = ()


def fetch(wanted: Wanted, downloads: Downloads, on_transfer: OnTransfer, limit: int = LIMIT) -> Fetched:
    """The newest file of a source, downloaded where it is not here yet or has changed.

    Where the publisher cannot be reached, an earlier copy will do, and a note says so. Raises DownloadFailed or
    StorageError.
    """
    kept = Kept(downloads.folder / file_name(wanted))
    web = Web(downloads.mirror, downloads.patience, downloads.wait)
    notes: tuple[str, ...] = ()
    try:
        match wanted.source.origin:
            case OneFile() as origin:
                got = _one_file(web, wanted, origin, kept, on_transfer)
            case NewestListed() as origin:
                got = _newest(web, wanted, origin, kept, on_transfer)
            case EntrezSearch() as origin:
                order = SearchOrder(wanted, origin, kept, limit)
                got, notes = collect(web, order, downloads.asker, on_transfer)
    except DownloadFailed as error:
        here = kept.receipt()
        if here is None:
            raise
        note = f"{error} The copy of {here.received[:10]} is used."
        return Fetched(wanted.name, kept.file, False, here.received, here.sha256, (note,))
    finally:
        web.close()
    return Fetched(wanted.name, kept.file, got.fresh, got.receipt.received, got.receipt.sha256, notes)


def file_name(wanted: Wanted) -> str:
    """The name of a source's file: a search has one of its own, readable and never another's."""
    if not wanted.query:
        return wanted.source.file
    words = re.sub(r"\W+", "-", wanted.query.lower()).strip("-")[:40].strip("-")
    mark = hashlib.sha256(wanted.query.encode()).hexdigest()[:8]
    stem, dot, ending = wanted.source.file.partition(".")
    return f"{stem}-{words}-{mark}{dot}{ending}"


def _one_file(web: Web, wanted: Wanted, origin: OneFile, kept: Kept, on_transfer: OnTransfer) -> Downloaded:
    name = wanted.source.file
    here = kept.receipt()
    if origin.pin is None:
        check: Callable[[Path], None] = partial(check_whole, name=name)
    else:
        check = partial(_check_all, name=name, origin=origin)
        if here is not None and here.validators.url == origin.url:
            return Downloaded(here, fresh=False)
        if kept.file.is_file():  # somebody put it there, or its note was lost
            try:
                check(kept.file)
                return Downloaded(kept.confirm(Validators(origin.url)), fresh=False)
            except DownloadFailed:
                pass
    return download(web, Order(origin.url, kept.file, wanted.source.largest, check), on_transfer)


def _check_all(path: Path, name: str, origin: OneFile) -> None:
    check_whole(path, name)
    if origin.pin is not None:
        check_pinned(path, name, origin.pin)


def _newest(web: Web, wanted: Wanted, origin: NewestListed, kept: Kept, on_transfer: OnTransfer) -> Downloaded:
    def pause(seconds: float, reason: str) -> None:
        on_transfer(Transfer(wanted.source.file, 0, None, f"{reason}; again in {seconds:.0f} s"))

    page = web.persistently(lambda: web.text(origin.page, 8 * MIB), pause)
    links = re.findall(rf"""href\s*=\s*["']([^"']*?{origin.pattern})["']""", page, re.IGNORECASE)
    if not links:
        raise DownloadFailed(f"{origin.page} lists no file of {wanted.source.title}: the publisher may have moved it.")
    url = urljoin(origin.page, max(links, key=lambda link: link[1])[0])
    check = partial(check_whole, name=wanted.source.file)
    return download(web, Order(url, kept.file, wanted.source.largest, check), on_transfer)


def kept_receipt(wanted: Wanted, folder: Path) -> Receipt | None:
    """The receipt of a source's good copy, where there is one."""
    return Kept(folder / file_name(wanted)).receipt()
