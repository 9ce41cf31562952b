"""The measures against cases worked by hand and against pytrec_eval; the intervals and tests against their definitions."""

from __future__ import annotations

from itertools import product
from math import log2, sqrt

import numpy as np
import pytest
import pytrec_eval

from evals.beir import Judgement
from evals.measures import MEASURES, RESAMPLES, Figure, differences, figures, values_by_query
from evals.runs import Ranked, Ranking, Run


def ranking(query_id: str, *doc_ids: str) -> Ranking:
    return Ranking(query_id, tuple(Ranked(doc_id, 1.0 / rank) for rank, doc_id in enumerate(doc_ids, start=1)))


def test_a_case_worked_by_hand() -> None:
    judgements = [
        Judgement("q", "best", 3),
        Judgement("q", "good", 1),
        Judgement("q", "bad", 0),
        Judgement("q", "lost", 2),
    ]
    (values,) = values_by_query(judgements, (ranking("q", "bad", "good", "x", "best"),))
    gained = 1 / log2(3) + 3 / log2(5)  # grade 1 at rank 2, grade 3 at rank 4
    most = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert dict(zip(MEASURES, values, strict=True)) == pytest.approx(
        {"nDCG@10": gained / most, "MRR@10": 1 / 2, "recall@10": 2 / 3, "recall@100": 2 / 3}
    )


def test_the_cut_offs() -> None:
    others = [f"x{n}" for n in range(98)]
    judgements = [Judgement(query, "right", 1) for query in ("tenth", "eleventh", "hundredth")]
    run = (
        ranking("tenth", *others[:9], "right"),
        ranking("eleventh", *others[:10], "right"),
        ranking("hundredth", *others, "y", "right"),
    )
    values = values_by_query(judgements, run)
    assert values[0] == pytest.approx([1 / log2(11), 1 / 10, 1, 1])
    assert values[1] == pytest.approx([0, 0, 0, 1])
    assert values[2] == pytest.approx([0, 0, 0, 1])


def test_a_query_that_found_nothing_scores_zero() -> None:
    judgements = [Judgement("q1", "a", 1), Judgement("q2", "a", 1)]
    values = values_by_query(judgements, (Ranking("q1", ()), ranking("q2", "a")))
    assert values.tolist() == [[0, 0, 0, 0], [1, 1, 1, 1]]


def random_run(seed: int) -> tuple[list[Judgement], Run]:
    rng = np.random.default_rng(seed)
    judgements, rankings = [], []
    for query in range(30):
        judged = rng.choice(300, 12, replace=False)
        judgements += [Judgement(f"q{query}", f"d{doc}", int(rng.integers(0, 4))) for doc in judged]
        found = rng.permutation(np.concatenate([rng.choice(judged, 8, replace=False), np.arange(300, 420)]))
        rankings.append(ranking(f"q{query}", *(f"d{doc}" for doc in found)))
    return judgements, tuple(rankings)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_measures_are_those_of_trec_eval(seed: int) -> None:
    judgements, run = random_run(seed)
    qrels: dict[str, dict[str, int]] = {}
    for one in judgements:
        qrels.setdefault(one.query_id, {})[one.doc_id] = one.grade
    found = {r.query_id: {one.doc_id: one.score for one in r.documents} for r in run}
    top = {r.query_id: {one.doc_id: one.score for one in r.documents[:10]} for r in run}
    evaluated = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recall.10,100"}).evaluate(found)
    reciprocal = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(top)
    expected = [
        [
            evaluated[q]["ndcg_cut_10"],
            reciprocal[q]["recip_rank"],
            evaluated[q]["recall_10"],
            evaluated[q]["recall_100"],
        ]
        for q in found
    ]
    assert values_by_query(judgements, run) == pytest.approx(np.array(expected))


def test_the_interval_is_that_of_the_mean() -> None:
    values = np.random.default_rng(3).normal(0.5, 0.2, (400, 2))
    for column, figure in enumerate(figures(values)):
        error = values[:, column].std() / sqrt(400)
        assert figure.value == pytest.approx(values[:, column].mean())
        assert figure.low == pytest.approx(figure.value - 1.96 * error, abs=0.15 * error)
        assert figure.high == pytest.approx(figure.value + 1.96 * error, abs=0.15 * error)


def test_the_same_numbers_give_the_same_interval() -> None:
    values = np.random.default_rng(4).random((700, 3))
    assert figures(values) == figures(values.copy())


def test_one_query_has_no_spread() -> None:
    assert figures(np.array([[0.25]])) == (Figure(0.25, 0.25, 0.25),)


def test_an_arm_less_itself() -> None:
    values = np.random.default_rng(5).random((50, 1))
    (gap,) = differences(values, values)
    assert (gap.value, gap.low, gap.high, gap.p) == (0, 0, 0, 1)


def test_the_difference_is_paired() -> None:
    """Queries differ far more than arms: only pairing shows that one is better on every single query."""
    theirs = np.random.default_rng(6).random((60, 1))
    (gap,) = differences(theirs + 0.01, theirs)
    assert gap.low == pytest.approx(0.01)
    assert gap.high == pytest.approx(0.01)
    assert gap.p == pytest.approx(1 / (RESAMPLES + 1))


def test_the_p_value_is_that_of_all_ways_to_flip() -> None:
    gaps = np.array([0.3, 0.1, -0.2, 0.4, 0.25, -0.05, 0.0, 0.15])
    flips = np.array(list(product((-1, 1), repeat=len(gaps))))
    exact = float((np.abs(flips @ gaps) >= abs(gaps.sum()) - 1e-12).mean())
    (gap,) = differences(gaps[:, None], np.zeros((len(gaps), 1)))
    assert gap.p == pytest.approx(exact, abs=0.02)
    (other_way,) = differences(np.zeros((len(gaps), 1)), gaps[:, None])
    assert (other_way.value, other_way.p) == (-gap.value, gap.p)
