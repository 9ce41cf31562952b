"""PubMed records: what becomes of each part, what is left out, and what other records do to one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from retrieval.chunking import passages
from retrieval.documents import Document
from retrieval.readers import (
    DocumentWithdrawn,
    FileSkipped,
    ReadEvent,
    ReadTally,
    RecordsLeftOut,
    read,
    xml_stream,
)
from retrieval.readers.content import Content, Origin, Outcome, Withdrawn
from retrieval.readers.pubmed import documents
from tests.retrieval.readers.pubmed_samples import BOOK, HEAD, PUBMED, TRIAL, article_set, link, record


def outcomes(text: str | bytes) -> list[Outcome]:
    data = text.encode() if isinstance(text, str) else text
    return list(documents(Content(Origin("a.xml", ("folder", "a.xml")), io.BytesIO(data)), {}))


def only(text: str) -> Document:
    (document,) = outcomes(article_set(text))
    assert isinstance(document, Document)
    return document


def test_an_article() -> None:
    document = only(TRIAL)
    assert (document.doc_id, document.source) == ("pubmed:10000001", "pubmed")
    assert document.title == "Glubocin at the GLB1 locus in men: a ¹³C study"
    assert document.url == "https://pubmed.ncbi.nlm.nih.gov/10000001/"
    assert (document.publisher, document.date, document.language) == ("The journal of glub", "2020-10-05", "en")
    assert document.identifiers == ("pmid:10000001", "pmcid:PMC77", "doi:10.1234/glub.2020.1")
    assert document.publication_types == ("journal article", "randomized controlled trial")
    assert document.synonyms == ()
    assert [(section.heading_path[1:], section.text) for section in document.sections] == [
        (("Abstract", "Background"), "Glub is a mild fever.β-Glub costs 10⁵ marks."),
        (
            ("Abstract", "Methods and findings"),
            "We gave 5 mg to men with TSH ≤4.5 and used ³He at the GLB1 locus and N-glub.",
        ),
        (("Abstract", "Results"), "Fever fell (p<0.01).\n\nHarms were few."),
    ]


def test_what_other_records_say_of_an_article() -> None:
    document = only(TRIAL)
    assert document.updated_by == (
        "Corrected: J Glub. 2021 Jan;8(1):3. doi: 10.1234/e, pmid:10000002",
        "Updated: J Glub. 2022;9:4",
    )
    assert document.notice == (
        "An expression of concern was published about this article: J Glub. 2021;8:9, pmid:10000003."
    )
    assert (document.retraction, document.retracts) == ("", ())


def test_a_book_chapter() -> None:
    document = only(BOOK)
    assert (document.doc_id, document.title) == ("pubmed:20000001", "Hereditary Glub")
    assert (document.publisher, document.date) == ("GlubReviews® (Glub Press)", "2024-03-07")
    assert document.identifiers == ("pmid:20000001", "nbk:NBK4242")
    assert document.publication_types == ("review",)
    assert document.sections[0].heading_path == ("Hereditary Glub", "Abstract", "Clinical characteristics")


def test_deleted_citations_are_told_as_withdrawn(tmp_path: Path) -> None:
    assert [found for found in outcomes(PUBMED) if isinstance(found, Withdrawn)] == [
        Withdrawn("pubmed:30000001"),
        Withdrawn("pubmed:30000002"),
    ]
    path = tmp_path / "pubmed25n1300.xml"
    path.write_text(PUBMED, encoding="utf-8")
    events: list[ReadEvent] = []
    assert len(list(read([path], on_event=events.append))) == 2
    assert [event.doc_id for event in events if isinstance(event, DocumentWithdrawn)] == [
        "pubmed:30000001",
        "pubmed:30000002",
    ]


@pytest.mark.parametrize(
    ("kind", "source", "number", "expected"),
    [
        ("RetractionIn", "Lancet. 2010;375:445", "7", "Retracted: Lancet. 2010;375:445, pmid:7"),
        ("RetractionIn", "", "7", "Retracted: pmid:7"),
        ("RetractionIn", "", "", "Retracted"),
        ("RetractedandRepublishedIn", "J. 2001;1:2.", "8", "Retracted and republished: J. 2001;1:2, pmid:8"),
        ("PartialRetractionIn", "J. 2001;1:2.", "8", ""),
        ("RetractionOf", "J. 2001;1:2.", "8", ""),
        ("Cites", "J. 2001;1:2.", "8", ""),
    ],
)
def test_retractions(kind: str, source: str, number: str, expected: str) -> None:
    assert only(record(within_citation=link(kind, source, number))).retraction == expected


def test_a_retracted_article_whose_notice_is_not_listed_is_retracted() -> None:
    kinds = "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    assert only(record(within_article=kinds)).retraction.startswith("Retracted: PubMed")


def test_a_partial_retraction_is_a_notice() -> None:
    document = only(record(within_citation=link("PartialRetractionIn", "J. 2001;1:2")))
    assert document.notice == "A part of this article was retracted: J. 2001;1:2."


@pytest.mark.parametrize(
    ("kind", "source", "number", "expected"),
    [
        ("RetractionOf", "Doe J. J Glub. 1993;1:2", "8393056", ("pmid:8393056",)),
        ("RetractionOf", "J Glub. 1993;1:2. doi: 10.1000/ABC.1.", "", ("doi:10.1000/abc.1",)),
        ("RetractedandRepublishedFrom", "J Glub. 1993;1:2", "5", ("pmid:5",)),
        ("RetractionOf", "J Glub. 1993;1:2", "", ()),
        ("ErratumFor", "J Glub. 1993;1:2", "5", ()),
    ],
)
def test_what_an_article_retracts(kind: str, source: str, number: str, expected: tuple[str, ...]) -> None:
    assert only(record(within_citation=link(kind, source, number))).retracts == expected


def test_a_retraction_notice_without_abstract_carries_what_it_retracts() -> None:
    notice = record(4, "Retraction: Glub in men.", abstract="", within_citation=link("RetractionOf", "J", "5"))
    document = only(notice)
    assert document.retracts == ("pmid:5",)
    assert [section.text for section in document.sections] == ["Retraction: Glub in men."]
    assert passages(document)


def test_articles_without_an_abstract_are_left_out_and_counted(tmp_path: Path) -> None:
    bare = [record(n, abstract="") for n in range(1, 4)]
    path = tmp_path / "some.xml"
    path.write_text(article_set(*bare, record(9), record("none")), encoding="utf-8")
    events: list[ReadEvent] = []
    assert [document.doc_id for document in read([path], on_event=events.append)] == ["pubmed:9"]
    assert [(event.count, event.reason) for event in events if isinstance(event, RecordsLeftOut)] == [
        (3, "without an abstract"),
        (1, "without a PubMed number"),
    ]
    tally = ReadTally()
    for event in events:
        tally = tally.plus(event)
    assert (tally.left_out, tally.documents, tally.read) == (4, 1, 1)


def test_a_file_of_nothing_but_bare_records_is_skipped_and_not_failed(tmp_path: Path) -> None:
    path = tmp_path / "bare.xml"
    for text, reason in (
        (article_set(record(1, abstract="")), "no record in it has an abstract"),
        (article_set(), "it holds no record"),
        (article_set("<DeleteCitation><PMID>4</PMID></DeleteCitation>"), "it only withdraws documents"),
    ):
        path.write_text(text, encoding="utf-8")
        events: list[ReadEvent] = []
        assert list(read([path], on_event=events.append)) == []
        assert [event.reason for event in events if isinstance(event, FileSkipped)] == [reason]


def test_a_later_file_revises_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "pubmed25n0001.xml").write_text(article_set(record(5, "Old.")), encoding="utf-8")
    (tmp_path / "pubmed25n1300.xml").write_text(article_set(record(5, "New.")), encoding="utf-8")
    assert [document.title for document in read([tmp_path])] == ["Old", "New"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("[Glub in men].", "Glub in men"),
        ("[Glub in men.]", "Glub in men"),
        ("[Glub [GLB] in men].", "Glub [GLB] in men"),
        ("[A] glub and [B].", "[A] glub and [B]"),
        ("Is it glub?", "Is it glub?"),
        ("Glub etc...", "Glub etc..."),
        ("[Not Available].", "Glub bei Männern"),
        ("", "Glub bei Männern"),
        ("Trem2<sup>-/-</sup> mice and Ca<sup>2+</sup>.", "Trem2-/- mice and Ca²⁺"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    vernacular = "<VernacularTitle>Glub bei Männern.</VernacularTitle>"
    assert only(record(title=title, within_article=vernacular)).title == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>1998</Year><Month>12</Month><Day>3</Day>", "1998-12-03"),
        ("<Year>1998</Year><Month>Feb</Month><Day>30</Day>", "1998-02"),
        ("<Year>1990</Year><Season>Spring</Season>", "1990"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
        ("<MedlineDate>Dec 1998-Jan 1999</MedlineDate>", "1998-12"),
        ("<MedlineDate>1975-1976</MedlineDate>", "1975"),
        ("<MedlineDate>2000 Spring</MedlineDate>", "2000"),
        ("<MedlineDate>1976 Jul-Aug</MedlineDate>", "1976-07"),
        ("<MedlineDate>undated</MedlineDate>", ""),
        ("", ""),
    ],
)
def test_dates(date: str, expected: str) -> None:
    assert only(record(date=date)).date == expected


@pytest.mark.parametrize(
    ("languages", "expected"),
    [(["eng"], "en"), (["ger"], "de"), (["fre", "eng"], "en"), (["chi"], "zh"), (["und"], "und"), ([], "en")],
)
def test_languages(languages: list[str], expected: str) -> None:
    told = "".join(f"<Language>{code}</Language>" for code in languages)
    assert only(record(within_article=told)).language == expected


def test_an_abstract_that_others_supplied_is_taken_only_where_there_is_no_other() -> None:
    spanish = '<OtherAbstract Type="Publisher" Language="spa"><AbstractText>En español.</AbstractText></OtherAbstract>'
    english = '<OtherAbstract Type="AAMC" Language="eng"><AbstractText>In English.</AbstractText></OtherAbstract>'
    assert only(record(within_citation=spanish)).sections[0].text == "A sentence."
    both = only(record(abstract="", within_citation=spanish + english))
    assert (both.sections[0].text, both.language) == ("In English.", "en")
    one = only(record(abstract="", within_citation=spanish))
    assert (one.sections[0].text, one.language) == ("En español.", "es")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("It ends.(ABSTRACT TRUNCATED AT 250 WORDS)", "It ends."),
        ("Levels of<i>bcl-2</i>in men and<b>x</b>.", "Levels of bcl-2 in men and x."),
        ("Anti-<i>Glub</i>ase and c<i>is</i>trans stay.", "Anti-Glubase and cistrans stay."),
        ("It is to: 1.. Describe. 2.. End..", "It is to: 1. Describe. 2. End."),
        ("5 <u>+</u> 2 mg, <u>&gt;</u> 3", "5 ± 2 mg, ≥ 3"),
        ("CO<sub>2</sub>\n   and\tH<sub>2</sub>O", "CO2 and H2O"),
        ("a&amp;b &lt;5 mg", "a&b <5 mg"),
    ],
)
def test_text(raw: str, clean: str) -> None:
    abstract = f"<Abstract><AbstractText>{raw}</AbstractText></Abstract>"
    assert only(record(abstract=abstract)).sections[0].text == clean


def test_older_files_hold_citations_alone() -> None:
    citation = TRIAL[TRIAL.index("<MedlineCitation ") : TRIAL.index("<PubmedData>")]
    found = outcomes(
        f"{HEAD.replace('PubmedArticleSet', 'MedlineCitationSet')}<MedlineCitationSet>{citation}</MedlineCitationSet>"
    )
    assert [outcome.doc_id for outcome in found if isinstance(outcome, Document)] == ["pubmed:10000001"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = article_set(record(title="Café &eacute; &beta;.")).replace("UTF-8", encoding.removesuffix("-sig"))
    (document,) = outcomes(text.encode(encoding))
    assert isinstance(document, Document)
    assert document.title == "Café é β"


def test_pieces_may_end_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = outcomes(article_set(TRIAL, record(title="&Eacute;t&eacute; &amp; caf&#233;.")))
    for size in (1, 7, 64):
        monkeypatch.setattr(xml_stream, "_PIECE", size)
        assert outcomes(article_set(TRIAL, record(title="&Eacute;t&eacute; &amp; caf&#233;."))) == expected
