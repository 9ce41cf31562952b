"""Fetching data: from a publisher on this machine, with faults; nobody's own file is touched."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evals.downloading import KEPT, fetch
from evals.errors import EvalError
from evals.registry import find_data
from evals.task import Task
from retrieval.errors import DownloadFailed
from retrieval.sources.web import Patience, Web
from tests.evals.running_tasks import CountingSolver, Equality
from tests.retrieval.sources.publisher import Page, Publisher, serving

BODY = b'{"question": "what helps"}\n' * 400
URL = "https://example.org/sets/benchmark.json"
PATH = "/example.org/sets/benchmark.json"  # a mirror serves https://HOST/PATH as MIRROR/HOST/PATH


def task(name: str, data: str = "set/benchmark.json|other.json", url: str = URL, *, takes_folder: bool = False) -> Task:
    return Task(
        name=name,
        title=name,
        read=lambda path: (),
        solver=CountingSolver(),
        scorer=Equality(),
        data=data,
        source="example.org, after registration",
        url=url,
        takes_folder=takes_folder,
    )


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with serving(Publisher()) as one:
        one.pages[PATH] = Page(BODY)
        yield one


@pytest.fixture
def web(publisher: Publisher) -> Callable[[], Web]:
    """A client a command, as on the command line; nobody waits."""
    patience = Patience(tries=3, connect_seconds=2.0, read_seconds=0.5)
    return lambda: Web(publisher.url, patience, lambda seconds: None)


def test_a_cut_connection_is_gone_on_with_and_the_task_finds_its_data(
    publisher: Publisher, web: Callable[[], Web], tmp_path: Path
) -> None:
    publisher.pages[PATH].faults = ["503", "cut:5000"]
    (path,) = fetch([task("mine")], tmp_path / "data", web())
    assert path == tmp_path / "data" / "set" / "benchmark.json"
    assert path.read_bytes() == BODY
    assert [asked.headers.get("range", "") for asked in publisher.asked] == ["", "", "bytes=5000-"]
    assert find_data(task("mine"), tmp_path / "data", alone=False) == path
    assert [one.name for one in path.parent.iterdir()] == ["benchmark.json"]


def test_tasks_of_one_address_share_a_download(publisher: Publisher, web: Callable[[], Web], tmp_path: Path) -> None:
    tasks = [task("one"), task("two"), task("three", data="folder", takes_folder=True)]
    paths = fetch(tasks, tmp_path, web())
    assert paths == (tmp_path / "set/benchmark.json", tmp_path / "folder/benchmark.json")
    assert [path.read_bytes() for path in paths] == [BODY, BODY]
    assert len(publisher.asked) == 1


def test_what_has_not_changed_is_not_sent_again_and_what_has_is_replaced(
    publisher: Publisher, web: Callable[[], Web], tmp_path: Path
) -> None:
    fetch([task("mine")], tmp_path, web())
    (path,) = fetch([task("mine")], tmp_path, web())
    assert publisher.asked[-1].headers["if-none-match"] == '"v1"'
    publisher.pages[PATH] = Page(BODY[::-1], etag='"v2"')
    fetch([task("mine")], tmp_path, web())
    assert path.read_bytes() == BODY[::-1]
    assert [one.name for one in path.parent.iterdir()] == ["benchmark.json"]


def test_a_file_that_was_not_fetched_is_left_alone(
    publisher: Publisher, web: Callable[[], Web], tmp_path: Path
) -> None:
    path = tmp_path / "set" / "benchmark.json"
    path.parent.mkdir()
    path.write_text("my own")
    with pytest.raises(EvalError, match=r"was not fetched; move it away, or give --to another"):
        fetch([task("mine")], tmp_path, web())
    assert path.read_text() == "my own"
    assert publisher.asked == []


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            task("none", url=""),
            r"The data of none cannot be fetched.*they come from example.org, after registration: put",
        ),
        (task("own", data="/suites/own.jsonl"), r"own needs no download: its data are at /suites/own.jsonl"),
    ],
)
def test_a_task_without_an_address_says_where_to_get_it_before_anything_is_fetched(
    publisher: Publisher, web: Callable[[], Web], tmp_path: Path, one: Task, words: str
) -> None:
    with pytest.raises(EvalError, match=words):
        fetch([task("mine"), one], tmp_path / "data", web())
    assert publisher.asked == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("url", "body", "words"),
    [
        (URL, b"  <!DOCTYPE html><p>Log in", "came as a web page"),
        (URL, b"", "came empty"),
        (f"{URL}.gz", gzip.compress(BODY, mtime=0)[:-9], "came damaged"),
        ("https://example.org/nothing.json", b"", "There is nothing at"),
        ("http://example.org/plain.json", b"", "over https only"),
    ],
)
def test_what_is_no_data_is_not_kept(publisher: Publisher, tmp_path: Path, url: str, body: bytes, words: str) -> None:
    publisher.pages[PATH] = publisher.pages[f"{PATH}.gz"] = Page(body)
    client = Web("" if url.startswith("http:") else publisher.url, Patience(tries=1), lambda seconds: None)
    with pytest.raises(DownloadFailed, match=words):
        fetch([task("mine", url=url)], tmp_path, client)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and not path.name.endswith(".lock")] == []


def test_the_mirror_of_the_settings_is_asked(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSLER_MIRROR", publisher.url)
    monkeypatch.setenv("OSLER_HOME", str(tmp_path / "home"))
    (path,) = fetch([task("mine")], tmp_path / "data")
    assert path.read_bytes() == BODY


def test_a_folder_that_cannot_be_written_is_said(web: Callable[[], Web], tmp_path: Path) -> None:
    (tmp_path / KEPT).write_text("in the way")
    with pytest.raises(EvalError, match=r"cannot take the data .*give --to another"):
        fetch([task("mine")], tmp_path, web())
