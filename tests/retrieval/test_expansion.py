"""Other words for the terms of a query: what is added, what is not, and the tables they stand in."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from retrieval.expansion import (
    ANY_CASE,
    EQUIVALENT,
    LONGEST_TERM,
    MOST_ADDITIONS,
    NEAR,
    SPELLING,
    TERM_FILES,
    THIS_FORM,
    TRUST,
    Expanded,
    Expansion,
    Row,
    expand,
    keys,
    read_rows,
    read_spellings,
)

ROWS = [(name, row) for name in TERM_FILES for row in read_rows(name)]
RULES = [row for _, row in ROWS if row.mark != "x"]


def added(query: str) -> list[str]:
    return [addition.text for addition in expand(query).additions]


@pytest.mark.parametrize(
    ("query", "text", "trust"),
    [
        ("What causes a heart attack?", "myocardial infarction", EQUIVALENT),
        ("acute myocardial infarction in women", "heart attack", EQUIVALENT),
        ("HIGH BLOOD PRESSURE", "hypertension", EQUIVALENT),
        ("high-blood-pressure diet", "hypertension", EQUIVALENT),
        ("Kidney stones", "nephrolithiasis", EQUIVALENT),
        ("Alzheimers treatment", "Alzheimer's disease", NEAR),
        ("Sjögren’s syndrome", "sicca syndrome", EQUIVALENT),
        ("TNF-α inhibitors", "tumor necrosis factor alpha", EQUIVALENT),
        ("is E. coli dangerous", "escherichia coli", EQUIVALENT),
        ("hand, foot, and mouth disease", "HFMD", EQUIVALENT),
        ("do NSAIDs harm", "nonsteroidal anti-inflammatory drug", EQUIVALENT),
        ("copd and asthma", "chronic obstructive pulmonary disease", EQUIVALENT),
        ("anaemia in pregnancy", "anemia", SPELLING),
        ("blood in faeces", "feces", SPELLING),
        ("brain tumors", "tumour", SPELLING),
        ("coeliac disease", "gluten-sensitive enteropathy", EQUIVALENT),
        ("blood thinners", "anticoagulant", EQUIVALENT),
        ("blood thinners", "warfarin", NEAR),
        ("is Tylenol safe", "acetaminophen", EQUIVALENT),
        ("is acetaminophen safe", "Tylenol", NEAR),
        ("MS symptoms", "multiple sclerosis", NEAR),
    ],
)
def test_a_term_adds_what_it_is_also_called(query: str, text: str, trust: float) -> None:
    assert trust in [addition.trust for addition in expand(query).additions if addition.text == text]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("warfarin dose", "blood thinner"),  # one-directional: not every blood thinner is warfarin
        ("why am I so sad", "seasonal affective disorder"),
        ("does it help with aids and devices", "acquired immunodeficiency syndrome"),
        ("ms per second", "multiple sclerosis"),
        ("MS-275 in leukemia", "multiple sclerosis"),
        ("PD-1 blockade", "Parkinson's disease"),
        ("children with AD/HD", "Alzheimer's disease"),
        ("WHAT IS ALL THIS ABOUT WHO IS SAD", "acute lymphoblastic leukemia"),
        ("stroke volume of the left ventricle", "cerebrovascular accident"),
        ("piles of paper", "hemorrhoids"),
        ("the building is run down", "trisomy 21"),
        ("It hurt my heart. Attack came later", "myocardial infarction"),
        ("chronic obstructive pulmonary disease (COPD)", "COPD"),
    ],
)
def test_what_is_not_meant_is_not_added(query: str, text: str) -> None:
    assert text not in added(query)


def test_a_longer_term_counts_before_those_inside_it() -> None:
    assert "influenza" not in added("stomach flu")
    assert "gastroenteritis" in added("stomach flu")


def test_why_something_was_added_is_said_in_the_words_of_the_query() -> None:
    assert expand("Heart Attacks").additions[0].because == "Heart Attacks → myocardial infarction"


def test_a_query_without_terms_stays_as_it_is() -> None:
    assert expand("what time is it") == Expanded("what time is it")
    assert expand("") == Expanded("")


def test_every_terms_surest_comes_before_any_terms_second() -> None:
    query = "high blood pressure, heart attack, kidney stones, shingles, piles, itching, anaemia, COPD, Tylenol, flu"
    additions = expand(query).additions
    assert len(additions) == MOST_ADDITIONS
    assert len({addition.term for addition in additions}) == MOST_ADDITIONS
    assert [addition.trust for addition in additions] == sorted((a.trust for a in additions), reverse=True)


def test_what_was_added_is_not_looked_up_again() -> None:
    """COPD is chronic obstructive pulmonary disease, and that is emphysema, but COPD does not add emphysema."""
    assert "emphysema" in added("chronic obstructive pulmonary disease")
    assert "emphysema" not in added("COPD")


@pytest.mark.parametrize(
    ("term", "text", "weight"),
    [
        ("heart attack", "myocardial infarction", 0.8),
        ("COPD", "chronic obstructive pulmonary disease", 0.2),
        ("AS", "ankylosing spondylitis", 0.4),
    ],
)
def test_a_longer_name_counts_no_more_than_the_term(term: str, text: str, weight: float) -> None:
    assert Expansion(text, 0.8, term).weight == pytest.approx(weight)


@pytest.mark.parametrize("name", TERM_FILES)
def test_every_line_of_a_table_is_well_formed(name: str) -> None:
    for row in read_rows(name):
        assert row.mark in TRUST, row
        assert bool(row.right) == (row.mark != "x"), row
        for term in filter(None, (row.left, row.right)):
            assert term.isascii(), row
            assert term == " ".join(term.split()), row
            assert 1 <= len(keys([term])[0].split()) <= LONGEST_TERM, row
            assert len(keys([term])[0]) > 1, row
        assert row.right.rstrip(ANY_CASE + THIS_FORM) == row.right, row
        assert ANY_CASE not in row.left or name == "abbreviations.tsv", row


def test_no_pair_stands_twice_and_none_says_the_same_twice() -> None:
    pairs = Counter(frozenset(keys([row.left, row.right])) for row in RULES)
    assert [pair for pair, times in pairs.items() if times > 1] == []
    assert [pair for pair in pairs if len(pair) < 2] == []


def test_an_abbreviation_is_read_in_one_way() -> None:
    """Not in any case on one line and in one case on another: the second would hide the first."""
    lefts = {row.left for row in read_rows("abbreviations.tsv")}
    assert [left for left in lefts if left + ANY_CASE in lefts] == []


def test_every_rule_is_found_from_its_left() -> None:
    """No term is hidden by another or by the folding; what stands late in a long list is cut off, and only that."""
    lefts = Counter(row.left for row in RULES)
    lost = [row for row in RULES if lefts[row.left] == 1 and not _is_added(row)]
    assert lost == []


def _is_added(row: Row) -> bool:
    if set(keys([row.right])[0].split()) <= set(keys([row.left])[0].split()):
        return True  # its words stand in the query already
    additions = expand(row.left.rstrip(ANY_CASE + THIS_FORM)).additions
    return any(addition.text == row.right for addition in additions) or len(additions) >= 3


def test_the_tables_of_terms_are_in_american_spelling() -> None:
    """A query in British spelling is folded to it; only names that differ by more than spelling stand in both."""
    british = set(read_spellings())
    terms = [term for row in RULES for term in (row.left, row.right)]
    assert [term for term in terms if british & set(keys([term])[0].split())] == []


def test_spellings_are_pairs_of_single_words_each_once() -> None:
    spellings = read_spellings()
    for british, american in spellings.items():
        assert re.fullmatch(r"[a-z]+", british) and re.fullmatch(r"[a-z]+", american), british
        assert british != american
        assert american not in spellings, f"{american} is given as both"
        assert keys([british]) != keys([american])


def test_the_plural_does_not_matter_but_where_it_tells_a_word_from_another() -> None:
    assert keys(["Heart attacks", "headaches", "arteries", "viruses", "diagnosis", "illness", "IBS"]) == [
        "heart attack", "headache", "artery", "virus", "diagnosis", "illness", "ibs",
    ]  # fmt: skip
    assert "furuncle" in added("boils on the neck")
    assert "furuncle" not in added("boil the water")
