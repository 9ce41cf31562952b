"""Segments, checkpoints, tombstones and ledgers: what adding writes, what it leaves alone, and how it goes on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.dense import DenseSegment
from retrieval.documents import Document, Passage, Section, SourcePage
from retrieval.encoding import HashingEncoder, Vectors
from retrieval.errors import ReadError
from retrieval.filters import Filters
from retrieval.index import Index, open_catalogue
from retrieval.merging import MOST_SEGMENTS, Size, to_merge
from tests.retrieval.literature import document, documents

TITLES = tuple(f"Topic {number}" for number in range(12))


class CountingEncoder(HashingEncoder):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode(texts)


def segments(folder: Path) -> list[str]:
    return [segment.name for segment in open_catalogue(folder).manifest.segments]


def test_adding_writes_a_new_segment_and_leaves_the_others_alone(in_memory: Path) -> None:
    Index.add(in_memory, documents(), HashingEncoder())
    before = {path: path.stat().st_mtime_ns for path in (in_memory / "segments/seg-000001").rglob("*")}
    Index.add(in_memory, [document("Eczema"), document("Gout", "Changed.")], HashingEncoder())
    assert segments(in_memory) == ["seg-000001", "seg-000002"]
    assert {path: path.stat().st_mtime_ns for path in before} == before
    info = open_catalogue(in_memory).info()
    assert (info.documents, info.passages, info.removed) == (6, 12, 2)


def test_a_checkpoint_is_published_every_so_many_passages(in_memory: Path) -> None:
    told: list[int] = []
    Index.add(
        in_memory,
        documents(TITLES),
        HashingEncoder(),
        lambda progress: told.append(progress.passages_done) if progress.stage == "writing" else None,
        checkpoint_passages=8,
    )
    assert told == [8, 16, 24]
    assert open_catalogue(in_memory).verify().documents == 12


def test_an_add_that_failed_goes_on_from_its_last_checkpoint(in_memory: Path) -> None:
    def failing() -> Iterator[Document]:
        yield from documents(TITLES[:9])
        raise ReadError("scurvy.xml", "is not XML")

    with pytest.raises(ReadError):
        Index.add(in_memory, failing(), HashingEncoder(), checkpoint_passages=4)
    assert open_catalogue(in_memory).verify().documents == 8
    encoder = CountingEncoder()
    summary = Index.add(in_memory, documents(TITLES), encoder, checkpoint_passages=4)
    assert (summary.added, summary.unchanged, len(encoder.texts)) == (4, 8, 8)
    assert open_catalogue(in_memory).verify().documents == 12


def test_documents_are_listed_as_they_were_added_however_often_segments_merge(in_memory: Path) -> None:
    for title in TITLES:
        Index.add(in_memory, [document(title)], HashingEncoder())
    Index.add(in_memory, [document("Topic 3", "Changed.")], HashingEncoder())
    assert len(segments(in_memory)) <= MOST_SEGMENTS
    listed = [entry.title for entry in open_catalogue(in_memory).documents()]
    assert listed == [title for title in TITLES if title != "Topic 3"] + ["Topic 3"]
    assert open_catalogue(in_memory).verify().documents == 12


def test_merging_encodes_nothing_and_changes_no_passage_and_no_score(in_memory: Path) -> None:
    Index.add(in_memory, documents(TITLES), HashingEncoder(), checkpoint_passages=4)
    Index.remove(in_memory, ["topic-5"])
    index = Index.open(in_memory, HashingEncoder())
    before = [index.search(f"tiredness {title}", 5) for title in TITLES]
    done = Index.compact(in_memory)
    assert (done.segments_before > 1, done.segments) == (True, 1)
    assert open_catalogue(in_memory).info().removed == 0
    index = Index.open(in_memory, HashingEncoder())
    after = [index.search(f"tiredness {title}", 5) for title in TITLES]
    assert [{hit.passage for hit in hits} for hits in after] == [{hit.passage for hit in hits} for hits in before]
    assert [[hit.dense_score for hit in hits] for hits in after] == [[h.dense_score for h in hits] for hits in before]
    assert index.verify().documents == 11


def test_rows_are_never_used_twice(in_memory: Path) -> None:
    used: dict[int, str] = {}
    for number in range(18):
        Index.add(in_memory, [document(f"Topic {number}")], HashingEncoder())
        for segment in open_catalogue(in_memory).manifest.segments:
            for row in range(segment.first_row, segment.first_row + segment.passages):
                assert used.setdefault(row, segment.name) == segment.name


def test_a_segment_that_is_mostly_removed_is_written_anew(in_memory: Path) -> None:
    Index.add(in_memory, documents(TITLES), HashingEncoder())
    Index.remove(in_memory, [f"topic-{number}" for number in range(7)])
    assert open_catalogue(in_memory).info().removed == 0
    assert segments(in_memory) == ["seg-000002"]


def test_a_document_given_again_before_the_checkpoint_and_after_it(in_memory: Path) -> None:
    versions = [document("Gout", f"Version {number} of the text.") for number in range(4)]
    order = [versions[0], versions[1], document("Asthma"), versions[2], versions[1], document("Croup"), versions[3]]
    for checkpoint in (1, 3, 100):
        folder = in_memory / str(checkpoint)
        summary = Index.add(folder, order, HashingEncoder(), checkpoint_passages=checkpoint)
        assert (summary.added, summary.updated) == (3, 4)
        index = Index.open(folder, HashingEncoder())
        assert index.document("gout") == versions[3]
        assert index.verify().documents == 3
        found = {hit.passage.text for hit in index.search("version of the text", 20)}
        assert {text for text in found if text.startswith("Version")} == {"Version 3 of the text."}


def test_the_ledger_is_kept_carried_over_and_published_alone(in_memory: Path) -> None:
    Index.add(in_memory, documents(), HashingEncoder())
    assert open_catalogue(in_memory).ledger() == ""
    Index.add(in_memory, documents(), HashingEncoder(), ledger=lambda: "read once")
    assert open_catalogue(in_memory).ledger() == "read once"
    generation = open_catalogue(in_memory).info().generation
    Index.add(in_memory, documents(), HashingEncoder(), ledger=lambda: "read once")
    assert open_catalogue(in_memory).info().generation == generation
    Index.remove(in_memory, ["gout"])
    Index.compact(in_memory)
    assert open_catalogue(in_memory).ledger() == "read once"
    Index.remove(in_memory, ["asthma"], ledger=lambda: "ünd removed")
    assert open_catalogue(in_memory).ledger() == "ünd removed"
    assert open_catalogue(in_memory).verify().documents == 3


def test_the_ledger_never_tells_of_a_document_that_is_not_published_with_it(in_memory: Path) -> None:
    given: list[str] = []
    seen: list[tuple[list[str], list[str]]] = []

    def reading() -> Iterator[Document]:
        for one in documents(TITLES):
            given.append(one.doc_id)
            yield one

    def tell(progress: object) -> None:
        if (in_memory / "CURRENT").exists():
            catalogue = open_catalogue(in_memory)
            seen.append((catalogue.ledger().split(), [entry.doc_id for entry in catalogue.documents()]))

    Index.add(in_memory, reading(), HashingEncoder(), tell, ledger=lambda: " ".join(given), checkpoint_passages=6)
    tell(None)
    assert len({len(held) for _, held in seen}) > 2
    assert all(told == held for told, held in seen)


RICH = Document(
    "pmc:1",
    "A trial of colchicine",
    (
        Section(("Methods", "Patients"), "We treated patients with gout. They took colchicine.", ((0,),)),
        Section(("Results",), "Pain fell.\n\nNobody died. – “quoted” \u00b5g \U0001f9ea", ((), (1, 0))),
        Section((), ""),
    ),
    "pmc",
    url="https://example.org/1",
    publisher="A journal",
    licence="CC BY",
    date="2019-05",
    language="de",
    synonyms=("COLGOUT", "colchicine trial"),
    notice="Not reviewed.",
    sources=(SourcePage("One", "Page", "https://example.org/p"), SourcePage("Two", "Other", "")),
    identifiers=("pmid:1", "doi:10.1/x"),
    publication_types=("randomized controlled trial", "journal article"),
    updated_by=("pmid:9",),
)


def test_every_field_of_a_document_and_its_passages_comes_back_through_merges(in_memory: Path) -> None:
    from retrieval.chunking import passages

    for one in (document("Gout"), RICH, document("Asthma")):
        Index.add(in_memory, [one], HashingEncoder())
    for _ in range(2):
        catalogue = open_catalogue(in_memory)
        assert catalogue.document("pmc:1") == RICH
        assert tuple(catalogue.passage(passage.passage_id) for passage in passages(RICH)) == passages(RICH)
        assert catalogue.topics("what of COLGOUT?") == ("COLGOUT",)
        Index.compact(in_memory)


def test_passages_cut_in_another_way_come_back_as_they_were_cut(in_memory: Path) -> None:
    def cut(one: Document) -> tuple[Passage, ...]:
        return (Passage("odd name", one.doc_id, "Another title", ("H",), "words of nobody", (), 0, 3, url="other"),)

    Index.add(in_memory, [document("Gout")], HashingEncoder(), cut=cut)
    index = Index.open(in_memory, HashingEncoder())
    assert index.passage("odd name") == cut(document("Gout"))[0]
    assert index.search("words of nobody", 1)[0].passage == cut(document("Gout"))[0]


NOTICE = replace(
    document("Retraction of the trial", "The trial was withdrawn."), identifiers=("pmid:77",), retracts=("pmid:1",)
)


@pytest.mark.parametrize("order", list(itertools.permutations([RICH, NOTICE, document("Gout")])))
def test_a_notice_withdraws_what_it_names_wherever_both_stand(in_memory: Path, order: tuple[Document, ...]) -> None:
    for one in order:
        Index.add(in_memory, [one], HashingEncoder())
    for _ in range(2):
        index = Index.open(in_memory, HashingEncoder())
        assert index.passage("pmc:1#0").retraction == "Retracted: Retraction of the trial, pmid:77"
        assert index.passage("gout#0").retraction == ""
        assert index.document("pmc:1") == RICH
        assert "pmc:1" not in {hit.passage.doc_id for hit in index.search("colchicine trial", 20)}
        found = index.search("colchicine trial", 20, Filters(retracted=True))
        assert {hit.passage.retraction for hit in found if hit.passage.doc_id == "pmc:1"} == {
            "Retracted: Retraction of the trial, pmid:77"
        }
        Index.compact(in_memory)
    Index.remove(in_memory, [NOTICE.doc_id])
    assert open_catalogue(in_memory).passage("pmc:1#0").retraction == ""


def test_a_document_that_says_itself_that_it_was_withdrawn(in_memory: Path) -> None:
    withdrawn = replace(RICH, retraction="Retracted: A journal 2020, pmid:5", retracts=("pmid:1",))
    Index.add(in_memory, [withdrawn, document("Gout")], HashingEncoder())
    index = Index.open(in_memory, HashingEncoder())
    assert {hit.passage.doc_id for hit in index.search("colchicine gout", 20)} == {"gout"}
    assert index.passage("pmc:1#0").retraction == "Retracted: A journal 2020, pmid:5"


FILTERED = (
    replace(document("Gout", source="Handbook"), publisher="NIH", date="2019", language="en"),
    replace(document("Asthma", source="pmc"), publisher="A Journal", date="2020-06-01", language="de"),
    replace(document("Croup", source="pmc"), publication_types=("randomized controlled trial", "review")),
)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"gout", "asthma", "croup"}),
        (Filters(sources=("PMC",)), {"asthma", "croup"}),
        (Filters(sources=("pmc", "handbook")), {"gout", "asthma", "croup"}),
        (Filters(publishers=("nih",)), {"gout"}),
        (Filters(languages=("DE",)), {"asthma"}),
        (Filters(publication_types=("Review",)), {"croup"}),
        (Filters(since="2019-05"), {"gout", "asthma"}),
        (Filters(until="2019-05"), {"gout"}),
        (Filters(since="2020", until="2020-06"), {"asthma"}),
        (Filters(sources=("pmc",), languages=("en",)), {"croup"}),
        (Filters(sources=("nowhere",)), set()),
    ],
)
def test_filters_choose_documents(in_memory: Path, filters: Filters, expected: set[str]) -> None:
    Index.add(in_memory, FILTERED, HashingEncoder(), checkpoint_passages=2)
    Index.add(in_memory, [document("Scurvy", source="pmc")], HashingEncoder())
    Index.remove(in_memory, ["scurvy"])
    index = Index.open(in_memory, HashingEncoder())
    assert {hit.passage.doc_id for hit in index.search("symptoms such as tiredness", 20, filters)} == expected


def test_the_ids_of_a_source(in_memory: Path) -> None:
    Index.add(in_memory, FILTERED, HashingEncoder())
    Index.remove(in_memory, ["asthma"])
    assert open_catalogue(in_memory).doc_ids("pmc") == ("croup",)
    assert open_catalogue(in_memory).doc_ids("nowhere") == ()


def test_vectors_are_copied_and_not_encoded_when_segments_merge(in_memory: Path) -> None:
    encoder = CountingEncoder()
    for title in TITLES:
        Index.add(in_memory, [document(title)], encoder)
    assert len(encoder.texts) == 24
    folders = [in_memory / "segments" / name for name in segments(in_memory)]
    assert sum(len(DenseSegment.read(folder)) for folder in folders) == 24


@pytest.mark.parametrize("steps", [250, 2500])
def test_few_segments_stand_and_each_passage_is_copied_a_few_times(steps: int) -> None:
    sizes: list[int] = []
    copied = most = 0
    for _ in range(steps):
        sizes.append(1)
        while places := to_merge([Size(size, 0) for size in sizes]):
            merged = sum(sizes[place] for place in places)
            sizes = [size for place, size in enumerate(sizes) if place not in places] + [merged]
            copied += merged
        most = max(most, len(sizes))
    assert most <= MOST_SEGMENTS
    assert copied / steps < 6
