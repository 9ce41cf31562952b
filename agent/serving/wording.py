"""The text of a reply, for a client that shows text and nothing else: alert, sentences with [n], sources. Pure.

The pieces are given as the events come, and are the same text whether a client streams or not. Also reads back from a
reply what the next question needs of it. Knows nothing of JSON or HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answer import UNSURE, Alert, Answer, Outcome, Source
from agent.citations import checked
from agent.events import AlertRaised, Event, SentenceReady, TurnFinished

SOURCES = "Sources:"
INFORMS = "Osler informs and cites; it does not diagnose."
_SOURCE = re.compile(r"^(?:\[\d+\])+ (?P<title>.+?)(?: — [^—]*?)?(?: \| .*)?$")


class Wording:
    """Feed it the events of one answer in their order; it gives the pieces of its text, each as early as can be."""

    def __init__(self) -> None:
        self._alerts: list[Alert] = []
        self._said: list[str] = []
        self._sources: list[Source] = []

    def add(self, event: Event) -> str:
        """The piece of text that this event adds; empty for what only a page shows."""
        if isinstance(event, AlertRaised) and event.alert not in self._alerts:
            self._alerts.append(event.alert)
            return self._next(f"{event.alert.title}\n{event.alert.message}")
        if isinstance(event, SentenceReady):
            return self._sentence(event)
        if isinstance(event, TurnFinished):
            return self._next("\n\n".join(_ending(event.turn.answer, bool(self._alerts))))
        return ""

    def _sentence(self, event: SentenceReady) -> str:
        if event.source is not None:
            self._sources.append(event.source)
        # What is streamed cannot be taken back: only what the answer's own check will let pass is said.
        held, _, _ = checked((event.sentence,), tuple(self._sources))
        return self._next(" ".join((held[0].text, _marks(held[0].citations)))) if held else ""

    def _next(self, text: str) -> str:
        piece = f"\n\n{text}" if text and self._said else text
        self._said += [text] if text else []
        return piece


def text_of(answer: Answer) -> str:
    """The sources of an answer as text, under their heading; empty where it has none."""
    passages: dict[str, list[Source]] = {}
    for source in answer.sources:
        passages.setdefault(source.passage_id, []).append(source)
    if not passages:
        return ""
    notices = dict.fromkeys(source.notice for source in answer.sources if source.notice)
    return "\n".join([SOURCES, *map(_source_lines, passages.values()), *notices, INFORMS])


def read_back(reply: str) -> tuple[str, tuple[str, ...]]:
    """The words of an earlier reply without its marks, and the titles of its sources; a reply in other words has none."""
    said, heading, listed = reply.rpartition(f"{SOURCES}\n")
    if not heading:
        said, listed = reply, ""
    titles = (match["title"] for match in map(_SOURCE.match, listed.splitlines()) if match)
    said = said.replace(UNSURE, "")
    return re.sub(r"\s*(?:\[\d+\])+", "", said).strip(), tuple(dict.fromkeys(titles))


def _ending(answer: Answer, alerted: bool) -> Iterator[str]:
    """Osler's own sentence where there is no answer, and the sources. An alert was told before."""
    if answer.message and not (alerted and answer.outcome is Outcome.EMERGENCY):
        yield answer.message
    if answer.unsure:
        yield UNSURE
    if answer.sources:
        yield text_of(answer)


def _source_lines(quoted: list[Source]) -> str:
    """One passage, under the numbers of all that was quoted from it."""
    source = quoted[0]
    title = " — ".join(" ".join(part.split()) for part in (source.title, source.heading) if part)
    line = " | ".join(
        part for part in (f"{_marks(each.n for each in quoted)} {title}", source.publisher, source.url) if part
    )
    rests = "; ".join(
        ", ".join(part for part in (page.publisher, page.title, page.url) if part) for page in source.sources
    )
    return f"{line}\n    rests on: {rests}" if rests else line


def _marks(numbers: Iterator[int] | tuple[int, ...]) -> str:
    return "".join(f"[{n}]" for n in numbers)
