"""Show 1 of the three steps: a contract, a self-report answered on a telephone, a risk that rises, documents, a
deviation, a letter, a correction, kroner paid back, and a proof that tells all of it. Once in bokmål, once in Polish.

Nothing is stood in for: mail goes through a mail server, the link is the one in the mail, files are taken in whole.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from ryddig.domain.facts import SupplierFact
from ryddig.records.accounts.demo import erase_demo
from ryddig.records.accounts.models import User
from ryddig.records.deviations.models import Deviation, DeviationProposal
from ryddig.records.followup.models import ScreeningRecord
from ryddig.records.followup.services import register_and_screen
from ryddig.records.selfreports.models import SelfReport
from ryddig.reports.law import law_for
from tests.browser import PHONE, BrowserPage
from tests.cast import Cast, facts, make_cast, orgnr
from tests.walks.story import Story, fill_in, narrow
from tests.worker.mail_server import MailServer, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WHY: Final = "the walk looks at what is stored"
SLIP: Final = "Ansattnr;Periode;Timer;Timelønn\n101;10.2026;150;200,00\n"
PAID: Final = "Ansattnr;Etterbetalt\n101;7320\n102;6680\n"
"""NOK 14 000 altogether."""


@pytest.fixture(scope="module")
def live_server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    """A server on an empty register."""
    with django_db_blocker.unblock():
        started = LiveServer("localhost")
        yield started
        started.stop()
        erase_demo()


@pytest.fixture
def cast(live_server: LiveServer) -> Iterator[Cast]:
    """Two buyers and their people."""
    yield make_cast()
    erase_demo()


@pytest.fixture
def mail(settings: Settings, live_server: LiveServer) -> Iterator[MailServer]:
    """A mail server, which Ryddig knows."""
    server = MailServer()
    with running(server) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        settings.PUBLIC_URL = live_server.url
        yield server


@pytest.fixture
def story(page: BrowserPage, chromium: "Browser", cast: Cast, mail: MailServer, tmp_path: Path) -> Iterator[Story]:
    """Kari at her desk, and somebody with a telephone."""
    on = timezone.localdate()
    told = facts(
        "K-1",
        title="Renhold av skoler",
        announced_on=on - timedelta(days=110),
        signed_on=on - timedelta(days=50),
        starts_on=on - timedelta(days=45),
        ends_on=on + timedelta(days=700),
        suppliers=(SupplierFact("Prøve Renhold AS", orgnr(1)),),
    )
    contract = register_and_screen(
        actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=law_for([]).screener, on=on
    )
    log_in(page, cast)
    with ExitStack() as stack:
        context = chromium.new_context(locale="nb-NO", viewport=PHONE)
        stack.callback(context.close)
        phone = context.new_page()
        wrong: list[str] = []
        phone.on("pageerror", lambda error: wrong.append(str(error)))
        yield Story(page.page, phone, page.url, mail, contract, on, tmp_path)
        assert wrong == []


def log_in(shown: BrowserPage, cast: Cast) -> None:
    """Kari, in bokmål."""
    User.objects.update(language="nb")
    client = Client()
    client.force_login(cast.user(cast.kari))
    name = settings.SESSION_COOKIE_NAME
    shown.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": shown.url}])


@pytest.mark.parametrize("spoken", ["nb", "pl"])
def test_from_contract_to_proof(story: Story, spoken: str) -> None:
    somebody_to_write_to(story, spoken)
    self_report_is_asked_for(story)
    supplier_answers_on_a_telephone(story, spoken)
    risk_has_risen(story)
    documents_are_asked_for(story)
    supplier_sends_documents(story)
    documents_are_looked_at(story)
    deviation_is_opened(story)
    letter_is_sent(story)
    supplier_corrects(story, spoken)
    deviation_is_closed(story)
    report_is_closed(story)
    proof_tells_all(story)


def somebody_to_write_to(story: Story, spoken: str) -> None:
    shown = story.go("contacts/")
    shown.fill("#id_name", "Ola Prøve")
    shown.fill("#id_email", "ola@prove.example")
    shown.select_option("#id_language", spoken)
    story.press("main form:has(#id_email) button")
    expect(shown.get_by_role("main")).to_contain_text("Ola Prøve")


def self_report_is_asked_for(story: Story) -> None:
    shown = story.go("self-reports/new/")
    shown.select_option("#id_questionnaire", "questionnaires.pay_simple")
    story.press("main form:has(#id_questionnaire) button")
    story.open_link()


def supplier_answers_on_a_telephone(story: Story, spoken: str) -> None:
    phone = story.phone
    expect(phone.locator("html")).to_have_attribute("lang", spoken)
    phone.locator("main a[href*='/s/reports/']").first.click()
    phone.locator("main a.ds-button").first.click()
    for _ in range(12):
        if "/check/" in phone.url:
            break
        fill_in(phone)
        narrow(phone)
        before = phone.url
        phone.locator("button[value=next]").click()
        assert phone.url != before, phone.locator("main").inner_text()
    narrow(phone)
    phone.locator("form[action$='/deliver/'] button").click()
    expect(phone.locator("#receipt")).to_be_visible()
    delivered = SelfReport.objects.unscoped(WHY).get(request__contract=story.contract)
    assert delivered.language == spoken
    assert "questions.pay.lowest" in delivered.answers["answers"]


def risk_of(story: Story) -> tuple[int, int]:
    row = ScreeningRecord.objects.unscoped(WHY).filter(contract=story.contract).order_by("-version")[0]
    return row.version, row.decision["risk"]["score"]


def risk_has_risen(story: Story) -> None:
    first = ScreeningRecord.objects.unscoped(WHY).filter(contract=story.contract).order_by("version")[0]
    version, score = risk_of(story)
    assert version > first.version
    assert score > first.decision["risk"]["score"]
    shown = story.go("risk/")
    expect(shown.get_by_role("main")).to_contain_text(re.compile("høy|Høy"))


def documents_are_asked_for(story: Story) -> None:
    shown = story.go("reviews/new/")
    for box in shown.locator("input[name=documents]").all():
        box.set_checked(box.get_attribute("value") == "documents.payslip")
    first = (story.on.replace(day=1) - timedelta(days=1)).replace(day=1)
    shown.fill("#id_first", first.isoformat())
    shown.fill("#id_last", (story.on.replace(day=1) - timedelta(days=1)).isoformat())
    shown.fill("#id_workers", "101\n102")
    story.press("main form:has([name=documents]) button")
    story.press("form[action$='/send/'] button")
    story.open_link()


def supplier_sends_documents(story: Story) -> None:
    phone = story.phone
    phone.locator("main a[href*='/s/reviews/']").first.click()
    narrow(phone)
    phone.locator("input[type=file]").first.set_input_files(story.file("lonnsslipp.csv", SLIP))
    phone.locator("form[action$='/files/'] button").first.click()
    expect(phone.locator("a[href*='/s/reviews/files/']")).to_have_count(1)
    phone.locator("form[action$='/done/'] button").click()
    expect(phone.locator("form[action$='/done/']")).to_have_count(0)


def documents_are_looked_at(story: Story) -> None:
    shown = story.go("reviews/")
    shown.locator("main a[href*='/reviews/']:not([href$='/new/'])").last.click()
    expect(shown.get_by_role("main")).to_contain_text("lonnsslipp.csv")
    shown.locator("input[type=radio][value=deviation]").first.check()
    shown.locator("textarea[name$='-note']").first.fill("Timelønnen er under satsen.")
    story.press("form[action*='/documents/']:has(input[type=radio]) button")
    shown.locator("textarea[name=close-conclusion]").fill("Lønnsslippen viser lønn under satsen.")
    shown.fill("input[name=close-hours]", "2")
    story.press("form[action$='/close/'] button")


def deviation_is_opened(story: Story) -> None:
    proposals = DeviationProposal.objects.unscoped(WHY).filter(contract=story.contract, state="proposed")
    assert {"self_report", "review_item"} <= {one.origin for one in proposals}
    certain = proposals.filter(origin="self_report", certain=True).first() or proposals.filter(origin="self_report")[0]
    shown = story.go(f"deviations/new/?proposal={certain.pk}")
    shown.fill("#id_title", "Lønn under minstesatsen")
    shown.fill("#id_what", "Egenrapport og lønnsslipp viser 200 kroner timen.")
    shown.fill("#id_clause", "Bilag 4, punkt 2")
    shown.locator("#id_certain").check()
    shown.fill("#id_workers", "2")
    shown.fill("#id_owed", "14000")
    story.press("main form:has(#id_title) button")
    assert Deviation.objects.unscoped(WHY).filter(contract=story.contract, state="open").exists()


def deviation(story: Story) -> Deviation:
    return Deviation.objects.unscoped(WHY).get(contract=story.contract)


def act(story: Story, name: str, **given: str) -> None:
    """Take a step on the deviation's page."""
    shown = story.go(f"deviations/{deviation(story).pk}/")
    form = shown.locator(f"form[action$='/steps/{name}/']").first
    form.evaluate(
        "one => { for (let at = one; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true }"
    )
    for field, value in given.items():
        form.locator(f"[name$='{field}']").fill(value)
    form.locator("button").last.click()
    expect(shown.locator(".ds-error-summary, .ds-alert[data-color=danger]")).to_have_count(0)


