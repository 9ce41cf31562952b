"""PubMed files that are hostile, damaged or endless: only typed errors leave the reader, and its memory stays small."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import FileFailed, FileRead, FileSkipped, ReadEvent, read, xml_stream
from retrieval.readers.content import Content, LeftOut, Nothing, Origin
from retrieval.readers.pubmed import documents
from tests.retrieval.readers.pubmed_samples import HEAD, PUBMED, TRIAL, article_set, record
from tests.retrieval.readers.test_pubmed import outcomes

LAUGHS = "<!DOCTYPE PubmedArticleSet [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE: dict[str, str | bytes] = {
    "an entity of its own": LAUGHS + "]><PubmedArticleSet>" + record(title="&i;") + "</PubmedArticleSet>",
    "an entity in an attribute": LAUGHS + "]><PubmedArticleSet a='&i;'>" + record() + "</PubmedArticleSet>",
    "a file of this machine": (
        "<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><PubmedArticleSet>"
        + record(title="&x;")
        + "</PubmedArticleSet>"
    ),
    "a parameter entity": (
        "<!DOCTYPE PubmedArticleSet [<!ENTITY % x SYSTEM 'http://example.org/x.dtd'>%x;]><PubmedArticleSet>"
        + record()
        + "</PubmedArticleSet>"
    ),
    "elements without end": "<PubmedArticleSet>" + "<a>" * 100_000,
    "an attribute without end": f"<PubmedArticleSet><PubmedArticle a='{'x' * 11_000_000}'/></PubmedArticleSet>",
    "a wrong encoding": article_set(record(title="caf\xe9")).replace("UTF-8", "utf-8").encode("latin-1"),
    "an unknown encoding": article_set(record()).replace("UTF-8", "klingon"),
    "cut short": article_set(record(), TRIAL)[:-200],
    "another thing": "<eFetchResult><ERROR>no</ERROR></eFetchResult>",
    "nothing": "",
    "blanks": "   \n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_a_read_error(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        outcomes(HOSTILE[name])
    assert "passwd" not in str(caught.value) and len(str(caught.value)) < 400


def test_a_record_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "LARGEST_RECORD", 2**20)
    with pytest.raises(ReadError, match="without the end of a record"):
        outcomes("<PubmedArticleSet><PubmedArticle>" + "<b>text</b>" * 200_000)


def test_a_gzip_file_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    rng = random.Random(7)
    many = [
        record(n, abstract=f"<Abstract><AbstractText>{rng.random()} of it.</AbstractText></Abstract>")
        for n in range(1, 1_200)
    ]
    path = tmp_path / "pubmed25n0001.xml.gz"
    path.write_bytes(gzip.compress(article_set(*many).encode())[:-5_000])
    events: list[ReadEvent] = []
    found = list(read([path], on_event=events.append))
    failed = next(event for event in events if isinstance(event, FileFailed))
    assert "is damaged or cut short" in failed.error.reason
    assert 0 < len(found) == failed.documents < len(many)


class Endless(io.RawIOBase):
    """A stream of so many articles, made as it is read."""

    def __init__(self, count: int) -> None:
        self._parts = self._made(count)
        self._left = b""

    @staticmethod
    def _made(count: int) -> Iterator[bytes]:
        yield f"{HEAD}<PubmedArticleSet>".encode()
        for number in range(1, count + 1):
            filler = "<AbstractText>It was seen in one of them and in no other.</AbstractText>" * 4
            yield record(number, f"Article {number}.", f"<Abstract>{filler}</Abstract>").encode()
        yield b"</PubmedArticleSet>"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)


def resident() -> int:
    """Bytes of this process in memory, the XML parser's own included."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize("count", [1_200, pytest.param(200_000, marks=pytest.mark.slow)])
def test_memory_does_not_grow_with_the_file(count: int) -> None:
    content = Content(Origin("big.xml", ("big.xml",)), io.BufferedReader(Endless(count), 65_536))
    stream = documents(content, {})
    for _ in range(300):
        next(stream)
    on_linux = Path("/proc/self/statm").exists()
    before = resident() if on_linux else 0
    if count < 10_000:  # it makes reading five times slower
        tracemalloc.start()
    found = sum(isinstance(outcome, Document) for outcome in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == count - 300
    assert peak < 16_000_000
    assert not on_linux or resident() - before < 64_000_000


CHANGES = st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=8)


@settings(max_examples=50, deadline=None)
@given(changes=CHANGES, packed=st.booleans())
def test_only_read_errors_leave_a_damaged_file(
    changes: list[tuple[int, int, bytes]], packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = gzip.compress(PUBMED.encode()) if packed else PUBMED.encode()
    for position, length, replacement in changes:
        at = position % len(data)
        data = data[:at] + replacement + data[at + length :]
    path = tmp_path_factory.mktemp("damaged") / ("a.xml.gz" if packed else "a.xml")
    path.write_bytes(data)
    events: list[ReadEvent] = []
    for document in read([path], on_event=events.append):
        assert document.sections and document.title
    assert sum(isinstance(event, FileRead | FileSkipped | FileFailed) for event in events) == 1


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(title=WORDS, text=WORDS)
def test_any_words_come_through(title: str, text: str) -> None:
    from xml.sax.saxutils import escape

    found = outcomes(
        article_set(
            record(title=escape(title), abstract=f"<Abstract><AbstractText>{escape(text)}</AbstractText></Abstract>")
        )
    )
    for outcome in found:
        assert isinstance(outcome, Document | LeftOut | Nothing)
        if isinstance(outcome, Document):
            assert outcome.sections[0].text == " ".join(outcome.sections[0].text.split())
