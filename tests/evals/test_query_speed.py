"""The measure of query speed: every way has its turn, and the two encoders that are compared are the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evals.benches.query_speed import OURS, THEIRS, Latency, Report, measure, read_queries, report, table
from evals.benches.questions import QUESTIONS


def test_the_ways_take_turns_after_a_round_that_is_not_counted() -> None:
    calls: list[str] = []
    ways = {name: lambda query, name=name: calls.append(f"{name} {query}") for name in ("a", "b")}
    found = measure(ways, ["x", "y"], rounds=2)
    assert calls == ["a x", "b x", "a y", "b y"] * 3
    assert list(found) == ["a", "b"]
    assert all(0 <= own.median <= own.p95 for own in found.values())


def test_the_questions_are_fifty_and_differ() -> None:
    assert len(set(QUESTIONS)) == 50


def test_queries_are_read_under_either_name(tmp_path: Path) -> None:
    lines = '{"text": "gout"}\n\n{"question": "flu?"}\n'
    (tmp_path / "queries.jsonl").write_text(lines)
    (tmp_path / "queries.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    assert read_queries(tmp_path / "queries.jsonl") == read_queries(tmp_path / "queries.jsonl.gz") == ("gout", "flu?")


def test_the_table_tells_every_way_and_the_ratio() -> None:
    ways = {OURS: Latency(5.0, 6.0, 4.0), THEIRS: Latency(15.0, 16.0, 14.0)}
    text = table(Report(50, 3, 2, 0, ways, 3.0, 0.99999))
    assert f"| {OURS} | 5.0 | 6.0 | 4.0 |" in text
    assert "3.00 times as fast" in text


@pytest.mark.slow
def test_both_encoders_are_the_same_model() -> None:
    found = report(QUESTIONS[:5], None, rounds=1)
    assert found.agreement > 0.9999
    assert set(found.ways) == {OURS, THEIRS}
