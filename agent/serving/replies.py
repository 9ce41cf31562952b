"""A reply, its chunks, the list of models and an error as JSON, in the form that OpenAI's API has. Pure.

What OpenAI's form has no place for stands in one field more, `osler`: the whole answer as `osler ask --json` prints it.
`usage` is left out, as it may be: it must count the tokens written too, and quoting writes none; `osler.tokens_read` says
what a model read.
Knows nothing of HTTP.
"""

from __future__ import annotations

import math
import time
import uuid
from dataclasses import dataclass, field

from agent.answer import Answer, Json
from agent.errors import AgentError, BadQuestion, IndexNotReady, ModelNotReady, QueueFull, TookTooLong
from agent.serving.requests import NAME, BadRequest
from models.errors import ModelError, OutOfMemory
from retrieval.errors import RetrievalError

TOLD = (AgentError, ModelError, RetrievalError)  # whose words are a sentence for the reader
_DEFECT = "Osler has a defect and could not answer this; ask again, and report it if it happens twice."


@dataclass(frozen=True, slots=True)
class Reply:
    """What the chunks of one reply have in common."""

    name: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, text: str, answer: Answer) -> Json:
        """A `chat.completion`."""
        message = {"role": "assistant", "content": text, "refusal": None, "osler": answer.to_json()}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._head("chat.completion"), "choices": [choice]}

    def first(self) -> Json:
        """The chunk that says who speaks."""
        return self._chunk({"role": "assistant", "content": ""})

    def piece(self, text: str) -> Json:
        """A chunk of text."""
        return self._chunk({"content": text})

    def last(self, answer: Answer) -> Json:
        """The chunk that ends the reply, with all that is known of it."""
        return self._chunk({"osler": answer.to_json()}, "stop")

    def _chunk(self, delta: Json, finish: str | None = None) -> Json:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**self._head("chat.completion.chunk"), "choices": [choice]}

    def _head(self, kind: str) -> Json:
        return {"id": self.name, "object": kind, "created": self.created, "model": NAME}


@dataclass(frozen=True, slots=True)
class Failure:
    """An error for the client: its HTTP status, its JSON, and how long to wait before asking again, where that is known."""

    status: int
    body: Json
    retry_after: int | None = None


def failure_of(error: Exception) -> Failure:
    """What a client is told of an error; what nobody foresaw is not described to it."""
    if isinstance(error, BadRequest):
        return _failure(error.status, str(error), error.code, error.parameter)
    if not isinstance(error, TOLD):
        return _failure(500, _DEFECT, "internal_error")
    if isinstance(error, QueueFull):
        wait = None if error.seconds is None else max(1, math.ceil(error.seconds))
        found = _failure(429, str(error), "queue_full")
        return Failure(found.status, found.body, wait)
    if isinstance(error, BadQuestion):
        return _failure(400, str(error), "invalid_request_error", "messages")
    if isinstance(error, TookTooLong):
        return _failure(504, str(error), "timeout")
    if isinstance(error, ModelNotReady | IndexNotReady | OutOfMemory):
        return _failure(503, str(error), "unavailable")
    return _failure(500, str(error), "internal_error")


def models() -> Json:
    """The one model that is served."""
    return {"object": "list", "data": [model()]}


def model() -> Json:
    """It."""
    return {"id": NAME, "object": "model", "created": 0, "owned_by": "osler"}


def _failure(status: int, sentence: str, code: str, parameter: str | None = None) -> Failure:
    kind = "server_error" if status >= 500 else "invalid_request_error"
    return Failure(status, {"error": {"message": sentence, "type": kind, "param": parameter, "code": code}})
