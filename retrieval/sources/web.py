"""Requests to publishers: only over https, a few redirects, patient with what passes, plain about what does not.

The one home of httpx. `Hiccup` is a fault that may pass, and is tried again; `DownloadFailed` is final and is one
sentence. Addresses in messages carry no query, so that no key is shown. Knows nothing of files or of literature.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx

from retrieval.errors import DownloadFailed

T = TypeVar("T")
Wait = Callable[[float], None]
OnPause = Callable[[float, str], None]

_MOST_REDIRECTS = 5
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to put up with faults: tries without progress, and seconds to wait, doubled from try to try."""

    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 120.0
    connect_seconds: float = 15.0
    read_seconds: float = 60.0


class Hiccup(Exception):
    """A fault that may pass. `after` is how long the server asked to wait; `reached` how many bytes are safe so far."""

    def __init__(self, reason: str, after: float | None = None, reached: int = 0) -> None:
        super().__init__(reason)
        self.after = after
        self.reached = reached


class Web:
    """A client for one command; close it. `mirror` is a server that serves https://HOST/PATH as MIRROR/HOST/PATH."""

    def __init__(self, mirror: str = "", patience: Patience | None = None, wait: Wait = time.sleep) -> None:
        self.patience = patience or Patience()
        self.wait = wait
        self._mirror = mirror.rstrip("/")
        self._client = httpx.Client(
            headers={"User-Agent": f"osler/{version('osler')}", "Accept": "*/*", "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(self.patience.read_seconds, connect=self.patience.connect_seconds),
            follow_redirects=False,
            mounts=dict.fromkeys(("all://localhost", "all://127.0.0.1", "all://[::1]")),  # no proxy to ourselves
        )

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def answer(
        self, url: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
    ) -> Iterator[httpx.Response]:
        """The answer to a GET, or with a form to a POST, its body still to be read. Faults in reading it are told too."""
        address = self._mirrored(url)
        _check_address(address, address)
        for _ in range(_MOST_REDIRECTS + 1):
            with (
                _told(address),
                self._client.stream("GET" if form is None else "POST", address, headers=headers, data=form) as response,
            ):
                if response.status_code not in _REDIRECTS or form is not None:
                    yield response
                    return
                address = _redirected(address, response.headers.get("Location", ""))
        raise DownloadFailed(f"{shown(url)} leads from one address to another without end: try again later.")

    def text(self, url: str, largest: int, form: Mapping[str, str] | None = None) -> str:
        """A small page or reply, whole. One request; a fault is raised."""
        with self.answer(url, form=form) as response:
            check_status(response, url)
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > largest:
                    raise DownloadFailed(f"{shown(url)} sends more than {largest // 2**20} MiB, which cannot be right.")
            return body.decode("utf-8", errors="replace")

    def persistently(self, action: Callable[[], T], on_pause: OnPause) -> T:
        """What the action gives at last: after a hiccup it is tried again, unless nothing has moved for some tries."""
        failures, best = 0, 0
        while True:
            try:
                return action()
            except Hiccup as hiccup:
                failures, best = (1, hiccup.reached) if hiccup.reached > best else (failures + 1, best)
                pause = self._pause(hiccup, failures)
                if failures >= self.patience.tries or pause > self.patience.longest_wait:
                    raise DownloadFailed(self._given_up(hiccup, pause)) from hiccup
                on_pause(pause, str(hiccup))
                self.wait(pause)

    def _pause(self, hiccup: Hiccup, failures: int) -> float:
        if hiccup.after is not None:
            return hiccup.after
        return min(self.patience.first_wait * float(2 ** (failures - 1)), self.patience.longest_wait)

    def _given_up(self, hiccup: Hiccup, pause: float) -> str:
        if pause > self.patience.longest_wait:
            return f"{hiccup}, and asks to wait {pause:.0f} s: try again later."
        return f"{hiccup} ({self.patience.tries} tries): check the network, or try again later."

    def _mirrored(self, url: str) -> str:
        parts = urlsplit(url)
        return url if not self._mirror else f"{self._mirror}/{parts.netloc}{url.partition(parts.netloc)[2]}"


def check_status(response: httpx.Response, url: str) -> None:
    """Raises where the answer is not the thing asked for."""
    status, where = response.status_code, shown(url)
    if status in _PASSING:
        raise Hiccup(f"{where} answers {status} ({response.reason_phrase})", _retry_after(response))
    if status in (404, 410):
        raise DownloadFailed(f"There is nothing at {where} ({status}): the publisher may have moved it.")
    if status not in (200, 206):
        raise DownloadFailed(f"{where} answers {status} ({response.reason_phrase}): it cannot be downloaded from here.")


def shown(url: str) -> str:
    """An address for people: without the query, which may hold a key, and without a password."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _check_address(address: str, first: str) -> None:
    """Raises unless the address is https, or this machine's own and was so from the first."""
    try:
        parts, host = urlsplit(address), urlsplit(address).hostname or ""
    except ValueError:
        raise DownloadFailed(f"{address!r} is no address: check OSLER_MIRROR.") from None
    if parts.scheme == "https" and host:
        return
    if parts.scheme == "http" and host in _LOOPBACK and urlsplit(first).hostname in _LOOPBACK:
        return
    raise DownloadFailed(f"{shown(address)} is not an https address: Osler downloads over https only.")


def _redirected(address: str, location: str) -> str:
    if not location:
        raise DownloadFailed(f"{shown(address)} redirects to nowhere: try again later.")
    try:
        there = str(httpx.URL(address).join(location))
    except httpx.InvalidURL:
        raise DownloadFailed(f"{shown(address)} redirects to {location[:80]!r}, which is no address.") from None
    _check_address(there, address)
    return there


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()) if value else None
    except (ValueError, TypeError):
        return None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turns what httpx raises into a hiccup, or into the end of it."""
    where = shown(address)
    try:
        yield
    except httpx.TimeoutException as error:
        raise Hiccup(f"{where} did not answer in time") from error
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as error:
        raise DownloadFailed(f"{where} cannot be asked ({error}).") from error
    except httpx.ConnectError as error:
        if _is_about_certificates(error):
            raise DownloadFailed(
                f"{where} cannot be trusted ({error}): check the clock and the certificates of this machine."
            ) from error
        raise Hiccup(f"{urlsplit(address).netloc} cannot be reached ({error})") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise Hiccup(f"{where} broke off ({str(error) or type(error).__name__})") from error


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
