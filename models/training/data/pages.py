"""Documents as pages of sentences: documents of one title put together, sections cut, what is left out left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.training.data.asking import asked_as, clean_title, in_sentence_case
from models.training.data.quotable import Line, Split, sentences_of
from models.training.data.sections import concludes, sections_of
from models.training.documents import TrainingDocument, TrainingSection

NO_TEXT = "no text"
LEFT_OUT = "shares words with what is left out"
_RAW = 16_000  # characters of a section that are looked at, before it is cut at its labels
_MOST_CHARACTERS = 5000  # of a section: what answers stands at its beginning
_MOST_SECTIONS = 24
_ARTICLE_SECTIONS = 8  # of what has more sections than a page for people: its abstract and a little more
_COMMON = 3  # pages that share a sentence: then it says nothing of any of them


@dataclass(frozen=True, slots=True)
class Stretch:
    """A heading and the sentences under it."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Documents of one title. `shown` is the title over its passages, `title` the one to ask by ("" where it is an id)."""

    key: str
    shown: str
    title: str
    source: str
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """All its sentences."""
        return " ".join(line.text for stretch in self.stretches for line in stretch.lines)


def pages_of(
    documents: Iterable[TrainingDocument],
    split: Split,
    leaks: Callable[[str], bool],
    on_page: Callable[[int], None] = lambda count: None,
) -> tuple[list[Page], Counter[str]]:
    """The pages in the order of the documents, and why documents gave none. What `leaks` is true for enters no page.

    Only documents whose sections ask (one question and answer a document, as in question collections) share a page.
    """
    nothing: Counter[str] = Counter()
    grouped: dict[str, tuple[TrainingDocument, list[TrainingSection]]] = {}
    for document in documents:
        sections = sections_of(_beginning(document))
        kept = [] if leaks(document.title) else [one for one in sections if not _leaking(one, leaks)]
        if not kept:
            nothing[LEFT_OUT if sections else NO_TEXT] += 1
            continue
        key = _key(document, kept)
        grouped.setdefault(key, (document, []))[1].extend(kept)
    found = []
    for key, (document, kept) in grouped.items():
        found.append(_page(key, document, kept, split))
        on_page(len(found))
    return found, nothing


def common_sentences(pages: Sequence[Page]) -> frozenset[str]:
    """The sentences that stand on several pages."""
    counts = Counter(text for page in pages for text in {line.text for one in page.stretches for line in one.lines})
    return frozenset(text for text, count in counts.items() if count >= _COMMON)


def _key(document: TrainingDocument, sections: Sequence[TrainingSection]) -> str:
    asks = len(sections) == 1 and sections[0].heading.endswith("?")
    return f"{document.source}\n{document.title.casefold()}" if asks and document.title else document.doc_id


def _page(key: str, document: TrainingDocument, sections: Sequence[TrainingSection], split: Split) -> Page:
    stretches: dict[str, list[Line]] = defaultdict(list)
    asking = any(section.heading.endswith("?") for section in sections)
    most = _MOST_SECTIONS if asking or len(document.title.split()) <= 9 else _ARTICLE_SECTIONS
    for section in _abstract(sections)[:most]:
        heading = asked_as(section.heading) if section.heading.endswith("?") else section.heading
        heading = "" if heading == document.title else heading
        stretches[heading] += sentences_of(section.text[:_MOST_CHARACTERS], split)[: None if _whole(section) else -1]
    found = tuple(Stretch(heading, tuple(lines)) for heading, lines in stretches.items() if lines)
    title = "" if _is_id(document.title) else clean_title(document.title)
    text = " ".join(line.text for stretch in found for line in stretch.lines)
    shown = " ".join(document.title.split()) or document.doc_id
    return Page(key, shown, in_sentence_case(title, text) if len(title.split()) > 6 else title, document.source, found)


def _leaking(section: TrainingSection, leaks: Callable[[str], bool]) -> bool:
    """Whether a section, or the question over it, is of what is left out."""
    return leaks(section.text) or (section.heading.endswith("?") and leaks(asked_as(section.heading)))


def _beginning(document: TrainingDocument) -> TrainingDocument:
    parts = tuple(TrainingSection(one.heading, one.text[:_RAW]) for one in document.sections[: 2 * _MOST_SECTIONS])
    return TrainingDocument(document.doc_id, document.title, parts, document.source)


def _abstract(sections: Sequence[TrainingSection]) -> Sequence[TrainingSection]:
    """Of an article with conclusions what stands up to the first of them; all of anything else."""
    ends = next((n for n, section in enumerate(sections) if concludes(section.heading)), None)
    return sections if ends is None else sections[: ends + 1]


def _whole(section: TrainingSection) -> bool:
    """Whether nothing of a section is cut off: the last sentence of a cut one may be half."""
    return len(section.text) <= _MOST_CHARACTERS


def _is_id(title: str) -> bool:
    """Whether a title is an identifier: a DOI, a number, a file's name."""
    return " " not in title.strip() and any(c.isdigit() or c in "_/." for c in title)
