"""The literature a conversation searches: opened once, opened anew when a writer has made a newer generation of it.

Also brings the bundled handbook into the index the first time, and again when its text has changed. Knows nothing of
language models or conversations; the encoder is given.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from agent.handbook import HANDBOOK, mark_holds, set_mark
from retrieval.documents import Hit
from retrieval.encoding import Encoder
from retrieval.errors import IndexMissing, IndexOutdated
from retrieval.index import Index, open_catalogue
from retrieval.retriever import ScorePairs
from retrieval.snapshot import Manifest
from retrieval.writing import OnProgress


class Library:
    """One index folder, always at its newest generation. Safe for several threads."""

    def __init__(self, folder: Path, encoder: Encoder, score_pairs: ScorePairs | None = None) -> None:
        self._folder = folder
        self._encoder = encoder
        self._score_pairs = score_pairs
        self._lock = threading.Lock()
        self._index = Index.open(folder, encoder, score_pairs)

    def search(self, query: str, k: int) -> tuple[Hit, ...]:
        """The `k` best passages."""
        return self._current().search(query, k)

    def topics(self, text: str) -> tuple[str, ...]:
        """The titles and synonyms of the literature that a text names."""
        return self._current().topics(text)

    def titles(self, text: str) -> dict[str, str]:
        """Names in the text that the literature has under another title: {"hypo": "Low blood sugar"}."""
        return self._current().titles(text)

    def _current(self) -> Index:
        with self._lock:
            if not self._index.is_current():
                # The old one is not closed: another thread may be in the middle of a search; it goes when they do.
                self._index = Index.open(self._folder, self._encoder, self._score_pairs)
            return self._index


def prepare_handbook(
    folder: Path, encoder: Callable[[], Encoder], on_progress: OnProgress | None = None, handbook: Path = HANDBOOK
) -> bool:
    """See that the index at `folder` holds the handbook as it is now; whether anything had to be done.

    A folder without an index gets one, and so does one whose index this Osler no longer reads, or which holds nothing
    but the handbook under another encoder: those are kept beside it. An index from which the user has removed the
    handbook is left without it.
    """
    try:
        catalogue = open_catalogue(folder)
    except IndexMissing:
        pass
    except IndexOutdated:
        _set_aside(folder)
    else:
        held, manifest = catalogue.doc_ids("handbook"), catalogue.manifest
        catalogue.close()
        if {count.source for count in manifest.sources} == {"handbook"} and _is_foreign(manifest, encoder()):
            _set_aside(folder)
        elif not held or mark_holds(folder, handbook):
            return False
        else:
            _drop_missing(folder, held, handbook)
    from retrieval.readers import read

    Index.add(folder, read([handbook]), encoder(), on_progress)
    set_mark(folder, handbook)
    return True


def _is_foreign(manifest: Manifest, encoder: Encoder) -> bool:
    return manifest.encoder_fingerprint != encoder.fingerprint


def _drop_missing(folder: Path, held: tuple[str, ...], handbook: Path) -> None:
    """Removes from the index the pages that the handbook no longer has."""
    gone = [doc_id for doc_id in held if not (handbook / f"{doc_id.removeprefix('handbook:')}.md").is_file()]
    if gone:
        Index.remove(folder, gone)


def _set_aside(folder: Path) -> None:
    """Moves an index of an older Osler away, and says so where it held more than the handbook."""
    from retrieval.outdated import set_aside

    aside, sources = set_aside(folder)
    others = [source for source in sources if source != "handbook"]
    if others:
        logging.getLogger("osler").warning(
            "The index of an older Osler is now at %s; add %s again with `osler index add PATH`.",
            aside,
            ", ".join(others),
        )