def letter_is_sent(story: Story) -> None:
    due = (story.on + timedelta(days=14)).isoformat()
    act(story, "correct", demand="Betal det som mangler, og vis nye lønnsslipper.", due_on=due)
    shown = story.go(f"deviations/{deviation(story).pk}/")
    shown.locator("a[href$='/correction/']").first.click()
    story.press("main form:has(textarea) .r-actions button")
    story.press("button[value=send]")
    story.open_link()


def supplier_corrects(story: Story, spoken: str) -> None:
    phone = story.phone
    expect(phone.locator("html")).to_have_attribute("lang", spoken)
    phone.locator("main a[href*='/s/deviations/']").first.click()
    phone.locator("main a[href*='/s/letters/']").first.click()
    narrow(phone)
    phone.locator("main a.ds-button[href*='/s/deviations/']").click()
    narrow(phone)
    form = phone.locator("form:has(button[value=correction])")
    form.locator("textarea").fill("Etterbetalt. Ny sats fra neste lønn.")
    form.locator("[name=paid_back]").fill("14000")
    form.locator("input[type=file]").set_input_files(story.file("etterbetaling.csv", PAID))
    form.locator("button[value=correction]").click()
    expect(phone.locator("main .p-steps")).to_contain_text("Etterbetalt. Ny sats fra neste lønn.")


