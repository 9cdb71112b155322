"""Asked, answered, delivered, weighed, closed: what a self-report leaves behind, and who may touch it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.records.accounts.access import Guest, Machine, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.facts import contract_facts, with_facts
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail, SupplierContact
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.services import register_and_screen
from ryddig.records.selfreports import asking, closing, delivering, drafting, queries, shredding
from ryddig.records.selfreports.facts import report_answers
from ryddig.records.selfreports.models import SelfReport, SelfReportPersons, SelfReportRequest, SelfReportWeighing
from tests import report_world as world
from tests.cast import TODAY, Cast, facts, orgnr
from tests.report_world import BOOK, GOOD, SCREENER, UNDER_THE_RATE, WHY

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


def screened(cast: Cast, reference: str = "K-1", *, other_buyer: bool = False, **more: Any) -> Contract:
    actor, unit = (cast.omar, cast.elsewhere) if other_buyer else (cast.lise, cast.property)
    told = facts(reference, suppliers=(SupplierFact("Prøve Renhold AS", orgnr(1)),), **more)
    return register_and_screen(actor=actor, facts=told, unit_id=unit.pk, screener=SCREENER, on=TODAY)


@pytest.fixture
def contract(cast: Cast) -> Contract:
    return screened(cast, signed_on=TODAY)


@pytest.fixture
def guest(cast: Cast, contract: Contract) -> Guest:
    return world.guest_of(world.contact(cast.kari, contract))


@pytest.fixture
def request_(cast: Cast, guest: Guest) -> SelfReportRequest:
    return world.asked(cast.kari, SupplierContact.objects.unscoped(WHY).get())


def mails() -> list[str]:
    return list(Mail.objects.unscoped(WHY).order_by("id").values_list("kind", flat=True))


def answers_of(contract: Contract) -> dict[str, tuple[object, str]]:
    row = with_facts(Contract.objects.unscoped(WHY)).get(id=contract.pk)
    return {name: (known.value, known.source) for name, known in contract_facts(row).answers.items()}


def test_it_is_sent_with_days_by_the_rule(cast: Cast, contract: Contract, request_: SelfReportRequest) -> None:
    assert (request_.state, request_.due_on) == ("sent", date(2026, 12, 20))
    assert request_.remind_on == ["2026-12-13", "2026-12-20"]
    assert mails() == ["self_report.asked"]
    draft = world.draft_of(request_)
    assert draft.answers["answers"]["questions.contract.reference"]["value"] == "K-1"
    assert draft.prefilled["questions.firm.orgnr"]["from"] == "contract"


def test_a_deadline_that_is_gone_counts_from_the_sending(cast: Cast) -> None:
    old = screened(cast, "K-9", signed_on=date(2025, 1, 1))
    row = world.asked(cast.kari, world.contact(cast.kari, old, email="a@prove.example"))
    assert row.due_on == date(2026, 12, 20)


def test_asked_twice_is_refused(cast: Cast, request_: SelfReportRequest) -> None:
    with pytest.raises(UserCanFix, match="asked for already"):
        world.asked(cast.kari, request_.contact)


def test_who_only_reads_may_not_ask(cast: Cast, contract: Contract) -> None:
    contact = world.contact(cast.kari, contract, email="b@prove.example")
    with pytest.raises(NotAllowed):
        world.asked(cast.ada, contact)
    with pytest.raises(ObjectDoesNotExist):
        world.asked(cast.omar, contact)


def test_pay_under_the_rate_raises_the_risk_and_proposes(
    cast: Cast, contract: Contract, guest: Guest, request_: SelfReportRequest
) -> None:
    report = world.delivered(guest, request_, {**GOOD, "pay.lowest": UNDER_THE_RATE})
    weighing = SelfReportWeighing.objects.unscoped(WHY).get(request=request_)
    contract.refresh_from_db()
    assert (weighing.difference["before"]["level"], contract.risk_level) == ("medium", "high")
    assert answers_of(contract)["RF-01"] == (True, "self_report")
    proposal = DeviationProposal.objects.unscoped(WHY).get(rule="rates.cleaning.adult")
    assert (proposal.origin, proposal.origin_id, proposal.state) == ("self_report", request_.pk, "proposed")
    assert proposal.params["stated"] == 20_000
    assert report.answers["answers"]["questions.pay.lowest"]["value"][0]["lowest_pay"] == 20_000
    item = PlanItem.objects.unscoped(WHY).get(contract=contract, kind="self_report")
    assert (item.state, item.done_on) == ("done", TODAY)
    assert mails() == ["self_report.asked", "self_report.delivered"]
    assert weighing.before_id != weighing.after_id


def test_good_pay_proposes_nothing_of_pay(contract: Contract, guest: Guest, request_: SelfReportRequest) -> None:
    world.delivered(guest, request_, GOOD)
    assert not DeviationProposal.objects.unscoped(WHY).filter(rule="rates.cleaning.adult").exists()
    assert "RF-01" not in answers_of(contract)


def test_missing_answers_raise_the_risk_question(contract: Contract, guest: Guest, request_: SelfReportRequest) -> None:
    world.delivered(guest, request_, {"tariff.bound": "no"})
    assert answers_of(contract)["RM-15"] == (True, "self_report")
    assert SelfReportWeighing.objects.unscoped(WHY).get(request=request_).meaning["missing"]


def test_two_tabs_the_older_save_is_refused(guest: Guest, request_: SelfReportRequest) -> None:
    world.saved(guest, request_, {"workers.own": 12})
    with pytest.raises(drafting.DraftChanged) as refused:
        drafting.save_answers(
            guest=guest,
            request_id=request_.pk,
            number=1,
            changes={"questions.workers.own": 13},
            seen=[],
            book=BOOK,
            on=TODAY,
        )
    assert refused.value.draft.answers["answers"]["questions.workers.own"]["value"] == 12
    assert world.draft_of(request_).answers["answers"]["questions.workers.own"]["value"] == 12


def test_persons_are_kept_apart_and_shredded_on_their_day(guest: Guest, request_: SelfReportRequest) -> None:
    report = world.delivered(guest, request_, GOOD)
    assert "questions.firm.email" not in report.answers["answers"]
    assert "ola@" not in str(list(Event.objects.unscoped(WHY).values_list("details", flat=True)))
    assert report_answers(report, BOOK).value("questions.firm.email") == "ola@prove.example"
    last = report.persons.keep_until
    assert last == date(2027, 11, 20)
    assert shredding.shred_report_persons_due(last) == 0
    assert shredding.shred_report_persons_due(last + DAY) == 1
    assert shredding.shred_report_persons_due(last + DAY) == 0
    persons = SelfReportPersons.objects.unscoped(WHY).get(report=report)
    assert (persons.answers, persons.shredded_on) == ({}, last + DAY)
    report = SelfReport.objects.unscoped(WHY).get(id=report.pk)
    assert report_answers(report, BOOK).value("questions.firm.email") is None
    assert report_answers(report, BOOK).value("questions.pay.bank") == "yes"


def test_numbers_of_sole_traders_are_not_kept_for_good(cast: Cast, contract: Contract) -> None:
    contact = world.contact(cast.kari, contract, email="enk@prove.example")
    row = world.asked(cast.kari, contact, form="pay")
    trader = orgnr(42)
    given = {**GOOD, "sole.used": "yes", "sole.traders": ({"orgnr": trader, "task": "Vask"},)}
    report = world.delivered(world.guest_of(contact), row, given)
    assert trader in str(report.persons.answers)
    weighing = SelfReportWeighing.objects.unscoped(WHY).get(request=row)
    stored = (report.answers, weighing.meaning, weighing.difference, list(contract.answers.values_list("value")))
    assert trader not in str(stored)


def test_a_report_is_written_once(guest: Guest, request_: SelfReportRequest) -> None:
    report = world.delivered(guest, request_, GOOD)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE selfreports_selfreport SET language = 'en' WHERE id = %s", [report.pk])
    with pytest.raises(UserCanFix, match="no longer be changed"):
        drafting.save_answers(guest=guest, request_id=request_.pk, number=9, changes={}, seen=[], book=BOOK, on=TODAY)


def test_nothing_in_time_is_told_once(cast: Cast, contract: Contract, request_: SelfReportRequest) -> None:
    author = Machine(cast.fjordvik.pk)
    late = partial(delivering.store_late, author=author, request_id=request_.pk, screener=SCREENER)
    assert not late(on=request_.due_on)
    assert late(on=request_.due_on + DAY)
    assert not late(on=request_.due_on + 2 * DAY)
    assert answers_of(contract)["RM-15"] == (True, "self_report")
    proposal = DeviationProposal.objects.unscoped(WHY).get()
    assert (proposal.rule, proposal.state) == ("r2026.5e_3.documentation", "proposed")
    assert mails() == ["self_report.asked", "self_report.late"]


def test_delivered_late_takes_the_proposal_back(cast: Cast, guest: Guest, request_: SelfReportRequest) -> None:
    after = request_.due_on + DAY
    delivering.store_late(author=Machine(cast.fjordvik.pk), request_id=request_.pk, screener=SCREENER, on=after)
    world.delivered(guest, request_, GOOD, on=after + DAY)
    assert DeviationProposal.objects.unscoped(WHY).get(rule="r2026.5e_3.documentation").state == "gone"
    assert SelfReportWeighing.objects.unscoped(WHY).filter(request=request_).count() == 2


def test_reminders_go_once_on_their_days(cast: Cast, request_: SelfReportRequest) -> None:
    machine = Machine(cast.fjordvik.pk)
    days = [request_.due_on - timedelta(days=n) for n in (8, 7, 7, 6, 0, 0)]
    told = [asking.remind(author=machine, request_id=request_.pk, on=day) for day in days]
    assert told == [False, True, False, False, True, False]
    assert mails() == ["self_report.asked", "self_report.reminded", "self_report.last_day"]


def test_closing_needs_an_outcome_for_everything(
    cast: Cast, contract: Contract, guest: Guest, request_: SelfReportRequest
) -> None:
    world.delivered(guest, request_, {**GOOD, "pay.lowest": UNDER_THE_RATE})
    weighing = SelfReportWeighing.objects.unscoped(WHY).get(request=request_)
    points = closing.points_of(weighing)
    assert {point.kind for point in points} >= {"proposal", "missing"}
    close = partial(closing.close_report, actor=cast.kari, request_id=request_.pk, note="Takk.", on=TODAY)
    with pytest.raises(UserCanFix, match="lacks an outcome"):
        close(decided={})
    decided = {point.key: closing.Decided("asked" if point.kind == "missing" else "set_aside", "") for point in points}
    with pytest.raises(UserCanFix, match="reason is missing"):
        close(decided=decided)
    decided = {key: closing.Decided(one.choice, "Sett på sammen med leverandøren.") for key, one in decided.items()}
    outcome = close(decided=decided)
    assert len(outcome.points) == len(points)
    assert DeviationProposal.objects.unscoped(WHY).get(rule="rates.cleaning.adult").state == "set_aside"
    assert mails()[-1] == "self_report.closed"
    request_.refresh_from_db()
    assert request_.state == "closed"
    with pytest.raises(UserCanFix, match="before you"):
        close(decided=decided)


def test_answer_once_for_the_same_buyer(cast: Cast, guest: Guest, request_: SelfReportRequest) -> None:
    world.delivered(guest, request_, GOOD)
    second = screened(cast, "K-2", signed_on=TODAY)
    row = world.asked(cast.kari, world.contact(cast.kari, second))
    draft = world.draft_of(row)
    assert draft.answers["answers"]["questions.tariff.bound"]["value"] == "no"
    assert draft.prefilled["questions.tariff.bound"]["from"] == "firm"
    assert "questions.pay.lowest" not in draft.answers["answers"]
    assert "questions.signer.true" not in draft.answers["answers"]


@pytest.mark.parametrize("agreed", [True, False])
def test_another_buyer_sees_only_what_was_agreed(
    cast: Cast, guest: Guest, request_: SelfReportRequest, *, agreed: bool
) -> None:
    world.delivered(guest, request_, GOOD, may_reuse=agreed)
    foreign = screened(cast, "N-1", other_buyer=True, signed_on=TODAY)
    row = world.asked(cast.omar, world.contact(cast.omar, foreign))
    draft = world.draft_of(row)
    found = draft.prefilled.get("questions.tariff.bound")
    assert (found is not None and found["from"] == "other") is agreed
    assert "questions.firm.email" not in draft.answers["answers"]
    delivering.allow_reuse(guest=guest, request_id=request_.pk, allowed=False, on=TODAY)
    request_.refresh_from_db()
    assert request_.may_reuse is False


def test_what_stood_there_is_confirmed_by_delivery(cast: Cast, guest: Guest, request_: SelfReportRequest) -> None:
    world.delivered(guest, request_, GOOD)
    second = screened(cast, "K-2", signed_on=TODAY)
    contact = world.contact(cast.kari, second)
    later = TODAY + 5 * DAY
    row = world.asked(cast.kari, contact, on=later)
    report = world.delivered(world.guest_of(contact), row, {"pay.bank": "yes"}, on=later)
    assert "questions.tariff.bound" in report.confirmed
    assert report.answers["answers"]["questions.tariff.bound"]["on"] == later.isoformat()


def test_another_suppliers_guest_finds_nothing(cast: Cast, guest: Guest, request_: SelfReportRequest) -> None:
    other = world.guest_of(world.contact(cast.kari, screened(cast, "K-3"), email="c@prove.example"))
    foreign = world.guest_of(world.contact(cast.omar, screened(cast, "N-2", other_buyer=True)))
    for stranger in (other, foreign):
        with pytest.raises(ObjectDoesNotExist):
            world.saved(stranger, request_, {"workers.own": 1})
        with pytest.raises(ObjectDoesNotExist):
            queries.report_page(stranger, request_.contract_id, request_.pk)
        with pytest.raises(ObjectDoesNotExist):
            delivering.deliver_report(
                guest=stranger, request_id=request_.pk, number=1, may_reuse=False, screener=SCREENER, on=TODAY
            )
        assert not queries.requests_for(stranger).exists()
    assert world.draft_of(request_).number == 1


def test_a_drafts_last_day(guest: Guest, request_: SelfReportRequest) -> None:
    world.saved(guest, request_, {"firm.contact": "Ola Prøve"})
    assert shredding.shred_drafts_due(TODAY + timedelta(days=180)) == 0
    assert shredding.shred_drafts_due(TODAY + timedelta(days=181)) == 1
    assert shredding.shred_drafts_due(TODAY + timedelta(days=182)) == 0
    assert world.draft_of(request_).answers["answers"] == {}


def test_withdrawn_takes_the_draft_along(cast: Cast, guest: Guest, request_: SelfReportRequest) -> None:
    asking.withdraw(actor=cast.kari, request_id=request_.pk, on=TODAY)
    assert mails()[-1] == "self_report.withdrawn"
    with pytest.raises(UserCanFix, match="no longer be changed"):
        drafting.save_answers(guest=guest, request_id=request_.pk, number=1, changes={}, seen=[], book=BOOK, on=TODAY)
