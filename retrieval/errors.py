"""What can go wrong with literature, as one tree. Every message is one sentence that says what to do next.

RetrievalError
├── ReadError          a file cannot be read as literature (names the file)
├── NothingToRead      no readable document at the paths given
├── IndexMissing       no index at the folder given
├── IndexForeign       a folder that is not an Osler index
│   └── IndexOutdated  an index of another schema version
├── IndexCorrupt       a checksum, count or format inside the index does not hold
├── EncoderMismatch    the index was built with another encoder
├── IndexBusy          another process is writing the index
├── UnknownDocument    no document of that id in the index
├── BadQuery           a query without a word in it, k below 1, or a date that is none
├── UnknownSource      no source of that name in the catalogue of sources
├── DownloadFailed     a download did not come, or is not what was promised; an earlier copy is kept
├── VectorsUnavailable a Milvus server or file that does not do what it is asked
├── VectorsOutdated    Milvus holds another generation than the index, or lacks a passage
├── WorkersFailed      Ray, or what runs on it, failed again and again
├── LedgerMissing      the index does not say which files it was made from
└── StorageError       the disk is full or not writable; the index on disk is untouched
"""

from __future__ import annotations


class RetrievalError(Exception):
    """Root of the retrieval errors; `str(error)` is one sentence that says what to do."""


class ReadError(RetrievalError):
    """A file cannot be read as literature. `path` names it; `reason` says why in a few words."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """So that it can be sent from one process to another."""
        return ReadError, (self.path, self.reason)


class NothingToRead(RetrievalError):
    """No readable document at the paths given."""


class IndexMissing(RetrievalError):
    """No index at the folder given."""


class IndexForeign(RetrievalError):
    """The folder is not an Osler index that this Osler reads."""


class IndexOutdated(IndexForeign):
    """The folder is an Osler index of another schema version than this Osler reads."""


class IndexCorrupt(RetrievalError):
    """A checksum, a count or a format inside the index does not hold."""


class EncoderMismatch(RetrievalError):
    """The index was built with another encoder than the one given."""


class IndexBusy(RetrievalError):
    """Another process is writing the index."""


class UnknownDocument(RetrievalError):
    """No document of that id in the index."""


class BadQuery(RetrievalError):
    """A query without a word in it, or a number of hits below 1."""


class UnknownSource(RetrievalError):
    """No source of that name in the catalogue of sources."""


class DownloadFailed(RetrievalError):
    """A download did not come, or is not what was promised. An earlier copy is kept."""


class VectorsUnavailable(RetrievalError):
    """A Milvus server or file that cannot be reached, or does not do what it is asked."""


class VectorsOutdated(RetrievalError):
    """Milvus holds the vectors of another generation than the index, or lacks a passage of it."""


class WorkersFailed(RetrievalError):
    """Ray cannot be reached, or work on it failed though it was tried again."""


class LedgerMissing(RetrievalError):
    """The index does not say which files it was made from."""


class StorageError(RetrievalError):
    """The disk is full or not writable; the index on disk is untouched."""
