"""Faults of working time for demonstration data."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ryddig.domain.pay_demo_people import Person
from ryddig.domain.pay_demo_rows import Fault, Shift
from ryddig.domain.pay_demo_work import FIRST, LAST, Draft, settle, shift, workdays

BREACH, QUESTION = "breach", "question"
APART = 5
MONDAY = date(2025, 9, 15)
Faults = Iterator[Fault]


def _rework(draft: Draft, person: Person, days: Mapping[date, Shift | None]) -> None:
    """Other shifts on these days (None: none), paid as they are recorded."""
    kept = [one for one in draft.shifts[person.number] if one.day not in days]
    found = [*kept, *(one for one in days.values() if one is not None)]
    draft.shifts[person.number] = sorted(found, key=lambda one: one.starts)
    settle(draft, person.number)


def _plain(draft: Draft, person: Person) -> None:
    """No overtime of the worker's own, and seven hours a day around the fault, so that only the fault counts."""
    around = (MONDAY - timedelta(days=7), MONDAY + timedelta(days=11))
    days = {
        one.day: shift(person, one.starts, 420 if around[0] <= one.day <= around[1] else 450)
        for one in draft.shifts[person.number]
        if one.overtime or around[0] <= one.day <= around[1]
    }
    _rework(draft, person, days)


def long_day(draft: Draft, person: Person) -> Faults:
    """TIME-02: ten hours one day, all of them called ordinary."""
    day = MONDAY + timedelta(days=1)
    _plain(draft, person)
    _rework(draft, person, {day: shift(person, datetime.combine(day, time(6, 40)), 600)})
    yield Fault("TIME-02", person.number, day, day, BREACH)


def much_overtime_in_a_week(draft: Draft, person: Person) -> Faults:
    """TIME-04: eleven and a quarter hours of overtime in seven days."""
    _plain(draft, person)
    week = workdays(MONDAY, MONDAY + timedelta(days=4))
    starts = [datetime.combine(day, time(6, 31 + 2 * place)) for place, day in enumerate(week)]
    _rework(draft, person, {one.date(): shift(person, one, 480, overtime=135) for one in starts})
    yield Fault("TIME-04", person.number, week[-1] - timedelta(days=6), week[-1], BREACH)
    yield Fault("RF-13", person.number, week[-1] - timedelta(days=6), week[-1], QUESTION)


def much_overtime_in_four_weeks(draft: Draft, person: Person) -> Faults:
    """TIME-05: twenty-seven hours of overtime in the last three weeks of the record."""
    _plain(draft, person)
    days = workdays(LAST - timedelta(days=18), LAST)
    starts = [datetime.combine(day, time(6, 31 + place)) for place, day in enumerate(days)]
    _rework(draft, person, {one.date(): shift(person, one, 480, overtime=108) for one in starts})
    yield Fault("TIME-05", person.number, LAST - timedelta(days=27), LAST, BREACH)
    yield Fault("RF-13", person.number, LAST - timedelta(days=27), LAST, QUESTION)


def fourteen_hours(draft: Draft, person: Person) -> Faults:
    """TIME-07: fourteen hours, five of them overtime. The next day is free, so the rest is long enough."""
    _plain(draft, person)
    day = MONDAY + timedelta(days=2)
    work = shift(person, datetime.combine(day, time(6, 25)), 840, overtime=300)
    _rework(draft, person, {day: work, day + timedelta(days=1): None})
    yield Fault("TIME-07", person.number, day, day, BREACH)
    yield Fault("RF-13", person.number, day, day, QUESTION)


def short_rest(draft: Draft, person: Person) -> Faults:
    """TIME-08: four hours to 20.30, and four from 06.30 the next day."""
    _plain(draft, person)
    day = MONDAY + timedelta(days=1)
    evening = shift(person, datetime.combine(day, time(16, 30)), 240, rest=0)
    morning = shift(person, datetime.combine(day + timedelta(days=1), time(6, 30)), 240, rest=0)
    _rework(draft, person, {evening.day: evening, morning.day: morning})
    yield Fault("TIME-08", person.number, evening.day, morning.day, BREACH)
    yield Fault("RF-13", person.number, evening.day, morning.day, QUESTION)


def no_weekly_rest(draft: Draft, person: Person) -> Faults:
    """TIME-09: five hours every day from Sunday to Friday twelve days later, so that no rest reaches into the week. The
    Sundays are asked about, and two in a row are one too many (TIME-11)."""
    _plain(draft, person)
    spell = [MONDAY + timedelta(days=place) for place in range(-1, 12)]
    starts = [datetime.combine(day, time(8, 3 + place)) for place, day in enumerate(spell)]
    _rework(draft, person, {one.date(): shift(person, one, 300, rest=0) for one in starts})
    yield Fault("TIME-09", person.number, MONDAY, MONDAY + timedelta(days=6), BREACH)
    yield Fault("RF-13", person.number, MONDAY, MONDAY + timedelta(days=6), QUESTION)
    yield Fault("TIME-11", person.number, spell[0], spell[7], QUESTION)
    yield Fault("TIME-11", person.number, spell[0], spell[7], BREACH)


def no_break(draft: Draft, person: Person) -> Faults:
    """TIME-10: a day of seven hours without a break."""
    day = MONDAY + timedelta(days=3)
    _plain(draft, person)
    _rework(draft, person, {day: shift(person, datetime.combine(day, time(7, 12)), 420, rest=0)})
    yield Fault("TIME-10", person.number, day, day, QUESTION)


def sunday(draft: Draft, person: Person) -> Faults:
    """TIME-11: four hours on a Sunday, the Friday before is free."""
    day = MONDAY + timedelta(days=6)
    _plain(draft, person)
    work = shift(person, datetime.combine(day, time(9, 7)), 240, rest=0)
    _rework(draft, person, {day: work, day - timedelta(days=2): None})
    yield Fault("TIME-11", person.number, day, day, QUESTION)


def identical_days(draft: Draft, person: Person) -> Faults:
    """TIME-14 and RF-02: seven to twelve every day, without a break."""
    days = [one.day for one in draft.shifts[person.number]]
    same = {day: shift(person, datetime.combine(day, time(7)), 300, rest=0) for day in days}
    _rework(draft, person, same)
    yield Fault("TIME-14", person.number, days[0], days[-1], QUESTION)
    yield Fault("RF-02", person.number, days[0], days[-1], QUESTION)


def no_timesheet(draft: Draft, person: Person) -> Faults:
    """TIME-01: payslips and no timesheet. So the firm has a registered employee whom nobody has seen (RF-22)."""
    draft.shifts[person.number] = []
    yield Fault("TIME-01", person.number, FIRST, LAST, QUESTION)
    yield Fault("RF-22", "", FIRST, LAST, QUESTION)


def plan_told_late(draft: Draft) -> Faults:
    """TIME-13: the plan was made known ten days before it began, and people work at different times of day."""
    starts = {number: [one.starts.hour for one in rows] for number, rows in draft.shifts.items()}
    if any(hours and max(hours) - min(hours) > APART for hours in starts.values()):
        draft.plans = [replace(one, told_on=one.starts_on - timedelta(days=10)) for one in draft.plans]
        yield Fault("TIME-13", "", FIRST, LAST, BREACH)
