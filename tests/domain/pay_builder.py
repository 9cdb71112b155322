"""Short ways to write a worker's day, month and record in tests."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import settings

from ryddig.domain.pay_facts import PayLine, Payslip, Stretch, Trade, TripDay, Work, WorkerDay, WorkerMonth
from ryddig.domain.time_view import TimeRecord
from ryddig.domain.work_record import Shift

NEW_RATE = date(2025, 6, 15)
patient = settings(deadline=None)  # a busy machine is not a fault of the rule


def work(trade: str = "cleaning", category: str = "adult", **facts: Any) -> Work:
    return Work(Trade(trade), category, **facts)


def day(on: date, who: Work | None = None, *, minutes: int = 480, **kinds: Any) -> WorkerDay:
    trip, away = TripDay(kinds.pop("trip", "none")), kinds.pop("away", False)
    return WorkerDay(on, who or work(), (Stretch(minutes, **kinds),), trip, away=away)


def days(first: date, count: int, who: Work | None = None, *, minutes: int = 480) -> tuple[WorkerDay, ...]:
    return tuple(day(first + timedelta(days=number), who, minutes=minutes) for number in range(count))


def slip(first: date, last: date, /, **facts: Any) -> Payslip:
    """Hours given as `hours` and `overtime_hours`; the rest as the fields of a payslip."""
    for name, field in (("hours", "ordinary_minutes"), ("overtime_hours", "overtime_minutes")):
        if name in facts:
            facts[field] = Fraction(facts.pop(name)) * 60
    if "rate" in facts:
        facts["rate"] = Fraction(facts["rate"])
    if "overtime_percent" in facts:
        facts["overtime_percent"] = Fraction(facts["overtime_percent"])
    return Payslip(first, last, **facts)


def line(kind: Any, ore: int, hours: int | None = None, **facts: Any) -> PayLine:
    return PayLine(kind, ore, None if hours is None else Fraction(hours) * 60, **facts)


def month(
    payslip: Payslip, worked: tuple[WorkerDay, ...] = (), who: Work | None = None, /, **facts: Any
) -> WorkerMonth:
    return WorkerMonth(payslip, who or work(), worked, **facts)


def shift(start: str, end: str, break_minutes: int | None = 0, **facts: Any) -> Shift:
    return Shift(datetime.fromisoformat(start), datetime.fromisoformat(end), break_minutes, **facts)


def record(*shifts: Shift, first: date | None = None, last: date | None = None, **facts: Any) -> TimeRecord:
    begin = first or min(one.booked_on for one in shifts)
    return TimeRecord(tuple(shifts), begin, last or max(one.booked_on for one in shifts), **facts)
