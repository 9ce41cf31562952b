"""An index of another schema version, put out of the way so that a new one can be made in its place.

Knows of an old index only that its manifest counts its sources. Nothing of it is deleted: its owner may want to know
what was in it.
"""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

from retrieval.durable import storing
from retrieval.publishing import write_lock
from retrieval.snapshot import MANIFEST, current_generation


def set_aside(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Renames the folder of an old index; gives where it is now, and the sources that it holds."""
    sources = _sources(folder / current_generation(folder) / MANIFEST)
    aside = next(path for n in count(1) if not (path := folder.with_name(f"{folder.name}.old-{n}")).exists())
    with write_lock(folder), storing(folder):
        folder.rename(aside)
    return aside, sources


def _sources(manifest: Path) -> tuple[str, ...]:
    try:
        return tuple(str(count["source"]) for count in json.loads(manifest.read_bytes())["sources"])
    except (OSError, ValueError, TypeError, KeyError):
        return ()
