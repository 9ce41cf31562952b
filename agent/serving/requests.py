"""A request's JSON as OpenAI's chat completions have it → the question and the conversation before it. Pure.

The last user message is the question; user and assistant messages before it are the past. System messages are passed over,
since nobody but Osler says how Osler answers, and so are parameters of sampling. Knows nothing of HTTP or of answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agent.errors import BadQuestion
from agent.query import LONGEST_QUESTION, validate_question
from agent.serving.fleeting import Past
from agent.serving.wording import read_back

NAME = "osler"
MOST_BYTES = 2_000_000  # of a request
MOST_MESSAGES = 200
MOST_ASKED = 2 * LONGEST_QUESTION  # characters of all that was asked: each is read again for emergencies


class BadRequest(Exception):
    """A request that is not answered: the HTTP status, OpenAI's code for it, and a sentence."""

    def __init__(self, status: int, code: str, sentence: str, parameter: str | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `client` is whom the client says it asks for; empty where it does not say."""

    question: str
    past: tuple[Past, ...]
    stream: bool
    client: str


@dataclass(frozen=True, slots=True)
class _Message:
    role: str
    text: str


def read_request(body: bytes) -> Request:
    """Raises BadRequest."""
    given = _object(body)
    name = given.get("model")
    if not isinstance(name, str):
        raise _bad(f'"model" is missing; the model here is "{NAME}".', "model")
    if name != NAME:
        sentence = f'The model "{name[:100]}" does not exist here; ask for "{NAME}".'
        raise BadRequest(404, "model_not_found", sentence, "model")
    if given.get("n") not in (None, 1):
        raise _bad('Osler gives one answer to a question; leave "n" away.', "n")
    messages = _messages(given.get("messages"))
    return Request(
        question=_question(messages),
        past=tuple(_past(messages[:-1])),
        stream=given.get("stream") is True,
        client=given["user"] if isinstance(given.get("user"), str) else "",
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _bad("The body of the request is not JSON; send one JSON object.") from error
    if not isinstance(given, dict):
        raise _bad("The body of the request is not a JSON object; send one.")
    return given


def _messages(given: object) -> tuple[_Message, ...]:
    if not isinstance(given, list) or not given:
        raise _bad('"messages" is missing or empty; send a list of messages.', "messages")
    if len(given) > MOST_MESSAGES:
        raise BadRequest(
            413,
            "context_length_exceeded",
            f"The conversation has more than {MOST_MESSAGES} messages; begin a new one.",
            "messages",
        )
    messages = tuple(_message(one, n) for n, one in enumerate(given))
    spoken = tuple(message for message in messages if message.role in ("user", "assistant"))
    if not spoken or spoken[-1].role != "user":
        raise _bad("The last message is not the user's; end with the question.", "messages")
    if sum(len(message.text) for message in spoken[:-1] if message.role == "user") > MOST_ASKED:
        raise BadRequest(
            413,
            "context_length_exceeded",
            f"The questions of this conversation are longer than {MOST_ASKED:,} characters; begin a new one.",
            "messages",
        )
    return spoken


def _message(given: object, n: int) -> _Message:
    where = f"messages.{n}"
    role = given.get("role") if isinstance(given, dict) else None
    if role not in ("system", "developer", "user", "assistant"):
        raise _bad(f"Message {n} has no role that Osler knows; use system, user or assistant.", f"{where}.role")
    content = given.get("content") if isinstance(given, dict) else None
    if content is None and role == "assistant":
        return _Message(role, "")
    if isinstance(content, str):
        return _Message(role, content)
    texts = _texts(content)
    if texts is None:
        raise _bad(f"Message {n} holds something other than text; Osler reads text only.", f"{where}.content")
    return _Message(role, "\n".join(texts))


def _texts(content: object) -> list[str] | None:
    """The texts of a message that is given in parts; None where any of them is something else."""
    parts = content if isinstance(content, list) and content else [None]
    texts = [part.get("text") if isinstance(part, dict) else None for part in parts]
    return [text for text in texts if isinstance(text, str)] if all(isinstance(text, str) for text in texts) else None


def _question(messages: Sequence[_Message]) -> str:
    question = messages[-1].text
    try:
        return validate_question(question)
    except BadQuestion as error:
        if len(question) > LONGEST_QUESTION:
            raise BadRequest(413, "context_length_exceeded", str(error), "messages") from error
        raise _bad(str(error), "messages") from error


def _past(messages: Sequence[_Message]) -> Iterator[Past]:
    """Each question with the reply that follows it; what Osler could not have answered is passed over."""
    for n, message in enumerate(messages):
        if message.role != "user":
            continue
        try:
            question = validate_question(message.text)
        except BadQuestion:
            continue
        after = messages[n + 1] if n + 1 < len(messages) else message
        said, titles = read_back(after.text) if after.role == "assistant" else ("", ())
        yield Past(question, said, titles)


def _bad(sentence: str, parameter: str | None = None) -> BadRequest:
    return BadRequest(400, "invalid_request_error", sentence, parameter)
