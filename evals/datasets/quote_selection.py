"""Reads questions with the passages that were retrieved for them, and which of their sentences answer. JSON lines:

`question`; `passages`, each with `text` (or a list `sentences`), and `title` or `heading`; and what is right, any of:
`relevant`, sentences as [passage, sentence] or spans as [passage, start, end]; `reference`, an answer or several; and
`answerable`. Items of one `group` (a document, a patient) are resampled together, and `source` divides the error analysis.
Knows nothing of how sentences are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.examples import Example, Given
from evals.scoring.abstention import ANSWERABLE, UNANSWERABLE
from retrieval.sentences import split_sentences

FORM = "a file of quote selection holds lines of question, passages, and relevant, reference or answerable"


def read_quote_selection(path: Path) -> tuple[Example, ...]:
    """details["relevant"] are spans [passage, start, end], details["reference"] texts; `answers` says if any answers."""
    return gathered(path, _examples(path), FORM)


def _examples(path: Path) -> Iterator[Example]:
    for number, record in enumerate(json_lines(path, FORM), start=1):
        passages = tuple(_given(one) for one in record.listed("passages"))
        sentences = [_spans(one, given.text) for one, given in zip(record.listed("passages"), passages, strict=True)]
        relevant = [_span(record, place, sentences) for place in _places(record)]
        reference = record.texts("reference") if record.fields.get("reference") is not None else ()
        told = record.fields.get("answerable")
        answerable = record.flag("answerable") if told is not None else bool(relevant or reference)
        yield Example(
            example_id=record.identifier("id") if record.fields.get("id") is not None else str(number),
            question=record.text("question"),
            answers=(ANSWERABLE if answerable else UNANSWERABLE,),
            passages=passages,
            group=record.optional("group"),
            topic=record.optional("source"),
            kind="answerable" if answerable else "unanswerable",
            details={"relevant": relevant, "reference": list(reference), "has_relevant": "relevant" in record.fields},
        )


def _given(record: Record) -> Given:
    text = " ".join(record.texts("sentences")) if "sentences" in record.fields else record.text("text")
    return Given(text, record.optional("heading") or record.optional("title"))


def _spans(record: Record, text: str) -> list[tuple[int, int]]:
    """Where each sentence stands in the passage's text."""
    if "sentences" not in record.fields:
        return [(span.start, span.end) for span in split_sentences(text)]
    found, at = [], 0
    for sentence in record.texts("sentences"):
        found.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return found


def _places(record: Record) -> list[list[int]]:
    places = record.fields.get("relevant") or []
    whole = isinstance(places, list) and all(
        isinstance(one, list) and len(one) in (2, 3) and all(type(n) is int for n in one) for one in places
    )
    if not whole:
        raise record.refused("its 'relevant' is not a list of [passage, sentence] or [passage, start, end]")
    return list(places) if isinstance(places, list) else []


def _span(record: Record, place: list[int], sentences: list[list[tuple[int, int]]]) -> list[int]:
    passage, *rest = place
    if not 0 <= passage < len(sentences):
        raise record.refused(f"its 'relevant' names passage {passage}, and there are {len(sentences)}")
    if len(rest) == 2:
        return [passage, *rest]
    if not 0 <= rest[0] < len(sentences[passage]):
        raise record.refused(f"its 'relevant' names sentence {rest[0]} of passage {passage}, which has fewer")
    return [passage, *sentences[passage][rest[0]]]
