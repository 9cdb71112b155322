"""A self-report through the portal's pages, without JavaScript: filled in, resumed, read back, delivered, looked at."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.domain.questionnaire import LANGUAGES, full
from ryddig.records.accounts.access import Guest
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.followup.services import register_and_screen
from ryddig.records.selfreports import delivering
from ryddig.records.selfreports.models import SelfReport, SelfReportFile, SelfReportRequest
from ryddig.tables.read.xlsx import read_workbook
from tests import report_world
from tests.cast import TODAY, Cast, facts, make_cast, orgnr
from tests.portal_world import WHY, browser, contact, guest
from tests.report_world import GOOD, UNDER_THE_RATE
from tests.self_report_answers import form_of

Page = Any


@dataclass(frozen=True)
class Small:
    """Two buyers' people and one contract: all that these pages need."""

    cast: Cast
    cleaning: Contract


@pytest.fixture
def world(db: None) -> Iterator[Small]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        cast = make_cast()
        told = facts("K-1", title="Renhold av skoler", suppliers=(SupplierFact("Ren Luft AS", orgnr(1)),))
        row = register_and_screen(
            actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=report_world.SCREENER, on=TODAY
        )
        yield Small(cast, row)


@pytest.fixture
def ola(world: Small) -> SupplierContact:
    return contact(world.cast.kari, world.cleaning)


@pytest.fixture
def row(world: Small, ola: SupplierContact) -> SelfReportRequest:
    return report_world.asked(world.cast.kari, ola)


@pytest.fixture
def client(ola: SupplierContact, row: SelfReportRequest) -> Client:
    return browser(ola)


def page(client: Client, row: SelfReportRequest, name: str) -> str:
    return client.get(url(row, name)).content.decode()


def url(row: SelfReportRequest, name: str) -> str:
    return reverse("portal:report_section", args=[row.pk, name])


def fields(html: str) -> dict[str, Any]:
    """The hidden fields of the form, as a browser sends them."""
    form = html[html.index('enctype="multipart') :]
    found: dict[str, Any] = {"seen": re.findall(r'name="seen" value="([^"]+)"', form)}
    found |= dict(re.findall(r'type="hidden" name="(number|[\w.]+-rows)" value="(\d+)"', form))
    return found


def post(client: Client, row: SelfReportRequest, name: str, *, given: dict[str, Any], do: str = "next") -> Page:
    sent = {full(field): value for field, value in given.items()}
    return client.post(url(row, name), {**fields(page(client, row, name)), **sent, "do": do})


def answer(row: SelfReportRequest, name: str) -> Any:
    return report_world.draft_of(row).answers["answers"].get(full(name), {}).get("value")


def test_the_desk_leads_to_the_form(client: Client, row: SelfReportRequest) -> None:
    desk = client.get("/s/").content.decode()
    assert reverse("portal:report", args=[row.pk]) in desk
    assert "Forenklet egenrapport" in desk
    assert "1. desember 2026".replace(" ", "\xa0") in desk or "desember" in desk
    overview = client.get(reverse("portal:report", args=[row.pk])).content.decode()
    assert url(row, "workers") in overview


def test_a_section_is_saved_and_leads_on(client: Client, row: SelfReportRequest) -> None:
    shown = page(client, row, "firm")
    assert "Fra oppdragsgiverens eget register" in shown or "register" in shown
    answered = post(client, row, "firm", given={"firm.name": "Ren Luft AS", "firm.orgnr": "", "firm.contact": "Ola"})
    assert (answered.status_code, answered["Location"]) == (302, url(row, "workers"))
    assert answer(row, "firm.contact") == "Ola"
    assert answer(row, "firm.orgnr") is None


def test_what_is_wrong_is_shown_as_it_was_and_the_rest_is_kept(client: Client, row: SelfReportRequest) -> None:
    answered = post(client, row, "workers", given={"workers.own": "tolv", "hire.used": "no"})
    html = answered.content.decode()
    assert answered.status_code == 422
    assert 'value="tolv"' in html
    assert answer(row, "hire.used") == "no"
    assert answer(row, "workers.own") is None


