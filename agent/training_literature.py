"""Literature as training reads it: documents of files, folders or an index, and the prompt that a writing model is asked by.

Knows retrieval's documents and the agent's prompt; knows nothing of what is learnt from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from agent.answering import prompt_for
from models.prompt import PromptPassage
from models.training.documents import TrainingDocument, TrainingSection
from retrieval.documents import Document, Section
from retrieval.errors import IndexForeign, IndexMissing


def training_documents(sources: Sequence[Path]) -> Iterator[TrainingDocument]:
    """The documents at each place: an index, or files, folders and archives of literature.

    Raises RetrievalError where a place does not exist. A file that cannot be read is passed over, as in indexing.
    """
    from retrieval.index import open_catalogue
    from retrieval.readers import read

    for place in sources:
        try:
            catalogue = open_catalogue(place) if place.is_dir() else None
        except (IndexMissing, IndexForeign):  # a folder of literature
            catalogue = None
        if catalogue is None:
            yield from map(_document, read([place]))
        else:
            for entry in catalogue.documents():
                yield _document(catalogue.document(entry.doc_id))
            catalogue.close()


def writing_prompt(question: str, passages: Sequence[PromptPassage]) -> str:
    """What a writing model is asked at run time: the passages numbered from 1, and the question."""
    shown = [(passage.heading, " ".join(passage.sentences)) for passage in passages]
    return prompt_for("write", question, shown)


def _document(document: Document) -> TrainingDocument:
    sections = tuple(TrainingSection(_heading(section, document.title), section.text) for section in document.sections)
    return TrainingDocument(document.doc_id, document.title, sections, document.source)


def _heading(section: Section, title: str) -> str:
    """The section's own heading; "" where it has none but the title."""
    last = section.heading_path[-1] if section.heading_path else ""
    return "" if last == title else last
