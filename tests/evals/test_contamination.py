"""Contamination: worked by hand, against sets of word tuples, and the shipped sketch against text that was trained on."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from agent.handbook import HANDBOOK
from evals.contamination import (
    GRAM,
    SHIPPED,
    Contamination,
    Overlap,
    Sketch,
    asked_texts,
    hashes_of,
    learnt_texts,
    overlap,
    read_sketch,
    shipped_sketch,
    sketch_of,
    texts_of,
)
from evals.errors import BadDataset, BadSketch
from evals.examples import Example, Given, Option

LETTERS = "a b c d e f g h i j k l m n o p q r s t"


def run_sets(texts: list[str]) -> set[tuple[str, ...]]:
    """The runs as word tuples: what hashing must not change."""
    found = set()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        found |= {tuple(words[n : n + GRAM]) for n in range(len(words) - GRAM + 1)}
    return found


# --- one example


def test_worked_by_hand() -> None:
    # Twenty words have eight runs; the text holds words 3 to 18 (c to r), and of those sixteen words four are runs.
    found = overlap([Example("e", LETTERS)], sketch_of(["So it goes: C, d e F g-h i j k l m n o p q R."]))
    assert found.overlaps == (Overlap("e", 8, 8, 4),)
    assert found.overlaps[0].share == 0.5
    assert found.flagged == ("e",)


def test_a_run_ends_with_its_text_and_counts_once() -> None:
    halves = Example("e", "a b c d e f g h", turns=("i j k l m n o p",))
    assert overlap([halves], sketch_of([LETTERS])).overlaps == (Overlap("e", 0, 0, 0),)
    twice = Example("e", LETTERS, turns=(LETTERS,))
    assert overlap([twice], sketch_of([LETTERS])).overlaps == (Overlap("e", 8, 8, 8),)
    assert len(sketch_of([LETTERS, LETTERS]).hashes) == 8


def test_what_of_an_example_is_looked_at() -> None:
    given_text = LETTERS.replace(" ", " x")
    example = Example("e", "q", (LETTERS + " u",), (Option("A", LETTERS),), (Given(given_text),))
    text = sketch_of([given_text])
    assert overlap([example], text).overlaps == (Overlap("e", 8 + 9, 8 + 9, 8),)
    assert overlap([example], text, texts=asked_texts).overlaps == (Overlap("e", 8, 8, 0),)


def test_the_hash_is_blake2b() -> None:
    digest = blake2b(LETTERS[: 2 * GRAM - 1].encode(), digest_size=8).digest()
    assert int.from_bytes(digest, "little") in hashes_of([LETTERS.upper()])


WORDS = st.lists(st.sampled_from(["a", "b", "É", "1,5"]), max_size=40).map(" ".join)


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3))
def test_exact_as_sets_of_word_tuples_have_it(learnt: list[str], asked: list[str]) -> None:
    example = Example("e", "q", turns=tuple(asked))
    (found,) = overlap([example], sketch_of(learnt)).overlaps
    theirs, ours = run_sets(learnt), run_sets(asked)
    assert (found.runs, found.sampled, found.found) == (len(ours), len(ours), len(ours & theirs))


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3), st.integers(1, 5), st.sampled_from((32, 64)))
def test_a_sampled_sketch_says_the_same_of_the_runs_it_tells_about(
    learnt: list[str], asked: list[str], every: int, bits: int
) -> None:
    (found,) = overlap([Example("e", "q", turns=tuple(asked))], sketch_of(learnt, every, bits)).overlaps
    exact = hashes_of(asked)
    sampled = exact[exact % np.uint64(every) == 0]
    assert (found.runs, found.sampled) == (len(exact), len(sampled))
    assert found.found == int(np.isin(sampled, hashes_of(learnt)).sum())


# --- a set


def made(*counts: tuple[int, int, int], above: float = 0.0) -> Contamination:
    return Contamination(tuple(Overlap(str(n), *one) for n, one in enumerate(counts)), above, every=9)


def test_what_cannot_be_judged_is_neither_clean_nor_dirty() -> None:
    found = made((0, 0, 0), (5, 0, 0), (40, 4, 4), (40, 4, 0))
    assert found.too_short == 1
    assert [one.example_id for one in found.checked] == ["2", "3"]
    assert found.overlaps[1].share is None
    assert (found.flagged_share.value, found.flagged_share.of) == (0.5, 2)
    assert made((0, 0, 0)).run_share.value is None
    assert made().flagged_share.value is None


def test_the_threshold() -> None:
    counts = ((9, 4, 0), (9, 4, 1), (9, 4, 2), (9, 4, 4))
    assert made(*counts).flagged == ("1", "2", "3")
    assert made(*counts, above=0.25).flagged == ("2", "3")
    assert made(*counts, above=1.0).flagged == ()


def test_the_interval_worked_by_hand() -> None:
    # 3 of 8 runs; residuals 2 - .375 * 4 = .5, 1 - .375 * 2 = .25, 0 - .375 * 2 = -.75; their squares sum to .875.
    share = made((9, 4, 2), (9, 2, 1), (9, 2, 0)).run_share
    error = (3 / 2 * 0.875) ** 0.5 / 8
    assert (share.value, share.of) == (0.375, 8)
    assert (share.low, share.high) == pytest.approx((0.375 - 1.959964 * error, 0.375 + 1.959964 * error))


def test_the_interval_is_that_of_a_ratio() -> None:
    rng = np.random.default_rng(5)
    sampled = rng.integers(1, 30, 50)
    found = rng.binomial(sampled, 0.4)
    share = made(*((99, int(m), int(k)) for m, k in zip(sampled, found, strict=True))).run_share
    ratio = found.sum() / sampled.sum()
    (kk, km), (_, mm) = np.cov(found, sampled)
    error = np.sqrt((kk + ratio**2 * mm - 2 * ratio * km) / 50) / sampled.mean()
    assert share.value == pytest.approx(ratio)
    assert (share.low, share.high) == pytest.approx((ratio - 1.959964 * error, ratio + 1.959964 * error))


def test_nothing_found_is_not_taken_for_certainty() -> None:
    share = made(*[(99, 5, 0)] * 10).run_share
    assert (share.value, share.low) == (0.0, 0.0)
    assert share.high == pytest.approx(0.2775, abs=1e-4)  # Wilson, none of 10 examples
    assert made((9, 4, 4)).run_share.low == pytest.approx(0.2065, abs=1e-4)  # one of one


def test_a_sampled_share_is_near_the_exact_one() -> None:
    rng = np.random.default_rng(1)
    texts = [" ".join(f"w{n}" for n in rng.integers(0, 10**6, 60)) for _ in range(400)]
    examples = [Example(str(n), text) for n, text in enumerate(texts)]
    learnt = texts[:100]
    exact, sampled = (overlap(examples, sketch_of(learnt, every)).run_share for every in (1, 12))
    assert exact.value == 0.25
    assert sampled.value != 0.25
    assert sampled.low < 0.25 < sampled.high
    assert exact.high - exact.low < sampled.high - sampled.low


# --- files


def test_a_sketch_survives_its_file(tmp_path: Path) -> None:
    for every, bits in ((1, 64), (2, 32)):
        made_one = sketch_of([LETTERS, LETTERS[::-1]], every, bits)
        made_one.save(tmp_path / "sketch.npz")
        again = read_sketch(tmp_path / "sketch.npz")
        assert (again.every, again.bits) == (every, bits)
        assert np.array_equal(again.hashes, made_one.hashes)
    assert again.by_chance == len(again.hashes) / 2**32


def test_what_is_no_sketch_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sketch.npz"

    def told() -> str:
        with pytest.raises(BadSketch) as refused:
            read_sketch(path)
        assert "\n" not in str(refused.value)
        return str(refused.value)

    assert "cannot be read (No such file" in told()
    path.write_bytes(b"")
    assert "it is not a sketch; make it again with" in told()
    path.write_bytes(b"PK\x03\x04 cut short")
    assert "it is not a sketch" in told()
    np.savez(path, hashes=np.arange(3, dtype=np.uint64))
    assert "it is not a sketch" in told()
    np.savez(path, hashes=np.array([print], dtype=object), every=1, bits=64)
    assert "it is not a sketch" in told()
    np.savez(path, hashes=np.arange(3, dtype=np.float64), every=1, bits=64)
    assert "it is not a sketch" in told()
    np.savez(path, hashes=np.arange(3, dtype=np.uint64), every=0, bits=64)
    assert "it is not a sketch" in told()


@settings(max_examples=30)
@given(st.binary(max_size=60))
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.npz"
    path.write_bytes(data)
    with pytest.raises(BadSketch):
        read_sketch(path)


def test_texts_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo", encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"x": ["three", {"y": "four"}], "n": 5}), encoding="utf-8")
    lines = json.dumps({"q": "five\u2028six"}, ensure_ascii=False) + "\n\n" + json.dumps(["seven"]) + "\n"
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    assert list(texts_of(tmp_path)) == ["one\ntwo", "three", "four", "five\u2028six", "seven"]
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadSketch, match=r"b\.json: it is not JSON"):
        list(texts_of(tmp_path))
    with pytest.raises(BadDataset, match="No such file"):
        list(texts_of(tmp_path / "nowhere"))


def test_the_command_makes_a_sketch_of_files(tmp_path: Path) -> None:
    from typer import Typer

    from evals.contamination import main

    app = Typer()
    app.command()(main)
    (tmp_path / "a.txt").write_text(LETTERS, encoding="utf-8")
    out = tmp_path / "made.npz"
    result = CliRunner().invoke(app, ["--sketch", str(out), str(tmp_path / "a.txt"), "--every", "1"])
    assert result.exit_code == 0, result.output
    assert "8 hashes of every 1th run" in result.output.replace("\n", " ")
    assert overlap([Example("e", LETTERS)], read_sketch(out)).run_share.value == 1.0
    nothing = CliRunner().invoke(app, ["--sketch", str(out)])
    assert nothing.exit_code == 2
    assert "--recipes" in nothing.output


# --- what the bundled models learnt


def corpus(folder: Path, name: str, *rows: dict[str, str]) -> None:
    text = "".join(json.dumps({"id": "i", "source": name, "licence": "own", **row}) + "\n" for row in rows)
    (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(text.encode()))


@pytest.mark.slow  # imports all of training
def test_what_the_recipes_take(tmp_path: Path) -> None:
    from models.training.judged import checksum, page_words, read_judged

    answer = "Purple fever is a made up illness with spots. It goes away by itself after nine days of rest in bed."
    corpus(tmp_path, "medquad", {"title": "Purple Fever", "text": f"What is Purple Fever?\n{answer}"})
    for name in ("medline_abstracts", "evidence_inference"):
        corpus(tmp_path, name)
    rows = [
        {"question": f"why is my tongue {n}", "faq": f"Why does a tongue turn {n}?", "label": "true"} for n in range(99)
    ]
    (tmp_path / "pairs.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    (tmp_path / "handbook").mkdir()
    front = "---\ntitle: Green Cough\nsynonyms: []\ncategory: condition\n---\n"
    page = f"{front}\n## What it is\n\nA green cough is made up. [^1]\n"
    (tmp_path / "handbook" / "green-cough.md").write_text(page, encoding="utf-8")
    judged = tmp_path / "judged.jsonl"
    words = ["A", "green", "cough", "is", "made", "up."]
    first = page_words(page.split("---\n", 2)[2]).index("A")
    passage = {"corpus": "handbook", "id": "green-cough", "sentences": [[first, len(words), checksum(words)]]}
    asked = {"question": "Is my green cough real?", "passages": [passage], "best": [[0, 0]], "also": []}
    judged.write_text(json.dumps(asked) + "\n", encoding="utf-8")
    (example,) = read_judged(tmp_path, tmp_path / "handbook", judged)
    texts = set(learnt_texts(tmp_path, tmp_path / "handbook", tmp_path / "pairs.gz", (), judged))
    assert {answer, "A green cough is made up.", "why is my tongue 98", "Why does a tongue turn 98?"} <= texts
    assert (asked["question"] in texts) == (example.part == "train")


def test_the_shipped_sketch_knows_the_handbook_and_no_invented_text() -> None:
    sketch = shipped_sketch()
    assert SHIPPED.stat().st_size < 400_000
    assert sketch.by_chance < 1e-4
    sentences = [
        Example(path.stem, re.sub(r"\s*\[\^\d+\]", "", section).strip())
        for path in sorted(HANDBOOK.glob("*.md"))[:30]
        for section in re.split(r"^## .*$", path.read_text(encoding="utf-8").split("---\n", 2)[2], flags=re.M)[1:]
    ]
    known = overlap(sentences, sketch).run_share
    assert known.of > 100
    assert known.value is not None and known.value > 0.97
    rng = np.random.default_rng(3)
    invented = [Example(str(n), " ".join(f"zq{w}" for w in rng.integers(0, 10**6, 500))) for n in range(40)]
    assert overlap(invented, sketch).flagged == ()


def test_osler_s_own_suites_were_not_learnt() -> None:
    from evals.datasets.own import CONVERSATIONS, TRIAGE, read_conversations, read_triage

    found = overlap([*read_conversations(CONVERSATIONS), *read_triage(TRIAGE)], shipped_sketch())
    assert found.run_share.of > 5
    assert found.flagged == ()


def test_chance_matches_are_told() -> None:
    assert Sketch(np.arange(2**10, dtype=np.uint64), every=7, bits=32).by_chance == 2**-22
