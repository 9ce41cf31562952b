"""Accuracy, F1, calibration and confidence against scikit-learn and against cases worked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from evals.examples import Example, Prediction
from evals.scoring.choice import ChoiceScorer, confusion, reliability, risk_coverage
from evals.task import Scorer
from tests.evals.scoring.predictions import abstained, answered, example, refused

CLASSES = ("yes", "no", "maybe")
Pairs = Sequence[tuple[Example, Prediction]]


def value(name: str, pairs: Pairs, classes: tuple[str, ...] = CLASSES) -> float | None:
    """One set measure, by its name."""
    return {measure.name: measure.of for measure in ChoiceScorer(classes).set_measures}[name](pairs)


def known(name: str, pairs: Pairs) -> float:
    found = value(name, pairs)
    assert found is not None
    return found


def pair(
    gold: str, said: str | None, sure: float | None = None, confidence: float | None = None
) -> tuple[Example, Prediction]:
    """`said` None abstains; `sure` is the probability of what is said, the rest shared evenly by the other classes."""
    if said is None:
        return example(gold), abstained()
    rest = 0.0 if sure is None else (1 - sure) / (len(CLASSES) - 1)
    probabilities = {} if sure is None else {label: sure if label == said else rest for label in CLASSES}
    return example(gold), answered(said, probabilities=probabilities, confidence=confidence)


def random_pairs(n: int, seed: int) -> list[tuple[Example, Prediction]]:
    """With probabilities over the classes, a confidence that is often tied, and some abstentions."""
    rng = np.random.default_rng(seed)
    found: list[tuple[Example, Prediction]] = []
    for _ in range(n):
        gold = CLASSES[rng.choice(3, p=[0.5, 0.35, 0.15])]
        if rng.random() < 0.1:
            found.append((example(gold), abstained(confidence=0.0)))
            continue
        shares = dict(zip(CLASSES, map(float, rng.dirichlet([1, 1, 1])), strict=True))
        said = max(shares, key=lambda label: shares[label])
        found.append((example(gold), answered(said, probabilities=shares, confidence=round(shares[said], 1))))
    return found


# --- one item


def test_accuracy_counts_an_abstention_and_accuracy_answered_leaves_it_out() -> None:
    scorer: Scorer = ChoiceScorer()
    assert scorer.score(example("A"), answered("A")).values == {"accuracy": 1.0, "accuracy_answered": 1.0}
    assert scorer.score(example("A"), answered("B")).values == {"accuracy": 0.0, "accuracy_answered": 0.0}
    for nothing in (abstained(), refused()):
        assert scorer.score(example("A"), nothing).values == {"accuracy": 0.0, "accuracy_answered": None}


def test_any_of_several_right_answers_is_right() -> None:
    assert ChoiceScorer().score(example("A", "C"), answered("C")).values["accuracy"] == 1.0


def test_an_item_without_a_gold_answer_is_unscored_and_says_so() -> None:
    score = ChoiceScorer().score(example(), answered("A"))
    assert score.values == {"accuracy": None, "accuracy_answered": None}
    assert "gold" in score.note


def test_a_gold_answer_that_is_no_class_is_unscored_everywhere() -> None:
    odd = (example("perhaps"), answered("yes"))
    assert ChoiceScorer(CLASSES).score(*odd).values["accuracy"] is None
    even = [pair("yes", "yes"), pair("no", "yes")]
    for name in ("macro_f1", "micro_f1", "precision[yes]"):
        assert value(name, [*even, odd]) == value(name, even)
    assert value("macro_f1", [odd]) is None


def test_classes_bring_their_measures() -> None:
    names = [measure.name for measure in ChoiceScorer(("yes", "no")).set_measures]
    assert names[:3] == ["macro_f1", "micro_f1", "weighted_f1"]
    assert names[3:9] == [f"{name}[{label}]" for label in ("yes", "no") for name in ("f1", "precision", "recall")]
    assert [measure.name for measure in ChoiceScorer().set_measures] == ["ECE", "Brier", "coverage", "aurc"]
    assert ChoiceScorer().lower_is_better == {"ECE", "Brier", "aurc"}


# --- classes


def test_f1_worked_by_hand() -> None:
    pairs = [pair("yes", "yes"), pair("yes", "no"), pair("yes", None), pair("no", "no"), pair("no", "yes")]
    # yes: 1 right, 2 said, 3 gold; no: 1 right, 2 said, 2 gold; maybe does not occur
    assert value("precision[yes]", pairs) == 1 / 2
    assert value("recall[yes]", pairs) == 1 / 3
    assert value("f1[yes]", pairs) == 2 / 5
    assert value("f1[no]", pairs) == 1 / 2
    assert value("macro_f1", pairs) == pytest.approx((2 / 5 + 1 / 2) / 2)
    assert value("micro_f1", pairs) == pytest.approx(2 * 2 / (4 + 5))
    assert value("weighted_f1", pairs) == pytest.approx((3 * 2 / 5 + 2 * 1 / 2) / 5)
    assert value("f1[maybe]", pairs) is None
    assert value("coverage", pairs) == 4 / 5


def test_what_is_never_said_has_no_precision_but_an_f1_of_0() -> None:
    pairs = [pair("maybe", "yes"), pair("yes", "yes")]
    assert value("precision[maybe]", pairs) is None
    assert value("recall[maybe]", pairs) == 0
    assert value("f1[maybe]", pairs) == 0
    assert value("recall[no]", pairs) is None


@pytest.mark.parametrize("seed", range(4))
def test_f1_precision_recall_and_accuracy_are_scikit_learns(seed: int) -> None:
    from sklearn import metrics

    pairs = random_pairs(300, seed)
    gold = [one.answers[0] for one, _ in pairs]
    said = [prediction.answer or "nothing" for _, prediction in pairs]
    for name, over in (("macro_f1", "macro"), ("micro_f1", "micro"), ("weighted_f1", "weighted")):
        assert known(name, pairs) == pytest.approx(metrics.f1_score(gold, said, labels=CLASSES, average=over))
    each = metrics.precision_recall_fscore_support(gold, said, labels=CLASSES)
    for n, label in enumerate(CLASSES):
        ours = [known(f"{name}[{label}]", pairs) for name in ("precision", "recall", "f1")]
        assert ours == pytest.approx([column[n] for column in each[:3]])
    accuracy = [ChoiceScorer().score(*one).values["accuracy"] for one in pairs]
    assert np.mean([one or 0.0 for one in accuracy]) == pytest.approx(metrics.accuracy_score(gold, said))


def test_the_confusion_table_is_scikit_learns() -> None:
    from sklearn.metrics import confusion_matrix

    pairs = random_pairs(200, 7)
    columns = (*CLASSES, "abstained")
    table = confusion_matrix(
        [one.answers[0] for one, _ in pairs], [p.answer or "abstained" for _, p in pairs], labels=columns
    )
    counted = confusion(pairs)
    assert [[counted[gold].get(said, 0) for said in columns] for gold in CLASSES] == table[:3].tolist()


def test_confusion_worked_by_hand() -> None:
    pairs = [
        pair("yes", "yes"),
        pair("yes", "no"),
        pair("no", None),
        (example("no"), refused()),
        (example(), answered("no")),
    ]
    assert confusion(pairs) == {"yes": {"yes": 1, "no": 1}, "no": {"abstained": 1, "refused": 1}}


# --- calibration


def test_calibration_worked_by_hand() -> None:
    pairs = [pair("yes", "yes", 0.9), pair("no", "yes", 0.95), pair("yes", "yes", 0.65), pair("yes", "yes", 1.0)]
    # [0.6, 0.7): sure .65, right 1; [0.9, 1]: sure .95 of three, right 2/3
    assert value("ECE", pairs) == pytest.approx(1 / 4 * 0.35 + 3 / 4 * (0.95 - 2 / 3))
    bins = reliability(pairs)
    assert [(one.n, round(one.low, 1), round(one.high, 1)) for one in bins] == [(1, 0.6, 0.7), (3, 0.9, 1.0)]
    assert (bins[1].confidence, bins[1].accuracy) == pytest.approx((0.95, 2 / 3))


def test_a_probability_on_the_edge_belongs_to_the_upper_bin() -> None:
    for edge in range(1, 10):
        (found,) = reliability([pair("yes", "yes", edge / 10 if edge > 3 else 0.5)])
        assert found.low == (edge / 10 if edge > 3 else 0.5)


def test_the_calibration_error_is_its_definition() -> None:
    pairs = random_pairs(500, 3)
    sure = [(max(p.probabilities.values()), p.answer in one.answers) for one, p in pairs if p.probabilities]
    total = 0.0
    for n in range(10):
        held = [(p, right) for p, right in sure if n / 10 <= p < (n + 1) / 10 or (n == 9 and p == 1)]
        if held:
            gap = abs(sum(right for _, right in held) / len(held) - sum(p for p, _ in held) / len(held))
            total += len(held) / len(sure) * gap
    assert known("ECE", pairs) == pytest.approx(total)


def test_brier_worked_by_hand() -> None:
    # right: (1 - .8)² + .1² + .1²; wrong: .8² + (1 - .1)² + .1²
    assert value("Brier", [pair("yes", "yes", 0.8)]) == pytest.approx(0.04 + 0.02)
    assert value("Brier", [pair("no", "yes", 0.8)]) == pytest.approx(0.64 + 0.81 + 0.01)


def test_brier_is_scikit_learns() -> None:
    from sklearn.metrics import brier_score_loss

    pairs = [one for one in random_pairs(300, 5) if one[1].probabilities]
    labels = sorted(CLASSES)
    shares = [[p.probabilities[label] for label in labels] for _, p in pairs]
    gold = [one.answers[0] for one, _ in pairs]
    expected = brier_score_loss(gold, np.array(shares), labels=labels, scale_by_half=False)
    assert known("Brier", pairs) == pytest.approx(expected)


def test_a_gold_option_without_a_probability_counts_as_0() -> None:
    assert value("Brier", [(example("D"), answered("A", probabilities={"A": 1.0}))]) == 2.0


def test_without_probabilities_or_confidence_there_is_no_calibration() -> None:
    pairs = [pair("yes", "yes"), pair("no", None)]
    assert [value(name, pairs) for name in ("ECE", "Brier", "aurc")] == [None, None, None]
    assert reliability(pairs) == ()
    assert risk_coverage(pairs) == ()
    assert [value(name, []) for name in ("ECE", "Brier", "aurc", "coverage", "macro_f1", "f1[yes]")] == [None] * 6


# --- confidence


def points(pairs: Pairs) -> list[float]:
    """The curve as coverage, risk, coverage, risk, …"""
    return [number for point in risk_coverage(pairs) for number in (point.coverage, point.risk)]


def test_risk_and_coverage_worked_by_hand() -> None:
    pairs = [
        pair("yes", said, None, confidence)
        for said, confidence in (("no", 0.2), ("yes", 0.9), ("no", 0.7), ("yes", 0.4))
    ]
    # surest first: right, wrong, right, wrong
    assert points(pairs) == pytest.approx([0.25, 0.0, 0.5, 0.5, 0.75, 1 / 3, 1.0, 0.5])
    assert value("aurc", pairs) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_tied_answers_share_their_errors_in_whatever_order_they_stand() -> None:
    pairs = [pair("yes", "yes", None, 0.5), pair("yes", "no", None, 0.5), pair("yes", "no", None, 0.9)]
    assert points(pairs) == pytest.approx([1 / 3, 1.0, 1.0, 2 / 3])
    # 1 wrong, then 1.5 of 2, then 2 of 3
    assert value("aurc", pairs) == pytest.approx((1 + 1.5 / 2 + 2 / 3) / 3)
    assert value("aurc", pairs[::-1]) == value("aurc", pairs)


def test_tied_errors_are_the_mean_over_all_orders() -> None:
    pairs = random_pairs(60, 11)
    rng = np.random.default_rng(0)
    judged = [(p.confidence or 0.0, p.answer not in one.answers) for one, p in pairs if p.answer]
    areas = []
    for _ in range(3000):
        noise = rng.random(len(judged)) * 1e-6
        order = np.argsort([-(confidence + extra) for (confidence, _), extra in zip(judged, noise, strict=True)])
        wrong = np.array([judged[n][1] for n in order], dtype=float)
        areas.append((np.cumsum(wrong) / np.arange(1, len(wrong) + 1)).mean())
    assert known("aurc", pairs) == pytest.approx(np.mean(areas), abs=1e-3)


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    pairs = [pair("yes", "yes" if n % 3 else "no", None, float(n)) for n in range(1000)]
    curve = risk_coverage(pairs)
    assert len(curve) == 200
    assert curve[0].coverage == 1 / 1000
    assert points(pairs)[-2:] == pytest.approx([1.0, 334 / 1000])


# --- resamples


def test_measures_take_pairs_in_any_order_and_with_repeats() -> None:
    pairs = random_pairs(50, 2)
    fresh = random_pairs(50, 2)
    rng = np.random.default_rng(1)
    for measure in ChoiceScorer(CLASSES).set_measures:
        assert measure.of(pairs[::-1]) == pytest.approx(measure.of(pairs))
        if measure.name != "aurc":  # its first point is of one answer, whatever their number
            assert measure.of([*pairs, *pairs]) == pytest.approx(measure.of(pairs))
        for _ in range(5):
            drawn = rng.integers(0, 50, 50)
            # what was read before does not matter: new measures over equal pairs say the same
            again = value(measure.name, [fresh[n] for n in drawn])
            assert measure.of([pairs[n] for n in drawn]) == pytest.approx(again)


def test_a_reader_meets_predictions_one_after_another() -> None:
    of = {measure.name: measure.of for measure in ChoiceScorer(CLASSES).set_measures}["micro_f1"]
    assert of([pair("yes", "yes")]) == 1.0
    assert of([pair("yes", "no")]) == 0.0
    assert of([pair("yes", "yes"), pair("yes", "no")]) == 0.5
