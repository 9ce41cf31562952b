"""Solvers against the small subject: what each arm may read, how answers end, what the prompts hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from agent.answer import Answer
from evals.examples import Arm, Example, Given, Option, Shown, Status
from evals.fakes import FakeSubject
from evals.solvers.agent import AskAgent
from evals.solvers.choice import ByLikelihood, ByWriting, softmax
from evals.solvers.exact import WriteExact, parse_names
from evals.solvers.prompts import choice_prompt, within
from evals.solvers.search import SearchIndex, pubmed_id
from models.errors import PromptTooLong

RIGHT = Shown("p1", "asthma", "Asthma", "Wheezing is treated with salbutamol.", 0.9)
OTHER = Shown("p2", "gout", "Gout", "Gout is a kind of arthritis.", 0.1)
QUESTION = Example(
    "q1",
    "Which medicine treats wheezing?",
    answers=("B",),
    options=(Option("A", "colchicine"), Option("B", "salbutamol")),
    passages=(Given("Salbutamol relieves wheezing.", "Given", "g1"),),
)


def test_without_retrieval_nothing_is_searched() -> None:
    subject = FakeSubject((RIGHT, OTHER))
    assert ByLikelihood(by_label=False).solve(QUESTION, Arm.NONE, subject).evidence == ()
    assert not any(call.startswith("search") for call in subject.calls)


def test_the_question_alone_is_searched_never_its_options() -> None:
    subject = FakeSubject((RIGHT, OTHER))
    found = ByLikelihood(by_label=False).solve(QUESTION, Arm.RETRIEVAL, subject)
    assert subject.calls[0] == "search Which medicine treats wheezing?"
    assert (found.answer, found.status) == ("B", Status.ANSWERED)
    assert [one.passage_id for one in found.evidence] == ["p1", "p2"]
    assert found.probabilities["B"] == found.confidence and sum(found.probabilities.values()) == pytest.approx(1)


def test_the_oracle_reads_what_the_example_brings() -> None:
    found = ByLikelihood(by_label=False).solve(QUESTION, Arm.ORACLE, FakeSubject((OTHER,)))
    assert found.answer == "B"
    assert [one.title for one in found.evidence] == ["Given"]


def test_evidence_that_does_not_fit_is_shortened_until_it_does() -> None:
    class Short(FakeSubject):
        def log_likelihoods(self, prompt: str, continuations: object) -> tuple[float, ...]:
            self.calls.append(str(len(prompt.split())))
            if len(prompt.split()) > 120:
                raise PromptTooLong("too long")
            return (0.0, 1.0)

    subject = Short((Shown("p", "d", "T", "word " * 1000),))
    found = ByLikelihood().solve(QUESTION, Arm.RETRIEVAL, subject)
    assert found.answer == "B"
    assert len(found.evidence[0].text.split()) == 100
    with pytest.raises(PromptTooLong):
        ByLikelihood().solve(Example("q", "word " * 200, options=QUESTION.options), Arm.NONE, subject)


@pytest.mark.parametrize(
    ("written", "answer", "status"),
    [
        ('{"answer_choice": "B"}', "B", Status.ANSWERED),
        ("The answer is B.", "B", Status.ANSWERED),
        ("It could be A or B, a hard one.", "", Status.UNPARSED),
        ("", "", Status.UNPARSED),
    ],
)
def test_what_is_written_counts_only_in_a_whole_form(written: str, answer: str, status: Status) -> None:
    subject = FakeSubject((RIGHT,), writing=lambda prompt: written)
    found = ByWriting().solve(QUESTION, Arm.RETRIEVAL, subject)
    assert (found.answer, found.status, found.raw) == (answer, status, written)


def test_the_agent_says_abstains_and_keeps_its_replies() -> None:
    subject = FakeSubject((RIGHT,))
    said = AskAgent().solve(QUESTION, Arm.RETRIEVAL, subject)
    assert (said.status, said.answer) == (Status.ANSWERED, RIGHT.text)
    assert said.turns[0]["sources"][0]["passage_id"] == "p1"
    assert AskAgent().solve(QUESTION, Arm.NONE, subject).status is Status.ABSTAINED
    two = AskAgent().solve(Example("q", "and wheezing?", turns=("What is asthma?",)), Arm.RETRIEVAL, subject)
    assert len(two.turns) == 2


def test_the_agents_surety_is_its_confidence() -> None:
    class Sure(FakeSubject):
        def ask(self, turns: Sequence[str], arm: str, given: Sequence[Given] = ()) -> tuple[Answer, ...]:
            return tuple(replace(answer, surety=0.3) for answer in super().ask(turns, arm, given))

    assert AskAgent().solve(QUESTION, Arm.RETRIEVAL, Sure((RIGHT,))).confidence == 0.3
    assert AskAgent().solve(QUESTION, Arm.RETRIEVAL, FakeSubject((RIGHT,))).confidence is None
    assert AskAgent().solve(QUESTION, Arm.NONE, FakeSubject((RIGHT,))).confidence is None


def test_exact_answers_are_one_json_list_of_names() -> None:
    assert parse_names('["a", "b", "a"]') == ("a", "b")
    assert parse_names('```json\n["a"]\n```') == ("a",)
    assert parse_names("[]") == ()
    assert parse_names("a, b") is None
    assert parse_names('{"a": 1}') is None
    assert parse_names('["a", 3]') is None
    wrote = FakeSubject(writing=lambda prompt: '["x", "y", "z"]')
    assert json.loads(WriteExact(2).solve(QUESTION, Arm.NONE, wrote).answer) == ["x", "y"]


def test_a_search_gives_each_document_once() -> None:
    subject = FakeSubject((RIGHT, Shown("p3", "asthma", "Asthma", "More of wheezing."), OTHER))
    assert json.loads(SearchIndex().solve(QUESTION, Arm.RETRIEVAL, subject).answer) == ["asthma", "gout"]
    assert pubmed_id("http://www.ncbi.nlm.nih.gov/pubmed/34022131") == pubmed_id("pubmed:34022131") == "34022131"
    assert pubmed_id("handbook:asthma") == "handbook:asthma"


def test_prompts_hold_passages_question_and_options() -> None:
    prompt = choice_prompt(QUESTION, (RIGHT,))
    assert prompt.splitlines() == [
        "Passages:",
        "[1] Asthma: Wheezing is treated with salbutamol.",
        "",
        "Question: Which medicine treats wheezing?",
        "A. colchicine",
        "B. salbutamol",
        "Answer:",
    ]


def test_evidence_is_kept_whole_or_left_out_but_for_the_first() -> None:
    long = Shown("p", "d", "T", "one two three four five")
    assert [len(one.text.split()) for one in within((long, long), 7)] == [5]
    assert within((long,), 3)[0].text == "one two three"


def test_a_family_names_the_tasks_that_any_model_can_do() -> None:
    from evals.errors import UnknownTask
    from evals.registry import find_tasks

    sets = ["mirage-bioasq", "mirage-medmcqa", "mirage-medqa", "mirage-mmlu", "mirage-pubmedqa"]
    assert [task.name for task in find_tasks(["mirage"])] == sets
    assert [task.name for task in find_tasks(["mirage-medqa-writing"])] == ["mirage-medqa-writing"]
    with pytest.raises(UnknownTask, match="did you mean pubmedqa"):
        find_tasks(["pubmeqa"])


def test_softmax_by_hand() -> None:
    assert softmax({"a": 0.0, "b": 0.0}) == {"a": 0.5, "b": 0.5}
    assert softmax({"a": -1000.0, "b": 0.0})["b"] == pytest.approx(1.0)
