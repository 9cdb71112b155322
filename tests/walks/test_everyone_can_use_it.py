"""Every page at desk and phone width, in bokmål and English: axe finds nothing, and nothing runs out of the page."""

from collections.abc import Iterator

import pytest

from ryddig.records.contracts.models import Contract, Supplier
from tests.browser import DESK, PHONE, BrowserPage
from tests.walks.conftest import DEMO, LogIn

WHY = "the walk chooses what to look at"
PARTS = (
    *("", "duties/", "risk/", "plan/", "pay/", "pay/new/", "checklist/", "facts/", "edit/", "history/"),
    *("proof/", "proof/archive/"),
)
PAGES = (
    *("/", "/contracts/", "/contracts/?q=finnes-ikke", "/contracts/figures/", "/contracts/new/", "/planner/"),
    *("/imports/", "/suppliers/", "/quality/", "/law/", "/law/r2026.5e_1.pay/", "/law/thresholds.pay_clause/"),
    *("/account/", "/account/password/", "/settings/", "/settings/registers/", "/log/?check=1"),
)


def addresses() -> Iterator[str]:
    yield from PAGES
    yield from (f"/contracts/{contract_id()}/{part}" for part in PARTS)
    firm = Supplier.objects.unscoped(WHY).filter(orgnr__isnull=False).order_by("id")[0]
    yield from (f"/suppliers/{firm.pk}/{part}" for part in ("", "papers/", "requests/"))
    named = Supplier.objects.unscoped(WHY).filter(orgnr=None, contract_links__isnull=False).order_by("id")[0]
    yield from (f"/suppliers/{named.pk}/{part}" for part in ("", "number/"))


@pytest.mark.parametrize(("language", "width"), [("nb", "desk"), ("nb", "phone"), ("en", "desk")])
def test_axe_finds_nothing(page: BrowserPage, session: LogIn, language: str, width: str) -> None:
    session("lise", language)
    page.page.set_viewport_size(DESK if width == "desk" else PHONE)
    faults = {}
    for address in addresses():
        shown = page.go(address)
        shown.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        found = page.axe() + (["wider than the screen"] if page.too_wide() else [])
        if found:
            faults[address] = found
    assert faults == {}


def test_the_log_in_page_and_a_file_with_faults(page: BrowserPage, session: LogIn) -> None:
    page.go("/login/")
    assert page.axe() == []
    session("lise")
    shown = page.go("/imports/")
    shown.locator("input[type=file]").set_input_files(DEMO / "kontrakter-ti-feil.xlsx")
    shown.get_by_role("main").locator("form button").click()
    for size in (DESK, PHONE):
        shown.set_viewport_size(size)
        assert page.axe() == []
        assert not page.too_wide()


def test_dark_as_well(page: BrowserPage, session: LogIn) -> None:
    session("lise")
    page.page.emulate_media(color_scheme="dark")
    faults = {}
    for address in ("/", "/contracts/", "/contracts/figures/", "/law/", f"/contracts/{contract_id()}/duties/"):
        page.go(address)
        found = page.axe()
        if found:
            faults[address] = found
    assert faults == {}


def contract_id() -> int:
    return int(Contract.objects.unscoped(WHY).get(reference="TK-201").pk)
