"""The port, the headers and the guard; and the whole page over HTTP (slow: Gradio takes seconds to import)."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from agent.answer import Answer, Outcome
from agent.errors import BadSetting, PortInUse
from agent.fakes import FAILING, FakeConversations
from agent.page.serving import Guard, address_of, is_loopback, serve, take_port


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    with take_port("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port)):
            take_port("127.0.0.1", port)
    take_port("127.0.0.1", port).close()  # and is free again at once


def test_a_host_that_has_no_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(BadSetting, match="nowhere"):
        take_port("nowhere", 0)


def test_an_address_of_another_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.7", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: theirs)
    with pytest.raises(BadSetting, match=r"203\.0\.113\.7"):
        take_port("203.0.113.7", 0)


def test_addresses() -> None:
    with take_port("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert address_of(taken, "127.0.0.1") == f"http://127.0.0.1:{port}"
        assert address_of(taken, "0.0.0.0") == f"http://127.0.0.1:{port}"
        assert address_of(taken, "::1") == f"http://[::1]:{port}"
    assert is_loopback("localhost") and is_loopback("::1") and is_loopback("127.0.0.2")
    assert not is_loopback("0.0.0.0") and not is_loopback("example.org")


def guarded(own_names_only: bool) -> TestClient:
    inner = Starlette(routes=[Route("/", lambda request: PlainTextResponse("fine"))])
    return TestClient(Guard(inner, own_names_only))


def test_headers_are_on_every_response_also_on_refusals() -> None:
    for path, host in (("/", "127.0.0.1:7860"), ("/missing", "localhost"), ("/", "evil.example")):
        policy = guarded(True).get(path, headers={"host": host}).headers["content-security-policy"]
        assert "img-src 'self' data: blob:" in policy and "connect-src 'self' data: blob:" in policy


@pytest.mark.parametrize("host", ["localhost", "localhost:7860", "127.0.0.1:1", "[::1]:7860", "LOCALHOST"])
def test_this_machines_names_are_served(host: str) -> None:
    assert guarded(True).get("/", headers={"host": host}).text == "fine"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "", "localhost@evil.example"])
def test_other_names_are_refused_on_a_loopback_address_only(host: str) -> None:
    assert guarded(True).get("/", headers={"host": host}).status_code == 421
    assert guarded(False).get("/", headers={"host": host}).text == "fine"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example", ""])
def test_a_page_of_another_site_is_refused(origin: str) -> None:
    assert guarded(True).post("/", headers={"host": "localhost:7860", "origin": origin}).status_code == 403


def test_this_machines_own_pages_are_served_also_through_a_tunnel() -> None:
    headers = {"host": "localhost:7860", "origin": "http://localhost:8080"}
    assert guarded(True).get("/", headers=headers).text == "fine"


def test_nothing_can_be_uploaded() -> None:
    assert guarded(False).post("/gradio_api/upload", headers={"host": "localhost"}).status_code == 403


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    """The address of a served page over fake conversations."""
    ready, address = threading.Event(), []
    taken = take_port("127.0.0.1", 0)

    def tell(where: str) -> None:
        address.append(where)
        ready.set()

    thread = threading.Thread(target=serve, args=(FakeConversations(), taken, "127.0.0.1", tell), daemon=True)
    thread.start()
    assert ready.wait(300)
    yield address[0]
    taken.close()


def got(page: str, path: str) -> tuple[HTTPResponse, str]:
    with closing(HTTPConnection(page.removeprefix("http://"), timeout=30)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response, response.read().decode()


@pytest.mark.slow
def test_the_page_has_its_headers_and_asks_nothing_of_elsewhere(page: str) -> None:
    response, body = got(page, "/")
    assert response.status == 200
    assert "img-src 'self'" in (response.getheader("content-security-policy") or "")
    config = json.loads(body.split("window.gradio_config = ", 1)[1].split(";</script>", 1)[0])
    assert config["analytics_enabled"] is False
    assert "fonts.googleapis" not in body


@pytest.mark.slow
def test_chat_over_http_and_export(page: str) -> None:
    from gradio_client import Client

    client = Client(page, verbose=False, analytics_enabled=False)
    first = client.predict("What are the symptoms of asthma?", None, api_name="/chat")
    answer = Answer.from_json(first)
    assert answer.outcome is Outcome.ANSWERED and len(answer.sentences) == 3
    second = client.predict("is it safe", first["session_id"], api_name="/chat")
    assert Answer.from_json(second).outcome is Outcome.NEEDS_CLARIFICATION
    response, body = got(page, f"/export/{first['session_id']}")
    assert "attachment" in (response.getheader("content-disposition") or "")
    assert len(json.loads(body)["turns"]) == 2
    missing, sentence = got(page, "/export/no-such-session")
    assert missing.status == 404 and "no session" in sentence
    with pytest.raises(Exception, match="still loading"):
        client.predict(FAILING, None, api_name="/chat")
    assert set(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == {"/chat"}


@pytest.mark.slow
def test_several_clients_at_once(page: str) -> None:
    from gradio_client import Client

    client = Client(page, verbose=False, analytics_enabled=False)
    jobs = [client.submit(f"asthma {n}", None, api_name="/chat") for n in range(6)]
    answers = [job.result(60) for job in jobs]
    assert [answer["question"] for answer in answers] == [f"asthma {n}" for n in range(6)]
    assert len({answer["session_id"] for answer in answers}) == 6


def test_lifespan_and_websocket_scopes_pass_the_guard() -> None:
    seen: list[str] = []

    async def inner(scope: object, receive: object, send: object) -> None:
        seen.append("inner")

    async def nothing(*_: object) -> dict[str, str]:
        return {}

    asyncio.run(Guard(inner, True)({"type": "lifespan"}, nothing, nothing))  # type: ignore[arg-type]
    assert seen == ["inner"]
