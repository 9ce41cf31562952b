"""The publishers' own archives, read whole: how many documents there are, and that none is empty or unnamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.chunking import passages
from retrieval.readers import FileSkipped, ReadEvent, ReadTally, read

pytestmark = [pytest.mark.shared_data, pytest.mark.slow]


@pytest.mark.parametrize(
    ("name", "documents", "skipped"),
    [
        ("MedQuAD-master.zip", 5490, 5785),
        ("osbooks-anatomy-physiology.zip", 197, 3),
        ("osbooks-nursing-external-bundle.zip", 487, 9),
        ("pmc-oa-jats-400.zip", 400, 0),
    ],
)
def test_an_archive_as_it_is_shipped(name: str, documents: int, skipped: int, shared_data: Path) -> None:
    events: list[ReadEvent] = []
    tally = ReadTally()
    answered = 0
    for document in read([shared_data / "native" / name], on_event=events.append):
        assert document.doc_id and document.title and document.publisher
        assert all(section.text.strip() and section.heading_path for section in document.sections)
        assert passages(document)
        answered += len(document.sections)
    for event in events:
        tally = tally.plus(event)
    assert (tally.documents, tally.skipped, tally.failed) == (documents, skipped, 0)
    if name.startswith("MedQuAD"):
        assert answered == 16_423  # 16,407 pairs in its usual form, 16 in four files of an older one
        assert sum("answer" in event.reason for event in events if isinstance(event, FileSkipped)) == 5778
