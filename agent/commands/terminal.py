"""A conversation's events in a terminal: sentences as they come, numbered, then the sources they were quoted from."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from agent.answer import UNSURE, Alert, Answer, Outcome, Source
from agent.events import AlertRaised, Event, SearchFinished, SentenceReady, TokensWritten, TurnFinished


def show(events: Iterable[Event], console: Console | None = None) -> str:
    """Print the events as they come; the id of the session."""
    screen = console or Console(highlight=False)
    session_id = ""
    for event in events:
        if isinstance(event, AlertRaised):
            _alert(screen, event.alert)
        elif isinstance(event, SearchFinished):
            _searched(screen, event)
        elif isinstance(event, SentenceReady):
            marks = "".join(f"[{n}]" for n in event.sentence.citations)
            screen.print(f"{escape(event.sentence.text)} [cyan]{escape(marks)}[/cyan]")
        elif isinstance(event, TokensWritten):
            screen.print(escape(event.text), end="", style="dim")
        elif isinstance(event, TurnFinished):
            session_id = event.turn.session_id
            _finish(screen, event.turn.answer)
    return session_id


def _alert(screen: Console, alert: Alert) -> None:
    screen.print(Panel(escape(alert.message), title=escape(alert.title), border_style="bold red"))


def _searched(screen: Console, event: SearchFinished) -> None:
    titles = ", ".join(event.searched.documents[:4]) or "nothing found"
    screen.print(escape(f"Searched for “{event.searched.query}” in: {titles}"), style="dim")


def _finish(screen: Console, answer: Answer) -> None:
    if answer.message and answer.outcome is not Outcome.EMERGENCY:
        screen.print(escape(answer.message), style="yellow")
    if answer.unsure:
        screen.print(f"\n{UNSURE}", style="yellow")
    if answer.sources:
        screen.print("\nSources", style="bold")
    passages: dict[str, list[Source]] = {}
    for source in answer.sources:
        passages.setdefault(source.passage_id, []).append(source)
    for quoted in passages.values():
        screen.print(_source_line(quoted))
    for notice in dict.fromkeys(source.notice for source in answer.sources if source.notice):
        screen.print(escape(notice), style="dim")
    if answer.sources:
        screen.print("Osler informs and cites; it does not diagnose.", style="dim")


def _source_line(quoted: list[Source]) -> str:
    """One passage, under the numbers of all that was quoted from it."""
    source, marks = quoted[0], "".join(f"[{each.n}]" for each in quoted)
    where = " — ".join(part for part in (source.title, source.heading) if part)
    tail = ", ".join(part for part in (source.publisher, source.url) if part)
    rests = "; ".join(f"{page.publisher}, {page.title}, {page.url}" for page in source.sources)
    line = f"[cyan]{escape(marks)}[/cyan] {escape(where)} [dim]{escape(tail)}[/dim]"
    return line + (f"\n    [dim]rests on: {escape(rests)}[/dim]" if rests else "")
