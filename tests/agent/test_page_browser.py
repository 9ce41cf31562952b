"""The page in a real browser, over fake conversations: what a person does with it. Slow; skipped without a chromium."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest

from agent.answer import Answer
from agent.events import Conversations, Event
from agent.fakes import SLOW, FakeConversations, canned_answer
from agent.page.serving import serve, take_port
from agent.queueing import Queued
from models.stopping import check_stopped

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

WAIT_MS = 60_000
ATTACK = '<img src="http://evil.example/x.png" onerror="window.hit=1"><script>window.hit=1</script> ![x](http://evil.example/y)'
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class Endless(FakeConversations):
    """A fake that works on "everything" until its reader leaves."""

    def ask(self, question: str, session_id: str | None = None) -> Iterator[Event]:
        for event in super().ask(question, session_id):
            yield event
            while SLOW in question:
                check_stopped()
                time.sleep(0.01)


def answer(question: str) -> Answer:
    """The canned answer; a question with "poison" gets one in which every text is an attack."""
    found = canned_answer(question)
    if "poison" not in question:
        return found
    found = canned_answer("asthma")
    source = found.sources[0]
    attack = ATTACK + " ${window.hit=1} {{constructor}}"
    poisoned = replace(
        source, passage=attack, start=0, end=len(attack), title=attack, notice=attack, url="javascript:window.hit=1"
    )
    sentence = replace(found.sentences[0], text=attack)
    return replace(found, question=question, sentences=(sentence,), sources=(poisoned,))


@dataclass(frozen=True)
class Served:
    """A served page, its conversations, and every address that its browsers asked of another machine."""

    address: str
    conversations: FakeConversations
    strangers: list[str]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    conversations = FakeConversations(pause=0.15, answer=answer)
    yield from serving(conversations, conversations)


@pytest.fixture(scope="module")
def served_one_at_a_time() -> Iterator[Served]:
    conversations = Endless()
    yield from serving(conversations, Queued(conversations, active=1))


def serving(conversations: FakeConversations, shown: Conversations) -> Iterator[Served]:
    addresses: list[str] = []
    ready = threading.Event()
    taken = take_port("127.0.0.1", 0)

    def tell(address: str) -> None:
        addresses.append(address)
        ready.set()

    threading.Thread(target=serve, args=(shown, taken, "127.0.0.1", tell), daemon=True).start()
    assert ready.wait(300)
    yield Served(addresses[0], conversations, [])
    taken.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(served: Served, browser: object) -> Iterator[object]:
    context = browser.new_context(viewport=DESK)  # type: ignore[attr-defined]
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.on("request", lambda request: note(served, request.url))
    opened(page, served.address)
    yield page
    context.close()
    assert served.strangers == []


def note(served: Served, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme.startswith(("http", "ws")) and parts.netloc != urlsplit(served.address).netloc:
        served.strangers.append(address)


def opened(page, address: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(address)
    page.locator("#history .hint, #history .past").first.wait_for()


def ask(page, question: str, wait: bool = True) -> None:  # type: ignore[no-untyped-def]
    turns = page.locator("#past .turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    if wait:
        playwright.expect(page.locator("#past .turn")).to_have_count(turns + 1, timeout=WAIT_MS)


def test_a_conversation_with_its_sources_survives_a_reload(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    ask(page, "What are the symptoms of asthma?")
    ask(page, "Does moonlight cure sailors?")
    before = page.locator("#past .turns").inner_html(), page.locator("#source-list").inner_text()
    page.locator("#turn-1 a.cite").nth(1).click()
    mark = page.locator("mark.chosen")
    assert mark.inner_text() == "Coughing from asthma is often worse at night or early in the morning."
    playwright.expect(mark).to_be_in_viewport()
    opened(page, page.url)
    playwright.expect(page.locator("#past .turn")).to_have_count(2)
    assert page.locator("#source-list").inner_text() == before[1]
    assert re.sub(r' aria-current="\w+"', "", page.locator("#past .turns").inner_html()) == before[0]


def test_an_example_is_asked_and_the_address_names_the_conversation(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    page.locator(".chip").first.click()
    page.locator("#past .turn").wait_for()
    session_id = page.locator("#past .turns").get_attribute("data-session")
    page.wait_for_url(f"**/?conversation={session_id}")
    page.locator("#new").click()
    page.locator(".welcome").wait_for()
    page.wait_for_url(re.compile(r"/$"))


def test_stop_stops_and_the_next_question_is_answered(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    question = "Tell me everything about asthma"
    ask(page, question, wait=False)
    page.locator("#live .status", has_text="Searched").wait_for()
    page.locator("#stop").click()
    page.locator("#live", has_text="You stopped this answer").wait_for()
    playwright.expect(page.locator("#question textarea")).to_have_value(question)
    deadline = time.monotonic() + 20
    while question not in served.conversations.stopped and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert question in served.conversations.stopped
    ask(page, "asthma?")
    assert page.locator("#live .turn").count() == 0


def test_closing_the_tab_stops_the_work(served: Served, browser: object) -> None:
    context = browser.new_context()  # type: ignore[attr-defined]
    page = context.new_page()
    opened(page, served.address)
    ask(page, "everything about asthma in a tab that closes", wait=False)
    page.locator("#live .status", has_text="Searched").wait_for()
    context.close()
    deadline = time.monotonic() + 30
    while not any("closes" in question for question in served.conversations.stopped) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert any("closes" in question for question in served.conversations.stopped)


def test_who_waits_sees_and_hears_the_place_in_the_line(served_one_at_a_time: Served, browser: object) -> None:
    # Each a browser of its own: one browser opens six connections to a server, and a tab at work holds two of them.
    contexts = [browser.new_context() for _ in range(3)]  # type: ignore[attr-defined]
    first, second, third = (context.new_page() for context in contexts)
    for page in (first, second, third):
        page.set_default_timeout(WAIT_MS)
        opened(page, served_one_at_a_time.address)
    ask(first, "everything about asthma", wait=False)
    first.locator("#live .status", has_text="Searched").wait_for()
    ask(second, "blood pressure", wait=False)
    second.locator("#live .status", has_text="your question is next").wait_for()
    ask(third, "asthma?", wait=False)
    third.locator("#live .status", has_text="1 question is before yours").wait_for()
    announced = third.locator("#said")
    playwright.expect(announced).to_have_text("1 question is before yours in the line…", timeout=WAIT_MS)
    assert announced.get_attribute("aria-live") == "polite"
    region = announced.element_handle()
    second.locator("#stop").click()
    second.locator("#live", has_text="You stopped this answer").wait_for()
    third.locator("#live .status", has_text="your question is next").wait_for()
    playwright.expect(announced).to_contain_text("your question is next")
    assert region.evaluate("said => said.isConnected")  # the same region as before, so it is read out
    first.locator("#stop").click()
    playwright.expect(third.locator("#past .turn")).to_have_count(1, timeout=WAIT_MS)
    playwright.expect(announced).to_have_text("")
    for context in contexts:
        context.close()


def test_the_emergency_stays_on_top(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    ask(page, "I have crushing chest pain")
    ask(page, "it was nothing. what is asthma?")
    alert = page.locator("#alert .alert")
    playwright.expect(alert).to_contain_text("Chest pain can be a heart attack")
    playwright.expect(alert).to_be_in_viewport()
    page.set_viewport_size(PHONE)
    page.mouse.wheel(0, 400)
    playwright.expect(alert).to_be_in_viewport()


def test_what_cannot_be_asked_is_told_and_stays_in_the_box(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    page.locator("#question textarea").fill("?!")
    page.locator("#send").click()
    page.locator("#notice", has_text="no words in it").wait_for()
    playwright.expect(page.locator("#question textarea")).to_have_value("?!")
    ask(page, "asthma?")
    assert page.locator("#notice").inner_text().strip() == ""


def test_nothing_in_an_answer_acts_or_calls_elsewhere(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    ask(page, "poison " + ATTACK)
    page.locator("a.cite").first.click()
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit") is None
    assert page.locator("#shell img, #shell iframe").count() == 0
    assert "{{constructor}}" in page.locator("#past .answer").inner_text()


def test_a_conversation_is_deleted_after_a_second_thought(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    ask(page, "a blood pressure to delete")
    item = page.locator(".past li", has_text="a blood pressure to delete")
    item.locator(".more > summary").click()
    item.locator(".sure > summary").click()
    item.locator(".danger").click()
    page.locator(".welcome").wait_for()
    playwright.expect(item).to_have_count(0)
    assert all("to delete" not in session.title for session in served.conversations.sessions())


def test_the_keyboard_is_enough(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    ask(page, "asthma?")
    cite = page.locator("a.cite").first
    cite.focus()
    page.keyboard.press("Enter")
    playwright.expect(page.locator("details.source[open]")).to_have_count(1)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cite"


def test_nothing_is_wider_than_a_phone(page, served: Served) -> None:  # type: ignore[no-untyped-def]
    page.set_viewport_size(PHONE)
    ask(page, "asthma " + "averyverylongword" * 20)
    page.locator("a.cite").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
