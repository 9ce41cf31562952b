"""Statements, rubrics, and what a judge is given to read: with judges that are tables."""

from __future__ import annotations

import pytest

from agent.answer import Answer, Outcome, Sentence
from evals.examples import Example, Prediction, Status
from evals.scoring.rubric import Criterion, RubricScorer, judge_from_writer, points_share
from evals.scoring.said import answer_text, conversation_text, reply_text
from evals.scoring.statements import StatementScorer
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example, refused


def holds(premise: str, hypothesis: str) -> bool:
    return hypothesis in premise


def denies(premise: str, hypothesis: str) -> bool:
    return f"not {hypothesis}" in premise


# --- statements

STATEMENTS = StatementScorer(holds, denies)
GOLD = example(details={"must_have": ["rest", "water", "ice"], "nice_to_have": ["tea", "sleep"]})


def test_statements_worked_by_hand() -> None:
    scorer: Scorer = STATEMENTS
    values = scorer.score(GOLD, answered("rest and not tea, not ice")).values
    assert values == {
        "comprehensiveness": 2 / 3,  # "ice" is held by this judge, too
        "hallucinations": 2.0,
        "comprehensiveness_answered": 2 / 3,
        "hallucinations_answered": 2.0,
    }
    assert "'ice'" in scorer.score(GOLD, answered("not ice")).note


def test_what_is_nice_to_have_is_not_asked_for() -> None:
    assert STATEMENTS.score(GOLD, answered("tea and sleep")).values["comprehensiveness"] == 0.0


def test_an_abstention_says_nothing_and_is_left_out_of_what_was_answered() -> None:
    for nothing in (abstained("not rest, water"), refused("rest")):
        assert STATEMENTS.score(GOLD, nothing).values == {
            "comprehensiveness": 0.0,
            "hallucinations": 0.0,
            "comprehensiveness_answered": None,
            "hallucinations_answered": None,
        }


def test_without_statements_nothing_is_scored() -> None:
    assert set(STATEMENTS.score(example(), answered("rest")).values.values()) == {None}
    only_nice = example(details={"nice_to_have": ["tea"]})
    values = STATEMENTS.score(only_nice, answered("not tea")).values
    assert (values["comprehensiveness"], values["hallucinations"]) == (None, 1.0)


# --- rubrics


def rubric(*points: float) -> Example:
    criteria = [{"criterion": f"c{n}", "points": one, "tags": []} for n, one in enumerate(points)]
    return example(details={"rubrics": criteria})


def judged(*met: bool | None) -> RubricScorer:
    answers = dict(enumerate(met))
    return RubricScorer(lambda conversation, criterion: answers[int(criterion.rpartition("c")[2])])


@pytest.mark.parametrize(
    ("points", "met", "value"),
    [
        ((5, 3, -4), (True, False, False), 5 / 8),
        ((5, 3, -4), (True, True, True), 4 / 8),
        ((5, 3, -9), (True, False, True), -4 / 8),
        ((5, 3), (True, True), 1.0),
        ((5, 3, -4), (False, False, False), 0.0),
    ],
)
def test_a_rubric_worked_by_hand(points: tuple[float, ...], met: tuple[bool, ...], value: float) -> None:
    scorer: Scorer = judged(*met)
    values = scorer.score(rubric(*points), answered("Rest.")).values
    assert values == {"rubric": value, "rubric_clipped": max(0.0, value), "undecided": 0.0}


def test_what_the_judge_did_not_decide_counts_on_neither_side_and_is_counted() -> None:
    score = judged(True, None, False).score(rubric(5, 3, 2), answered("Rest."))
    assert score.values == {"rubric": 5 / 7, "rubric_clipped": 5 / 7, "undecided": 1.0}
    assert score.note == "1 of 3 criteria undecided"
    values = judged(None, True).score(rubric(5, -3), answered("Rest.")).values
    assert values == {"rubric": None, "rubric_clipped": None, "undecided": 1.0}


def test_a_rubric_without_positive_points_or_criteria_is_unscored() -> None:
    assert points_share([Criterion("rude", -3)], [True]) is None
    assert set(judged().score(example(), answered("Rest.")).values.values()) == {None}


def test_the_judge_reads_the_conversation_and_the_points() -> None:
    asked: list[tuple[str, str]] = []

    def judge(conversation: str, criterion: str) -> bool:
        asked.append((conversation, criterion))
        return True

    gold = Example(
        "e", "And ice?", turns=("What helps?",), details={"rubrics": [{"criterion": "Says rest", "points": 7}]}
    )
    RubricScorer(judge).score(gold, answered("Rest. [1]"))
    assert asked == [("user: What helps?\n\nuser: And ice?\n\nassistant: Rest.", "[7] Says rest")]


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ('{"criteria_met": true}', True),
        ('```json\n{"explanation": "It {does}", "criteria_met": false}\n```', False),
        ('{"criteria_met": true} No: {"criteria_met": false}', False),
        ('{"criteria_met": "true"}', None),
        ('{"criteria_met": 1}', None),
        ("true", None),
        ("Yes, the criterion is met.", None),
        ("", None),
    ],
)
def test_a_writing_model_judges_by_json_only(said: str, met: bool | None) -> None:
    prompts: list[str] = []

    def write(prompt: str, most: int) -> str:
        prompts.append(prompt)
        return said

    assert judge_from_writer(write)("user: {Hi}", "[5] Greets") is met
    assert "user: {Hi}" in prompts[0] and "[5] Greets" in prompts[0] and '{"criteria_met": true}' in prompts[0]


# --- what was said


def turn(text: str, message: str = "") -> dict[str, object]:
    sentences = (Sentence(text, "written", (1,)),) if text else ()
    return Answer("q", "q", Outcome.ANSWERED if text else Outcome.INSUFFICIENT_EVIDENCE, message, sentences).to_json()


def test_an_answer_is_read_without_marks_and_only_where_there_is_one() -> None:
    assert answer_text(answered("Rest [1]. Drink. [2][13]")) == "Rest. Drink."
    assert answer_text(abstained("I found nothing.")) == answer_text(refused("No.")) == ""
    assert reply_text(abstained("I found nothing.")) == "I found nothing."
    assert answer_text(Prediction("e", "none", Status.ANSWERED, raw="Rest [1].")) == "Rest."


def test_a_conversation_with_the_agents_own_replies_in_between() -> None:
    gold = Example("e", "And ice?", turns=("What helps?", "How much?"))
    said = answered("Ice too.", turns=(turn("Rest."), turn("", "I found nothing."), turn("Ice too.")))
    assert conversation_text(gold, said) == (
        "user: What helps?\n\nassistant: Rest.\n\nuser: How much?\n\nassistant: I found nothing.\n\n"
        "user: And ice?\n\nassistant: Ice too."
    )


def test_a_conversation_that_the_data_bring() -> None:
    prompt = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello"},
        {"role": "user", "content": "Ice?"},
    ]
    gold = Example("e", "Ice?", turns=("Hi",), details={"prompt": prompt})
    assert conversation_text(gold, answered("Yes.")) == "user: Hi\n\nassistant: Hello\n\nuser: Ice?\n\nassistant: Yes."
