"""Reads MEDIQA 2019's task 3: consumer questions with answers that a system found and people graded and ranked.

The format is that of github.com/abachaa/MEDIQA2019 (Ben Abacha et al. 2019): Question (QID) with QuestionText and an
AnswerList of Answer (AID, SystemRank, ReferenceRank, ReferenceScore) with AnswerURL and AnswerText. A score is 4 excellent,
3 correct but incomplete, 2 related, 1 incorrect, and may stand as "4-Excellent". Knows nothing of measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from evals.datasets.elements import attribute, named, root_of, words
from evals.datasets.files import gathered
from evals.errors import BadDataset
from evals.examples import Example, Given, Json

FORM = "MEDIQA's task 3 files hold Question elements with a QuestionText and an AnswerList of graded answers"
CORRECT = 3  # the least score of an answer that the task counts as correct


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One answer that the task's system found; `rank` is the reference's, `score` 1 to 4."""

    answer_id: str
    text: str
    url: str
    system_rank: int
    rank: int
    score: int

    def to_json(self) -> Json:
        return {
            "id": self.answer_id,
            "text": self.text,
            "url": self.url,
            "system_rank": self.system_rank,
            "reference_rank": self.rank,
            "reference_score": self.score,
        }


def read_mediqa(path: Path) -> tuple[Example, ...]:
    """The questions of a file with labels. `answers` and `passages` are the correct answers, best first.

    details["candidates"] holds all answers in the system's order, as id, text, url, system_rank, reference_rank and
    reference_score. A question none of whose answers is correct stays, unscored.
    """
    return gathered(path, (_example(path, one) for one in named(root_of(path, FORM), "Question")), FORM)


def _example(path: Path, element: Element) -> Example:
    qid, question = attribute(element, "QID"), words(element, "QuestionText")
    if not (qid and question):
        raise BadDataset(path, f"one of its questions has no QID or no QuestionText; {FORM}.")
    candidates = sorted((_candidate(path, one) for one in named(element, "Answer")), key=lambda one: one.system_rank)
    if not candidates:
        raise BadDataset(path, f"its question {qid!r} has no Answer; {FORM}.")
    correct = sorted((one for one in candidates if one.score >= CORRECT), key=lambda one: one.rank)
    return Example(
        example_id=qid,
        question=question,
        answers=tuple(one.text for one in correct),
        passages=tuple(Given(one.text, "", one.answer_id) for one in correct),
        group=qid,
        details={"candidates": [one.to_json() for one in candidates]},
    )


def _candidate(path: Path, element: Element) -> _Candidate:
    return _Candidate(
        answer_id=attribute(element, "AID"),
        text=words(element, "AnswerText"),
        url=words(element, "AnswerURL"),
        system_rank=_number(path, element, "SystemRank"),
        rank=_number(path, element, "ReferenceRank"),
        score=_number(path, element, "ReferenceScore"),
    )


def _number(path: Path, element: Element, name: str) -> int:
    said = attribute(element, name)
    digits = said.partition("-")[0].strip()
    if not (digits.isascii() and digits.isdigit()):
        what = f"has {said!r} as" if said else "has no"
        raise BadDataset(path, f"its answer {attribute(element, 'AID')!r} {what} {name}; give the file with labels.")
    return int(digits)
