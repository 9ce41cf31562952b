"""Pictures of a running chat page, for the README: `python scripts/screenshots.py http://127.0.0.1:7860 FOLDER`.

Needs playwright and a chromium. It asks the page a few questions and deletes the conversations that it made, so run it
on a page whose conversations matter to nobody. Ends with an error when the page asked anything of another machine.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

SIZES = {"desk": (1280, 900), "phone": (390, 844)}
QUESTIONS = {
    "answered": "What are the symptoms of asthma?",
    "emergency": "I have crushing chest pain and I feel sick",
    "abstention": "Does moonlight cure plaster allergy in sailors?",
}
WAIT_MS = 60_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium)
        strangers = {stranger for scheme in ("light", "dark") for stranger in pictures(browser, given, scheme)}
        browser.close()
    if strangers:
        sys.exit("The page asked other machines for: " + ", ".join(sorted(strangers)))


def pictures(browser: Browser, given: argparse.Namespace, scheme: str) -> set[str]:
    """Takes the pictures of both sizes in one colour scheme; gives the addresses elsewhere that were requested."""
    strangers: set[str] = set()
    for size, (width, height) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
        )
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("request", lambda request: _note(strangers, request.url, given.url))
        _series(page, given.url, lambda name, page=page, size=size: _picture(page, given.folder, size, scheme, name))
        context.close()
    return strangers


def _series(page: Page, url: str, picture) -> None:  # type: ignore[no-untyped-def]
    page.goto(url)
    page.locator("#question textarea").wait_for()
    picture("empty")
    for name, question in QUESTIONS.items():
        ask(page, question)
        if name == "answered":
            page.locator("a.cite").nth(1).click()
            page.wait_for_timeout(900)
        picture(name)
        if name == "answered":
            page.reload()
            page.locator("#past .turn").first.wait_for()
            picture("reloaded")
        open_drawer(page)
        if name == "abstention":
            page.wait_for_timeout(400)
            picture("conversations")
        page.locator("#new").click()
        page.locator(".welcome").wait_for()
    _delete_all(page)


def ask(page: Page, question: str) -> None:
    """Asks, and waits until the turn is stored."""
    page.locator("#question textarea").fill(question)
    page.locator("#send").click()
    page.locator("#past .turn").first.wait_for()
    expect(page.locator("#send")).to_be_visible(timeout=WAIT_MS)


def open_drawer(page: Page) -> None:
    """Opens the list of conversations where the screen is too narrow to show it always."""
    toggle = page.locator("#history-toggle")
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()


def _delete_all(page: Page) -> None:
    open_drawer(page)
    for question in QUESTIONS.values():
        item = page.locator(".past li", has_text=question[:30]).first
        item.locator(".more > summary").click()
        item.locator(".sure > summary").click()
        item.locator(".danger").click()
        expect(item.locator(".danger")).to_be_hidden()


def _picture(page: Page, folder: Path, size: str, scheme: str, name: str) -> None:
    page.wait_for_timeout(500)
    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")


def _note(strangers: set[str], address: str, home: str) -> None:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(home).netloc:
        strangers.add(address)


if __name__ == "__main__":
    main()
