"""The literature a conversation searches: opened once, opened anew when a writer has made a newer generation of it.

Also brings the bundled handbook into the index the first time, and again when its text has changed. Knows nothing of
language models or conversations; the encoder is given.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from agent.handbook import HANDBOOK, mark_holds, set_mark
from retrieval.documents import Hit
from retrieval.encoding import Encoder
from retrieval.errors import IndexMissing
from retrieval.index import Index, open_catalogue
from retrieval.writing import OnProgress


class Library:
    """One index folder, always at its newest generation. Safe for several threads."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._lock = threading.Lock()
        self._index = Index.open(folder, encoder)

    def search(self, query: str, k: int) -> tuple[Hit, ...]:
        """The `k` best passages."""
        return self._current().search(query, k)

    def topics(self, text: str) -> tuple[str, ...]:
        """The titles and synonyms of the literature that a text names."""
        return self._current().topics(text)

    def _current(self) -> Index:
        with self._lock:
            if not self._index.is_current():
                # The old one is not closed: another thread may be in the middle of a search; it goes when they do.
                self._index = Index.open(self._folder, self._encoder)
            return self._index


def prepare_handbook(
    folder: Path, encoder: Callable[[], Encoder], on_progress: OnProgress | None = None, handbook: Path = HANDBOOK
) -> bool:
    """See that the index at `folder` holds the handbook as it is now; whether anything had to be done.

    A folder without an index gets one. An index from which the user has removed the handbook is left without it.
    """
    try:
        catalogue = open_catalogue(folder)
    except IndexMissing:
        pass
    else:
        held = tuple(entry.doc_id for entry in catalogue.documents() if entry.source == "handbook")
        catalogue.close()
        if not held or mark_holds(folder, handbook):
            return False
        dropped = tuple(
            doc_id for doc_id in held if not (handbook / f"{doc_id.removeprefix('handbook:')}.md").is_file()
        )
        if dropped:
            Index.remove(folder, dropped)
    from retrieval.readers import read

    Index.add(folder, read([handbook]), encoder(), on_progress)
    set_mark(folder, handbook)
    return True
