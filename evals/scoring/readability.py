"""How many years of school a text asks for: the Flesch–Kincaid grade (Kincaid et al. 1975). English only.

Words and sentences are counted by textstat. Syllables are counted here by rule: textstat takes them from a dictionary that it
downloads at the first use, and without it from hyphenation, which finds too few. Against that dictionary (CMU's) the rule is
right for 97% of the running words of medical texts, and grades lie 0.3 above textstat's own on average, where those from
hyphenation lie 1.1 below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evals.examples import Example, Prediction, Score
from evals.scoring.said import answer_text
from evals.task import SetMeasure

_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN_LE = re.compile(r"[^aeiouy]les?$")  # table, muscles
_SILENT = (
    re.compile(r"(?<=[aeiouy])([^aeiouy]+)(?:e|(?<![sxzcg])(?<![cs]h)es)$"),  # rate, rates; not doses
    re.compile(r"(?<=[aeiouy])([^aeiouy]*[^aeiouytd])ed$"),  # caused; not treated
    re.compile(r"(?<=[aeiouy])([^aeiouy]{1,2})e(?=(?:ment|ly|ness|less|ful|some|time|line|where)s?$)"),  # likely
)
# Two vowels spoken apart: diet, various, evaluate, fluid, video, nucleus, being, autism. Not ration, guide, people.
_APART = re.compile(
    r"(?<![tcsg])i(?:a|o(?!u)|u|er|en|et)|[rv]iou|ioa|(?<=[tcs])iat|(?<![qg])u(?:a|ou|ity|id|en(?!ce))"
    r"|eo(?!u|pl)|eu[ms]$|[aeiouy]ing|yi|ia$|ism$"
)


@dataclass(frozen=True, slots=True)
class ReadabilityScorer:
    """`grade`, lower is better. An abstention or refusal is not graded: nothing was said."""

    measures: tuple[str, ...] = field(default=("grade",), init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset({"grade"}), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        grade = flesch_kincaid_grade(answer_text(prediction))
        return Score(
            prediction.example_id, prediction.arm, {"grade": grade}, "" if grade is not None else "nothing said"
        )


def flesch_kincaid_grade(text: str) -> float | None:
    """0.39 words a sentence + 11.8 syllables a word - 15.59; None for a text without words."""
    import textstat

    words = textstat.remove_punctuation(text).split()
    if not words:
        return None
    syllables = sum(map(syllable_count, words))
    sentences = int(textstat.sentence_count(text))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def syllable_count(word: str) -> int:
    """Syllables of an English word, by its letters; what has no vowel is spelt out ("HPV" is 3), a number counts as 1."""
    letters = re.sub(r"'s\b|[^a-z]", "", word.lower())
    if not _VOWELS.search(letters):
        return max(1, len(letters))
    spoken = letters
    if not _SPOKEN_LE.search(letters):
        for silent in _SILENT:
            spoken = silent.sub(r"\1", spoken)
    return max(1, len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken)))
