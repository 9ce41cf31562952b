"""A teacher behind an OpenAI-compatible endpoint (POST /v1/chat/completions): vLLM, SGLang, llama.cpp, Ollama or a service.

A fault that may pass (no connection, a cut one, a timeout, 408, 425, 429, 500 to 504, an answer that is no JSON) is tried
again after a growing wait, or as long as the server asks; what cannot pass is told at once. A key goes over https only, or to
this machine. Knows nothing of questions or answers.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx

from models.text import Message
from models.training.distilling.teachers import TeacherDeclined, TeacherUnreachable

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_OF_THIS_QUESTION = frozenset({400, 413, 422})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_THINKING = re.compile(r"^\s*<think>.*?</think>\s*", re.DOTALL)  # what some servers leave before the answer
_SHOWN = 200  # characters of a server's own words


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint and how often to try again; seconds."""

    tries: int = 6
    first_wait: float = 1.0
    longest_wait: float = 60.0
    connect_seconds: float = 10.0
    read_seconds: float = 300.0


class _Passing(Exception):
    """A fault that may pass; `after` is how long the server asks to wait."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class EndpointTeacher:
    """Asks a chat model over HTTP; close it, or use it as a context. Several threads may ask at once.

    `model` is the name the server knows; where it is empty, the server must serve just one. `key` is sent as a bearer token.
    """

    def __init__(
        self,
        url: str,
        model: str = "",
        key: str = "",
        *,
        most_tokens: int = 400,
        temperature: float = 0.0,
        patience: Patience | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base = _base_of(url)
        self._patience = patience or Patience()
        self._wait = wait
        self._most_tokens = most_tokens
        self._temperature = temperature
        host = urlsplit(self._base).hostname or ""
        if key and urlsplit(self._base).scheme != "https" and host not in _LOOPBACK:
            raise TeacherUnreachable(f"A key must not go to {host} in clear: give the teacher's address with https.")
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(self._patience.read_seconds, connect=self._patience.connect_seconds),
            follow_redirects=False,
            trust_env=host not in _LOOPBACK,  # no proxy to ourselves
        )
        self._model = model or self._only_model()

    @property
    def name(self) -> str:
        """The model's name, where it is served, and the temperature where it is not 0."""
        where = urlsplit(self._base)
        at = f" at {self._temperature:g}" if self._temperature else ""
        return f"{self._model} ({where.hostname}{f':{where.port}' if where.port else ''}){at}"

    def write(self, messages: Sequence[Message]) -> str:
        """The whole answer, without what a model thought before it.

        Raises TeacherDeclined where the server refuses this question, TeacherUnreachable where no answer can be had.
        """
        body = {
            "model": self._model,
            "messages": [asdict(message) for message in messages],
            "temperature": self._temperature,
            "max_tokens": self._most_tokens,
        }
        answer = self._asked("POST", "/chat/completions", body)
        try:
            content = answer["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            content = None
        if not isinstance(content, str):
            raise TeacherDeclined(f"{self._shown()} answers without a text; ask another model.")
        return _THINKING.sub("", content)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def __enter__(self) -> EndpointTeacher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _only_model(self) -> str:
        listed = self._asked("GET", "/models", None).get("data")
        names = (
            [str(one["id"]) for one in listed if isinstance(one, dict) and "id" in one]
            if isinstance(listed, list)
            else []
        )
        if len(names) != 1:
            served = f"serves {len(names)} models ({', '.join(names[:5])})" if names else "does not tell its model"
            raise TeacherUnreachable(f"{self._shown()} {served}; give --teacher-model with the name of one.")
        return names[0]

    def _asked(self, method: str, path: str, body: Mapping[str, object] | None) -> dict[str, Any]:
        """The server's JSON object, after as many tries as patience allows."""
        failures = 0
        while True:
            try:
                return self._once(method, path, body)
            except _Passing as fault:
                failures += 1
                pause = self._pause(failures, fault.after)
                if failures >= self._patience.tries or pause > self._patience.longest_wait:
                    asked = f", and asks to wait {pause:.0f} s" if pause > self._patience.longest_wait else ""
                    raise TeacherUnreachable(
                        f"{fault}{asked} ({failures} tries); see that the server is up and run again, it goes on from here."
                    ) from fault
                self._wait(pause)

    def _pause(self, failures: int, after: float | None) -> float:
        return (
            after
            if after is not None
            else min(self._patience.first_wait * 2.0 ** (failures - 1), self._patience.longest_wait)
        )

    def _once(self, method: str, path: str, body: Mapping[str, object] | None) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base + path, json=body)
        except httpx.TimeoutException as error:
            raise _Passing(f"{self._shown()} did not answer in time") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
            raise TeacherUnreachable(
                f"{self._shown()} cannot be asked ({error}); give an http or https address."
            ) from error
        except httpx.TransportError as error:
            raise _Passing(
                f"{self._shown()} cannot be reached, or broke off ({error or type(error).__name__})"
            ) from error
        _check(response, self._shown())
        try:
            found = response.json()
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise _Passing(f"{self._shown()} answers what is no JSON") from error
        if not isinstance(found, dict):
            raise _Passing(f"{self._shown()} answers what is no JSON object")
        return found

    def _shown(self) -> str:
        """The address without what may be secret."""
        parts = urlsplit(self._base)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _base_of(url: str) -> str:
    """ "http://localhost:8000" and ".../v1/chat/completions" → ".../v1". Raises TeacherUnreachable for what is no address."""
    text = url.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise TeacherUnreachable(f"{url!r} is no address of an endpoint; give one such as http://localhost:8000/v1.")
    return text if re.search(r"/v\d+$", parts.path) else f"{text}/v1"


def _check(response: httpx.Response, where: str) -> None:
    status, said = response.status_code, " ".join(response.text[:_SHOWN].split())
    if status in _PASSING:
        raise _Passing(f"{where} answers {status} ({response.reason_phrase})", _retry_after(response))
    if status in (401, 403):
        raise TeacherUnreachable(f"{where} refuses the key ({status}); name the variable that holds it with --key-env.")
    if status == 404:
        raise TeacherUnreachable(
            f"{where} knows no such path or model ({said}); check the address and --teacher-model."
        )
    if status in _OF_THIS_QUESTION:
        raise TeacherDeclined(f"{where} refuses this question ({status}: {said}).")
    if status != 200:
        raise TeacherUnreachable(f"{where} answers {status} ({said or response.reason_phrase}); give another address.")


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("Retry-After", "").strip()
    return float(value) if re.fullmatch(r"\d+(?:\.\d+)?", value) else None
