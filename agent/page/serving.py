"""The page over HTTP: one port, taken before anything heavy loads; headers on every response; the address when it answers.

Knows nothing of answers. On a loopback address only requests for this machine's own names, and from pages of this
machine, are served: a web page elsewhere can neither point its own name at 127.0.0.1 nor send a question from afar.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address

import uvicorn
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.errors import AgentError, BadSetting, PortInUse, SessionMissing
from agent.events import Conversations
from agent.page.history import EXPORT_PATH

# Gradio's own scripts need inline code and eval; but nothing may be fetched from, or sent to, another machine.
SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
UPLOAD_PATH = "/gradio_api/upload"
ANSWER_SECONDS = 120.0


def take_port(host: str, port: int) -> socket.socket:
    """A listening socket (0 takes any free port). Browsers that come early wait until the page is served."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise BadSetting(f"The host {host!r} is not an address of this machine; try 127.0.0.1.") from error
    taken = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # a port that was just given up can be taken again; elsewhere the option means more
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen()
    except OSError as error:
        taken.close()
        raise _port_error(error, host, port) from error
    return taken


def application(conversations: Conversations, host: str = "127.0.0.1") -> FastAPI:
    """The whole page as an ASGI app: the export of a conversation, the chat at `/`, headers on all of it."""
    from agent.page.layout import mounted  # Gradio takes seconds to import

    app = FastAPI(openapi_url=None)

    @app.get(f"{EXPORT_PATH}/{{session_id}}")
    def export(session_id: str) -> Response:
        try:
            content = conversations.export(session_id)
        except SessionMissing as error:
            return PlainTextResponse(str(error), status_code=404)
        except AgentError as error:
            return PlainTextResponse(str(error), status_code=500)
        name = "".join(character for character in session_id if character.isalnum())[:8]
        headers = {
            "Content-Disposition": f'attachment; filename="osler-{name}.json"',
            "Cache-Control": "no-store",
        }
        return Response(content, media_type="application/json", headers=headers)

    app.add_middleware(Guard, own_names_only=is_loopback(host))
    return mounted(app, conversations)


class Guard:
    """Puts the security headers on every response, and refuses what this page never asks for.

    With `own_names_only`, that includes whatever was asked under another name, or by another site's page.
    """

    def __init__(self, app: ASGIApp, own_names_only: bool) -> None:
        self._app = app
        self._own_names_only = own_names_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["path"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, guarded)

    def _refusal(self, path: str, headers: Headers) -> Response | None:
        if path.startswith(UPLOAD_PATH):
            return PlainTextResponse("This page takes no files.", 403)
        if not self._own_names_only:
            return None
        if _host_name(headers.get("host", "")) not in OWN_NAMES:
            return PlainTextResponse("This page is served to this machine only; open it as localhost.", 421)
        origin = headers.get("origin")
        if origin is not None and _host_name(origin.partition("://")[2]) not in OWN_NAMES:
            return PlainTextResponse("This page is used from this machine only.", 403)
        return None


def serve(conversations: Conversations, taken: socket.socket, host: str, on_ready: Callable[[str], None]) -> None:
    """Serves the page until it is interrupted; `on_ready` is given its address once the page really answers."""
    app = application(conversations, host)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    # A browser holds a stream open while it shows the page; that this is cut at the end is no error to report.
    logging.getLogger("uvicorn.error").addFilter(lambda _: not server.should_exit)
    waiting = threading.Thread(target=_tell_when_ready, args=(taken, host, server, on_ready), daemon=True)
    waiting.start()
    server.run(sockets=[taken])


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def address_of(taken: socket.socket, host: str) -> str:
    """The address to open in a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{taken.getsockname()[1]}"


def _tell_when_ready(taken: socket.socket, host: str, server: uvicorn.Server, on_ready: Callable[[str], None]) -> None:
    address = address_of(taken, host)
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline and not server.should_exit:
        if server.started and _answers(address.removeprefix("http://")):
            on_ready(address)
            return
        time.sleep(0.1)


def _answers(place: str) -> bool:
    connection = HTTPConnection(place, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _host_name(header: str) -> str:
    name, colon, port = header.rpartition(":")
    return (name if colon and port.isdigit() else header).lower()


def _port_error(error: OSError, host: str, port: int) -> AgentError:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(port)
    if error.errno == errno.EACCES:
        return BadSetting(f"Port {port} is reserved on this machine; choose one above 1023.")
    return BadSetting(f"Osler cannot listen on {host} ({error.strerror}); try 127.0.0.1.")
