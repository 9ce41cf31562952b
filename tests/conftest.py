"""Fixtures that every package's tests share, and the guard that keeps every test on this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from agent.quiet import silence

silence()  # before any test imports what reads these switches
# For torch here and in processes that tests start: to share out tiny matrices among threads takes longer than to multiply.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# A busy machine is slow and not wrong.
hypothesis.settings.register_profile("osler", deadline=None, max_examples=40)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=400)  # --hypothesis-profile=thorough
hypothesis.settings.load_profile("osler")

LOOPBACK = ("127.", "::1", "localhost")


class LeftThisMachineError(RuntimeError):
    """A test tried to reach another machine. Not an OSError: what retries or falls back offline must not swallow it."""


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in (None, "", "0.0.0.0", "::") or (isinstance(name, str) and name.startswith(LOOPBACK))


@pytest.fixture(scope="session")
def attempts() -> list[str]:
    """The hosts that tests tried to reach, from whatever thread."""
    return []


@pytest.fixture(scope="session", autouse=True)
def stay_here(attempts: list[str]) -> Iterator[None]:
    """Refuse every name lookup and connection but to this machine itself."""

    def refuse(host: object) -> None:
        if not _is_here(host):
            attempts.append(str(host))
            raise LeftThisMachineError(f"A test tried to reach {host}.")

    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def host_of(one: socket.socket, address: Any) -> object:
        return None if one.family == getattr(socket, "AF_UNIX", None) else address[0]

    def guarded_connect(one: socket.socket, address: Any) -> None:
        refuse(host_of(one, address))
        connect(one, address)

    def guarded_connect_ex(one: socket.socket, address: Any) -> int:
        refuse(host_of(one, address))
        return connect_ex(one, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        refuse(host)
        return look_up(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def nobody_left(stay_here: None, attempts: list[str]) -> Iterator[None]:
    """Fail a test whose code tried to leave, though something between swallowed the refusal."""
    attempts.clear()
    yield
    assert not attempts, f"tried to reach {', '.join(attempts)}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The development data beside the repository; a test that asks for it is skipped where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the development data is not beside the repository")
    return folder
