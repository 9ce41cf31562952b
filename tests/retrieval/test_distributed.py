"""Ingest on Ray: the same documents, passages and vectors as on one machine; workers that die; what is told then."""

from __future__ import annotations

import importlib.util
import os
import pickle
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from retrieval import distributed
from retrieval.chunking import passages as cut
from retrieval.distributed import Cluster, RayEncoder, RayReading, cluster
from retrieval.encoding import HashingEncoder, Vectors
from retrieval.errors import ReadError, WorkersFailed
from retrieval.readers import DocumentRepeated, FileRead, ReadEvent, ReadTally, read

ENGINE = [
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="install osler[ray]"),
    pytest.mark.slow,
]


class DyingEncoder(HashingEncoder):
    """Ends its process at a certain text, as many times as it is told to."""

    def __init__(self, deaths: Path, times: int) -> None:
        super().__init__(16)
        self._deaths, self._times = deaths, times

    def encode(self, texts: Sequence[str]) -> Vectors:
        died = len(list(self._deaths.iterdir()))
        if "poison" in texts and died < self._times:
            (self._deaths / str(died)).touch()
            os._exit(1)
        if "wrong" in texts:
            raise ValueError("this text cannot be encoded")
        return super().encode(texts)


def literature(folder: Path) -> Path:
    """Files of several kinds, one bad, one repeating another's document."""
    folder.mkdir()
    for number in range(6):
        sentences = " ".join(f"Sentence {n} of page {number} says that glub fever passes." for n in range(40))
        (folder / f"page{number}.md").write_text(f"# Page {number}\n\n## Signs\n\n{sentences}\n", encoding="utf-8")
    lines = [f'{{"id": "{n}", "title": "Line {n}", "text": "A line about glubs, number {n}."}}' for n in range(30)]
    (folder / "lines.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    (folder / "more").mkdir()
    (folder / "more" / "lines.jsonl").write_text("\n".join(lines[:3]), encoding="utf-8")
    (folder / "bad.jsonl").write_bytes(b"\x00\x01\x02" * 100)
    return folder


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    """A cluster of two processors on this machine, for all tests that need one."""
    with cluster(processors=2) as joined:
        yield joined


class TestWithoutRay:
    def test_an_error_of_reading_can_be_sent(self) -> None:
        sent = pickle.loads(pickle.dumps(ReadError("a.xml", "is empty")))  # noqa: S301
        assert (sent.path, sent.reason, str(sent)) == ("a.xml", "is empty", "a.xml: is empty")

    def test_shards_hold_every_file_once_in_the_order_of_reading(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(distributed, "BYTES_A_SHARD", 4000)
        folder = literature(tmp_path / "literature").resolve()
        shards = list(distributed._shards([folder]))
        assert len(shards) > 2
        assert sorted(name for shard in shards for name in shard) == sorted(
            str(path) for path in folder.rglob("*") if path.is_file()
        )
        given = [
            item.document
            for shard in shards
            for block in distributed._read_shard([folder], None, shard, cut)
            for item in block
            if isinstance(item, distributed._Cut)
        ]
        local = list(read([folder]))
        assert [d for n, d in enumerate(given) if d not in given[:n]] == local


class TestOnRay:
    pytestmark = ENGINE

    def test_a_cluster_of_two(self, two: Cluster) -> None:
        assert two.processors == 2
        assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"

    def test_vectors_are_those_of_one_machine(self, two: Cluster) -> None:
        texts = [f"glub {n} " * (n % 9 + 1) for n in range(300)]
        encoder = RayEncoder(two, partial(HashingEncoder, 16))
        local = HashingEncoder(16)
        assert (encoder.encoder_id, encoder.fingerprint, encoder.dimensions) == (local.encoder_id, "0" * 64, 16)
        assert np.array_equal(encoder.encode(texts), local.encode(texts))
        assert encoder.encode([]).shape == (0, 16)
        encoder.close()

    def test_documents_passages_and_events_are_those_of_one_machine(
        self, two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(distributed, "BYTES_A_SHARD", 4000)
        folder = literature(tmp_path / "literature")
        here: list[ReadEvent] = []
        there: list[ReadEvent] = []
        local = list(read([folder.resolve()], None, here.append))
        reading = RayReading(two, [folder], None, there.append)
        found = [(document, reading.cut(document)) for document in reading.documents()]
        assert [document for document, _ in found] == local
        assert [passages for _, passages in found] == [cut(document) for document in local]
        assert tally(there) == tally(here)
        assert [e for e in there if isinstance(e, FileRead)] == [e for e in here if isinstance(e, FileRead)]
        assert {e.doc_id for e in there if isinstance(e, DocumentRepeated)} == {
            e.doc_id for e in here if isinstance(e, DocumentRepeated)
        }

    def test_what_is_wrong_with_a_path_is_told_at_once(self, two: Cluster, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="does not exist"):
            RayReading(two, [tmp_path / "nowhere"])

    def test_a_worker_that_dies_is_started_again(self, two: Cluster, tmp_path: Path) -> None:
        encoder = RayEncoder(two, partial(DyingEncoder, tmp_path, 1), workers=1)
        texts = ["a", "poison", "b"]
        assert np.array_equal(encoder.encode(texts), HashingEncoder(16).encode(texts))
        assert len(list(tmp_path.iterdir())) == 1
        encoder.close()

    def test_workers_that_die_again_and_again_are_told(self, two: Cluster, tmp_path: Path) -> None:
        encoder = RayEncoder(two, partial(DyingEncoder, tmp_path, 99), workers=1)
        with pytest.raises(WorkersFailed, match="Workers died at encoding, 3 times"):
            encoder.encode(["poison"])

    def test_what_an_encoder_raises_is_told(self, two: Cluster, tmp_path: Path) -> None:
        encoder = RayEncoder(two, partial(DyingEncoder, tmp_path, 0), workers=1)
        with pytest.raises(WorkersFailed, match="this text cannot be encoded"):
            encoder.encode(["wrong"])
        encoder.close()

    def test_a_cluster_that_is_not_there_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("RAY_ADDRESS", raising=False)
        with pytest.raises(WorkersFailed, match="does not answer"), cluster("127.0.0.1:1"):
            pass


def tally(events: Sequence[ReadEvent]) -> ReadTally:
    found = ReadTally()
    for event in events:
        found = found.plus(event)
    return found
