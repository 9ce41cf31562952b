"""What a sentence plainly claims, and that what is not plain claims nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.data.claims import claim_of


@pytest.mark.parametrize(
    ("sentence", "question", "verdict"),
    [
        ("Zinc reduced night cough in children.", "Does zinc reduce night cough in children?", "yes"),
        ("Zinc tablets significantly reduced cough (P < 1) compared with placebo.", "Do zinc tablets reduce cough?", "yes"),
        ("We found that zinc improves sleep, mood and diet.", "Does zinc improve sleep?", "yes"),
        ("Zinc did not reduce cough.", "Does zinc reduce cough?", "no"),
        ("Zinc did not significantly reduce cough.", "Does zinc significantly reduce cough?", "no"),
        ("Zinc failed to improve sleep quality.", "Does zinc improve sleep quality?", "no"),
        ("Zinc may reduce night cough.", "Does zinc reduce night cough?", "maybe"),
        ("It is unclear whether zinc reduces night cough.", "Does zinc reduce night cough?", "maybe"),
        ("There is insufficient evidence to determine whether zinc reduces cough.", "Does zinc reduce cough?", "maybe"),
        ("Zinc is associated with a lower risk of croup.", "Is zinc associated with a lower risk of croup?", "yes"),
        ("Zinc and iron were not associated with croup.", "Are zinc and iron associated with croup?", "no"),
        ("Zinc may be effective in severe croup.", "Is zinc effective in severe croup?", "maybe"),
        ("Zinc had no significant effect on sleep.", "Does zinc have a significant effect on sleep?", "no"),
        ("Zinc had a significant effect on sleep.", "Does zinc have an effect on sleep?", "yes"),
        (
            "There was no significant difference in pain between zinc and placebo.",
            "Is there a significant difference in pain between zinc and placebo?",
            "no",
        ),
        ("Smoking increases the risk of stroke.", "Does smoking increase the risk of stroke?", "yes"),
        ("A daily dose of zinc prevents colds.", "Does a daily dose of zinc prevent colds?", "yes"),
    ],
)  # fmt: skip
def test_plain_claims(sentence: str, question: str, verdict: str) -> None:
    claim = claim_of(sentence)
    assert claim is not None
    assert (claim.question, claim.verdict) == (question, verdict)


@pytest.mark.parametrize(
    "sentence",
    [
        "Zinc reduced cough but increased nausea.",
        "These results suggest that zinc reduces cough.",
        "Although zinc reduced cough, sleep was poor.",
        "Zinc reduced cough only in children.",
        "Cough was reduced by zinc.",
        "Mortality decreased in the treatment group.",
        "It reduced night cough.",
        "This treatment reduced night cough.",
        "The intervention reduced night cough.",
        "Patients with reduced sleep had more cough.",
        "In a trial on tendons zinc improved the effect of rest.",
        "The small sample size decreases the power of the trial.",
        "Further studies may improve our knowledge of zinc.",
        "Zinc was associated with better sleep than iron.",
        "Some affected individuals may benefit from increased rest.",
        "The aim was to see whether zinc reduced cough.",
        "If zinc reduces cough, it will be used.",
        "Zinc decreased 22% at site A. Costs rose at sites B.",
        "Zinc almost never causes nausea.",
        "Given the often prolonged duration of cough, zinc is safe.",
        "Zinc was not associated with cough.; Pain and cough are common.",
        "Zinc is a metal.",
        "",
    ],
)
def test_what_is_not_plain_claims_nothing(sentence: str) -> None:
    assert claim_of(sentence) is None


def test_the_contrary_has_the_opposite_verb() -> None:
    claim = claim_of("Zinc reduced night cough.")
    assert claim is not None
    assert claim.contrary == "Does zinc increase night cough?"


def test_names_keep_their_capitals() -> None:
    context = "We studied the drug Zortex in adults, and green tea in others."
    named, plain = claim_of("Zortex reduced cough.", context), claim_of("Green tea reduced cough.", context)
    assert named is not None
    assert plain is not None
    assert named.question == "Does Zortex reduce cough?"
    assert plain.question == "Does green tea reduce cough?"


@given(st.text(alphabet=st.sampled_from("abcdeAZ .,()?-\n0"), max_size=200) | st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    claim = claim_of(f"{text} reduced {text}.")
    assert claim is None or claim.question.endswith("?")
