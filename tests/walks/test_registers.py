"""Show 4 in a browser: a supplier goes bankrupt overnight; Today says so, and the contract's risk shows why."""

from playwright.sync_api import expect

from ryddig.records.contracts.models import Contract
from tests.browser import BrowserPage
from tests.walks.conftest import LogIn

WHY = "the walk looks at what is stored"
REFERENCE = "TK-208"


def test_a_bankruptcy_is_first_in_today_and_stands_in_the_risk(page: BrowserPage, session: LogIn, night: None) -> None:
    contract = Contract.objects.unscoped(WHY).get(reference=REFERENCE)
    session("kari")
    shown = page.go("/")
    task = shown.locator(".r-todo", has_text=contract.title)
    expect(task).to_contain_text("Påfunn Vaktmesterservice AS")
    expect(task.locator(".r-todo__why")).to_contain_text("konkurs")
    expect(task.locator(".ds-button")).to_have_count(1)
    assert contract.title in shown.locator(".r-todo").nth(0).inner_text() + shown.locator(".r-todo").nth(1).inner_text()
    task.locator(f"a[href='/contracts/{contract.pk}/']").click()
    expect(shown.get_by_role("heading", level=1)).to_contain_text(contract.title)
    shown.locator(".r-parts a[href$='/risk/']").click()
    expect(shown.get_by_role("main")).to_contain_text("konkurs")
    shown.locator(".r-parts a[href$='/history/']").click()
    expect(shown.get_by_role("main")).to_contain_text("Risikonivået er endret fra «lav» til «høy».")
