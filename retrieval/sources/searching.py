"""A search of an NCBI database as one file: its pages of records, fetched one by one, packed into one archive.

What an earlier run of the day brought is not asked for again. Knows the disk; how NCBI is asked, `entrez` knows.
"""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import UnknownSource
from retrieval.records import from_json, to_json
from retrieval.sources.catalogue import EntrezSearch, Wanted
from retrieval.sources.download import Downloaded, OnTransfer, Transfer
from retrieval.sources.entrez import Asker, Entrez, Found, record_count
from retrieval.sources.keeping import Kept, Validators, storing
from retrieval.sources.web import Web


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """What to search for, where, where its file lies, and how many records to take at most."""

    wanted: Wanted
    origin: EntrezSearch
    kept: Kept
    limit: int


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a search's folder of pages is made of, so that a later run knows whether it may go on with it."""

    query: str
    day: str
    ids: tuple[str, ...]


def collect(web: Web, order: SearchOrder, asker: Asker, on_transfer: OnTransfer) -> tuple[Downloaded, tuple[str, ...]]:
    """The archive of what the search finds now, and sentences about what it does not hold.

    Raises DownloadFailed, NothingToRead where nothing is found, or UnknownSource where the limit cannot be.
    """
    if not 1 <= order.limit <= order.origin.most:
        raise UnknownSource(
            f"--limit is {order.limit:,}, but a search gives from 1 to {order.origin.most:,} records: narrow the query."
        )
    kept, database = order.kept, order.origin.database

    def pause(seconds: float, reason: str) -> None:
        on_transfer(Transfer(kept.file.name, 0, None, f"{reason}; again in {seconds:.0f} s"))

    entrez = Entrez(web, asker, pause)
    with kept.locked():
        found = entrez.search(order.origin, order.wanted.query, order.limit)
        pages = tuple(_pages(entrez, order, found, on_transfer))
        held = sum(record_count(path.read_text(encoding="utf-8"), database) for path in pages)
        got = _packed(kept, pages)
        shutil.rmtree(_folder(kept), ignore_errors=True)
    return got, (*found.notes, *_counted(order.wanted, found, held))


def _folder(kept: Kept) -> Path:
    return kept.file.with_name(kept.file.name + ".pages")


def _pages(entrez: Entrez, order: SearchOrder, found: Found, on_transfer: OnTransfer) -> Iterator[Path]:
    """The records in files of a page each; those an earlier run of today left behind are not asked for again."""
    folder, step = _folder(order.kept), order.origin.records_a_page
    _prepare(folder, _Begun(order.wanted.name, time.strftime("%Y-%m-%d"), found.ids))
    received = 0
    for start in range(0, len(found.ids), step):
        path = folder / f"records-{start:06d}.xml"
        if not path.is_file():
            text = entrez.records(order.origin, found.ids[start : start + step])
            with storing(folder):
                _write(path, text)
        received += path.stat().st_size
        done = min(start + step, len(found.ids))
        on_transfer(Transfer(order.kept.file.name, received, None, f"{done:,} of {len(found.ids):,} records"))
        yield path


def _prepare(folder: Path, begun: _Begun) -> None:
    with storing(folder.parent):
        note = folder / "search.json"
        if _read_begun(note) != begun:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            _write(note, to_json(begun))


def _packed(kept: Kept, paths: tuple[Path, ...]) -> Downloaded:
    """The pages in one archive. Equal pages make an equal archive, and leave the one that is there alone."""
    before = kept.receipt()
    kept.begin(Validators())
    with storing(kept.part.parent), zipfile.ZipFile(kept.part, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    if before is not None and before.sha256 == kept.look(Validators(), kept.part).sha256:
        kept.drop()
        return Downloaded(before, fresh=False)
    return Downloaded(kept.finish(Validators()), fresh=True)


def _counted(wanted: Wanted, found: Found, held: int) -> tuple[str, ...]:
    notes = []
    if found.count > len(found.ids):
        notes.append(
            f"{wanted.name} finds {found.count:,} records; the {len(found.ids):,} most relevant were taken (--limit)."
        )
    if held < len(found.ids):
        notes.append(f"{len(found.ids) - held:,} of the {len(found.ids):,} records of {wanted.name} are not given out.")
    return tuple(notes)


def _read_begun(path: Path) -> _Begun | None:
    try:
        return from_json(_Begun, path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _write(path: Path, text: str) -> None:
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8", newline="")
    new.replace(path)
