"""Faults of papers for demonstration data: payslips, deductions, payments, contracts, holiday pay and pension."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ryddig.domain.pay_demo_people import SUBCONTRACTOR, Person
from ryddig.domain.pay_demo_rows import DAMAGE, DEDUCTION, LODGING, Fault, Line
from ryddig.domain.pay_demo_work import FIRST, KRONE, LAST, MONTHS, Draft, rewrite, settle, shift

OCTOBER = MONTHS[1]
BREACH, QUESTION = "breach", "question"
Faults = Iterator[Fault]


def certificate_not_used(draft: Draft, person: Person) -> Faults:
    """PAY-01: has a trade certificate and is paid in another category."""
    draft.people[person.number] = replace(person, certificate=True)
    yield Fault("PAY-01", person.number, FIRST, LAST, QUESTION)


def no_holiday_basis(draft: Draft, person: Person) -> Faults:
    """PAY-06: October's payslip lacks the basis for holiday pay."""
    rewrite(draft, person.number, 1, holiday_basis=None, holiday_pay=None)
    yield Fault("PAY-06", person.number, *OCTOBER, QUESTION)


def _deduct(draft: Draft, number: str, ore: int, *, ground: str, agreed_on: date | None) -> None:
    draft.lines[number].append(Line(number, *OCTOBER, DEDUCTION, ore, ground=ground, agreed_on=agreed_on))
    rewrite(draft, number, 1, deducted=ore)


def agreed_late(draft: Draft, person: Person) -> Faults:
    """PAY-07: a deduction for damage that was agreed after it was taken."""
    ore = 1_800 * KRONE
    _deduct(draft, person.number, ore, ground=DAMAGE, agreed_on=LAST + timedelta(days=5))
    yield Fault("PAY-07", person.number, *OCTOBER, BREACH, ore)


def lodging_deducted(draft: Draft, person: Person) -> Faults:
    """RF-07: lodging is deducted, agreed in writing beforehand."""
    _deduct(draft, person.number, 2_500 * KRONE, ground=LODGING, agreed_on=person.started_on)
    yield Fault("RF-07", person.number, *OCTOBER, QUESTION)


def dear_room(draft: Draft, person: Person) -> Faults:
    """PAY-14: more is deducted for a room in a hotel's house than the fixed rate."""
    _deduct(draft, person.number, 1_500 * KRONE, ground=LODGING, agreed_on=person.started_on)
    yield Fault("PAY-14", person.number, *OCTOBER, QUESTION)
    yield Fault("RF-07", person.number, *OCTOBER, QUESTION)


def account_of_another(draft: Draft, person: Person) -> Faults:
    """PAY-08 and RF-05: October's pay went to an account of somebody else."""
    number, paid = person.number, draft.payments[person.number][1]
    draft.payments[number][1] = replace(paid, account="00009999992", holder="Ukjent Mellommann")
    yield Fault("PAY-08", number, *OCTOBER, QUESTION)
    yield Fault("RF-05", number, paid.paid_on, paid.paid_on, QUESTION)


def paid_too_little(draft: Draft, person: Person) -> Faults:
    """PAY-08: the bank shows 1 500 kroner less than the payslip."""
    number, paid = person.number, draft.payments[person.number][1]
    draft.payments[number][1] = replace(paid, ore=paid.ore - 1_500 * KRONE)
    yield Fault("PAY-08", number, *OCTOBER, QUESTION)


def small_holiday_pay(draft: Draft, person: Person) -> Faults:
    """PAY-09: holiday pay of nine per cent in October."""
    basis = draft.slips[person.number][1].gross
    slip = rewrite(draft, person.number, 1, holiday_pay=basis * 9 // 100)
    yield Fault("PAY-09", person.number, *OCTOBER, BREACH, basis * 102 // 1000 - (slip.holiday_pay or 0))


def away_without_refund(draft: Draft, person: Person) -> Faults:
    """PAY-10: three days away in October, and no refund on the payslip."""
    away = [one.day for one in draft.shifts[person.number] if one.day >= OCTOBER[0]][6:9]
    draft.shifts[person.number] = [replace(one, away=one.day in away) for one in draft.shifts[person.number]]
    yield Fault("PAY-10", person.number, *OCTOBER, QUESTION)


def travel_between_jobs(draft: Draft, person: Person) -> Faults:
    """PAY-11: a cleaner has two jobs a day, and the half hour between them is not recorded."""
    number, monday = person.number, date(2025, 10, 13)
    morning = shift(person, datetime.combine(monday, time(6, 44)), 240, rest=0)
    later = replace(shift(person, morning.ends + timedelta(minutes=30), 210, rest=0), site="Oppdiktet bibliotek")
    kept = [one for one in draft.shifts[number] if one.day != monday]
    draft.shifts[number] = sorted([*kept, morning, later], key=lambda one: one.starts)
    settle(draft, number)
    days = [one.day for one in draft.shifts[number] if one.day >= OCTOBER[0]]
    yield Fault("PAY-11", number, days[0], days[-1], QUESTION)


def no_pay_days_agreed(draft: Draft, person: Person) -> Faults:
    """PAY-12: paid once a month, and the contract does not say so. One finding for the firm."""
    draft.contracts[person.number] = [replace(one, pay_times=None) for one in draft.contracts[person.number]]
    yield Fault("PAY-12", "", FIRST, LAST, QUESTION)


def two_employers(draft: Draft, person: Person) -> Faults:
    """PAY-13: the contract names the subcontractor."""
    draft.contracts[person.number] = [replace(one, employer=SUBCONTRACTOR) for one in draft.contracts[person.number]]
    yield Fault("PAY-13", person.number, FIRST, LAST, QUESTION)


def small_contribution(draft: Draft, person: Person) -> Faults:
    """OTP-03: one and a half per cent to the pension in October."""
    member = draft.members[person.number][1]
    paid = member.pay * 15 // 1000
    draft.members[person.number][1] = replace(member, contribution=paid)
    yield Fault("OTP-03", person.number, *OCTOBER, BREACH, member.pay * 2 // 100 - paid)


def not_a_member(draft: Draft, person: Person) -> Faults:
    """OTP-04: the provider does not know the worker."""
    draft.members[person.number] = []
    yield Fault("OTP-04", person.number, FIRST, LAST, QUESTION)


def pension_not_paid(draft: Draft, person: Person) -> Faults:
    """OTP-05: October's contribution is not shown as paid."""
    draft.members[person.number][1] = replace(draft.members[person.number][1], paid_on=None)
    yield Fault("OTP-05", person.number, *OCTOBER, QUESTION)
