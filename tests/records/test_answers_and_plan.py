"""Answers about duties, finished plan items, closed findings: what a person did is never undone by a new screening."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts, Option
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding
from ryddig.records.followup.services import (
    Done,
    answer_and_screen,
    answer_duty,
    change_and_screen,
    close_finding,
    finish_plan_item,
    finish_plan_items,
    screen_contract,
)
from tests.cast import MILLION, TODAY, Cast, contract

LATER = TODAY + timedelta(days=100)


def made(cast: Cast, screener: Screener, **more: Any) -> Contract:
    row = contract(cast, **more)
    screen_contract(actor=cast.kari, contract_id=row.pk, screener=screener, on=TODAY)
    return row


def item(cast: Cast, row: Contract, kind: str) -> PlanItem:
    return PlanItem.objects.visible_to(cast.kari).get(contract=row, kind=kind, state=PlanItem.State.PLANNED)


def finish(cast: Cast, screener: Screener, row: Contract, *, kind: str, on: date = TODAY) -> PlanItem:
    return finish_plan_item(
        actor=cast.petter, item_id=item(cast, row, kind).pk, screener=screener, on=on, hours=Decimal("2.5")
    )


def test_an_answer_about_a_duty_is_kept(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    duty = answer_duty(
        actor=cast.kari, contract_id=row.pk, rule="r2026.pay", in_contract="no", on=TODAY, note="Mangler i vedlegg B"
    )
    assert (duty.in_contract, duty.answered_by_id, duty.answered_on) == ("no", cast.kari.user_id, TODAY)
    event = Event.objects.visible_to(cast.kari).get(type="duty.answered")
    assert (event.details["in_contract"], event.details["before"]) == ("no", "unknown")
    assert "vedlegg" not in str(event.details)


def test_the_same_answer_again_leaves_no_event(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    for _ in range(2):
        answer_duty(actor=cast.kari, contract_id=row.pk, rule="r2026.pay", in_contract="yes", on=TODAY)
    assert Event.objects.visible_to(cast.kari).filter(type="duty.answered").count() == 1


def test_an_answer_outlives_the_duty(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    answer_duty(actor=cast.kari, contract_id=row.pk, rule="r2026.pay", in_contract="yes", on=TODAY)
    change_and_screen(
        actor=cast.kari, contract_id=row.pk, facts=ContractFacts("", value_ore=MILLION), screener=screener, on=TODAY
    )
    duty = ContractDuty.objects.visible_to(cast.kari).get(contract=row, rule="r2026.pay")
    assert (duty.outcome, duty.in_contract) == ("does_not_apply", "yes")
    assert duty.because[-1]["test"] == "value_at_least"


def test_what_is_no_answer_is_refused(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    with pytest.raises(UserCanFix, match="Expected yes, no, unknown"):
        answer_duty(actor=cast.kari, contract_id=row.pk, rule="r2026.pay", in_contract="maybe", on=TODAY)
    with pytest.raises(NotAllowed):
        answer_duty(actor=cast.ada, contract_id=row.pk, rule="r2026.pay", in_contract="yes", on=TODAY)
    with pytest.raises(ContractDuty.DoesNotExist):
        answer_duty(actor=cast.omar, contract_id=row.pk, rule="r2026.pay", in_contract="yes", on=TODAY)


def test_a_control_is_recorded_with_its_hours(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    done = finish(cast, screener, row, kind="document_review")
    done.refresh_from_db()
    assert (done.state, done.done_on, done.hours) == (PlanItem.State.DONE, TODAY, Decimal("2.5"))
    assert Contract.objects.visible_to(cast.kari).get(id=row.pk).last_control_on == TODAY
    assert Event.objects.visible_to(cast.kari).get(type="plan.finished").details["hours"] == "2.5"


def test_what_comes_again_is_planned_anew_from_the_day_it_was_done(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    finish(cast, screener, row, kind="status_meeting", on=LATER)
    assert item(cast, row, "status_meeting").due_on == date(2027, 8, 28)


def test_what_is_done_once_does_not_come_again(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener, signed_on=None)
    finish(cast, screener, row, kind="self_report")
    screen_contract(actor=cast.kari, contract_id=row.pk, screener=screener, on=LATER)
    states = PlanItem.objects.visible_to(cast.kari).filter(contract=row, kind="self_report")
    assert [one.state for one in states] == [PlanItem.State.DONE]


def test_a_done_evaluation_returns_only_with_a_new_end(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    finish(cast, screener, row, kind="evaluation")
    rows = PlanItem.objects.visible_to(cast.kari).filter(contract=row, kind="evaluation")
    assert rows.count() == 1
    change_and_screen(
        actor=cast.kari,
        contract_id=row.pk,
        facts=ContractFacts("", ends_on=date(2029, 9, 30)),
        screener=screener,
        on=TODAY,
    )
    assert sorted(one.state for one in rows.all()) == ["done", "planned"]


def test_a_later_screening_never_puts_a_control_off(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    due = item(cast, row, "document_review").due_on
    screen_contract(actor=cast.kari, contract_id=row.pk, screener=screener, on=LATER)
    assert item(cast, row, "document_review").due_on == due


def test_a_higher_risk_brings_it_forward(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    before = item(cast, row, "document_review").due_on
    answer_and_screen(actor=cast.kari, contract_id=row.pk, code="RM-16", value=True, screener=screener, on=TODAY)
    assert item(cast, row, "document_review").due_on == date(2026, 12, 20) < before


def test_options_are_told_apart(cast: Cast, screener: Screener) -> None:
    options = (Option(exercise_by=date(2028, 1, 1)), Option(exercise_by=date(2029, 1, 1)))
    row = made(cast, screener, options=options)
    numbers = PlanItem.objects.visible_to(cast.kari).filter(contract=row, kind="option").order_by("number")
    assert [(one.number, one.due_on.year) for one in numbers] == [(1, 2028), (2, 2029)]


def test_nothing_is_finished_twice(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    done = finish(cast, screener, row, kind="self_report")
    with pytest.raises(UserCanFix, match="already done"):
        finish_plan_item(actor=cast.kari, item_id=done.pk, screener=screener, on=TODAY)
    with pytest.raises(UserCanFix, match="Hours must lie"):
        finish_plan_item(
            actor=cast.kari,
            item_id=item(cast, row, "renewal").pk,
            screener=screener,
            on=TODAY,
            hours=Decimal(-1),
        )


def test_several_are_finished_all_or_none(cast: Cast, screener: Screener) -> None:
    first, second = made(cast, screener), made(cast, screener, reference="K-2")
    both = [item(cast, row, "self_report") for row in (first, second)]
    twice = [Done(both[0].pk), Done(both[1].pk), Done(both[0].pk)]
    with pytest.raises(UserCanFix, match="already done"):
        finish_plan_items(actor=cast.petter, done=twice, screener=screener, on=TODAY)
    assert [item(cast, row, "self_report") for row in (first, second)] == both
    done = [Done(one.pk, Decimal(2)) for one in both]
    finished = finish_plan_items(actor=cast.petter, done=done, screener=screener, on=TODAY)
    assert [(one.contract_id, one.state, one.hours) for one in finished] == [
        (row.pk, PlanItem.State.DONE, Decimal(2)) for row in (first, second)
    ]


def test_the_leader_and_another_buyer_record_nothing(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener)
    number = item(cast, row, "self_report").pk
    with pytest.raises(NotAllowed):
        finish_plan_item(actor=cast.bjorn, item_id=number, screener=screener, on=TODAY)
    with pytest.raises(PlanItem.DoesNotExist):
        finish_plan_item(actor=cast.omar, item_id=number, screener=screener, on=TODAY)


def test_a_closed_finding_stays_closed_while_it_is_the_same(cast: Cast, screener: Screener) -> None:
    row = made(cast, screener, awarded_ore=9 * MILLION, ceiling_ore=8 * MILLION)
    finding = QualityFinding.objects.visible_to(cast.kari).get()
    close_finding(actor=cast.kari, finding_id=finding.pk, reason="Endringsavtale 2", on=TODAY)
    screen_contract(actor=cast.kari, contract_id=row.pk, screener=screener, on=LATER)
    finding.refresh_from_db()
    assert finding.state == QualityFinding.State.CLOSED
    assert Contract.objects.visible_to(cast.kari).get(id=row.pk).quality_count == 0
    change_and_screen(
        actor=cast.kari,
        contract_id=row.pk,
        facts=ContractFacts("", awarded_ore=10 * MILLION),
        screener=screener,
        on=LATER,
    )
    assert Contract.objects.visible_to(cast.kari).get(id=row.pk).quality_count == 1, "another amount is another finding"


def test_closing_needs_a_reason_and_a_right(cast: Cast, screener: Screener) -> None:
    made(cast, screener, value_ore=None)
    finding = QualityFinding.objects.visible_to(cast.kari).get()
    with pytest.raises(UserCanFix, match="Write the reason"):
        close_finding(actor=cast.kari, finding_id=finding.pk, reason="", on=TODAY)
    with pytest.raises(NotAllowed):
        close_finding(actor=cast.petter, finding_id=finding.pk, reason="x", on=TODAY)
