"""What an OpenAI-compatible server answers: text, or a fault that is sorted into those that may pass and those that do not.

Knows the JSON of chat completions, whole and in chunks, and how servers word their errors. Sends nothing, and
waits for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from models.errors import EndpointDeclined, EndpointUnreachable, ModelError, PromptTooLong
from models.event_stream import EventStream, NotAnEventStream
from models.thinking import WithoutThought

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_OF_THIS_REQUEST = frozenset({400, 413, 422})
_SHOWN = 200  # characters of a server's own words
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:length|size|window)|longer than the model's context",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(r"\bmodel\b.{0,120}\b(?:not found|does not exist|not exist|unknown)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is, as it may be shown; and what a user can do about a wrong key or a wrong model's name."""

    shown: str
    key_advice: str
    model_advice: str


class Passing(Exception):
    """A fault that may pass; `after` is how many seconds the server asks to wait."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Reply:
    """A streamed answer: feed it bytes, and it gives the text in them. `finished` says that nothing of it is lacking.

    What a model thought before it spoke is left out.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._events = EventStream()
        self._thought = WithoutThought()
        self._reason = ""
        self._said = False
        self.ended = False

    @property
    def finished(self) -> bool:
        """Whether the model has come to its end."""
        return self.ended or bool(self._reason)

    def feed(self, received: bytes, *, last: bool = False) -> Iterator[str]:
        """The text that these bytes complete. Raises Passing or a ModelError for what is no answer."""
        try:
            events = self._events.feed(received, last=last)
        except NotAnEventStream as error:
            raise Passing(f"{self._place.shown} answers what is no event stream ({error})") from error
        for event in events:
            if event.strip() == "[DONE]":
                self.ended = True
                return
            yield from self._noted(self._thought.add(self._text(event)))

    def end(self) -> Iterator[str]:
        """What was held back. Raises Passing where the answer was cut, EndpointDeclined where it has no text."""
        if not self.ended:
            yield from self.feed(b"", last=True)
        if not self.finished:
            raise Passing(f"{self._place.shown} broke off")
        yield from self._noted(self._thought.rest())
        if not self._said or self._reason == "content_filter":
            raise without_text(self._place, self._reason)

    def _noted(self, text: str) -> Iterator[str]:
        self._said = self._said or bool(text.strip())
        if text:
            yield text

    def _text(self, event: str) -> str:
        try:
            chunk = json.loads(event)
        except (ValueError, RecursionError) as error:
            raise Passing(f"{self._place.shown} broke off, or sends what is no JSON") from error
        if isinstance(chunk, dict) and chunk.get("error"):
            raise _streamed_fault(chunk, self._place)
        choice = _choice(chunk)
        reason = choice.get("finish_reason")
        self._reason = reason if isinstance(reason, str) and reason else self._reason
        delta = choice.get("delta")
        text = delta.get("content") if isinstance(delta, dict) else None
        return text if isinstance(text, str) else ""


def text_of(answer: dict[str, Any], place: Place) -> str:
    """The text of a whole answer, without what the model thought. Raises EndpointDeclined where there is none."""
    choice = _choice(answer)
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    thought = WithoutThought()
    text = thought.add(content) + thought.rest() if isinstance(content, str) else ""
    if not text.strip():
        raise without_text(place, str(choice.get("finish_reason")))
    return text


def names_of(listed: object) -> list[str]:
    """The names in the answer of GET /models."""
    data = listed.get("data") if isinstance(listed, dict) else None
    return [str(one["id"]) for one in data if isinstance(one, dict) and "id" in one] if isinstance(data, list) else []


def object_of(response: httpx.Response, place: Place) -> dict[str, Any]:
    """The JSON object that was answered. Raises what `fault_of` gives, and Passing where it is none."""
    if response.status_code != 200:
        raise fault_of(response, place)
    try:
        found = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise Passing(f"{place.shown} answers what is no JSON") from error
    if not isinstance(found, dict):
        raise Passing(f"{place.shown} answers what is no JSON object")
    return found


def fault_of(response: httpx.Response, place: Place) -> Passing | ModelError:
    """What an answer other than 200 means."""
    said = _said(response.content)
    return _fault(response.status_code, said, response.reason_phrase, _retry_after(response), place)


def without_text(place: Place, reason: str) -> EndpointDeclined:
    """The error for an answer that says nothing, by the reason that the server gave for its end."""
    if reason == "length":
        return EndpointDeclined(
            f"{place.shown} answers without a text: it spent all its tokens before it spoke; switch its thinking off, "
            "or ask another model."
        )
    if reason == "content_filter":
        return EndpointDeclined(f"{place.shown} withholds its answer (content_filter); ask another model.")
    return EndpointDeclined(f"{place.shown} answers without a text; ask another model.")


def _fault(status: int, said: str, phrase: str, after: float | None, place: Place) -> Passing | ModelError:
    if status in (*_OF_THIS_REQUEST, 500) and _TOO_LONG.search(said):
        return PromptTooLong(
            f"{place.shown} cannot read that much at once ({said}); ask a shorter question, or serve the model with a "
            "longer context."
        )
    if status in _PASSING:
        return Passing(f"{place.shown} answers {status} ({said or phrase})", after)
    if status in (401, 403):
        return EndpointUnreachable(f"{place.shown} refuses the key ({status}); {place.key_advice}.")
    if status == 404 or (status in _OF_THIS_REQUEST and _NO_MODEL.search(said)):
        return EndpointUnreachable(
            f"{place.shown} knows no such path or model ({said or phrase}); check the address, or {place.model_advice}."
        )
    if status in _OF_THIS_REQUEST:
        return EndpointDeclined(f"{place.shown} refuses this question ({status}: {said or phrase}); ask another one.")
    return EndpointUnreachable(f"{place.shown} answers {status} ({said or phrase}); give another address.")


def _streamed_fault(chunk: dict[str, Any], place: Place) -> Passing | ModelError:
    """An error that came in a stream that had begun well; its code is an HTTP status where the server says one."""
    error = chunk["error"]
    code = error.get("code") if isinstance(error, dict) else None
    status = int(code) if isinstance(code, (int, str)) and re.fullmatch(r"[45]\d\d", str(code)) else 500
    return _fault(status, _said(json.dumps(chunk, ensure_ascii=False).encode()), "no reason given", None, place)


def _choice(answer: object) -> dict[str, Any]:
    """The first choice of an answer or a chunk; empty where there is none."""
    choices = answer.get("choices") if isinstance(answer, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _said(content: bytes) -> str:
    """A server's own words about a failure, on one line and not too many; with the error's kind, where it tells one."""
    text = content.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        error = found.get("error", found)
        if isinstance(error, dict):
            kind = next((error[key] for key in ("code", "type") if isinstance(error.get(key), str)), "")
            said = error.get("message") or error.get("detail") or ""
            text = f"{said} [{kind}]" if kind and said else str(said or kind or text)
        else:
            text = str(error)
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds to wait, from a header that gives a number of them or a date."""
    value = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
