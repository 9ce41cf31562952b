"""Questions about another subject than their evidence: what is exchanged, and what is not."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from models.prompt import PromptPassage
from models.training.judged import JudgedExample
from models.training.renaming import Names, renamed_too

EVERYDAY = {"what", "is", "known", "of", "how", "much", "may", "people", "in", "a", "large", "trial", "old", "men"}


def known(word: str) -> bool:
    return word in EVERYDAY


def example(question: str, title: str, *texts: str, source: str = "a") -> JudgedExample:
    """One passage a text, the first of which answers; nothing does without texts."""
    passages = tuple(PromptPassage(title, (text,)) for text in texts or (f"{title} is told of.",))
    return JudgedExample(question, passages, ((0, 0),) if texts else (), (), source, title)


GOUT = example("What treats a gouty knee?", "Gouty arthritis — Treatment", "Rest and cold do.")
SHINGLES = example("How is shingles rash treated?", "Shingles — Treatment", "With tablets.")
ASPIRIN = example("How much acetylsalicylate may people take?", "Acetylsalicylate — Dose", "As the label says.")
WARFARIN = example("May people with warfarinum fly?", "Warfarinum — Flying", "They may.")
ALL = [GOUT, SHINGLES, ASPIRIN, WARFARIN, *(example(f"What is number {n}x?", f"Topic{n}") for n in range(196))]


def test_a_title_takes_the_place_of_a_title() -> None:
    """Of "gouty arthritis" half a title stands in the question, which is too little; of the others the whole does."""
    names = Names(ALL, known)
    assert names.renamed(GOUT, random.Random(1)) is None
    other = names.renamed(ASPIRIN, random.Random(1))
    assert other is not None
    assert other.question in {"How much shingles may people take?", "How much warfarinum may people take?"}
    assert other.passages == ASPIRIN.passages and not other.best and not other.also


def test_what_the_passages_speak_of_is_no_other_subject() -> None:
    spoken = example(
        "How much acetylsalicylate may people take?",
        "Acetylsalicylate",
        "As the label says.",
        "Not with warfarinum, and not with shingles.",
    )
    assert Names([*ALL[:4], *ALL[4:], spoken], known).renamed(spoken, random.Random(1)) is None


def test_a_term_takes_the_place_of_a_term_and_only_in_its_own_corpus() -> None:
    """A title of many words: its one strange word is exchanged for another such, of the same source."""
    here = [
        example("What is known of BRCA1?", "BRCA1 in a large cohort of young women", "Much.", source="b"),
        example(
            "What is known of captopril?", "Effects of captopril in a large trial of old men", "Little.", source="b"
        ),
    ]
    other = Names([*ALL, *here], known).renamed(here[1], random.Random(3))
    assert other is not None and other.question == "What is known of BRCA1?"


def test_a_word_of_many_questions_is_no_name() -> None:
    common = [example(f"How is asthma treated in case {n}?", "Asthma", "So.") for n in range(20)]
    assert Names([*ALL, *common], known).renamed(common[0], random.Random(1)) is None


def test_the_examples_stay_and_a_share_is_asked_otherwise() -> None:
    assert renamed_too(ALL, 0.0, known, random.Random(1)) == ALL
    more = renamed_too(ALL, 1.0, known, random.Random(1))
    assert more[: len(ALL)] == ALL and len(more) == len(ALL) + 3  # gout has no name; the rest nothing answers
    assert more == renamed_too(ALL, 1.0, known, random.Random(1))


@given(
    st.lists(st.sampled_from(["What", "gouty", "of", "Warfarinum", "shingles", "β-blockers", "x1", "?"]), max_size=9)
)
def test_whatever_is_asked_only_the_name_changes(words: Sequence[str]) -> None:
    asked = example(" ".join(words), "Warfarinum", "Yes.")
    other = Names([*ALL, asked], known).renamed(asked, random.Random(2))
    assert other is None or ("Warfarinum" in words and not other.best and other.question != asked.question)
