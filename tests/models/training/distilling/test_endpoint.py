"""A teacher behind HTTP, against a real server on this machine: what passes is tried again, what cannot pass is told."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from models.endpoint import Patience
from models.text import Message
from models.training.distilling.endpoint import EndpointTeacher
from models.training.distilling.teachers import TeacherDeclined, TeacherError, TeacherUnreachable

ASKED = [Message("user", "Why?")]
QUICK = Patience(tries=3, first_wait=1.0, longest_wait=20.0, connect_seconds=2.0, read_seconds=0.5)


def answer(content: object) -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


class Server(ThreadingHTTPServer):
    """Answers what `script` says, one after the other, the last for ever; "cut", "slow" and "half" are faults."""

    daemon_threads = True

    def __init__(self, script: Sequence[tuple[int, bytes] | str], headers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = list(script)
        self.headers = headers
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append((self.path, dict(self.headers), body))
        step = self.server.script.pop(0) if len(self.server.script) > 1 else self.server.script[0]
        if step == "slow":
            self.server.released.wait(5)
        if isinstance(step, str):
            if step == "half":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
                self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.send_response(step[0])
        for name, value in (("Content-Length", str(len(step[1]))), *self.server.headers.items()):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(step[1])

    do_GET = do_POST  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    """Started servers, closed at the end."""
    found: list[Server] = []
    yield found
    for server in found:
        server.released.set()
        server.shutdown()
        server.server_close()


def serving(servers: list[Server], *script: tuple[int, bytes] | str, headers: dict[str, str] | None = None) -> Server:
    server = Server(script, headers or {})
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    servers.append(server)
    return server


def teacher(server: Server, waits: list[float] | None = None, key: str = "", model: str = "m") -> EndpointTeacher:
    waited = [] if waits is None else waits
    return EndpointTeacher(server.url, model, key, most_tokens=7, patience=QUICK, wait=waited.append)


def test_a_question_is_asked_as_openai_has_it(servers: list[Server]) -> None:
    server = serving(servers, answer("Because. [1]"))
    with teacher(server, key="secret") as asked:
        assert asked.write([Message("system", "Be brief."), *ASKED]) == "Because. [1]"
        assert asked.name == f"m (127.0.0.1:{server.server_address[1]})"
    ((path, headers, body),) = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert json.loads(body) == {
        "model": "m",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}],
        "temperature": 0.0,
        "max_tokens": 7,
    }


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
def test_the_address_in_the_forms_people_give(servers: list[Server], suffix: str) -> None:
    server = serving(servers, answer("Yes."))
    with EndpointTeacher(server.url + suffix, "m", patience=QUICK) as asked:
        asked.write(ASKED)
    assert server.requests[0][0] == "/v1/chat/completions"
    assert "Authorization" not in server.requests[0][1]


@pytest.mark.parametrize(
    "fault",
    [
        (500, b"oops"),
        (503, b""),
        (429, b"slowly"),
        "cut",
        "half",
        "slow",
        (200, b"<html>no JSON</html>"),
        (200, b"[1]"),
    ],
)
def test_what_may_pass_is_tried_again_with_growing_waits(servers: list[Server], fault: tuple[int, bytes] | str) -> None:
    server = serving(servers, fault, fault, answer("At last."))
    waits: list[float] = []
    with teacher(server, waits) as asked:
        assert asked.write(ASKED) == "At last."
    assert waits == [1.0, 2.0]
    assert len(server.requests) == 3


@pytest.mark.parametrize("fault", [(500, b""), (429, b""), "cut", "slow", (200, b"no JSON")])
def test_what_does_not_pass_is_told_after_some_tries(servers: list[Server], fault: tuple[int, bytes] | str) -> None:
    server = serving(servers, fault)
    with teacher(server) as asked, pytest.raises(TeacherUnreachable, match="3 tries") as told:
        asked.write(ASKED)
    assert "\n" not in str(told.value)
    assert len(server.requests) == 3


def test_the_server_says_how_long_to_wait(servers: list[Server]) -> None:
    server = serving(servers, (429, b""), answer("Now."), headers={"Retry-After": "7"})
    waits: list[float] = []
    with teacher(server, waits) as asked:
        assert asked.write(ASKED) == "Now."
    assert waits == [7.0]


def test_a_wait_beyond_patience_is_not_waited(servers: list[Server]) -> None:
    server = serving(servers, (429, b""), headers={"Retry-After": "3600"})
    waits: list[float] = []
    with teacher(server, waits) as asked, pytest.raises(TeacherUnreachable, match="asks to wait 3600 s"):
        asked.write(ASKED)
    assert waits == []


@pytest.mark.parametrize(
    ("step", "error", "words"),
    [
        ((401, b"who are you"), TeacherUnreachable, "--key-env"),
        ((403, b""), TeacherUnreachable, "--key-env"),
        ((404, b"no model m"), TeacherUnreachable, "no model m"),
        ((301, b""), TeacherUnreachable, "answers 301"),
        ((400, b"context too long"), TeacherDeclined, "context too long"),
        ((422, b""), TeacherDeclined, "refuses this question"),
        (answer(None), TeacherDeclined, "without a text"),
        ((200, b'{"choices": []}'), TeacherDeclined, "without a text"),
        ((200, b'{"choices": "x"}'), TeacherDeclined, "without a text"),
    ],
)
def test_what_cannot_pass_is_told_at_once(
    servers: list[Server], step: tuple[int, bytes], error: type[TeacherError], words: str
) -> None:
    server = serving(servers, step)
    with teacher(server) as asked, pytest.raises(error, match=words):
        asked.write(ASKED)
    assert len(server.requests) == 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = EndpointTeacher(f"http://127.0.0.1:{port}", "m", patience=QUICK, wait=lambda seconds: None)
    with pytest.raises(TeacherUnreachable, match="cannot be reached"):
        asked.write(ASKED)


def test_what_was_thought_before_the_answer_is_left_out(servers: list[Server]) -> None:
    with teacher(serving(servers, answer("<think>Hm. [4]\nWell.</think>\n\nRest helps. [1]"))) as asked:
        assert asked.write(ASKED) == "Rest helps. [1]"


def test_the_only_model_of_a_server_needs_no_name(servers: list[Server]) -> None:
    server = serving(servers, (200, b'{"data": [{"id": "one"}]}'), answer("Yes."))
    with teacher(server, model="") as asked:
        assert asked.name.startswith("one (")
    with pytest.raises(TeacherUnreachable, match=r"serves 2 models \(a, b\); give --teacher-model"):
        teacher(serving(servers, (200, b'{"data": [{"id": "a"}, {"id": "b"}]}')), model="")
    with pytest.raises(TeacherUnreachable, match="does not tell its model"):
        teacher(serving(servers, (200, b'{"data": 3}')), model="")


@pytest.mark.parametrize("url", ["ftp://host/v1", "http://", "localhost:8000", "http://[", ""])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(TeacherUnreachable, match="no address"):
        EndpointTeacher(url, "m")


def test_a_key_goes_nowhere_in_clear() -> None:
    with pytest.raises(TeacherUnreachable, match="https"):
        EndpointTeacher("http://example.org/v1", "m", "secret")
