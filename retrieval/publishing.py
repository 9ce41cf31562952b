"""Making a generation the current one, and clearing away what no reader needs: the only code that replaces CURRENT.

A writer fills new segments beside the old ones, then a new generation that names them, and replaces CURRENT last, in one
atomic step: whenever it is killed, readers find the old generation or the new one, both whole. The generation before
the current one stays, and any that a reader holds. Knows nothing of what segments hold.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from retrieval.durable import record_files, storing, sync_folder, write_synced
from retrieval.errors import IndexBusy, RetrievalError
from retrieval.snapshot import (
    CURRENT,
    CURRENT_NEW,
    GENERATION,
    LEDGER,
    LOCK,
    MANIFEST,
    MANIFEST_SUM,
    SEGMENTS,
    TOMBSTONES,
    Manifest,
    Snapshot,
    has_index,
    lost_pointer,
    open_generation,
    parse_manifest,
    read_current,
    read_pointer,
    refuse_lost_pointer,
)
from retrieval.steps import reached
from retrieval.tombstones import Tombstones


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Holds the index for one writer. The system frees the lock when the process ends, however it ends."""
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    with file:
        try:
            lock_alone(file.fileno())
        except OSError as error:
            raise IndexBusy(f"Another process is writing the index at {folder}: wait until it has finished.") from error
        yield


@contextmanager
def writing(folder: Path) -> Iterator[Snapshot | None]:
    """The lock, and the current generation, if there is one; what killed writers left is cleared away before and after."""
    if not has_index(folder):  # a foreign folder is refused before anything is written into it
        refuse_lost_pointer(folder)
    with write_lock(folder):
        if has_index(folder):
            read_current(folder, lambda snapshot: None)  # nothing is cleared away beside a damaged generation
        with storing(folder):
            sweep(folder)
        try:
            yield read_current(folder, lambda snapshot: snapshot) if has_index(folder) else None
        finally:
            with suppress(OSError, RetrievalError):
                sweep(folder)


@contextmanager
def new_segment(folder: Path, at_least: int) -> Iterator[Path]:
    """An empty folder for a segment, of a number not used before; removed again where filling it fails."""
    segments = folder / SEGMENTS
    with storing(folder):
        segments.mkdir(exist_ok=True)
        there = [int(path.name.removeprefix("seg-")) for path in segments.glob("seg-*")]
        segment = segments / f"seg-{max([at_least, *(n + 1 for n in there)]):06d}"
        segment.mkdir()
    try:
        yield segment
        with storing(folder):
            sync_folder(segments)
    except BaseException:
        shutil.rmtree(segment, ignore_errors=True)
        raise


def publish(
    folder: Path, manifest: Manifest, tombstones: Tombstones, ledger: str, *, clear_away: bool = True
) -> Snapshot:
    """Makes what the manifest says the current generation, once all of it is safely on the disk."""
    with storing(folder):
        generation = folder / f"gen-{_next_number(folder):06d}"
        generation.mkdir()
        try:
            text = _fill(generation, _told_now(manifest), tombstones, ledger)
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            _announce(folder, generation.name, sha256)
            write_synced(generation / MANIFEST_SUM, f"{sha256}  {MANIFEST}\n")
            write_synced(generation / MANIFEST, text)
            sync_folder(generation)
            _replace_current(folder)
        except BaseException:
            if not _is_current(folder, generation.name):
                shutil.rmtree(generation, ignore_errors=True)
            raise
    if clear_away:
        with suppress(OSError):  # where files in use cannot be deleted, the next writer will
            sweep(folder)
    return open_generation(folder, generation.name, sha256)


def point_to(folder: Path, generation: str, manifest_sha256: str) -> None:
    """Makes a generation that is whole on the disk the current one."""
    _announce(folder, generation, manifest_sha256)
    _replace_current(folder)


def _announce(folder: Path, generation: str, manifest_sha256: str) -> None:
    """Before the manifest is written: so a first write that was killed is not taken for an index without CURRENT."""
    write_synced(folder / CURRENT_NEW, f"{generation} {manifest_sha256}\n")
    sync_folder(folder)


def _replace_current(folder: Path) -> None:
    (folder / CURRENT_NEW).replace(folder / CURRENT)
    reached("CURRENT replaced")
    sync_folder(folder)


def generations(folder: Path) -> list[str]:
    """The names of all generations on the disk, whole or not, oldest first."""
    found = [path.name for path in folder.iterdir() if GENERATION.fullmatch(path.name)]
    return sorted(found, key=lambda name: int(name.removeprefix("gen-")))


def sweep(folder: Path) -> None:
    """Removes generations and segments that neither readers nor a repair need. The caller holds the write lock."""
    names = generations(folder)
    whole = [name for name in names if (folder / name / MANIFEST).is_file()]
    current = read_pointer(folder)[0] if (folder / CURRENT).is_file() else None
    if current not in whole and (current is not None or lost_pointer(folder)):
        return
    place = -1 if current is None else whole.index(current)
    stay = whole[max(0, place - 1) : place + 1]
    kept = [name for name in names if name in stay or not _removed(folder / name)]
    needed = [_segments_of(folder / name / MANIFEST) for name in kept]
    for path in (folder / SEGMENTS).glob("seg-*"):
        if all(segments is not None and path.name not in segments for segments in needed):
            with suppress(OSError):  # where files in use cannot be deleted, a later writer will
                shutil.rmtree(path)
                reached("segment removed")


def _removed(generation: Path) -> bool:
    """Removes a generation, unless a reader holds it."""
    manifest = generation / MANIFEST
    try:
        if manifest.is_file():
            with manifest.open("rb+") as file:
                lock_alone(file.fileno())
                # First of all, and under the lock: a reader that opens it now sees that it is gone.
                manifest.unlink(missing_ok=True)
                reached("manifest removed")
        shutil.rmtree(generation)
        reached("generation removed")
    except OSError:
        return False
    return True


def _fill(generation: Path, manifest: Manifest, tombstones: Tombstones, ledger: str) -> str:
    """Writes the files of a generation, and gives the text of its manifest."""
    tombstones.write(generation / TOMBSTONES)
    reached("tombstones written")
    if ledger:
        write_synced(generation / LEDGER, ledger)
    manifest = dataclasses.replace(manifest, files=record_files(generation))
    return json.dumps(dataclasses.asdict(manifest), indent=1, ensure_ascii=False)


def _told_now(manifest: Manifest) -> Manifest:
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return dataclasses.replace(manifest, osler_version=version("osler"), created=created)


def _next_number(folder: Path) -> int:
    """After every generation on the disk, so that no reader meets two of one name."""
    names = [*generations(folder), *(path.name for path in folder.glob("damaged-*/gen-*"))]
    return max((int(name.removeprefix("gen-")) for name in names), default=0) + 1


def _is_current(folder: Path, name: str) -> bool:
    with suppress(RetrievalError, OSError):
        return read_pointer(folder)[0] == name
    return False


def _segments_of(manifest: Path) -> list[str] | None:
    """The segments that a generation needs; None where it cannot tell, and so may need any."""
    try:
        return [segment.name for segment in parse_manifest(manifest, manifest.read_bytes()).segments]
    except (RetrievalError, OSError):
        return None


def lock_alone(descriptor: int) -> None:
    """A lock that one holds alone. Raises OSError where another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
