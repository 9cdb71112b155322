"""A pay control from the contract to a decision, in a browser: ten payslips, two of them wrong."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ryddig.cli.demo_pay import DemoPay, read_pay
from ryddig.lawbook import load
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.pay_models import PayControl, PayDecision
from ryddig.worker.loop import Round
from tests.browser import DESK, PHONE, BrowserPage
from tests.walks.conftest import DEMO, LogIn, log_in

WHY = "the walk looks at what is stored"
REFERENCE = "TK-202"
REASON = "Etterbetalt i dag, vist med ny lønnsslipp."


def contract(reference: str = REFERENCE) -> Contract:
    return Contract.objects.unscoped(WHY).get(reference=reference)


def files(folder: Path) -> tuple[DemoPay, list[Path]]:
    pay, _reference, _who = read_pay(DEMO, load(), on=timezone.localdate())
    slips, times = folder / "lønnsslipper.csv", folder / "timeliste.csv"
    slips.write_text(pay.slips(), encoding="utf-8-sig")
    times.write_text(pay.times(), encoding="utf-8-sig")
    return pay, [slips, times]


def test_from_the_contract_to_two_wrong_payslips_and_what_was_decided(
    page: BrowserPage, session: LogIn, tmp_path: Path
) -> None:
    pay, given = files(tmp_path)
    session("kari")
    shown = page.go("/contracts/?q=" + REFERENCE)
    shown.get_by_role("main").locator("tbody th a").first.click()
    shown.locator(".r-parts").get_by_role("link", name="Lønnskontroll").click()
    shown.get_by_role("link", name="Ny lønnskontroll").click()
    ask(shown, pay)
    send(shown, given)
    run_and_wait(shown)
    two_wrong_slips(shown)
    decide(shown)
    shown.reload()
    expect(shown.get_by_role("main")).to_contain_text("Bekreftet")
    expect(shown.get_by_role("main")).to_contain_text(REASON)
    assert sorted(PayDecision.objects.unscoped(WHY).values_list("choice", flat=True)) == ["confirm", "dismiss"]
    fetch_the_report(shown, page.url)


def ask(shown: Page, pay: DemoPay) -> None:
    """The trade and the supplier stand there; the period and what documents show are filled in."""
    expect(shown.locator("#id_trade")).to_have_value("cleaning")
    shown.locator("#id_first").fill(pay.first.isoformat())
    shown.locator("#id_last").fill(pay.last.isoformat())
    shown.locator("#id_averaging").select_option("no")
    shown.locator("#id_tariff_bound").select_option("no")
    shown.locator("#id_pension_due").select_option("yes")
    shown.get_by_role("button", name="Gå videre til filene").click()


def send(shown: Page, given: list[Path]) -> None:
    """Both files are understood, and the page says what they cannot show."""
    shown.locator("#id_files").set_input_files(given)
    shown.get_by_role("button", name="Last opp filene").click()
    main = shown.get_by_role("main")
    expect(main).to_contain_text("Forstått som lønnsslipper: 10 rader")
    expect(main).to_contain_text("Forstått som timelister")
    expect(shown.locator("#lacking")).to_be_visible()


def run_and_wait(shown: Page) -> None:
    """The page waits, and loads itself when the worker is done."""
    shown.get_by_role("button", name="Kjør kontrollen").click()
    expect(shown.get_by_role("status").first).to_be_visible()
    Round().run_all()
    expect(shown.locator("#sums")).to_be_visible(timeout=15_000)


def two_wrong_slips(shown: Page) -> None:
    """Two workers with breaches, and no other."""
    wrong = shown.locator(".r-worker:has([data-outcome=breach])")
    expect(wrong).to_have_count(2)
    expect(wrong.first.locator("[data-outcome=breach]").first).to_contain_text(re.compile("PAY-0[23]"))
    first = wrong.first.locator("[data-outcome=breach]").first
    first.locator("summary", has_text="Hvorfor?").click()
    expect(first.locator("a[rel='external noreferrer']").first).to_be_visible()


def decide(shown: Page) -> None:
    """One is confirmed with a click, the other dismissed with a reason; the page stays where it is."""
    where = shown.url
    wrong = shown.locator(".r-worker:has([data-outcome=breach])")
    confirmed = str(wrong.nth(0).locator("[data-outcome=breach]").first.get_attribute("id"))
    dismissed = str(wrong.nth(1).locator("[data-outcome=breach]").first.get_attribute("id"))
    shown.locator(f"#{confirmed} button[value=confirm]").click()
    expect(shown.locator(f"#{confirmed}")).to_contain_text("Bekreftet")
    shown.locator(f"#{dismissed}").get_by_text("Avvis med begrunnelse").click()
    shown.locator(f"#{dismissed} textarea").fill(REASON)
    shown.locator(f"#{dismissed} button[value=dismiss]").click()
    expect(shown.locator(f"#{dismissed}")).to_contain_text(REASON)
    assert shown.url == where


def fetch_the_report(shown: Page, url: str) -> None:
    address = shown.get_by_role("link", name="Rapport (PDF)").get_attribute("href")
    report = shown.request.get(f"{url}{address}")
    assert report.headers["content-disposition"].startswith("attachment")
    assert report.body().startswith(b"%PDF")


def test_it_works_without_script(without_script: Page, tmp_path: Path) -> None:
    pay, given = files(tmp_path)
    shown = without_script
    shown.goto("/")
    log_in(shown, "petter")
    shown.goto(f"/contracts/{contract('TK-203').pk}/pay/new/")
    ask(shown, pay)
    shown.locator("#id_files").set_input_files(given)
    shown.get_by_role("button", name="Last opp filene").click()
    shown.get_by_role("button", name="Kjør kontrollen").click()
    Round().run_all()
    shown.get_by_role("link", name="Se om den er ferdig").click()
    shown.locator("button[value=confirm]").first.click()
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()
    expect(shown.get_by_role("main")).to_contain_text("Bekreftet")


@pytest.mark.parametrize(("language", "width"), [("nb", "desk"), ("nb", "phone"), ("en", "desk")])
def test_axe_finds_nothing_on_the_pay_pages(page: BrowserPage, session: LogIn, language: str, width: str) -> None:
    Round().run_all()
    done = PayControl.objects.unscoped(WHY).filter(state=PayControl.State.DONE).order_by("id")[0]
    session("lise", language)
    page.page.set_viewport_size(DESK if width == "desk" else PHONE)
    here = f"/contracts/{done.contract_id}/pay/"
    faults = {}
    for address in (here, f"{here}new/", f"{here}{done.pk}/", f"{here}{done.pk}/files/", f"{here}{done.pk}/edit/"):
        shown = page.go(address)
        shown.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        found = page.axe() + (["wider than the screen"] if page.too_wide() else [])
        if found:
            faults[address] = found
    assert faults == {}
