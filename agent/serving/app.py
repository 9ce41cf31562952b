"""Osler over HTTP as OpenAI's API has it: chat completions (whole and streamed), models, health.

Knows the paths, the key and who may ask; knows nothing of how answers are made, or of ports. Keeps nothing of a request.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing
from typing import Literal, Protocol, TypeVar

from fastapi import FastAPI
from fastapi.responses import Response, StreamingResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.answer import Json
from agent.events import Event, TurnFinished, Waiting
from agent.page.serving import OWN_NAMES
from agent.serving.asking import events_of
from agent.serving.fleeting import FleetingSessions
from agent.serving.replies import TOLD, Failure, Reply, failure_of, model, models
from agent.serving.requests import MOST_BYTES, NAME, BadRequest, Request, read_request
from agent.serving.wording import Wording

LOOK_SECONDS = 0.1  # how often it is looked whether a client that waits is still there
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
State = Literal["loading", "ready", "failed"]
_T = TypeVar("_T")


class Asks(Protocol):
    """Answers questions of several clients; `agent.queueing.Queued` does."""

    def ask(self, question: str, session_id: str | None = None, client: str = "") -> Iterator[Event]: ...


class _Left(Exception):
    """The client is gone; there is nobody to tell."""


def application(
    asks: Asks, sessions: FleetingSessions, state: Callable[[], State], *, key: str = "", own_names_only: bool = True
) -> FastAPI:
    """The ASGI app. With a `key`, only who sends it is answered; with `own_names_only`, only this machine's own names are."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)

    @app.post("/v1/chat/completions")
    async def complete(http: HttpRequest) -> Response:
        try:
            return await _completed(http, asks, sessions)
        except _Left:
            return Response(status_code=499)  # as nginx has it; nobody reads it
        except Exception as error:  # noqa: BLE001  the edge, where every failure becomes a sentence for the client
            return _refused(_failed(error))

    @app.get("/v1/models")
    async def list_models() -> Response:
        return _json(models())

    @app.get("/v1/models/{name:path}")
    async def one_model(name: str) -> Response:
        if name == NAME:
            return _json(model())
        return _refused(failure_of(BadRequest(404, "model_not_found", f'Ask for the model "{NAME}".', "model")))

    @app.get("/health")
    async def health() -> Response:
        now = state()
        return _json({"status": now}, {"ready": 200, "loading": 503, "failed": 500}[now])

    @app.exception_handler(HTTPException)
    async def elsewhere(http: HttpRequest, error: HTTPException) -> Response:
        sentence = f"There is no {http.method} {http.url.path[:100]} here; ask POST /v1/chat/completions."
        return _refused(failure_of(BadRequest(error.status_code, "not_found", sentence)))

    app.add_middleware(Gate, key=key, own_names_only=own_names_only)
    return app


class Gate:
    """Lets in who may ask, and puts headers on every response. `/health` tells nothing that needs a key."""

    def __init__(self, app: ASGIApp, key: str, own_names_only: bool) -> None:
        self._app = app
        self._key = key.encode()
        self._own_names_only = own_names_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["path"], Headers(scope=scope))
        await (_refused(failure_of(refusal)) if refusal else self._app)(scope, receive, with_headers)

    def _refusal(self, path: str, headers: Headers) -> BadRequest | None:
        if self._key:
            kind, _, given = headers.get("authorization", "").partition(" ")
            known = kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self._key)
            wrong = BadRequest(401, "invalid_api_key", "The key is missing or wrong; send it as a bearer token.")
            return None if known or path == "/health" else wrong
        # Without a key a web page elsewhere must neither point its own name here nor send questions from afar.
        origin = headers.get("origin")
        asked = [headers.get("host", ""), *([origin.partition("://")[2]] if origin is not None else [])]
        if self._own_names_only and not all(_host(name) in OWN_NAMES for name in asked):
            return BadRequest(
                403, "forbidden", "Osler answers this machine only; ask it as localhost, or give it a key."
            )
        return None


async def _completed(http: HttpRequest, asks: Asks, sessions: FleetingSessions) -> Response:
    request = read_request(await _body(http))
    address = http.client.host if http.client else ""

    def ask() -> Iterator[Event]:
        with sessions.lasting(request.past) as session_id:
            yield from asks.ask(request.question, session_id, f"{address} {request.client}")

    events = events_of(ask)
    try:
        if not request.stream:
            return await _while_there(http, _whole(events))
        # What is wrong from the beginning (the line is full) is told by the status, so that the first event is awaited.
        first = await _while_there(http, anext(events))
    except BaseException:
        await events.aclose()
        raise
    return Streamed(_streamed(first, events, request), media_type="text/event-stream")


class Streamed(StreamingResponse):
    """A stream that ends its work when the client leaves, wherever it is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except ClientDisconnect:
            pass
        finally:
            assert isinstance(self.body_iterator, AsyncGenerator)
            await self.body_iterator.aclose()


async def _whole(events: AsyncGenerator[Event, None]) -> Response:
    wording, text = Wording(), ""
    async with aclosing(events):
        async for event in events:
            text += wording.add(event)
            if isinstance(event, TurnFinished):
                return _json(Reply().whole(text, event.turn.answer))
    raise RuntimeError("a conversation ended without a turn")


async def _streamed(first: Event, events: AsyncGenerator[Event, None], request: Request) -> AsyncIterator[bytes]:
    reply, wording = Reply(), Wording()
    async with aclosing(events):
        yield _sent(reply.first())
        try:
            async for event in _with(first, events):
                if isinstance(event, Waiting):
                    yield f": waiting, place {event.place} of {event.of}\n\n".encode()  # a comment: clients skip it
                if piece := wording.add(event):
                    yield _sent(reply.piece(piece))
                if isinstance(event, TurnFinished):
                    yield _sent(reply.last(event.turn.answer))
        except Exception as error:  # noqa: BLE001  the edge; the status is sent already
            yield _sent(_failed(error).body)
            return
        yield b"data: [DONE]\n\n"


async def _with(first: Event, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    yield first
    async for event in events:
        yield event


async def _while_there(http: HttpRequest, work: Awaitable[_T]) -> _T:
    """What the work gives. It is cancelled once the client has left; raises _Left then."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=LOOK_SECONDS)
            if not task.done() and await http.is_disconnected():
                raise _Left
        return task.result()
    finally:
        task.cancel()


async def _body(http: HttpRequest) -> bytes:
    """The body, as far as it is not too long to be read at all."""
    body = b""
    try:
        async for piece in http.stream():
            body += piece
            if len(body) > MOST_BYTES:
                raise BadRequest(413, "context_length_exceeded", f"The request is longer than {MOST_BYTES:,} bytes.")
    except ClientDisconnect as error:
        raise _Left from error
    return body


def _sent(content: Json) -> bytes:
    return f"data: {json.dumps(content)}\n\n".encode()


def _json(content: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    # ASCII, so that text which is no Unicode (a lone surrogate) is sent as its escape.
    return Response(json.dumps(content), status, headers, "application/json")


def _refused(failure: Failure) -> Response:
    wait = {} if failure.retry_after is None else {"Retry-After": str(failure.retry_after)}
    return _json(failure.body, failure.status, wait)


def _failed(error: Exception) -> Failure:
    """What the client is told; what nobody foresaw is told to whoever runs the server, without what was asked."""
    if not isinstance(error, (BadRequest, *TOLD)):
        logging.getLogger(__name__).error("a question could not be answered", exc_info=error)
    return failure_of(error)


def _host(name: str) -> str:
    host, colon, port = name.rpartition(":")
    return (host if colon and port.isdigit() else name).lower()
