"""What makes tests of tiny models quick: a collector of garbage that has little to look at."""

from __future__ import annotations

import gc

import pytest


@pytest.fixture(scope="module", autouse=True)
def little_to_collect() -> None:
    """Where memory runs out the engine collects garbage; it need not look through all libraries each time."""
    gc.collect()
    gc.freeze()
