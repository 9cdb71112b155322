"""Show 2 of the three steps: social dialogue at two factories. The contract demands it within six months; a desk audit
finds nothing begun; a deviation, a plan, a learning period, progress, and the end: every state through the pages.
"""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, expect

from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.links import mint_link
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.deviations.models import AgreedTerm, Deviation, DeviationProposal
from ryddig.records.reviews.models import Review
from tests.browser import DESK, PHONE, BrowserPage
from tests.walks.conftest import LogIn

WHY: Final = "the walk looks at what is stored"
EMAIL: Final = "ola@prove.example"
DOCUMENT: Final = "documents.social_dialogue"
RULE: Final = "req.human_rights.social_dialogue"
FACTORIES: Final = (("Eksempel Garments", "Bangladesh", "640"), ("Prøve Textiles", "Pakistan", "310"))
SEEN: Final = "Skrivebordsrevisjonen fant ingen tiltak på fabrikkene."


def contract() -> Contract:
    """Bed linen and towels, signed more than six months ago; nobody has said what it holds."""
    return Contract.objects.unscoped(WHY).get(reference="FH-905")


def review() -> Review:
    return Review.objects.unscoped(WHY).get(contract=contract())


def deviation() -> Deviation:
    return Deviation.objects.unscoped(WHY).get(contract=contract())


def take(shown: Page, act: str, *, within: Locator | None = None, **given: str) -> None:
    """Open the form of a step, fill it in, and press its button."""
    place = within or shown.get_by_role("main")
    form = place.locator(f"form[action$='/steps/{act}/']").first
    if not form.is_visible():
        form.locator("xpath=..").locator("> summary").click()
    for name, value in given.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button").last.click()
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()


def looks_right(page: BrowserPage) -> None:
    for size in (DESK, PHONE):
        page.page.set_viewport_size(size)
        assert page.axe() == []
        assert not page.too_wide()
    page.page.set_viewport_size(DESK)


def test_six_months_desk_audit_plan_learning_period_progress(page: BrowserPage, session: LogIn) -> None:
    here = f"/contracts/{contract().pk}"
    _the_contract_holds_it_and_it_is_late(page, session, here)
    _the_desk_audit_finds_nothing_begun(page, session, here)
    _a_deviation_is_opened(page, session, here)
    shown = page.page
    in_days = {days: (timezone.localdate() + timedelta(days=days)).isoformat() for days in (10, 14, 40, 120)}
    take(shown, "view", question="Send det dere har om tiltak på fabrikkene.", due_on=in_days[14])
    take(shown, "view_given", text="Vi ansetter en kvalitetsleder og velger to fabrikker sammen med dere.")
    take(shown, "plan", demand="Send en plan for de to viktigste fabrikkene.", due_on=in_days[14])
    for name, country, workers in FACTORIES:
        take(shown, "site", name=name, country=country, workers=workers, baseline="Ingen valgte tillitsvalgte.")
    for name, _, _ in FACTORIES:
        site = deviation().sites.get(name=name)
        take(shown, "measure", text="Opplæring", owner="Kvalitetsleder", due_on=in_days[40], site=str(site.pk))
    take(shown, "plan_given", text="Planen er klar.")
    take(shown, "plan_agree", reason="Planen dekker de viktigste fabrikkene.")
    take(shown, "learning", until=in_days[120], reason="Første gang kravet brukes: tiltak først.")
    looks_right(page)
    _sanctions_wait_for_the_learning_period(shown)
    _progress_until_the_end(shown)
    looks_right(page)
    assert deviation().state == Deviation.State.CLOSED


def _the_contract_holds_it_and_it_is_late(page: BrowserPage, session: LogIn, here: str) -> None:
    session("lise")
    shown = page.go(f"{here}/agreed/")
    shown.locator("#id_rule").select_option(RULE)
    shown.locator("#id_place").fill("Bilag 3, punkt 4.2")
    shown.locator("form:has(#id_place) button").click()
    looks_right(page)
    term = AgreedTerm.objects.unscoped(WHY).get(contract=contract())
    assert term.because[0]["rule"] == "deadlines.social_dialogue_start"
    assert term.due_on is not None
    assert term.due_on < timezone.localdate(), "six months after the signing have gone by"
    shown = page.go(f"{here}/deviations/")
    expect(shown.locator(".ds-alert[data-color=warning]")).to_contain_text("ikke startet")


