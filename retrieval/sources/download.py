"""One file from the web to the disk: asked for only where it changed, gone on with where it broke off, kept when good.

The story: no part and a good copy → ask whether it changed; a part → ask for the rest; the whole → check it, and only
then put it in the place of the last. Knows HTTP's words for all that; knows nothing of sources or formats.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from retrieval.errors import DownloadFailed, StorageError
from retrieval.sources.keeping import Kept, Receipt, Validators, storing
from retrieval.sources.web import Hiccup, Web, check_status, shown

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
SPARE = 64 * 2**20  # bytes to leave free on the disk


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far a download has come. `total` is None where the server does not say; `note` is what holds it up."""

    name: str
    received: int
    total: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What to download: from where, to where, at most how much, and how to tell that it is good."""

    url: str
    file: Path
    largest: int
    check: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Downloaded:
    """The good copy, and whether it came just now or was here already."""

    receipt: Receipt
    fresh: bool


OnTransfer = Callable[[Transfer], None]


def download(web: Web, order: Order, on_transfer: OnTransfer) -> Downloaded:
    """Sees that the newest copy of the file lies in its place.

    Raises DownloadFailed or StorageError; then the copy that was there is there still, and a part that can be gone on
    with is kept.
    """
    kept = Kept(order.file)
    with kept.locked():
        here = kept.receipt()
        resumed = kept.begun(order.url)[1] > 0
        while True:
            validators = _received(web, order, kept, here, on_transfer)
            if validators is None:
                assert here is not None  # nothing else is asked about
                return Downloaded(here, fresh=False)
            size = kept.part.stat().st_size
            on_transfer(Transfer(order.file.name, size, size, "checking"))
            try:
                order.check(kept.part)
            except DownloadFailed:
                kept.drop()
                if not resumed:
                    raise
                resumed = False  # an earlier part may have been at fault: once more, from the beginning
                continue
            return Downloaded(kept.finish(validators), fresh=True)


def _received(web: Web, order: Order, kept: Kept, here: Receipt | None, on_transfer: OnTransfer) -> Validators | None:
    """What the server said of the whole part; None where the good copy is still the newest."""

    def pause(seconds: float, reason: str) -> None:
        _, size = kept.begun(order.url)
        on_transfer(Transfer(order.file.name, size, None, f"{reason}; again in {seconds:.0f} s"))

    def request() -> Validators | None:
        try:
            return _one_request(web, order, kept, here, on_transfer)
        except Hiccup as hiccup:
            raise Hiccup(str(hiccup), hiccup.after, reached=kept.begun(order.url)[1]) from hiccup

    return web.persistently(request, pause)


def _one_request(
    web: Web, order: Order, kept: Kept, here: Receipt | None, on_transfer: OnTransfer
) -> Validators | None:
    begun, have = kept.begun(order.url)
    if have and have == begun.total:
        return begun
    with web.answer(order.url, _headers(begun, have, here)) as response:
        if response.status_code == httpx.codes.NOT_MODIFIED and here is not None and not have:
            return None
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            kept.drop()
            raise Hiccup(f"{shown(order.url)} does not go on where it broke off", after=0.0)
        check_status(response, order.url)
        if response.status_code == httpx.codes.PARTIAL_CONTENT:
            validators = _going_on(response, begun, have, kept)
        else:
            have, validators = 0, _said(response, order.url)
            _check_room(order, validators.total)
            kept.begin(validators)
        size = _write(response, order, kept, have, validators, on_transfer)
    if validators.total is not None and size != validators.total:
        raise Hiccup(f"{shown(order.url)} sent {size:,} bytes of {validators.total:,}")
    return replace(validators, total=size)


def _headers(begun: Validators, have: int, here: Receipt | None) -> dict[str, str]:
    if have:
        return {"Range": f"bytes={have}-", "If-Range": begun.if_range}
    said = here.validators if here is not None else Validators()
    if said.url != begun.url:
        return {}
    asked = {"If-None-Match": said.etag, "If-Modified-Since": said.last_modified}
    return {name: value for name, value in asked.items() if value}


def _said(response: httpx.Response, url: str) -> Validators:
    packed = bool(_encoding(response, url))
    length = "" if packed else response.headers.get("Content-Length", "")
    etag, modified = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
    return Validators(url, etag, modified, int(length) if length.isdigit() else None, packed)


def _encoding(response: httpx.Response, url: str) -> str:
    """How the body is packed for the way, though we asked that it be not; empty where the packed bytes are the file."""
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    packed_file = encoding in ("gzip", "x-gzip") and url.endswith((".gz", ".tgz"))
    return "" if encoding == "identity" or packed_file else encoding


def _going_on(response: httpx.Response, begun: Validators, have: int, kept: Kept) -> Validators:
    """Checks that the rest is the rest of the same file."""
    match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    same = match is not None and int(match[1]) == have
    if same and match is not None and match[3] != "*" and begun.total is not None:
        same = int(match[3]) == begun.total
    etag = response.headers.get("ETag", begun.etag)
    if not same or etag != begun.etag or _encoding(response, begun.url):
        kept.drop()
        raise Hiccup(f"{shown(begun.url)} has changed meanwhile", after=0.0)
    total = int(match[3]) if match is not None and match[3] != "*" else begun.total
    return replace(begun, total=total)


def _write(
    response: httpx.Response, order: Order, kept: Kept, have: int, validators: Validators, on_transfer: OnTransfer
) -> int:
    """Writes the body to the part, unbuffered, so that what has come survives a kill; gives the part's size."""
    size = have
    with storing(kept.part.parent):
        file = kept.part.open("ab", buffering=0)
    with file:
        for piece in _pieces(response, order.url):
            if size + len(piece) > order.largest:
                kept.drop()
                raise DownloadFailed(
                    f"{shown(order.url)} sends more than {order.largest // 2**20:,} MiB, which cannot be right."
                )
            with storing(kept.part.parent):
                _write_all(file.write, piece)
            size += len(piece)
            on_transfer(Transfer(order.file.name, size, validators.total))
    return size


def _write_all(write: Callable[[memoryview], int | None], piece: bytes) -> None:
    """An unbuffered file may take less than it is given; a full disk shows at the next try."""
    rest = memoryview(piece)
    while rest:
        rest = rest[write(rest) or 0 :]


def _pieces(response: httpx.Response, url: str) -> Iterator[bytes]:
    if _encoding(response, url):
        yield from response.iter_bytes()
    else:
        yield from response.iter_raw()  # as it comes, so that a cut loses nothing


def _check_room(order: Order, total: int | None) -> None:
    if total is None:
        return
    if total > order.largest:
        raise DownloadFailed(f"{shown(order.url)} is {total / 1e6:,.0f} MB large, which cannot be right.")
    with storing(order.file.parent):
        free = shutil.disk_usage(order.file.parent).free
    if free < total + SPARE:
        raise StorageError(
            f"{order.file.name} needs {total / 1e6:,.0f} MB and {order.file.parent} has {free / 1e6:,.0f} MB left: "
            "free some space there, or choose another folder with OSLER_DOWNLOADS."
        )
