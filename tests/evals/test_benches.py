"""The benches measure what they say: right answers to compare with, alike vectors, figures that mean what they are called."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document

from evals.benches import opening, scale
from evals.benches.fresh import in_fresh_process, memory, size_of
from evals.benches.indexing import Indexed, compared, made_up
from evals.benches.kinds import KINDS, OURS
from evals.benches.langchain_store import KnownEmbeddings, ReferenceStore
from evals.benches.passage_vectors import MixedEncoder, kept, write_vectors
from retrieval.chunking import passages as cut
from retrieval.encoding import Vectors


@pytest.fixture
def real() -> Vectors:
    vectors = np.random.default_rng(3).standard_normal((300, 32)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_real_vectors_come_first_and_mixtures_are_like_them(tmp_path: Path, real: Vectors) -> None:
    write_vectors(tmp_path / "v.npy", real, 1000)
    found = np.load(tmp_path / "v.npy")
    assert found.shape == (1000, 32)
    assert np.array_equal(found[:300], real)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    nearest_real = (found[300:] @ real.T).max(axis=1)
    assert 0.6 < nearest_real.mean() < 0.99  # near a passage, and not the same


def test_the_nearest_are_those_of_all_blocks(tmp_path: Path, real: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "_BLOCK", 70)
    np.save(tmp_path / "v.npy", real)
    found = scale.nearest(tmp_path / "v.npy", real[:5])
    assert np.array_equal(found, np.argsort(-(real[:5] @ real.T), axis=1)[:, :10])
    assert list(found[:, 0]) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", ["flat fp16", "HNSW32 fp16", "IVF SQ8 + rescoring", OURS])
def test_a_kind_finds_most_of_the_nearest(tmp_path: Path, real: Vectors, name: str) -> None:
    write_vectors(tmp_path / "v.npy", real, 2000)
    (tmp_path / "index").mkdir()
    kind = KINDS[name]
    kind.build(tmp_path / "v.npy", tmp_path / "index")
    search = kind.open(tmp_path / "index")(kind.efforts[-1])
    truth = scale.nearest(tmp_path / "v.npy", real[:50])
    right = sum(len(np.intersect1d(search(query, 10), best)) for query, best in zip(real, truth, strict=False))
    assert right >= 0.9 * truth.size


def test_a_newer_figure_takes_the_place_of_an_older(tmp_path: Path) -> None:
    def measured(kind: str, size: int, seconds: float) -> scale.Measured:
        latency = scale.Latency(1.0, 2.0, 0.5)
        opened = scale.Opened(0.1, memory(), memory(), (scale.Setting(0, 0.99, latency, latency),))
        return scale.Measured(kind, size, seconds, 1, 2, opened)

    for one in (measured("flat fp16", 100, 1.0), measured("flat fp32", 10, 2.0), measured("flat fp16", 100, 3.0)):
        so_far = scale._keep(tmp_path / "scale.json", one)
    assert [(m.kind, m.size, m.build_seconds) for m in so_far] == [("flat fp32", 10, 2), ("flat fp16", 100, 3)]
    assert scale.table(so_far).count("\n") == 4
    assert "| 0.990 | 0.50 | 1.00, 2.00 |" in scale.table(so_far)


def test_encoded_texts_are_kept_for_the_next_run(tmp_path: Path, real: Vectors) -> None:
    kept(tmp_path / "v.npz", lambda: (real, real[:2]))
    passages, queries = kept(tmp_path / "v.npz", lambda: pytest.fail("made again"))
    assert np.array_equal(passages, real)
    assert len(queries) == 2


def test_rankings_are_compared_by_what_they_share_and_in_which_order() -> None:
    def indexed(seconds: float, *best: tuple[str, ...]) -> Indexed:
        return Indexed(10, 20, seconds, seconds / 2, 1, best)

    same = compared(indexed(2, ("a", "b", "c")), indexed(6, ("a", "b", "c")), "another", ())
    assert (same.ratio, same.processor_ratio, same.overlap, same.same_first) == (3, 3, 1, 1)
    assert same.correlation == pytest.approx(1)
    turned = compared(indexed(2, ("a", "b", "c")), indexed(2, ("c", "b", "a")), "another", ())
    assert (turned.overlap, turned.same_first) == (1, 0)
    assert turned.correlation == pytest.approx(-1)
    other = compared(indexed(2, ("a", "b", "x", "y")), indexed(2, ("a", "b", "c", "d")), "another", ())
    assert other.overlap == 0.5


def test_what_stands_in_for_langchain_keeps_documents_and_finds_them(tmp_path: Path, real: Vectors) -> None:
    documents = [Document(f"text {n}", metadata={"passage_id": str(n)}) for n in range(len(real))]
    embeddings = KnownEmbeddings(real[17].tolist())
    ReferenceStore.from_vectors(documents, real, embeddings).save_local(str(tmp_path / "store"))
    store = ReferenceStore.load_local(str(tmp_path / "store"), embeddings, allow_dangerous_deserialization=True)
    assert store.similarity_search("anything", k=3)[0] == documents[17]
    with pytest.raises(ValueError, match="a pickle runs what is in it"):
        ReferenceStore.load_local(str(tmp_path / "store"), embeddings)


def test_made_up_documents_have_ten_passages_each() -> None:
    found = list(made_up(50))
    assert len({document.doc_id for document in found}) == 5
    assert [len(cut(document)) for document in found] == [10] * 5


def test_both_ways_of_opening_answer(tmp_path: Path) -> None:
    opening.build_osler(tmp_path / "ours", 100)
    opening.build_langchain(tmp_path / "theirs", tmp_path / "ours")
    assert opening.open_osler(tmp_path / "ours").hits == 8
    assert opening.open_langchain(tmp_path / "theirs").hits == 8
    assert size_of(tmp_path / "theirs") > 100 * MixedEncoder.dimensions * 4


@pytest.mark.slow
def test_memory_is_that_of_the_fresh_process() -> None:
    ballast = np.ones(50_000_000)
    assert memory().own >= ballast.nbytes
    assert in_fresh_process(memory).peak < ballast.nbytes
