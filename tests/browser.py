"""A real Chromium for tests, with axe: how it starts, what a page may not do."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
AXE: Final = ROOT / "node_modules/axe-core/axe.min.js"
AXE_RULES: Final = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: Final = ViewportSize(width=360, height=780)
DESK: Final = ViewportSize(width=1280, height=900)


def chromium_path() -> str:
    """Where the browser is: RYDDIG_CHROMIUM, or `chromium` on the path. Empty when there is none."""
    return os.environ.get("RYDDIG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def start_chromium() -> Iterator[Browser]:
    """Start it once; fails when CI=true and there is none, skips elsewhere and says the cure."""
    path = chromium_path()
    if not path:
        say = pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip
        say("no Chromium here; run `make system-packages` or set RYDDIG_CHROMIUM")
    # playwright keeps an event loop in this thread; Django would take every query after it for one from a coroutine
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@dataclass
class BrowserPage:
    """A page, the server it speaks to, and what its console complained of."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open `path` on the server and return the page."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def axe(self) -> list[str]:
        """What axe finds wrong on the page as it stands: rule, impact and the elements; empty when nothing."""
        if not AXE.is_file():
            pytest.fail("axe-core is missing; run `make install`")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result: dict[str, Any] = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
        return [
            f"{fault['id']} ({fault['impact']}): {[node['target'] for node in fault['nodes']]}"
            for fault in result["violations"]
        ]

    def too_wide(self) -> bool:
        """True when the page scrolls sideways at the width it has."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def open_page(browser: Browser, url: str) -> Iterator[BrowserPage]:
    """A page in a context of its own; whatever its console calls an error fails the test that used it."""
    context = browser.new_context(locale="nb-NO", timezone_id="Europe/Oslo", viewport=DESK)
    shown = BrowserPage(page=context.new_page(), url=url)
    shown.page.on("console", lambda said: shown.complaints.append(said.text) if said.type == "error" else None)
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    yield shown
    context.close()
    assert not shown.complaints, f"the browser's console: {shown.complaints}"