def test_an_answer_that_leads_to_more_questions_shows_them(client: Client, row: SelfReportRequest) -> None:
    assert full("hire.number") not in fields(page(client, row, "workers"))["seen"]
    answered = post(client, row, "workers", given={"workers.own": "12", "hire.used": "yes"})
    assert answered["Location"] == f"{url(row, 'workers')}#q-questions-hire-number"
    assert full("hire.number") in fields(page(client, row, "workers"))["seen"]


def test_a_table_takes_rows_and_more_rows(client: Client, row: SelfReportRequest) -> None:
    cells = {"pay.lowest-1-kind_of_work": "cleaning.adult", "pay.lowest-1-lowest_pay": "237,50"}
    answered = post(client, row, "pay", given=cells, do=f"more:{full('pay.lowest')}")
    assert answered["Location"].endswith("?more=questions.pay.lowest#q-questions-pay-lowest")
    assert answer(row, "pay.lowest") == [{"kind_of_work": "cleaning.adult", "lowest_pay": 23_750}]
    more = client.get(answered["Location"]).content.decode()
    assert 'name="questions.pay.lowest-rows" value="4"' in more
    assert 'value="237,50"' in more


def test_a_fault_in_a_row_is_told_at_the_row_on_the_page(client: Client, row: SelfReportRequest) -> None:
    cells = {"pay.lowest-2-kind_of_work": "cleaning.adult", "pay.lowest-2-lowest_pay": "mye"}
    html = post(client, row, "pay", given=cells | {"pay.lowest-rows": "3"}).content.decode()
    second = html[html.index("pay.lowest-2-lowest_pay") : html.index("pay.lowest-3-kind_of_work")]
    assert "r-error" in second


def test_two_tabs_both_are_shown_and_nothing_is_lost(client: Client, row: SelfReportRequest) -> None:
    first, second = fields(page(client, row, "workers")), fields(page(client, row, "workers"))
    client.post(url(row, "workers"), {**first, full("workers.own"): "12", "do": "next"})
    answered = client.post(url(row, "workers"), {**second, full("workers.own"): "15", "do": "next"})
    html = answered.content.decode()
    assert answered.status_code == 409
    assert 'value="15"' in html
    assert answer(row, "workers.own") == "12"
    again = client.post(url(row, "workers"), {**fields(html), full("workers.own"): "15", "do": "next"})
    assert again.status_code == 302
    assert answer(row, "workers.own") == "15"


def test_resumed_on_another_device_and_by_a_colleague(world: Small, client: Client, row: SelfReportRequest) -> None:
    post(client, row, "workers", given={"workers.own": "12"})
    colleague = browser(contact(world.cast.kari, world.cleaning, name="Ewa", email="ewa@eksempel.no", language="pl"))
    html = page(colleague, row, "workers")
    assert 'value="12"' in html
    assert "Pracownicy" in html


WITH_CHAIN = {full("chain.used"): "yes", full("chain.control"): "yes"}


def test_a_file_is_an_answer(world: Small, ola: SupplierContact) -> None:
    row = report_world.asked(world.cast.kari, ola, form="pay")
    client = browser(ola)
    for _time in range(2):
        client.post(url(row, "chain"), {**fields(page(client, row, "chain")), **WITH_CHAIN, "do": "next"})
    shown = fields(page(client, row, "chain"))
    assert full("chain.routine") in shown["seen"]
    sent = SimpleUploadedFile("rutine.pdf", b"%PDF-1.7 invented")
    client.post(url(row, "chain"), {**shown, **WITH_CHAIN, full("chain.routine"): sent, "do": "next"})
    held = SelfReportFile.objects.unscoped(WHY).get()
    assert answer(row, "chain.routine") == [str(held.evidence_id)]
    html = page(client, row, "chain")
    assert "rutine.pdf" in html
    gone = {full("chain.routine") + "-remove": str(held.evidence_id), **WITH_CHAIN}
    client.post(url(row, "chain"), {**fields(html), **gone, "do": "next"})
    assert answer(row, "chain.routine") is None


