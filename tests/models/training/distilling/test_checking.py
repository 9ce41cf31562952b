"""What a verified answer is, by near misses: each is one small change from an answer that is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.prompt import PromptPassage
from models.training.data.fitting import content
from models.training.distilling.checking import Checked, Refusal, check, common_words
from models.training.distilling.quantities import quantities
from tests.models.training.data.literature import ABSTENTION, split

PASSAGES = (
    PromptPassage(
        "Gout — Treatment",
        (
            "Adults with gout take 0.6 mg of colchicine twice a day for 3 days.",
            "Colchicine should not be taken with grapefruit juice.",
            "Rest may shorten an attack of gout.",
            "Colchicine lowers the number of attacks by half.",
            "It is not true that Gout is rare in adults.",
        ),
    ),
    PromptPassage("Asthma — Treatment", ("Children with asthma inhale 100 micrograms of budesonide in the morning.",)),
)
COMMON = content("medicine every drug drugs morning doctor day should taken number")
GOOD = "Adults with gout take 0.6 mg of colchicine twice a day for 3 days. [1]"


def checked(answer: str, answering: tuple[int, ...] = (1,)) -> Checked:
    return check(answer, PASSAGES, answering=answering, abstention=ABSTENTION, split=split, common=COMMON)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (GOOD, GOOD),
        ("Adults with gout take 0.6 mg of colchicine twice a day for 3 days [1].", GOOD),
        ("- Adults with gout take **0.6 mg** of colchicine\n twice a day for 3 days. [1][1]", GOOD),
        ("Adults with gout take 0.6 milligrams of colchicine 2 times a day for three days. [1]", ""),
        ("People with gout should not take colchicine with grapefruit juice. [1] Rest may shorten an attack. [1]", ""),
        ("Colchicine lowers attacks by half, and rest may shorten an attack of gout. [1]", ""),
        ('Adults with gout "should take colchicine." [1]', 'Adults with gout "should take colchicine." [1]'),
        ("Gout is treated with colchicine. [1] Children with asthma inhale budesonide. [2]", ""),
    ],
)
def test_verified_answers_are_kept_and_tidied(answer: str, text: str) -> None:
    found = checked(answer)
    assert found.refusal is None, found
    assert not text or found.text == text


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (GOOD.replace("0.6", "0.5"), Refusal.NUMBER),
        (GOOD.replace("0.6 mg", "0.6 g"), Refusal.NUMBER),
        (GOOD.replace("3 days", "3 weeks"), Refusal.NUMBER),
        (GOOD.replace("colchicine", "naproxen"), Refusal.NAME),
        (GOOD.replace("colchicine", "budesonide"), Refusal.NAME),
        (GOOD.replace("gout", "asthma"), Refusal.NAME),
        ("Colchicine should be taken with grapefruit juice. [1]", Refusal.NEGATION),
        ("Adults with gout do not take 0.6 mg of colchicine twice a day for 3 days. [1]", Refusal.NEGATION),
        ("Gout is rare in adults. [1]", Refusal.NEGATION),
        ("Rest may prolong and increase attacks of gout. [1]", Refusal.NAME),
        ("Colchicine raises the number of attacks by half. [1]", Refusal.DIRECTION),
        ("Rest shortens an attack of gout. [1]", Refusal.CERTAINTY),
        (GOOD.replace("[1]", "[3]"), Refusal.INVENTED_MARKER),
        (GOOD.replace("[1]", "[0]"), Refusal.INVENTED_MARKER),
        (GOOD.replace("[1]", "[2]"), Refusal.NUMBER),
        (GOOD.replace(" [1]", ""), Refusal.NO_MARKER),
        (f"{GOOD} Adults with gout take colchicine every day.", Refusal.NO_MARKER),
        ("Doctor, people, drug, medicine: gout every day. [1]", Refusal.WORDS),
        ("Take colchicine. [1]", Refusal.FRAGMENT),
        ("Adults with gout take 0.6 mg of colchicine twice a [1]", Refusal.FRAGMENT),
        ("Children with asthma inhale 100 micrograms of budesonide in the morning. [2]", Refusal.ELSEWHERE),
        (" ".join([GOOD] * 9), Refusal.TOO_LONG),
        (ABSTENTION, Refusal.ABSTAINED),
        (f"{GOOD} {ABSTENTION}", Refusal.BOTH),
        ("  \n", Refusal.EMPTY),
    ],
)
def test_near_misses_are_refused(answer: str, refusal: Refusal) -> None:
    assert checked(answer).refusal is refusal


def test_where_nothing_answers_only_the_abstention_is_kept() -> None:
    assert checked(ABSTENTION, ()) == Checked(ABSTENTION)
    assert checked(f"{ABSTENTION.rstrip('.')} [1]", ()) == Checked(ABSTENTION)
    assert checked(GOOD, ()).refusal is Refusal.ANSWERED


def test_the_refused_sentence_is_told() -> None:
    found = checked(f"{GOOD} Adults with gout take 0.9 mg of colchicine. [1]")
    assert (found.refusal, found.sentence) == (Refusal.NUMBER, "Adults with gout take 0.9 mg of colchicine [1].")


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["Gout", "[1]", "[9]", "not", "5 mg", ".", "Rest may", "\n"])).map(" ".join)
)
def test_no_text_breaks_it_and_what_is_kept_cites_what_answers(answer: str) -> None:
    found = checked(answer)
    assert found.refusal is not None or "[1]" in found.text


@given(st.permutations(range(4)), st.integers(1, 4))
def test_quotes_are_always_kept(order: list[int], count: int) -> None:
    answer = " ".join(f"{PASSAGES[0].sentences[n]} [1]" for n in order[:count])
    assert checked(answer) == Checked(answer)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Take 5 mg.", {"5", "5 mg"}),
        ("Take 5mg or five milligrams.", {"5", "5 mg"}),
        ("5-10 mL each", {"5", "10", "5 ml", "10 ml"}),
        ("1,000 IU, 2.50 g", {"1000", "1000 iu", "2.5", "2.5 g"}),
        ("30 percent; 30%", {"30", "30 %"}),
        ("An A1C of 6.5", {"6.5"}),
        ("twice a week", {"2", "2 time"}),
        ("12 hours", {"12", "12 hour"}),
        ("no number", set()),
    ],
)
def test_quantities(text: str, found: set[str]) -> None:
    assert quantities(text) == found


def test_common_words_stand_in_many_texts() -> None:
    texts = [f"Doctors treat illness. Number{n} is a rarity." for n in range(40)]
    assert common_words(texts) == content("doctor treat illness rarity")
    assert common_words(texts[:5]) == frozenset()
    assert common_words(texts, ["A rare illness"]) == content("doctor treat rarity")


@pytest.mark.parametrize("name", ["insulin", "aspirin", "metformin", "lisinopril", "warfarin", "morphine"])
def test_medicines_are_names_however_common(name: str) -> None:
    found = check(
        GOOD.replace("colchicine", name), PASSAGES, answering=(1,), abstention=ABSTENTION, split=split,
        common=COMMON | content(name),
    )  # fmt: skip
    assert found.refusal is Refusal.NAME
