"""Faults of pay for demonstration data. Each puts one fault into one worker's papers and says what must be found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from ryddig.domain.pay_demo_people import Person
from ryddig.domain.pay_demo_rows import FIXED, Fault, Line
from ryddig.domain.pay_demo_work import HOUR, KRONE, MONTHS, Draft, least, rewrite, settle, shift

OCTOBER = MONTHS[1]
BREACH, QUESTION = "breach", "question"
Faults = Iterator[Fault]


def rounded(amount: int, parts: int) -> int:
    """`amount / parts` in whole øre, half an øre up."""
    return (2 * amount + parts) // (2 * parts)


def _minutes(draft: Draft, number: str) -> int:
    """All minutes of October on the timesheet."""
    return sum(one.minutes for one in draft.shifts[number] if one.day >= OCTOBER[0])


def _change_line(draft: Draft, number: str, place: int, *, ore: int, minutes: int | None = None) -> None:
    line = draft.lines[number][place]
    draft.lines[number][place] = replace(line, ore=ore, minutes=minutes or line.minutes)


def under_rate(draft: Draft, person: Person) -> Faults:
    """PAY-02: October is paid twenty kroner an hour under the minimum rate."""
    floor = least(draft.book, person.trade, person.category)
    low = (floor - 20 * KRONE) // KRONE * KRONE
    settle(draft, person.number, october=replace(person, rate=low))
    owed = rounded((floor - low) * _minutes(draft, person.number), HOUR)
    yield Fault("PAY-02", person.number, *OCTOBER, BREACH, owed)
    yield Fault("RF-01", person.number, *OCTOBER, QUESTION)


def small_overtime(draft: Draft, person: Person) -> Faults:
    """PAY-03: October's overtime is paid twenty per cent on top, not forty."""
    number, slip = person.number, draft.slips[person.number][1]
    paid = person.rate * slip.overtime * 20 // (100 * HOUR)
    _change_line(draft, number, 3, ore=paid)
    rewrite(draft, number, 1, overtime_percent=20, gross=draft.lines[number][2].ore + paid)
    owed = rounded(person.rate * slip.overtime * 40 - paid * 100 * HOUR, 100 * HOUR)
    yield Fault("PAY-03", number, *OCTOBER, BREACH, owed)


def unpaid_hours(draft: Draft, person: Person) -> Faults:
    """PAY-05: five hours of October are on the timesheet and not on the payslip."""
    number, slip = person.number, draft.slips[person.number][1]
    missing = 5 * person.rate
    _change_line(draft, number, 2, ore=draft.lines[number][2].ore - missing, minutes=_minutes(draft, number) - 5 * HOUR)
    rewrite(draft, number, 1, ordinary=(slip.ordinary or 0) - 5 * HOUR, gross=slip.gross - missing)
    yield Fault("PAY-05", number, *OCTOBER, BREACH, missing)


def unpaid_evening(draft: Draft, person: Person) -> Faults:
    """PAY-04: a cleaner works to 22.30 one Friday, and the supplement of the trade for the evening is not paid."""
    number, friday = person.number, OCTOBER[0].replace(day=17)
    late = shift(person, datetime.combine(friday, time(14, 31)), 450)
    draft.shifts[number] = [late if one.day == friday else one for one in draft.shifts[number]]
    settle(draft, number)
    hours = late.ends - datetime.combine(friday, time(21)) - timedelta(minutes=30)  # the break may have been then
    entry = draft.book.entry("rates.cleaning.night", friday)
    per_hour = entry.value if entry is not None and type(entry.value) is int else 0
    owed = rounded(per_hour * (hours // timedelta(minutes=1)), HOUR)
    yield Fault("PAY-04", number, *OCTOBER, BREACH, owed)
    yield Fault("TIME-12", number, friday, friday, QUESTION)


def round_sum(draft: Draft, person: Person) -> Faults:
    """RF-04: October is a round sum, filled up by a supplement."""
    number, slip = person.number, draft.slips[person.number][1]
    whole = -(-slip.gross // (1000 * KRONE)) * 1000 * KRONE
    draft.lines[number].append(Line(number, *OCTOBER, FIXED, whole - slip.gross))
    rewrite(draft, number, 1, gross=whole)
    yield Fault("RF-04", number, *OCTOBER, QUESTION)


def seen_longer(draft: Draft, person: Person) -> Faults:
    """RF-03: in October the gate shows an hour more each day than the payslip and the timesheet."""
    number = person.number
    draft.seen[number] = [
        replace(one, leaves=one.leaves + timedelta(hours=1)) if one.enters.date() >= OCTOBER[0] else one
        for one in draft.seen[number]
    ]
    yield Fault("RF-03", number, *OCTOBER, QUESTION)


def work_without_slip(draft: Draft, person: Person) -> Faults:
    """RF-03: on the timesheet and at the gate in October, and no payslip."""
    number = person.number
    for rows in (draft.slips[number], draft.payments[number], draft.members[number]):
        del rows[1]
    draft.lines[number] = [line for line in draft.lines[number] if line.first < OCTOBER[0]]
    days = [one.day for one in draft.shifts[number] if one.day >= OCTOBER[0]]
    yield Fault("RF-03", number, days[0], days[-1], QUESTION)