def test_a_file_nobody_can_read_is_refused_with_words(world: Small, ola: SupplierContact) -> None:
    row = report_world.asked(world.cast.kari, ola, form="pay")
    client = browser(ola)
    for _time in range(2):
        client.post(url(row, "chain"), {**fields(page(client, row, "chain")), **WITH_CHAIN, "do": "next"})
    sent = SimpleUploadedFile("rutine.exe", b"MZ\x00\x01 invented")
    shown = fields(page(client, row, "chain"))
    answered = client.post(url(row, "chain"), {**shown, **WITH_CHAIN, full("chain.routine"): sent, "do": "next"})
    assert answered.status_code == 200
    assert "ds-alert" in answered.content.decode()
    assert not SelfReportFile.objects.unscoped(WHY).exists()


def test_a_file_that_is_too_large_is_told_and_the_page_stays(
    world: Small, ola: SupplierContact, settings: Settings
) -> None:
    settings.EVIDENCE_LARGEST = 1_000
    row = report_world.asked(world.cast.kari, ola, form="pay")
    client = browser(ola)
    for _time in range(2):
        client.post(url(row, "chain"), {**fields(page(client, row, "chain")), **WITH_CHAIN, "do": "next"})
    sent = SimpleUploadedFile("rutine.pdf", b"%PDF-1.7" + b"x" * 2_000)
    shown = fields(page(client, row, "chain"))
    answered = client.post(url(row, "chain"), {**shown, **WITH_CHAIN, full("chain.routine"): sent, "do": "next"})
    assert answered.status_code == 200
    assert "større enn" in answered.content.decode()
    assert "rutine.pdf" in answered.content.decode()
    sheet = reverse("portal:report_fill_in", args=[row.pk])
    sent.seek(0)
    told = client.post(sheet, {"sheet": sent, "number": 1}, follow=True).content.decode()
    assert "større enn" in told
    assert "ds-alert" in client.post(sheet, {"number": 1}, follow=True).content.decode(), "no file is told too"


def test_the_spreadsheet_goes_out_and_comes_back(client: Client, row: SelfReportRequest) -> None:
    post(client, row, "workers", given={"workers.own": "12"})
    content = client.get(reverse("portal:report_sheet", args=[row.pk])).content
    sheets = {one.name: [list(line) for line in one.rows] for one in read_workbook("form.xlsx", content)[0]}
    first = next(iter(sheets.values()))
    places = {str(line[0]): line for line in first if line and line[0]}
    assert places["workers.own"][2] in (12, 12.0, "12")
    places["workers.own"][2], places["firm.contact"][2] = 14, "Per Prøve"
    answered = send(client, row, sheets)
    assert answered["Location"] == reverse("portal:report_check", args=[row.pk])
    assert (answer(row, "workers.own"), answer(row, "firm.contact")) == ("14", "Per Prøve")
    places["workers.own"][2] = "mange"
    refused = send(client, row, sheets)
    assert refused.status_code == 422
    assert "r-problem" in refused.content.decode()
    assert answer(row, "workers.own") == "14"


