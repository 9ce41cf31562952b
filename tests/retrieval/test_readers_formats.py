"""Each format's documents, against small files whose every line is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.documents import Document, SourcePage
from retrieval.readers import FileFailed, FileSkipped, LineFailed, ReadEvent, read
from tests.retrieval import samples


def only(path: Path) -> Document:
    (document,) = read([path])
    return document


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_medquad(tmp_path: Path) -> None:
    document = only(written(tmp_path, "5_NIDDK_QA/0000001.xml", samples.MEDQUAD))
    assert (document.doc_id, document.title) == ("medquad:5_NIDDK_QA/0000001", "Glub fever")
    assert document.publisher == "National Institute of Diabetes and Digestive and Kidney Diseases"
    assert document.synonyms == ("Glubitis", "GF")
    assert (document.source, document.licence, document.date) == ("medquad", "CC BY 4.0", "")
    (section,) = document.sections
    assert section.heading_path == ("Glub fever", "What is Glub fever?")
    assert section.text == (
        "Glub fever is mild. It doesn't last. The skin is sore (see below) and warm.\n\n"
        "Signs include\n- a rash\n- red eyes\n- fever\n\n"
        "A urologist may help. The urologist—a doctor is seen."
    )


def test_medquad_without_answers_is_skipped_and_not_failed(tmp_path: Path) -> None:
    events: list[ReadEvent] = []
    path = written(tmp_path, "a.xml", samples.MEDQUAD_UNANSWERED)
    assert list(read([path], on_event=events.append)) == []
    assert [event.reason for event in events if isinstance(event, FileSkipped)] == ["no question in it has an answer"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("See page. \n  - one  - two", "See page.\n- one\n- two"),
        ("It ends.    NIH: Institute", "It ends.\n\nNIH: Institute"),
        ("They include   blood thinners.", "They include blood thinners."),
        ("The gene(s) and E. coli O157:H7 in 1,200 men", "The gene(s) and E. coli O157:H7 in 1,200 men"),
        ("at www.nlm.nih.gov/a.Html for more", "at www.nlm.nih.gov/a.Html for more"),
        (
            "Signs and Symptoms Approximate number of patients (when available) Fine hair 90% Dry eye - The Human"
            " Phenotype Ontology (HPO) knows.",
            "Signs and Symptoms: Approximate number of patients (when available)\n- Fine hair 90%\n- Dry eye\n\n"
            "The Human Phenotype Ontology (HPO) knows.",
        ),
    ],
)
def test_medquad_text(raw: str, clean: str, tmp_path: Path) -> None:
    text = samples.MEDQUAD_UNANSWERED.replace("<Answer></Answer>", f"<Answer>{raw}</Answer>")
    assert only(written(tmp_path, "a.xml", text)).sections[0].text == clean


def test_openstax_with_its_collection(tmp_path: Path) -> None:
    written(tmp_path, "collections/g.collection.xml", samples.COLLECTION)
    written(tmp_path, "modules/m1/index.cnxml", samples.CNXML)
    document = only(tmp_path)
    assert (document.doc_id, document.title) == ("openstax:glubology-2e/m1", "Basics: Introduction")
    assert document.url == "https://openstax.org/details/books/glubology-2e"
    assert (document.publisher, document.licence) == ("OpenStax", "CC BY 4.0")
    paths = [section.heading_path[2:] for section in document.sections]
    assert paths == [(), ("Parts",), ("Parts", "Glub Drugs"), ("Key terms",)]
    texts = [section.text for section in document.sections]
    assert texts[0] == "The glub is small. As the figure shows, Na⁺ moves at 10⁵ and H2O stays."
    assert texts[1] == "Parts are:\n- the head\n- an eye\n- the tail\n\nThen it ends.\n\nSo a/(b + 1) = 10²."
    assert texts[2] == "Glubocin: Dose: 5 mg daily; Most: 10 mg."
    assert texts[3] == "glub: a small thing"


def test_an_openstax_module_alone_finds_its_book(tmp_path: Path) -> None:
    written(tmp_path, "collections/g.collection.xml", samples.COLLECTION)
    document = only(written(tmp_path, "modules/m1/index.cnxml", samples.CNXML))
    assert document.sections[0].heading_path == ("Glubology 2e", "Basics: Introduction")


def test_jats(tmp_path: Path) -> None:
    document = only(written(tmp_path, "a.nxml", samples.JATS))
    assert (document.doc_id, document.title) == ("pmc:PMC123", "Glub in men")
    assert document.url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/"
    assert (document.publisher, document.licence, document.date) == ("Journal of Glub (PMC)", "CC BY 2.0", "2009-05-07")
    assert [(section.heading_path[1:], section.text) for section in document.sections] == [
        (("Abstract", "Methods"), "We took 5 mg of β-glub."),
        (("Results",), "It worked in men. As Smith (2001) said, see Table 1."),
        (("Results", "Harms"), "There were none."),
    ]


def test_handbook(tmp_path: Path) -> None:
    document = only(written(tmp_path, "glub-fever.md", samples.HANDBOOK))
    assert (document.doc_id, document.source, document.date) == ("handbook:glub-fever", "handbook", "2026-11-22")
    assert document.synonyms == ("glubitis", "no")
    assert document.sources == (
        SourcePage("A Page House", "Glub: facts", "https://example.org/a"),
        SourcePage("B House", "Glub", "https://example.org/b"),
    )
    first, second = document.sections
    assert first.text == ("Glub fever is a mild fever. Glub fever ends by itself.\n\nGlub fever is common in fish.")
    assert (first.paragraph_sources, second.paragraph_sources) == (((1,), (0, 1)), ((0,),))


def test_a_handbook_marker_beyond_the_sources_is_an_error(tmp_path: Path) -> None:
    events: list[ReadEvent] = []
    path = written(tmp_path, "a.md", samples.HANDBOOK.replace("[^2]", "[^3]"))
    assert list(read([path], on_event=events.append)) == []
    assert "beyond its 2 sources" in str(next(event.error for event in events if isinstance(event, FileFailed)))


def test_markdown(tmp_path: Path) -> None:
    document = only(written(tmp_path, "notes/glub.md", samples.MARKDOWN))
    assert (document.doc_id, document.title, document.source) == ("markdown:notes/glub", "Glub", "glub")
    assert [(section.heading_path, section.text) for section in document.sections] == [
        (("Glub",), "Glub is mild, see the page and code.\n- one item\n- two"),
        (("Glub", "Care & cure"), "Rest.\n\nDrug; Dose\n\nA; 5 mg"),
        (("Glub", "Aftermath"), "Done."),
    ]


def test_jsonl_tells_bad_lines_by_number_and_reads_the_rest(tmp_path: Path) -> None:
    events: list[ReadEvent] = []
    documents = list(read([written(tmp_path, "mine.jsonl", samples.JSONL)], on_event=events.append))
    assert [(d.doc_id, d.title) for d in documents] == [("mine:a", "Gl"), ("mine:7", "7")]
    assert (documents[0].publisher, documents[0].licence, documents[0].date) == ("House", "CC0", "2020")
    assert documents[0].sections[0].text == "Mild.\n\nIt ends."
    assert documents[1].sections[0].text == "Seven is here."
    assert [(e.line, e.reason) for e in events if isinstance(e, LineFailed)] == [
        (2, "not JSON"),
        (3, "not a JSON object"),
        (4, 'no text under "text"'),
        (7, "the id of an earlier line"),
        (8, '"text" is not text'),
    ]
