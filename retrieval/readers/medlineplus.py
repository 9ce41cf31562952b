"""MedlinePlus health topics: the daily XML of all topics, and what its search service answers.

A topic becomes one document: its summary, by the summary's headings. The pages it links to are not read. The file's
topics are read one by one, however many there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.readers import dates
from retrieval.readers.content import Content, LeftOut, Nothing, Outcome, Shelf
from retrieval.readers.html_fragments import headed_texts
from retrieval.readers.languages import language_code
from retrieval.readers.markup import child, children, plain_text, running_text
from retrieval.readers.prose import ITEM, one_line
from retrieval.readers.stated import web_address
from retrieval.readers.xml_stream import records

PUBLISHER = "MedlinePlus, National Library of Medicine"
_TOPICS = frozenset({"health-topic"})
_ROOTS = frozenset({"health-topics", "health-topic", "nlmSearchResult"})
_CREDIT = re.compile(  # the last line of many summaries names who wrote it: no sentence, and no part of the topic
    r"(?:NIH|CDC|FDA)\b: .+|(?:National|Centers? for|Food and Drug|Department of|Agency for|Office (?:of|on)|U\.?S\.?) "
    r"[^.?!:]+",
)


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's topics, then how many had no summary."""
    empty = given = 0
    for topic in records(content, _TOPICS, _ROOTS):
        document = _topic(topic, content.origin.name)
        if document.sections:
            given += 1
            yield document
        else:
            empty += 1
    if empty:
        yield LeftOut(empty, "without a summary")
    if not given:
        yield Nothing("no topic in it has a summary" if empty else "it holds no topic")


def _topic(topic: etree._Element, name: str) -> Document:
    title = one_line(topic.get("title") or "") or "Health topic"
    url = web_address(topic.get("url") or "")
    return Document(
        doc_id=f"medlineplus:{_number(topic, url, title)}",
        title=title,
        sections=_sections(topic, title, name),
        source="medlineplus",
        url=url,
        publisher=PUBLISHER,
        licence="public domain",
        date=dates.from_american(topic.get("date-created") or "") or dates.from_iso(topic.get("date-created") or ""),
        language=language_code(topic.get("language") or ""),
        synonyms=_synonyms(topic, title),
    )


def _number(topic: etree._Element, url: str, title: str) -> str:
    """The topic's number; where there is none, its page's name, with the language that tells pages of one name apart."""
    number = one_line(topic.get("id") or "")
    page = re.fullmatch(r"https?://[^/]+/(.+?)(?:\.html?)?", url)
    return number or (page[1] if page else re.sub(r"\W+", "-", title.lower()).strip("-"))


def _synonyms(topic: etree._Element, title: str) -> tuple[str, ...]:
    """Other names of the topic. Subject headings are broader than it, and are not read."""
    found = {
        text.lower(): text for part in children(topic, "also-called", "see-reference") if (text := plain_text(part))
    }
    return tuple(text for key, text in found.items() if key != title.lower())


def _sections(topic: etree._Element, title: str, name: str) -> tuple[Section, ...]:
    summary = child(topic, "full-summary")
    if summary is None:
        return ()
    parts = headed_texts(_html(summary), name)
    credit = _credits(topic)
    sections = [Section((title, *part.headings), part.text) for part in parts if part.text]
    if sections:
        last = sections.pop()
        text = _without_credit(last.text, credit)
        sections += [Section(last.heading_path, text)] if text or not sections else []
    return tuple(section for section in sections if section.text)


def _html(summary: etree._Element) -> str:
    """The summary is HTML written as text; where a file holds it as elements, it is written out again."""
    if len(summary):
        return "".join((summary.text or "", *(etree.tostring(part, encoding="unicode") for part in summary)))
    return running_text(summary, lambda _: None)


def _credits(topic: etree._Element) -> frozenset[str]:
    return frozenset(plain_text(part).lower() for part in children(topic, "primary-institute"))


def _without_credit(text: str, credited: frozenset[str]) -> str:
    before, _, last = text.rpartition("\n\n")
    if last.startswith(ITEM) or len(last.split()) > 16 or "\n" in last:
        return text
    return before if last.lower() in credited or _CREDIT.fullmatch(last) else text
