"""Turns become HTML: questions, answers sentence by sentence, outcomes that look as different as they are, alerts.

Pure. A turn that is reloaded and one that was just answered pass through the same function, so they look the same.
Knows nothing of Gradio, of where turns are kept, or of how answers are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby

from agent.answer import UNSURE, Alert, Answer, Outcome, Searched, Sentence, Source, Turn, graver
from agent.events import AlertRaised, Event, SearchFinished, SentenceReady, TokensWritten, Waiting
from agent.page.markup import paragraphs, text
from agent.red_flags.rules import SELF_HARM_CATEGORIES

EXAMPLES = (
    "What are the symptoms of asthma?",
    "How is high blood pressure treated?",
    "What is a normal A1C?",
    "When should a child with a fever see a doctor?",
)
URGENCY = {"T1": "Emergency", "T2": "Urgent", "T3": "Today"}
HEADLINE = {
    Outcome.INSUFFICIENT_EVIDENCE: "Not found in the literature",
    Outcome.OUT_OF_SCOPE: "Not a question Osler can answer",
    Outcome.NEEDS_CLARIFICATION: "One question back to you",
    Outcome.ERROR: "This went wrong",
    Outcome.EMERGENCY: "This may be an emergency",
}
TITLES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Live:
    """A turn while it is being answered. `number` is the one it will have."""

    question: str
    number: int
    alert: Alert | None = None
    searched: Searched | None = None
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    draft: str = ""
    place: int = 0  # in the line: 1 is next, 0 is at work

    def after(self, event: Event) -> Live:
        """This turn with what the event tells. (What `TurnFinished` holds is shown from the store.)"""
        match event:
            case Waiting(place):
                return replace(self, place=place)
            case AlertRaised(alert):
                return replace(self, alert=graver(self.alert, alert))
            case SearchFinished(searched):
                return replace(self, searched=searched)
            case SentenceReady(sentence, source):
                sources = (*self.sources, source) if source else self.sources
                return replace(self, sentences=(*self.sentences, sentence), sources=sources, draft="")
            case TokensWritten(piece):
                return replace(self, draft=self.draft + piece)
        return self


def standing_alert(turns: Iterable[Turn], also: Alert | None = None) -> Alert | None:
    """The gravest alert that any turn raised."""
    return reduce(graver, (turn.answer.alert for turn in turns), also)


def rendered_alert(alert: Alert | None) -> str:
    """The alert that stands over the whole conversation; nothing where there is none."""
    if alert is None:
        return ""
    # What people write about harming themselves is not read back to them.
    told = alert.matched and alert.category not in SELF_HARM_CATEGORIES
    words = f'<p class="matched">Because you wrote: “{text(alert.matched)}”</p>' if told else ""
    return (
        f'<section class="alert {text(alert.tier)}" role="alert" aria-label="Urgent">'
        f'<p class="lead">{URGENCY[alert.tier]}</p><h2>{text(alert.title)}</h2>'
        f"{paragraphs(alert.message)}{words}</section>"
    )


def rendered_turns(turns: Sequence[Turn], session_id: str | None = None) -> str:
    """The conversation so far; `session_id` is what the address bar will say."""
    if not turns:
        return ""
    body = "".join(rendered_turn(turn) for turn in turns)
    return f'<div class="turns" data-session="{text(session_id or "")}">{body}</div>'


def rendered_turn(turn: Turn) -> str:
    return f'<article class="turn" id="turn-{turn.number}">{_question(turn.answer.question)}{_reply(turn)}</article>'


def rendered_live(live: Live) -> str:
    """The turn as far as it has come. Announced as it grows, so that it can be heard as well as read."""
    said = _said(live.sentences, live.sources, live.number)
    draft = f'<p class="draft">{text(live.draft)}</p>' if live.draft else ""
    return (
        f'<article class="turn working" id="turn-{live.number}">{_question(live.question)}'
        f'<div class="reply" aria-live="polite" aria-atomic="false">{_status(live)}'
        f"{_answered(said) if said else ''}{draft}</div></article>"
    )


def rendered_stopped(question: str) -> str:
    """What is left of a turn that the person stopped."""
    return (
        f'<article class="turn">{_question(question)}<div class="reply"><div class="card plain" role="status">'
        "<p>You stopped this answer. Your question is back in the box.</p>"
        "</div></div></article>"
    )


def rendered_notice(message: str) -> str:
    """Something that went wrong outside any turn, said beside the question box."""
    return f'<p class="notice" role="alert">{text(message)}</p>' if message else ""


def rendered_welcome() -> str:
    """An empty conversation: what can be asked here."""
    chips = "".join(
        f'<li><button type="button" class="chip" data-ask="{text(example)}">{text(example)}</button></li>'
        for example in EXAMPLES
    )
    return (
        '<section class="welcome"><h2>What would you like to know?</h2>'
        "<p>Ask in your own words, and ask on from there. Every sentence of an answer is quoted from medical "
        "literature, and its number opens the place it was taken from.</p>"
        f'<ul class="chips" aria-label="Example questions">{chips}</ul></section>'
    )


def rendered_searched(searched: Searched) -> str:
    """`8 passages in: Asthma, COPD and 2 more`"""
    count = f"{searched.passages} passage{'' if searched.passages == 1 else 's'}"
    return f"{count} in: {_titles(searched.documents)}" if searched.documents else count


def _titles(documents: Sequence[str]) -> str:
    names = tuple(dict.fromkeys(documents))
    more = len(names) - TITLES_NAMED
    return text(", ".join(names[:TITLES_NAMED])) + (f" and {more} more" if more > 0 else "")


def _question(question: str) -> str:
    return f'<div class="question"><h3 class="unseen">You asked</h3><p>{text(question)}</p></div>'


def _status(live: Live) -> str:
    if live.place:
        # The page puts this into a region that stays (page.js): a live region that is itself replaced is often not read.
        return f'<p class="status" aria-live="off" data-said>{_in_line(live.place)}</p>'
    if live.searched is None:
        return '<p class="status">Searching the literature…</p>'
    return f'<p class="status">Searched {rendered_searched(live.searched)}</p>'


def _in_line(place: int) -> str:
    """What somebody at this place in the line reads; 1 is next."""
    if place == 1:
        return "Others are being answered; your question is next…"
    others = place - 1
    return f"{others} question{' is' if others == 1 else 's are'} before yours in the line…"


def _reply(turn: Turn) -> str:
    answer, number = turn.answer, turn.number
    said = _said(answer.sentences, answer.sources, number)
    card = ("" if answer.outcome is Outcome.ANSWERED else _card(answer)) + _doubt(answer)
    return f'<div class="reply">{card}{_answered(said, _foot(answer, number)) if said else ""}</div>'


def _answered(said: str, foot: str = "") -> str:
    return f'<div class="answer"><h3 class="unseen">Osler answered</h3>{said}{foot}</div>'


def _said(sentences: Sequence[Sentence], sources: Sequence[Source], turn: int) -> str:
    """Sentences of one passage run on as one paragraph; where the passage changes, a new one begins."""
    passages = {source.n: source.passage_id for source in sources}
    titles = {source.n: source.title for source in sources}

    def passage(sentence: Sentence) -> str:
        return next((passages[n] for n in sentence.citations if n in passages), "")

    return "".join(
        f"<p>{' '.join(_sentence(sentence, titles, turn) for sentence in run)}</p>"
        for _, run in groupby(sentences, key=passage)
    )


def _sentence(sentence: Sentence, titles: dict[int, str], turn: int) -> str:
    cited = "".join(_citation(n, titles.get(n, ""), turn) for n in sentence.citations)
    return (
        f'<span class="sentence {text(sentence.kind)}">{text(sentence.text)}<span class="cites">{cited}</span></span>'
    )


def _citation(n: int, title: str, turn: int) -> str:
    label = f"Source {n}: {title}" if title else f"Source {n}"
    return (
        f'<a class="cite" href="#source-{turn}-{n}" data-turn="{turn}" data-n="{n}" title="{text(title)}" '
        f'aria-label="{text(label)}">[{n}]</a>'
    )


def _foot(answer: Answer, turn: int) -> str:
    quoted = all(sentence.kind == "quote" for sentence in answer.sentences)
    how = "Quoted word for word" if quoted else "Each sentence checked against its source"
    passages = len({source.passage_id for source in answer.sources})
    read = "Read the passage" if passages == 1 else f"Read the {passages} passages"
    button = f'<button type="button" class="link" data-show="{turn}">{read}</button>'
    return f'<p class="foot"><span>{how}</span>{button}</p>'


def _card(answer: Answer) -> str:
    head, message = HEADLINE.get(answer.outcome, ""), answer.message
    if answer.alert and message == answer.alert.message:  # said in full at the top already
        head, message = answer.alert.title, "Please read the advice at the top of this conversation first."
    more = _what_was_searched(answer.searched) if answer.outcome is Outcome.INSUFFICIENT_EVIDENCE else ""
    return f'<div class="card {answer.outcome.value}"><h3>{text(head)}</h3>{paragraphs(message)}{more}</div>'


def _doubt(answer: Answer) -> str:
    """What is said before an answer that more likely answers something else."""
    return (
        f'<div class="card unsure" role="status"><h3>This may not answer your question</h3>{paragraphs(UNSURE)}</div>'
        if answer.unsure
        else ""
    )


def _what_was_searched(searched: Searched) -> str:
    looked = f"<p>Searched for “{text(searched.query)}”: {rendered_searched(searched)}.</p>" if searched.query else ""
    return (
        f"{looked}<p>It may help to name the condition, medicine or test; to ask one thing at a time; or to use "
        "other words for it. A pharmacist, nurse or doctor can answer what the literature here does not.</p>"
    )
