"""Reads questions answered by a span of a text: SQuAD 1.1 and 2.0, and sets in their format, such as COVID-QA.

The format is that of rajpurkar.github.io/SQuAD-explorer: {"data": [{title, paragraphs: [{context, qas: [{id, question,
answers: [{text, answer_start}], is_impossible, plausible_answers}]}]}]}; COVID-QA adds a document_id to the paragraph. The
context is cut as literature is (`retrieval.chunking`). Knows nothing of how answers are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.datasets.files import gathered, json_record
from evals.datasets.records import Record
from evals.examples import Example, Given
from retrieval.chunking import passages
from retrieval.documents import Document, Passage, Section, Span

FORM = "SQuAD's files hold a list 'data' of articles with paragraphs of context and qas"


@dataclass(frozen=True, slots=True)
class _Context:
    """A paragraph of the file, or a whole article, and the passages that it is cut into."""

    group: str
    title: str
    text: str
    pieces: tuple[Passage, ...]


def read_squad(path: Path) -> tuple[Example, ...]:
    """All questions. An unanswerable one has no answers, and details["unanswerable"] is true.

    `passages` are the pieces of the context that overlap an answer; for an unanswerable question those that overlap a
    plausible answer, else all of them. details["context_passages"] is how many pieces the context has. Items of one
    article are of one group.
    """
    return gathered(path, _examples(json_record(path, FORM)), FORM)


def _examples(whole: Record) -> Iterator[Example]:
    for number, article in enumerate(whole.listed("data")):
        for place, paragraph in enumerate(article.listed("paragraphs")):
            context = _context(article, paragraph, number, place)
            for question in paragraph.listed("qas"):
                yield _example(question, context)


def _context(article: Record, paragraph: Record, number: int, place: int) -> _Context:
    paragraph.text("context")
    text = str(paragraph.fields["context"])  # as it stands: the answers are counted from its first character
    title = article.optional("title")
    named = paragraph.identifier("document_id") if "document_id" in paragraph.fields else ""
    group = named or title or str(number)
    document = Document(f"{group}/{place}", title, (Section((), text),), "squad")
    return _Context(group, title, text, passages(document))


def _example(record: Record, context: _Context) -> Example:
    example_id = record.identifier("id")
    answers = record.listed("answers")
    unanswerable = "is_impossible" in record.fields and record.flag("is_impossible")
    if bool(answers) == unanswerable:
        told = (
            "it is marked as impossible and has answers" if answers else "it has no answer and is not marked impossible"
        )
        raise record.refused(told)
    located = record.listed("plausible_answers") if unanswerable and "plausible_answers" in record.fields else answers
    return Example(
        example_id=example_id,
        question=record.text("question"),
        answers=tuple(dict.fromkeys(answer.text("text") for answer in answers)),
        passages=_overlapping(context, [_span(answer, context.text) for answer in located]),
        group=context.group,
        details={
            "unanswerable": unanswerable,
            "is_impossible": unanswerable,  # as the file calls it, and the scorer of spans
            "context_passages": len(context.pieces),
        },
    )


def _span(answer: Record, context: str) -> Span:
    """Where the answer stands: its occurrence nearest to where the file says, else the place that the file says.

    Of COVID-QA's answers one in six begins with white space that `answer_start` does not count.
    """
    text, told = answer.text("text"), answer.whole_number("answer_start")
    before, after = context.rfind(text, 0, told + len(text)), context.find(text, max(told, 0))
    found = [start for start in (before, after) if start >= 0]
    start = min(found, key=lambda place: abs(place - told)) if found else told
    if not 0 <= start < len(context):
        raise answer.refused(f"its answer at {told} lies outside the context")
    return Span(start, start + len(text))


def _overlapping(context: _Context, spans: Sequence[Span]) -> tuple[Given, ...]:
    """The pieces that share a character with any of the spans; all of them where there is no span."""
    return tuple(
        Given(piece.text, context.title, piece.passage_id)
        for piece in context.pieces
        if not spans or any(s.start < piece.start + len(piece.text) and piece.start < s.end for s in spans)
    )
