"""A publisher for tests: a web server on this machine that serves files, and misbehaves as it is told to."""

from __future__ import annotations

import email.utils
import gzip
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

MODIFIED = email.utils.formatdate(1_700_000_000, usegmt=True)


@dataclass
class Page:
    """What is served at a path, and with which faults, one an answer: when they are used up, the answers are good.

    A fault is a status ("503", "429:7" with Retry-After), "cut:N" (N bytes, then the connection is closed),
    "slow:N" (a pause after N bytes), "long" (a wrong Content-Length) or "silent" (no answer for a while).
    """

    body: bytes
    etag: str = '"v1"'
    modified: str = MODIFIED
    ranges: bool = True
    chunked: bool = False
    packed: bool = False
    redirect: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, str]
    at: float


Reply = Callable[[dict[str, str]], tuple[int, bytes]]


class Publisher:
    """Pages by their path; `services` answer a POST from its form."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.services: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self.pause = 0.6
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", "0"))
        form = {name: values[0] for name, values in parse_qs(handler.rfile.read(length).decode()).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        path = handler.path.partition("?")[0]
        self.asked.append(Asked(handler.command, path, headers, form, time.monotonic()))
        if path in self.services:
            status, body = self.services[path](form)
            _send(handler, status, {"Content-Length": str(len(body))}, body)
        elif path in self.pages:
            self._serve(handler, self.pages[path], headers)
        else:
            _send(handler, 404, {"Content-Length": "0"}, b"")

    def _serve(self, handler: BaseHTTPRequestHandler, page: Page, asked: dict[str, str]) -> None:
        fault, _, detail = (page.faults.pop(0) if page.faults else "").partition(":")
        if fault == "silent":
            time.sleep(self.pause)
            return
        if fault.isdigit():
            _send(handler, int(fault), {"Content-Length": "0", **({"Retry-After": detail} if detail else {})}, b"")
            return
        if page.redirect:
            _send(handler, 302, {"Location": page.redirect, "Content-Length": "0"}, b"")
            return
        said = {name: value for name, value in (("ETag", page.etag), ("Last-Modified", page.modified)) if value}
        if page.etag and asked.get("if-none-match") == page.etag:
            _send(handler, 304, said, b"")
            return
        self._send_body(handler, page, asked, said, fault, detail)

    def _send_body(
        self,
        handler: BaseHTTPRequestHandler,
        page: Page,
        asked: dict[str, str],
        said: dict[str, str],
        fault: str,
        detail: str,
    ) -> None:
        body, status = gzip.compress(page.body) if page.packed else page.body, 200
        start = re.fullmatch(r"bytes=(\d+)-", asked.get("range", ""))
        if start and page.ranges and asked.get("if-range") in (page.etag, page.modified):
            said["Content-Range"] = f"bytes {start[1]}-{len(body) - 1}/{len(body)}"
            body, status = body[int(start[1]) :], 206
        if page.packed:
            said["Content-Encoding"] = "gzip"
        if page.chunked:
            said["Transfer-Encoding"] = "chunked"
        else:
            said["Content-Length"] = str(len(body) + (10 if fault == "long" else 0))
        pieces = [body[: int(detail)], body[int(detail) :]] if fault in ("cut", "slow") else [body]
        _head(handler, status, said)
        for number, piece in enumerate(pieces):
            if number and fault == "cut":
                handler.close_connection = True
                return
            if number:
                time.sleep(self.pause)
            _write(handler, piece, page.chunked)
        if page.chunked:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = fault == "long"


def _send(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    _head(handler, status, headers)
    handler.wfile.write(body)


def _head(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()


def _write(handler: BaseHTTPRequestHandler, piece: bytes, chunked: bool) -> None:
    if chunked and piece:
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    elif not chunked:
        handler.wfile.write(piece)
    handler.wfile.flush()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of a client that left; anything else is a fault of the test."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(publisher: Publisher) -> Iterator[Publisher]:
    """The publisher at work, in threads of this process."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            try:
                publisher.answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the reader was killed, as some tests do

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    publisher.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
