"""Whether a downloaded file is whole, and is what was promised. Knows archives; knows nothing of networks."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
import zlib
from pathlib import Path

from retrieval.errors import DownloadFailed
from retrieval.sources.catalogue import Pin

_PIECE = 2**20


def check_whole(path: Path, name: str) -> None:
    """Raises DownloadFailed unless the archive can be read to its end with every checksum right. `name` is for people."""
    with path.open("rb") as file:
        head = file.read(512)
    try:
        if name.endswith(".zip"):
            with zipfile.ZipFile(path) as archive:
                damaged = archive.testzip()
            if damaged is not None:
                raise DownloadFailed(f"{name} came damaged (in {damaged}): run the command again.")
        elif name.endswith(".gz"):
            with gzip.open(path, "rb") as packed:
                while packed.read(_PIECE):
                    pass
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        what = "a web page, not an archive" if re.match(rb"\s*<(?:!doctype|html)", head, re.I) else str(error)
        raise DownloadFailed(f"{name} came damaged ({what}): run the command again.") from error


def check_pinned(path: Path, name: str, pin: Pin) -> None:
    """Raises DownloadFailed unless the archive, which is whole, holds just what the catalogue says it does."""
    with zipfile.ZipFile(path) as archive:
        comment = archive.comment.decode("ascii", errors="replace")
        if comment and comment != pin.commit:  # one that was packed anew has none
            raise DownloadFailed(
                f"{name} is of commit {comment[:40]!r}, not of {pin.commit}: ask the mirror for that one."
            )
        if pin.sha256 and entries_sha256(archive, pin.entries) != pin.sha256:
            raise DownloadFailed(
                f"{name} does not hold what its publisher put there (its sha256 is another): "
                "nothing of it was kept; run the command again, and tell us if it stays so."
            )


def entries_sha256(archive: zipfile.ZipFile, entries: str) -> str:
    """The digest of the entries that `Pin` describes."""
    digest = hashlib.sha256()
    for name in sorted(archive.namelist()):
        inner = name.partition("/")[2]
        if re.search(entries, inner):
            digest.update(f"{hashlib.sha256(archive.read(name)).hexdigest()}  {inner}\n".encode())
    return digest.hexdigest()
