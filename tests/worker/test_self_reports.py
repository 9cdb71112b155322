"""The worker's day with self-reports: asked when signed, sent when planned, reminded, told late, and nothing twice."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from ryddig.domain.facts import SupplierFact
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail
from ryddig.records.followup.services import register_and_screen
from ryddig.records.selfreports.asking import Asking, ask_report
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.reports.law import Law, law_for
from ryddig.worker import self_reports
from ryddig.worker.due import run_daily
from tests import report_world
from tests.cast import TODAY, Cast, facts, make_cast, orgnr

WHY = "the tests look at everything"
DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_cast()


def signed(cast: Cast, on: date, reference: str = "K-1") -> Contract:
    told = facts(reference, signed_on=on, suppliers=(SupplierFact("Prøve Renhold AS", orgnr(1)),))
    return register_and_screen(
        actor=cast.lise, facts=told, unit_id=cast.property.pk, screener=report_world.SCREENER, on=TODAY
    )


def row() -> SelfReportRequest:
    return SelfReportRequest.objects.unscoped(WHY).get()


def kinds() -> list[str]:
    return list(Mail.objects.unscoped(WHY).order_by("id").values_list("kind", flat=True))


def test_a_newly_signed_contract_is_asked_when_somebody_can_be_written_to(cast: Cast) -> None:
    contract = signed(cast, TODAY)
    assert self_reports.ask_signed(TODAY) == 0, "nobody to write to"
    report_world.contact(cast.kari, contract)
    assert self_reports.ask_signed(TODAY) == 1
    assert self_reports.ask_signed(TODAY) == 0
    assert (row().state, row().due_on, row().asked_by_id) == ("sent", date(2026, 12, 20), None)


def test_the_worker_does_not_ask_what_a_person_asks_at_the_same_moment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = signed(cast, TODAY)
    to = report_world.contact(cast.kari, contract)

    def meanwhile(layers: list[str]) -> Law:
        asked = Asking("questionnaires.pay_simple", to.pk, TODAY)
        ask_report(actor=cast.kari, contract_id=contract.pk, asking=asked, book=report_world.BOOK, on=TODAY)
        return law_for(layers)

    monkeypatch.setattr(self_reports, "law_for", meanwhile)
    assert self_reports.ask_signed(TODAY) == 0
    assert row().questionnaire == "questionnaires.pay_simple"


def test_an_old_contract_waits_for_a_person(cast: Cast) -> None:
    report_world.contact(cast.kari, signed(cast, date(2025, 10, 1)))
    assert self_reports.ask_signed(TODAY) == 0


def test_the_whole_course_through_the_workers_days_and_nothing_twice(cast: Cast) -> None:
    contract = signed(cast, TODAY)
    to = report_world.contact(cast.kari, contract)
    asked = Asking("questionnaires.pay", to.pk, TODAY + 2 * DAY, date(2026, 12, 20))
    ask_report(actor=cast.kari, contract_id=contract.pk, asking=asked, book=report_world.BOOK, on=TODAY)
    for past in range(40):
        for _time in range(2):
            run_daily(TODAY + past * DAY)
    assert kinds() == [
        "self_report.asked",
        "self_report.reminded",
        "self_report.last_day",
        "self_report.late",
    ]
    assert (row().sent_on, row().late_on) == (TODAY + 2 * DAY, date(2026, 12, 21))


def test_days_the_worker_was_away_are_made_good(cast: Cast) -> None:
    contract = signed(cast, TODAY)
    report_world.asked(cast.kari, report_world.contact(cast.kari, contract))
    run_daily(date(2026, 12, 16))
    run_daily(date(2027, 1, 4))
    assert kinds() == ["self_report.asked", "self_report.reminded", "self_report.late"]
