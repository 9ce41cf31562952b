"""A language model behind an OpenAI-compatible endpoint: vLLM, SGLang, llama.cpp, Ollama, or a service. A `Speaker`.

A fault that may pass (no connection, a cut one, a timeout, 408, 409, 425, 429, 500 to 504, an answer that is no JSON) is
tried again after a growing wait, or as long as the server asks: but never once text was given, since a second answer would
begin differently. What cannot pass is told at once. A key goes over https only, or to this machine.
Knows nothing of questions, answers or settings: what a user can do about a failure is told by the caller (`Advice`).
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable, Coroutine, Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx

from models.endpoint_reply import Passing, Place, Reply, names_of, object_of, text_of
from models.errors import EndpointBroken, EndpointUnreachable
from models.sampling import GREEDY, Sampling
from models.stopping import check_stopped

if TYPE_CHECKING:
    from models.text import Message

BEAT = 0.2  # seconds after which a stream that waits gives an empty piece, so that its reader can leave
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint and how often to try again; seconds. `read_seconds` is between two signs of life."""

    tries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 60.0
    connect_seconds: float = 10.0
    read_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Advice:
    """What the caller's user can do about a failure; each ends a sentence."""

    key: str = "give the right key"
    model: str = "give the right name of the model"
    again: str = "see that the server is up, and try again"


