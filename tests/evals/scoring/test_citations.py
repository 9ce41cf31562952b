"""Citation recall and precision, worked by hand with an entailment that is a table; and the default one on real words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agent.answer import Answer, Outcome, Sentence, Source
from evals.examples import Prediction
from evals.scoring.citations import CitationScorer, CitedSentence, Entails, support, verbatim_or_supported
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example


def entailed_by(*enough: str) -> Entails:
    """A premise entails anything when it holds all letters of one of these sets of passages: "a", or "bc" together."""
    return lambda premise, hypothesis: any(set(letters) <= set(premise.split()) for letters in enough)


@pytest.mark.parametrize(
    ("cited", "enough", "recalled", "precise"),
    [
        ("a", ["a"], True, 1),
        ("x", ["a"], False, 0),
        ("ax", ["a"], True, 1),  # x adds nothing
        ("ab", ["a", "b"], True, 2),  # each is enough
        ("ab", ["ab"], True, 2),  # only both together
        ("abx", ["ab"], True, 2),
        ("xy", ["a"], False, 0),
        ("abc", ["a", "bc"], True, 1),  # without b or c, a is enough
        ("abc", ["ab", "bc"], True, 1),  # b alone is needed
        ("", ["a"], False, 0),
    ],
)
def test_a_sentence_worked_by_hand(cited: str, enough: Sequence[str], recalled: bool, precise: int) -> None:
    found = support(CitedSentence("s", tuple(cited)), entailed_by(*enough))
    assert (found.recalled, found.precise, found.citations) == (recalled, precise, len(cited))


def test_a_citation_that_leads_nowhere_costs_recall_and_precision() -> None:
    found = support(CitedSentence("s", ("a",), unresolved=1), entailed_by("a"))
    assert (found.recalled, found.precise, found.citations) == (False, 0, 2)


def source(n: int, passage: str) -> Source:
    return Source(n, f"p{n}", f"d{n}", "Gout", "Publisher", "", passage, 0, len(passage))


def reply(*sentences: tuple[str, tuple[int, ...]], passages: Sequence[str] = ()) -> Answer:
    sources = tuple(source(n, passage) for n, passage in enumerate(passages, start=1))
    said = tuple(Sentence(text, "written", citations) for text, citations in sentences)
    return Answer("q", "q", Outcome.ANSWERED, sentences=said, sources=sources)


def prediction(*answers: Answer) -> Prediction:
    return answered("said", turns=tuple(one.to_json() for one in answers))


def test_an_answer_worked_by_hand() -> None:
    scorer: Scorer = CitationScorer(entailed_by("a"))
    found = scorer.score(
        example(),
        prediction(reply(("One.", (1, 2)), ("Two.", (2,)), ("Three.", ()), ("Four.", (1,)), passages=["a", "x"])),
    )
    # One and Four are entailed; of the four citations, [1] of One and [1] of Four count
    recall, precision = 2 / 4, 2 / 4
    assert found.values == {"citation_recall": recall, "citation_precision": precision, "citation_f1": 1 / 2}
    assert "'Two.' and 1 more" in found.note


def test_all_replies_of_a_conversation_count() -> None:
    first, second = reply(("One.", (1,)), passages=["a"]), reply(("Two.", (1,)), ("Three.", (1,)), passages=["x"])
    values = CitationScorer(entailed_by("a")).score(example(), prediction(first, second)).values
    assert values["citation_recall"] == values["citation_precision"] == pytest.approx(1 / 3)


def test_the_same_citation_twice_is_one() -> None:
    values = (
        CitationScorer(entailed_by("a")).score(example(), prediction(reply(("One.", (1, 1)), passages=["a"]))).values
    )
    assert values["citation_precision"] == 1.0


def test_a_citation_without_a_source() -> None:
    values = (
        CitationScorer(entailed_by("a")).score(example(), prediction(reply(("One.", (1, 7)), passages=["a"]))).values
    )
    assert values == {"citation_recall": 0.0, "citation_precision": 0.0, "citation_f1": 0.0}


def test_an_answer_that_cites_nothing() -> None:
    values = CitationScorer(entailed_by("a")).score(example(), prediction(reply(("One.", ())))).values
    assert values == {"citation_recall": 0.0, "citation_precision": 0.0, "citation_f1": 0.0}


def test_without_sentences_nothing_is_scored() -> None:
    for nothing in (prediction(), abstained(), prediction(reply())):
        score = CitationScorer().score(example(), nothing)
        assert set(score.values.values()) == {None}
        assert score.note


PASSAGE = "Gout is treated with colchicine 0.5 mg twice daily. Drink plenty of water."


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Drink plenty of  water.", True),
        ("Gout is treated with colchicine 0.5 mg twice daily.", True),
        ("Colchicine treats gout, twice daily.", True),
        ("Colchicine is taken at 5 mg twice daily.", False),
        ("Surgeons recommend operating without delay.", False),
    ],
)
def test_the_default_entailment(sentence: str, held: bool) -> None:
    assert verbatim_or_supported(PASSAGE, sentence) is held
    values = CitationScorer().score(example(), prediction(reply((sentence, (1,)), passages=[PASSAGE]))).values
    assert values["citation_recall"] == float(held)


def test_a_short_quote_is_found_as_it_stands() -> None:
    assert verbatim_or_supported("Take 3 pills\nat  10 am.", "3 pills at 10")
    assert not verbatim_or_supported("Take three pills.", "3 pills")
