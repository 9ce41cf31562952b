"""Arrays of an index, read from their files by any number of threads."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

# numpy reads a file's header with ast.literal_eval, and CPython's count of how deep an AST is belongs to all threads at
# once: two that parse at the same time can end in SystemError ("AST constructor recursion depth mismatch", seen on 3.11).
_ONE_AT_A_TIME = threading.Lock()


def load_array(path: Path, mmap_mode: Literal["r"] | None = None) -> NDArray[Any]:
    """The array of an .npy file, mapped where `mmap_mode` is "r". Raises OSError or ValueError, as numpy.load does."""
    with _ONE_AT_A_TIME:
        found: NDArray[Any] = np.load(path, mmap_mode=mmap_mode, allow_pickle=False)
    return found