class Endpoint:
    """Asks a chat model over HTTP; close it, or use it as a context. Several threads may ask at once.

    `model` is the name the server knows; where it is empty, the server must serve just one. `key` is sent as a bearer token.
    """

    def __init__(
        self,
        url: str,
        model: str = "",
        key: str = "",
        *,
        patience: Patience | None = None,
        advice: Advice | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises EndpointUnreachable: for what is no address, a key that must not be sent, or a model not to be found out."""
        base = base_of(url)
        self._advice = advice or Advice()
        self._place = Place(_shown(base), self._advice.key, self._advice.model)
        self._patience = patience or Patience()
        self._wait = wait
        _check_key(key, base)
        self._client = httpx.AsyncClient(
            base_url=base,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(self._patience.read_seconds, connect=self._patience.connect_seconds, pool=None),
            follow_redirects=False,
            trust_env=urlsplit(base).hostname not in _LOOPBACK,  # no proxy to ourselves
        )
        self._loop = _Loop()
        try:
            self._model = model or self._only_model()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The model's name and where it is served."""
        return f"{self._model} ({self._place.shown.partition('://')[2]})"

    def stream(
        self,
        messages: Sequence[Message],
        max_tokens: int = 512,
        sampling: Sampling = GREEDY,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, None]:
        """See `Speaker.stream`. A piece is empty while the server is silent; closing it closes the connection at once.

        What a model thinks before it speaks is left out. Raises EndpointUnreachable, EndpointDeclined and PromptTooLong
        before any text, EndpointBroken after some.
        """
        return self._pieces({**self._body(messages, max_tokens, sampling, stop), "stream": True})

    def write(
        self,
        messages: Sequence[Message],
        max_tokens: int = 512,
        sampling: Sampling = GREEDY,
        stop: Sequence[str] = (),
    ) -> str:
        """The whole answer in one piece. Raises EndpointUnreachable, EndpointDeclined or PromptTooLong."""
        body = self._body(messages, max_tokens, sampling, stop)
        return text_of(self._patiently("POST", "/chat/completions", body), self._place)

    def close(self) -> None:
        """Give the connections back; what is still asked is broken off."""
        self._loop.close(self._client.aclose())

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _body(
        self, messages: Sequence[Message], max_tokens: int, sampling: Sampling, stop: Sequence[str]
    ) -> dict[str, object]:
        chat = [asdict(message) for message in messages]
        asked = {"model": self._model, "messages": chat, "max_tokens": max_tokens, **sampling_fields(sampling)}
        stops = [text for text in stop if text]
        return {**asked, "stop": stops} if stops else asked

    def _pieces(self, body: dict[str, object]) -> Generator[str, None, None]:
        failures, spoken = 0, False
        while True:
            try:
                with closing(self._streamed(body)) as pieces:
                    for piece in pieces:
                        spoken = spoken or bool(piece)
                        yield piece
                return
            except Passing as fault:
                if spoken:
                    raise EndpointBroken(f"{fault} in the middle of an answer; {self._advice.again}.") from fault
                failures += 1
                left = self._pause(failures, fault)
            while left > 0:
                self._wait(min(left, BEAT))
                left -= BEAT
                check_stopped()
                yield ""

    def _streamed(self, body: dict[str, object]) -> Generator[str, None, None]:
        """One try. The loop's thread reads; this one gives what was read, and cancels the reading when it is left."""
        read: SimpleQueue[str | None] = SimpleQueue()
        reading = self._loop.start(self._read(body, read.put))
        reading.add_done_callback(lambda _: read.put(None))
        try:
            while (piece := _next(read)) is not None:
                check_stopped()
                yield piece
            reading.result()
        except CancelledError:
            raise EndpointBroken(f"The connection to {self._place.shown} was closed; ask again.") from None
        finally:
            reading.cancel()

    async def _read(self, body: dict[str, object], put: Callable[[str], None]) -> None:
        reply = Reply(self._place)
        with self._typed():
            async with self._client.stream("POST", "/chat/completions", json=body) as response:
                if response.status_code != 200 or "json" in response.headers.get("Content-Type", ""):
                    await response.aread()
                    put(text_of(object_of(response, self._place), self._place))  # a server that does not stream
                    return
                try:
                    async for received in response.aiter_bytes():
                        for piece in reply.feed(received):
                            put(piece)
                        if reply.ended:
                            break
                except httpx.TransportError:
                    if not reply.finished:  # what breaks off after its end is whole
                        raise
        for piece in reply.end():
            put(piece)

    def _patiently(self, method: str, path: str, body: dict[str, object] | None) -> dict[str, Any]:
        """The server's JSON object, after as many tries as patience allows."""
        failures = 0
        while True:
            try:
                return self._loop.start(self._asked(method, path, body)).result()
            except Passing as fault:
                failures += 1
                self._wait(self._pause(failures, fault))

    async def _asked(self, method: str, path: str, body: dict[str, object] | None) -> dict[str, Any]:
        with self._typed():
            return object_of(await self._client.request(method, path, json=body), self._place)

    def _pause(self, failures: int, fault: Passing) -> float:
        """Seconds until the next try. Raises EndpointUnreachable where there is none."""
        patience = self._patience
        growing = min(patience.first_wait * 2.0 ** (failures - 1), patience.longest_wait)
        pause = growing if fault.after is None else fault.after
        if failures < patience.tries and pause <= patience.longest_wait:
            return pause
        asked = f", and asks to wait {pause:.0f} s" if pause > patience.longest_wait else ""
        tries = "1 try" if failures == 1 else f"{failures} tries"
        raise EndpointUnreachable(f"{fault}{asked} ({tries}); {self._advice.again}.") from fault

    def _only_model(self) -> str:
        names = names_of(self._patiently("GET", "/models", None))
        if len(names) == 1:
            return names[0]
        served = f"serves {len(names)} models ({', '.join(names[:5])})" if names else "does not tell its model"
        raise EndpointUnreachable(f"{self._place.shown} {served}; {self._advice.model}.")

    @contextmanager
    def _typed(self) -> Iterator[None]:
        """Turns what httpx raises into faults that may pass, and those that do not."""
        where = self._place.shown
        try:
            yield
        except httpx.ConnectTimeout as error:
            raise Passing(f"{where} cannot be reached (no connection in time)") from error
        except httpx.TimeoutException as error:
            raise Passing(f"{where} did not answer in time") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
            raise EndpointUnreachable(f"{where} cannot be asked ({error}); give an http or https address.") from error
        except httpx.ConnectError as error:
            raise Passing(f"{where} cannot be reached ({error or type(error).__name__})") from error
        except httpx.RequestError as error:
            raise Passing(f"{where} broke off ({error or type(error).__name__})") from error


class _Loop:
    """An event loop in a thread of its own: what runs there can be cancelled while it waits for the network."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="endpoint", daemon=True)
        self._thread.start()

    def start(self, work: Coroutine[Any, Any, _T]) -> Future[_T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Cancel what is at work, carry `last` out, and end the thread; nothing where it has ended."""
        if self._loop.is_closed():
            last.close()
            return
        self.start(self._cancel_all()).result()
        self.start(last).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _cancel_all(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def base_of(url: str) -> str:
    """ "http://localhost:8000" and ".../v1/chat/completions" → ".../v1". Raises EndpointUnreachable for no address."""
    text = url.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointUnreachable(f"{url!r} is no address of an endpoint; give one such as http://localhost:8000/v1.")
    return text if re.search(r"/v\d+$", parts.path) else f"{text}/v1"


def sampling_fields(sampling: Sampling) -> dict[str, object]:
    """What a request says of sampling. Fields that OpenAI's own API lacks are sent only where they change something.

    Servers have defaults of their own, so temperature, and with it `top_p` and `seed`, are always said. The last has two
    names: vLLM and SGLang know the one, llama.cpp the other; each passes over what it does not know.
    """
    fields: dict[str, object] = {"temperature": sampling.temperature}
    if not sampling.greedy:
        fields |= {"top_p": sampling.top_p, "seed": sampling.seed}
    if sampling.top_k > 0:
        fields["top_k"] = sampling.top_k
    if sampling.min_p > 0:
        fields["min_p"] = sampling.min_p
    if sampling.repetition != 1:
        fields |= {"repetition_penalty": sampling.repetition, "repeat_penalty": sampling.repetition}
    return fields


def _check_key(key: str, base: str) -> None:
    """Raises EndpointUnreachable where a key must not, or cannot, be sent."""
    parts = urlsplit(base)
    if key and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise EndpointUnreachable(f"A key must not go to {parts.hostname} in clear: give the address with https.")
    if not re.fullmatch(r"[\x21-\x7e]*", key):
        raise EndpointUnreachable("The key holds characters that no key has; copy it once more.")


def _shown(base: str) -> str:
    """The address without what may be secret."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _next(read: SimpleQueue[str | None]) -> str | None:
    """The next piece; an empty one where none has come within a beat; None at the end."""
    try:
        return read.get(timeout=BEAT)
    except Empty:
        return ""
