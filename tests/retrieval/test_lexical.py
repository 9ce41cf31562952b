"""The medical words of a text, and BM25 over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.lexical import LexicalIndex, words

TEXTS = [
    "Type 2 diabetes is treated with metformin.",
    "Type 1 diabetes needs insulin.",
    "IL-6 is a cytokine. A beta-blocker slows the heart.",
    "Hepatitis A is caused by a virus.",
    "Hepatitis B has a vaccine.",
    "Ménière's disease is treated by a doctor; vitamin B₁₂ and HbA1c are measured.",
]


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.build((row * 10, text) for row, text in enumerate(TEXTS))


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
        ("type 1 diabetes", 10),
        ("IL6", 20),
        ("beta blocker", 20),
        ("β-blockers", 20),
        ("hepatitis A", 30),
        ("what is hepatitis b?", 40),
        ("Meniere", 50),
        ("b12", 50),
        ("HBA1C", 50),
    ],
)
def test_the_right_passage_comes_first(index: LexicalIndex, query: str, best: int) -> None:
    assert index.search(query, 3)[0].row == best


@pytest.mark.parametrize("query", ["", "???", "the", "xylophone"])
def test_a_query_without_a_known_word_finds_nothing(index: LexicalIndex, query: str) -> None:
    assert index.search(query, 3) == ()


def test_only_passages_with_a_word_of_the_query_are_found(index: LexicalIndex) -> None:
    found = index.search("diabetes", 1000)
    assert {scored.row for scored in found} == {0, 10}
    assert all(scored.score > 0 for scored in found)


def test_depth_cuts_and_equal_scores_keep_the_order_of_rows() -> None:
    index = LexicalIndex.build((row, "fever") for row in range(20))
    assert [scored.row for scored in index.search("fever", 5)] == [0, 1, 2, 3, 4]


def test_saying_a_word_twice_changes_nothing(index: LexicalIndex) -> None:
    assert index.search("diabetes diabetes insulin", 6) == index.search("diabetes insulin", 6)


def test_written_and_read_it_finds_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.write(tmp_path / "lexical")
    read = LexicalIndex.read(tmp_path / "lexical")
    assert len(read) == len(TEXTS)
    for text in TEXTS:
        assert read.search(text, 4) == index.search(text, 4)


@pytest.mark.parametrize("texts", [[], ["", "the"]])
def test_an_index_without_a_word_is_written_read_and_finds_nothing(tmp_path: Path, texts: list[str]) -> None:
    LexicalIndex.build(enumerate(texts)).write(tmp_path / "lexical")
    read = LexicalIndex.read(tmp_path / "lexical")
    assert read.search("fever", 3) == ()
    assert len(read) == len(texts)


def test_nothing_is_pickled(index: LexicalIndex, tmp_path: Path) -> None:
    index.write(tmp_path / "lexical")
    assert {path.suffix for path in (tmp_path / "lexical").iterdir()} == {".npy", ".json"}
