"""The sources of answers become HTML: a card a passage, the quoted words marked in it, and what was searched.

Pure. Lists only what was cited. Knows nothing of Gradio or of how the page opens a card.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.answer import Reference, Searched, Source, Turn
from agent.page.conversation import Live, rendered_searched
from agent.page.markup import Mark, link, marked, text

EMPTY = (
    '<div class="sources"><h2>Sources</h2><p class="hint">The passages an answer is quoted from appear here. '
    "Select a number such as <span class='cite'>[1]</span> to read the sentence in its place.</p></div>"
)


def rendered_sources(turns: Sequence[Turn], live: Live | None = None) -> str:
    """The sources of every turn; the last is shown, the page shows another when one of its numbers is clicked."""
    sections = [_section(turn.number, turn.answer.sources, turn.answer.searched) for turn in turns]
    if live:
        sections.append(_section(live.number, live.sources, live.searched or Searched("")))
    if not sections:
        return EMPTY
    last = live.number if live else turns[-1].number
    return f'<div class="sources" data-last="{last}"><h2>Sources</h2>{"".join(sections)}</div>'


def _section(turn: int, sources: Sequence[Source], searched: Searched) -> str:
    cards = "".join(_card(turn, group) for group in _by_passage(sources))
    none = "" if sources else '<p class="hint">This reply quotes nothing.</p>'
    return (
        f'<section class="of-turn" data-turn="{turn}" aria-label="Sources of answer {turn}">'
        f"{cards}{none}{_searched(searched)}</section>"
    )


def _searched(searched: Searched) -> str:
    if not searched.query:
        return ""
    looked = f"“{text(searched.query)}”: {rendered_searched(searched)}"
    return f'<p class="searched"><strong>What was searched</strong> {looked}</p>'


def _by_passage(sources: Sequence[Source]) -> list[tuple[Source, ...]]:
    """Sources of the same passage together, in the order in which the passages are first cited."""
    order = dict.fromkeys(source.passage_id for source in sources)
    return [tuple(source for source in sources if source.passage_id == passage_id) for passage_id in order]


def _card(turn: int, group: tuple[Source, ...]) -> str:
    first = group[0]
    marks = tuple(Mark(source.start, source.end, source.n) for source in group)
    numbers = "".join(f'<span class="n" id="source-{turn}-{source.n}">{source.n}</span>' for source in group)
    heading = f'<span class="heading">{text(first.heading)}</span>' if first.heading else ""
    publisher = f'<span class="publisher">{text(first.publisher)}</span>' if first.publisher else ""
    spoken = ", ".join(str(source.n) for source in group)
    return (
        f'<details class="source" data-turn="{turn}" data-n="{" ".join(str(source.n) for source in group)}">'
        f'<summary><span class="numbers" aria-hidden="true">{numbers}</span><span class="about">'
        f'<span class="unseen">Source {spoken}: </span><span class="title">{text(first.title)}</span>'
        f"{heading}{publisher}</span></summary>"
        f'<div class="inside"><blockquote class="passage">{marked(first.passage, marks)}</blockquote>'
        f"{_notice(first)}{_address(first)}{_references(first.sources)}"
        f'<p class="back"><button type="button" class="link" data-back="{turn}">Back to the answer</button></p>'
        "</div></details>"
    )


def _notice(source: Source) -> str:
    return f'<p class="review">{text(source.notice)}</p>' if source.notice else ""


def _address(source: Source) -> str:
    return f'<p class="address">{link(source.url, "Open the original")}</p>' if source.url else ""


def _references(references: Sequence[Reference]) -> str:
    if not references:
        return ""
    items = "".join(f"<li>{_reference(reference)}</li>" for reference in references)
    return f'<div class="rests"><h4>This passage rests on</h4><ul>{items}</ul></div>'


def _reference(reference: Reference) -> str:
    named = link(reference.url, reference.title or reference.url)
    return f"{text(reference.publisher)}: {named}" if reference.publisher else named
