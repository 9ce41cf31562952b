"""A real HTTP server for tests, which answers what a script says: whole answers, streams in pieces, faults."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Step:
    """One answer: `pieces` one after the other, `pause` seconds before each, and then an end or a `cut`.

    `hold` keeps the connection open after the last piece until the client leaves.
    """

    pieces: Sequence[bytes] = ()
    status: int = 200
    kind: str = "text/event-stream"
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    cut: bool = False
    hold: bool = False


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


class ScriptedServer(ThreadingHTTPServer):
    """Answers the steps one after the other, the last for ever. `left` is set when a client has left a held answer."""

    daemon_threads = True

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.steps = list(steps)
        self.requests: list[Asked] = []
        self.left = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append(Asked(self.path, dict(self.headers), body))
        step = self.server.steps.pop(0) if len(self.server.steps) > 1 else self.server.steps[0]
        self.close_connection = True
        try:
            self._answer(step)
        except OSError:
            self.server.left.set()

    do_GET = do_POST  # noqa: N815

    def _answer(self, step: Step) -> None:
        if step.cut and not step.pieces:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        time.sleep(0 if step.pieces else step.pause)
        self.send_response(step.status)
        for name, value in ({"Content-Type": step.kind} | step.headers).items():
            self.send_header(name, value)
        if step.cut:
            self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.wfile.flush()
        for piece in step.pieces:
            time.sleep(step.pause)
            self.wfile.write(piece)
            self.wfile.flush()
        if step.hold:
            self._hold()
        if step.cut:
            self.connection.shutdown(socket.SHUT_RDWR)

    def _hold(self) -> None:
        """Until the client is gone: its end of the connection then reads as nothing, or as an error."""
        self.connection.settimeout(5)
        if self.connection.recv(1) == b"":
            self.server.left.set()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def scripted(*steps: Step) -> Iterator[ScriptedServer]:
    """A server that runs until the test is over."""
    server = ScriptedServer(steps)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def chunk(text: str | None = None, finish: str | None = None, **delta: object) -> bytes:
    """One event of a streamed answer, as OpenAI has it."""
    said = delta if text is None else {"content": text, **delta}
    choice = {"index": 0, "delta": said, "finish_reason": finish}
    data = json.dumps({"object": "chat.completion.chunk", "choices": [choice]}, ensure_ascii=False)
    return f"data: {data}\n\n".encode()


def spoken(*texts: str) -> Step:
    """A whole streamed answer."""
    return Step([chunk(role="assistant"), *map(chunk, texts), chunk(finish="stop"), b"data: [DONE]\n\n"])


def refused(status: int, said: object = "", **headers: str) -> Step:
    """An error in OpenAI's form."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Step([json.dumps({"error": said}).encode()], status, "application/json", named)
