"""A publisher on this machine, and a download folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.sources.fetching import Downloads
from retrieval.sources.web import Patience
from tests.retrieval.sources.publisher import Publisher, serving


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with serving(Publisher()) as one:
        yield one


@pytest.fixture
def waits() -> list[float]:
    """The pauses that were asked for; nobody waits."""
    return []


@pytest.fixture
def downloads(publisher: Publisher, tmp_path: Path, waits: list[float]) -> Downloads:
    """The publisher stands for all publishers."""
    patience = Patience(tries=4, connect_seconds=2.0, read_seconds=0.3)
    return Downloads(tmp_path / "downloads", mirror=publisher.url, patience=patience, wait=waits.append)
