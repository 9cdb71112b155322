"""Show 4: ten broken cells, imported: ten messages, nothing stored; mended: stored; again: no change."""

from pathlib import Path

from playwright.sync_api import Page, expect

from ryddig.records.contracts.models import Contract
from tests.browser import BrowserPage
from tests.walks.conftest import DEMO, LogIn

WHY = "the walk counts what is stored"


def send(shown: Page, file: Path) -> None:
    shown.goto(shown.url.split("/", 3)[0] + "//" + shown.url.split("/", 3)[2] + "/imports/")
    shown.locator("input[type=file]").set_input_files(file)
    shown.get_by_role("main").locator("form button").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text(file.name)


def stored() -> int:
    return Contract.objects.unscoped(WHY).count()


def test_ten_broken_cells_then_mended_then_again(page: BrowserPage, session: LogIn) -> None:
    session("lise")
    shown = page.go("/imports/")
    before = stored()
    send(shown, DEMO / "kontrakter-ti-feil.xlsx")
    expect(shown.locator(".r-problem:not([data-note])")).to_have_count(10)
    expect(shown.locator("form[action$='/store/']")).to_have_count(0)
    assert stored() == before
    send(shown, DEMO / "kontrakter-rettet.xlsx")
    expect(shown.locator(".r-problem:not([data-note])")).to_have_count(0)
    shown.locator("form[action$='/store/'] button").click()
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()
    after = stored()
    assert after > before
    send(shown, DEMO / "kontrakter-rettet.xlsx")
    expect(shown.locator("form[action$='/store/']")).to_have_count(0)
    assert stored() == after