def send(client: Client, row: SelfReportRequest, sheets: dict[str, list[list[Any]]]) -> Page:
    """The cells, as a program that knows nothing of forms would save them."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    number = report_world.draft_of(row).number
    sent = SimpleUploadedFile("svar.xlsx", target.getvalue())
    return client.post(reverse("portal:report_fill_in", args=[row.pk]), {"sheet": sent, "number": number})


def test_another_file_is_refused_with_words(client: Client, row: SelfReportRequest) -> None:
    sent = SimpleUploadedFile("svar.xlsx", b"not a workbook")
    answered = client.post(reverse("portal:report_fill_in", args=[row.pk]), {"sheet": sent, "number": 1}, follow=True)
    assert "ds-alert" in answered.content.decode()


def delivered(ola: SupplierContact, row: SelfReportRequest, given: dict[str, Any] = GOOD) -> Guest:
    somebody = guest(ola)
    report_world.saved(somebody, row, given)
    return somebody


def test_delivered_with_a_receipt(world: Small, ola: SupplierContact, client: Client, row: SelfReportRequest) -> None:
    delivered(ola, row, {**GOOD, "pay.lowest": UNDER_THE_RATE})
    check = client.get(reverse("portal:report_check", args=[row.pk])).content.decode()
    number = re.search(r'name="number" value="(\d+)"', check)
    assert number is not None
    sent = {"number": number[1], "may_reuse": "yes"}
    answered = client.post(reverse("portal:report_deliver", args=[row.pk]), sent, follow=True)
    html = answered.content.decode()
    report = SelfReport.objects.unscoped(WHY).get()
    assert report.sha256 in html
    world.cleaning.refresh_from_db()
    assert world.cleaning.risk_level == "high"
    row.refresh_from_db()
    assert (row.state, row.may_reuse) == ("delivered", True)
    client.post(reverse("portal:report_reuse", args=[row.pk]), {"allowed": "no"})
    row.refresh_from_db()
    assert row.may_reuse is False
    assert client.get(url(row, "workers"))["Location"] == reverse("portal:report", args=[row.pk])


def test_an_older_page_delivers_nothing(ola: SupplierContact, client: Client, row: SelfReportRequest) -> None:
    delivered(ola, row)
    answered = client.post(reverse("portal:report_deliver", args=[row.pk]), {"number": "1"})
    assert answered["Location"] == reverse("portal:report_check", args=[row.pk])
    assert not SelfReport.objects.unscoped(WHY).exists()


def test_everything_can_be_fetched(ola: SupplierContact, client: Client, row: SelfReportRequest) -> None:
    delivered(ola, row)
    number = report_world.draft_of(row).number
    client.post(reverse("portal:report_deliver", args=[row.pk]), {"number": number})
    answered = client.get(reverse("portal:report_all", args=[row.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answered)))
    assert {"answers.json", "receipt.json"} < set(archive.namelist())
    answers = json.loads(archive.read("answers.json"))["answers"]
    assert answers["questions.firm.email"]["value"] == "ola@prove.example"
    assert json.loads(archive.read("receipt.json"))["delivered"] == TODAY.isoformat()


def test_withdrawn_is_said(world: Small, client: Client, row: SelfReportRequest) -> None:
    from ryddig.records.selfreports.asking import withdraw

    withdraw(actor=world.cast.kari, request_id=row.pk, on=TODAY)
    assert client.get(reverse("portal:report", args=[row.pk])).status_code == 200
    assert reverse("portal:report", args=[row.pk]) not in client.get("/s/").content.decode()


def test_every_section_in_every_language(world: Small) -> None:
    somebody = contact(world.cast.kari, world.cleaning)
    row = report_world.asked(world.cast.kari, somebody, form="pay")
    client = browser(somebody)
    for language in LANGUAGES:
        client.post("/s/language/", {"language": language})
        for part in form_of("pay").sections:
            answered = client.get(url(row, part.id))
            assert answered.status_code in (200, 302), (language, part.id)
            assert f'lang="{language}"' in answered.content.decode()


def test_late_is_said_and_can_still_be_delivered(client: Client, row: SelfReportRequest) -> None:
    with time_machine.travel("2027-01-05T09:00:00+01:00", tick=False):
        html = client.get("/s/").content.decode()
    assert row.due_on < date(2027, 1, 5)
    assert html


def test_delivered_twice_at_once_both_lead_to_the_receipt(
    client: Client, row: SelfReportRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second click was under way when the first delivered."""
    post(client, row, "workers", given={"workers.own": "12"})
    given = {"number": report_world.draft_of(row).number}
    place = reverse("portal:report_deliver", args=[row.pk])
    assert client.post(place, given).status_code == 302
    monkeypatch.setattr(SelfReportRequest, "is_open", property(lambda _row: True))
    monkeypatch.setattr(delivering, "deliver_report", refused)
    second = client.post(place, given)
    assert (second.status_code, second["Location"]) == (302, reverse("portal:report", args=[row.pk]))
    assert SelfReport.objects.unscoped(WHY).count() == 1


def refused(**_given: Any) -> None:
    raise UserCanFix("self_report.not_open", "This form can no longer be changed.")


def test_an_old_page_says_that_it_is_not_kept_after_the_delivery(client: Client, row: SelfReportRequest) -> None:
    post(client, row, "workers", given={"workers.own": "12"})
    old = fields(page(client, row, "workers"))
    client.post(reverse("portal:report_deliver", args=[row.pk]), {"number": report_world.draft_of(row).number})
    answered = client.post(url(row, "workers"), {**old, "do": "next"}, follow=True)
    assert "ds-alert" in answered.content.decode()
    assert answered.redirect_chain[-1][0] == reverse("portal:report", args=[row.pk])
