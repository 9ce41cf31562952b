"""Predictions and scores become a `TaskResult`: estimates, how predictions ended, slices, curves, comparisons. Pure.

Knows nothing of files, models or pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from evals.examples import Example, Prediction, Score, Status
from evals.intervals import estimate, holm, paired, set_estimate
from evals.results import ArmResult, Comparison, Estimate, Item, Slice, TaskResult
from evals.task import Scorer, SetMeasure, Task

SCORABLE = frozenset({Status.ANSWERED, Status.ABSTAINED, Status.REFUSED})
MOST_PARTS = 12  # of one slicing: beyond that a table tells nothing
_LENGTHS = ((10, "up to 10 words"), (25, "11 to 25 words"), (60, "26 to 60 words"))
_LONGER = "more than 60 words"


def score_items(
    task: Task, examples: Sequence[Example], predictions: Mapping[str, Mapping[str, Prediction]]
) -> tuple[Item, ...]:
    """Every example with its predictions (by arm, then by example id) and their scores; what cannot be scored has none."""
    return tuple(_item(task.scorer, example, predictions) for example in examples)


def _item(scorer: Scorer, example: Example, predictions: Mapping[str, Mapping[str, Prediction]]) -> Item:
    own = {arm: made[example.example_id] for arm, made in predictions.items() if example.example_id in made}
    return Item(example, own, {arm: scored(scorer, example, prediction) for arm, prediction in own.items()})


def scored(scorer: Scorer, example: Example, prediction: Prediction) -> Score:
    """The score of one prediction; without any value where it did not end in a way that can be scored."""
    if prediction.status in SCORABLE:
        return scorer.score(example, prediction)
    note = prediction.error if prediction.status is Status.ERROR else "what came is no answer of the form asked for"
    return Score(example.example_id, prediction.arm, dict.fromkeys(scorer.measures), note)


def analyse(task: Task, items: Sequence[Item], data_sha256: str = "", notes: Sequence[str] = ()) -> TaskResult:
    """All figures of one task, from its scored items."""
    arms = [arm for arm in task.arms if any(arm in item.predictions for item in items)]
    main = task.scorer.measures[0]
    return TaskResult(
        task=task.name,
        title=task.title,
        main=main,
        lower_is_better=task.scorer.lower_is_better,
        arms={arm: _arm(task.scorer, arm, items) for arm in arms},
        comparisons=corrected(list(_between_arms(task, arms, items))),
        data_sha256=data_sha256,
        notes=tuple(notes),
    )


def compare_items(
    task: str, measures: Sequence[str], ours: tuple[str, Sequence[Item]], theirs: tuple[str, Sequence[Item]]
) -> tuple[Comparison, ...]:
    """Two runs of one task, arm by arm and measure by measure, over the items that both have scored. Not yet corrected."""
    (our_name, our_items), (their_name, their_items) = ours, theirs
    other = {item.example.example_id: item for item in their_items}
    pairs = [(item, other[item.example.example_id]) for item in our_items if item.example.example_id in other]
    arms = [arm for arm in _arms(our_items) if any(arm in item.scores for item in their_items)]
    found = []
    for arm in arms:
        for measure in measures:
            values = [
                (a, b, ours_item.example.group)
                for ours_item, theirs_item in pairs
                if (a := _value(ours_item, arm, measure)) is not None
                and (b := _value(theirs_item, arm, measure)) is not None
            ]
            if values:
                found.append(_comparison(task, measure, f"{our_name} {arm}", f"{their_name} {arm}", values))
    return tuple(found)


def corrected(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """The comparisons with Holm's correction over all of them."""
    values = holm([comparison.p for comparison in comparisons])
    return tuple(replace(one, p_corrected=p) for one, p in zip(comparisons, values, strict=True))


