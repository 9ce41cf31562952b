"""JATS articles: the names they go by, their kinds, and what they say of other articles."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from retrieval.documents import Document
from retrieval.readers.content import Content, Nothing, Origin, Outcome
from retrieval.readers.jats import documents
from retrieval.readers.reading import read
from tests.retrieval.samples import JATS


def outcomes(text: str) -> list[Outcome]:
    return list(documents(Content(Origin("a.nxml", ("folder", "a.nxml")), io.BytesIO(text.encode())), {}))


def article(
    kind: str = "research-article", title: str = "Glub in men", related: str = "", text: str = "It fell."
) -> Document:
    """A small article with these links to others."""
    ids = (
        '<article-id pub-id-type="pmid">19436704</article-id><article-id pub-id-type="pmc">2668771</article-id>'
        '<article-id pub-id-type="doi">10.1371/Journal.Glub.1</article-id>'
    )
    groups = (
        '<article-categories><subj-group subj-group-type="heading"><subject>Study Protocol</subject></subj-group>'
        '<subj-group subj-group-type="heading"><subject>Research Article</subject></subj-group>'
        '<subj-group subj-group-type="Discipline-v3"><subject>Medicine</subject></subj-group>'
        "<subj-group><subject>Glubology</subject></subj-group></article-categories>"
    )
    (outcome,) = outcomes(
        f'<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="{kind}" xml:lang="EN"><front><article-meta>'
        f"{ids}{groups}<title-group><article-title>{title}</article-title></title-group>{related}</article-meta></front>"
        f"<body><p>{text}</p></body></article>"
    )
    assert isinstance(outcome, Document)
    return outcome


def link(kind: str, where: str = "10.1000/X", how: str = "doi", words: str = "") -> str:
    return (
        f'<related-article related-article-type="{kind}" id="d1" ext-link-type="{how}" xlink:href="{where}">{words}'
        "</related-article>"
    )


def test_names_and_kinds() -> None:
    document = article()
    assert document.identifiers == ("pmid:19436704", "pmcid:PMC2668771", "doi:10.1371/journal.glub.1")
    assert document.publication_types == ("research article", "study protocol")
    assert document.language == "en"


@pytest.mark.parametrize(
    ("related", "expected"),
    [
        (link("retracted-article"), ("doi:10.1000/x",)),
        (link("retracted-article", "https://doi.org/10.1000/X", "uri"), ("doi:10.1000/x",)),
        (link("retracted-article", "PMC123", "pmc"), ("pmcid:PMC123",)),
        (link("retracted-article", "123", "pubmed"), ("pmid:123",)),
        (
            link(
                "retracted-article",
                "",
                "",
                '<pub-id pub-id-type="pmid">9</pub-id><pub-id pub-id-type="doi">10.1/x</pub-id>',
            ),
            ("pmid:9",),
        ),
        (link("retracted-article") + link("retracted-article", "10.1000/Y"), ("doi:10.1000/x", "doi:10.1000/y")),
        (link("commentary-article"), ()),
    ],
)
def test_a_notice_of_retraction_names_what_it_retracts(related: str, expected: tuple[str, ...]) -> None:
    document = article("retraction", "Retraction: Glub in men", related)
    assert (document.retracts, document.retraction) == (expected, "")


def test_a_notice_without_text_still_carries_what_it_retracts() -> None:
    document = article("retraction", "Retraction: Glub in men", link("retracted-article"), text="")
    assert document.retracts == ("doi:10.1000/x",)
    assert [section.text for section in document.sections] == ["Retraction: Glub in men."]
    bare = article("retraction", "Retraction: Glub in men", link("retracted-article"))
    assert [section.text for section in bare.sections] == ["It fell."]


def test_a_letter_about_a_retracted_article_retracts_nothing() -> None:
    assert article("letter", "On glub", link("retracted-article")).retracts == ()


@pytest.mark.parametrize(
    ("title", "related", "expected"),
    [
        ("Glub", link("retraction-forward"), "Retracted: doi:10.1000/x"),
        (
            "Glub",
            link("retraction-forward", "PMC9", "pmc", "Retracted: Glub in men"),
            "Retracted: Glub in men, pmcid:PMC9",
        ),
        ("Glub", link("retraction-forward", "", ""), "Retracted"),
        ("RETRACTED: Glub in men", "", "Retracted: its title says so"),
        ("WITHDRAWN: Glub in men", "", "Retracted: its title says so"),
        ("Retracted Article: Glub in men", "", "Retracted: its title says so"),
        ("Withdrawn behaviour in men", "", ""),
        ("Retracted foreskins: a trial", "", ""),
        ("Glub", link("companion"), ""),
    ],
)
def test_a_retracted_article(title: str, related: str, expected: str) -> None:
    assert article(title=title, related=related).retraction == expected


@pytest.mark.parametrize(
    ("kind", "relation", "expected"),
    [
        ("research-article", "correction-forward", ("Corrected: doi:10.1000/x",)),
        ("research-article", "addendum", ("Supplemented: doi:10.1000/x",)),
        ("research-article", "corrected-article", ()),
        ("correction", "corrected-article", ()),
        ("research-article", "peer-reviewed-article", ()),
    ],
)
def test_corrections(kind: str, relation: str, expected: tuple[str, ...]) -> None:
    assert article(kind, related=link(relation)).updated_by == expected


def test_an_expression_of_concern_is_a_notice() -> None:
    document = article(related=link("expression-of-concern"))
    assert document.notice == "An expression of concern was published about this article: doi:10.1000/x."
    assert article("expression-of-concern", related=link("object-of-concern")).notice == ""


def test_an_article_without_text_is_nothing_to_read() -> None:
    start, end = JATS.index("<abstract>"), JATS.index("</abstract>") + len("</abstract>")
    bare = (JATS[:start] + JATS[end:]).partition("<body>")[0] + "</article>"
    assert outcomes(bare) == [Nothing("an article without abstract or text")]


@pytest.mark.slow
@pytest.mark.shared_data
def test_articles_as_they_are_shipped_are_named_and_of_a_kind(shared_data: Path) -> None:
    documents = list(read([shared_data / "native" / "pmc-oa-jats-400.zip"]))
    assert all(document.identifiers and document.publication_types for document in documents)
    assert sum(document.identifiers[0].startswith("pmid:") for document in documents) == 392
    assert not any(document.retraction or document.retracts for document in documents)
