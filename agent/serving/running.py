"""The endpoint on a port: begins when it answers, ends when it is told to, or when what it needs cannot be loaded.

Knows ports and the server; knows nothing of what is served on it.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from agent.errors import BadSetting
from agent.page.serving import address_of, is_loopback

LOOK_SECONDS = 0.05
FAREWELL_SECONDS = 2  # for answers that are being given when the server is ended


def check_open_to(host: str, key: str, no_key: bool) -> None:
    """Raises BadSetting where others than this machine could ask without a key, and nobody said that they may."""
    if not is_loopback(host) and not key and not no_key:
        raise BadSetting(
            f"Whoever reaches {host} could ask without a key; give one with --key or OSLER_SERVE_KEY, or say --no-key."
        )
    if key and not (key.isascii() and key.isprintable()):
        raise BadSetting("The key holds characters that cannot be sent; make one of letters and digits.")


class Serving:
    """The app on a port that is already taken. `run` until `end`, or until the program is interrupted."""

    def __init__(self, app: ASGIApp, taken: socket.socket, host: str) -> None:
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=FAREWELL_SECONDS)
        self._server = uvicorn.Server(config)
        self._taken = taken
        self.address = address_of(taken, host)

    def run(self, on_ready: Callable[[str], None]) -> None:
        """Serves; `on_ready` is given the address once it is served. Raises KeyboardInterrupt where Ctrl+C ended it."""
        # That streams are cut at the end is no error to report.
        logging.getLogger("uvicorn.error").addFilter(lambda _: not self._server.should_exit)
        threading.Thread(target=self._tell, args=(on_ready,), daemon=True).start()
        self._server.run(sockets=[self._taken])

    def end(self) -> None:
        """Stop serving; may be called from any thread."""
        self._server.should_exit = True

    def end_if_failed(self, loaded: Future[Any]) -> None:
        """Stop where this was not loaded: a server that can only refuse is better started again."""
        if not loaded.cancelled() and loaded.exception() is not None:
            self.end()

    def _tell(self, on_ready: Callable[[str], None]) -> None:
        while not self._server.started and not self._server.should_exit:
            time.sleep(LOOK_SECONDS)
        if self._server.started:
            on_ready(self.address)
