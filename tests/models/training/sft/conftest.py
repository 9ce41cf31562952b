"""A base of each family and the lessons, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.models.training.sft.families import save_base, write_lessons


@pytest.fixture(scope="session")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of eight lessons."""
    return write_lessons(tmp_path_factory.mktemp("lessons") / "lessons.jsonl")


@pytest.fixture(scope="session")
def base_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The base folder of a family."""
    return cache(lambda family: save_base(family, tmp_path_factory.mktemp("bases") / family))
