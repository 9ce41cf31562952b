"""The page in a real browser that reaches no network: what a reader sees and does. Slow; skipped without a chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from evals.report import html
from tests.evals.report.hostile import ATTACK, hostile_item, hostile_run
from tests.evals.report.small_runs import FELL, ITEMS, OPEN, SURE, before, run

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LONG = "averyverylongword" * 20


@dataclass
class Opened:
    """A page in a browser, and all that went wrong in it or left it."""

    page: object
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as files, as a run leaves them."""
    made = tmp_path_factory.mktemp("pages")
    choice = hostile_run().tasks[0]
    long = replace(run(), run_id=LONG, tasks=(replace(run().tasks[0], title=LONG, notes=(LONG,)),))
    pages = {
        "whole": html.page(run(), ITEMS, before(), (SURE, FELL)),
        "hostile": html.page(hostile_run(), {choice.task: [hostile_item()]}, hostile_run(), choice.comparisons),
        "long": html.page(long, ITEMS),
        "compared": html.comparison_page(run(), before(), (SURE, OPEN, FELL)),
    }
    for name, text in pages.items():
        (made / f"{name}.html").write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: object) -> Iterator[Opened]:
    context = browser.new_context(viewport=DESK, offline=True)  # type: ignore[attr-defined]
    page = context.new_page()
    found = Opened(page)
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else found.complaints.append(request.url),
    )
    yield found
    context.close()
    assert found.complaints == []


@pytest.mark.parametrize("name", ["whole", "hostile", "long", "compared"])
def test_nothing_is_wider_than_a_phone(opened, folder: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    opened.page.set_viewport_size(PHONE)
    opened.page.goto((folder / f"{name}.html").as_uri())
    opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert opened.page.locator("svg").count() >= 2


def test_nothing_in_the_data_acts(opened, folder: Path) -> None:  # type: ignore[no-untyped-def]
    opened.page.goto((folder / "hostile.html").as_uri())
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.hit") is None
    assert opened.page.locator("img, script").count() == 0
    assert ATTACK in opened.page.locator("h4").first.inner_text()


def test_a_figure_is_seen_in_light_and_in_dark(opened, folder: Path) -> None:  # type: ignore[no-untyped-def]
    colours = []
    for scheme in ("light", "dark"):
        opened.page.emulate_media(color_scheme=scheme)
        opened.page.goto((folder / "whole.html").as_uri())
        fills = opened.page.evaluate("""() => ["html", "svg text"].map(where => {
            const style = getComputedStyle(document.querySelector(where));
            return where === "html" ? style.backgroundColor : style.fill;
        })""")
        assert fills[0] != fills[1]
        colours.append(fills)
    assert colours[0][0] != colours[1][0] and colours[0][1] != colours[1][1]


def test_evidence_unfolds_by_the_keyboard_without_scripts(browser, folder: Path) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport=DESK, java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "whole.html").as_uri())
    passage = page.locator("article").first.locator(".passage")
    playwright.expect(passage).not_to_be_visible()
    page.locator("article").first.locator("summary", has_text="passage").focus()
    page.keyboard.press("Enter")
    playwright.expect(passage).to_be_visible()
    context.close()


def test_what_is_folded_is_printed_but_for_the_passages(opened, folder: Path) -> None:  # type: ignore[no-untyped-def]
    opened.page.goto((folder / "whole.html").as_uri())
    opened.page.emulate_media(media="print", color_scheme="dark")
    assert opened.page.locator("caption", has_text="Predictions by their probability").is_visible()
    assert opened.page.locator("h4", has_text="q1").is_visible()
    assert not opened.page.locator(".passage").first.is_visible()
    assert opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
