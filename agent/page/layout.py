"""The page in Gradio's blocks: what stands where, and which click calls which handler. The only home of `gradio`.

Knows nothing of answers: handlers give it finished HTML, as a `Screen`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from agent.events import Conversations
from agent.page.conversation import rendered_welcome
from agent.page.handlers import SAYS_WHAT_TO_DO, Handlers, Place, Screen
from agent.page.reading import in_a_thread
from agent.page.sources import EMPTY

SPARE_JOBS = 16  # for clicks, beside the questions at work and in line
IDLE_SECONDS = 0.03  # Gradio looks a thousand times a second whether there is work; a laptop's battery would feel it
HERE = Path(__file__).parent
SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")

MASTHEAD = """
<header class="masthead">
  <button type="button" id="history-toggle" aria-controls="history" aria-label="Conversations">
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16"/></svg>
  </button>
  <h1><svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
    <rect width="32" height="32" rx="9"/><path d="M16 11v12"/>
    <path d="M9 10c3-1.4 5.2-1.2 7 .8 1.8-2 4-2.2 7-.8v12c-3-1.2-5.2-1-7 1-1.8-2-4-2.2-7-1z"/></svg>
    Osler</h1>
  <p><span>Answers to health questions, quoted from medical literature.</span>
  <small>It informs and does not diagnose; no clinician has certified it.</small></p>
</header>
"""

# Buttons inside rendered HTML say what they do in data attributes; this hands that to the Python handler.
FORWARD_CLICKS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]');
  if (button) trigger('select', { do: button.dataset.do, session: button.dataset.session });
});
"""
CONVERSATION_IN_ADDRESS = "() => new URLSearchParams(window.location.search).get('conversation')"
ASK_WITH_ADDRESS = f"(question, place, _) => [question, place, ({CONVERSATION_IN_ADDRESS})()]"


class _Parts:
    """The components that a `Screen` fills, in the order of its fields."""

    def __init__(self) -> None:
        _html(MASTHEAD, "masthead")
        with gr.Row(elem_id="shell"):
            with gr.Column(elem_id="history", min_width=0):
                self.new = gr.Button("New conversation", elem_id="new")
                self.history = _html("", "past-list", js_on_load=FORWARD_CLICKS)
            with gr.Column(elem_id="talk", min_width=0):
                self.alert = _html("", "alert")
                with gr.Column(elem_id="conversation", min_width=0):
                    self.past = _html(rendered_welcome(), "past")
                    self.live = _html("", "live")
                self._composer()
            with gr.Column(elem_id="sources", min_width=0):
                self.sources = _html(EMPTY, "source-list")
        self.place = gr.State(None)
        self.asked = gr.State("")
        self.address = gr.JSON(visible=False)

    def _composer(self) -> None:
        with gr.Column(elem_id="composer", min_width=0):
            self.notice = _html("", "notice")
            with gr.Row(elem_id="ask-row"):
                self.box = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    placeholder="Ask a health question…",
                    lines=1,
                    max_lines=6,
                    container=False,
                    elem_id="question",
                )
                self.send = gr.Button("Ask", elem_id="send", min_width=0)
                self.stop = gr.Button("Stop", elem_id="stop", min_width=0, visible=False)

    @property
    def screen(self) -> list[Any]:
        html = [self.alert, self.past, self.live, self.sources, self.history, self.notice]
        return [self.place, *html, self.box, self.send, self.stop]


def blocks(conversations: Conversations) -> gr.Blocks:
    """The page over these conversations."""
    handlers = Handlers(conversations)
    page: gr.Blocks
    with gr.Blocks(title="Osler", analytics_enabled=False, fill_width=True) as page:
        parts = _Parts()
        _wire(page, parts, handlers)
        gr.api(_chat(handlers), api_name="chat", concurrency_limit=None)  # type: ignore[attr-defined]
    page._queue.sleep_when_free = IDLE_SECONDS
    page.max_threads = page._queue.max_thread_count = handlers.most_at_once + SPARE_JOBS
    return page


def mounted(app: FastAPI, conversations: Conversations) -> FastAPI:
    """The app with the page at `/`."""
    served: FastAPI = gr.mount_gradio_app(
        app,
        blocks(conversations),
        path="/",
        footer_links=[],
        run_history=False,  # else Gradio keeps every question in the browser, beside our own store
        ssr_mode=False,
        show_error=True,
        theme=gr.themes.Base(font=SANS, font_mono=("ui-monospace", "monospace")),
        css=_read("style.css"),
        head=f"<style>{_read('frame.css')}</style><script>{_read('page.js')}</script>",
    )
    return served


def _wire(page: gr.Blocks, parts: _Parts, handlers: Handlers) -> None:
    async def ask(
        question: str, place: Place | None, address: str | None, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        # No place: Osler was started again while the page stood open, or the page is still coming up.
        screens = handlers.ask(_tab(request), place or Place(address), question)
        async with aclosing(in_a_thread(screens, Screen())) as read:
            async for screen in read:
                yield [question, *_updates(screen)]

    def stop(question: str, place: Place | None, request: gr.Request) -> list[Any]:
        return _updates(handlers.stop(_tab(request), place or Place(), question))

    def new(request: gr.Request) -> list[Any]:
        return _updates(handlers.show(_tab(request), None))

    def opened(session_id: str | None, request: gr.Request) -> list[Any]:
        return _updates(handlers.open(_tab(request), session_id))

    def picked(place: Place | None, event: gr.EventData, request: gr.Request) -> list[Any]:
        if event.do == "delete":
            return _updates(handlers.delete(_tab(request), place or Place(), str(event.session)))
        return _updates(handlers.show(_tab(request), str(event.session)))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking = gr.on(
        [parts.box.submit, parts.send.click],
        ask,
        [parts.box, parts.place, parts.address],
        [parts.asked, *parts.screen],
        js=ASK_WITH_ADDRESS,
        concurrency_limit=None,  # `agent.queueing` keeps the line, and says in it where one stands
        **quiet,
    )
    parts.stop.click(stop, [parts.asked, parts.place], parts.screen, cancels=[asking], queue=False, **quiet)
    parts.new.click(new, None, parts.screen, cancels=[asking], queue=False, **quiet)
    parts.history.select(picked, parts.place, parts.screen, cancels=[asking], queue=False, **quiet)
    page.load(opened, parts.address, parts.screen, js=CONVERSATION_IN_ADDRESS, **quiet)


def _chat(handlers: Handlers) -> Callable[..., dict[str, Any]]:
    def chat(question: str, session_id: str | None = None, *, request: gr.Request) -> dict[str, Any]:
        """Answer one question. Returns the answer as JSON, with the session_id to ask on with."""
        try:
            return handlers.chat(question, session_id, _tab(request))
        except SAYS_WHAT_TO_DO as error:
            raise gr.Error(str(error)) from error

    return chat


def _tab(request: gr.Request) -> str:
    return str(request.session_hash)


def _updates(screen: Screen) -> list[Any]:
    """The screen as Gradio wants it: one value for each component, in their order."""
    values = (screen.place, screen.alert, screen.past, screen.live, screen.sources, screen.history, screen.notice)
    shown = [gr.skip() if value is None else value for value in (*values, screen.box)]
    if screen.working is None:
        return [*shown, gr.skip(), gr.skip()]
    return [*shown, gr.update(visible=not screen.working), gr.update(visible=screen.working)]


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _html(value: str, name: str, js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=js_on_load)
