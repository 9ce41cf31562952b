"""Literature as training reads it: documents of files, folders or an index, and the prompt that a writing model is asked by.

Knows retrieval's documents and the agent's prompt; knows nothing of what is learnt from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from agent.prompting import instructions, question_text
from models.prompt import PromptPassage
from models.training.documents import TrainingDocument, TrainingSection
from retrieval.documents import Document, Section
from retrieval.errors import IndexForeign, IndexMissing
from retrieval.readers import FileFailed, LineFailed, ReadEvent


def training_documents(
    sources: Sequence[Path], on_failure: Callable[[str], None] = lambda sentence: None
) -> Iterator[TrainingDocument]:
    """The documents at each place: an index, or files, folders and archives of literature.

    Raises RetrievalError where a place does not exist. A file or a line that cannot be read is passed over, as in
    indexing, and told to `on_failure` in a sentence.
    """
    from retrieval.index import open_catalogue
    from retrieval.readers import read

    for place in sources:
        try:
            catalogue = open_catalogue(place) if place.is_dir() else None
        except (IndexMissing, IndexForeign):  # a folder of literature
            catalogue = None
        if catalogue is None:
            yield from map(_document, read([place], on_event=lambda event: _tell(event, on_failure)))
        else:
            for entry in catalogue.documents():
                yield _document(catalogue.document(entry.doc_id))
            catalogue.close()


def _tell(event: ReadEvent, on_failure: Callable[[str], None]) -> None:
    match event:
        case FileFailed(error=error):
            on_failure(f"{error.path} was left out: {error.reason}")
        case LineFailed(name=name, line=line, reason=reason):
            on_failure(f"{name}, line {line} was left out: {reason}")


def writing_prompt(question: str, passages: Sequence[PromptPassage], first: int = 1) -> tuple[str, str]:
    """What a writing model is asked at run time: the instructions; the passages, numbered from `first`, and the question."""
    shown = [(passage.heading, " ".join(passage.sentences)) for passage in passages]
    return instructions("write"), question_text(question, shown, first)


def _document(document: Document) -> TrainingDocument:
    sections = tuple(TrainingSection(_heading(section, document.title), section.text) for section in document.sections)
    return TrainingDocument(document.doc_id, document.title, sections, document.source)


def _heading(section: Section, title: str) -> str:
    """The section's own heading; "" where it has none but the title."""
    last = section.heading_path[-1] if section.heading_path else ""
    return "" if last == title else last
