"""Reads the test questions of TREC 2017 LiveQA's medical task, which consumers asked, with their reference answers.

The format is that of github.com/abachaa/LiveQA_MedicalTask_TREC2017 (Ben Abacha et al. 2017): NLM-QUESTION elements with
Original-Question (SUBJECT, MESSAGE), NIST-PARAPHRASE, NLM-Summary (in one of the two files), ANNOTATIONS (FOCUS, TYPE) and
ReferenceAnswers, each a ReferenceAnswer or RefAnswer with ANSWER and AnswerURL. Knows nothing of how answers are judged.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from evals.datasets.elements import attribute, named, root_of, words
from evals.datasets.files import gathered
from evals.errors import BadDataset
from evals.examples import Example

FORM = "LiveQA's test files hold NLM-QUESTION elements with an Original-Question and ReferenceAnswers"


def read_liveqa(path: Path, summaries: bool = False) -> tuple[Example, ...]:
    """The questions as they were asked (subject and message), or NLM's summaries of them.

    `answers` are all reference answers; `kind` and `topic` are the first question type and the category of the first
    focus. details holds subject, message, summary, paraphrase, and the references' ids and addresses.
    """
    examples = gathered(
        path, (_example(path, one, summaries) for one in named(root_of(path, FORM), "NLM-QUESTION")), FORM
    )
    if not any(example.answers for example in examples):
        raise BadDataset(path, "none of its questions has a ReferenceAnswer; give the task's test file.")
    return examples


def _example(path: Path, element: Element, summaries: bool) -> Example:
    qid, summary = attribute(element, "qid"), words(element, "NLM-Summary")
    subject, message = words(element, "SUBJECT"), words(element, "MESSAGE")
    if not qid:
        raise BadDataset(path, "one of its questions has no qid; give the file as it was published.")
    question = summary if summaries else "\n".join(text for text in (subject, message) if text)
    if not question:
        lacking = "an NLM-Summary; give the file with summaries" if summaries else "a SUBJECT or MESSAGE; correct it"
        raise BadDataset(path, f"its question {qid!r} has not {lacking}.")
    references = [one for one in named(element, "ReferenceAnswer", "RefAnswer") if words(one, "ANSWER")]
    return Example(
        example_id=qid,
        question=question,
        answers=tuple(words(one, "ANSWER") for one in references),
        group=qid,
        kind=words(element, "TYPE"),
        topic=next((attribute(one, "fcategory") for one in named(element, "FOCUS")), ""),
        details={
            "subject": subject,
            "message": message,
            "summary": summary,
            "paraphrase": words(element, "NIST-PARAPHRASE"),
            "references": [{"id": attribute(one, "aid"), "url": words(one, "AnswerURL")} for one in references],
        },
    )
