"""Where the bundled handbook is, and the mark that says which text of it an index holds. Loads nothing heavy."""

from __future__ import annotations

import hashlib
from pathlib import Path

HANDBOOK = Path(__file__).resolve().parent.parent / "retrieval" / "handbook"


def mark_holds(index: Path, handbook: Path) -> bool:
    """Whether the index was last given just this text."""
    mark = _mark(index)
    return mark.is_file() and mark.read_text(encoding="utf-8").strip() == _fingerprint(handbook)


def set_mark(index: Path, handbook: Path) -> None:
    """Note that the index holds this text now."""
    _mark(index).write_text(_fingerprint(handbook) + "\n", encoding="utf-8")


def _mark(index: Path) -> Path:
    """Beside the index and not in it: the index folder is the index's own."""
    return index.parent / f"{index.name}.handbook.sha256"


def _fingerprint(handbook: Path) -> str:
    digest = hashlib.sha256()
    for page in sorted(handbook.glob("*.md")):
        digest.update(page.name.encode() + b"\0" + page.read_bytes())
    return digest.hexdigest()
