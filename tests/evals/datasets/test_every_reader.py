"""What holds for every reader: it reads its own format, and refuses any other with a sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evals.examples import Example
from tests.evals.datasets.tiny import BENCHMARKS, refusal, write_lines, write_text

SAME = {("bioasq", "bioasq lines"), ("bioasq lines", "bioasq")}  # one reader reads both
OTHERS = [(name, other) for name in BENCHMARKS for other in BENCHMARKS if name != other and (name, other) not in SAME]


@pytest.mark.parametrize("name", BENCHMARKS)
def test_its_own_format_plain_and_gzipped(name: str, tmp_path: Path) -> None:
    read, write = BENCHMARKS[name]
    path = write(tmp_path)
    examples = read(path)
    assert isinstance(examples, tuple) and examples
    assert all(isinstance(one, Example) and one.question.strip() and one.answers for one in examples)
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read(packed) == examples


@pytest.mark.parametrize(("name", "other"), OTHERS)
def test_the_format_of_another_is_refused(name: str, other: str, tmp_path: Path) -> None:
    assert len(refusal(BENCHMARKS[name][0], BENCHMARKS[other][1](tmp_path))) > 40


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_file_that_is_not_there_or_is_empty(name: str, tmp_path: Path) -> None:
    read, _ = BENCHMARKS[name]
    assert "No such file" in refusal(read, tmp_path / "nowhere.json")
    refusal(read, write_text(tmp_path / "empty", ""))
    refusal(read, write_text(tmp_path / "blank", "\n\n"))


@pytest.mark.parametrize("name", BENCHMARKS)
def test_an_empty_folder(name: str, tmp_path: Path) -> None:
    message = refusal(BENCHMARKS[name][0], tmp_path)
    assert "give" in message or "holds no" in message or "No such file" in message


@pytest.mark.parametrize("name", [name for name in BENCHMARKS if name not in ("liveqa", "mediqa", "meqsum")])
def test_another_encoding_is_told_by_line(name: str, tmp_path: Path) -> None:
    read, write = BENCHMARKS[name]
    path = write(tmp_path)
    path.write_bytes(path.read_bytes() + "caf\u00e9\n".encode("latin-1"))
    lines = path.read_bytes().count(b"\n")
    assert f"line {lines}: it is not UTF-8; save it as UTF-8." in refusal(read, path)


@pytest.mark.parametrize("name", ["medmcqa", "bioasq lines", "healthbench", "xstest", "red flags", "question lines"])
def test_two_items_of_one_id_are_refused(name: str, tmp_path: Path) -> None:
    read, write = BENCHMARKS[name]
    path = write(tmp_path)
    lines = path.read_text().splitlines()
    first = read(path)[0].example_id
    path.write_text("\n".join([*lines, lines[1] if name == "xstest" else lines[0]]) + "\n")
    assert f"two of its items have the id {first!r}; take one of them out." in refusal(read, path)


def test_a_cut_short_file(tmp_path: Path) -> None:
    read, write = BENCHMARKS["medqa"]
    packed = tmp_path / "test.jsonl.gz"
    packed.write_bytes(gzip.compress(write(tmp_path).read_bytes())[:-12])
    assert "damaged or was cut short" in refusal(read, packed)


def test_the_fields_that_are_there_are_named(tmp_path: Path) -> None:
    read, _ = BENCHMARKS["medqa"]
    path = write_lines(tmp_path / "x.jsonl", {"question": "Why?", "choices": []})
    assert "line 1: it has no 'options' (it has 'question', 'choices'); MedQA's files hold" in refusal(read, path)
