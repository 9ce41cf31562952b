"""Does the agent say that it has no answer when it has none, and only then?

Pure counts over pairs of example and prediction. An example's answer is `ANSWERABLE` or `UNANSWERABLE`; not to answer, be
it as an abstention or a refusal, counts as abstaining. Knows nothing of how an answer came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.answer import DOUBT
from evals.examples import Example, Prediction, Score, Status
from evals.task import SetMeasure

ANSWERABLE, UNANSWERABLE = "answerable", "unanswerable"
FALSE_ABSTENTIONS = 0.1  # the share of answerable questions that one lets go in `recall_at_10%`

Pairs = Sequence[tuple[Example, Prediction]]


@dataclass(frozen=True, slots=True)
class AbstentionScorer:
    """`right`: what can be answered was answered, and what cannot was not.

    Over the set: precision, recall and F1 of abstaining, with the unanswerable as the class that is looked for;
    `false_abstention`: the share of the answerable that was not answered; `answered_right_source`: the share of the
    answerable that was answered with one of `details["docs"]` among its sources; `undoubted`: the share of the unanswerable
    that was answered without a word of doubt, and `doubted`: that of the answerable with one; `recall_at_10%`, where every
    prediction has a confidence: the share of the unanswerable that falls below the threshold which gives up at most 10% of
    the answerable. A measure whose denominator is 0 is None.
    """

    measures: tuple[str, ...] = field(default=("right",), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset({"false_abstention", "undoubted", "doubted"}), init=False)

    @property
    def set_measures(self) -> tuple[SetMeasure, ...]:
        return (
            SetMeasure("abstention_precision", precision),
            SetMeasure("abstention_recall", recall),
            SetMeasure("abstention_f1", f1),
            SetMeasure("false_abstention", false_abstention),
            SetMeasure("answered_right_source", answered_right_source),
            SetMeasure("undoubted", undoubted),
            SetMeasure("doubted", doubted),
            SetMeasure("recall_at_10%", recall_at_false_abstentions),
        )

    def score(self, example: Example, prediction: Prediction) -> Score:
        right = abstained(prediction) is not _can(example)
        note = "" if right else "not answered" if _can(example) else "answered what it cannot know"
        return Score(prediction.example_id, prediction.arm, {"right": float(right)}, note)


def abstained(prediction: Prediction) -> bool:
    return prediction.status in (Status.ABSTAINED, Status.REFUSED)


def precision(pairs: Pairs) -> float | None:
    """Of what was abstained from, the share that is unanswerable."""
    return _share([not _can(example) for example, prediction in pairs if abstained(prediction)])


def recall(pairs: Pairs) -> float | None:
    """Of the unanswerable, the share that was abstained from."""
    return _share([abstained(prediction) for example, prediction in pairs if not _can(example)])


def f1(pairs: Pairs) -> float | None:
    """2 × right abstentions / (abstentions + unanswerable)."""
    right = sum(abstained(prediction) and not _can(example) for example, prediction in pairs)
    both = sum(abstained(prediction) + (not _can(example)) for example, prediction in pairs)
    return 2 * right / both if both else None


def false_abstention(pairs: Pairs) -> float | None:
    """Of the answerable, the share that was abstained from."""
    return _share([abstained(prediction) for example, prediction in pairs if _can(example)])


def answered_right_source(pairs: Pairs) -> float | None:
    """Of the answerable, the share that was answered from a document that answers."""
    return _share(
        [
            not abstained(prediction) and not _sources(prediction).isdisjoint(example.details["docs"])
            for example, prediction in pairs
            if _can(example)
        ]
    )


def undoubted(pairs: Pairs) -> float | None:
    """Of the unanswerable, the share that was answered as if that were sure."""
    return _share([not (abstained(p) or _unsure(p)) for example, p in pairs if not _can(example)])


def doubted(pairs: Pairs) -> float | None:
    """Of the answerable, the share that was answered with doubt."""
    return _share([not abstained(p) and _unsure(p) for example, p in pairs if _can(example)])


def recall_at_false_abstentions(pairs: Pairs, share: float = FALSE_ABSTENTIONS) -> float | None:
    """Of the unanswerable, the share below the highest threshold that leaves at most `share` of the answerable below it."""
    can = sorted(p.confidence for example, p in pairs if _can(example) and p.confidence is not None)
    cannot = [p.confidence for example, p in pairs if not _can(example) and p.confidence is not None]
    if not can or not cannot or len(can) + len(cannot) < len(pairs):
        return None
    threshold = can[int(share * len(can))]
    return sum(confidence < threshold for confidence in cannot) / len(cannot)


def _can(example: Example) -> bool:
    return example.answers == (ANSWERABLE,)


def _unsure(prediction: Prediction) -> bool:
    """Whether doubt was told: of what was not quoted there is none to tell."""
    last = prediction.turns[-1] if prediction.turns else {}
    return bool(last.get("sentences")) and last.get("surety") is not None and bool(last["surety"] < DOUBT)


def _sources(prediction: Prediction) -> set[str]:
    """The documents of the last reply."""
    return {source["doc_id"] for turn in prediction.turns[-1:] for source in turn["sources"]}


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None
