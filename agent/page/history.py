"""The list of past conversations becomes HTML: title and date, to open, to export, to delete after a second thought.

Pure. Knows nothing of where sessions are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.page.markup import text
from agent.session import SessionSummary

EXPORT_PATH = "/export"


def rendered_history(sessions: Sequence[SessionSummary], current: str | None = None) -> str:
    """The sessions in the order given; the current one is marked."""
    if not sessions:
        return '<p class="hint">Your conversations will be listed here. They are kept on the computer that Osler runs on.</p>'
    items = "".join(_item(session, session.session_id == current) for session in sessions)
    return f'<nav aria-label="Past conversations"><ul class="past">{items}</ul></nav>'


def _item(session: SessionSummary, is_current: bool) -> str:
    key, title = text(session.session_id), text(session.title or "Untitled")
    here = ' aria-current="true"' if is_current else ""
    urgent = '<span class="urgent">Urgent</span>' if session.alert else ""
    return (
        f'<li{here}><button type="button" class="open" data-do="open" data-session="{key}">'
        f'<span class="title">{title}</span><span class="when">{_when(session.updated)}{urgent}</span></button>'
        f'<details class="more"><summary aria-label="More for “{title}”"><span aria-hidden="true">⋯</span></summary>'
        f'<div class="menu"><a href="{EXPORT_PATH}/{key}" download>Export as JSON</a>'
        '<details class="sure"><summary>Delete…</summary><p>Delete this conversation for good?</p>'
        f'<button type="button" class="danger" data-do="delete" data-session="{key}">Delete for good</button>'
        "</details></div></details></li>"
    )


def _when(stamp: str) -> str:
    """`22 Nov 2026` for people, the whole time for machines; a stamp that is none is shown as it is."""
    try:
        day = datetime.fromisoformat(stamp)
    except ValueError:
        return text(stamp)
    return f'<time datetime="{text(stamp)}">{day.day} {day:%b %Y}</time>'
