"""Before the first answer: an engine on CUDA gets its fixed buffers and graphs, or goes on without them.

Knows what may fail there; what is captured is in models.static_decoding.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from models.engine import Engine
from models.errors import OutOfMemory
from models.loading import first_line
from models.recovery import hand_back
from models.static_decoding import Way

WAYS: tuple[Way, ...] = ("fastest", "graph")  # where a compiler is missing the graphs can still be had
COMPILED = "compiled"
# of torch, and of the compiler that it calls
_FAILURES = (RuntimeError, OSError, ImportError, subprocess.SubprocessError, OutOfMemory)


def make_ready(engine: Engine, cache: Path, ways: Sequence[Way] = WAYS) -> str:
    """Lets `generate` decode in the first of `ways` that works here, on CUDA; elsewhere nothing is done.

    What torch compiles is kept in a folder within `cache`, unless TORCHINDUCTOR_CACHE_DIR names another. Gives a line for
    the user where no way worked, and text is written as without this; else an empty one.
    """
    if not engine.device.startswith("cuda"):
        return ""
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache / COMPILED))
    reason = ""
    for way in ways:
        reason = _failure(engine, way)
        if not reason:
            return ""
        hand_back(engine.device)  # not where the error is handled: its traceback holds the buffers
    return f"The model answers, but slower than it could: its steps could not be captured as CUDA graphs ({reason})."


def _failure(engine: Engine, way: Way) -> str:
    """Why this way does not work; empty where it does, or where the model is one that is never decoded so."""
    try:
        engine.decode_statically(way)
    except _FAILURES as error:
        return first_line(error)
    return ""
