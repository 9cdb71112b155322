"""Self-reports in the office: asked for, followed, read with what the answers mean, closed with a receipt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ryddig.domain.facts import SupplierFact
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail, SupplierContact
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.followup.services import register_and_screen
from ryddig.records.selfreports.models import SelfReportOutcome, SelfReportReader, SelfReportRequest
from tests import report_world
from tests.cast import TODAY, Cast, facts, make_cast, orgnr
from tests.portal_world import WHY, browser
from tests.report_world import GOOD, UNDER_THE_RATE


@dataclass(frozen=True)
class Small:
    """One contract and its supplier's contact."""

    cast: Cast
    contract: Contract
    contact: SupplierContact

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.cast.user(getattr(self.cast, who)))
        return client


@pytest.fixture
def small(db: None) -> Iterator[Small]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        cast = make_cast()
        told = facts("K-1", title="Renhold av skoler", suppliers=(SupplierFact("Ren Luft AS", orgnr(1)),))
        row = register_and_screen(
            actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=report_world.SCREENER, on=TODAY
        )
        yield Small(cast, row, report_world.contact(cast.kari, row))


def test_asked_from_the_contracts_follow_up(small: Small) -> None:
    kari = small.client("kari")
    page = kari.get(reverse("office:followup", args=[small.contract.pk])).content.decode()
    new = reverse("office:self_report_new", args=[small.contract.pk])
    assert new in page
    form = kari.get(new).content.decode()
    assert "passer" in form
    sent = {"questionnaire": "questionnaires.pay", "contact": small.contact.pk, "send_on": TODAY.isoformat()}
    answered = kari.post(new, sent)
    row = SelfReportRequest.objects.unscoped(WHY).get()
    assert answered["Location"] == reverse("office:self_report", args=[small.contract.pk, row.pk])
    assert Mail.objects.unscoped(WHY).get().kind == "self_report.asked"
    again = kari.post(new, sent)
    assert again.status_code == 200
    assert "allerede" in again.content.decode()


def test_a_day_to_come_waits_for_the_worker(small: Small) -> None:
    new = reverse("office:self_report_new", args=[small.contract.pk])
    sent = {"questionnaire": "questionnaires.pay", "contact": small.contact.pk, "send_on": "2026-12-01"}
    small.client("kari").post(new, sent)
    assert SelfReportRequest.objects.unscoped(WHY).get().state == "planned"
    assert not Mail.objects.unscoped(WHY).exists()
    assert "Egenrapport" not in browser(small.contact).get("/s/").content.decode()


def delivered(small: Small) -> SelfReportRequest:
    row = report_world.asked(small.cast.kari, small.contact)
    report_world.delivered(report_world.guest_of(small.contact), row, {**GOOD, "pay.lowest": UNDER_THE_RATE})
    row.refresh_from_db()
    return row


def test_the_answers_are_read_with_what_they_mean(small: Small) -> None:
    row = delivered(small)
    page = small.client("kari").get(reverse("office:self_report", args=[small.contract.pk, row.pk])).content.decode()
    assert "Laveste timelønn" in page
    assert "200\xa0kr" in page
    assert re.search(r"Før: [Mm]iddels[^.]*\. Etter: [Hh]øy", page), page[page.index('id="risk"') :][:400]
    assert reverse("office:deviation_open", args=[small.contract.pk]) in page
    assert str(SelfReportReader.objects.unscoped(WHY).get().user) == "Kari"


def test_who_only_reads_sees_no_form_to_close(small: Small) -> None:
    row = delivered(small)
    here = reverse("office:self_report", args=[small.contract.pk, row.pk])
    assert "choice-missing" not in small.client("ada").get(here).content.decode()
    assert small.client("ada").post(f"{here}close/").status_code == 403
    assert small.client("omar").get(here).status_code == 404


def test_closed_with_an_outcome_for_everything_and_the_supplier_reads_it(small: Small) -> None:
    row, kari = delivered(small), small.client("kari")
    here = reverse("office:self_report", args=[small.contract.pk, row.pk])
    kari.get(here)
    given = {"choice-missing": "asked", "choice-proposal:0": "set_aside"}
    refused = kari.post(f"{here}close/", given)
    html = refused.content.decode()
    assert refused.status_code == 200
    assert 'value="asked" checked' in html
    proposals = DeviationProposal.objects.unscoped(WHY).filter(origin_id=row.pk).count()
    for place in range(proposals):
        given[f"choice-proposal:{place}"] = "set_aside"
        given[f"reason-proposal:{place}"] = "Satsen gjelder lærlinger."
    for place in range(9):
        given[f"choice-difference:{place}"], given[f"choice-contradiction:{place}"] = "corrected", "asked"
    closed = kari.post(f"{here}close/", {**given, "note": "Takk for svarene."})
    assert closed.status_code == 302
    assert SelfReportOutcome.objects.unscoped(WHY).get().note == "Takk for svarene."
    assert "Satsen gjelder lærlinger." in kari.get(here).content.decode()
    receipt = browser(small.contact).get(reverse("portal:report", args=[row.pk])).content.decode()
    assert "Takk for svarene." in receipt
    assert "Satsen gjelder lærlinger." in receipt
    assert "Kari" in receipt


def test_late_shows_what_followed(small: Small) -> None:
    from ryddig.records.accounts.access import Machine
    from ryddig.records.selfreports.delivering import store_late

    row = report_world.asked(small.cast.kari, small.contact)
    with time_machine.travel("2027-01-05T09:00:00+01:00", tick=False):
        late = row.due_on.replace(year=2027, month=1, day=5)
        store_late(author=Machine(small.cast.fjordvik.pk), request_id=row.pk, screener=report_world.SCREENER, on=late)
        kari = small.client("kari")
        page = kari.get(reverse("office:self_report", args=[small.contract.pk, row.pk])).content.decode()
        assert "Ikke levert" in page or "ikke levert" in page
        assert "ikke levert" in kari.get(reverse("office:followup", args=[small.contract.pk])).content.decode()


@pytest.mark.parametrize("name", ["remind", "withdraw"])
def test_a_request_is_followed(small: Small, name: str) -> None:
    row = report_world.asked(small.cast.kari, small.contact)
    answered = small.client("kari").post(reverse(f"office:self_report_{name}", args=[small.contract.pk, row.pk]))
    assert answered.status_code == 302
    assert Mail.objects.unscoped(WHY).count() == 2


def test_the_last_day_is_moved(small: Small) -> None:
    row = report_world.asked(small.cast.kari, small.contact)
    where = reverse("office:self_report_move", args=[small.contract.pk, row.pk])
    small.client("kari").post(where, {"due_on": "2027-02-01"})
    row.refresh_from_db()
    assert (row.due_on.isoformat(), row.remind_on) == ("2027-02-01", ["2027-01-25", "2027-02-01"])
