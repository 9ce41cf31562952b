"""The medical words of a text, and BM25 over them, in segments."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.lexical import Alternative, LexicalIndex, LexicalSegment
from retrieval.words import words

TEXTS = [
    "Type 2 diabetes is treated with metformin.",
    "Type 1 diabetes needs insulin.",
    "IL-6 is a cytokine. A beta-blocker slows the heart.",
    "Hepatitis A is caused by a virus.",
    "Hepatitis B has a vaccine.",
    "Ménière's disease is treated by a doctor; vitamin B₁₂ and HbA1c are measured.",
]
WORDS = ("fever", "cough", "heart", "beta-blocker", "IL-6", "rash", "pain", "the", "of", "β")
TEXT = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex([(0, LexicalSegment.build(TEXTS), None)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type 2 diabetes", ["type", "2", "diabet"]),
        ("IL-6", ["il", "6", "il6"]),
        ("β-blockers", ["beta", "blocker", "betablock"]),
        ("TNFα", ["tnfalpha"]),
        ("vitamin B₁₂", ["vitamin", "b12"]),
        ("HbA1c of 6.5%", ["hba1c", "6.5"]),
        ("Parkinson’s disease", ["parkinson", "diseas"]),
        ("Ménière's", ["menier"]),
        ("140/90 mmHg", ["140", "90", "mmhg"]),
        ("5 µg a day", ["5", "mcg", "day"]),
        ("A cough. A fever.", ["cough", "fever"]),
        ("What is hepatitis a?", ["hepat", "a"]),
        ("vitamin A deficiency", ["vitamin", "a", "defici"]),
        ("Cough\nA cough", ["cough", "cough"]),
        ("the of and", []),
        ("", []),
        ("  \n", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("type 2 diabetes", 0),
        ("type 1 diabetes", 1),
        ("IL6", 2),
        ("beta blocker", 2),
        ("β-blockers", 2),
        ("hepatitis A", 3),
        ("what is hepatitis a?", 3),
        ("hepatitis B", 4),
        ("Meniere disease", 5),
        ("vitamin B12", 5),
    ],
)
def test_medical_words_find_their_text(index: LexicalIndex, query: str, best: int) -> None:
    assert index.search(query, 3)[0].row == best


def test_what_has_no_word_in_common_is_not_found(index: LexicalIndex) -> None:
    assert index.search("sunshine", 5) == ()
    assert index.search("the of and", 5) == ()
    assert {s.row for s in index.search("diabetes", 50)} == {0, 1}


@given(st.lists(TEXT, min_size=1, max_size=12), TEXT)
@settings(max_examples=25, deadline=None)
def test_scores_are_those_of_bm25s(texts: list[str], query: str) -> None:
    import bm25s

    numbers: dict[str, int] = {}
    ids = [[numbers.setdefault(word, len(numbers)) for word in words(text)] for text in texts]
    if not numbers:
        return
    reference = bm25s.BM25()
    reference.index((ids, numbers), show_progress=False)
    known = reference.get_tokens_ids(list(dict.fromkeys(words(query))))
    expected = reference.get_scores_from_ids(known) if known else np.zeros(len(texts))
    scores = LexicalIndex([(0, LexicalSegment.build(texts), None)]).score(query).of(range(len(texts)))
    np.testing.assert_allclose(scores, expected, atol=1e-5)


@given(st.lists(TEXT, max_size=12), st.integers(0, 12), TEXT)
@settings(max_examples=25, deadline=None)
def test_segments_score_as_one_index_does_and_merge_into_it(texts: list[str], cut: int, query: str) -> None:
    whole, parts = LexicalSegment.build(texts), [LexicalSegment.build(texts[:cut]), LexicalSegment.build(texts[cut:])]
    split = LexicalIndex([(0, parts[0], None), (100, parts[1], None)])
    rows = [n if n < len(parts[0]) else n - len(parts[0]) + 100 for n in range(len(texts))]
    one = LexicalIndex([(0, whole, None)]).score(query).of(range(len(texts)))
    np.testing.assert_allclose(split.score(query).of(rows), one, atol=1e-5)
    merged = LexicalSegment.merged([(part, np.ones(len(part), dtype=np.bool_)) for part in parts])
    for name in ("terms", "term_ends", "starts", "positions", "counts", "lengths"):
        np.testing.assert_array_equal(getattr(merged, name), getattr(whole, name), err_msg=name)


@given(st.lists(st.tuples(TEXT, st.booleans()), max_size=12))
@settings(max_examples=25, deadline=None)
def test_merging_leaves_out_what_was_removed(texts: list[tuple[str, bool]]) -> None:
    mask = np.array([kept for _, kept in texts], dtype=np.bool_)
    merged = LexicalSegment.merged([(LexicalSegment.build([text for text, _ in texts]), mask)])
    expected = LexicalSegment.build([text for text, kept in texts if kept])
    for name in ("terms", "term_ends", "starts", "positions", "counts", "lengths"):
        np.testing.assert_array_equal(getattr(merged, name), getattr(expected, name), err_msg=name)


def test_a_written_segment_is_read_back(tmp_path: Path, index: LexicalIndex) -> None:
    LexicalSegment.build(TEXTS).write(tmp_path / "lexical")
    read = LexicalIndex([(0, LexicalSegment.read(tmp_path / "lexical"), None)])
    assert read.search("type 2 diabetes treated", 6) == index.search("type 2 diabetes treated", 6)
    LexicalSegment.build([]).write(tmp_path / "empty")
    assert LexicalIndex([(0, LexicalSegment.read(tmp_path / "empty"), None)]).search("diabetes", 3) == ()


def test_masks_hide_what_is_removed_or_not_allowed() -> None:
    live = np.array([True, False, True, True, True, True])
    index = LexicalIndex([(0, LexicalSegment.build(TEXTS), live)])
    assert len(index) == 5
    assert [s.row for s in index.search("diabetes", 5)] == [0]
    assert [s.row for s in index.search("hepatitis", 5, [np.arange(6) == 4])] == [4]


def test_an_alternative_counts_at_its_weight_and_only_where_it_beats_the_term() -> None:
    texts = [
        "A heart attack hurts.",
        "A myocardial infarction hurts.",
        "A heart attack or myocardial infarction.",
        "Rest.",
    ]
    index = LexicalIndex([(0, LexicalSegment.build(texts), None)])
    also = [Alternative("heart attack", "myocardial infarction", 0.4)]
    plain, with_it = index.score("heart attack pain").of(range(4)), index.score("heart attack pain", also).of(range(4))
    full = index.score("myocardial infarction").of(range(4))
    assert with_it[0] == plain[0] and with_it[2] == pytest.approx(plain[2]) and with_it[3] == 0.0
    assert plain[1] == 0.0 and with_it[1] == pytest.approx(0.4 * full[1])
    two = [*also, Alternative("heart attack", "infarction", 1.0)]
    assert index.score("heart attack", two).of([1])[0] == pytest.approx(index.score("infarction").of([1])[0])


def test_a_row_the_index_does_not_have_is_an_error(index: LexicalIndex) -> None:
    with pytest.raises(KeyError):
        index.score("diabetes").of([6])
