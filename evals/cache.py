"""What an evaluation keeps between runs: vectors and indexes, by the content they were made from.

A key is a checksum of all that the result depends on, so nothing here is ever stale; the folder may be deleted at any
time. Knows nothing of what is kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.errors import EvalError

Vectors = NDArray[np.float32]


def default_cache() -> Path:
    """The folder of the cache, in the home that the settings name."""
    from agent.settings import read_settings

    return read_settings().home / "cache" / "evals"


def content_key(parts: Iterable[str]) -> str:
    """A checksum of texts, one after the other; where one ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        text = part.encode("utf-8", "surrogatepass")
        digest.update(len(text).to_bytes(8, "little"))
        digest.update(text)
    return digest.hexdigest()[:32]


def cached_vectors(
    cache: Path, fingerprint: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]
) -> Vectors:
    """The texts' vectors by the encoder of that fingerprint, from the cache or now. Equal texts have equal vectors."""
    distinct = list(dict.fromkeys(texts))
    path = cache / "vectors" / f"{content_key([fingerprint, *distinct])}.npy"
    vectors = _read(path, len(distinct))
    if vectors is None:
        vectors = encode(distinct)
        _write(path, vectors)
    place = {text: n for n, text in enumerate(distinct)}
    return vectors[[place[text] for text in texts]]


def _read(path: Path, rows: int) -> Vectors | None:
    """What was kept; nothing where there is none, or a file that is not whole."""
    try:
        vectors: Vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return vectors if vectors.ndim == 2 and len(vectors) == rows and vectors.dtype == np.float32 else None


def _write(path: Path, vectors: Vectors) -> None:
    """Under another name first, so that a run that is stopped leaves no half of a file."""
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.unfinished.npy")
    with kept_in(path.parent):
        np.save(unfinished, vectors, allow_pickle=False)
        unfinished.replace(path)


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Makes a folder of the cache; where it, or what is done meanwhile, cannot be written, says so in one sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        reason = f"{folder} cannot be written ({error.strerror})"
        raise EvalError(f"{reason}; set OSLER_HOME to a folder that can.") from error
