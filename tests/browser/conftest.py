"""A browser to look at pages with: the system's Chromium, driven by Playwright, with no network to go to."""

import os
import shutil
from pathlib import Path

import pytest

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
MISSING = "no Chromium here, so pages were not looked at in a browser; install it with: apt-get install chromium"


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser():
    """Give a running browser; without one the tests skip, and with ``CI=true`` they fail."""
    path = _chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def look(browser, tmp_path):
    """Give ``look(html, width)``: a page of that width, and a list that fills with what it asks of others."""
    contexts = []

    def open_(html: str, width: int = 1280):
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=False)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Give axe-core, which finds accessibility faults in a page."""
    return (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
