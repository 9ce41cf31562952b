"""`osler index` and `osler search`, run as a person or a script runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from retrieval.commands import index_app
from retrieval.encoding import Encoder, HashingEncoder
from retrieval.errors import BadQuery, IndexMissing, NothingToRead, UnknownDocument
from retrieval.searching import search_app

LITERATURE = [
    {"id": "1", "title": "Gout", "text": "Gout is a painful swelling of a joint. It often begins in the big toe."},
    {"id": "2", "title": "Asthma", "text": "Asthma narrows the airways. Wheezing and coughing are common signs of it."},
]


def _no_encoder() -> Encoder:
    raise AssertionError("no encoder is needed here")


class Shell:
    """Runs commands against one index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *arguments: str, encoder: Any = HashingEncoder) -> str:
        app = typer.Typer()
        app.add_typer(index_app(encoder, lambda: self._folder), name="index")
        app.add_typer(search_app(encoder, lambda: self._folder))
        return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "index")


@pytest.fixture
def literature(tmp_path: Path) -> str:
    path = tmp_path / "topics.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LITERATURE))
    return str(path)


def test_add_reports_what_it_did(shell: Shell, literature: str) -> None:
    report = shell.json("index", "add", literature)
    assert (report["files_read"], report["added"], report["unchanged"], report["index_documents"]) == (1, 2, 0, 2)
    again = shell.json("index", "add", literature)
    assert (again["added"], again["updated"], again["unchanged"], again["new_passages"]) == (0, 0, 2, 0)
    assert "documents unchanged" in shell("index", "add", literature)


def test_files_that_fail_are_named_and_the_others_read(shell: Shell, literature: str, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{not json")
    report = shell.json("index", "add", literature, str(tmp_path / "broken.jsonl"))
    assert report["added"] == 2
    assert len(report["failed_lines"]) + len(report["failed_files"]) > 0


def test_the_bundled_handbook_is_a_word(shell: Shell) -> None:
    report = shell.json("index", "add", "handbook")
    assert report["added"] > 10
    assert report["failed_files"] == []


def test_search_list_info_verify_remove(shell: Shell, literature: str) -> None:
    shell("index", "add", literature)
    found = shell.json("search", "big toe", "--k", "1")
    assert found["hits"][0]["passage"]["title"] == "Gout"
    assert "Gout" in shell("search", "big toe")
    listed = [line.split("\t") for line in shell("index", "list").splitlines()]
    assert [title for *_, title in listed] == ["Gout", "Asthma"]
    assert [entry["doc_id"] for entry in shell.json("index", "list")["documents"]] == [line[0] for line in listed]
    assert shell.json("index", "info")["documents"] == 2
    assert "hashing-fake" in shell("index", "info")
    assert shell.json("index", "verify")["documents"] == 2
    assert shell.json("index", "remove", listed[0][0])["documents"] == 1
    assert shell.json("index", "list")["documents"][0]["title"] == "Asthma"


def test_only_what_computes_vectors_opens_the_encoder(shell: Shell, literature: str) -> None:
    shell("index", "add", literature)
    for command in ("list", "info", "verify"):
        assert shell("index", command, encoder=_no_encoder)


def test_errors_are_raised_for_the_root_command_line(shell: Shell, literature: str, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        shell("search", "gout", encoder=_no_encoder)
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(NothingToRead, match="pictures"):
        shell("index", "add", str(tmp_path / "pictures"))
    shell("index", "add", literature)
    with pytest.raises(BadQuery):
        shell("search", "?!")
    with pytest.raises(UnknownDocument):
        shell("index", "remove", "scurvy")


def test_importing_the_commands_imports_nothing_heavy() -> None:
    code = "import sys, retrieval.commands; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"faiss", "torch", "bm25s", "lxml", "numpy", "sqlite3"}