def deviation_is_closed(story: Story) -> None:
    act(story, "accept", reason="Lønnsslipp og bankbilag er sett.")
    shown = story.go(f"deviations/{deviation(story).pk}/money/")
    form = shown.locator("form[action$='/repayment/'], form[action*='repay']").first
    form.evaluate("one => { one.closest('details').open = true }")
    form.locator("[name$=amount]").first.fill("14000")
    form.locator("[name$=workers]").fill("2")
    form.locator("[name$=paid_on]").fill(story.on.isoformat())
    evidence = form.locator("select[name$=evidence]")
    evidence.select_option(index=evidence.locator("option").count() - 1)
    form.locator("button").click()
    expect(shown.locator(".ds-error-summary, .ds-alert[data-color=danger]")).to_have_count(0)
    act(story, "close", reason="Alt er etterbetalt og vist.")
    assert (deviation(story).state, deviation(story).paid_back_ore) == ("closed", 1_400_000)


def report_is_closed(story: Story) -> None:
    shown = story.go("self-reports/")
    shown.locator("main a[href*='/self-reports/']:not([href$='/new/'])").last.click()
    form = shown.locator("form[action$='/close/']")
    for choice in ("set_aside", "control", "corrected"):
        for radio in form.locator(f"input[type=radio][value={choice}]").all():
            radio.check()
    for reason in form.locator("input[name^=reason-]").all():
        reason.fill("Fulgt opp i avviket.")
    form.locator("textarea[name=note]").fill("Takk for svarene.")
    form.locator("button").last.click()
    expect(shown.locator(".ds-error-summary, .ds-alert[data-color=danger]")).to_have_count(0)
    story.open_link()
    expect(story.phone.get_by_role("main")).to_be_visible()


def proof_tells_all(story: Story) -> None:
    shown = story.go("proof/")
    main = shown.get_by_role("main")
    for told in (
        "Takk for svarene.",
        "Lønnsslippen viser lønn under satsen.",
        "Lønn under minstesatsen",
        "Bilag 4, punkt 2",
        "Betal det som mangler, og vis nye lønnsslipper.",
        "Lønnsslipp og bankbilag er sett.",
        "Alt er etterbetalt og vist.",
        "14\N{NO-BREAK SPACE}000 kr",
        "Ikke gjort: Ingen har vært på stedet.",
    ):
        expect(main).to_contain_text(told)
    fetched = shown.request.get(f"{story.url}/contracts/{story.contract.pk}/proof.pdf")
    assert fetched.body().startswith(b"%PDF")
    story.go("proof/archive/")
    story.press("main form:has([name=exempt]) button")
    expect(shown.locator("a[href*='/evidence/']")).to_have_count(1)
