"""Files → documents. `read` is the one door; each format has a file of its own.

Knows formats and where publishers put what. Knows nothing of passages, indexes or models.
"""

from retrieval.readers.reading import (
    FORMATS,
    DocumentRepeated,
    DocumentWithdrawn,
    FileFailed,
    FileRead,
    FileSkipped,
    LineFailed,
    ReadEvent,
    ReadStarted,
    ReadTally,
    RecordsLeftOut,
    read,
)

__all__ = [
    "FORMATS",
    "DocumentRepeated",
    "DocumentWithdrawn",
    "FileFailed",
    "FileRead",
    "FileSkipped",
    "LineFailed",
    "ReadEvent",
    "ReadStarted",
    "ReadTally",
    "RecordsLeftOut",
    "read",
]
