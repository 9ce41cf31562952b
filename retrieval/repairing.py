"""Repair: the newest generation, where it is whole, becomes the current one; where it is not, what is good is saved.

Says exactly which documents are lost or older than they were, and does nothing that loses any unless that is accepted.
What is damaged is set aside in the index's folder and never deleted. Knows nothing of how documents are read or searched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from retrieval.durable import storing
from retrieval.errors import IndexCorrupt, IndexMissing, RetrievalError
from retrieval.publishing import generations, point_to, publish, write_lock
from retrieval.revision import open_literature
from retrieval.salvage import (
    OpenEncoder,
    Saved,
    encoder_of,
    save,
    saved_generation,
    usable_segments,
    wanted_documents,
)
from retrieval.snapshot import (
    MANIFEST,
    MANIFEST_SUM,
    SEGMENTS,
    Hold,
    Snapshot,
    check_all_sizes,
    has_index,
    parse_manifest,
    read_pointer,
)
from retrieval.verifying import verify

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did. `unnamed` counts lost documents of which not even the id is known."""

    generation: str
    changed: bool
    documents: int
    lost: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    unnamed: int = 0
    set_aside: tuple[str, ...] = ()


def repair(folder: Path, open_encoder: OpenEncoder | None = None, accept_loss: bool = False) -> Repaired:
    """Makes the index whole again. Raises IndexCorrupt, and changes nothing, where that loses what is not accepted.

    The encoder is opened only where vectors are damaged whose documents are whole.
    """
    _refuse_nothing(folder)
    with write_lock(folder):
        pointed = _pointed(folder)
        readable = list(_readable(folder, pointed))
        newest = readable[0] if readable else None
        is_readable = newest is not None and newest.name == _newest(folder, pointed)
        if newest is not None and is_readable and _is_whole(newest):
            return _point_to(folder, newest, pointed)
        wanted = wanted_documents(folder, readable, is_readable)
        saved = save(wanted, usable_segments(folder, readable, open_encoder is not None))
        _refuse_loss(folder, saved, accept_loss)
        manifest, tombstones = saved_generation(folder, saved, encoder_of(readable, saved), open_encoder)
        is_complete = not (saved.lost or saved.older or saved.unnamed)
        ledger = readable[0].ledger() if is_complete and is_readable and _is_intact(readable[0]) else ""
        snapshot = publish(folder, manifest, tombstones, ledger, clear_away=False)
        aside = _set_aside(folder, snapshot)
        return Repaired(snapshot.name, True, snapshot.manifest.documents, saved.lost, saved.older, saved.unnamed, aside)


def _refuse_nothing(folder: Path) -> None:
    with suppress(IndexCorrupt):
        if not has_index(folder) and not (folder.is_dir() and any((folder / SEGMENTS).glob("seg-*"))):
            raise IndexMissing(f"There is no index at {folder}: make one with `osler index add PATH`.")


def _pointed(folder: Path) -> tuple[str, str] | None:
    """What CURRENT says, where it still says something."""
    with suppress(IndexCorrupt, IndexMissing):
        return read_pointer(folder)
    return None


def _newest(folder: Path, pointed: tuple[str, str] | None) -> str:
    """The generation that readers should have: the one pointed to, or else the last that was begun to the end."""
    if pointed is not None and (folder / pointed[0]).is_dir():
        return pointed[0]
    return next((name for name in reversed(generations(folder)) if (folder / name / MANIFEST_SUM).is_file()), "")


def _readable(folder: Path, pointed: tuple[str, str] | None) -> Iterator[Snapshot]:
    """The generations whose manifest is what was written, the one that should be current first."""
    newest = _newest(folder, pointed)
    for name in sorted(generations(folder), key=lambda name: (name == newest, len(name), name), reverse=True):
        path = folder / name / MANIFEST
        with suppress(OSError, IndexCorrupt):
            text = path.read_bytes()
            sums = {pointed[1]} if pointed is not None and pointed[0] == name else set()
            with suppress(OSError, ValueError):
                sums.add((path.parent / MANIFEST_SUM).read_text(encoding="ascii")[:64])
            if hashlib.sha256(text).hexdigest() in sums:
                yield Snapshot(folder, name, parse_manifest(path, text), Hold(path))


def _is_whole(snapshot: Snapshot) -> bool:
    try:
        check_all_sizes(snapshot)
        snapshot.check_all()
        verify(snapshot, open_literature(snapshot))
    except RetrievalError:
        return False
    return True


def _is_intact(snapshot: Snapshot) -> bool:
    """Whether the generation's own files are what they were."""
    try:
        snapshot.check_before_use(())
    except (RetrievalError, OSError):
        return False
    return True


def _point_to(folder: Path, newest: Snapshot, pointed: tuple[str, str] | None) -> Repaired:
    """Nothing is lost: CURRENT names the newest generation, again or still."""
    sha256 = hashlib.sha256((newest.generation / MANIFEST).read_bytes()).hexdigest()
    changed = pointed != (newest.name, sha256)
    if changed:
        with storing(folder):
            point_to(folder, newest.name, sha256)
    return Repaired(newest.name, changed, newest.manifest.documents)


def _refuse_loss(folder: Path, saved: Saved, accepted: bool) -> None:
    """Says what would be lost, unless that is accepted or nothing would be."""
    if not saved.places:
        raise IndexCorrupt(
            f"Nothing of the index at {folder} can be saved: move the folder away and run `osler index add PATH` again."
        )
    told = [_told(saved.lost, "lost"), _told(saved.older, "back to an earlier version")]
    told += [f"{saved.unnamed} documents whose names are lost too"] if saved.unnamed else []
    if any(told) and not accepted:
        raise IndexCorrupt(
            f"A repair of {folder} keeps {len(saved.places)} documents, but not all ({'; '.join(filter(None, told))}):"
            " run `osler index repair --yes` to go on, and add the rest again."
        )


def _told(doc_ids: Sequence[str], what: str) -> str:
    named = ", ".join(doc_ids[:_NAMED]) + (", …" if len(doc_ids) > _NAMED else "")
    return f"{len(doc_ids)} {what}: {named}" if doc_ids else ""


def _set_aside(folder: Path, snapshot: Snapshot) -> tuple[str, ...]:
    """Moves what the new generation does not use out of the reach of whoever clears away."""
    kept = {record.name for record in snapshot.manifest.segments}
    spare = [folder / name for name in generations(folder) if name != snapshot.name]
    spare += [path for path in sorted((folder / SEGMENTS).glob("seg-*")) if path.name not in kept]
    with storing(folder):
        aside = next(path for n in count(1) if not (path := folder / f"damaged-{n:06d}").exists())
        aside.mkdir()
        for path in spare:
            path.rename(aside / path.name)
    return tuple(f"{aside.name}/{path.name}" for path in spare)
