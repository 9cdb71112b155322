"""A contract manager meets a bankrupt supplier: Today, the supplier, why, and the answer; with script and without."""

from playwright.sync_api import Page, expect

from ryddig.records.contracts.models import Supplier
from ryddig.records.lookups.models import Ask, Signal
from tests.browser import DESK, PHONE, BrowserPage
from tests.walks.conftest import LogIn, log_in, picture

WHY = "the walk looks at what is stored"
FIRM = "Påfunn Vaktmesterservice AS"


def supplier() -> Supplier:
    return Supplier.objects.unscoped(WHY).get(name=FIRM, organisation__name="Tenkevik kommune")


def bankruptcy() -> Signal:
    return Signal.objects.unscoped(WHY).get(supplier=supplier(), kind="signals.bankruptcy", state="open")


def answer(shown: Page, signal: Signal, reason: str) -> None:
    """In the card of the signal."""
    card = shown.locator(f"#signal-{signal.pk}")
    card.locator("details:has(form) > summary").click()
    card.locator("select").select_option("asked_supplier")
    card.locator("textarea").fill(reason)
    card.locator("form button").click()


def test_from_today_to_the_answer(page: BrowserPage, session: LogIn, night: None) -> None:
    session("kari")
    shown = page.go("/")
    shown.locator(".r-todo", has_text=FIRM).locator(".ds-button").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text(FIRM)
    signal = bankruptcy()
    card = shown.locator(f"#signal-{signal.pk}")
    expect(card).to_contain_text("konkurs")
    card.locator(".r-why > summary").click()
    expect(card.locator(".r-why__source a").first).to_be_visible()
    picture(shown, "supplier")
    for size in (DESK, PHONE):
        shown.set_viewport_size(size)
        assert page.axe() == []
        assert not page.too_wide()
    answer(shown, signal, "Bobestyrer er spurt om kontrakten går videre.")
    expect(shown.get_by_role("main")).to_contain_text("Bobestyrer er spurt om kontrakten går videre.")
    card.locator("a[href^='/answers/']").first.click()
    expect(shown.get_by_role("main")).to_contain_text("konkursdato")
    assert page.axe() == []
    signal.refresh_from_db()
    assert signal.state == "answered"


def test_asking_and_answering_need_no_script(without_script: Page, night: None) -> None:
    shown, firm = without_script, supplier()
    asks = Ask.objects.unscoped(WHY).count()
    shown.goto("/")
    log_in(shown, "kari")
    signal = bankruptcy()
    shown.goto(f"/suppliers/{firm.pk}/")
    answer(shown, signal, "Kontrakten er tatt opp i ledermøtet.")
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()
    expect(shown.get_by_role("main")).to_contain_text("Kontrakten er tatt opp i ledermøtet.")
    assert Ask.objects.unscoped(WHY).count() == asks, "an answer asks no register"
