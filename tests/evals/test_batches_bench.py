"""The benchmark of batches: work of varied lengths that the seed decides, and the same answers whichever way it is done."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from evals.benches.batches import ALONE, BATCHED, DRAFTS, random_llama, report, rows_of, work
from models import batching


def byte_ids(text: str) -> list[int]:
    return [3 + sum(word.encode()) % 300 for word in text.split()]


def test_the_work_is_varied_and_the_seed_s() -> None:
    asked = work(byte_ids, 12, 20, 256, seed=3)
    assert asked == work(byte_ids, 12, 20, 256, seed=3) != work(byte_ids, 12, 20, 256, seed=4)
    assert len({len(ids) for ids in asked.prompts}) > 6 and len(set(asked.lengths)) > 4
    assert all(60 <= len(ids) <= 256 - 20 for ids in asked.prompts)
    assert all(5 <= length <= 20 for length in asked.lengths)


def test_all_ways_say_as_much_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = random_llama(320, context=256, width=64, layers=2)
    engine.ends = frozenset()
    asked = work(byte_ids, 5, 8, 256)
    before = dict(batching.MOST_ROWS)
    found = report(engine, "tiny", asked, rounds=1, rows=3)
    assert found.same == 5
    assert {way: timed.tokens for way, timed in found.ways.items()} == dict.fromkeys(
        (ALONE, DRAFTS, BATCHED), sum(asked.lengths)
    )
    assert found.gain()[0] == pytest.approx(found.ways[ALONE].seconds / found.ways[BATCHED].seconds)
    assert before == batching.MOST_ROWS
    assert json.loads(json.dumps(asdict(found)))["rows"] == 3
    assert "the same answer in all ways: 5 of 5" in "\n".join(rows_of(found))
