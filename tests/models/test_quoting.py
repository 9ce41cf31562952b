"""Quoting: what a passage is thought to say does not depend on the others, and what was said is not said again."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from models.errors import ModelForeign
from models.prompt import Candidate, PromptPassage
from models.quoting import QuotingModel, Reading, Scored, Weighing
from models.verdicts import Verdict
from tests.models.tiny import write_base

GOUT = PromptPassage("Gout", ("Gout is a disease that hurts.", "It is known to doctors."))
MEASLES = PromptPassage("Measles", ("Measles is a disease of children.",))
DOUBTFUL, NO = Verdict(0.5, (0.5, -1.0)), Verdict(-2.0, (-3.0,))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> QuotingModel:
    folder = write_base(tmp_path_factory.mktemp("base"))
    Weighing().save(folder)
    return QuotingModel.load(folder, "cpu")


def test_a_passage_is_read_as_if_it_were_alone(model: QuotingModel) -> None:
    alone = model.read("What is gout?", [GOUT], [[0.1, 0.2]], [DOUBTFUL])
    among = model.read("What is gout?", [MEASLES, GOUT, MEASLES], [[0.0], [0.1, 0.2], [0.0]], [NO, DOUBTFUL, NO])
    own = [one for one in among.scored if one.candidate.passage == 1]
    assert [one.relevance for one in own] == pytest.approx([one.relevance for one in alone.scored], abs=1e-4)
    assert [one.passage for one in own] == pytest.approx([one.passage for one in alone.scored], abs=1e-4)
    assert [one.likeness for one in own] == [0.1, 0.2]
    assert [one.verdict for one in among.scored] == [NO, DOUBTFUL, DOUBTFUL, NO]
    assert [one.sentence_verdict for one in among.scored] == [-3.0, 0.5, -1.0, -3.0]
    first, last = among.scored[0], among.scored[-1]
    assert (first.relevance, first.passage) == pytest.approx((last.relevance, last.passage), abs=1e-4)


def test_a_passage_that_comes_again_or_begins_alike_is_judged_as_before(model: QuotingModel) -> None:
    """What two passages share is in the cache already; the labels' own logits must be read all the same."""
    longer = PromptPassage("Gout", (*GOUT.sentences, "Rest helps."))
    verdicts = [DOUBTFUL, DOUBTFUL, Verdict(0.5, (0.5, -1.0, 0.0))]
    found = model.read("What is gout?", [GOUT, GOUT, longer], [[0.1, 0.2], [0.1, 0.2], [0.1, 0.2, 0.0]], verdicts)
    by_passage = [[one.relevance for one in found.scored if one.candidate.passage == n] for n in range(3)]
    assert by_passage[1] == pytest.approx(by_passage[0], abs=1e-4)
    assert by_passage[2][:2] == pytest.approx(by_passage[0], abs=1e-4)


def test_a_passage_that_is_too_long_loses_its_last_sentences(model: QuotingModel) -> None:
    long = PromptPassage("Gout", tuple(f"Gout is a disease that hurts in {n} ways." for n in range(200)))
    reading = model.read("What is gout?", [long], [[0.0] * 200], [Verdict(0.0, (0.0,) * 200)])
    assert 0 < len(reading.scored) < 200
    assert reading.left_out == 200 - len(reading.scored)


def reading(*weights: tuple[str, float]) -> Reading:
    return Reading(
        tuple(
            Scored(Candidate(n, 0, 0, (), 0), text, weight, 0.0, 0.0, weight, Verdict(0.0, (0.0,)))
            for n, (text, weight) in enumerate(weights)
        ),
        max((weight for _, weight in weights), default=-math.inf),
        0,
    )


def quoted(said: Reading, weighing: Weighing, most: int = 5) -> list[int]:
    return [q.passage for q in QuotingModel(_Empty(), _Empty(), weighing).quote(said, most)]  # type: ignore[arg-type]


class _Empty:
    context = 100

    def special_id(self, token: str) -> int:
        return 0


def test_the_surest_first_down_to_the_thresholds() -> None:
    said = reading(("one alpha", 1.0), ("two beta", 3.0), ("three gamma", 2.5), ("four delta", -1.0))
    assert quoted(said, Weighing(quote_above=0.0, elsewhere=9.0, abstain_below=0.0)) == [1, 2, 0]
    assert quoted(said, Weighing(quote_above=0.0, elsewhere=1.0, abstain_below=0.0)) == [1, 2]
    assert quoted(said, Weighing(quote_above=0.0, elsewhere=9.0, abstain_below=0.0), most=1) == [1]
    assert quoted(said, Weighing(quote_above=5.0, elsewhere=9.0, abstain_below=2.0)) == [1]


def test_beside_the_best_a_sentence_may_be_less_sure_than_elsewhere() -> None:
    """What is in the passage of the best goes on from it, where another passage may say the same again."""
    verdict = Verdict(0.0, (0.0, 0.0))
    places = [(0, 0, 3.0), (1, 0, 2.5), (0, 1, 2.0), (1, 1, 1.9)]
    texts = ["one alpha", "two beta", "three gamma", "four delta"]
    scored = tuple(
        Scored(Candidate(p, s, 0, (), 0), text, weight, 0.0, 0.0, weight, verdict)
        for (p, s, weight), text in zip(places, texts, strict=True)
    )
    said = Reading(scored, 3.0, 0)
    model = QuotingModel(_Empty(), _Empty(), Weighing(quote_above=0.0, within=2.0, elsewhere=0.6))  # type: ignore[arg-type]
    assert [(one.passage, one.sentence) for one in model.quote(said)] == [(0, 0), (1, 0), (0, 1)]


def test_it_abstains_below_the_threshold_and_without_evidence() -> None:
    assert quoted(reading(("one", 1.0)), Weighing(abstain_below=1.1)) == []
    assert quoted(reading(), Weighing()) == []
    assert reading().surest == -math.inf


def test_what_was_said_is_not_said_again() -> None:
    said = reading(
        ("Gout causes pain in the joints.", 3.0), ("In the joints gout causes pain!", 2.9), ("Rest helps.", 2.8)
    )
    assert quoted(said, Weighing(quote_above=0.0, elsewhere=9.0)) == [0, 2]


def test_damaged_weights_are_told(tmp_path: Path) -> None:
    (tmp_path / "quoting.json").write_text('{"bias": 1}')
    with pytest.raises(ModelForeign, match="damaged"):
        Weighing.load(tmp_path)