def _arm(scorer: Scorer, arm: str, items: Sequence[Item]) -> ArmResult:
    from evals.scoring.choice import confusion, reliability, risk_coverage

    own = [item for item in items if arm in item.predictions]
    made = [item.predictions[arm] for item in own]
    pairs = [
        (item.example, prediction) for item, prediction in zip(own, made, strict=True) if prediction.status in SCORABLE
    ]
    answered = [pair for pair in pairs if pair[1].status is Status.ANSWERED]
    chosen = [(e, p) for e, p in answered if any(p.answer == option.label for option in e.options)]
    sure = [pair for pair in chosen if pair[1].probabilities]
    confident = [pair for pair in chosen if pair[1].confidence is not None]
    return ArmResult(
        arm=arm,
        n=len(own),
        statuses=dict(Counter(p.status for p in made)),
        estimates={**_estimates(scorer, arm, own), **_set_estimates(scorer.set_measures, pairs, len(own))},
        slices=tuple(_slices(scorer.measures[0], arm, own)),
        confusion=confusion(chosen) if 0 < len({p.answer for _, p in chosen}) <= MOST_PARTS else {},
        reliability=reliability(sure) if sure else (),
        risk_coverage=risk_coverage(confident) if confident else (),
        seconds=sum(p.seconds for p in made),
    )


def _estimates(scorer: Scorer, arm: str, items: Sequence[Item]) -> dict[str, Estimate]:
    groups = [item.example.group for item in items]
    return {measure: estimate([_value(item, arm, measure) for item in items], groups) for measure in scorer.measures}


def _set_estimates(
    measures: Sequence[SetMeasure], pairs: Sequence[tuple[Example, Prediction]], n: int
) -> dict[str, Estimate]:
    groups = [example.group for example, _ in pairs]
    return {measure.name: set_estimate(pairs, groups, measure.of, n) for measure in measures}


def _slices(measure: str, arm: str, items: Sequence[Item]) -> Iterator[Slice]:
    """The main measure by what divides the items, where that makes at least two parts and not too many."""
    divisions = {
        "kind": [item.example.kind for item in items],
        "topic": [item.example.topic for item in items],
        "length": [_length(item.example.question) for item in items],
        "retrieved": [_retrieved(item.predictions[arm]) for item in items],
    }
    for by, parts in divisions.items():
        names = [name for name, _ in Counter(part for part in parts if part).most_common(MOST_PARTS)]
        if len(names) < 2:
            continue
        for name in names:
            own = [item for item, part in zip(items, parts, strict=True) if part == name]
            yield Slice(by, name, estimate([_value(i, arm, measure) for i in own], [i.example.group for i in own]))


def _length(question: str) -> str:
    words = len(question.split())
    return next((name for most, name in _LENGTHS if words <= most), _LONGER)


def _retrieved(prediction: Prediction) -> str:
    return "with passages" if prediction.evidence else "without passages"


def _between_arms(task: Task, arms: Sequence[str], items: Sequence[Item]) -> Iterator[Comparison]:
    """Each later arm less each earlier one: what retrieval gives, what the right passage would."""
    for measure in task.compared or task.scorer.measures[:1]:
        for first, second in combinations(arms, 2):
            values = [
                (a, b, item.example.group)
                for item in items
                if (a := _value(item, second, measure)) is not None and (b := _value(item, first, measure)) is not None
            ]
            if values:
                yield _comparison(task.name, measure, second, first, values)


def _comparison(
    task: str, measure: str, ours: str, theirs: str, values: Sequence[tuple[float, float, str]]
) -> Comparison:
    found = paired([a for a, _, _ in values], [b for _, b, _ in values], [group for _, _, group in values])
    return Comparison(task, measure, ours, theirs, found.difference, found.low, found.high, found.p, found.p, found.n)


def _value(item: Item, arm: str, measure: str) -> float | None:
    score = item.scores.get(arm)
    return None if score is None else score.values.get(measure)


def _arms(items: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(arm for item in items for arm in item.scores))