def _the_desk_audit_finds_nothing_begun(page: BrowserPage, session: LogIn, here: str) -> None:
    """The documents of the requirement are asked for; a policy comes, and shows nothing begun."""
    session("petter")
    shown = page.go(f"{here}/contacts/")
    shown.fill("#id_name", "Ola Prøve")
    shown.fill("#id_email", EMAIL)
    shown.locator("main form:has(#id_email) button").click()
    shown = page.go(f"{here}/reviews/new/")
    expect(shown.locator(f"[name=documents][value='{DOCUMENT}']")).to_be_checked()
    for box in shown.locator("[name=documents]").all():
        box.set_checked(box.get_attribute("value") == DOCUMENT)
    shown.select_option("#id_contact", index=1)
    looks_right(page)
    shown.locator("main form:has([name=documents]) button").click()
    shown.locator("form[action$='/send/'] button").click()
    _the_supplier_hands_in(page)
    shown = page.go(f"{here}/reviews/{review().pk}/")
    shown.locator("input[type=radio][value=deviation]").check()
    shown.locator("textarea[name$='-note']").first.fill(SEEN)
    shown.locator("form[action*='/documents/']:has(input[type=radio]) button").click()
    expect(shown.get_by_role("main")).to_contain_text(SEEN)
    shown.fill("textarea[name=close-conclusion]", "Sosial dialog er ikke startet.")
    shown.fill("input[name=close-hours]", "3")
    shown.locator("form[action$='/close/'] button").click()
    looks_right(page)
    found = DeviationProposal.objects.unscoped(WHY).get(contract=contract())
    assert (found.state, found.origin, found.rule) == ("proposed", "review_item", RULE)


def _the_supplier_hands_in(page: BrowserPage) -> None:
    """By the link of the mail, which is queued and not sent here."""
    contact = SupplierContact.objects.unscoped(WHY).get(contract=contract(), email=EMAIL)
    _link, token = mint_link(contact=contact, on=timezone.localdate())
    shown = page.go(f"/s/{token}/")
    shown.locator("main a[href*='/s/reviews/']").first.click()
    sent = FilePayload(name="retningslinjer.txt", mimeType="text/plain", buffer=b"Vi er for sosial dialog.")
    shown.locator("input[type=file]").first.set_input_files([sent])
    shown.locator("form[action$='/files/'] button").first.click()
    expect(shown.locator("a[href*='/s/reviews/files/']")).to_have_count(1)
    looks_right(page)
    shown.locator("form[action$='/done/'] button").click()
    expect(shown.locator("form[action$='/done/']")).to_have_count(0)


def _a_deviation_is_opened(page: BrowserPage, session: LogIn, here: str) -> None:
    session("lise")
    shown = page.go(f"{here}/deviations/")
    shown.locator("[id^=proposal-] .ds-button").first.click()
    expect(shown.locator("#id_clause")).to_have_value("Bilag 3, punkt 4.2")
    shown.locator("#id_certain").check()
    shown.locator("#id_system_fault").check()
    looks_right(page)
    shown.locator("form:has(#id_certain) button").click()
    expect(shown.locator("#deviation")).to_contain_text(SEEN)
    expect(shown.get_by_role("main")).to_contain_text("Alvorlig")


def _sanctions_wait_for_the_learning_period(shown: Page) -> None:
    closed = shown.locator("details:has(> ul > #S6)")
    closed.locator("> summary").click()
    for rung in ("#S4", "#S6"):
        expect(shown.locator(f"{rung} > .r-list")).to_contain_text("læringsperiode")
    expect(shown.locator("form[action$='/steps/propose/']")).to_have_count(0)


def _progress_until_the_end(shown: Page) -> None:
    first = deviation().sites.get(name=FACTORIES[0][0])
    place = shown.locator("li.r-duty", has_text=FACTORIES[0][0]).first
    take(shown, "result", within=place, trained="210", sessions="455", representatives="6", result="Seks er valgt.")
    expect(shown.get_by_role("main")).to_contain_text("210 av 640 opplært (33 %)")
    assert first.results.count() == 1
    for number in (1, 2):
        measure = shown.locator(f"#measure-{number}")
        take(shown, "progress", within=measure, state="done", note="Gjennomført.")
        take(shown, "progress", within=shown.locator(f"#measure-{number}"), state="verified", note="Kursliste sett.")
    expect(shown.locator("#plan")).to_contain_text("2/2")
    day = (timezone.localdate() + timedelta(days=14)).isoformat()
    take(shown, "correct", demand="Bekreft skriftlig at sosial dialog er i gang på begge.", due_on=day)
    take(shown, "claim", text="Bekreftet, med referat fra begge fabrikkene.")
    take(shown, "accept", reason="Referatene er sett.")
    take(shown, "close", reason="Sosial dialog er i gang på begge fabrikkene.")
