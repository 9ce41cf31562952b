"""Small literature for tests of the index."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.documents import Document, Section

CONDITIONS = ("Heart failure", "Type 2 diabetes", "Asthma", "Migraine", "Gout")


def document(title: str, text: str = "", source: str = "tests", synonyms: tuple[str, ...] = ()) -> Document:
    body = text or f"{title} has symptoms such as tiredness. A doctor can treat {title} with medicine."
    sections = (Section(("Symptoms",), body), Section(("Outlook",), f"Most people with {title} live full lives."))
    return Document(title.lower().replace(" ", "-"), title, sections, source, synonyms=synonyms)


def documents(titles: tuple[str, ...] = CONDITIONS) -> Iterator[Document]:
    return (document(title) for title in titles)
