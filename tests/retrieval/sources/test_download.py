"""Downloads under faults: what has come is never lost, what is wrong is never kept, and nothing is asked for twice."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.errors import DownloadFailed, StorageError
from retrieval.sources import download as downloading
from retrieval.sources.download import Downloaded, Order, Transfer, download
from retrieval.sources.keeping import Kept
from retrieval.sources.web import Patience, Web
from tests.retrieval.sources.publisher import Page, Publisher

BODY = random.Random(7).randbytes(300_000)
PATH = "/files/book.zip"
Get = Callable[..., Downloaded]


def good(path: Path) -> None:
    if hashlib.sha256(path.read_bytes()).digest() != hashlib.sha256(BODY).digest():
        raise DownloadFailed("it is not the book")


@pytest.fixture
def web(waits: list[float]) -> Iterator[Web]:
    one = Web(patience=Patience(tries=4, connect_seconds=2.0, read_seconds=0.3), wait=waits.append)
    yield one
    one.close()


@pytest.fixture
def told() -> list[Transfer]:
    return []


@pytest.fixture
def get(web: Web, publisher: Publisher, tmp_path: Path, told: list[Transfer]) -> Get:
    publisher.pages[PATH] = Page(BODY)

    def run(check: Callable[[Path], None] = good, largest: int = 10**9, path: str = PATH) -> Downloaded:
        return download(web, Order(publisher.url + path, tmp_path / "book.zip", largest, check), told.append)

    return run


def ranges(publisher: Publisher) -> list[str]:
    return [asked.headers.get("range", "") for asked in publisher.asked]


def test_a_file_comes_whole_and_is_asked_about_the_next_time(
    get: Get, publisher: Publisher, tmp_path: Path, told: list[Transfer]
) -> None:
    first = get()
    assert first.fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY
    assert first.receipt.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (told[-1].received, told[-1].total) == (len(BODY), len(BODY))
    again = get()
    assert not again.fresh
    assert again.receipt == first.receipt
    assert publisher.asked[-1].headers["if-none-match"] == '"v1"'
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == [
        "book.zip",
        "book.zip.json",
    ]


def test_a_changed_file_comes_anew(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    get()
    publisher.pages[PATH] = Page(BODY[::-1], etag='"v2"')
    assert get(check=lambda path: None).fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY[::-1]


def test_a_copy_that_was_touched_is_not_trusted(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    get()
    (tmp_path / "book.zip").write_bytes(b"something else")
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY
    assert "if-none-match" not in publisher.asked[-1].headers


def test_a_cut_connection_is_gone_on_with(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH].faults = ["cut:100000", "cut:50000"]
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY
    assert ranges(publisher) == ["", "bytes=100000-", "bytes=150000-"]
    assert publisher.asked[1].headers["if-range"] == '"v1"'


def test_as_long_as_bytes_come_it_is_tried_again(get: Get, publisher: Publisher) -> None:
    publisher.pages[PATH].faults = ["cut:20000"] * 9
    assert get().fresh
    assert len(publisher.asked) == 10


def test_nothing_comes_and_it_is_given_up(get: Get, publisher: Publisher, waits: list[float]) -> None:
    publisher.pages[PATH].faults = ["503"] * 9
    with pytest.raises(DownloadFailed, match=r"answers 503 .*\(4 tries\): check the network, or try again later"):
        get()
    assert waits == [1.0, 2.0, 4.0]


def test_what_has_come_is_kept_for_the_next_run(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH].faults = ["cut:100000", *["503"] * 9]
    with pytest.raises(DownloadFailed):
        get()
    assert (tmp_path / "book.zip.part").stat().st_size == 100_000
    assert not (tmp_path / "book.zip").exists()
    publisher.pages[PATH].faults = []
    assert get().fresh
    assert ranges(publisher)[-1] == "bytes=100000-"


@pytest.mark.parametrize("fault", ["500", "502", "503", "504", "408", "long"])
def test_a_fault_that_passes_is_waited_for(get: Get, publisher: Publisher, fault: str, tmp_path: Path) -> None:
    publisher.pages[PATH].faults = [fault]
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY


def test_a_server_says_how_long_to_wait(get: Get, publisher: Publisher, waits: list[float]) -> None:
    publisher.pages[PATH].faults = ["429:7"]
    assert get().fresh
    assert waits == [7.0]
    publisher.pages[PATH] = Page(BODY, etag='"v2"', faults=["429:3600"])
    with pytest.raises(DownloadFailed, match="asks to wait 3600 s"):
        get()


def test_a_silent_server_is_left_in_time(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH].faults = ["silent", "slow:1000"]
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY


def test_a_file_that_changes_between_ranges_is_begun_anew(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH] = Page(BODY[::-1], etag='"old"', faults=["cut:100000", *["503"] * 9])
    with pytest.raises(DownloadFailed):
        get()
    publisher.pages[PATH] = Page(BODY, etag='"new"')
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY


def test_a_server_that_mixes_two_files_is_found_out(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    """It takes If-Range for good although the ETag is another."""
    publisher.pages[PATH] = Page(BODY[::-1], etag='"old"', faults=["cut:100000", *["503"] * 9])
    with pytest.raises(DownloadFailed):
        get()
    publisher.pages[PATH] = Page(BODY, etag='"new"', modified='"old"')
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY


@pytest.mark.parametrize("page", [Page(BODY, ranges=False), Page(BODY, etag="", modified=""), Page(BODY, chunked=True)])
def test_without_ranges_it_is_begun_anew(get: Get, publisher: Publisher, tmp_path: Path, page: Page) -> None:
    page.faults = ["cut:100000", "cut:100000"]
    publisher.pages[PATH] = page
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY


def test_a_weak_etag_is_no_ground_to_go_on(get: Get, publisher: Publisher) -> None:
    publisher.pages[PATH] = Page(BODY, etag='W/"v1"', modified="", faults=["cut:100000"])
    assert get().fresh
    assert ranges(publisher) == ["", ""]
    assert not get().fresh  # but for asking whether it changed it will do


def test_what_is_packed_for_the_way_is_unpacked(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH] = Page(BODY, packed=True, faults=["cut:1000"])
    assert get().fresh
    assert (tmp_path / "book.zip").read_bytes() == BODY
    assert publisher.asked[0].headers["accept-encoding"] == "identity"


def test_a_packed_file_stays_packed(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages["/files/book.tar.gz"] = Page(BODY, packed=True)
    assert get(check=lambda path: None, path="/files/book.tar.gz").fresh
    assert (tmp_path / "book.zip").read_bytes()[:2] == b"\x1f\x8b"


def test_corrupted_bytes_are_not_kept_and_the_good_copy_is(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    get()
    publisher.pages[PATH] = Page(b"corrupt" + BODY[7:], etag='"v2"')
    with pytest.raises(DownloadFailed, match="not the book"):
        get()
    assert (tmp_path / "book.zip").read_bytes() == BODY
    assert not list(tmp_path.glob("*.part*"))
    assert Kept(tmp_path / "book.zip").receipt() is not None


def test_a_corrupted_part_costs_one_more_download(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH].faults = ["cut:100000", *["503"] * 9]
    with pytest.raises(DownloadFailed):
        get()
    (tmp_path / "book.zip.part").write_bytes(bytes(100_000))
    publisher.pages[PATH].faults = []
    assert get().fresh
    assert ranges(publisher)[-2:] == ["bytes=100000-", ""]


@pytest.mark.parametrize(("status", "words"), [("404", "There is nothing at"), ("403", "cannot be downloaded")])
def test_what_is_not_there_is_said_at_once(get: Get, publisher: Publisher, status: str, words: str) -> None:
    publisher.pages[PATH].faults = [status]
    with pytest.raises(DownloadFailed, match=words):
        get()
    assert len(publisher.asked) == 1


def test_more_than_can_be_right_is_not_taken(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    for page in (Page(BODY), Page(BODY, chunked=True)):
        publisher.pages[PATH] = page
        with pytest.raises(DownloadFailed, match="cannot be right"):
            get(largest=100_000)
        assert not list(tmp_path.glob("*.part"))


def test_redirects_are_followed_a_few_times_and_not_to_other_schemes(
    get: Get, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.pages["/moved.zip"] = Page(b"", redirect=PATH)
    assert get(path="/moved.zip").fresh
    publisher.pages["/round.zip"] = Page(b"", redirect="/round.zip")
    with pytest.raises(DownloadFailed, match="without end"):
        get(path="/round.zip")
    for place in ("http://example.org/book.zip", "ftp://example.org/book.zip", "file:///etc/passwd"):
        publisher.pages["/away.zip"] = Page(b"", redirect=place)
        with pytest.raises(DownloadFailed, match="over https only"):
            get(path="/away.zip")


def test_nothing_listens_there(web: Web, tmp_path: Path) -> None:
    order = Order("http://127.0.0.1:9/book.zip", tmp_path / "book.zip", 10**9, good)
    with pytest.raises(DownloadFailed, match=r"127.0.0.1:9 cannot be reached .*check the network"):
        download(web, order, lambda transfer: None)


def test_plain_http_is_refused(web: Web, tmp_path: Path) -> None:
    order = Order("http://example.org/book.zip", tmp_path / "book.zip", 10**9, good)
    with pytest.raises(DownloadFailed, match="over https only"):
        download(web, order, lambda transfer: None)


def test_a_full_disk_is_said_before_and_while(
    get: Get, monkeypatch: pytest.MonkeyPatch, publisher: Publisher, tmp_path: Path
) -> None:
    monkeypatch.setattr(downloading, "SPARE", 10**18)
    with pytest.raises(StorageError, match="free some space there"):
        get()
    monkeypatch.setattr(downloading, "SPARE", 0)

    def full(write: object, piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(downloading, "_write_all", full)
    with pytest.raises(StorageError, match="No space left on device"):
        get()
    assert not (tmp_path / "book.zip").exists()


def test_two_at_once_do_not_mix(get: Get, tmp_path: Path) -> None:
    with Kept(tmp_path / "book.zip").locked(), pytest.raises(DownloadFailed, match="Another process"):
        get()


_CHILD = """
import sys
from pathlib import Path
from retrieval.sources.download import Order, download
from retrieval.sources.web import Web
download(Web(), Order(sys.argv[1], Path(sys.argv[2]), 10**9, lambda path: None), lambda transfer: None)
"""


def test_a_killed_download_is_gone_on_with(get: Get, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages[PATH].faults = ["slow:131072"]
    publisher.pause = 30.0
    child = subprocess.Popen([sys.executable, "-c", _CHILD, publisher.url + PATH, str(tmp_path / "book.zip")])
    part = tmp_path / "book.zip.part"
    for _ in range(2_000):
        if part.exists() and part.stat().st_size == 131_072:
            break
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert get().fresh
    assert ranges(publisher) == ["", "bytes=131072-"]
    assert (tmp_path / "book.zip").read_bytes() == BODY
