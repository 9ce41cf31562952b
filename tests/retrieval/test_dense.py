"""Dense segments and indexes: exact, approximate, filtered, merged, written and read, against NumPy."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrieval import dense
from retrieval.dense import INVERTED_FILE, VECTORS_FILE, DenseIndex, DenseSegment
from retrieval.encoding import Vectors
from retrieval.fusion import Scored

DIMENSIONS = 16


def unit_vectors(count: int, seed: int = 0, dimensions: int = DIMENSIONS) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def reference(vectors: Vectors, query: Vectors, depth: int, allowed: NDArray[np.bool_]) -> list[int]:
    """The best positions by half-precision vectors, compared one by one."""
    scores = (vectors.astype(np.float16).astype(np.float32) * query).sum(axis=1)
    positions = np.flatnonzero(allowed)
    return [int(p) for p in positions[np.lexsort((positions, -scores[positions]))][:depth]]


def rows(found: tuple[Scored, ...]) -> list[int]:
    return [scored.row for scored in found]


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_an_index_finds_what_numpy_finds(data: st.DataObject) -> None:
    """Whatever the segments, what is removed, what is allowed, and how many vectors are alike."""
    sizes = data.draw(st.lists(st.integers(1, 40), min_size=1, max_size=4))
    seed, depth = data.draw(st.integers(0, 1000)), data.draw(st.integers(1, 60))
    rng = np.random.default_rng(seed)
    segments, allowed, first = [], [], 0
    vectors = np.zeros((1000, DIMENSIONS), dtype=np.float32)
    may_be_found = np.zeros(1000, dtype=bool)
    for size in sizes:
        first += int(rng.integers(0, 5))
        own = (
            unit_vectors(3, seed)[rng.integers(0, 3, size)] if rng.random() < 0.3 else unit_vectors(size, seed + first)
        )
        live, permitted = rng.random(size) < 0.7, rng.random(size) < 0.7
        segments.append((first, DenseSegment.build(own), live))
        allowed.append(permitted)
        vectors[first : first + size], may_be_found[first : first + size] = own, live & permitted
        first += size
    query = unit_vectors(1, seed + 1)[0]
    found = DenseIndex(segments).search(query, depth, allowed)
    assert rows(found) == reference(vectors, query, depth, may_be_found)
    assert all(a.score >= b.score for a, b in pairwise(found))


def test_a_case_worked_by_hand() -> None:
    first = DenseSegment.build(np.array([[1, 0], [0, 1]], dtype=np.float32))
    second = DenseSegment.build(np.array([[0.6, 0.8], [1, 0]], dtype=np.float32))
    index = DenseIndex([(10, first, None), (20, second, np.array([True, False]))])
    found = index.search(np.array([0, 1], dtype=np.float32), 9)
    assert rows(found) == [11, 20, 10]
    assert [scored.score for scored in found] == pytest.approx([1.0, 0.8, 0.0], abs=1e-3)
    assert len(index) == 3


def test_masks_follow_the_order_in_which_segments_were_given() -> None:
    one, two = DenseSegment.build(unit_vectors(2, 1)), DenseSegment.build(unit_vectors(3, 2))
    index = DenseIndex([(100, one, None), (0, two, np.array([True, True, False]))])
    allowed = [np.array([False, True]), np.array([True, False, True])]
    assert sorted(rows(index.search(unit_vectors(1)[0], 9, allowed))) == [0, 101]


def test_of_equal_vectors_the_lowest_rows_are_found() -> None:
    segment = DenseSegment.build(np.repeat(unit_vectors(1), 500, axis=0))
    index = DenseIndex([(7, segment, None)])
    assert rows(index.search(unit_vectors(1)[0], 5)) == [7, 8, 9, 10, 11]


def test_threads_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    segments = [(100 * n, DenseSegment.build(unit_vectors(90, n)), np.arange(90) % 3 != n) for n in (2, 0, 1)]
    allowed = [np.arange(90) % 5 != n for n in (2, 0, 1)]
    query = unit_vectors(1, 9)[0]
    alone = DenseIndex(segments).search(query, 20, allowed)
    monkeypatch.setattr(dense, "IN_THREADS_FROM", 10)
    assert DenseIndex(segments).search(query, 20, allowed) == alone


def test_a_cosine_is_the_score_that_a_search_gives() -> None:
    index = DenseIndex([(5, DenseSegment.build(unit_vectors(50)), None)])
    query = unit_vectors(1, 9)[0]
    for scored in index.search(query, 50):
        assert index.cosine(scored.row, query) == scored.score


def test_rows_give_their_vectors_in_the_order_asked() -> None:
    one, two = unit_vectors(4, 1), unit_vectors(4, 2)
    index = DenseIndex([(0, DenseSegment.build(one), None), (10, DenseSegment.build(two), np.zeros(4, dtype=bool))])
    assert np.allclose(index.vectors([12, 3, 10, 3]), np.stack([two[2], one[3], two[0], one[3]]), atol=1e-3)
    assert index.vectors([]).shape == (0, DIMENSIONS)
    for absent in (4, 9, 14, -1):
        with pytest.raises(KeyError, match=str(absent)):
            index.vectors([0, absent])


def test_an_empty_index_finds_nothing() -> None:
    assert DenseIndex([]).search(unit_vectors(1)[0], 5) == ()
    assert len(DenseIndex([])) == 0
    nothing_left = DenseIndex([(0, DenseSegment.build(unit_vectors(3)), np.zeros(3, dtype=bool))])
    assert nothing_left.search(unit_vectors(1)[0], 5) == ()


def test_vectors_that_are_no_numbers_are_refused() -> None:
    broken = unit_vectors(3)
    broken[1, 2] = np.nan
    with pytest.raises(ValueError, match="finite"):
        DenseSegment.build(broken)


def test_segments_of_different_lengths_do_not_make_an_index() -> None:
    with pytest.raises(ValueError, match="one length"):
        DenseIndex(
            [(0, DenseSegment.build(unit_vectors(1)), None), (1, DenseSegment.build(unit_vectors(1, 0, 8)), None)]
        )


def test_merging_keeps_what_the_masks_keep_and_changes_no_vector() -> None:
    one, two = DenseSegment.build(unit_vectors(30, 1)), DenseSegment.build(unit_vectors(20, 2))
    keep_one, keep_two = np.arange(30) % 3 == 0, np.arange(20) % 2 == 1
    merged = DenseSegment.merged([(one, keep_one), (two, keep_two)])
    kept = np.concatenate([one.vectors(np.flatnonzero(keep_one)), two.vectors(np.flatnonzero(keep_two))])
    assert np.array_equal(merged.vectors(range(20)), kept)
    assert len(DenseSegment.merged([(one, np.zeros(30, dtype=bool))])) == 0


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("count", [1, 3000])
def test_what_was_written_is_what_is_read(tmp_path: Path, exact: bool, count: int) -> None:
    built = DenseSegment.build(unit_vectors(count), exact)
    built.write(tmp_path)
    read = DenseSegment.read(tmp_path)
    query = unit_vectors(1, 5)[0]
    assert (len(read), read.dimensions, read.exact) == (count, DIMENSIONS, exact)
    assert np.array_equal(read.vectors(range(count)), built.vectors(range(count)))
    assert np.array_equal(read.search(query, 10).positions, built.search(query, 10).positions)
    assert (tmp_path / INVERTED_FILE).exists() is not exact


def test_an_empty_segment_is_written_and_read(tmp_path: Path) -> None:
    DenseSegment.build(np.zeros((0, DIMENSIONS), dtype=np.float32)).write(tmp_path)
    read = DenseSegment.read(tmp_path)
    assert (len(read), read.dimensions) == (0, DIMENSIONS)
    assert len(read.search(unit_vectors(1)[0], 3).positions) == 0


class TestApproximate:
    """A segment with an inverted file, small enough for a test by lowering where exact search ends."""

    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dense, "EXACT_UP_TO", 1000)

    def test_size_decides(self) -> None:
        assert DenseSegment.build(unit_vectors(1000)).exact
        assert not DenseSegment.build(unit_vectors(1001)).exact
        halves = [(DenseSegment.build(unit_vectors(600, seed)), np.ones(600, dtype=bool)) for seed in (1, 2)]
        assert not DenseSegment.merged(halves).exact

    def test_the_nearest_are_found_with_their_exact_scores(self) -> None:
        vectors = unit_vectors(8000)
        segment, exact = DenseSegment.build(vectors), DenseSegment.build(vectors, exact=True)
        shared = 0
        for query in unit_vectors(30, 3):
            nearest, truth = segment.search(query, 10), exact.search(query, 10)
            shared += len(set(nearest.positions) & set(truth.positions))
            scores = dict(zip(truth.positions, truth.scores, strict=True))
            assert all(scores.get(p, s) == s for p, s in zip(nearest.positions, nearest.scores, strict=True))
        assert shared >= 0.95 * 300

    def test_a_filter_is_kept_and_few_allowed_are_compared_exactly(self) -> None:
        vectors = unit_vectors(8000)
        segment = DenseSegment.build(vectors)
        query = unit_vectors(1, 3)[0]
        allowed = np.zeros(8000, dtype=bool)
        allowed[reference(vectors, -query, 900, np.ones(8000, dtype=bool))] = True  # all that is farthest away
        found = segment.search(query, 20, allowed)
        assert list(found.positions) == reference(vectors, query, 20, allowed)

    def test_many_allowed_are_searched_through_the_inverted_file(self) -> None:
        vectors, query = unit_vectors(8000), unit_vectors(1, 3)[0]
        allowed = np.arange(8000) % 2 == 0
        found = DenseSegment.build(vectors).search(query, 20, allowed)
        assert allowed[found.positions].all()
        assert len(set(found.positions) & set(reference(vectors, query, 20, allowed))) >= 18

    def test_where_the_probed_clusters_hold_too_few_all_are_compared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("retrieval.approximate.CLUSTERS_PROBED", 1)
        vectors, query = unit_vectors(8000), unit_vectors(1, 3)[0]
        found = DenseSegment.build(vectors).search(query, 3000)
        assert list(found.positions) == reference(vectors, query, 3000, np.ones(8000, dtype=bool))


class TestForeignFiles:
    def test_another_kind_of_index_is_refused(self, tmp_path: Path) -> None:
        faiss.write_index(faiss.IndexFlatIP(DIMENSIONS), str(tmp_path / VECTORS_FILE))
        with pytest.raises(RuntimeError, match="another kind"):
            DenseSegment.read(tmp_path)

    def test_another_metric_is_refused(self, tmp_path: Path) -> None:
        index = faiss.IndexScalarQuantizer(DIMENSIONS, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_L2)
        faiss.write_index(index, str(tmp_path / VECTORS_FILE))
        with pytest.raises(RuntimeError, match="another kind"):
            DenseSegment.read(tmp_path)

    def test_an_inverted_file_of_other_vectors_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        DenseSegment.build(unit_vectors(200), exact=False).write(tmp_path / "other")
        DenseSegment.build(unit_vectors(100), exact=True).write(tmp_path)
        (tmp_path / "other" / INVERTED_FILE).rename(tmp_path / INVERTED_FILE)
        with pytest.raises(RuntimeError, match="does not belong"):
            DenseSegment.read(tmp_path)

    def test_a_vectors_file_in_place_of_the_inverted_file_is_refused(self, tmp_path: Path) -> None:
        DenseSegment.build(unit_vectors(100)).write(tmp_path)
        (tmp_path / INVERTED_FILE).write_bytes((tmp_path / VECTORS_FILE).read_bytes())
        with pytest.raises(RuntimeError, match="another kind"):
            DenseSegment.read(tmp_path)

    def test_what_is_no_index_or_cut_short_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / VECTORS_FILE).write_bytes(b"no index at all")
        with pytest.raises(RuntimeError):
            DenseSegment.read(tmp_path)
        DenseSegment.build(unit_vectors(100)).write(tmp_path)
        whole = (tmp_path / VECTORS_FILE).read_bytes()
        (tmp_path / VECTORS_FILE).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(RuntimeError):
            DenseSegment.read(tmp_path)
