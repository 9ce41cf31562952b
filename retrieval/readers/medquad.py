"""MedQuAD: one XML file a topic, questions from the National Institutes of Health with their answers.

A file becomes one document, an answered question one section. Three of its folders ship without answers, for copyright:
such a file is nothing to read, not a bad one. How the answers' text is cleaned is told in `medquad_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers.content import Content, Nothing, Origin, Outcome, Shelf
from retrieval.readers.markup import parsed, plain_text, running_text, tag
from retrieval.readers.medquad_text import answer_text

_PUBLISHERS = {
    "ADAM": "MedlinePlus (A.D.A.M. Medical Encyclopedia)",
    "CDC": "Centers for Disease Control and Prevention",
    "CancerGov": "National Cancer Institute",
    "GARD": "Genetic and Rare Diseases Information Center (NIH)",
    "GHR": "Genetics Home Reference (NIH)",
    "MPlusDrugs": "MedlinePlus",
    "MPlusHealthTopics": "MedlinePlus",
    "MPlusHerbsSupplements": "MedlinePlus",
    "NHLBI": "National Heart, Lung, and Blood Institute",
    "NIDDK": "National Institute of Diabetes and Digestive and Kidney Diseases",
    "NIHSeniorHealth": "NIHSeniorHealth (National Institute on Aging)",
    "NINDS": "National Institute of Neurological Disorders and Stroke",
}


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's one document, or nothing where no question is answered."""
    root = parsed(content)
    pairs = [element for element in root.iter() if tag(element).lower() in {"qapair", "pair"}]
    if not any(tag(element).lower() == "qapairs" for element in root.iter()):
        raise ReadError(content.origin.name, "holds no <QAPairs>, so it is not a MedQuAD file")
    publisher = root.get("source") or root.get("corpus") or ""
    title = _title(root, pairs)
    sections = tuple(s for pair in pairs if (s := _section(pair, title, publisher)) is not None)
    if sections:
        yield _document(root, content.origin, title, sections, publisher)
    else:
        yield Nothing("no question in it has an answer" if pairs else "it holds no question")


def _document(
    root: etree._Element, origin: Origin, title: str, sections: tuple[Section, ...], publisher: str
) -> Document:
    return Document(
        doc_id=f"medquad:{origin.folder}/{origin.stem}" if origin.folder else f"medquad:{origin.stem}",
        title=title,
        sections=sections,
        source="medquad",
        url=(root.get("url") or "").strip(),
        publisher=_PUBLISHERS.get(publisher, publisher),
        licence="CC BY 4.0",
        synonyms=tuple(dict.fromkeys(text for e in root.iter() if tag(e) == "Synonym" and (text := plain_text(e)))),
    )


def _title(root: etree._Element, pairs: list[etree._Element]) -> str:
    """The topic; three files leave it empty, and are called by their first good question or the name of their page."""
    focus = next((plain_text(e) for e in root.iter() if tag(e) in {"Focus", "doctitle-focus"}), "")
    if focus:
        return focus
    asked = next((q for pair in pairs if _names_a_topic(q := _question(pair))), "")
    page = urlsplit(root.get("url") or "").path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return asked or page.replace("_", " ").replace("-", " ").strip() or "Health questions"


def _section(pair: etree._Element, title: str, publisher: str) -> Section | None:
    answer = next((e for e in pair if tag(e).lower() == "answer"), None)
    raw = "" if answer is None else running_text(answer, lambda _: None)
    text = answer_text(raw, publisher) if raw.strip() else ""
    if not text:
        return None
    question = _question(pair)
    return Section((title, question) if _names_a_topic(question) and question != title else (title,), text)


def _question(pair: etree._Element) -> str:
    """The question as a person would write it: "What is (are) Acromegaly ?" → "What is Acromegaly?"."""
    asked = next((plain_text(e) for e in pair if tag(e).lower() == "question"), "")
    asked = re.sub(r"^what is \(are\) ", "What is ", asked, flags=re.IGNORECASE)
    asked = re.sub(r"(?:\s*\?)+$", "?", asked)
    if asked.startswith("Do you have ") and not asked.endswith("?"):
        asked += "?"
    return asked[:1].upper() + asked[1:]


def _names_a_topic(question: str) -> bool:
    """Not so where the topic was empty: "What is ?", "Who is at risk for ?"."""
    return len(question.split()) > 2 and not re.search(r"\b(?:for|of|by|to|is|causes|prevent|diagnose)\s*\?$", question)
