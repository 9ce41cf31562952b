"""The rule for a device whose memory is full: drop what can be spared, try once more, and only then give up.

Knows nothing of models and caches: it is given what to try, and how to make room.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

import torch

from models.loading import out_of_memory

T = TypeVar("T")


def with_room(work: Callable[[], T], make_room: Callable[[], None], again: Callable[[], T] | None = None) -> T:
    """What `work` gives; where memory runs out, what `again` gives (by itself `work`) once `make_room` was called.

    `again` is for work that cannot be repeated as it stands. Any other error passes through at once, as does whatever
    `again` raises: there is no third try.
    """
    try:
        return work()
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
    # Not within the handler: as long as the error lives, its traceback holds the tensors of the pass that failed.
    make_room()
    return (again or work)()


def hand_back(device: str) -> None:
    """Gives what torch keeps for later back to a CUDA device; elsewhere nothing is kept."""
    gc.collect()
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
